import { basename, extname, resolve } from 'node:path';
import { type DocumentKind, type Format, formats, formatsOf, UsageError } from '../../index.ts';

/** One form of what a command writes, and where it goes; null is standard output. */
export type Output = { readonly format: Format; readonly file: string | null };

/** A `--format` or an `--output`, in the order of the command line. */
export type OutputWord = { readonly option: 'format' | 'output'; readonly value: string };

/** The command that writes, and how those are called that write a format. */
export type Writer = { readonly name: string; readonly kind: DocumentKind; readonly commandsOf: (format: Format) => readonly string[] };

/**
 * Which format goes where. `-o FILE` is written in the format of the `--format` beside it, before or behind; alone, in that of its ending. A format without a file goes to
 * standard output, and nothing at all is the usual format there. What can be read in two ways is refused, and so is a file whose ending names another format than the one beside it.
 *
 * @throws UsageError
 */
export function pairOutputs(words: readonly OutputWord[], writer: Writer): readonly Output[] {
  const [usual] = formatsOf(writer.kind);
  if (usual === undefined) throw new RangeError(`no format writes ${writer.kind}`);
  const items = words.map((word) => itemOf(word, writer));
  refuseTwice(items);
  const [reading, other] = readingsOf(items, usual);
  if (reading === undefined) throw unreadable(items, writer);
  if (other !== undefined) throw ambiguous(reading, other);
  return reading.length === 0 ? [{ format: usual, file: null }] : reading;
}

type Item =
  | { readonly kind: 'format'; readonly format: Format }
  | {
      readonly kind: 'file';
      /** Null for standard output. */
      readonly file: string | null;
      /** Of the ending; null where that names none. */
      readonly format: Format | null;
      /** The ending is one that no format has. */
      readonly strange: boolean;
    };
type FileItem = Extract<Item, { readonly kind: 'file' }>;
type FormatItem = Extract<Item, { readonly kind: 'format' }>;

function itemOf({ option, value }: OutputWord, writer: Writer): Item {
  if (option === 'format') return { kind: 'format', format: formatNamed(value, writer) };
  if (value === '-') return { kind: 'file', file: null, format: null, strange: false };
  const ending = endingOf(value);
  const format = formats.find(({ endings }) => ending !== null && endings.includes(ending)) ?? null;
  refuseTwofold(value, format);
  if (format !== null && !formatsOf(writer.kind).includes(format)) {
    throw new UsageError('arguments', `${writer.name} writes no ${format.name}, which ${value} ends like`, whoWrites(format, writer));
  }
  return { kind: 'file', file: value, format, strange: ending !== null && format === null };
}

/** What stands behind the first of its last two dots, where a format has that ending; else behind the last one. Null where there is no dot. */
function endingOf(file: string): string | null {
  const name = basename(file).toLowerCase();
  const twofold = /\.([^.]+\.[^.]+)$/.exec(name)?.[1];
  if (twofold !== undefined && formats.some(({ endings }) => endings.includes(twofold))) return twofold;
  return /\.([^.]*)$/.exec(name)?.[1] ?? null;
}

/** `scan.sarif.xml` names two formats. */
function refuseTwofold(file: string, format: Format | null): void {
  const [, inner = '', outer = ''] = /\.([^.]+)\.([^.]+)$/.exec(basename(file).toLowerCase()) ?? [];
  if (format === null || format.endings.includes(`${inner}.${outer}`)) return;
  const other = formats.find((each) => !each.plain && each !== format && each.endings.includes(inner));
  if (other === undefined || format.plain) return;
  throw new UsageError(
    'arguments',
    `it is not clear whether ${file} gets ${other.name} or ${format.name}`,
    `name a file with one ending, as in -o ${file.slice(0, file.length - outer.length - 1)} for ${other.name}`,
  );
}

/** What some first words come to. */
type Reading = {
  readonly outputs: readonly Output[];
  readonly pairs: number;
  /** What the last of them is, where that stayed single. */
  readonly single: Item['kind'] | null;
};

/**
 * The ways to part the words into pairs and single ones: those with the most pairs, two of them where there are more. A file and a format side by side do not both stay single:
 * that would be a pair that went unseen.
 */
function readingsOf(items: readonly Item[], usual: Format): readonly (readonly Output[])[] {
  const hasFormats = items.some(({ kind }) => kind === 'format');
  /** By the number of words. */
  const reached: Reading[][] = [[{ outputs: [], pairs: 0, single: null }], ...items.map(() => [])];
  for (const [at, item] of items.entries()) {
    const next = items[at + 1];
    const pair = next === undefined ? null : pairOf(item, next);
    const alone = aloneOf(item, hasFormats ? null : usual);
    for (const { outputs, pairs, single } of best(reached[at] ?? [], stateOf)) {
      if (pair !== null) reached[at + 2]?.push({ outputs: [...outputs, pair], pairs: pairs + 1, single: null });
      if (alone !== null && (single === null || single === item.kind))
        reached[at + 1]?.push({ outputs: [...outputs, alone], pairs, single: item.kind });
    }
  }
  return best(reached[items.length] ?? [], () => '').map(({ outputs }) => outputs);
}

