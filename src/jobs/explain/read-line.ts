import type { Connection } from '../../logs/catalogue/connections.ts';
import type { LogLine } from '../../logs/catalogue/log-line.ts';
import { lineIn, linesAround, pieceIn, reasonsIn } from '../../logs/find-log-line.ts';
import { readLog } from '../../logs/read-log.ts';
import type { VerifyReason } from '../../model/verify-reason.ts';

/** What a line from a log, or a piece of one, is a sign of. */
export type LineReading = {
  /** Ids, the likeliest first. */
  readonly rules: readonly string[];
  readonly reasons: readonly VerifyReason[];
  /** Whose connection it is; null where nothing tells. */
  readonly connection: Connection | null;
};

/** A piece of a line that is shorter says nothing: `failed` is in a thousand lines. */
const shortestPiece = 12;

/** Reads it as `join --log` reads an entry; what is no entry, by the catalogue alone; a piece of a line as well. Null where nothing in it is known. */
export function readLine(question: string): LineReading | null {
  return readWholeLine(question) ?? readPiece(question);
}

/** The same of what has the telling part of a line. */
export function readWholeLine(question: string): LineReading | null {
  const { failures } = readLog(question);
  const [first] = failures;
  if (first !== undefined) {
    const rules = failures.flatMap(({ rule, alternatives, related }) => [rule, ...alternatives, ...related]);
    return {
      rules: [...new Set(rules)],
      reasons: lineIn(question, first.product)?.line.reasons ?? reasonsIn(question),
      connection: first.connection,
    };
  }
  const known = pieceIn(question);
  return known === null ? null : ofLines([known.line]);
}

/** Of what is less than the telling part: lines that it may be of. */
export function readPiece(question: string): LineReading | null {
  const piece = question.replace(/\s+/g, ' ').trim();
  const around = piece.length < shortestPiece ? [] : linesAround(piece);
  return around.length === 0 ? null : ofLines(around);
}

function ofLines(lines: readonly LogLine[]): LineReading {
  return {
    rules: [
      ...new Set([
        ...lines.map(({ rule }) => rule),
        ...lines.flatMap(({ alternatives = [], related = [] }) => [...alternatives, ...related]),
      ]),
    ],
    reasons: [...new Set(lines.flatMap(({ reasons = [] }) => reasons))],
    connection: lines.length === 1 ? (lines[0]?.connection ?? null) : null,
  };
}
