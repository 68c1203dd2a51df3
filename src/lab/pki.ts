import { createHash, constants as cryptoConstants, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { KeyUsage } from '../model/certificate.ts';
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  namedBits,
  nothing,
  objectIdentifier,
  octetString,
  sequence,
  time,
} from './der.ts';
import { type KeyKind, type KeyPair, keyPairOf } from './key-pair.ts';
import { type AltName, distinguishedName, generalName, type Name } from './pki-names.ts';

/** A CA that can issue. */
export type Authority = {
  readonly subject: Name;
  /** DER. */
  readonly certificate: Uint8Array;
  readonly certificatePem: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly subjectKeyId: Uint8Array;
  /** What those below send beside their own certificate: this CA and the ones above it, DER, without the root. Empty for a root. */
  readonly chain: readonly Uint8Array[];
};

/** A certificate, what goes with it on the wire, and its key. */
export type Identity = {
  /** DER, leaf first, then the intermediates; the root is not sent. */
  readonly chain: readonly Uint8Array[];
  /** DER of the leaf. */
  readonly certificate: Uint8Array;
  /** The whole chain, for `cert` of node:tls. */
  readonly chainPem: string;
  /** The leaf alone. */
  readonly certificatePem: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** PKCS#8, for `key` of node:tls. */
  readonly privateKeyPem: string;
};

export type SignatureHash = 'sha256' | 'sha384' | 'sha512' | 'sha1' | 'md5';

/** What can be wished of a certificate. For an extension, null leaves it out, and absence of the field means the default. */
export type CertificateWish = {
  /** A string is the CN alone. Default `handclasp lab`. */
  readonly subject?: Name;
  /** The issuer's name to write, where it shall differ from the issuer's own. */
  readonly issuerName?: Name;
  /** Default none. */
  readonly altNames?: readonly AltName[] | null;
  /** Default a day ago. */
  readonly notBefore?: Date;
  /** Default in two years, for a CA in ten. */
  readonly notAfter?: Date;
  /** What key to make, or the key to take. Default P-256. RSA keys are made once for a size and process. */
  readonly key?: KeyKind | KeyPair;
  /** What the issuer signs with; EdDSA has no choice. Default SHA-256. */
  readonly hash?: SignatureHash;
  /** How an RSA issuer signs. Default `pkcs1`. */
  readonly padding?: 'pkcs1' | 'pss';
  /** Default 127 random bits. */
  readonly serialNumber?: bigint;
  /** Default `{ ca: false }`, for a CA `{ ca: true }`. */
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number } | null;
  /** Default digitalSignature, with keyEncipherment for RSA; for a CA keyCertSign and cRLSign. */
  readonly keyUsage?: readonly KeyUsage[] | null;
  /** Names (`serverAuth`) or OIDs. Default serverAuth and clientAuth; for a CA none. */
  readonly extendedKeyUsage?: readonly string[] | null;
  /** Default the SHA-1 of the key (RFC 5280 §4.2.1.2, method 1). */
  readonly subjectKeyId?: Uint8Array | null;
  /** Default the issuer's subjectKeyId; a root has none. */
  readonly authorityKeyId?: Uint8Array | null;
  /** Written after the others, as given. */
  readonly extensions?: readonly Extension[];
};

/** `value` is the DER inside the OCTET STRING. */
export type Extension = { readonly oid: string; readonly critical?: boolean; readonly value: Uint8Array };

/** A CA: a root, or under `parent` an intermediate. Two roots made with one subject are lookalikes: one name, two keys. */
export function makeCa(wish: CertificateWish & { readonly parent?: Authority } = {}): Authority {
  const { parent, ...rest } = wish;
  const subject = rest.subject ?? 'handclasp lab CA';
  const keys = keysFor(rest.key);
  const subjectKeyId = rest.subjectKeyId ?? keyIdentifier(keys.publicKey);
  const full: CertificateWish = {
    notAfter: daysFromNow(3650),
    basicConstraints: { ca: true },
    keyUsage: ['keyCertSign', 'cRLSign'],
    extendedKeyUsage: null,
    ...rest,
    subject,
  };
  const certificate =
    parent === undefined
      ? buildCertificate(full, keys.publicKey, { name: subject, privateKey: keys.privateKey, keyId: null })
      : buildCertificate(full, keys.publicKey, issuerOf(parent));
  return {
    subject,
    certificate,
    certificatePem: toPem('CERTIFICATE', certificate),
    ...keys,
    subjectKeyId,
    chain: parent === undefined ? [] : [certificate, ...parent.chain],
  };
}

