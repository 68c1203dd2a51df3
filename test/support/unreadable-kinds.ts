import type { KeyObject } from 'node:crypto';
import { toPem } from '../../src/lab/pki.ts';
import type { CertificateFlaw } from '../../src/model/certificate-flaw.ts';
import { der, extension, extensions, keysOf, makeCa, makeLeaf, name, signer } from './certificate-maker.ts';

/** A chain with something in the place of a certificate, and what is to be said of it. */
export type UnreadableKind = {
  readonly title: string;
  readonly chain: readonly Uint8Array[];
  /** Code of the flaw that is told, and the place of its certificate from 1; null where the chain has none. */
  readonly flaw: { readonly code: CertificateFlaw['code']; readonly position: number } | null;
  /** Whom the real ones let connect under the root, names aside. JDK 17 and 25, and Node and OpenSSL, agree in each. */
  readonly accepted: { readonly java: boolean; readonly openssl: boolean };
};

const root = { name: name('CN=root'), keys: keysOf('P-256', 'unreadable root') };
const authority = { name: name('CN=intermediate'), keys: keysOf('P-256', 'unreadable intermediate') };
const keys = keysOf('P-256', 'unreadable leaf');

export const unreadableAnchor = makeCa(root.name, root.keys);
export const unreadableKey: KeyObject = keys.privateKey;
export const intermediate = makeCa(authority.name, authority.keys, root);
/** For es01. */
export const readableLeaf = makeLeaf(['DNS:es01'], authority, { subject: name('CN=node'), keys });

const spki = new Uint8Array(keys.publicKey.export({ type: 'spki', format: 'der' }));
const day = 86_400_000;
const bytes = (...octets: readonly number[]): Uint8Array => Uint8Array.from(octets);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** A leaf from its fields, one of which is another; the signature is right. */
function leafWith(change: (fields: readonly Uint8Array[]) => readonly Uint8Array[], signature = der.bits): Uint8Array {
  const { algorithm, sign } = signer(authority.keys.privateKey);
  const tbs = der.sequence(
    ...change([
      der.raw(0xa0, der.integer(2)),
      der.integer(77),
      algorithm,
      authority.name,
      der.sequence(der.time(new Date(Date.now() - day)), der.time(new Date(Date.now() + day))),
      name('CN=node'),
      spki,
      der.raw(0xa3, der.sequence(extensions.subjectAltName(['DNS:es01']))),
    ]),
  );
  return der.sequence(tbs, algorithm, signature(sign(tbs)));
}

/** Java reads the signature without these bits: where they are zeros by chance, it verifies all the same. */
function leafWithUnusedBits(): Uint8Array {
  let areMissed = false;
  let leaf: Uint8Array;
  do {
    leaf = leafWith(
      (fields) => fields,
      (signature) => {
        areMissed = ((signature.at(-1) ?? 0) & 7) !== 0;
        return der.bits(signature, 3);
      },
    );
  } while (!areMissed);
  return leaf;
}

const field = (at: number, value: Uint8Array) => (fields: readonly Uint8Array[]) =>
  fields.map((given, index) => (index === at ? value : given));
const withExtensions = (...list: readonly Uint8Array[]) =>
  leafWith(field(7, der.raw(0xa3, der.sequence(extensions.subjectAltName(['DNS:es01']), ...list))));

function signingRequest(): Uint8Array {
  const { algorithm, sign } = signer(keys.privateKey);
  const info = der.sequence(der.integer(0), name('CN=node'), spki, der.raw(0xa0));
  return der.sequence(info, algorithm, der.bits(sign(info)));
}

function revocationList(): Uint8Array {
  const { algorithm, sign } = signer(authority.keys.privateKey);
  const list = der.sequence(
    der.integer(1),
    algorithm,
    authority.name,
    der.time(new Date(Date.now() - day)),
    der.time(new Date(Date.now() + day)),
  );
  return der.sequence(list, algorithm, der.bits(sign(list)));
}

const pkcs7 = der.sequence(
  der.oid('1.2.840.113549.1.7.2'),
  der.raw(
    0xa0,
    der.sequence(
      der.integer(1),
      der.set(),
      der.sequence(der.oid('1.2.840.113549.1.7.1')),
      der.raw(0xa0, joined(readableLeaf, intermediate)),
      der.set(),
    ),
  ),
);

