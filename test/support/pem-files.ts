import { type PemMaterial, password, umlaut } from './pem-material.ts';

/** A file that somebody may have, and how the password that is set reads. */
export type PemFile = { readonly name: string; readonly content: Uint8Array; readonly password: string | null };

/** A source of numbers below 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));

/** What editors, tools and hands do to a text; several of them one after the other make files that nobody has reported yet. */
const habits: readonly ((text: string, random: () => number) => string)[] = [
  (text) => `\ufeff${text}`,
  (text) => `\ufeff# comment\n${text}`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\r'),
  (text) => text.replaceAll('\n', '\n  '),
  (text) => `  ${text.replaceAll('\n', '\n  ')}`,
  (text) => text.replaceAll('\n', '\n\t'),
  (text) => text.replaceAll('\n', ' \n'),
  (text) => text.replaceAll('\n', '\n\n'),
  (text) => text.replace(/-----\n/, '----- \n'),
  (text) => text.replace(/(-----END [^\n]*-----)\n/, '$1 \n'),
  (text) => text.replace(/(-----END [^\n]*-----)\n/, '$1\t\n'),
  (text) => text.replace(/(-----END [^\n]*-----)\n/, '$1'),
  (text) => text.replace(/(-----END [^\n]*-----)\n/, '$1 # end\n'),
  (text) => text.replace(/-----END/, '  -----END'),
  (text) => text.replace(/-----BEGIN/, '------BEGIN'),
  (text) => text.replace(/-----BEGIN/, '----BEGIN'),
  (text) => text.replace(/-----BEGIN/, '\u200b-----BEGIN'),
  (text) => text.replace(/-----BEGIN/, '\u00a0-----BEGIN'),
  (text) => text.replace(/-----END [^\n]*\n/, ''),
  (text) => text.replace(/-----END ([^\n-]*)-----/, '-----END $1----'),
  (text) => text.replace(/-----BEGIN [^\n]*\n/, ''),
  (text) => text.trimEnd(),
  (text) => `${text}\n\n\n`,
  (text) => `${text}\f\n`,
  (text) => `${text}\0`,
  (text) => `----- certificate -----\n${text}`,
  (text) => `---------- root ca ----------\n${text}`,
  (text) => `----------\n${text}`,
  (text) => `------\n${text}`,
  (text) => `----\n${text}`,
  (text) => `--- x ---\n${text}`,
  (text) => `${text}-----\n`,
  (text) => `${text}----------\n`,
  (text) => `0 = CN\n${text}`,
  (text) => `${text}0 = CN\n`,
  (text) => `# Prüfstelle\n${text}`,
  (text) => `Bag Attributes\n    friendlyName: es01\nKey Attributes: <No Attributes>\n${text}`,
  (text) => `subject=CN = es01\n\nissuer=CN = ca\n\n${text}`,
  (text) => `"${text}"`,
  (text) => `cert: |\n${text.replace(/^/gm, '  ')}`,
  (text) => text.replaceAll('\n', '\\n'),
  (text) => text.replaceAll('=', ''),
  (text) => text.replaceAll('CERTIFICATE', 'X509 CERTIFICATE'),
  (text) => text.replaceAll('CERTIFICATE', 'certificate'),
  (text) => text.replaceAll('CERTIFICATE', 'FOO'),
  (text) => text.replace('END CERTIFICATE', 'END X509 CERTIFICATE'),
  (text) => text.replaceAll('BEGIN CERTIFICATE', 'BEGIN TRUSTED CERTIFICATE').replaceAll('END CERTIFICATE', 'END TRUSTED CERTIFICATE'),
  (text) => text.replaceAll('RSA PRIVATE', 'PRIVATE'),
  (text) => text.replaceAll('BEGIN PRIVATE', 'BEGIN RSA PRIVATE').replaceAll('END PRIVATE', 'END RSA PRIVATE'),
  (text) => text.replaceAll('BEGIN PRIVATE', 'BEGIN ANY PRIVATE').replaceAll('END PRIVATE', 'END ANY PRIVATE'),
  (text) => text.replaceAll('PRIVATE', 'private'),
  (text) => text.replace('-----\n', '-----\nX-Header: of mine\n\n'),
  (text) => text.replace('-----\n', '-----\nX-Header:\n\n'),
  (text) => text.replace(/([A-Za-z0-9+/]{64})\n([A-Za-z0-9+/]{64})\n/g, '$1$2\n'),
  (text) => text.replace(/([A-Za-z0-9+/]{20})([A-Za-z0-9+/]{44})\n/, '$1\v$2\n'),
  (text) => text.replace(/([A-Za-z0-9+/]{20})([A-Za-z0-9+/]{44})\n/, '$1\f$2\n'),
  (text) => text.replace(/([A-Za-z0-9+/]{20})([A-Za-z0-9+/]{44})\n/, '$1-$2\n'),
  (text) => text.replaceAll('+', '-').replaceAll('/', '_'),
  (text, random) => changed(text, random, () => '!'),
  (text, random) => changed(text, random, () => 'A'),
  (text, random) => changed(text, random, () => ''),
  (text, random) => text.slice(0, Math.floor(text.length * random())),
  (text, random) =>
    text
      .split('\n')
      .toSpliced(Math.floor(text.split('\n').length * random()), 1)
      .join('\n'),
  (text, random) =>
    text
      .split('\n')
      .toSpliced(Math.floor(text.split('\n').length * random()), 0, '')
      .join('\n'),
  (text) => `${text}${text}`,
];

