import type { LogLine } from './log-line.ts';

/** What the command-line tools of Elasticsearch say of a node that they connect to. The exception behind it tells more. */
export const tools: readonly LogLine[] = [
  {
    texts: [
      [
        'Failed to establish SSL connection to elasticsearch at',
        'ERROR: Failed to establish SSL connection to elasticsearch at https://127.0.0.1:9200/_security/_authenticate?pretty.',
      ],
      [
        'the elasticsearch SSL settings under xpack.security.http.ssl',
        'Please check the elasticsearch SSL settings under xpack.security.http.ssl.',
      ],
      [/SSL connection to https:\S{1,400} failed:/, 'SSL connection to https://127.0.0.1:9200/_security/_authenticate?pretty failed:'],
    ],
    writtenBy: ['elasticsearch-tool'],
    role: 'client',
    connection: 'http',
    refusedBy: 'this-node',
    rule: 'trust-unknown-issuer',
    alternatives: ['san-ip-missing', 'san-name-mismatch', 'leaf-expired', 'http-plaintext'],
  },
  {
    texts: [
      [
        'Unable to communicate with the node on',
        'Unable to communicate with the node on https://192.168.65.101:9200/_security/enroll/node. Error was No route to host',
      ],
      [
        'Could not communicate with the node on any of the addresses from the enrollment token',
        'Aborting enrolling to cluster. Could not communicate with the node on any of the addresses from the enrollment token. All of [192.168.65.101:9200] were attempted., with exit code 69',
      ],
    ],
    writtenBy: ['elasticsearch-tool', 'elasticsearch-8', 'elasticsearch-9'],
    role: 'client',
    connection: 'http',
    refusedBy: null,
    rule: 'san-stale-after-move',
    alternatives: ['enrollment-impossible'],
  },
];