/** A certificate signed by a CA. */
export function issue(authority: Authority, wish: CertificateWish = {}): Identity {
  const keys = keysFor(wish.key);
  return identityOf(buildCertificate(wish, keys.publicKey, issuerOf(authority)), authority.chain, keys);
}

/** A certificate that nobody but its own key signed. */
export function makeSelfSigned(wish: CertificateWish = {}): Identity {
  const keys = keysFor(wish.key);
  const own = { name: wish.subject ?? defaultSubject, privateKey: keys.privateKey, keyId: null };
  return identityOf(buildCertificate(wish, keys.publicKey, own), [], keys);
}

/** The CA's own certificate and key, as a server that misuses them would present them. */
export function identityOfCa(authority: Authority): Identity {
  return identityOf(authority.certificate, authority.chain.slice(1), authority);
}

/** The same leaf and key with other certificates beside it: none, too many, in the wrong order. */
export function withChain(identity: Identity, beside: readonly Uint8Array[]): Identity {
  return identityOf(identity.certificate, beside, identity);
}

export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

export function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}

/** OIDs of the usages that have names (RFC 5280 §4.2.1.12). */
const extendedKeyUsages: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  OCSPSigning: '1.3.6.1.5.5.7.3.9',
  anyExtendedKeyUsage: '2.5.29.37.0',
};

/** Bit positions (RFC 5280 §4.2.1.3). */
const keyUsageBits: Readonly<Record<KeyUsage, number>> = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
  encipherOnly: 7,
  decipherOnly: 8,
};

const defaultSubject = 'handclasp lab';

type Issuer = { readonly name: Name; readonly privateKey: KeyObject; readonly keyId: Uint8Array | null };

function issuerOf(authority: Authority): Issuer {
  return { name: authority.subject, privateKey: authority.privateKey, keyId: authority.subjectKeyId };
}

function keysFor(wish: KeyKind | KeyPair = 'P-256'): KeyPair {
  if (typeof wish === 'string') return keyPairOf(wish);
  return { privateKey: wish.privateKey, publicKey: wish.publicKey };
}

function identityOf(certificate: Uint8Array, beside: readonly Uint8Array[], keys: KeyPair): Identity {
  const chain = [certificate, ...beside];
  return {
    chain,
    certificate,
    chainPem: chain.map((der) => toPem('CERTIFICATE', der)).join(''),
    certificatePem: toPem('CERTIFICATE', certificate),
    privateKey: keys.privateKey,
    publicKey: keys.publicKey,
    privateKeyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Certificate (RFC 5280 §4.1), version 3. */
function buildCertificate(wish: CertificateWish, publicKey: KeyObject, issuer: Issuer): Uint8Array {
  const { algorithm, signWith } = signatureOf(issuer.privateKey, wish.hash ?? 'sha256', wish.padding ?? 'pkcs1');
  const extensions = extensionsOf(wish, publicKey, issuer);
  const tbs = sequence(
    explicit(0, integer(2n)),
    integer(wish.serialNumber ?? BigInt(`0x${randomBytes(16).toString('hex')}`) >> 1n),
    algorithm,
    distinguishedName(wish.issuerName ?? issuer.name),
    sequence(time(wish.notBefore ?? daysFromNow(-1)), time(wish.notAfter ?? daysFromNow(730))),
    distinguishedName(wish.subject ?? defaultSubject),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [explicit(3, sequence(...extensions.map(encodeExtension)))]),
  );
  return sequence(tbs, algorithm, bitString(signWith(tbs)));
}

function extensionsOf(wish: CertificateWish, publicKey: KeyObject, issuer: Issuer): readonly Extension[] {
  const basicConstraints = wish.basicConstraints === undefined ? { ca: false } : wish.basicConstraints;
  const keyUsage = wish.keyUsage === undefined ? defaultKeyUsage(publicKey) : wish.keyUsage;
  const extendedKeyUsage = wish.extendedKeyUsage === undefined ? ['serverAuth', 'clientAuth'] : wish.extendedKeyUsage;
  const altNames = wish.altNames ?? null;
  const subjectKeyId = wish.subjectKeyId === undefined ? keyIdentifier(publicKey) : wish.subjectKeyId;
  const authorityKeyId = wish.authorityKeyId === undefined ? issuer.keyId : wish.authorityKeyId;
  const wanted: readonly (Extension | null)[] = [
    basicConstraints && { oid: '2.5.29.19', critical: basicConstraints.ca, value: encodeBasicConstraints(basicConstraints) },
    keyUsage && { oid: '2.5.29.15', critical: true, value: namedBits(keyUsage.map((usage) => keyUsageBits[usage])) },
    extendedKeyUsage && {
      oid: '2.5.29.37',
      value: sequence(...extendedKeyUsage.map((usage) => objectIdentifier(extendedKeyUsages[usage] ?? usage))),
    },
    altNames && { oid: '2.5.29.17', value: sequence(...altNames.map(generalName)) },
    subjectKeyId && { oid: '2.5.29.14', value: octetString(subjectKeyId) },
    authorityKeyId && { oid: '2.5.29.35', value: sequence(implicit(0, authorityKeyId)) },
  ];
  return [...wanted.filter((extension) => extension !== null), ...(wish.extensions ?? [])];
}

function defaultKeyUsage(publicKey: KeyObject): readonly KeyUsage[] {
  return publicKey.asymmetricKeyType === 'rsa' ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'];
}

function encodeExtension({ oid, critical, value }: Extension): Uint8Array {
  return sequence(objectIdentifier(oid), ...(critical === true ? [boolean(true)] : []), octetString(value));
}

/** cA is DEFAULT FALSE, so DER leaves the false one out. */
function encodeBasicConstraints({ ca, pathLength }: { readonly ca: boolean; readonly pathLength?: number }): Uint8Array {
  return sequence(...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(BigInt(pathLength))]));
}

