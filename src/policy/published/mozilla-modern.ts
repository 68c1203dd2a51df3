import type { Policy } from '../../model/policy.ts';
import { certificateHash, groups, hsts, tls13CipherSuites } from './mozilla-common.ts';

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
    tls13CipherSuites,
    groups,
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
    certificateHash,
    {
      id: 'validity',
      level: 'must',
      title: 'The certificate is valid for at most 90 days',
      check: {
        kind: 'validity',
        days: 90,
      },
    },
    hsts,
  ],
};
