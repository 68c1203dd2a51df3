import type { ProtocolVersion } from '../../model/protocol-version.ts';
import { randomOctets } from '../../tls/crypto/random-octets.ts';
import type { HelloOffer } from '../../tls/first-flight/offer.ts';
import { CipherSuite } from '../../tls/wire/cipher-suites.ts';
import { NamedGroup } from '../../tls/wire/named-groups.ts';
import { SignatureScheme } from '../../tls/wire/signature-schemes.ts';
import { versionCode } from '../../tls/wire/versions.ts';
import type { Session } from '../session.ts';

/**
 * Every suite that could be meant for a version, by what its name says of it. Signalling values and TLS_NULL_WITH_NULL_NULL, which nobody may choose, are
 * left out. The oldest and weakest come first: a server that has an order of its own shows it by taking another.
 */
export function suitesOf(version: ProtocolVersion): readonly number[] {
  return suites[version === 'TLSv1.3' ? '1.3' : version === 'TLSv1.2' ? '1.2' : 'older'];
}

const is13 = (name: string): boolean =>
  !name.endsWith('_SCSV') && ((name.startsWith('TLS_') && !name.includes('_WITH_')) || /_MGM_[LS]$/.test(name));
const is12 = (name: string): boolean => !name.endsWith('_SCSV') && !is13(name);
/** RFC 5246 §1.2: AEAD, and the suites named for SHA-256 or SHA-384, came with TLS 1.2. */
const isOlder = (name: string): boolean => is12(name) && !/_SHA(256|384)$|_CCM(_8)?$/.test(name);

const codes = (registry: Readonly<Record<string, number>>, fits: (name: string) => boolean): readonly number[] =>
  Object.entries(registry).flatMap(([name, code]) => (fits(name) ? [code] : []));

const suitesWhose = (fits: (name: string) => boolean) => codes(CipherSuite, fits).filter((code) => code !== 0);
const suites = { '1.3': suitesWhose(is13), '1.2': suitesWhose(is12), older: suitesWhose(isOlder) };

/** Groups of RFC 8446 §4.2.7 and the key encapsulations that came after it. */
const groups13 = codes(NamedGroup, (name) =>
  /^(secp(256|384|521)r1|x25519|x448|ffdhe|brainpool.*tls13|.*MLKEM|.*Kyber|curveSM2|GC)/.test(name),
);
/** Groups of RFC 8422, RFC 7027 and RFC 7919, and the curves that RFC 4492 had. */
const groups12 = codes(NamedGroup, (name) => /^(sec[pt]\d|x25519|x448|ffdhe|brainpoolP\d+r1$)/.test(name));

export function groupsOf(version: ProtocolVersion): readonly number[] {
  return version === 'TLSv1.3' ? groups13 : groups12;
}

const schemes13 = codes(
  SignatureScheme,
  (name) => /^(ecdsa_(secp|brainpool)|rsa_pss|ed\d|mldsa|slhdsa|sm2|gost)/.test(name) && !name.endsWith('_intrinsic'),
);
const schemes12 = codes(SignatureScheme, (name) =>
  /^(ecdsa_(sha|md5|secp)|rsa_pss|rsa_pkcs1_(md5|sha\d+$)|dsa|ed\d|gost.*_intrinsic)/.test(name),
);

export function signatureSchemesOf(version: ProtocolVersion): readonly number[] {
  return version === 'TLSv1.3' ? schemes13 : schemes12;
}

/** For the signatures in certificates: whatever there is, so that what is asked of the handshake's signature does not cost the certificate. */
export const certificateSignatureSchemes: readonly number[] = codes(SignatureScheme, () => true);

/**
 * A hello in one version alone. What else it offers is everything, with what this server has not shown yet to the front: where the client's order counts, the answer
 * tells more than was asked. In TLS 1.3 it brings no key share, so that the server names its group, and with it the suite, without any key being made.
 */
export function offerIn(session: Session, version: ProtocolVersion, change: Partial<HelloOffer>): HelloOffer {
  const { seen } = session;
  const common = {
    random: randomOctets(32),
    legacyVersion: Math.min(versionCode(version), versionCode('TLSv1.2')),
    cipherSuites: suitesOf(version),
    serverName: session.serverName,
    groups: unseenFirst(groupsOf(version), seen.groups(version)),
  };
  if (version === 'TLSv1.3') {
    return {
      ...common,
      sessionId: randomOctets(32),
      supportedVersions: [versionCode(version)],
      keyShares: [],
      signatureSchemes: [...signatureSchemesOf(version), ...certificates13],
      ...change,
    };
  }
  const extensions = { extendedMasterSecret: true, renegotiationInfo: true };
  if (version !== 'TLSv1.2') return { ...common, ...extensions, ...change };
  const signatureSchemes = unseenFirst(signatureSchemesOf(version), seen.signatureSchemes(version));
  return { ...common, ...extensions, signatureSchemes, ...change };
}

/** What TLS 1.3 allows in certificates alone (RFC 8446 §4.2.3). */
const certificates13 = [
  SignatureScheme.rsa_pkcs1_sha256,
  SignatureScheme.rsa_pkcs1_sha384,
  SignatureScheme.rsa_pkcs1_sha512,
  SignatureScheme.rsa_pkcs1_sha1,
  SignatureScheme.ecdsa_sha1,
];

function unseenFirst(all: readonly number[], seen: readonly number[]): readonly number[] {
  return [...all.filter((code) => !seen.includes(code)), ...seen];
}

/** The suites that were found to be accepted, for a hello that asks about something else; all, where none were asked for. */
export function acceptedSuites({ found }: Session, version: ProtocolVersion): readonly number[] {
  const accepted = found.details.cipherSuites?.[version]?.accepted ?? [];
  const codes = accepted.map((name) => (CipherSuite as Readonly<Record<string, number>>)[name] ?? Number(name));
  return codes.length > 0 ? codes : suitesOf(version);
}
