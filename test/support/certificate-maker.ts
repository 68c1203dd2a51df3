import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { tags } from '../../src/x509/asn1/element.ts';
import {
  bitString,
  boolean,
  integer,
  nothing,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  tlv,
} from '../../src/x509/asn1/write-der.ts';

/** DER, so that a test can also make what no library would. */
export const der = {
  raw: tlv,
  sequence,
  set,
  /** A number, or the octets of one, proper or not. */
  integer: (value: number | Uint8Array): Uint8Array => (typeof value === 'number' ? integer(BigInt(value)) : tlv(tags.integer, value)),
  boolean,
  octets: octetString,
  bits: bitString,
  null: nothing,
  text: (tag: number, value: string): Uint8Array => tlv(tag, Buffer.from(value)),
  oid: objectIdentifier,
  time,
};

const attributeTypes = { CN: '2.5.4.3', O: '2.5.4.10', OU: '2.5.4.11', C: '2.5.4.6', emailAddress: '1.2.840.113549.1.9.1' } as const;

/**
 * A Name from parts in the order of the bytes, most general first: `['O=acme', 'CN=es01']`. A part without `=` is a common name. Values are UTF8String;
 * one that begins with `%` is a PrintableString, with `~` a BMPString, with `&` a TeletexString.
 */
export function name(...parts: readonly string[]): Uint8Array {
  return der.sequence(
    ...parts.map((part) => {
      const [type, value] = part.includes('=') ? [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] : ['CN', part];
      const id = attributeTypes[type as keyof typeof attributeTypes];
      const tag = type === 'C' ? 0x13 : type === 'emailAddress' ? 0x16 : 0x0c;
      const text = value.slice(1);
      const strings: Readonly<Record<string, () => Uint8Array>> = {
        '%': () => der.text(0x13, text),
        '~': () => der.raw(0x1e, Buffer.from(text, 'utf16le').swap16()),
        '&': () => der.raw(0x14, Buffer.from(text, 'latin1')),
      };
      return der.set(der.sequence(der.oid(id), strings[value.slice(0, 1)]?.() ?? der.text(tag, value)));
    }),
  );
}

export type Keys = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

export type KeyKind =
  | 'P-256'
  | 'P-384'
  | 'P-521'
  | 'P-224'
  | 'brainpoolP256r1'
  | 'secp256k1'
  | 'Ed25519'
  | 'Ed448'
  | 'RSA-1024'
  | 'RSA-2048'
  | 'RSA-PSS-2048'
  | 'DSA-2048';

export function makeKeys(kind: KeyKind): Keys {
  switch (kind) {
    case 'Ed25519':
      return generateKeyPairSync('ed25519');
    case 'Ed448':
      return generateKeyPairSync('ed448');
    case 'RSA-1024':
      return generateKeyPairSync('rsa', { modulusLength: 1024 });
    case 'RSA-2048':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'RSA-PSS-2048':
      return generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
    case 'DSA-2048':
      return generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 });
    case 'P-224':
      return generateKeyPairSync('ec', { namedCurve: 'secp224r1' });
    default:
      return generateKeyPairSync('ec', { namedCurve: kind });
  }
}

const pool = new Map<string, Keys>();

/** The same keys for the same kind and label, made once: tests need many certificates and few keys. */
export function keysOf(kind: KeyKind, label = ''): Keys {
  const known = pool.get(`${kind} ${label}`);
  if (known !== undefined) return known;
  const made = makeKeys(kind);
  pool.set(`${kind} ${label}`, made);
  return made;
}

export type SignatureName =
  | 'sha1'
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'sha512-256'
  | 'sha3-256'
  | 'md5'
  | 'pss-sha1'
  | 'pss-sha256'
  | 'pss-sha384'
  | 'pss-sha512';