/** One character of the Base64 replaced. */
function changed(text: string, random: () => number, by: () => string): string {
  const lines = text.split('\n');
  const inside = lines.flatMap((line, at) => (line.length > 40 && !line.includes('--') ? [at] : []));
  const at = inside[Math.floor(inside.length * random())];
  if (at === undefined) return text;
  const line = lines[at] ?? '';
  const column = Math.floor(line.length * random());
  return lines.toSpliced(at, 1, `${line.slice(0, column)}${by()}${line.slice(column + 1)}`).join('\n');
}

/** Each kind once, then `count` files of several habits at once, by the seed. */
export function* pemFiles(material: PemMaterial, seed: number, count: number): Generator<PemFile> {
  const file = (name: string, content: string | Uint8Array, secret: string | null = null): PemFile => ({
    name,
    content: typeof content === 'string' ? utf8(content) : content,
    password: secret,
  });
  const { certificates, keys, encrypted, others, binary } = material;
  for (const [name, pem] of Object.entries({ ...certificates, ...others })) yield file(name, pem);
  for (const [name, pem] of Object.entries(keys)) yield file(`key ${name}`, pem);
  for (const [name, pem] of Object.entries(encrypted)) {
    const right = name.endsWith('-umlaut') ? umlaut : password;
    for (const [how, secret] of [
      ['right', right],
      ['wrong', 'not-this'],
      ['none', null],
    ] as const)
      yield file(`key ${name}, password ${how}`, pem, secret);
  }
  const rsa = certificates.rsa ?? '';
  const ec = certificates.prime256v1 ?? '';
  const key = keys.rsa ?? '';
  const whole: Readonly<Record<string, string | Uint8Array>> = {
    'two certificates': rsa + ec,
    'certificate, key': rsa + key,
    'key, certificate': key + rsa,
    'certificate, request': rsa + (others.request ?? ''),
    'certificate, bundle': rsa + (others.bundle ?? ''),
    'bundle, certificate': (others.bundle ?? '') + rsa,
    'certificate, trusted': rsa + (others.trusted ?? ''),
    'certificate, empty block': `${rsa}-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n`,
    'certificate without end, certificate': rsa.replace(/-----END [^\n]*\n/, '') + ec,
    'certificate, certificate without end': rsa + ec.replace(/-----END [^\n]*\n/, ''),
    'two ends of lines': rsa.replaceAll('\n', '\r\n') + ec,
    'two ends of lines, CR': rsa.replaceAll('\n', '\r') + ec,
    empty: '',
    blank: '\n',
    text: 'hello\n',
    zeros: new Uint8Array(50),
    'UTF-16': new Uint8Array(Buffer.from(`\ufeff${rsa}`, 'utf16le')),
    'UTF-16, big-endian': new Uint8Array(Buffer.from(`\ufeff${rsa}`, 'utf16le').swap16()),
    'UTF-16 without mark': new Uint8Array(Buffer.from(rsa, 'utf16le')),
    'Latin-1': new Uint8Array(Buffer.from(`# Prüfstelle\n${rsa}`, 'latin1')),
    'key, Latin-1 before': new Uint8Array(Buffer.from(`# Prüfstelle\n${key}`, 'latin1')),
    'key, Latin-1 behind': new Uint8Array(Buffer.from(`${key}# Prüfstelle\n`, 'latin1')),
    'key, Latin-1 far behind': new Uint8Array(Buffer.from(`${key}${'#'.repeat(9000)}\n# Prüfstelle\n`, 'latin1')),
    'key, UTF-16': new Uint8Array(Buffer.from(`\ufeff${key}`, 'utf16le')),
    ...Object.fromEntries(Object.entries(binary).map(([name, der]) => [`DER ${name}`, der])),
    'DER twice': Buffer.concat([binary.rsa ?? [], binary.ec ?? []] as Uint8Array[]),
    'DER, line': Buffer.concat([binary.rsa ?? new Uint8Array(), utf8('\n')]),
    'DER, PEM': Buffer.concat([binary.rsa ?? new Uint8Array(), utf8(ec)]),
    'PEM, DER': Buffer.concat([utf8(ec), binary.rsa ?? new Uint8Array()]),
    'DER, zero': Buffer.concat([binary.rsa ?? new Uint8Array(), new Uint8Array(1)]),
    'DER, digit zero': Buffer.concat([binary.rsa ?? new Uint8Array(), utf8('0')]),
    'DER, cut off': (binary.rsa ?? new Uint8Array()).subarray(0, -5),
    'DER bundle, DER': Buffer.concat([binary.bundle ?? new Uint8Array(), binary.rsa ?? new Uint8Array()]),
  };
  for (const [name, content] of Object.entries(whole)) yield file(name, content);
  const random = seeded(seed);
  const any = <T>(list: readonly T[]): T => list[Math.floor(list.length * random())] as T;
  const bases = [
    rsa,
    rsa + ec,
    ec + rsa,
    others.bundle ?? '',
    key,
    keys['rsa-traditional'] ?? '',
    keys['prime256v1-parameters'] ?? '',
    keys['prime256v1-traditional'] ?? '',
    keys.prime256v1 ?? '',
    encrypted['pbes2-aes-256'] ?? '',
    encrypted['traditional-aes128'] ?? '',
  ];
  for (let at = 0; at < count; at++) {
    const base = any(bases);
    let text = base;
    for (let left = 1 + Math.floor(random() * 3); left > 0; left--) text = any(habits)(text, random);
    yield file(`${bases.indexOf(base)} with habits, number ${at} of seed ${seed}`, text, base.includes('ENCRYPTED') ? password : null);
  }
}
