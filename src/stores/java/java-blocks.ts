import type { JavaBlockFault } from '../../model/reasons/java-block-fault.ts';
import type { JavaReader } from './java-reader.ts';

/** The blocks that a JDK takes a file apart into, in their order, and what stops it. */
export type JavaBlocks = { readonly blocks: readonly Uint8Array[]; readonly fault: JavaBlockFault | null };

const [tab, lineFeed, carriageReturn, space, dash, sequence] = [0x09, 0x0a, 0x0d, 0x20, 0x2d, 0x30];

/**
 * Takes a file apart as `CertificateFactory` does, octet by octet: a SEQUENCE, which the character 0 begins as well, is DER or BER; before anything else it
 * looks for five dashes. JDK 24 and earlier want them at the beginning of a line, and the first octet of a file or of what follows a block does not count as
 * one: so a byte order mark hides the first block. JDK 25 finds them anywhere.
 */
export function javaBlocks(bytes: Uint8Array, reader: JavaReader): JavaBlocks {
  const blocks: Uint8Array[] = [];
  const input = new Input(bytes);
  try {
    for (;;) {
      const block = oneBlock(input, reader);
      if (block === null) return { blocks, fault: null };
      blocks.push(block);
    }
  } catch (error) {
    if (error instanceof BlockError) return { blocks, fault: error.fault };
    throw error;
  }
}

class BlockError extends Error {
  readonly fault: JavaBlockFault;

