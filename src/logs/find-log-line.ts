import type { VerifyReason } from '../model/verify-reason.ts';
import { logLines } from './catalogue/index.ts';
import type { LineText, LogLine, Passerby, Writer } from './catalogue/log-line.ts';
import { clientLines } from './client-lines/index.ts';

/** A line of the catalogue, with a look for its texts. */
export type KnownLine = { readonly line: LogLine; readonly isIn: (text: string) => boolean };

/** More of an entry says nothing more; bounds the time that patterns take. */
const longestRead = 20_000;

type Look = KnownLine & { readonly isInLowered: (text: Lowered) => boolean };

type Looks = {
  readonly known: readonly Look[];
  readonly withPatterns: readonly Look[];
  /** All texts at once: most entries of a log have none, and that is told ten times as fast. */
  readonly anyText: RegExp;
};

/** Made when a text is looked at: hundreds of patterns, which whoever asks for the lines of a rule does not need. */
let looks: Looks | null = null;

function makeLooks(): Looks {
  const known = logLines.map((line) => {
    const ofTexts = line.texts.map(lookFor);
    const isInLowered = (text: Lowered) => ofTexts.some((look) => look(text));
    return { line, isInLowered, isIn: (text: string) => isInLowered(lowered(text)) };
  });
  return {
    known,
    withPatterns: known.filter(({ line: { texts } }) => texts.some((text) => literalOf(text) === null)),
    anyText: new RegExp(logLines.flatMap(({ texts }) => texts.flatMap((text) => literalOf(text) ?? [])).join('|')),
  };
}

function candidates({ text }: Lowered): readonly Look[] {
  looks ??= makeLooks();
  return looks.anyText.test(text) ? looks.known : looks.withPatterns;
}

/** Which line of the catalogue an entry of a log has, of this product where that is known: the first in its order. */
export function lineIn(text: string, product: string | null): KnownLine | null {
  const asked = lowered(text);
  return (
    candidates(asked).find(({ line, isInLowered }) => isOf(line, product) && line.fragment === undefined && isInLowered(asked)) ?? null
  );
}

/** The same of text whose writer is unknown, pieces of lines included. */
export function pieceIn(text: string): KnownLine | null {
  const asked = lowered(text);
  return candidates(asked).find(({ isInLowered }) => isInLowered(asked)) ?? null;
}

/** For what a verifier that writes this refuses a chain, the likeliest first; empty where no verifier is known to write that. */
export function reasonsIn(text: string): readonly VerifyReason[] {
  return pieceIn(text)?.line.reasons ?? [];
}

/** Lines within which a piece stands that is no whole line. */
export function linesAround(piece: string): readonly LogLine[] {
  const asked = piece.toLowerCase();
  return logLines.filter(({ texts }) => texts.some((text) => exampleOf(text).toLowerCase().includes(asked)));
}

/** Who else leaves such a line; null where only a node, or a client that has its own reason, does. */
export function passerbyIn(text: string): Passerby | null {
  const asked = lowered(text);
  if (asked.text.includes(made.subject.toLowerCase())) return made.passerby;
  return candidates(asked).find(({ line, isInLowered }) => line.leftBy !== undefined && isInLowered(asked))?.line.leftBy ?? null;
}

/** The certificate that `--try-self-signed` makes up is named in the diagnosis of whoever refuses it. */
const made = {
  subject: 'subject name [CN=handclasp stranger]',
  passerby: { from: '--try-self-signed', by: 'handclasp, with a certificate that it made up' },
} as const;

const askedFirst: readonly Passerby['from'][] = ['glance', 'standard', 'full', '--try-self-signed', null];

/** Each who leaves lines, with a line as an operator finds it: those first that ask least. */
export const passersby: readonly (Passerby & { readonly line: string })[] = [
  { ...made.passerby, line: `the client provided a certificate with ${made.subject}` },
  ...logLines.flatMap(({ leftBy, texts: [first] }) => (leftBy === undefined ? [] : [{ ...leftBy, line: searchedFor(first) }])),
]
  .filter(({ by }, index, all) => all.findIndex((one) => one.by === by) === index)
  .toSorted((a, b) => askedFirst.indexOf(a.from) - askedFirst.indexOf(b.from));

/** Whose log a line is looked for in. */
export type LogSide = 'node' | 'kibana';

const sideOf: Readonly<Partial<Record<Writer, LogSide>>> = {
  ...({ elasticsearch: 'node', 'elasticsearch-7': 'node', 'elasticsearch-8': 'node', 'elasticsearch-9': 'node' } as const),
  ...({ opensearch: 'node', jsse: 'node', kibana: 'kibana', openssl: 'kibana', node: 'kibana' } as const),
};