/** SHA-1 of the bits of the key, without tag and algorithm. */
function keyIdentifier(publicKey: KeyObject): Uint8Array {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha1').update(keyBits(spki)).digest();
}

/** SubjectPublicKeyInfo ::= SEQUENCE { algorithm SEQUENCE, subjectPublicKey BIT STRING }: the contents of the last, without its count of unused bits. */
function keyBits(spki: Uint8Array): Uint8Array {
  const outer = element(spki, 0);
  const algorithm = element(spki, outer.start);
  const bits = element(spki, algorithm.end);
  return spki.subarray(bits.start + 1, bits.end);
}

function element(der: Uint8Array, at: number): { readonly start: number; readonly end: number } {
  const first = der[at + 1] ?? 0;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : der.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return { start, end: start + length };
}

/** How a key signs: AlgorithmIdentifier (RFC 3279, 4055, 5758, 8410) and the signing itself. */
function signatureOf(
  key: KeyObject,
  hash: SignatureHash,
  padding: 'pkcs1' | 'pss',
): { readonly algorithm: Uint8Array; readonly signWith: (data: Uint8Array) => Uint8Array } {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return { algorithm: sequence(objectIdentifier('1.3.101.112')), signWith: (data) => sign(null, data, key) };
    case 'ed448':
      return { algorithm: sequence(objectIdentifier('1.3.101.113')), signWith: (data) => sign(null, data, key) };
    case 'ec': {
      const oid = ecdsaOids[hash];
      if (oid === undefined) throw new RangeError(`ECDSA with ${hash} has no identifier`);
      return { algorithm: sequence(objectIdentifier(oid)), signWith: (data) => sign(hash, data, key) };
    }
    case 'rsa':
      if (padding === 'pkcs1') {
        return { algorithm: sequence(objectIdentifier(rsaOids[hash]), nothing()), signWith: (data) => sign(hash, data, key) };
      }
      return {
        algorithm: sequence(objectIdentifier('1.2.840.113549.1.1.10'), pssParameters(hash)),
        signWith: (data) =>
          sign(hash, data, {
            key,
            padding: cryptoConstants.RSA_PKCS1_PSS_PADDING,
            saltLength: cryptoConstants.RSA_PSS_SALTLEN_DIGEST,
          }),
      };
    default:
      throw new RangeError(`the lab does not sign with ${key.asymmetricKeyType} keys`);
  }
}

/** RSASSA-PSS-params (RFC 4055 §3.1): hash, MGF1 with that hash, and a salt of its length. */
function pssParameters(hash: SignatureHash): Uint8Array {
  const hashAlgorithm = sequence(objectIdentifier(hashOids[hash]), nothing());
  return sequence(
    explicit(0, hashAlgorithm),
    explicit(1, sequence(objectIdentifier('1.2.840.113549.1.1.8'), hashAlgorithm)),
    explicit(2, integer(BigInt(createHash(hash).digest().length))),
  );
}

const rsaOids: Readonly<Record<SignatureHash, string>> = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
};

const ecdsaOids: Readonly<Partial<Record<SignatureHash, string>>> = {
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};

const hashOids: Readonly<Record<SignatureHash, string>> = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
