import type { LogLine } from './log-line.ts';

const distrust = { from: null, by: 'a client that does not trust the certificate of the node' } as const;

/** Why a peer may refuse the certificate that it was shown. */
const refusedCertificate = [
  'trust-lookalike-ca',
  'leaf-expired',
  'leaf-not-yet-valid',
  'eku-transport-missing-clientauth',
  'san-missing',
  'san-ip-missing',
  'san-name-mismatch',
] as const;

/** What the peer said: an alert tells no more than that it refused. */
export const alerts: readonly LogLine[] = [
  {
    texts: [
      [
        'certificate_expired',
        'javax.net.ssl.SSLHandshakeException: (certificate_expired) Received fatal alert: certificate_expired',
        'jsse',
      ],
      ['alert certificate expired', 'error:0A000415:SSL routines::sslv3 alert certificate expired', 'openssl'],
    ],
    writtenBy: ['jsse', 'openssl', 'go'],
    refusedBy: 'peer',
    rule: 'leaf-expired',
  },
  {
    texts: [
      ['certificate_revoked', 'javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_revoked', 'jsse'],
      ['alert certificate revoked', 'error:0A000414:SSL routines::sslv3 alert certificate revoked', 'openssl'],
    ],
    writtenBy: ['jsse', 'openssl'],
    refusedBy: 'peer',
    rule: 'crl-ocsp-unreachable-or-revoked',
    reasons: ['revoked'],
  },
  {
    texts: [
      ['Received fatal alert: protocol_version', 'javax.net.ssl.SSLHandshakeException: Received fatal alert: protocol_version', 'jsse'],
      ['alert protocol version', 'error:0A00042E:SSL routines::tlsv1 alert protocol version', 'openssl'],
    ],
    writtenBy: ['jsse', 'openssl', 'go'],
    refusedBy: 'peer',
    rule: 'no-common-protocol',
  },
  {
    texts: [
      [/alert number 116\b/, 'error:0A00045C:SSL routines:ssl3_read_bytes:reason(1116):SSL alert number 116', 'openssl'],
      ['alert certificate required', 'error:0A00045C:SSL routines::tlsv13 alert certificate required', 'openssl'],
      ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', "code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'", 'node'],
    ],
    product: 'kibana',
    writtenBy: ['kibana', 'openssl', 'node'],
    role: 'client',
    refusedBy: 'peer',
    rule: 'http-client-cert-required-by-surprise',
  },
  {
    texts: [
      [/alert number 116\b/, 'error:0A00045C:SSL routines:ssl3_read_bytes:reason(1116):SSL alert number 116', 'openssl'],
      ['alert certificate required', 'error:0A00045C:SSL routines::tlsv13 alert certificate required', 'openssl'],
      ['certificate_required', 'javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_required', 'jsse'],
      ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', "code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'", 'node'],
    ],
    writtenBy: ['jsse', 'openssl', 'node', 'go'],
    role: 'client',
    refusedBy: 'peer',
    rule: 'client-cert-not-sent',
    related: ['http-client-cert-required-by-surprise'],
  },
  {
    texts: [['alert bad certificate', 'error:0A000412:SSL routines::sslv3 alert bad certificate']],
    product: 'kibana',
    writtenBy: ['kibana', 'openssl'],
    role: 'client',
    refusedBy: 'peer',
    rule: 'http-client-cert-required-by-surprise',
    alternatives: ['trust-missing-intermediate', 'trust-unknown-issuer', 'leaf-not-yet-valid'],
  },
  {
    texts: [
      ['Received fatal alert: bad_certificate', 'javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate', 'jsse'],
      ['alert bad certificate', 'error:0A000412:SSL routines::sslv3 alert bad certificate', 'openssl'],
    ],
    writtenBy: ['jsse', 'openssl', 'go'],
    refusedBy: 'peer',
    rule: 'client-cert-not-sent',
    alternatives: ['trust-missing-intermediate', 'trust-unknown-issuer', 'leaf-not-yet-valid'],
    related: ['http-client-cert-required-by-surprise'],
    leftBy: distrust,
  },
  {
    texts: [
      ["http client did not trust this server's certificate", "http client did not trust this server's certificate, closing connection"],
    ],
    writtenBy: ['elasticsearch'],
    role: 'server',
    connection: 'http',
    refusedBy: 'peer',
    rule: 'trust-unknown-issuer',
    alternatives: refusedCertificate,
    leftBy: distrust,
  },
  {
    texts: [
      ["client did not trust this server's certificate", "client did not trust this server's certificate, closing connection"],
      [
        'Received fatal alert: certificate_unknown',
        'javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_unknown',
        'jsse',
      ],
      ['Received fatal alert: unknown_ca', 'javax.net.ssl.SSLHandshakeException: Received fatal alert: unknown_ca', 'jsse'],
      [
        'Received fatal alert: unsupported_certificate',
        'javax.net.ssl.SSLHandshakeException: Received fatal alert: unsupported_certificate',
        'jsse',
      ],
    ],
    writtenBy: ['elasticsearch', 'jsse'],
    refusedBy: 'peer',
    rule: 'trust-unknown-issuer',
    alternatives: refusedCertificate,
    related: ['trust-one-way'],
    leftBy: distrust,
  },
  {
    texts: [
      ['alert certificate unknown', 'error:0A000416:SSL routines::sslv3 alert certificate unknown', 'openssl'],
      ['alert unknown ca', 'error:0A000418:SSL routines::tlsv1 alert unknown ca', 'openssl'],
    ],
    writtenBy: ['openssl', 'go'],
    refusedBy: 'peer',
    rule: 'trust-unknown-issuer',
    alternatives: refusedCertificate,
  },
  {
    texts: [['alert handshake failure', 'error:0A000410:SSL routines::sslv3 alert handshake failure']],
    product: 'kibana',
    writtenBy: ['kibana', 'openssl'],
    refusedBy: 'peer',
    rule: 'no-common-cipher',
    alternatives: ['http-client-cert-required-by-surprise', 'key-certificate-mismatch'],
  },
  {
    texts: [
      ['Received fatal alert: handshake_failure', 'javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure', 'jsse'],
      ['alert handshake failure', 'error:0A000410:SSL routines::sslv3 alert handshake failure', 'openssl'],
    ],
    writtenBy: ['jsse', 'openssl', 'go'],
    refusedBy: 'peer',
    rule: 'no-common-cipher',
    alternatives: ['client-cert-not-sent', 'key-certificate-mismatch'],
    related: ['sha1-handshake-signatures', 'ec-curve-unsupported'],
  },
];
