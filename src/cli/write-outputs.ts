import { access, constants, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../index.ts';
import type { Output } from './argv/pair-outputs.ts';
import { readEach } from './input-faults.ts';
import { reason, refuseMaterial } from './read-inputs.ts';
import { replaceFile } from './replace-file.ts';
import type { Terminal } from './terminal.ts';

/**
 * Sees to it that outputs can be written before an hour's scan is made for nothing.
 *
 * @param option that names them
 * @throws InputFaults `output-unwritable`
 */
export async function checkOutputs(outputs: readonly Output[], option = 'output'): Promise<void> {
  const formats = new Map(outputs.map(({ file, format }) => [file, format]));
  const files = [...formats.keys()].filter((file) => file !== null);
  await readEach(option, files, async (file) => {
    const format = formats.get(file);
    refuseMaterial(file, 'the output');
    try {
      const found = await stat(file).catch(() => null);
      if (found?.isDirectory()) throw Object.assign(new Error('it is a directory'), { code: 'EISDIR' });
      await access(found === null ? dirname(file) : file, constants.W_OK);
      if (found?.isFile() && format?.replacesFile) await access(dirname(await realpath(file)), constants.W_OK);
    } catch (cause) {
      throw unwritable(file, cause);
    }
  });
}

/** @throws UsageError `output-unwritable` */
export async function writeOutput({ file, format }: Output, text: string, terminal: Terminal): Promise<void> {
  if (file === null) return terminal.out(text);
  try {
    if (format.replacesFile) await replaceFile(file, [terminal.mask.text(text)]);
    else await writeFile(file, terminal.mask.text(text));
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

/** The file cannot be written, and why. */
export function unwritable(file: string, cause: unknown): UsageError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  const why = missing ? `there is no directory ${dirname(file)}` : reason(cause);
  return new UsageError('output-unwritable', `cannot write ${file}: ${why}`, 'name a file in a directory that you may write to', {
    cause,
  });
}
