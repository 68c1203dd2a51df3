import { constants, createHash, generateKeyPairSync, sign } from 'node:crypto';
import { der, extensions, type Keys, keyIdOf, keysOf } from '../support/certificate-maker.ts';
import { type Canvas, type Chance, type Member, type OddKind, someone } from './odd-chains.ts';

const made = new Map<string, Keys>();

/** Made once. */
function keep(label: string, make: () => Keys): Keys {
  const keys = made.get(label) ?? make();
  made.set(label, keys);
  return keys;
}

const rsa = (bits: number, publicExponent = 65537): Keys =>
  keep(`rsa ${bits} ${publicExponent}`, () => generateKeyPairSync('rsa', { modulusLength: bits, publicExponent }));
const onCurve = (namedCurve: string): Keys => keep(namedCurve, () => generateKeyPairSync('ec', { namedCurve }));

/** The member signs with these keys, and what it issued is signed anew. */
function give(member: Member, keys: Keys): void {
  member.keys = keys;
  member.extensions.set('ski', extensions.subjectKeyId(keyIdOf(keys.publicKey)));
}

const spkiOf = ({ publicKey }: Keys): Uint8Array => new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));

/** Who signs and what is signed: the root and the CA, or the CA and the leaf. */
function pair({ root, ca, leaf }: Canvas, { pick }: Chance): { readonly by: Member; readonly of: Member } {
  return pick([
    { by: root, of: ca },
    { by: ca, of: leaf },
  ]);
}

function algorithm(of: Member, identifier: Uint8Array, signWith: (tbs: Uint8Array) => Uint8Array): void {
  of.changes.push(() => ({ algorithm: identifier, outerAlgorithm: identifier, sign: signWith }));
}

const pssOid = '1.2.840.113549.1.1.10';
const digestIds: Readonly<Record<string, string>> = {
  sha1: '1.3.14.3.2.26',
  sha224: '2.16.840.1.101.3.4.2.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  'sha512-224': '2.16.840.1.101.3.4.2.5',
  'sha512-256': '2.16.840.1.101.3.4.2.6',
  'sha3-256': '2.16.840.1.101.3.4.2.8',
};
const rsaIds: Readonly<Record<string, string>> = {
  'sha512-224': '1.2.840.113549.1.1.15',
  'sha512-256': '1.2.840.113549.1.1.16',
  'sha3-224': '2.16.840.1.101.3.4.3.13',
  'sha3-256': '2.16.840.1.101.3.4.3.14',
  'sha3-384': '2.16.840.1.101.3.4.3.15',
  'sha3-512': '2.16.840.1.101.3.4.3.16',
};
const ecdsaIds: Readonly<Record<string, string>> = {
  'sha3-224': '2.16.840.1.101.3.4.3.9',
  'sha3-256': '2.16.840.1.101.3.4.3.10',
  'sha3-384': '2.16.840.1.101.3.4.3.11',
  'sha3-512': '2.16.840.1.101.3.4.3.12',
};

function pssParameters(digest: string, salt: number, { mask = digest, nulls = true, trailer = false, empty = false } = {}): Uint8Array {
  const hash = (one: string): Uint8Array => der.sequence(der.oid(digestIds[one] ?? ''), ...(nulls ? [der.null()] : []));
  if (empty) return der.sequence();
  return der.sequence(
    der.raw(0xa0, hash(digest)),
    der.raw(0xa1, der.sequence(der.oid('1.2.840.113549.1.1.8'), hash(mask))),
    der.raw(0xa2, der.integer(salt)),
    ...(trailer ? [der.raw(0xa3, der.integer(1))] : []),
  );
}

/** SubjectPublicKeyInfo of an RSA key that is for RSASSA-PSS alone, with or without parameters. */
const pssKey = (keys: Keys, parameters: Uint8Array | null): Uint8Array =>
  der.sequence(der.sequence(der.oid(pssOid), ...(parameters === null ? [] : [parameters])), der.bits(rsaBits(keys)));

function rsaBits({ publicKey }: Keys): Uint8Array {
  return new Uint8Array(publicKey.export({ type: 'pkcs1', format: 'der' }));
}

