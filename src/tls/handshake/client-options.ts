import { createPrivateKey, KeyObject } from 'node:crypto';
import { type EphemeralKeys, freshKeys } from '../crypto/ephemeral-keys.ts';
import { randomOctets } from '../crypto/random-octets.ts';
import { NamedGroup } from '../wire/named-groups.ts';
import { SignatureScheme } from '../wire/signature-schemes.ts';
import { suiteParameters } from '../wire/suite-parameters.ts';
import { type TlsVersion, versionCode } from '../wire/versions.ts';
import type { Resume } from './tls-session.ts';

/** Random bytes of the given length. A test gives its own, to make a handshake repeatable. */
export type RandomSource = (length: number) => Uint8Array;

/** A client certificate: DER, leaf first, and its private key (a KeyObject, PEM text, or PKCS#8 DER). */
export type ClientIdentity = { readonly chain: readonly Uint8Array[]; readonly key: KeyObject | string | Uint8Array };

/** What the client says in its hello. What is absent takes the defaults of `defaultClientOptions`; what is given is sent as it is. */
export type ClientOptions = {
  /** Versions to offer, in any order. SSL 3.0 can be offered; a handshake in it ends after ServerHello. */
  readonly versions?: readonly TlsVersion[];
  /** IANA numbers, in order of preference. */
  readonly cipherSuites?: readonly number[];
  readonly groups?: readonly number[];
  /** Groups to send a TLS 1.3 key share for; the first of `groups` when absent. An empty list asks the server for a HelloRetryRequest. */
  readonly keyShares?: readonly number[];
  readonly signatureSchemes?: readonly number[];
  /** For the signatures in certificates (signature_algorithms_cert, RFC 8446 §4.2.3); the same as `signatureSchemes` when absent. */
  readonly certificateSignatureSchemes?: readonly number[];
  /** A DNS name for SNI (RFC 6066 §3); none is sent when absent. */
  readonly serverName?: string;
  readonly alpn?: readonly string[];
  /** What to answer a CertificateRequest with; an empty Certificate when absent. */
  readonly identity?: ClientIdentity;
  /** A TLS 1.3 session to go on with, if the server will (psk_dhe_ke); `seen.resumed` tells. Sent as the one pre-shared key. */
  readonly resume?: Resume;
  /** Asks for a ticket up to TLS 1.2 (RFC 5077), which `seen.sessionTicket` then holds. TLS 1.3 sends them unasked. */
  readonly askForTicket?: boolean;
  readonly random?: RandomSource;
  /** Where ephemeral keys come from; a fresh pair for each handshake when absent. */
  readonly ephemeralKeys?: EphemeralKeys;
  readonly stopAfter?: StopAfter;
};

/**
 * Where to stop on purpose: after the server's choice; as soon as it is sure that no client certificate is asked for (TLS 1.3 says so before
 * its own certificate; where one is asked for the handshake goes on); after the server's first flight (ServerHelloDone, or Finished in TLS 1.3).
 */
export type StopAfter = 'server-hello' | 'no-certificate-request' | 'server-flight';

export type CompleteClientOptions = {
  /** Newest first. */
  readonly versions: readonly TlsVersion[];
  readonly cipherSuites: readonly number[];
  readonly groups: readonly number[];
  readonly keyShares: readonly number[];
  readonly signatureSchemes: readonly number[];
  readonly certificateSignatureSchemes: readonly number[] | null;
  readonly serverName: string | null;
  readonly alpn: readonly string[];
  readonly identity: { readonly chain: readonly Uint8Array[]; readonly key: KeyObject } | null;
  readonly resume: Resume | null;
  readonly askForTicket: boolean;
  readonly random: RandomSource;
  readonly ephemeralKeys: EphemeralKeys;
  readonly stopAfter: StopAfter | null;
};

/** Groups that a key can be agreed on here, strongest habit first. */
export const computableGroups: readonly number[] = [
  NamedGroup.x25519,
  NamedGroup.secp256r1,
  NamedGroup.secp384r1,
  NamedGroup.secp521r1,
  NamedGroup.x448,
];

/** Suites that are offered when none are named: those with forward secrecy and an AEAD first, then what older servers need. */
export const defaultCipherSuites: readonly number[] = [
  0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0x009e, 0x009f, 0xccaa, 0xc023, 0xc027, 0xc024, 0xc028, 0x0067,
  0x006b, 0xc009, 0xc013, 0xc00a, 0xc014, 0x0033, 0x0039, 0x009c, 0x009d, 0x003c, 0x003d, 0x002f, 0x0035,
];

