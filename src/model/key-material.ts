/**
 * What stands in a text that ought to be short and plain, such as a path: a key, a certificate or a store in writing, which nobody is to be shown. `url`: its content
 * itself, as `data:`.
 */
export type Material = {
  readonly kind: 'pem' | 'base64-pem' | 'base64' | 'hex' | 'data-url' | 'several-lines';
  /** Whether there is a private key in it, as far as its own labels say. */
  readonly privateKey: 'yes' | 'no' | 'unknown';
  /** What it is, without any of it: `PEM text`, and how much: `28 lines`. */
  readonly name: string;
  readonly size: string;
};

/** What a text is in place of a path; null for what may be a path. */
export function materialIn(text: string): Material | null {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed.length < 8) return null;
  if (pemMark.test(trimmed)) {
    return { kind: 'pem', privateKey: privateKeyIn(trimmed), name: 'PEM text', size: counted(linesOfPem(trimmed), 'line') };
  }
  if (/^data:[\w.+/-]*[;,]/i.test(trimmed))
    return { kind: 'data-url', privateKey: 'unknown', name: 'a data: URL', size: counted(trimmed.length, 'character') };
  const dense = trimmed.replace(/\s+|\\[rnt]/g, '');
  const inBase64 = base64Of(dense);
  if (inBase64 !== null) {
    const name = inBase64 === 'base64-pem' ? 'base64 of PEM text' : 'base64';
    return { kind: inBase64, privateKey: 'unknown', name, size: counted(dense.length, 'character') };
  }
  if (isHexOfDer(dense)) return { kind: 'hex', privateKey: 'unknown', name: 'hexadecimal text', size: counted(dense.length, 'character') };
  const lines = trimmed.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').length;
  return lines > 1 ? { kind: 'several-lines', privateKey: 'unknown', name: 'text', size: `${lines} lines` } : null;
}

/** A mark that begins or ends PEM, also one with a dash too few. */
const pemMark = /-{4,5} ?(?:BEGIN|END) [A-Z0-9 ]{2,}/;

function privateKeyIn(text: string): Material['privateKey'] {
  if (/PRIVATE KEY/.test(text)) return 'yes';
  const labels = [...text.matchAll(/-{4,5} ?BEGIN ([A-Z0-9 ]{2,}?) ?-{4}/g)].map(([, label = '']) => label);
  const areKnown = labels.length > 0 && labels.every((label) => /^(?:(?:X509 |TRUSTED )?CERTIFICATE|X509 CRL|PUBLIC KEY)$/.test(label));
  return areKnown ? 'no' : 'unknown';
}

/** However its line breaks are written: as such, as `\n`, or folded into blanks. */
function linesOfPem(text: string): number {
  const lines = text.split(/\r\n|\r|\n|\\r\\n|\\n/).filter((line) => line.trim() !== '').length;
  return lines > 1 ? lines : Math.max(1, text.split(/\s+(?=[A-Za-z0-9+/=]{16,}(?:\s|$)|-{4,5}END)/).length);
}

/**
 * Base64 that is a key, a certificate or a store, or in which nothing of a path shows. DER is told by its first octets and its length, PEM and Java stores by how they
 * begin; for the rest letters and digits have to be mixed as in no name.
 */
function base64Of(dense: string): 'base64' | 'base64-pem' | null {
  if (dense.length < 40 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(dense)) return null;
  // `-----BEGIN`, at whichever octet it begins.
  if (/^(?:77u\/)?(?:LS0tLS|0tLS0t|tLS0tL)/.test(dense)) return 'base64-pem';
  // Stores of Java: FEEDFEED and CECECECE.
  if (/^(?:[/_]u3[+-]7QAAA|zs7OzgAAA)/.test(dense)) return 'base64';
  if (/^M[A-P]/.test(dense) && isDer(Buffer.from(dense, 'base64'))) return 'base64';
  return isMixed(dense) ? 'base64' : null;
}

/** A SEQUENCE whose length is that of the octets, or which was cut short and is long all the same. */
function isDer(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30 || bytes.length < 28) return false;
  const first = bytes[1] ?? 0;
  const [size, head] =
    first < 0x80
      ? [first, 2]
      : first === 0x81
        ? [bytes[2] ?? 0, 3]
        : first === 0x82
          ? [((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0), 4]
          : first === 0x83
            ? [((bytes[2] ?? 0) << 16) | ((bytes[3] ?? 0) << 8) | (bytes[4] ?? 0), 5]
            : [0, 0];
  if (head === 0) return first === 0x80;
  const whole = Math.abs(bytes.length - head - size) <= 3;
  // What stands in a SEQUENCE of keys, certificates and stores begins with an INTEGER or another SEQUENCE.
  const content = bytes[head];
  return (content === 0x02 || content === 0x30) && (whole || size > bytes.length - head);
}

function isHexOfDer(dense: string): boolean {
  const digits = dense.replaceAll(':', '').replace(/^0x/i, '');
  return digits.length >= 56 && digits.length % 2 === 0 && /^30[0-9a-f]+$/i.test(digits) && isDer(Buffer.from(digits, 'hex'));
}

/**
 * Whether capitals, small letters and digits follow each other as they do in a key and in no name: of two neighbours in base64 more than every second are of different
 * kinds, and small letters stand together by twos and threes, where a word has more.
 */
export function isMixed(text: string): boolean {
  let [upper, lower, digits, changes, run, longestRun] = [0, 0, 0, 0, 0, 0];
  let before: 'upper' | 'lower' | 'digit' | null = null;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code >= 97 && code <= 122 ? 'lower' : code >= 65 && code <= 90 ? 'upper' : code >= 48 && code <= 57 ? 'digit' : null;
    if (kind === 'upper') upper += 1;
    else if (kind === 'lower') lower += 1;
    else if (kind === 'digit') digits += 1;
    run = kind === 'lower' ? run + 1 : 0;
    longestRun = Math.max(longestRun, run);
    if (before !== null && kind !== null && kind !== before) changes += 1;
    before = kind;
  }
  const share = text.length / 8;
  const wordLike = longestRun >= (text.length < 120 ? 9 : 14);
  return !wordLike && upper >= share && lower >= share && (digits > 0 || text.length >= 60) && changes >= 0.36 * (text.length - 1);
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
