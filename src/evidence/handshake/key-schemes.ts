import type { Certificate } from '../../model/certificate.ts';
import type { ProtocolVersion } from '../../model/protocol-version.ts';
import type { ServerEngine } from './server-offer.ts';

/** Bits that a key needs for a signature with RSA-PSS: twice the hash and two octets (RFC 8017 §9.1.1). */
const pssBits: Readonly<Record<string, number>> = { sha256: 528, sha384: 784, sha512: 1040 };

const schemeOfCurve: Readonly<Record<string, string>> = {
  'P-256': 'ecdsa_secp256r1_sha256',
  'P-384': 'ecdsa_secp384r1_sha384',
  'P-521': 'ecdsa_secp521r1_sha512',
  brainpoolP256r1: 'ecdsa_brainpoolP256r1tls13_sha256',
  brainpoolP384r1: 'ecdsa_brainpoolP384r1tls13_sha384',
  brainpoolP512r1: 'ecdsa_brainpoolP512r1tls13_sha512',
};

/** `RSA 2048`, `ECDSA P-256`, `Ed25519`. */
export function keyTitle({ publicKey: { algorithm, bits, curve } }: Certificate): string {
  return curve !== null ? `ECDSA ${curve}` : algorithm.startsWith('RSA') && bits !== null ? `${algorithm} ${bits}` : algorithm;
}

/** Curves as groups are called. */
export const groupOfCurve: Readonly<Record<string, string>> = {
  'P-224': 'secp224r1',
  'P-256': 'secp256r1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
  brainpoolP256r1: 'brainpoolP256r1',
  brainpoolP384r1: 'brainpoolP384r1',
  brainpoolP512r1: 'brainpoolP512r1',
};

/** The signature schemes, of those given, that the key of a certificate can sign a handshake of that version with. */
export function schemesOfKey(
  { publicKey: { algorithm, bits, curve } }: Certificate,
  version: ProtocolVersion,
  schemes: readonly string[],
  engine: ServerEngine,
): readonly string[] {
  switch (algorithm) {
    case 'RSA':
      return schemes.filter(
        (scheme) =>
          (scheme.startsWith('rsa_pss_rsae_') && longEnough(scheme, bits)) || (version !== 'TLSv1.3' && scheme.startsWith('rsa_pkcs1_')),
      );
    case 'RSA-PSS':
      return schemes.filter((scheme) => scheme.startsWith('rsa_pss_pss_') && longEnough(scheme, bits));
    case 'EC': {
      const own = schemeOfCurve[curve ?? ''];
      // JSSE ties each scheme to its curve in TLS 1.2 as well; OpenSSL asks only that the curve's own is among them.
      const anyHash = version !== 'TLSv1.3' && engine.kind === 'openssl' && schemes.includes(own ?? '');
      return schemes.filter((scheme) => (anyHash ? scheme.startsWith('ecdsa_') && !scheme.includes('brainpool') : scheme === own));
    }
    case 'Ed25519':
    case 'Ed448':
      return schemes.filter((scheme) => scheme === algorithm.toLowerCase());
    default:
      return [];
  }
}

function longEnough(scheme: string, bits: number | null): boolean {
  const hash = scheme.slice(scheme.lastIndexOf('_') + 1);
  return bits === null || bits >= (pssBits[hash] ?? 0);
}