export const defaultSignatureSchemes: readonly number[] = [
  SignatureScheme.ecdsa_secp256r1_sha256,
  SignatureScheme.rsa_pss_rsae_sha256,
  SignatureScheme.rsa_pkcs1_sha256,
  SignatureScheme.ecdsa_secp384r1_sha384,
  SignatureScheme.rsa_pss_rsae_sha384,
  SignatureScheme.rsa_pkcs1_sha384,
  SignatureScheme.ecdsa_secp521r1_sha512,
  SignatureScheme.rsa_pss_rsae_sha512,
  SignatureScheme.rsa_pkcs1_sha512,
  SignatureScheme.ed25519,
  SignatureScheme.ed448,
  SignatureScheme.rsa_pss_pss_sha256,
  SignatureScheme.rsa_pss_pss_sha384,
  SignatureScheme.rsa_pss_pss_sha512,
];

const defaultVersions: readonly TlsVersion[] = ['TLSv1.3', 'TLSv1.2'];

/** Fills in the defaults, once for each object. Throws RangeError or TypeError for what cannot be sent: that is the caller's mistake, not the peer's. */
export function completeClientOptions(options: ClientOptions): CompleteClientOptions {
  const known = completed.get(options);
  if (known !== undefined) return known;
  const complete = fillIn(options);
  completed.set(options, complete);
  return complete;
}

const completed = new WeakMap<ClientOptions, CompleteClientOptions>();

function fillIn(options: ClientOptions): CompleteClientOptions {
  const versions = newestFirst(options.versions ?? defaultVersions);
  if (versions.length === 0) throw new RangeError('no protocol version to offer');
  const newest = versions[0] as TlsVersion;
  const oldest = versions.at(-1) as TlsVersion;
  const groups = options.groups ?? computableGroups;
  const cipherSuites = options.cipherSuites ?? cipherSuitesFor(newest, oldest);
  if (cipherSuites.length === 0) throw new RangeError('no cipher suite to offer');
  const firstComputable = groups.find((group) => computableGroups.includes(group));
  const keyShares = options.keyShares ?? (firstComputable === undefined ? [] : [firstComputable]);
  for (const group of keyShares) {
    if (!computableGroups.includes(group)) throw new RangeError(`no key share can be made for group 0x${group.toString(16)}`);
  }
  return {
    versions,
    cipherSuites,
    groups,
    keyShares,
    signatureSchemes: options.signatureSchemes ?? defaultSignatureSchemes,
    certificateSignatureSchemes: options.certificateSignatureSchemes ?? null,
    serverName: options.serverName ?? null,
    alpn: options.alpn ?? [],
    identity: options.identity ? { chain: options.identity.chain, key: privateKey(options.identity.key) } : null,
    resume: options.resume ?? null,
    askForTicket: options.askForTicket ?? false,
    random: options.random ?? randomOctets,
    ephemeralKeys: options.ephemeralKeys ?? freshKeys(options.random ?? randomOctets),
    stopAfter: options.stopAfter ?? null,
  };
}

function newestFirst(versions: readonly TlsVersion[]): readonly TlsVersion[] {
  const inOrder = versions.every((version, index) => index === 0 || versionCode(version) <= versionCode(versions[index - 1] ?? version));
  return inOrder ? versions : [...versions].sort((a, b) => versionCode(b) - versionCode(a));
}

const suitesBySpan = new Map<string, readonly number[]>();

/** The default suites that some version of a span has. */
function cipherSuitesFor(newest: TlsVersion, oldest: TlsVersion): readonly number[] {
  const span = `${newest} ${oldest}`;
  const known = suitesBySpan.get(span);
  if (known) return known;
  const suites = defaultCipherSuites.filter((code) => {
    const suite = suiteParameters(code);
    return suite && versionCode(suite.minVersion) <= versionCode(newest) && versionCode(suite.maxVersion) >= versionCode(oldest);
  });
  suitesBySpan.set(span, suites);
  return suites;
}

function privateKey(key: KeyObject | string | Uint8Array): KeyObject {
  if (key instanceof KeyObject) return key;
  if (typeof key === 'string') return createPrivateKey(key);
  return createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' });
}
