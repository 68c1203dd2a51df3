import { open } from 'node:fs/promises';
import type { Output } from './argv/pair-outputs.ts';
import type { Terminal } from './terminal.ts';
import { unwritable } from './write-outputs.ts';

/** Characters that are written at once. */
const together = 64 * 1024;

/** Writes a document that is made piece by piece, so that it is never whole in memory. @throws UsageError `output-unwritable` */
export async function writePieces({ file }: Pick<Output, 'file'>, pieces: Iterable<string>, terminal: Terminal): Promise<void> {
  if (file === null) {
    for (const text of joined(pieces)) await terminal.out(text);
    return;
  }
  try {
    const handle = await open(file, 'w');
    try {
      for (const text of joined(pieces)) await handle.writeFile(terminal.mask.text(text));
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw unwritable(file, cause);
  }
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
