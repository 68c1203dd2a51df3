import type { Policy } from '../../model/policy.ts';

/** Post-quantum readiness, 2026-11. */
export const postQuantum: Policy = {
  schema: 'handclasp.policy/1',
  name: 'post-quantum',
  title: 'Post-quantum readiness',
  edition: '2026-11',
  source: 'https://www.rfc-editor.org/rfc/rfc9846',
  provenance: 'own',
  note: 'Dates: key establishment by 2030-12-31 (US EO 14412), no key agreement without a post-quantum part after 2031-12-31 (BSI TR-02102, 2026-01). Elasticsearch has hybrid groups from JDK 27 on, Kibana from Node.js 22.20 on.',
  requirements: [
    {
      id: 'tls13',
      level: 'must',
      title: 'TLS 1.3 is accepted',
      check: {
        kind: 'protocol-versions',
        allow: ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'SSLv3'],
        require: ['TLSv1.3'],
      },
    },
    {
      id: 'hybrid-group',
      level: 'must',
      title: 'A hybrid group is accepted for the key exchange',
      check: {
        kind: 'groups-accepted',
        anyOf: ['X25519MLKEM768', 'SecP256r1MLKEM768', 'SecP384r1MLKEM1024', 'curveSM2MLKEM768', 'MLKEM512', 'MLKEM768', 'MLKEM1024'],
      },
    },
    {
      id: 'post-quantum-signatures',
      level: 'should',
      title: 'Certificates have keys of a post-quantum algorithm',
      clause: 'US EO 14412: by 2031-12-31',
      check: {
        kind: 'by-hand',
      },
    },
  ],
};
