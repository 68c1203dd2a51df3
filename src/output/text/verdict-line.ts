import type { Paint, Tone } from '../paint.ts';
import { labelled } from './paragraph.ts';

/** What it all comes to, before everything else. */
export function verdictLine(
  { word, tone, text }: { readonly word: string; readonly tone: Tone; readonly text: string },
  { width, paint }: { readonly width: number; readonly paint: Paint },
): readonly string[] {
  return labelled(word.padEnd(6), text, 6, width).map((line, index) =>
    index === 0
      ? paint(tone, line.slice(0, word.length)) + line.slice(word.length, 6) + paint('strong', line.slice(6))
      : paint('strong', line),
  );
}
