import type { LogLine } from './log-line.ts';

/** What Kibana says of an Elasticsearch that it does not reach, TLS aside. */
export const kibanaConnection: readonly LogLine[] = [
  {
    texts: [
      ['socket hang up', 'Unable to retrieve version information from Elasticsearch nodes. socket hang up'],
      ['other side closed', 'Unable to retrieve version information from Elasticsearch nodes. other side closed'],
    ],
    writtenBy: ['node'],
    role: 'client',
    refusedBy: 'peer',
    rule: 'kibana-es-scheme-mismatch',
    alternatives: ['http-client-cert-required-by-surprise'],
  },
  {
    texts: [
      ['ECONNREFUSED', 'Unable to retrieve version information from Elasticsearch nodes. connect ECONNREFUSED 10.0.0.12:9200'],
      ['ENOTFOUND', 'Unable to retrieve version information from Elasticsearch nodes. getaddrinfo ENOTFOUND es01'],
      ['connect ETIMEDOUT', 'Unable to retrieve version information from Elasticsearch nodes. connect ETIMEDOUT 10.0.0.12:9200'],
      ['EHOSTUNREACH', 'Unable to retrieve version information from Elasticsearch nodes. connect EHOSTUNREACH 10.0.0.12:9200'],
    ],
    product: 'kibana',
    writtenBy: ['node'],
    role: 'client',
    refusedBy: 'peer',
    rule: 'elasticsearch-host-unreachable',
  },
  {
    texts: [
      [
        'clocks are out of sync by at least',
        'Kibana and Elasticsearch clocks are out of sync by at least 61000ms. Kibana time: 2026-08-21T12:00:00.000Z; Elasticsearch time: 2026-08-21T11:58:59.000Z.',
      ],
      [
        'clocks are still out of sync by at least',
        'Kibana and Elasticsearch clocks are still out of sync by at least 61000ms. Kibana time: 2026-08-21T12:00:00.000Z; Elasticsearch time: 2026-08-21T11:58:59.000Z.',
      ],
    ],
    product: 'kibana',
    writtenBy: ['kibana'],
    role: 'client',
    connection: 'kibana-elasticsearch',
    refusedBy: null,
    goesOn: 'warns that its clock is another than that of Elasticsearch',
    warning: true,
    rule: 'clock-skew',
  },
];
