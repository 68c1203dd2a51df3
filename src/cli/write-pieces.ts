import { open } from 'node:fs/promises';
import type { Output } from './argv/pair-outputs.ts';
import { replaceFile } from './replace-file.ts';
import type { Terminal } from './terminal.ts';
import { unwritable } from './write-outputs.ts';

/** Characters that are written at once. */
const together = 64 * 1024;

/** Writes a document that is made piece by piece, so that it is never whole in memory. @throws UsageError `output-unwritable` */
export async function writePieces({ file, format }: Output, pieces: Iterable<string>, terminal: Terminal): Promise<void> {
  if (file === null) {
    for (const text of joined(pieces)) await terminal.out(text);
    return;
  }
  try {
    if (format.replacesFile) return await replaceFile(file, masked(pieces, terminal));
    const handle = await open(file, 'w');
    try {
      for (const text of masked(pieces, terminal)) await handle.writeFile(text);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

function* masked(pieces: Iterable<string>, { mask }: Terminal): Generator<string> {
  for (const text of joined(pieces)) yield mask.text(text);
}

/** A piece is whole in one of them: what is masked is not torn. */
function* joined(pieces: Iterable<string>): Generator<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < together) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
