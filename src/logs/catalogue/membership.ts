import type { LogLine } from './log-line.ts';

/** What keeps nodes apart after TLS, and what a node says that finds nobody. */
export const membership: readonly LogLine[] = [
  {
    texts: [
      [
        /remote cluster name \[[^\]\n]{0,400}\] does not match local cluster name \[/,
        'handshake with [{10.0.0.11:9300}] failed: remote cluster name [acme] does not match local cluster name [elsewhere]',
      ],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    role: 'client',
    connection: 'transport',
    refusedBy: 'this-node',
    rule: 'cluster-name-mismatch',
  },
  {
    texts: [
      [
        'Rejecting unreadable transport handshake',
        'Rejecting unreadable transport handshake from remote node with version [8.8.0] received on',
      ],
      ['is incompatible with local node version', 'remote node version [6.8.23] is incompatible with local node version [8.19.21]'],
      [
        'may not join a cluster comprising only nodes of version',
        'node version [7.17.0] may not join a cluster comprising only nodes of version [8.19.21] or greater',
      ],
      [
        'incompatible wire format',
        'remote node [es01] is build [b2ae3f8] of version [7.17.0] but this node is build [c3f1e5d] of version [7.17.29] which has an incompatible wire format',
      ],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    connection: 'transport',
    refusedBy: 'this-node',
    rule: 'node-version-incompatible',
  },
  {
    // All that a node says whose seed hosts are HTTP ports.
    texts: [
      [
        /not discovered (?:or elected )?yet[\s\S]{0,8000}will continue using \[(?:[^\s,\]]+:92\d\d(?:, )?)+\] from hosts providers/,
        'master not discovered yet; discovery will continue using [es01:9200] from hosts providers',
      ],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    role: 'client',
    connection: 'transport',
    refusedBy: null,
    goesOn: 'finds no other node where it looks for them',
    rule: 'seed-host-is-http-port',
    alternatives: ['seed-host-unreachable'],
  },
];

/** Said of a join whatever the reason, so that what tells the reason comes first. */
export const failedJoins: readonly LogLine[] = [
  {
    texts: [
      [
        'but could not connect back to the joining node',
        'received join request from [{es02}{Yf1lmzuiR22cPjhUXHhNZg}{_xUVjlkkQm-_GfTKvuCCUg}{es02}{10.0.0.12}{10.0.0.12:9300}{cdfhilmrstw}] but could not connect back to the joining node',
      ],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    role: 'client',
    connection: 'transport',
    refusedBy: 'this-node',
    rule: 'san-publish-address-missing',
    alternatives: ['eku-missing-serverauth', 'seed-host-unreachable'],
  },
];
