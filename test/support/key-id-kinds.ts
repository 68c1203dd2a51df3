import { der, extension, extensions, keyIdOf, keysOf, makeCertificate, name } from './certificate-maker.ts';

/** A way in which what a certificate says of its CA and the CA itself do not fit, or are near it. */
export type KeyIdKind = {
  readonly title: string;
  /** Leaf first, as a server sends it. */
  readonly chain: readonly Uint8Array[];
  readonly anchors: readonly Uint8Array[];
  /** Whether the trusted CA of the issuer's name has the key that signed. */
  readonly key: 'same' | 'another';
  /** Who trusts the chain: JSSE on JDK 17 and on JDK 25, and OpenSSL, be it in Node or by itself. */
  readonly trusting: 'all' | 'java' | 'nobody';
};

/** The leaf's. */
export const leafKeys = keysOf('P-256', 'key id leaf');

const rootKeys = keysOf('P-256', 'key id root');
const issuingKeys = keysOf('P-256', 'key id issuing');
const strangeKeys = keysOf('P-256', 'key id stranger');

const rootName = name('O=acme', 'CN=acme CA');
const issuingName = name('O=acme', 'CN=acme issuing');
const otherName = name('O=acme', 'CN=acme old CA');

const rootId = keyIdOf(rootKeys.publicKey);
const issuingId = keyIdOf(issuingKeys.publicKey);
const otherId = new Uint8Array(20).fill(9);

const forCas = [extensions.basicConstraints(true), extensions.keyUsage('keyCertSign', 'cRLSign')];
const serialOld = 1001;
const serialNew = 2002;

type Wish = {
  readonly keys?: typeof rootKeys;
  readonly id?: Uint8Array | null;
  readonly serial?: number;
  readonly own?: readonly Uint8Array[];
};

function root({ keys = rootKeys, id = keyIdOf(keys.publicKey), serial = serialOld, own = [] }: Wish = {}): Uint8Array {
  return makeCertificate({
    subject: rootName,
    issuer: rootName,
    keys,
    serialNumber: serial,
    extensions: [...forCas, ...(id === null ? [] : [extensions.subjectKeyId(id)]), ...own],
  });
}

function issuing(authority: readonly Uint8Array[], id: Uint8Array | null = issuingId): Uint8Array {
  return makeCertificate({
    subject: issuingName,
    issuer: rootName,
    keys: issuingKeys,
    signedBy: rootKeys,
    serialNumber: 3003,
    extensions: [...forCas, ...(id === null ? [] : [extensions.subjectKeyId(id)]), ...authority],
  });
}

function leaf(authority: readonly Uint8Array[], by: 'root' | 'issuing' = 'root'): Uint8Array {
  return makeCertificate({
    subject: name('O=acme', 'CN=es01'),
    issuer: by === 'root' ? rootName : issuingName,
    keys: leafKeys,
    signedBy: by === 'root' ? rootKeys : issuingKeys,
    extensions: [
      extensions.keyUsage('digitalSignature', 'keyEncipherment'),
      extensions.extendedKeyUsage('serverAuth', 'clientAuth'),
      extensions.subjectAltName(['DNS:es01', 'IP:127.0.0.1']),
      ...authority,
    ],
  });
}

const byId = (id: Uint8Array) => [extensions.authorityKeyId(id)];
const bySerial = (id: Uint8Array | null, serialNumber = serialOld, issuer = rootName) => [
  extensions.authorityKeyId(id, { issuer, serialNumber }),
];
const parts = (...items: readonly Uint8Array[]) => [extension('2.5.29.35', false, der.sequence(...items))];
const serialAlone = (serialNumber: number) => parts(der.raw(0x82, der.integer(serialNumber).subarray(2)));
const kindOf =
  (trusting: KeyIdKind['trusting'], key: KeyIdKind['key'] = 'same') =>
  (title: string, chain: readonly Uint8Array[], ...anchors: readonly Uint8Array[]): KeyIdKind => ({ title, chain, anchors, key, trusting });
const all = kindOf('all');
const java = kindOf('java');
const nobody = kindOf('nobody');
const lookalike = kindOf('nobody', 'another');