  constructor(fault: JavaBlockFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** A file from which octets are taken one by one; -1 at its end. */
class Input {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  next(): number {
    const octet = this.bytes[this.at] ?? -1;
    if (octet >= 0) this.at += 1;
    return octet;
  }
}

function oneBlock(input: Input, reader: JavaReader): Uint8Array | null {
  const first = input.next();
  if (first < 0) return null;
  if (first === sequence) {
    const from = input.at - 1;
    passElement(input, first, 0);
    return input.bytes.slice(from, input.at);
  }
  const base64 = reader < 25 ? blockOfLines(input, first) : blockAnywhere(input, first);
  if (base64 === null) return null;
  const decoded = javaBase64(base64);
  if (decoded === null) throw new BlockError({ code: 'java-not-base64' });
  return decoded;
}

/** Passes over an element of BER whose identifier has been taken. */
function passElement(input: Input, tag: number, depth: number): void {
  const cut = () => new BlockError({ code: 'java-der-cut-off' });
  const head = input.next();
  if (head < 0 || depth > 100) throw cut();
  if (head === 0x80) {
    if ((tag & 0x20) === 0) throw cut();
    for (;;) {
      const inner = input.next();
      if (inner < 0 || (inner & 0x1f) === 0x1f) throw cut();
      passElement(input, inner, depth + 1);
      if (inner === 0) return;
    }
  }
  let length = head;
  if (head > 0x80) {
    if (head > 0x84) throw cut();
    length = 0;
    for (let left = head - 0x80; left > 0; left--) {
      const octet = input.next();
      if (octet < 0) throw cut();
      length = length * 256 + octet;
    }
  }
  if (input.at + length > input.bytes.length) throw cut();
  input.at += length;
}

const isBlank = (octet: number) => octet === tab || octet === lineFeed || octet === carriageReturn || octet === space;
const character = (octet: number) => String.fromCharCode(octet);

/** As JDK 24 and earlier do; null where no block follows. */
function blockOfLines(input: Input, first: number): string | null {
  let dashes = first === dash ? 1 : 0;
  let before = first === dash ? -1 : first;
  while (dashes !== 5 || (before !== -1 && before !== carriageReturn && before !== lineFeed)) {
    const octet = input.next();
    if (octet < 0) return null;
    if (octet === dash) dashes += 1;
    else [dashes, before] = [0, octet];
  }
  const next = () => {
    const octet = input.next();
    if (octet < 0) throw new BlockError({ code: 'java-no-end' });
    return octet;
  };
  let [header, base64] = ['-----', ''];
  let lineEnd = lineFeed;
  for (let octet = next(); octet !== lineFeed; octet = next()) {
    if (octet !== carriageReturn) {
      header += character(octet);
      continue;
    }
    const second = next();
    if (second !== lineFeed) {
      lineEnd = carriageReturn;
      if (!isBlank(second)) base64 += character(second);
    }
    break;
  }
  for (let octet = next(); octet !== dash; octet = next()) if (!isBlank(octet)) base64 += character(octet);
  let footer = '-';
  for (let octet = input.next(); octet >= 0 && octet !== lineEnd && octet !== lineFeed; octet = input.next()) {
    if (octet !== carriageReturn) footer += character(octet);
  }
  checkLines(trimmedEnd(header), trimmedEnd(footer));
  return base64;
}

/** As JDK 25 does; null where no block follows, or the file ends in one. */
function blockAnywhere(input: Input, first: number): string | null {
  for (let dashes = first === dash ? 1 : 0; dashes !== 5; ) {
    const octet = input.next();
    if (octet < 0) return null;
    dashes = octet === dash ? dashes + 1 : 0;
  }
  let [label, base64, end] = ['', '', ''];
  for (let octet = input.next(); octet !== dash; octet = input.next()) {
    if (octet < 0) return null;
    if (octet === lineFeed || octet === carriageReturn) throw new BlockError({ code: 'java-line-of-dashes', label });
    label += character(octet);
  }
  for (let dashes = 1; dashes < 5; dashes++) {
    if (input.next() !== dash) throw new BlockError({ code: 'java-line-of-dashes', label });
  }
  if (!`-----${label}-----`.startsWith('-----BEGIN ')) throw new BlockError({ code: 'java-line-of-dashes', label });
  let lineEnd = 0;
  const behind = input.next();
  if (behind === carriageReturn) {
    const second = input.next();
    lineEnd = second === lineFeed ? lineFeed : carriageReturn;
    if (second !== lineFeed && second >= 0) base64 += character(second);
  } else if (behind === lineFeed) lineEnd = lineFeed;
  else if (behind !== space) throw new BlockError({ code: 'java-one-line' });
  for (let octet = input.next(); octet !== dash; octet = input.next()) {
    if (octet < 0) return null;
    base64 += character(octet);
  }
  const fourMore = (): boolean => {
    for (let dashes = 1; dashes < 5; dashes++) {
      const octet = input.next();
      if (octet < 0) return false;
      if (octet !== dash) throw new BlockError({ code: 'java-end-broken' });
    }
    return true;
  };
  if (!fourMore()) return null;
  for (let octet = input.next(); octet !== dash; octet = input.next()) {
    if (octet < 0) return null;
    end += character(octet);
  }
  if (!fourMore()) return null;
  for (let octet = input.next(); octet !== lineEnd && octet >= 0 && octet !== space; octet = input.next()) {
    if (octet !== carriageReturn) throw new BlockError({ code: 'java-after-end' });
  }
  checkLines(`-----${label}-----`, `-----${end}-----`);
  return base64.replace(/[\t\n\r ]+/g, '');
}

function trimmedEnd(line: string): string {
  return line.replace(/[\t-\r ]+$/, '');
}

function checkLines(header: string, footer: string): void {
  const label = header.replace(/^-+|-+$/g, '');
  if (header.length < 16 || !header.startsWith('-----BEGIN ') || !header.endsWith('-----')) {
    throw new BlockError({ code: 'java-line-of-dashes', label });
  }
  if (footer.length < 14 || !footer.startsWith('-----END ') || !footer.endsWith('-----')) throw new BlockError({ code: 'java-end-broken' });
  const [begun, ended] = [header.slice(11, -5), footer.slice(9, -5)];
  if (begun !== ended) throw new BlockError({ code: 'java-end-of-other', label: begun, end: ended });
}

/** As `Base64.getDecoder()` reads: without padding if need be, and no other character; null where it does not. */
export function javaBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const [body = ''] = text.split('=');
  const padding = text.length - body.length;
  const rest = body.length % 4;
  if (rest === 1 || (padding > 0 && (rest + padding !== 4 || rest === 0))) return null;
  return new Uint8Array(Buffer.from(body, 'base64'));
}
