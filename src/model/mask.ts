import type { Secret } from './secret.ts';

/**
 * Takes the secrets that a run was given out of whatever it says, in every spelling in which they may come back: as they are, in base64 at any place of it, percent-encoded,
 * in hexadecimal, escaped for JSON, HTML or a shell. With no secret it gives back what it is given.
 *
 * A secret that could be a word or a number of ours, such as `elastic` or `9200`, is left as it is where it stands in the clear: to take it out would tell what it is.
 */
export class Mask {
  readonly #patterns = new Set<string>();
  #pattern: RegExp | null = null;
  #spared: ReadonlySet<string> = new Set();

  constructor(secrets: readonly Secret[] = []) {
    this.add(...secrets);
  }

  add(...secrets: readonly Secret[]): void {
    const before = this.#patterns.size;
    for (const secret of secrets) for (const pattern of patternsOf(secret.reveal())) this.#patterns.add(pattern);
    if (this.#patterns.size === before) return;
    // Of two that begin alike the longer one first, so that nothing of it is left.
    const longestFirst = [...this.#patterns].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(longestFirst.join('|'), 'gi');
  }

  /** Whether a secret looks like an id of ours, or a part of one: letters with hyphens between. */
  get looksLikeId(): boolean {
    return [...this.#patterns].some((pattern) => /^[A-Za-z]+(?:-[A-Za-z]+)+$/.test(pattern));
  }

  /** Ids of ours stay whole, though a secret is a part of one, or is one: to take it out would tell what it is. */
  spare(ids: readonly string[]): void {
    this.#spared = new Set(ids);
  }

  text(text: string): string {
    if (this.#pattern === null) return text;
    if (this.#spared.size === 0) return text.replace(this.#pattern, hidden);
    return text.replace(this.#pattern, (match, offset: number, whole: string) => (this.#isOfId(match, offset, whole) ? match : hidden));
  }

  #isOfId(match: string, offset: number, whole: string): boolean {
    const before = /[A-Za-z0-9-]*$/.exec(whole.slice(Math.max(0, offset - longestId), offset))?.[0] ?? '';
    const behind = /^[A-Za-z0-9-]*/.exec(whole.slice(offset + match.length, offset + match.length + longestId))?.[0] ?? '';
    return this.#spared.has(before + match + behind);
  }

  /** Of UTF-8. */
  bytes(bytes: Uint8Array): Uint8Array {
    if (this.#pattern === null) return bytes;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    const masked = this.text(text);
    return masked === text ? bytes : new TextEncoder().encode(masked);
  }

  /** Every string of plain data; names of fields too. */
  data<T>(data: T): T;
  data(data: unknown): unknown {
    if (this.#pattern === null) return data;
    if (typeof data === 'string') return this.text(data);
    if (Array.isArray(data)) return data.map((item) => this.data<unknown>(item));
    if (typeof data !== 'object' || data === null || data instanceof Date || ArrayBuffer.isView(data)) return data;
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [this.text(key), this.data<unknown>(value)]));
  }
}

const hidden = '(secret)';

/** Of ids that are spared, in characters; more than any has. */
const longestId = 100;

/** Shorter ones stand in any text. */
const shortest = 5;

function patternsOf(value: string): readonly string[] {
  if (value.length < shortest) return [];
  const encoded = Buffer.from(value, 'utf8').toString('base64');
  const spellings = new Set([
    ...[value, encoded].flatMap((text) => [...inBase64(text), ...inHexadecimal(text), ...percentEncoded(text)]),
    ...escaped(value),
  ]);
  spellings.delete(value);
  const plain = plainPattern(value);
  return [...(plain === null ? [] : [plain]), ...[...spellings].filter(({ length }) => length >= shortest).map(literal)];
}

/** In the clear. Null for what may be a word or a number of ours. */
function plainPattern(value: string): string | null {
  if (/^[A-Za-z]+$/.test(value))
    return value.length < 8 || ourWords.has(value.toLowerCase()) ? null : `(?<![A-Za-z])${literal(value)}(?![A-Za-z])`;
  if (/^\d+$/.test(value)) return value.length < 6 ? null : `(?<!\\d)${literal(value)}(?!\\d)`;
  return literal(value);
}

/** Of eight letters and more, those that people take for passwords and that we write ourselves. */
const ourWords: ReadonlySet<string> = new Set([
  'administrator',
  'certificate',
  'changeit',
  'elasticsearch',
  'keystore',
  'localhost',
  'opensearch',
  'passphrase',
  'password',
  'security',
  'transport',
  'truststore',
]);

/** Wherever it begins in the octets that were encoded: what neighbours have a part in is cut off. */
function* inBase64(text: string): Generator<string> {
  const octets = Buffer.from(text, 'utf8');
  for (const shift of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(shift), octets])
      .toString('base64')
      .replace(/=+$/, '');
    const from = [0, 2, 3][shift] ?? 0;
    const to = Math.floor((8 * (shift + octets.length)) / 6);
    const standard = whole.slice(from, to);
    yield standard;
    yield standard.replaceAll('+', '-').replaceAll('/', '_');
  }
}

function* inHexadecimal(text: string): Generator<string> {
  const digits = Buffer.from(text, 'utf8').toString('hex');
  yield digits;
  for (const between of [':', ' ', '\\x', '%']) yield digits.replace(/..(?=.)/g, `$&${between}`);
}

function* percentEncoded(text: string): Generator<string> {
  // Half a surrogate pair cannot be encoded.
  const usual = encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
  yield usual;
  yield usual.replaceAll('%20', '+');
  yield usual.replace(/[!'()*~._-]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}

function* escaped(text: string): Generator<string> {
  const json = JSON.stringify(text).slice(1, -1);
  yield json;
  yield JSON.stringify(json).slice(1, -1);
  yield text.replaceAll("'", "'\\''");
  yield text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
  // As it stands in a line where breaks and blanks were drawn together.
  yield text.replace(/\s+/g, ' ').trim();
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
