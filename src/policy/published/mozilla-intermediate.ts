import type { Policy } from '../../model/policy.ts';
import { certificateHash, groups, hsts, tls13CipherSuites } from './mozilla-common.ts';

/** Mozilla Server Side TLS, intermediate, 6.0 (2026-04-06). */
export const mozillaIntermediate: Policy = {
  schema: 'handclasp.policy/1',
  name: 'mozilla-intermediate',
  title: 'Mozilla Server Side TLS, intermediate',
  edition: '6.0 (2026-04-06)',
  source: 'https://ssl-config.mozilla.org/guidelines/6.0.json',
  provenance: 'primary',
  requirements: [
    {
      id: 'protocol-versions',
      level: 'must',
      title: 'Only TLS 1.3 and TLS 1.2 are accepted',
      check: {
        kind: 'protocol-versions',
        allow: ['TLSv1.3', 'TLSv1.2'],
        require: ['TLSv1.3'],
      },
    },
    tls13CipherSuites,
    {
      id: 'tls12-cipher-suites',
      level: 'must',
      title: 'Only the listed cipher suites of TLS 1.2 are accepted',
      check: {
        kind: 'cipher-suites',
        version: 'TLSv1.2',
        allow: [
          'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
          'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
          'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
          'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
          'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
          'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
        ],
      },
    },
    groups,
    {
      id: 'public-key',
      level: 'must',
      title: 'The certificate has an ECDSA key on P-256 or P-384, or an RSA key of at least 2,048 bits',
      check: {
        kind: 'public-key',
        of: 'leaf',
        algorithms: ['EC', 'RSA'],
        curves: ['P-256', 'P-384'],
        rsaBits: 2048,
      },
    },
    certificateHash,
    {
      id: 'validity',
      level: 'must',
      title: 'The certificate is valid for at most 366 days',
      check: {
        kind: 'validity',
        days: 366,
      },
    },
    {
      id: 'validity-recommended',
      level: 'should',
      title: 'The certificate is valid for at most 90 days',
      check: {
        kind: 'validity',
        days: 90,
      },
    },
    {
      id: 'suite-order',
      level: 'should',
      title: 'The client decides on the cipher suite',
      check: {
        kind: 'suite-order',
        decides: 'client',
      },
    },
    {
      id: 'ocsp-stapling',
      level: 'should',
      title: 'The server staples an OCSP response',
      when: {
        publicRoot: true,
      },
      check: {
        kind: 'features',
        require: ['status_request'],
      },
    },
    hsts,
  ],
};