const rsaInfo = der.sequence(der.oid('1.2.840.113549.1.1.1'), der.null());

/** A padded digest that is its own signature by a key whose exponent is one. */
function unsignedSignature(tbs: Uint8Array): Uint8Array {
  const info = Buffer.from(
    der.sequence(der.sequence(der.oid(digestIds.sha256 ?? ''), der.null()), der.octets(createHash('sha256').update(tbs).digest())),
  );
  return Buffer.concat([Uint8Array.of(0, 1), new Uint8Array(256 - 3 - info.length).fill(0xff), Uint8Array.of(0), info]);
}

/** Signatures and keys. */
export const oddKeys: Readonly<Record<string, OddKind>> = {
  'a signature by a digest that is rare': (canvas, chance) => {
    const { by, of } = pair(canvas, chance);
    const digest = chance.pick(['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'sha512-224', 'sha512-256']);
    const ec = ecdsaIds[digest] !== undefined && chance.chance(0.5);
    if (!ec) give(by, keysOf('RSA-2048', 'by'));
    const id = der.oid((ec ? ecdsaIds : rsaIds)[digest] ?? '');
    algorithm(of, ec ? der.sequence(id) : der.sequence(id, der.null()), (tbs) => sign(digest, tbs, by.keys.privateKey));
    return `${ec ? 'ECDSA' : 'RSA'} with ${digest}`;
  },
  'a signature of the root that is rare': ({ root }, { pick, chance }) => {
    const digest = pick(['sha3-256', 'sha512-256', 'md5', 'sha1']);
    give(root, keysOf('RSA-2048', 'by'));
    if (digest === 'md5' || digest === 'sha1') root.signature = digest;
    else algorithm(root, der.sequence(der.oid(rsaIds[digest] ?? ''), der.null()), (tbs) => sign(digest, tbs, root.keys.privateKey));
    if (chance(0.2)) algorithm(root, der.sequence(der.oid('1.2.3.4.5')), (tbs) => sign('sha256', tbs, root.keys.privateKey));
    return digest;
  },
  'a signature by RSASSA-PSS': (canvas, chance) => {
    const { pick } = chance;
    const { by, of } = pair(canvas, chance);
    const keys = keysOf('RSA-2048', 'by');
    give(by, keys);
    const digest = pick(['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-256', 'sha3-256']);
    const salt = pick([20, 28, 32, 32, 48, 64, 0, 10]);
    const how = pick<Parameters<typeof pssParameters>[2]>([
      {},
      {},
      { nulls: false },
      { trailer: true },
      { mask: 'sha1' },
      { mask: 'sha256' },
      { empty: true },
    ]);
    const real = how?.empty ? { digest: 'sha1', salt: 20 } : { digest, salt };
    algorithm(of, der.sequence(der.oid(pssOid), pssParameters(digest, salt, how)), (tbs) =>
      sign(real.digest, tbs, { key: keys.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: real.salt }),
    );
    return `${digest}, salt of ${salt}, ${JSON.stringify(how)}`;
  },
  'a key for RSASSA-PSS': (canvas, chance) => {
    const { pick } = chance;
    const { by, of } = pair(canvas, chance);
    const keys = keysOf('RSA-2048', 'by');
    give(by, keys);
    const limits = pick([null, null, 'sha256', 'sha384', 'sha1', 'sha224'] as const);
    const least = pick([20, 32, 48]);
    by.changes.push(() => ({ spki: pssKey(keys, limits === null ? null : pssParameters(limits, least)) }));
    const how = pick(['pkcs1', 'pss', 'pss']);
    const digest = pick(['sha256', 'sha256', 'sha384', 'sha512', 'sha224']);
    const salt = pick([20, 32, 48, 64]);
    const plain = der.sequence(der.oid('1.2.840.113549.1.1.11'), der.null());
    const resign = (whom: Member): void => {
      if (how === 'pkcs1') algorithm(whom, plain, (tbs) => sign('sha256', tbs, keys.privateKey));
      else
        algorithm(whom, der.sequence(der.oid(pssOid), pssParameters(digest, salt)), (tbs) =>
          sign(digest, tbs, { key: keys.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt }),
        );
    };
    resign(of);
    if (by === canvas.root) resign(by);
    return `of ${limits}, at least ${least}; signs ${how} ${digest}, salt of ${salt}`;
  },
  'an algorithm with other parameters': (canvas, chance) => {
    const { by, of } = pair(canvas, chance);
    const kind = chance.pick(['RSA without NULL', 'ECDSA with NULL', 'Ed25519 with NULL', 'RSA with a number']);
    if (kind.startsWith('RSA')) give(by, keysOf('RSA-2048', 'by'));
    if (kind.startsWith('Ed')) give(by, keysOf('Ed25519', 'by'));
    const id = der.oid(kind.startsWith('RSA') ? '1.2.840.113549.1.1.11' : kind.startsWith('Ed') ? '1.3.101.112' : '1.2.840.10045.4.3.2');
    const value = kind.endsWith('number') ? [der.integer(5)] : kind.endsWith('with NULL') ? [der.null()] : [];
    const both = der.sequence(id, ...value);
    const where = chance.pick(['both', 'outer', 'inner']);
    const usual = kind.startsWith('RSA') ? der.sequence(id, der.null()) : der.sequence(id);
    const whom = chance.chance(0.15) ? canvas.root : of;
    whom.changes.push(({ sign: signWith }) => ({
      algorithm: where === 'outer' ? usual : both,
      outerAlgorithm: where === 'inner' ? usual : both,
      sign: signWith,
    }));
    return `${kind}, ${where}`;
  },
  'two algorithms': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const other = chance.pick([
      der.sequence(der.oid('1.2.840.10045.4.3.3')),
      der.sequence(der.oid('1.2.3.4')),
      der.sequence(der.oid('1.2.840.113549.1.1.11'), der.null()),
    ]);
    const side = chance.pick(['algorithm', 'outerAlgorithm']);
    whom.changes.push(() => ({ [side]: other }));
    return side;
  },
  'a point written otherwise': (canvas, chance) => {
    const { pick } = chance;
    const whom = someone(canvas, chance);
    const keys = keysOf('P-256', 'pointed');
    give(whom, keys);
    const spki = Buffer.from(spkiOf(keys));
    const x = spki.subarray(-64, -32);
    const y = spki.subarray(-32);
    const odd = (y.at(-1) ?? 0) & 1;
    const info = spki.subarray(2, 2 + 2 + (spki[3] ?? 0));
    const form = pick(['compressed', 'compressed', 'hybrid', whom === canvas.leaf ? 'compressed' : 'off the curve', 'infinity', 'short']);
    const point = {
      compressed: Buffer.concat([Uint8Array.of(2 + odd), x]),
      hybrid: Buffer.concat([Uint8Array.of(6 + odd), x, y]),
      'off the curve': Buffer.concat([Uint8Array.of(4), x, Buffer.from(y).fill(7, 31)]),
      infinity: Buffer.from([0]),
      short: Buffer.concat([Uint8Array.of(4), x]),
    }[form];
    whom.changes.push(() => ({ spki: der.sequence(info, der.bits(point ?? new Uint8Array())) }));
    pin(canvas, whom, chance);
    return form;
  },
  'a curve that is spelled out': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const keys = keep('explicit', () => generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }));
    give(whom, keys);
    pin(canvas, whom, chance);
    return whom === canvas.leaf ? 'leaf' : whom === canvas.ca ? 'CA' : 'root';
  },
  'a key of few bits or a rare exponent': (canvas, chance) => {
    const { pick } = chance;
    const whom = someone(canvas, chance);
    const bits = pick([1016, 1016, 1017, 1023, 1024, 1025, 1961, 1962, 2040, 920, 919, 2047]);
    const exponent = pick([65537, 65537, 3, 17, 2147483649]);
    give(whom, rsa(bits, exponent));
    pin(canvas, whom, chance);
    return `${bits}, ${exponent}`;
  },
  'an exponent of one or two': (canvas, chance) => {
    const { by, of } = pair(canvas, chance);
    const keys = keysOf('RSA-2048', 'by');
    give(by, keys);
    const modulus = Buffer.from(rsaBits(keys)).subarray(4, 4 + 4 + 257);
    const exponent = chance.pick([1, 1, 2, 4, 0]);
    const spki = der.sequence(rsaInfo, der.bits(der.sequence(modulus, der.integer(exponent))));
    by.changes.push(() => ({ spki }));
    if (exponent === 1) for (const one of by === canvas.root ? [by, of] : [of]) one.changes.push(() => ({ sign: unsignedSignature }));
    pin(canvas, by, chance);
    return String(exponent);
  },
  'a key written otherwise': (canvas, chance) => {
    const { pick } = chance;
    const whom = chance.pick([canvas.ca, canvas.root]);
    const keys = keysOf('RSA-2048', 'by');
    give(whom, keys);
    const bits = Buffer.from(rsaBits(keys));
    const form = pick([
      'no NULL',
      'another parameter',
      'bytes behind',
      'negative modulus',
      'padded modulus',
      'unused bits',
      'another part',
      'unknown algorithm',
      'old RSA',
      'X25519',
      'EC without a curve',
      'ECDH',
      'Ed25519 with NULL',
    ]);
    const oid = der.oid('1.2.840.113549.1.1.1');
    const spki: Readonly<Record<string, () => Uint8Array>> = {
      'no NULL': () => der.sequence(der.sequence(oid), der.bits(bits)),
      'another parameter': () => der.sequence(der.sequence(oid, der.integer(5)), der.bits(bits)),
      'bytes behind': () => der.sequence(rsaInfo, der.bits(Buffer.concat([bits, Uint8Array.of(0, 0)]))),
      'negative modulus': () => der.sequence(rsaInfo, der.bits(der.sequence(der.integer(bits.subarray(9, 9 + 256)), der.integer(65537)))),
      'padded modulus': () =>
        der.sequence(
          rsaInfo,
          der.bits(der.sequence(der.integer(Buffer.concat([Uint8Array.of(0), bits.subarray(8, 8 + 257)])), der.integer(65537))),
        ),
      'unused bits': () => der.sequence(rsaInfo, der.bits(bits, 1)),
      'another part': () => der.sequence(rsaInfo, der.bits(bits), der.null()),
      'unknown algorithm': () => der.sequence(der.sequence(der.oid('1.2.3.4.5')), der.bits(bits)),
      'old RSA': () => der.sequence(der.sequence(der.oid('2.5.8.1.1'), der.integer(2048)), der.bits(bits)),
      X25519: () => spkiOf(keep('x25519', () => generateKeyPairSync('x25519'))),
      'EC without a curve': () =>
        der.sequence(der.sequence(der.oid('1.2.840.10045.2.1')), der.bits(Buffer.from(spkiOf(keysOf('P-256', 'by'))).subarray(-65))),
      ECDH: () =>
        der.sequence(
          der.sequence(der.oid('1.3.132.1.12'), der.oid('1.2.840.10045.3.1.7')),
          der.bits(Buffer.from(spkiOf(keysOf('P-256', 'by'))).subarray(-65)),
        ),
      'Ed25519 with NULL': () =>
        der.sequence(
          der.sequence(der.oid('1.3.101.112'), der.null()),
          der.bits(Buffer.from(spkiOf(keysOf('Ed25519', 'by'))).subarray(-32)),
        ),
    };
    const other = spki[form]?.() ?? new Uint8Array();
    whom.changes.push(() => ({ spki: other }));
    pin(canvas, whom, chance);
    return form;
  },
  'a curve that is rare': (canvas, chance) => {
    // What a handshake asks of the key of a leaf is another matter.
    const whom = chance.pick([canvas.ca, canvas.root]);
    const curve = chance.pick(['secp224r1', 'prime192v1', 'secp256k1', 'brainpoolP384r1', 'sect283r1', 'secp160r1', 'SM2', 'secp521r1']);
    give(whom, onCurve(curve));
    pin(canvas, whom, chance);
    return curve;
  },
};

/** At times what is odd is trusted itself. */
function pin(canvas: Canvas, whom: Member, { pick }: Chance): void {
  if (pick([true, false, false, false]))
    canvas.anchors = whom === canvas.leaf ? ['leaf', 'root'] : whom === canvas.ca ? ['ca', 'root'] : ['root'];
}