function lengthened(certificate: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(certificate);
  changed[3] = (changed[3] ?? 0) + 5;
  return changed;
}

const pem = (certificate: Uint8Array) => new Uint8Array(Buffer.from(toPem('CERTIFICATE', certificate)));
const cut = (certificate: Uint8Array) => certificate.subarray(0, 300);
const indefinite = (certificate: Uint8Array) => joined(bytes(0x30, 0x80), certificate.subarray(4), bytes(0, 0));
const large = makeLeaf(['DNS:es01'], authority, {
  subject: name('CN=node'),
  keys,
  extensions: [extensions.subjectAltName(['DNS:es01']), extension('1.2.3.4', false, der.octets(new Uint8Array(105_000)))],
});

const nobody = { java: false, openssl: false };
const javaAlone = { java: true, openssl: false };
const opensslAlone = { java: false, openssl: true };
const everybody = { java: true, openssl: true };
const first = (code: CertificateFlaw['code']) => ({ code, position: 1 });
const behind = (code: CertificateFlaw['code'], position = 2) => ({ code, position });
const leaf = readableLeaf;

export const unreadableKinds: readonly UnreadableKind[] = [
  { title: 'nothing at all', chain: [leaf, intermediate], flaw: null, accepted: everybody },
  {
    title: 'bytes behind the leaf',
    chain: [joined(leaf, bytes(0, 1, 2)), intermediate],
    flaw: first('trailing-bytes'),
    accepted: javaAlone,
  },
  {
    title: 'bytes behind an intermediate',
    chain: [leaf, joined(intermediate, bytes(0))],
    flaw: behind('trailing-bytes'),
    accepted: javaAlone,
  },
  { title: 'a leaf cut off', chain: [cut(leaf), intermediate], flaw: first('truncated'), accepted: nobody },
  { title: 'an intermediate cut off', chain: [leaf, cut(intermediate)], flaw: behind('truncated'), accepted: nobody },
  { title: 'an empty entry first', chain: [bytes(), leaf, intermediate], flaw: first('empty'), accepted: nobody },
  { title: 'an empty entry alone', chain: [bytes()], flaw: first('empty'), accepted: nobody },
  { title: 'an empty entry between', chain: [leaf, bytes(), intermediate], flaw: behind('empty'), accepted: nobody },
  { title: 'an empty entry behind', chain: [leaf, intermediate, bytes()], flaw: behind('empty', 3), accepted: nobody },
  { title: 'any bytes first', chain: [new Uint8Array(200).fill(0x5a), intermediate], flaw: first('not-asn1'), accepted: nobody },
  { title: 'any bytes behind', chain: [leaf, intermediate, new Uint8Array(200).fill(0x5a)], flaw: behind('not-asn1', 3), accepted: nobody },
  { title: 'PEM text first', chain: [pem(leaf), intermediate], flaw: first('pem-text'), accepted: javaAlone },
  { title: 'PEM text behind', chain: [leaf, pem(intermediate)], flaw: behind('pem-text'), accepted: javaAlone },
  { title: 'a signing request first', chain: [signingRequest(), intermediate], flaw: first('other-structure'), accepted: nobody },
  {
    title: 'a signing request behind',
    chain: [leaf, intermediate, signingRequest()],
    flaw: behind('other-structure', 3),
    accepted: nobody,
  },
  {
    title: 'a revocation list behind',
    chain: [leaf, intermediate, revocationList()],
    flaw: behind('other-structure', 3),
    accepted: nobody,
  },
  { title: 'PKCS#7 in place of the chain', chain: [pkcs7], flaw: first('other-structure'), accepted: nobody },
  { title: 'PKCS#7 behind', chain: [leaf, intermediate, pkcs7], flaw: behind('other-structure', 3), accepted: nobody },
  { title: 'a public key first', chain: [spki, intermediate], flaw: first('other-structure'), accepted: nobody },
  { title: 'a public key behind', chain: [leaf, intermediate, spki], flaw: behind('other-structure', 3), accepted: nobody },
  { title: 'a wrong length of the leaf', chain: [lengthened(leaf), intermediate], flaw: first('truncated'), accepted: nobody },
  { title: 'a wrong length of an intermediate', chain: [leaf, lengthened(intermediate)], flaw: behind('truncated'), accepted: nobody },
  { title: 'an indefinite length of the leaf', chain: [indefinite(leaf), intermediate], flaw: first('not-der'), accepted: everybody },
  {
    title: 'an indefinite length of an intermediate',
    chain: [leaf, indefinite(intermediate)],
    flaw: behind('not-der'),
    accepted: everybody,
  },
  {
    title: 'a length that is not the shortest',
    chain: [joined(bytes(0x30, 0x83, 0), leaf.subarray(2)), intermediate],
    flaw: first('not-der'),
    accepted: everybody,
  },
  { title: 'a leaf above the limit', chain: [large, intermediate], flaw: first('too-large'), accepted: nobody },
  { title: 'a certificate above the limit behind', chain: [leaf, intermediate, large], flaw: behind('too-large', 3), accepted: nobody },
  {
    title: 'version 4',
    chain: [leafWith(field(0, der.raw(0xa0, der.integer(3)))), intermediate],
    flaw: first('field'),
    accepted: opensslAlone,
  },
  {
    title: 'a padded serial number',
    chain: [leafWith(field(1, der.raw(0x02, bytes(0, 0, 5)))), intermediate],
    flaw: first('field'),
    accepted: javaAlone,
  },
  {
    title: 'a serial number that is empty',
    chain: [leafWith(field(1, der.raw(0x02))), intermediate],
    flaw: first('field'),
    accepted: nobody,
  },
  {
    title: 'a date that is none',
    chain: [leafWith(field(4, der.sequence(der.text(0x17, 'xx'), der.time(new Date(Date.now() + day))))), intermediate],
    flaw: first('field'),
    accepted: nobody,
  },
  {
    title: 'a field behind the extensions',
    chain: [leafWith((fields) => [...fields, der.raw(0x82, bytes(0, 1))]), intermediate],
    flaw: first('field'),
    accepted: javaAlone,
  },
  {
    title: 'extensions that are empty',
    chain: [leafWith(field(7, der.raw(0xa3, der.sequence()))), intermediate],
    flaw: first('field'),
    accepted: everybody,
  },
  {
    title: 'an empty part of the subject',
    chain: [leafWith(field(5, der.sequence(der.set(), der.set(der.sequence(der.oid('2.5.4.3'), der.text(12, 'node')))))), intermediate],
    flaw: first('field'),
    accepted: everybody,
  },
  {
    title: 'unused bits in the signature',
    chain: [leafWithUnusedBits(), intermediate],
    flaw: first('field'),
    accepted: nobody,
  },
  {
    title: 'a signature that is no bit string',
    chain: [
      leafWith(
        (fields) => fields,
        (signature) => der.octets(signature),
      ),
      intermediate,
    ],
    flaw: first('field'),
    accepted: nobody,
  },
  {
    title: 'a truth value that is neither',
    chain: [withExtensions(der.sequence(der.oid('2.5.29.15'), der.raw(1, bytes(1)), der.octets(der.bits(bytes(0x80), 7)))), intermediate],
    flaw: first('not-der'),
    accepted: everybody,
  },
  {
    title: 'padding in keyUsage that is not zero',
    chain: [withExtensions(extension('2.5.29.15', true, bytes(3, 2, 1, 0x81))), intermediate],
    flaw: first('field'),
    accepted: everybody,
  },
  {
    title: 'a broken critical extension',
    chain: [withExtensions(extension('2.5.29.15', true, bytes(0x30, 5, 0x82))), intermediate],
    flaw: first('extension'),
    accepted: nobody,
  },
  {
    title: 'an extension twice',
    chain: [withExtensions(extensions.subjectAltName(['DNS:es02'])), intermediate],
    flaw: first('extension'),
    accepted: nobody,
  },
  {
    title: 'a critical extension that nobody knows',
    chain: [withExtensions(extension('1.2.3.4', true, der.null())), intermediate],
    flaw: null,
    accepted: nobody,
  },
];