/** Whatever a tool, a renewal or a mistake makes of authorityKeyIdentifier and subjectKeyIdentifier (RFC 5280 §4.2.1.1 and §4.2.1.2). */
export const keyIdKinds: readonly KeyIdKind[] = [
  all('all fits', [leaf(byId(rootId))], root()),
  all('all fits, with issuer and serial number', [leaf(bySerial(rootId))], root()),
  nobody('the key id is another', [leaf(byId(otherId))], root()),
  nobody('the key id fits, the serial number does not', [leaf(bySerial(rootId, serialNew))], root()),
  nobody('the CA was issued again: same key and name, a new serial number', [leaf(bySerial(rootId))], root({ serial: serialNew })),
  nobody('the same, and the CA is sent along', [leaf(bySerial(rootId)), root()], root({ serial: serialNew })),
  all('the CA was issued again, and both are trusted', [leaf(bySerial(rootId))], root({ serial: serialNew }), root()),
  all('the CA was issued again, and both are trusted, the old one first', [leaf(bySerial(rootId))], root(), root({ serial: serialNew })),
  all(
    'the CA was issued again with its key id: nothing but the serial number is new',
    [leaf(byId(rootId)), root()],
    root({ serial: serialNew }),
  ),
  nobody('the CA was issued again under another key id', [leaf(byId(rootId))], root({ id: otherId, serial: serialNew })),
  nobody('the same, and the CA is sent along', [leaf(byId(rootId)), root()], root({ id: otherId, serial: serialNew })),
  java('another name of the issuer', [leaf(bySerial(rootId, serialOld, otherName))], root()),
  nobody('another name of the issuer, and another serial number', [leaf(bySerial(rootId, serialNew, otherName))], root()),
  all('issuer and serial number without a key id, which fit', [leaf(bySerial(null))], root()),
  nobody('issuer and serial number without a key id, of which the number is another', [leaf(bySerial(null, serialNew))], root()),
  java('issuer and serial number without a key id, of which the name is another', [leaf(bySerial(null, serialOld, otherName))], root()),
  nobody('a serial number alone, which is another', [leaf(serialAlone(serialNew))], root()),
  all('the CA has no key id', [leaf(byId(otherId))], root({ id: null })),
  all('the certificate names no key', [leaf([])], root()),
  all('an empty authorityKeyIdentifier', [leaf(parts())], root()),
  java('a broken authorityKeyIdentifier', [leaf([extension('2.5.29.35', false, Uint8Array.of(0x30, 0x05, 0x80, 0x14))])], root()),
  all(
    'an issuer that is no directory name',
    [leaf(parts(der.raw(0x80, rootId), der.raw(0xa1, der.text(0x82, 'acme.org')), der.raw(0x82, der.integer(serialOld).subarray(2))))],
    root(),
  ),
  nobody('an intermediate names another key', [leaf(byId(issuingId), 'issuing'), issuing(byId(otherId))], root()),
  nobody('an intermediate names another serial number', [leaf(byId(issuingId), 'issuing'), issuing(bySerial(rootId, serialNew))], root()),
  java('the certificate names another key than the intermediate has', [leaf(byId(otherId), 'issuing'), issuing(byId(rootId))], root()),
  java(
    'the certificate names another serial number than the intermediate has',
    [leaf(bySerial(issuingId, serialNew), 'issuing'), issuing(byId(rootId))],
    root(),
  ),
  nobody(
    'an intermediate that was not sent, but is trusted, has another key id',
    [leaf(byId(otherId), 'issuing')],
    issuing(byId(rootId)),
    root(),
  ),
  java('a root that names another key than its own', [leaf(byId(rootId))], root({ own: byId(otherId) })),
  java('a root that names another serial number than its own', [leaf(byId(rootId))], root({ own: bySerial(rootId, serialNew) })),
  lookalike('another key, another key id', [leaf(byId(rootId))], root({ keys: strangeKeys })),
  lookalike('another key, the same key id', [leaf(byId(rootId))], root({ keys: strangeKeys, id: rootId })),
  lookalike('another key, and the certificate names none', [leaf([])], root({ keys: strangeKeys })),
  nobody('another key beside the same key under another key id', [leaf(byId(rootId))], root({ keys: strangeKeys }), root({ id: otherId })),
  all('another key beside the one that signed', [leaf(byId(rootId))], root({ keys: strangeKeys }), root()),
  lookalike('another key, and the CA that signed is sent along', [leaf(byId(rootId)), root()], root({ keys: strangeKeys })),
  lookalike('another key above an intermediate', [leaf(byId(issuingId), 'issuing'), issuing(byId(rootId))], root({ keys: strangeKeys })),
  java(
    'out of order, and an intermediate names another key',
    [leaf(byId(issuingId), 'issuing'), root({ id: otherId, serial: serialNew }), issuing(byId(rootId))],
    root({ id: otherId, serial: serialNew }),
  ),
];