const rsaIds: Readonly<Record<string, string>> = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha224: '1.2.840.113549.1.1.14',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
  'sha512-256': '1.2.840.113549.1.1.16',
  'sha3-256': '2.16.840.1.101.3.4.3.14',
};
const ecdsaIds: Readonly<Record<string, string>> = {
  sha1: '1.2.840.10045.4.1',
  sha224: '1.2.840.10045.4.3.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};
const dsaIds: Readonly<Record<string, string>> = {
  sha1: '1.2.840.10040.4.3',
  sha224: '2.16.840.1.101.3.4.3.1',
  sha256: '2.16.840.1.101.3.4.3.2',
};
const digestIds: Readonly<Record<string, string>> = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
const saltLengths: Readonly<Record<string, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

/** AlgorithmIdentifier, and the function that signs with it. */
export function signer(
  key: KeyObject,
  wanted: SignatureName = 'sha256',
): { readonly algorithm: Uint8Array; readonly sign: (data: Uint8Array) => Uint8Array } {
  const type = key.asymmetricKeyType;
  if (type === 'ed25519' || type === 'ed448') {
    return { algorithm: der.sequence(der.oid(type === 'ed25519' ? '1.3.101.112' : '1.3.101.113')), sign: (data) => sign(null, data, key) };
  }
  const pss = wanted.startsWith('pss-') || type === 'rsa-pss';
  const digest = wanted.replace('pss-', '');
  if (pss) {
    const hash = der.sequence(der.oid(digestIds[digest] ?? ''), der.null());
    const salt = saltLengths[digest] ?? 32;
    const mask = der.sequence(der.oid('1.2.840.113549.1.1.8'), hash);
    const parameters = der.sequence(der.raw(0xa0, hash), der.raw(0xa1, mask), der.raw(0xa2, der.integer(salt)));
    return {
      algorithm: der.sequence(der.oid('1.2.840.113549.1.1.10'), parameters),
      sign: (data) => sign(digest, data, { key, padding: 6, saltLength: salt }),
    };
  }
  const ids = type === 'rsa' ? rsaIds : type === 'dsa' ? dsaIds : ecdsaIds;
  const id = der.oid(ids[digest] ?? '');
  return { algorithm: type === 'rsa' ? der.sequence(id, der.null()) : der.sequence(id), sign: (data) => sign(digest, data, key) };
}

/** Extensions ready to be put into a certificate. */
export function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  return critical ? der.sequence(der.oid(id), der.boolean(true), der.octets(value)) : der.sequence(der.oid(id), der.octets(value));
}

export const keyUsageBits = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
] as const;
export type Usage = (typeof keyUsageBits)[number];

const purposeIds: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  OCSPSigning: '1.3.6.1.5.5.7.3.9',
  anyExtendedKeyUsage: '2.5.29.37.0',
};

/** GeneralName from `DNS:es01`, `IP:10.0.0.1` (v4 as text, v6 or ranges as hexadecimal after `IP:#`), `email:…`, `URI:…`, `dirName:CN`, `other:1.2.3=text`. */
export function generalName(text: string): Uint8Array {
  const kind = text.slice(0, text.indexOf(':'));
  const value = text.slice(text.indexOf(':') + 1);
  switch (kind) {
    case 'DNS':
      return der.text(0x82, value);
    case 'email':
      return der.text(0x81, value);
    case 'URI':
      return der.text(0x86, value);
    case 'IP':
      return der.raw(0x87, value.startsWith('#') ? Buffer.from(value.slice(1), 'hex') : Uint8Array.from(value.split('.'), Number));
    case 'dirName':
      return der.raw(0xa4, name(...value.split('/')));
    case 'other': {
      const [id = '', inner = ''] = value.split('=');
      return der.raw(0xa0, der.oid(id), der.raw(0xa0, der.text(0x0c, inner)));
    }
    default:
      throw new RangeError(`no such form of name: ${text}`);
  }
}

export const extensions = {
  basicConstraints: (isCa: boolean, pathLength: number | null = null, critical = true): Uint8Array =>
    extension(
      '2.5.29.19',
      critical,
      der.sequence(...(isCa ? [der.boolean(true)] : []), ...(pathLength === null ? [] : [der.integer(pathLength)])),
    ),
  keyUsage: (...usages: readonly Usage[]): Uint8Array => {
    const bits = usages.reduce((value, usage) => value | (0x80 >> keyUsageBits.indexOf(usage)), 0);
    let unused = 0;
    while (unused < 7 && ((bits >> unused) & 1) === 0) unused++;
    return extension('2.5.29.15', true, bits === 0 ? der.bits(new Uint8Array()) : der.bits(Uint8Array.of(bits), unused));
  },
  extendedKeyUsage: (...purposes: readonly string[]): Uint8Array =>
    extension('2.5.29.37', false, der.sequence(...purposes.map((purpose) => der.oid(purposeIds[purpose] ?? purpose)))),
  subjectAltName: (names: readonly string[], critical = false): Uint8Array =>
    extension('2.5.29.17', critical, der.sequence(...names.map(generalName))),
  subjectKeyId: (id: Uint8Array): Uint8Array => extension('2.5.29.14', false, der.octets(id)),
  authorityKeyId: (id: Uint8Array | null, by?: { readonly issuer: Uint8Array; readonly serialNumber: number }): Uint8Array =>
    extension(
      '2.5.29.35',
      false,
      der.sequence(
        ...(id === null ? [] : [der.raw(0x80, id)]),
        ...(by === undefined ? [] : [der.raw(0xa1, der.raw(0xa4, by.issuer)), der.raw(0x82, der.integer(by.serialNumber).subarray(2))]),
      ),
    ),
  nameConstraints: (permitted: readonly string[], excluded: readonly string[] = [], critical = true): Uint8Array => {
    const list = (tag: number, names: readonly string[]) =>
      names.length === 0 ? [] : [der.raw(tag, ...names.map((text) => der.sequence(generalName(text))))];
    return extension('2.5.29.30', critical, der.sequence(...list(0xa0, permitted), ...list(0xa1, excluded)));
  },
  policies: (...ids: readonly string[]): Uint8Array =>
    extension('2.5.29.32', false, der.sequence(...ids.map((id) => der.sequence(der.oid(id))))),
  policyConstraints: (requireExplicit: number): Uint8Array =>
    extension('2.5.29.36', true, der.sequence(der.raw(0x80, der.integer(requireExplicit).subarray(2)))),
};

