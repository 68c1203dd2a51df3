import type { LogLine } from './log-line.ts';

const monitor = { from: null, by: 'a health check or a monitor that speaks HTTP or plain TCP' } as const;
const triesTls = { from: 'glance', by: 'a client that tries TLS on a port without' } as const;

/** One side speaks TLS and the other does not, or another protocol. */
export const wrongProtocol: readonly LogLine[] = [
  {
    texts: [
      ['received plaintext traffic on an encrypted channel', 'received plaintext traffic on an encrypted channel, closing connection'],
    ],
    writtenBy: ['elasticsearch'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'transport-mixed-tls',
    related: ['transport-plaintext'],
    leftBy: monitor,
  },
  {
    texts: [
      ['received plaintext http traffic on an https channel', 'received plaintext http traffic on an https channel, closing connection'],
    ],
    writtenBy: ['elasticsearch'],
    role: 'server',
    connection: 'http',
    refusedBy: 'this-node',
    rule: 'plain-clients-on-https',
    related: ['kibana-es-scheme-mismatch', 'http-plaintext'],
    leftBy: monitor,
  },
  {
    texts: [
      [
        'SSL/TLS request received but SSL/TLS is not enabled on this node',
        'SSL/TLS request received but SSL/TLS is not enabled on this node, got (16,3,1,1)',
      ],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'transport-mixed-tls',
    related: ['transport-plaintext'],
    leftBy: triesTls,
  },
  {
    texts: [
      [
        'received HTTP response on transport port',
        'received HTTP response on transport port, ensure that transport port (not HTTP port) of a remote node is specified in the configuration',
      ],
      ['not an SSL/TLS record: 48545450', 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 485454502f312e3020343030'],
      ['invalid internal transport message format, got (48,54,54,50', 'invalid internal transport message format, got (48,54,54,50)'],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    role: 'client',
    refusedBy: 'this-node',
    rule: 'seed-host-is-http-port',
  },
  {
    texts: [['not an SSL/TLS record: 4553', 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 4553000000310000']],
    writtenBy: ['elasticsearch', 'opensearch'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'transport-mixed-tls',
    related: ['transport-plaintext'],
  },
  {
    // GET, POST, HEAD, PUT, OPTIONS, DELETE, and the line of a proxy that HAProxy puts before.
    texts: [
      ['not an SSL/TLS record: 474554', 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 474554202f20485454502f312e31'],
      ['not an SSL/TLS record: 504f5354', 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 504f5354202f5f62756c6b'],
      ['not an SSL/TLS record: 48454144', 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 48454144202f2048545450'],
      ['not an SSL/TLS record: 505554', 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 505554202f696e646578'],
      ['not an SSL/TLS record: 4f5054', 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 4f5054494f4e53202f2048'],
      ['not an SSL/TLS record: 44454c', 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 44454c455445202f696e64'],
      ['not an SSL/TLS record: 50524f5859', 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 50524f58592054435034'],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'plain-clients-on-https',
    related: ['transport-mixed-tls'],
    leftBy: monitor,
  },
  {
    texts: [[/not an SSL\/TLS record(?!: 4553)/, 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 0a']],
    writtenBy: ['elasticsearch', 'opensearch', 'logstash'],
    refusedBy: 'this-node',
    rule: 'transport-mixed-tls',
    alternatives: ['seed-host-is-http-port', 'plain-clients-on-https'],
    leftBy: monitor,
  },
  {
    texts: [['invalid internal transport message format, got (16,3,', 'invalid internal transport message format, got (16,3,1,1)']],
    writtenBy: ['elasticsearch-7', 'opensearch'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'transport-mixed-tls',
    related: ['transport-plaintext'],
    leftBy: triesTls,
  },
  {
    texts: [['invalid internal transport message format, got', 'invalid internal transport message format, got (d,5c,a5,ee)']],
    writtenBy: ['elasticsearch', 'opensearch'],
    refusedBy: 'this-node',
    rule: 'transport-plaintext',
    alternatives: ['seed-host-is-http-port'],
    related: ['transport-mixed-tls'],
  },
  {
    // What a transport port without TLS answers to who speaks HTTP.
    texts: ['This is not an HTTP port'],
    writtenBy: ['elasticsearch', 'opensearch'],
    role: 'client',
    refusedBy: 'peer',
    rule: 'transport-plaintext',
    alternatives: ['kibana-es-scheme-mismatch'],
  },
  {
    texts: [
      ['invalid version format', 'java.lang.IllegalArgumentException: invalid version format: -1.0'],
      ['text is empty (possibly HTTP/0.9)', 'java.lang.IllegalArgumentException: text is empty (possibly HTTP/0.9)'],
      ['IllegalArgumentException: empty text', 'java.lang.IllegalArgumentException: empty text'],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    role: 'server',
    connection: 'http',
    refusedBy: 'this-node',
    rule: 'http-plaintext',
    related: ['kibana-es-scheme-mismatch'],
    leftBy: triesTls,
  },
  {
    texts: [
      [
        'missing authentication credentials for action [cluster:internal/remote_cluster/',
        'missing authentication credentials for action [cluster:internal/remote_cluster/handshake]',
      ],
      [
        'requires channel profile to be [_remote_cluster], but got [',
        'requires channel profile to be [_remote_cluster], but got [default]',
      ],
    ],
    writtenBy: ['elasticsearch-8', 'elasticsearch-9'],
    connection: 'remote-cluster',
    refusedBy: 'peer',
    rule: 'remote-port-model-mismatch',
  },
  {
    texts: [
      ['Unsupported or unrecognized SSL message', 'javax.net.ssl.SSLException: Unsupported or unrecognized SSL message'],
      ['Unrecognized SSL message, plaintext connection?', 'javax.net.ssl.SSLException: Unrecognized SSL message, plaintext connection?'],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'http-plaintext',
    alternatives: ['transport-mixed-tls', 'plain-clients-on-https'],
  },
  {
    texts: [
      ['wrong version number', 'write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number'],
      ['packet length too long', 'write EPROTO 80:error:0A0000C6:SSL routines:ssl3_get_record:packet length too long'],
      ['ERR_SSL_WRONG_VERSION_NUMBER', "code: 'ERR_SSL_WRONG_VERSION_NUMBER'"],
      ['ERR_SSL_PACKET_LENGTH_TOO_LONG', "code: 'ERR_SSL_PACKET_LENGTH_TOO_LONG'"],
    ],
    writtenBy: ['openssl'],
    role: 'client',
    refusedBy: 'this-node',
    rule: 'kibana-es-scheme-mismatch',
    related: ['http-plaintext'],
  },
  {
    texts: [
      ['SSL routines:ssl3_get_record:http request', 'error:0A00009C:SSL routines:ssl3_get_record:http request'],
      ['SSL routines::http request', 'error:0A00009C:SSL routines::http request'],
      ['ERR_SSL_HTTP_REQUEST', "code: 'ERR_SSL_HTTP_REQUEST'"],
    ],
    writtenBy: ['openssl', 'node'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'plain-clients-on-https',
  },
];
