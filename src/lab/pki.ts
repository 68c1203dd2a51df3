import { type KeyObject, randomBytes } from 'node:crypto';
import { bitString, explicit, integer, sequence, time } from '../x509/asn1/write-der.ts';
import { encodeExtension, extensionsOf, type Issuer } from './certificate-extensions.ts';
import type { CertificateWish } from './certificate-wish.ts';
import { keyIdentifier } from './key-identifier.ts';
import { type KeyKind, type KeyPair, keyPairOf } from './key-pair.ts';
import { distinguishedName, type Name } from './pki-names.ts';
import { signatureOf } from './signature-of-key.ts';

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

const defaultSubject = 'handclasp lab';

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