/** Lines enough to look for. */
const mostLooked = 6;

/** What to search a log for where this rule is broken: what states it or points to it first by its own lines; with a side, the few that are found there. */
export function linesOfRule(rule: string, side?: LogSide): readonly string[] {
  const own = [...piecesOf((line) => line.rule === rule, side), ...(side === undefined ? linesOfClients(rule) : [])];
  const pointing = piecesOf(({ alternatives = [], fragment }) => fragment === undefined && alternatives.includes(rule), side ?? 'any');
  const related = piecesOf(({ related: those = [] }) => those.includes(rule), side ?? 'any');
  if (side === undefined) {
    const telling = [...new Set([...own, ...pointing])];
    return telling.length >= mostLooked ? telling : [...new Set([...telling, ...related, ...fragmentsOf(rule)])];
  }
  return ([own, pointing, related].find((some) => some.length > 0) ?? fragmentsOf(rule)).slice(0, mostLooked);
}

/** What those write who refuse a chain for this reason, by whose words they are. */
export function linesOfReason(reason: VerifyReason): Readonly<Record<'jsse' | 'elasticsearch' | 'node', readonly string[]>> {
  const of = (...writers: readonly Writer[]) =>
    textsOf(
      ({ reasons = [] }) => reasons.includes(reason),
      (writer) => writers.includes(writer),
    );
  return {
    jsse: of('jsse'),
    elasticsearch: of('elasticsearch', 'elasticsearch-7', 'elasticsearch-8', 'elasticsearch-9', 'opensearch'),
    node: of('openssl', 'node', 'kibana'),
  };
}

/** Of clients, whose first rule it is. */
function linesOfClients(rule: string): readonly string[] {
  return clientLines.flatMap(({ rules, texts }) => (rules[0] === rule ? texts.map(searchedFor) : []));
}

function fragmentsOf(rule: string): readonly string[] {
  return piecesOf((line) => line.fragment === true && (line.alternatives?.includes(rule) === true || line.rule === rule), undefined);
}

/** `any`: in logs of nodes or of Kibana. */
function piecesOf(isOne: (line: LogLine) => boolean, side: LogSide | 'any' | undefined): readonly string[] {
  return textsOf(isOne, (writer) => side === undefined || (side === 'any' ? sideOf[writer] !== undefined : sideOf[writer] === side));
}

/** As pieces to search for; whole examples, which are longer, last. */
function textsOf(isOne: (line: LogLine) => boolean, isWriter: (writer: Writer) => boolean): readonly string[] {
  const texts = logLines
    .filter(isOne)
    .flatMap(({ texts: all, writtenBy }) => all.filter((text) => writersOf(text, writtenBy).some(isWriter)));
  const isExample = (text: LineText) => typeof text !== 'string' && typeof text[0] !== 'string';
  return [...new Set(texts.toSorted((a, b) => Number(isExample(a)) - Number(isExample(b))).map(searchedFor))];
}

function writersOf(text: LineText, writtenBy: LogLine['writtenBy']): readonly Writer[] {
  return typeof text === 'string' || text[2] === undefined ? writtenBy : [text[2]];
}

function isOf({ product }: LogLine, of: string | null): boolean {
  return product === undefined || product === of;
}

/** A text, and the same in lower case. */
export type Lowered = { readonly text: string; readonly asWritten: string };

export function lowered(text: string): Lowered {
  const asWritten = text.length > longestRead ? text.slice(0, longestRead) : text;
  return { text: asWritten.toLowerCase(), asWritten };
}

/** Whether a text has this in it, case aside. */
export function lookFor(text: LineText): (within: Lowered) => boolean {
  const pattern = typeof text === 'string' ? text : text[0];
  if (typeof pattern === 'string') {
    const piece = pattern.toLowerCase();
    return (within) => within.text.includes(piece);
  }
  const anyCase = new RegExp(pattern.source, 'i');
  return (within) => anyCase.test(within.asWritten);
}

/** As a regular expression for lowered text; null for a pattern. */
function literalOf(text: LineText): string | null {
  const pattern = typeof text === 'string' ? text : text[0];
  return typeof pattern === 'string' ? pattern.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : null;
}

function exampleOf(text: LineText): string {
  return typeof text === 'string' ? text : text[1];
}

/** What is the same in each such line, where that is a text; else an example. */
function searchedFor(text: LineText): string {
  return typeof text !== 'string' && typeof text[0] === 'string' ? text[0] : exampleOf(text);
}
