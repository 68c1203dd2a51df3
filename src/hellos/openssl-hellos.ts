import { nodeSuites12, nodeSuites13 } from '../elastic/node-suites.ts';
import type { HelloContent, RecordedHello } from './recorded-hello.ts';

/** Python's own list, which it sets whatever its OpenSSL has by default. */
const pythonSuites = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256',
  'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256',
];

/** OpenSSL 3.5 puts the Brainpool curves of TLS 1.3 and ML-DSA among them. */
const schemes35 = [
  'mldsa65',
  'mldsa87',
  'mldsa44',
  'ecdsa_secp256r1_sha256',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp521r1_sha512',
  'ed25519',
  'ed448',
  'ecdsa_brainpoolP256r1tls13_sha256',
  'ecdsa_brainpoolP384r1tls13_sha384',
  'ecdsa_brainpoolP512r1tls13_sha512',
  'rsa_pss_pss_sha256',
  'rsa_pss_pss_sha384',
  'rsa_pss_pss_sha512',
  'rsa_pss_rsae_sha256',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha512',
  'rsa_pkcs1_sha256',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha512',
  'ecdsa_sha224',
  'rsa_pkcs1_sha224',
  'dsa_sha224',
  'dsa_sha256',
  'dsa_sha384',
  'dsa_sha512',
];

const schemes30 = schemes35.filter((scheme) => !/mldsa|brainpool/.test(scheme));

const openssl30: Omit<HelloContent, 'cipherSuites'> = {
  versions: ['TLSv1.3', 'TLSv1.2'],
  groups: ['x25519', 'secp256r1', 'x448', 'secp521r1', 'secp384r1', 'ffdhe2048', 'ffdhe3072', 'ffdhe4096', 'ffdhe6144', 'ffdhe8192'],
  keyShares: ['x25519'],
  signatureSchemes: schemes30,
  certificateSignatureSchemes: null,
};

const openssl35: Omit<HelloContent, 'cipherSuites'> = {
  ...openssl30,
  groups: ['X25519MLKEM768', 'x25519', 'secp256r1', 'x448', 'secp384r1', 'secp521r1', 'ffdhe2048', 'ffdhe3072'],
  keyShares: ['X25519MLKEM768', 'x25519'],
  signatureSchemes: schemes35,
};

const nodeSuites = [...nodeSuites13, ...nodeSuites12];

const node30: HelloContent = { ...openssl30, cipherSuites: nodeSuites };

/** Security level 2 of OpenSSL 3.2 and later has no CCM with a short tag. */
const node35: HelloContent = { ...openssl35, cipherSuites: nodeSuites.filter((suite) => !suite.endsWith('_CCM_8')) };

/** Node.js, so Kibana, and Python: whoever is on OpenSSL. */
export const opensslHellos: readonly RecordedHello[] = [
  { ...node30, id: 'node20', title: 'Node.js 20', from: 'captured', source: 'Node.js 20.20.2, OpenSSL 3.0.19' },
  { ...node30, id: 'node22-openssl3.0', title: 'Node.js 22 before 22.20', from: 'captured', source: 'Node.js 22.17.1, OpenSSL 3.0.16' },
  { ...node35, id: 'node22', title: 'Node.js 22', from: 'captured', source: 'Node.js 22.23.5, OpenSSL 3.5.9' },
  { ...node35, id: 'node24', title: 'Node.js 24', from: 'captured', source: 'Node.js 24.22.3, OpenSSL 3.5.9' },
  { ...node35, id: 'node26', title: 'Node.js 26', from: 'captured', source: 'Node.js 26.12.1, OpenSSL 3.5.9' },
  {
    ...openssl30,
    cipherSuites: pythonSuites,
    id: 'python-openssl3.0',
    title: 'Python on OpenSSL 3.0',
    from: 'captured',
    source: 'Python 3.11.7, OpenSSL 3.0.19',
  },
  {
    ...openssl35,
    cipherSuites: pythonSuites,
    id: 'python-openssl3.5',
    title: 'Python on OpenSSL 3.5',
    from: 'source',
    source: "Python's own suites, and what OpenSSL 3.5 offers by default, as captured from Node.js 24",
  },
];
