import type { LogLine } from './log-line.ts';

/** Versions, cipher suites, signature schemes and time: what is told before certificates are. */
export const negotiation: readonly LogLine[] = [
  {
    texts: [['no cipher suites in common', 'javax.net.ssl.SSLHandshakeException: no cipher suites in common']],
    writtenBy: ['jsse'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'no-common-cipher',
    related: ['sha1-handshake-signatures', 'ec-curve-unsupported'],
    leftBy: { from: 'standard', by: 'a client that asks for the cipher suites that are left' },
  },
  {
    texts: [
      ['No available authentication scheme', 'javax.net.ssl.SSLHandshakeException: (handshake_failure) No available authentication scheme'],
    ],
    writtenBy: ['jsse'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'no-common-cipher',
    alternatives: ['upgrade-jdk26-sha1-root', 'sha1-handshake-signatures', 'ec-curve-unsupported', 'weak-signature'],
    leftBy: { from: 'full', by: 'a client that asks for the signature schemes that are left' },
  },
  {
    texts: [['No supported signature algorithm for', 'javax.net.ssl.SSLHandshakeException: No supported signature algorithm for RSA key']],
    writtenBy: ['jsse'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'no-common-cipher',
    alternatives: ['sha1-handshake-signatures', 'weak-signature'],
    leftBy: { from: 'full', by: 'a client that asks for the signature schemes that are left, in TLS 1.2' },
  },
  {
    texts: [
      [
        'Unexpected key_share extension in HelloRetryRequest',
        'javax.net.ssl.SSLHandshakeException: Unexpected key_share extension in HelloRetryRequest',
      ],
    ],
    writtenBy: ['jsse'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'no-common-cipher',
    alternatives: ['ec-curve-unsupported'],
    leftBy: { from: 'full', by: 'a client that asks for the groups that are left' },
  },
  {
    texts: [
      [
        'is not enabled or supported in server context',
        'javax.net.ssl.SSLHandshakeException: Client requested protocol TLSv1.1 is not enabled or supported in server context',
      ],
      [
        /client supported protocol versions \[[^\]\n]{0,400}\] are not accepted/i,
        'javax.net.ssl.SSLHandshakeException: The client supported protocol versions [TLSv1.1, TLSv1] are not accepted by server preferences [TLSv1.3, TLSv1.2]',
      ],
    ],
    writtenBy: ['jsse'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'no-common-protocol',
    leftBy: { from: 'standard', by: 'a client that asks for older protocol versions' },
  },
  {
    texts: [
      [
        'No appropriate protocol',
        'javax.net.ssl.SSLHandshakeException: No appropriate protocol (protocol is disabled or cipher suites are inappropriate)',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'no-common-protocol',
    related: ['legacy-protocol-listed-but-dead'],
  },
  {
    texts: [
      [/SSL routines:\w{0,60}:unsupported protocol/, 'error:0A000102:SSL routines::unsupported protocol'],
      ['ERR_SSL_UNSUPPORTED_PROTOCOL', "code: 'ERR_SSL_UNSUPPORTED_PROTOCOL'"],
      [/SSL routines:\w{0,60}:no shared cipher/, 'error:0A0000C1:SSL routines::no shared cipher'],
    ],
    writtenBy: ['openssl', 'node'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'no-common-protocol',
    alternatives: ['no-common-cipher'],
  },
  {
    texts: [['handshake timed out after', 'io.netty.handler.ssl.SslHandshakeTimeoutException: handshake timed out after 10000ms']],
    writtenBy: ['elasticsearch', 'opensearch'],
    refusedBy: null,
    goesOn: 'waits for an answer in vain',
    rule: 'tls-handshake-timeout',
  },
];
