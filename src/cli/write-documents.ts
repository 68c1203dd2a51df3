import { type DocumentKind, type Documents, renderDocument } from '../index.ts';
import type { Output } from './argv/pair-outputs.ts';
import { colourOf, type Terminal, widthOf } from './terminal.ts';
import { writeOutput } from './write-outputs.ts';

/** Writes a document in each form that was asked for; colour never gets into a file. @throws UsageError `output-unwritable` */
export async function writeDocuments<K extends DocumentKind>(
  outputs: readonly Output[],
  kind: K,
  document: Documents[K] | ((format: Output['format']) => Documents[K]),
  terminal: Terminal,
): Promise<void> {
  for (const output of outputs) {
    const look = { width: widthOf(terminal), colour: output.file === null && colourOf(terminal) };
    const own = typeof document === 'function' ? document(output.format) : document;
    await writeOutput(output, await renderDocument(output.format, kind, own, look), terminal);
  }
}
