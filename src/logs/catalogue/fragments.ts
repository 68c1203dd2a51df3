import type { LogLine } from './log-line.ts';

/** Pieces that people search for, and that are in lines with another reason as well. */
export const fragments: readonly LogLine[] = [
  {
    texts: ['failed to establish trust with server', 'failed to establish trust with client'],
    writtenBy: ['elasticsearch'],
    refusedBy: 'this-node',
    rule: 'trust-unknown-issuer',
    alternatives: ['trust-lookalike-ca', 'trust-one-way', 'remote-trust-missing', 'leaf-expired', 'san-name-mismatch'],
    fragment: true,
  },
  {
    texts: ['JDK-trusted-certs', [/trusts \[\d{2,4}\] other issuers/, 'trusts [144] other issuers']],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'transport-trusts-public-cas',
    fragment: true,
  },
  {
    texts: ['Elasticsearch security auto-configuration transport CA'],
    writtenBy: ['elasticsearch-8', 'elasticsearch-9'],
    refusedBy: null,
    rule: 'autoconfig-separate-clusters',
    fragment: true,
  },
  {
    texts: ['master not discovered yet', 'cluster-manager not discovered yet'],
    writtenBy: ['elasticsearch', 'opensearch'],
    refusedBy: null,
    rule: 'seed-host-unreachable',
    alternatives: ['seed-hosts-missing', 'seed-host-is-http-port', 'transport-mixed-tls'],
    fragment: true,
  },
  {
    texts: ['connect_exception', 'Connection refused', 'failed to resolve host'],
    writtenBy: ['elasticsearch', 'opensearch'],
    refusedBy: null,
    rule: 'seed-host-unreachable',
    alternatives: ['remote-cluster-server-disabled'],
    fragment: true,
  },
  {
    texts: ['handshake failed'],
    writtenBy: ['elasticsearch', 'opensearch'],
    refusedBy: null,
    rule: 'no-common-protocol',
    alternatives: ['no-common-cipher', 'cluster-name-mismatch'],
    fragment: true,
  },
];
