import type { ClientLine } from './client-line.ts';

const refused = [
  'trust-unknown-issuer',
  'trust-lookalike-ca',
  'leaf-expired',
  'eku-client-missing-clientauth',
  'client-cert-not-sent',
] as const;

/** An alert that the other side sent: what it says is all that the writer of the line knows. */
export const refusedByPeer: readonly ClientLine[] = [
  {
    texts: [
      ['remote error: tls: certificate required', 'remote error: tls: certificate required'],
      [
        '[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED]',
        '[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required (_ssl.c:2580)',
        'python',
      ],
      ['SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT', 'SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT', 'browser'],
      ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'ERR_BAD_SSL_CLIENT_AUTH_CERT', 'browser'],
      ['received fatal alert: CertificateRequired', 'received fatal alert: CertificateRequired', 'rust'],
      ['No required SSL certificate was sent', '400 No required SSL certificate was sent', 'proxy'],
    ],
    writtenBy: ['go'],
    meaning: 'client-certificate-demanded',
    rules: ['client-cert-not-sent', 'http-client-cert-required-by-surprise'],
  },
  {
    texts: [
      [
        /TLS handshake error from \S{1,80}: remote error: tls: bad certificate/,
        'http: TLS handshake error from 10.0.0.1:51234: remote error: tls: bad certificate',
      ],
      [
        /TLS handshake error from \S{1,80}: remote error: tls: unknown certificate/,
        'http: TLS handshake error from 10.0.0.1:51234: remote error: tls: unknown certificate authority',
      ],
      [
        'OPENSSL_internal:SSLV3_ALERT_',
        'javax.net.ssl.SSLHandshakeException: error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE',
        'logstash',
      ],
      [
        'OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA',
        'javax.net.ssl.SSLHandshakeException: error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA',
        'logstash',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'client-refused-this-server',
    rules: ['trust-unknown-issuer', 'san-name-mismatch', 'trust-missing-intermediate', 'leaf-expired'],
  },
  {
    texts: [
      ['remote error: tls: expired certificate', 'remote error: tls: expired certificate'],
      [
        "sent a TLS alert: 'CertificateExpired'",
        "Authentication failed because the remote party sent a TLS alert: 'CertificateExpired'.",
        'dotnet',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'own-certificate-expired',
    rules: ['leaf-expired', 'ca-expired', 'clock-skew'],
  },
  {
    texts: [
      ["client didn't provide a certificate", "tls: client didn't provide a certificate"],
      [
        'OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE',
        'javax.net.ssl.SSLHandshakeException: error:100000c0:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE',
        'logstash',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'client-showed-no-certificate',
    rules: ['client-cert-not-sent'],
  },
  {
    texts: [
      ['remote error: tls: bad certificate', 'remote error: tls: bad certificate'],
      ['remote error: tls: unknown certificate', 'remote error: tls: unknown certificate'],
      ['remote error: tls: unsupported certificate', 'remote error: tls: unsupported certificate'],
      ['remote error: tls: revoked certificate', 'remote error: tls: revoked certificate'],
      ['remote error: tls: unknown certificate authority', 'remote error: tls: unknown certificate authority'],
      ['remote error: tls: access denied', 'remote error: tls: access denied'],
      ['TLSV1_ALERT_UNKNOWN_CA', '[SSL: TLSV1_ALERT_UNKNOWN_CA] tlsv1 alert unknown ca (_ssl.c:2580)', 'python'],
      ['SSLV3_ALERT_BAD_CERTIFICATE', '[SSL: SSLV3_ALERT_BAD_CERTIFICATE] sslv3 alert bad certificate (_ssl.c:1007)', 'python'],
      ['SSLV3_ALERT_CERTIFICATE_UNKNOWN', '[SSL: SSLV3_ALERT_CERTIFICATE_UNKNOWN] sslv3 alert certificate unknown (_ssl.c:1007)', 'python'],
      ["sent a TLS alert: 'UnknownCA'", "Authentication failed because the remote party sent a TLS alert: 'UnknownCA'.", 'dotnet'],
      [
        "sent a TLS alert: 'BadCertificate'",
        "Authentication failed because the remote party sent a TLS alert: 'BadCertificate'.",
        'dotnet',
      ],
      [
        "sent a TLS alert: 'CertificateUnknown'",
        "Authentication failed because the remote party sent a TLS alert: 'CertificateUnknown'.",
        'dotnet',
      ],
      [
        "sent a TLS alert: 'UnsupportedCert'",
        "Authentication failed because the remote party sent a TLS alert: 'UnsupportedCert'.",
        'dotnet',
      ],
      ['The SSL certificate error', '400 The SSL certificate error', 'proxy'],
      ['received fatal alert: UnknownCA', 'received fatal alert: UnknownCA', 'rust'],
    ],
    writtenBy: ['go'],
    meaning: 'own-certificate-refused',
    rules: refused,
  },
  {
    texts: [
      ['remote error: tls: handshake failure', 'remote error: tls: handshake failure'],
      ['remote error: tls: insufficient security level', 'remote error: tls: insufficient security level'],
      ['SSLV3_ALERT_HANDSHAKE_FAILURE', '[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure (_ssl.c:1007)', 'python'],
      ['SSL_ERROR_HANDSHAKE_FAILURE_ALERT', 'SSL_ERROR_HANDSHAKE_FAILURE_ALERT', 'browser'],
      [
        "sent a TLS alert: 'HandshakeFailure'",
        "Authentication failed because the remote party sent a TLS alert: 'HandshakeFailure'.",
        'dotnet',
      ],
      ['received fatal alert: HandshakeFailure', 'received fatal alert: HandshakeFailure', 'rust'],
    ],
    writtenBy: ['go'],
    meaning: 'nothing-in-common-or-no-certificate',
    rules: ['no-common-cipher', 'client-cert-not-sent', 'no-common-protocol', 'ec-curve-unsupported'],
  },
  {
    texts: [
      ['remote error: tls: protocol version not supported', 'remote error: tls: protocol version not supported'],
      ['server selected unsupported protocol version', 'tls: server selected unsupported protocol version 301'],
      ['client offered only unsupported versions', 'tls: client offered only unsupported versions: [302 301]'],
      ['no supported versions satisfy MinVersion and MaxVersion', 'tls: no supported versions satisfy MinVersion and MaxVersion'],
      ['[SSL: UNSUPPORTED_PROTOCOL]', '[SSL: UNSUPPORTED_PROTOCOL] unsupported protocol (_ssl.c:1007)', 'python'],
      ['TLSV1_ALERT_PROTOCOL_VERSION', '[SSL: TLSV1_ALERT_PROTOCOL_VERSION] tlsv1 alert protocol version (_ssl.c:1007)', 'python'],
      ['OPENSSL_internal:UNSUPPORTED_PROTOCOL', 'error:100000f0:SSL routines:OPENSSL_internal:UNSUPPORTED_PROTOCOL', 'logstash'],
      ['SSL_ERROR_UNSUPPORTED_VERSION', 'SSL_ERROR_UNSUPPORTED_VERSION', 'browser'],
      [
        "sent a TLS alert: 'ProtocolVersion'",
        "Authentication failed because the remote party sent a TLS alert: 'ProtocolVersion'.",
        'dotnet',
      ],
      ['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'browser'],
      [
        'do not possess a common algorithm',
        'The client and server cannot communicate, because they do not possess a common algorithm',
        'dotnet',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'no-common-version',
    rules: ['no-common-protocol', 'no-common-cipher', 'legacy-protocol-enabled'],
  },
  {
    texts: [
      ['no cipher suite supported by both client and server', 'tls: no cipher suite supported by both client and server'],
      ['OPENSSL_internal:NO_SHARED_CIPHER', 'error:100000b8:SSL routines:OPENSSL_internal:NO_SHARED_CIPHER', 'logstash'],
      ['SSL_ERROR_NO_CYPHER_OVERLAP', 'SSL_ERROR_NO_CYPHER_OVERLAP', 'browser'],
      ["support any of the certificate's signature algorithms", "tls: peer doesn't support any of the certificate's signature algorithms"],
      ['wrong signature type', 'curl: (35) error:1414D172:SSL routines:tls12_check_peer_sigalg:wrong signature type', 'openssl'],
    ],
    writtenBy: ['go'],
    meaning: 'no-common-suite',
    rules: ['no-common-cipher', 'ec-curve-unsupported', 'sha1-handshake-signatures'],
  },
  {
    texts: [
      ['remote error: tls: unrecognized name', 'remote error: tls: unrecognized name'],
      ['unrecognized_name', 'javax.net.ssl.SSLException: Received fatal alert: unrecognized_name', 'jsse'],
      ['TLSV1_UNRECOGNIZED_NAME', '[SSL: TLSV1_UNRECOGNIZED_NAME] tlsv1 unrecognized name (_ssl.c:1007)', 'python'],
    ],
    writtenBy: ['go'],
    meaning: 'server-name-unknown',
    rules: ['proxy-sni-missing', 'proxy-answers-instead'],
  },
  {
    texts: [
      ['remote error: tls: internal error', 'remote error: tls: internal error'],
      ['TLSV1_ALERT_INTERNAL_ERROR', '[SSL: TLSV1_ALERT_INTERNAL_ERROR] tlsv1 alert internal error (_ssl.c:1007)', 'python'],
      ['SSL_ERROR_INTERNAL_ERROR_ALERT', 'SSL_ERROR_INTERNAL_ERROR_ALERT', 'browser'],
    ],
    writtenBy: ['go'],
    meaning: 'peer-fault',
    rules: ['proxy-sni-missing'],
  },
  {
    texts: [
      ['remote error: tls: illegal parameter', 'remote error: tls: illegal parameter'],
      ['remote error: tls: error decoding message', 'remote error: tls: error decoding message'],
      ['remote error: tls: unexpected message', 'remote error: tls: unexpected message'],
      ['remote error: tls: missing extension', 'remote error: tls: missing extension'],
      ['remote error: tls: bad record MAC', 'remote error: tls: bad record MAC'],
      ['remote error: tls: error decrypting message', 'remote error: tls: error decrypting message'],
      ['local error: tls: bad record MAC', 'local error: tls: bad record MAC'],
      [
        'DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
        '[SSL: DECRYPTION_FAILED_OR_BAD_RECORD_MAC] decryption failed or bad record mac (_ssl.c:2580)',
        'python',
      ],
      ['invalid signature by the server certificate', 'tls: invalid signature by the server certificate: crypto/rsa: verification error'],
      ['The message received was unexpected or badly formatted', 'The message received was unexpected or badly formatted', 'dotnet'],
    ],
    writtenBy: ['go'],
    meaning: 'bytes-altered',
    rules: ['tls-intercepted-or-balanced-transport'],
  },
];
