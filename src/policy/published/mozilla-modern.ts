import type { Policy } from '../../model/policy.ts';

/** Mozilla Server Side TLS, modern, 6.0 (2026-04-06). */
export const mozillaModern: Policy = {
  schema: 'handclasp.policy/1',
  name: 'mozilla-modern',
  title: 'Mozilla Server Side TLS, modern',
  edition: '6.0 (2026-04-06)',
  source: 'https://ssl-config.mozilla.org/guidelines/6.0.json',
  provenance: 'primary',
  requirements: [
    {
      id: 'protocol-versions',
      level: 'must',
      title: 'Only TLS 1.3 is accepted',
      check: {
        kind: 'protocol-versions',
        allow: ['TLSv1.3'],
        require: ['TLSv1.3'],
      },
    },
    {
      id: 'tls13-cipher-suites',
      level: 'must',
      title: 'Only the listed cipher suites of TLS 1.3 are accepted',
      check: {
        kind: 'cipher-suites',
        version: 'TLSv1.3',
        allow: ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
      },
    },
    {
      id: 'groups',
      level: 'must',
      title: 'Only the listed groups are accepted for the key exchange',
      check: {
        kind: 'groups',
        allow: ['X25519MLKEM768', 'x25519', 'secp256r1', 'secp384r1'],
      },
    },
    {
      id: 'public-key',
      level: 'must',
      title: 'The certificate has an ECDSA key on P-256 or P-384',
      check: {
        kind: 'public-key',
        of: 'leaf',
        algorithms: ['EC'],
        curves: ['P-256', 'P-384'],
      },
    },
    {
      id: 'certificate-hash',
      level: 'must',
      title: 'Certificates are signed with SHA-256 or better',
      check: {
        kind: 'certificate-hash',
        allow: ['SHA256', 'SHA384', 'SHA512'],
      },
    },
    {
      id: 'validity',
      level: 'must',
      title: 'The certificate is valid for at most 90 days',
      check: {
        kind: 'validity',
        days: 90,
      },
    },
    {
      id: 'hsts',
      level: 'should',
      title: 'The server sends Strict-Transport-Security for at least two years',
      channels: ['kibana'],
      check: {
        kind: 'by-hand',
      },
    },
  ],
};