/** Of readings in the same state, at most two with the most pairs that come to something different. One that writes to standard output twice comes to nothing. */
function best(readings: readonly Reading[], stateOf: (reading: Reading) => string): readonly Reading[] {
  const chosen = new Map<string, { readonly pairs: number; readonly different: Map<string, Reading> }>();
  for (const reading of readings) {
    if (reading.outputs.filter(({ file }) => file === null).length > 1) continue;
    const state = stateOf(reading);
    const before = chosen.get(state);
    if (before !== undefined && before.pairs > reading.pairs) continue;
    const different = before?.pairs === reading.pairs ? before.different : new Map<string, Reading>();
    const spelled = spelledOf(reading.outputs);
    if (different.size < 2 && !different.has(spelled)) different.set(spelled, reading);
    chosen.set(state, { pairs: reading.pairs, different });
  }
  return [...chosen.values()].flatMap(({ different }) => [...different.values()]);
}

/** On what it depends how a reading may go on. */
function stateOf({ single, outputs }: Reading): string {
  return `${single} ${outputs.some(({ file }) => file === null)}`;
}

function pairOf(one: Item, other: Item): Output | null {
  const format = one.kind === 'format' ? one : other.kind === 'format' ? other : null;
  const file = one.kind === 'file' ? one : other.kind === 'file' ? other : null;
  return format !== null && file !== null && fits(format.format, file) ? { format: format.format, file: file.file } : null;
}

/** Whether that format may go into a file of that ending. */
function fits(format: Format, file: FileItem): boolean {
  return file.format === null || file.format === format || file.format.plain || isKindOf(format, file.format);
}

/** Whether what one format writes is a kind of the other, as SARIF is of JSON. */
function isKindOf({ alsoIn = [] }: Format, { endings }: Format): boolean {
  return endings.some((ending) => alsoIn.includes(ending));
}

/** @param usual for a file whose name says nothing; null where there are formats that it might belong to */
function aloneOf(item: Item, usual: Format | null): Output | null {
  if (item.kind === 'format') return { format: item.format, file: null };
  const format = item.format ?? (item.strange ? null : usual);
  return format === null ? null : { format, file: item.file };
}

/** The same for the same files in the same formats. */
function spelledOf(outputs: readonly Output[]): string {
  return outputs
    .map(({ format, file }) => JSON.stringify([format.name, file]))
    .sort()
    .join();
}

function formatNamed(value: string, writer: Writer): Format {
  const allowed = formatsOf(writer.kind);
  const format = allowed.find(({ name }) => name === value);
  if (format !== undefined) return format;
  const others = formats.find(({ name }) => name === value);
  if (others !== undefined) throw new UsageError('arguments', `${writer.name} writes no ${others.name}`, whoWrites(others, writer));
  throw new UsageError('arguments', `unknown format "${value}"`, `formats are ${allowed.map(({ name }) => name).join(', ')}`);
}

function whoWrites(format: Format, { name, kind, commandsOf }: Writer): string {
  const own = formatsOf(kind).map((each) => each.name);
  return `${format.name} is a format of ${commandsOf(format).join(' and ')}; ${name} writes ${own.join(', ')}`;
}

function refuseTwice(items: readonly Item[]): void {
  const seen = new Set<string>();
  for (const { file } of items.filter((item) => item.kind === 'file')) {
    if (file === null) continue;
    if (seen.has(resolve(file))) throw new UsageError('arguments', `${file} was given twice`, 'give each --output a file of its own');
    seen.add(resolve(file));
  }
}

/** Why nothing can be made of them. */
function unreadable(items: readonly Item[], writer: Writer): UsageError {
  const beside = (at: number) => [items[at - 1], items[at + 1]].filter((item) => item?.kind === 'format').map((item) => item as FormatItem);
  const files = items.flatMap((item, at) =>
    item.kind === 'file' && item.file !== null ? [{ ...item, name: item.file, beside: beside(at) }] : [],
  );

  const strange = files.find((each) => each.strange && each.beside.length === 0);
  if (strange !== undefined) {
    const known = formatsOf(writer.kind).map(({ name, endings }) => `.${endings[0]}${endings[0] === name ? '' : ` (${name})`}`);
    const hint = `known endings are ${known.join(', ')}; or put a --format beside it, as in --format json -o ${strange.name}`;
    return new UsageError('arguments', `the ending of ${strange.name} names no format`, hint);
  }
  const torn = files.find((each) => each.beside.length > 0 && each.beside.every(({ format }) => !fits(format, each)));
  if (torn?.format != null) {
    const { name, format, beside } = torn;
    return new UsageError(
      'arguments',
      `${name} is ${format.name} by its ending, and ${beside[0]?.format.name} by the --format beside it`,
      `put the --format of a file beside it, as in --format ${format.name} -o ${name}, or leave --format out`,
    );
  }
  const open = files.find((each) => each.format === null && each.beside.length === 0);
  if (open !== undefined) {
    return new UsageError(
      'arguments',
      `it is not clear which format ${open.name} gets`,
      'put its --format beside it, or give it an ending such as .json',
    );
  }
  return new UsageError('arguments', 'two reports cannot both go to standard output', 'give each --format but one its --output FILE');
}

/** Two readings, and the file that they differ in. */
function ambiguous(one: readonly Output[], other: readonly Output[]): UsageError {
  const differing = one.flatMap(({ format, file }) => {
    const rival = other.find((each) => each.file === file)?.format;
    return file === null || rival === undefined || rival === format ? [] : [{ file, format, rival }];
  })[0];
  if (differing === undefined)
    return new UsageError(
      'arguments',
      'it is not clear which --format belongs to which --output',
      'give each file an ending such as .json',
    );
  const { file, format, rival } = differing;
  const telling = format.plain ? rival : format;
  return new UsageError(
    'arguments',
    `it is not clear whether ${file} gets ${format.name} or ${rival.name}`,
    `name the format by the ending, as in -o ${file.slice(0, file.length - extname(file).length)}.${telling.endings[0]}, or leave one --format out`,
  );
}
