import { aes13, chaCha13, ecdheCbc, ecdheChaCha20, ecdheGcm, rsaKeyTransport } from '../../elastic/default-suites.ts';

/** The first number of a release; null where there is none. */
export function majorOf(version: string | null): number | null {
  const major = /^(\d+)\./.exec(version ?? '')?.[1];
  return major === undefined ? null : Number(major);
}

/** Whether a release is at least another; null where it is not known. */
export function atLeastVersion(version: string | null, major: number, minor: number): boolean | null {
  const parts = /^(\d+)\.(\d+)/.exec(version ?? '');
  if (parts === null) return null;
  const [, a, b] = parts.map(Number);
  return (a ?? 0) > major || ((a ?? 0) === major && (b ?? 0) >= minor);
}

/** `supported_protocols` where it is not set (Elasticsearch dropped TLSv1.1 from the list in 9.0). */
export function defaultProtocols(version: string | null): readonly string[] {
  const major = majorOf(version);
  return major !== null && major < 9 ? ['TLSv1.3', 'TLSv1.2', 'TLSv1.1'] : ['TLSv1.3', 'TLSv1.2'];
}

const ephemeral = [...aes13, chaCha13, ...ecdheGcm, ...ecdheChaCha20, ...ecdheCbc];

/** `cipher_suites` where it is not set, in order. Suites without forward secrecy went with Java 24, which 9.x brings. */
export function defaultCipherSuites(version: string | null): readonly string[] {
  const major = majorOf(version);
  return major !== null && major < 9 ? [...ephemeral, ...rsaKeyTransport] : ephemeral;
}

/** Protocols that Elasticsearch knows the names of; one that the JVM has disabled is taken and has no effect. */
export const knownProtocols = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'SSLv3', 'SSLv2', 'SSLv2Hello'] as const;

/** What may stand under `xpack.security.transport.ssl.` and its like. */
export const sslKeys = {
  common: [
    'enabled',
    'client_authentication',
    'verification_mode',
    'supported_protocols',
    'cipher_suites',
    'certificate',
    'certificate_authorities',
    'key',
    'keystore.path',
    'keystore.type',
    'keystore.algorithm',
    'truststore.path',
    'truststore.type',
    'truststore.algorithm',
    'trust_restrictions.path',
    'trust_restrictions.x509_fields',
  ],
  /** Only in elasticsearch.keystore. */
  secure: ['keystore.secure_password', 'keystore.secure_key_password', 'truststore.secure_password', 'secure_key_passphrase'],
  /** In elasticsearch.yml; the remote-cluster contexts never had them. */
  legacy: ['keystore.password', 'keystore.key_password', 'truststore.password', 'key_passphrase'],
} as const;
