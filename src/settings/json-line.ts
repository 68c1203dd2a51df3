import { LineCounter, parseDocument } from 'yaml';

/** Texts that are longer are not looked through a second time. */
const longest = 4 * 1024 * 1024;

/** The line, from 1, in which a text that is no JSON goes wrong; null where that does not show. V8 tells it of some faults alone; JSON is YAML too. */
export function lineOfJsonFault(text: string): number | null {
  if (text.length > longest) return null;
  const lines = new LineCounter();
  const [error] = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' }).errors;
  return error === undefined ? null : lines.linePos(error.pos[0]).line;
}
