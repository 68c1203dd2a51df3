import type { LocalLimit } from '../local-limit.ts';

/** What a certificate is not believed for: codes of OpenSSL (openssl-verify(1)) and Node (node:tls). */
export const certificateDoubts = [
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'CERT_SIGNATURE_FAILURE',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_CHAIN_TOO_LONG',
  'CERT_REVOKED',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNSPECIFIED',
] as const;

export type CertificateDoubt = (typeof certificateDoubts)[number];

/** Privileges that the questions of handclasp, and of the tools whose archives it reads, take. */
export const clusterPrivileges = ['monitor', 'manage', 'manage_security', 'read_security', 'monitor_stats'] as const;

export type ClusterPrivilege = (typeof clusterPrivileges)[number];

/** Why a question to the REST API has no answer. */
export type ApiRefusal =
  | { readonly code: 'no-such-question'; readonly status: number }
  | { readonly code: 'credentials-wanted' | 'api-key-not-taken' | 'too-busy' | 'no-master' }
  | { readonly code: 'user-not-taken'; readonly user: string }
  /** `privilege`: the least of the cluster privileges that the answer names; absent where it names none. */
  | { readonly code: 'privilege-lacking'; readonly of: 'user' | 'api-key'; readonly privilege?: ClusterPrivilege }
  /** `type`: the product's own word for the error; null where it gave none. */
  | { readonly code: 'not-available'; readonly type: string | null }
  | { readonly code: 'other-status'; readonly status: number; readonly type: string | null }
  | { readonly code: 'redirect'; readonly status: number }
  | { readonly code: 'not-json'; readonly status: number; readonly contentType: string | null }
  /** Its answer has another shape than that of Elasticsearch. */
  | { readonly code: 'other-shape' }
  | { readonly code: 'answer-incomplete'; readonly afterMs: number }
  | { readonly code: 'local-limit'; readonly limit: LocalLimit }
  | { readonly code: 'certificate-doubted'; readonly doubt: CertificateDoubt }
  /** `error`: the code of Node or OpenSSL, without `ERR_SSL_`. */
  | { readonly code: 'tls-failed'; readonly error: string }
  | { readonly code: 'not-http' }
  | { readonly code: 'connect-refused' | 'connect-reset' | 'connect-closed' | 'closed-before-answer' | 'connect-gave-up' }
  | { readonly code: 'connect-timeout'; readonly afterMs: number }
  | { readonly code: 'no-route-to-host' | 'no-route-to-network' | 'no-such-name' | 'no-name-for-now' }
  | { readonly code: 'answer-silent' | 'answer-stalled'; readonly afterMs: number }
  | { readonly code: 'answer-too-large' | 'answer-head-too-large' | 'answer-cut-short' }
  /** `error`: the code of the library or the system; empty where there was none. */
  | { readonly code: 'no-answer'; readonly error: string }
  | { readonly code: 'zone-in-address' | 'credentials-in-clear' | 'no-trust-to-verify-by' }
  /** Of members: no node was asked. */
  | { readonly code: 'members-not-asked' }
  /** The saved run did not ask it. */
  | { readonly code: 'not-saved' }
  /** Of a saved run of an earlier release, which has the sentence alone. */
  | { readonly code: 'as-saved'; readonly text: string };
