import { clustersOf, displayWidth, prefixOf } from './display-width.ts';

/**
 * Lines of at most `width` cells. Breaks at spaces; what has none and is too long breaks after `-`, `.`, `:`, `/`, `,`, `_` or `=`, and failing that anywhere.
 * Line breaks in the text are kept.
 */
export function wrapText(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(2, width)));
}

function wrapLine(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/ +/)) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (displayWidth(joined) <= width) {
      current = joined;
      continue;
    }
    if (current !== '') lines.push(current);
    const pieces = cut(word, width);
    lines.push(...pieces.slice(0, -1));
    current = pieces.at(-1) ?? '';
  }
  return [...lines, current];
}

/** A word in pieces that fit. */
function cut(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (displayWidth(rest) > width) {
    const fitting = prefixOf(clustersOf(rest), width);
    // A cluster that is wider than the line stands alone on it.
    if (fitting === '') break;
    const seam = /^.*[-.:/,_=](?=.)/su.exec(fitting)?.[0] ?? '';
    const piece = displayWidth(seam) * 3 >= width ? seam : fitting;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}
