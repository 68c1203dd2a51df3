import type { Severity } from '../model/severity.ts';

const codes = { critical: '1;31', high: '31', medium: '33', low: '36', info: '2', good: '32', strong: '1', faint: '2' } as const;

/** A severity, or a way to set text apart. */
export type Tone = Severity | 'good' | 'strong' | 'faint';

export type Paint = (tone: Tone, text: string) => string;

/** Colours text for a terminal (SGR), or leaves it alone. A text of several lines is coloured line by line, so that it can stand in a table. */
export function painter(colour: boolean): Paint {
  if (!colour) return (_tone, text) => text;
  return (tone, text) =>
    text
      .split('\n')
      .map((line) => (line === '' ? line : `\u001b[${codes[tone]}m${line}\u001b[0m`))
      .join('\n');
}
