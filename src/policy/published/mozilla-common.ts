import type { PolicyRequirement } from '../../model/policy.ts';

/* What Mozilla asks for at both levels. */

export const tls13CipherSuites: PolicyRequirement = {
  id: 'tls13-cipher-suites',
  level: 'must',
  title: 'Only the listed cipher suites of TLS 1.3 are accepted',
  check: {
    kind: 'cipher-suites',
    version: 'TLSv1.3',
    allow: ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
  },
};

export const groups: PolicyRequirement = {
  id: 'groups',
  level: 'must',
  title: 'Only the listed groups are accepted for the key exchange',
  check: {
    kind: 'groups',
    allow: ['X25519MLKEM768', 'x25519', 'secp256r1', 'secp384r1'],
  },
};

export const certificateHash: PolicyRequirement = {
  id: 'certificate-hash',
  level: 'must',
  title: 'Certificates are signed with SHA-256 or better',
  check: {
    kind: 'certificate-hash',
    allow: ['SHA256', 'SHA384', 'SHA512'],
  },
};

export const hsts: PolicyRequirement = {
  id: 'hsts',
  level: 'should',
  title: 'The server sends Strict-Transport-Security for at least two years',
  channels: ['kibana'],
  check: {
    kind: 'by-hand',
  },
};
