import { randomBytes } from 'node:crypto';
import { access, constants, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Recording, type Report, type SavedRun, type ScanOptions, UsageError } from '../index.ts';
import type { Output } from './argv/pair-outputs.ts';
import type { ReplayRequest } from './options/replay.ts';
import { refuseMaterial } from './read-inputs.ts';
import type { RunSource } from './run-source.ts';
import type { Terminal } from './terminal.ts';
import { unwritable } from './write-outputs.ts';

/** Sees to it that the run can be saved before it is made. @throws UsageError `output-unwritable` */
export async function checkSave({ save }: ReplayRequest, outputs: readonly Pick<Output, 'file'>[]): Promise<void> {
  if (save === null) return;
  refuseMaterial(save, 'the file of --save');
  if (save === '-')
    throw new UsageError('arguments', '--save needs a file', 'standard output is for the report: name a file, as in --save run.json');
  if (outputs.some(({ file }) => file !== null && resolve(file) === resolve(save)))
    throw new UsageError('arguments', `${save} was given twice`, 'give --save a file of its own');
  try {
    const found = await stat(save).catch(() => null);
    if (found?.isDirectory()) throw Object.assign(new Error('it is a directory'), { code: 'EISDIR' });
    // It is written beside it first.
    await access(dirname(save), constants.W_OK);
  } catch (cause) {
    throw unwritable(save, cause);
  }
}

/** What is known of a run when it ends. */
export type Ended = Pick<SavedRun, 'command' | 'targets'> &
  Partial<Pick<SavedRun, 'members' | 'kibana'>> & {
    readonly report: Report;
    /** By which the job was done. */
    readonly options: Pick<ScanOptions, 'anchors' | 'trustPublicRoots' | 'crls' | 'identity' | 'quietWire' | 'deployment' | 'api'>;
  };

/** Saves the run where `--save` asks for it, whole or as far as it came; never half a file. @throws UsageError `output-unwritable` */
export async function saveRun(
  { save }: ReplayRequest,
  { recording }: RunSource,
  ended: Ended,
  terminal: Pick<Terminal, 'mask'>,
): Promise<void> {
  if (save === null || recording === null) return;
  const { encodeMaskedRun } = await import('./encode-masked-run.ts');
  await writePrivately(save, encodeMaskedRun(savedRunOf(recording, ended), terminal));
}

/** All that a run saw, and what it was judged by. */
export function savedRunOf(recording: Recording, { report, options, ...ended }: Ended): SavedRun {
  const { anchors = [], trustPublicRoots = false, crls = [], identity, quietWire = false, deployment = null, api } = options;
  return {
    members: [],
    kibana: null,
    ...ended,
    startedAt: new Date(report.startedAt),
    partial: report.partial,
    asked: recording.asked,
    api: api === undefined ? null : { discover: api.discover ?? false, answers: recording.answers },
    judging: { anchors, trustPublicRoots, crls, identity: identity?.chain ?? [], quietWire, deployment },
  };
}

/** Readable by its owner alone, and there whole or not at all: what stood there stays until then. */
async function writePrivately(file: string, text: string): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => {});
    throw unwritable(file, cause);
  }
}
