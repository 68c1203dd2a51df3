import { aes13, chaCha13, ecdheCbc, ecdheChaCha20, ecdheGcm } from '../../elastic/default-suites.ts';
import type { Runtime } from './tls-choice.ts';

/** Groups of the finite fields of RFC 7919, which JSSE and OpenSSL have alike. */
const ffdhe = ['ffdhe2048', 'ffdhe3072', 'ffdhe4096', 'ffdhe6144', 'ffdhe8192'];

/** What JSSE and OpenSSL sign handshakes with by default, those with SHA-1 and SHA-224 among them, which TLS 1.2 alone has. */
const signatureSchemes = [
  'ecdsa_secp256r1_sha256',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp521r1_sha512',
  'ed25519',
  'ed448',
  ...['rsae', 'pss'].flatMap((key) => ['sha256', 'sha384', 'sha512'].map((hash) => `rsa_pss_${key}_${hash}`)),
  'rsa_pkcs1_sha256',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha512',
  'ecdsa_sha224',
  'rsa_pkcs1_sha224',
  'ecdsa_sha1',
  'rsa_pkcs1_sha1',
];

/** Elasticsearch 8 and 9 on the JDK that it brings, before JDK 27. Suites without forward secrecy are left out, which JDK 24 and later do not have. */
export const elasticsearchRuntime: Runtime = {
  versions: ['TLSv1.3', 'TLSv1.2'],
  suites: { 'TLSv1.3': [...aes13, chaCha13], 'TLSv1.2': [...ecdheGcm, ...ecdheChaCha20, ...ecdheCbc] },
  groups: ['x25519', 'secp256r1', 'secp384r1', 'secp521r1', 'x448', ...ffdhe],
  signatureSchemes,
};

/** What Kibana takes by default, less what JSSE does not have: both ends are run by the same people. */
export const kibanaRuntime: Runtime = {
  versions: ['TLSv1.3', 'TLSv1.2'],
  suites: {
    'TLSv1.3': ['TLS_AES_256_GCM_SHA384', chaCha13, 'TLS_AES_128_GCM_SHA256'],
    'TLSv1.2': [...ecdheGcm, ...ecdheChaCha20, ...ecdheCbc],
  },
  groups: ['x25519', 'secp256r1', 'x448', 'secp521r1', 'secp384r1', ...ffdhe],
  signatureSchemes,
};

/** The suites of TLS 1.2 above as OpenSSL, and so Kibana, calls them; those of TLS 1.3 have one name. */
export const opensslNames: Readonly<Record<string, string>> = Object.fromEntries(
  [...ecdheGcm, ...ecdheChaCha20, ...ecdheCbc].map((suite) => [suite, opensslName(suite)]),
);

/** `TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384` is `ECDHE-RSA-AES256-GCM-SHA384`; CBC is not named. */
function opensslName(suite: string): string {
  return suite
    .replace(/^TLS_/, '')
    .replace('_WITH_', '_')
    .replace('_CBC', '')
    .replace('CHACHA20_POLY1305_SHA256', 'CHACHA20_POLY1305')
    .replace(/AES_(\d+)/, 'AES$1')
    .replaceAll('_', '-');
}

/** The groups above as OpenSSL calls them. */
export const opensslGroups: Readonly<Record<string, string>> = {
  x25519: 'X25519',
  x448: 'X448',
  secp256r1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};
