import type { Certificate } from '../../model/certificate.ts';
import type { HandshakeFault } from '../../model/handshake-prediction.ts';
import type { ServerOffer } from './server-offer.ts';

/** What keeps a server from presenting its own chain to this client; null where nothing does. */
export function ownChainFault({ engine, chain }: ServerOffer, accepted: readonly string[]): HandshakeFault | null {
  if (engine.kind === 'jsse') return engine.jdk < 26 ? null : heldBack(chain, accepted, engine.jdk);
  return notLoaded(chain, engine.node);
}

/**
 * JDK 26 (JDK-8359956): the key manager SunX509 checks each certificate of an entry, a self-signed root as well, by the signature algorithms that the peer accepts in certificates,
 * and passes the entry over where one does not fit.
 */
export function heldBack(chain: readonly Certificate[], accepted: readonly string[], jdk: number): HandshakeFault | null {
  const bad = chain.find(({ signatureAlgorithm }) => !accepted.some((scheme) => algorithmOf(scheme) === javaName(signatureAlgorithm)));
  if (bad === undefined) return null;
  const { subject, signatureAlgorithm, selfSigned } = bad;
  return { code: 'own-chain-held-back', subject, algorithm: signatureAlgorithm, isRoot: selfSigned, runtime: `JDK ${jdk}` };
}

/** A scheme by the name that Java has for its algorithm, as its constraints compare them: `SHA256withRSA`. */
function algorithmOf(scheme: string): string {
  if (/^ed(25519|448)$/.test(scheme)) return scheme;
  if (scheme.startsWith('rsa_pss_')) return 'rsa-pss';
  const hash = scheme.slice(scheme.lastIndexOf('_') + 1);
  return `${hash} ${scheme.startsWith('rsa_') ? 'rsa' : scheme.startsWith('dsa_') ? 'dsa' : 'ecdsa'}`;
}

/** The same of a certificate's signature, whose name is OpenSSL's. */
function javaName(algorithm: string): string {
  const lower = algorithm.toLowerCase();
  if (/^ed(25519|448)$/.test(lower)) return lower;
  if (lower === 'rsassapss') return 'rsa-pss';
  const hash = /(?:sha|md)\d+/.exec(lower)?.[0] ?? lower;
  return `${hash} ${lower.includes('ecdsa') ? 'ecdsa' : lower.startsWith('dsa') ? 'dsa' : 'rsa'}`;
}

/** OpenSSL checks what it is given to serve when it is given: by its security level, and before 3.5 the signatures below the root. */
function notLoaded(
  chain: readonly Certificate[],
  node: Extract<ServerOffer['engine'], { readonly kind: 'openssl' }>['node'],
): HandshakeFault | null {
  const runtime = nodeTitles[node];
  const shortest = node === 'node24' || node === 'node26' ? 1963 : 920;
  const short = chain.find(({ publicKey: { algorithm, bits } }) => algorithm.startsWith('RSA') && bits !== null && bits < shortest);
  if (short !== undefined) return { code: 'own-certificate-not-loaded', subject: short.subject, runtime, weakness: 'key-too-short' };
  if (node !== 'node20' && node !== 'node22-openssl3.0') return null;
  const weak = chain.find(({ selfSigned, signatureAlgorithm }) => !selfSigned && /sha1|md5/i.test(signatureAlgorithm));
  return weak === undefined ? null : { code: 'own-certificate-not-loaded', subject: weak.subject, runtime, weakness: 'weak-signature' };
}

export const nodeTitles: Readonly<Record<Extract<ServerOffer['engine'], { readonly kind: 'openssl' }>['node'], string>> = {
  node20: 'Node.js 20',
  'node22-openssl3.0': 'Node.js 22 before 22.20',
  node22: 'Node.js 22',
  node24: 'Node.js 24',
  node26: 'Node.js 26',
};