/** The key identifier that RFC 5280 §4.2.1.2 suggests: SHA-1 of the key's bits. */
export function keyIdOf(key: KeyObject): Uint8Array {
  const spki = key.export({ type: 'spki', format: 'der' });
  return createHash('sha1').update(spki).digest().subarray(0, 20);
}

export type CertificateWish = {
  /** DER of the name, or its parts. */
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly keys: Keys;
  /** Signs; absent, the certificate's own keys do. */
  readonly signedBy?: Keys;
  readonly signature?: SignatureName;
  readonly serialNumber?: number | Uint8Array;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly extensions?: readonly Uint8Array[];
  /** 3 unless it is said otherwise. */
  readonly version?: 1 | 2 | 3;
  /** Parts to put in the place of those that a sound certificate would have. */
  readonly change?: (parts: CertificateParts) => Partial<CertificateParts>;
};

/** The elements of a certificate; `version` and `extensions` may be empty, and each part may be several elements. */
export type CertificateParts = {
  readonly version: Uint8Array;
  readonly serialNumber: Uint8Array;
  /** AlgorithmIdentifier in what is signed, and the one beside the signature. */
  readonly algorithm: Uint8Array;
  readonly outerAlgorithm: Uint8Array;
  readonly issuer: Uint8Array;
  readonly validity: Uint8Array;
  readonly subject: Uint8Array;
  readonly spki: Uint8Array;
  readonly extensions: Uint8Array;
  /** Of what is signed. */
  readonly sign: (tbs: Uint8Array) => Uint8Array;
};

let serial = 1;

/** A certificate, in DER, exactly as wished. Valid for a day on either side of now where no dates are given. */
export function makeCertificate(wish: CertificateWish): Uint8Array {
  const day = 86_400_000;
  const { algorithm, sign: signWith } = signer((wish.signedBy ?? wish.keys).privateKey, wish.signature);
  const version = wish.version ?? 3;
  const usual: CertificateParts = {
    version: version === 1 ? new Uint8Array() : der.raw(0xa0, der.integer(version - 1)),
    serialNumber: der.integer(wish.serialNumber ?? ++serial),
    algorithm,
    outerAlgorithm: algorithm,
    issuer: wish.issuer,
    validity: der.sequence(der.time(wish.notBefore ?? new Date(Date.now() - day)), der.time(wish.notAfter ?? new Date(Date.now() + day))),
    subject: wish.subject,
    spki: new Uint8Array(wish.keys.publicKey.export({ type: 'spki', format: 'der' })),
    extensions: wish.extensions && wish.extensions.length > 0 ? der.raw(0xa3, der.sequence(...wish.extensions)) : new Uint8Array(),
    sign: signWith,
  };
  const parts = { ...usual, ...wish.change?.(usual) };
  const tbs = der.sequence(
    ...[parts.version, parts.serialNumber, parts.algorithm, parts.issuer, parts.validity, parts.subject, parts.spki, parts.extensions],
  );
  return der.sequence(tbs, parts.outerAlgorithm, der.bits(parts.sign(tbs)));
}

/** An everyday CA. */
export function makeCa(
  subject: Uint8Array,
  keys: Keys,
  by?: { readonly name: Uint8Array; readonly keys: Keys },
  more: Partial<CertificateWish> = {},
): Uint8Array {
  return makeCertificate({
    subject,
    issuer: by?.name ?? subject,
    keys,
    signedBy: by?.keys ?? keys,
    extensions: [
      extensions.basicConstraints(true),
      extensions.keyUsage('keyCertSign', 'cRLSign'),
      extensions.subjectKeyId(keyIdOf(keys.publicKey)),
      ...(by === undefined ? [] : [extensions.authorityKeyId(keyIdOf(by.keys.publicKey))]),
    ],
    ...more,
  });
}

/** An everyday leaf, for both ends of TLS. */
export function makeLeaf(
  names: readonly string[],
  by: { readonly name: Uint8Array; readonly keys: Keys },
  more: Partial<CertificateWish> = {},
): Uint8Array {
  const keys = more.keys ?? keysOf('P-256', 'leaf');
  return makeCertificate({
    subject: name(`CN=${names[0]?.replace(/^\w+:/, '') ?? 'leaf'}`),
    issuer: by.name,
    keys,
    signedBy: by.keys,
    extensions: [
      extensions.keyUsage('digitalSignature', 'keyEncipherment'),
      extensions.extendedKeyUsage('serverAuth', 'clientAuth'),
      extensions.subjectKeyId(keyIdOf(keys.publicKey)),
      extensions.authorityKeyId(keyIdOf(by.keys.publicKey)),
      ...(names.length === 0 ? [] : [extensions.subjectAltName(names)]),
    ],
    ...more,
  });
}
