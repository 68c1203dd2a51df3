import type { ClientLine } from './client-line.ts';

const plain = ['http-plaintext', 'kibana-plaintext'] as const;

/** One side speaks TLS and the other does not, or nobody answers. */
export const noTls: readonly ClientLine[] = [
  {
    texts: [
      [
        /TLS handshake error from \S{1,80}: tls: first record does not look like/,
        'http: TLS handshake error from 10.0.0.1:51234: tls: first record does not look like a TLS handshake',
      ],
      ['client sent an HTTP request to an HTTPS server', 'client sent an HTTP request to an HTTPS server'],
      [
        'OPENSSL_internal:HTTP_REQUEST',
        'javax.net.ssl.SSLHandshakeException: error:1000009c:SSL routines:OPENSSL_internal:HTTP_REQUEST',
        'logstash',
      ],
      ['SSL23_GET_CLIENT_HELLO:http request', 'error:1407609C:SSL routines:SSL23_GET_CLIENT_HELLO:http request', 'openssl'],
      ['[SSL: HTTP_REQUEST]', '[SSL: HTTP_REQUEST] http request (_ssl.c:1007)', 'python'],
      ['The plain HTTP request was sent to HTTPS port', '400 The plain HTTP request was sent to HTTPS port', 'proxy'],
      [
        'malformed HTTP response "\\x15\\x03',
        'net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03\\x01\\x00\\x02\\x02"',
      ],
      ["BadStatusLine('\\x15\\x03", "('Connection aborted.', BadStatusLine('\\x15\\x03\\x03\\x00\\x02\\x02'))", 'python'],
      ['Received HTTP/0.9 when not allowed', 'curl: (1) Received HTTP/0.9 when not allowed', 'curl'],
      ['ERR_INVALID_HTTP_RESPONSE', 'ERR_INVALID_HTTP_RESPONSE', 'browser'],
      ['ERR_EMPTY_RESPONSE', 'ERR_EMPTY_RESPONSE', 'browser'],
      ['Empty reply from server', 'curl: (52) Empty reply from server', 'curl'],
      [
        'Remote end closed connection without response',
        "('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
        'python',
      ],
      ['ConnectionClosedException: Connection is closed', 'org.apache.http.ConnectionClosedException: Connection is closed', 'jsse'],
      ['Parse Error: Expected HTTP/', 'Parse Error: Expected HTTP/', 'node'],
    ],
    writtenBy: ['go'],
    meaning: 'http-to-tls-port',
    rules: ['plain-clients-on-https'],
  },
  {
    texts: [
      ['server gave HTTP response to HTTPS client', 'http: server gave HTTP response to HTTPS client'],
      ['first record does not look like a TLS handshake', 'tls: first record does not look like a TLS handshake'],
      ['oversized record received with length 20527', 'tls: oversized record received with length 20527'],
      ['[SSL: WRONG_VERSION_NUMBER]', '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)', 'python'],
      ['[SSL: RECORD_LAYER_FAILURE]', '[SSL: RECORD_LAYER_FAILURE] record layer failure (_ssl.c:1010)', 'python'],
      ['SSL23_GET_SERVER_HELLO:unknown protocol', 'error:140770FC:SSL routines:SSL23_GET_SERVER_HELLO:unknown protocol', 'openssl'],
      [
        /SSL_do_handshake\(\) failed .{0,80}wrong version number/,
        'SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream',
        'proxy',
      ],
      [/curl.{0,20}35.{0,60}wrong version number/i, 'curl: (35) error:0A00010B:SSL routines::wrong version number', 'curl'],
      ['OPENSSL_internal:WRONG_VERSION_NUMBER', 'TLS error: 268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER', 'proxy'],
      ['ERR_SSL_PROTOCOL_ERROR', 'ERR_SSL_PROTOCOL_ERROR', 'browser'],
      ['SSL_ERROR_RX_RECORD_TOO_LONG', 'SSL_ERROR_RX_RECORD_TOO_LONG', 'browser'],
      [
        'Cannot determine the frame size or a corrupted frame was received',
        'Cannot determine the frame size or a corrupted frame was received.',
        'dotnet',
      ],
      [
        'received a record that exceeded the maximum permissible length',
        'curl: (35) SSL received a record that exceeded the maximum permissible length.',
        'curl',
      ],
      ['received corrupt message of type InvalidContentType', 'received corrupt message of type InvalidContentType', 'rust'],
    ],
    writtenBy: ['go'],
    meaning: 'tls-to-plain-port',
    rules: plain,
  },
  {
    texts: [
      ['Invalid version of beats protocol: 22', 'org.logstash.beats.InvalidFrameProtocolException: Invalid version of beats protocol: 22'],
    ],
    writtenBy: ['logstash'],
    meaning: 'tls-to-plain-beats-input',
    rules: [],
  },
  {
    texts: [
      ['Invalid version of beats protocol: 71', 'org.logstash.beats.InvalidFrameProtocolException: Invalid version of beats protocol: 71'],
      ['Invalid version of beats protocol: 72', 'org.logstash.beats.InvalidFrameProtocolException: Invalid version of beats protocol: 72'],
      ['Invalid version of beats protocol: 69', 'org.logstash.beats.InvalidFrameProtocolException: Invalid version of beats protocol: 69'],
      ['Invalid version of beats protocol: 80', 'org.logstash.beats.InvalidFrameProtocolException: Invalid version of beats protocol: 80'],
    ],
    writtenBy: ['logstash'],
    meaning: 'http-to-beats-input',
    rules: [],
  },
  {
    texts: [['lumberjack protocol error', 'Failed to publish events caused by: lumberjack protocol error']],
    writtenBy: ['go'],
    meaning: 'no-beats-input-there',
    rules: [],
  },
  {
    texts: [[/TLS handshake error from \S{1,80}: EOF/, 'http: TLS handshake error from 10.0.0.1:51234: EOF']],
    writtenBy: ['go'],
    meaning: 'client-left-handshake',
    rules: [],
  },
  {
    texts: [
      [/^(?:.{0,80}[\s:])?(?:unexpected )?EOF(?: \(.*)?$/, 'Failed to publish events caused by: EOF'],
      [
        /read tcp \S{1,60}->\S{1,60}: read: connection reset by peer/,
        'read tcp 10.0.0.1:41234->10.0.0.5:9200: read: connection reset by peer',
      ],
      [
        'EOF occurred in violation of protocol',
        '[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol (_ssl.c:1007)',
        'python',
      ],
      ['SSL_ERROR_SYSCALL', 'curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to es01:9200', 'curl'],
      ['Recv failure: Connection reset by peer', 'curl: (35) Recv failure: Connection reset by peer', 'curl'],
      [
        'Received an unexpected EOF or 0 bytes from the transport stream',
        'Received an unexpected EOF or 0 bytes from the transport stream.',
        'dotnet',
      ],
      ['PR_END_OF_FILE_ERROR', 'PR_END_OF_FILE_ERROR', 'browser'],
      ['PR_CONNECT_RESET_ERROR', 'PR_CONNECT_RESET_ERROR', 'browser'],
      ['ERR_CONNECTION_RESET', 'ERR_CONNECTION_RESET', 'browser'],
      ['ERR_CONNECTION_CLOSED', 'ERR_CONNECTION_CLOSED', 'browser'],
      [
        'disconnected before secure TLS connection was established',
        'Client network socket disconnected before secure TLS connection was established',
        'node',
      ],
      ['read ECONNRESET', 'Error: read ECONNRESET', 'node'],
      ['Remote host terminated the handshake', 'javax.net.ssl.SSLHandshakeException: Remote host terminated the handshake', 'jsse'],
      ['SSL peer shut down incorrectly', 'java.io.EOFException: SSL peer shut down incorrectly', 'jsse'],
      ['Received close_notify during handshake', 'javax.net.ssl.SSLHandshakeException: Received close_notify during handshake', 'jsse'],
      ['peer closed connection in SSL handshake', 'peer closed connection in SSL handshake while SSL handshaking to upstream', 'proxy'],
      [
        'Layer6 invalid response',
        'Health check for server es/es01 failed, reason: Layer6 invalid response, info: "SSL handshake failure"',
        'proxy',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'closed-without-a-word',
    rules: ['http-plaintext', 'client-cert-not-sent', 'tls-intercepted-or-balanced-transport'],
  },
  {
    texts: [
      ['net/http: TLS handshake timeout', 'net/http: TLS handshake timeout'],
      ['Client.Timeout exceeded while awaiting headers', 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'],
      [/dial tcp \S{1,80}: i\/o timeout/, 'dial tcp 10.0.0.5:9200: i/o timeout'],
      ['Connection timed out after', 'curl: (28) Connection timed out after 5001 milliseconds', 'curl'],
      ['ERR_CONNECTION_TIMED_OUT', 'ERR_CONNECTION_TIMED_OUT', 'browser'],
    ],
    writtenBy: ['go'],
    meaning: 'no-answer-in-time',
    rules: ['tls-handshake-timeout', 'elasticsearch-host-unreachable'],
  },
  {
    texts: [
      [
        /fleet-server: dial tcp \S{1,80}: connect: connection refused/,
        'fail to enroll: fail to execute request to fleet-server: dial tcp 10.0.0.5:8220: connect: connection refused',
      ],
      ['Remote server is not ready to accept connections', 'Remote server is not ready to accept connections, will retry in a moment.'],
    ],
    writtenBy: ['go'],
    meaning: 'fleet-server-not-there',
    rules: [],
  },
  {
    texts: [
      [/dial tcp \S{1,80}: connect: connection refused/, 'dial tcp 10.0.0.5:9200: connect: connection refused'],
      [
        /Failed to connect to \S{1,253} port \d{1,5}/,
        'curl: (7) Failed to connect to es01 port 9200 after 0 ms: Connection refused',
        'curl',
      ],
      ['ERR_CONNECTION_REFUSED', 'ERR_CONNECTION_REFUSED', 'browser'],
      [/dial tcp: lookup \S{1,253}.{0,60}: no such host/, 'dial tcp: lookup es01 on 10.0.0.2:53: no such host'],
      ['Could not resolve host', 'curl: (6) Could not resolve host: es01', 'curl'],
      ['ERR_NAME_NOT_RESOLVED', 'ERR_NAME_NOT_RESOLVED', 'browser'],
    ],
    writtenBy: ['go'],
    meaning: 'nobody-there',
    rules: ['elasticsearch-host-unreachable'],
  },
];
