import type { LogLine } from './log-line.ts';

/** What a Java process does not accept of a certificate whose issuer it knows: dates, usages, CAs, keys, encoding. */
export const datesAndUsages: readonly LogLine[] = [
  {
    // OpenSearch looks at its own certificate before it starts.
    texts: [
      [
        /Invalid certificates[\s\S]{0,2000}CertificateExpiredException/,
        'org.opensearch.OpenSearchException: Invalid certificates; java.security.cert.CertificateExpiredException: NotAfter: Mon Oct 19 22:20:21 UTC 2026',
      ],
    ],
    writtenBy: ['opensearch'],
    refusedBy: null,
    rule: 'leaf-expired',
    reasons: ['expired'],
  },
  {
    texts: [['CertificateExpiredException', 'java.security.cert.CertificateExpiredException: NotAfter: Mon Oct 19 22:20:21 UTC 2026']],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'leaf-expired',
    related: ['ca-expired', 'clock-skew'],
    reasons: ['expired', 'ca-expired'],
  },
  {
    texts: [
      ['CertificateNotYetValidException', 'java.security.cert.CertificateNotYetValidException: NotBefore: Tue Nov 23 22:20:21 UTC 2027'],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'leaf-not-yet-valid',
    related: ['clock-skew'],
    reasons: ['not-yet-valid', 'ca-not-yet-valid'],
  },
  {
    texts: [['validity check failed', 'java.security.cert.CertPathValidatorException: validity check failed']],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'leaf-expired',
    alternatives: ['leaf-not-yet-valid', 'ca-expired'],
    related: ['clock-skew'],
    reasons: ['expired', 'not-yet-valid', 'ca-expired', 'ca-not-yet-valid'],
  },
  {
    texts: [['does not permit use for TLS client authentication', 'Extended key usage does not permit use for TLS client authentication']],
    writtenBy: ['jsse'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'eku-transport-missing-clientauth',
    related: ['eku-client-missing-clientauth'],
    reasons: ['extended-key-usage'],
  },
  {
    texts: [['does not permit use for TLS server authentication', 'Extended key usage does not permit use for TLS server authentication']],
    writtenBy: ['jsse'],
    role: 'client',
    refusedBy: 'this-node',
    rule: 'eku-missing-serverauth',
    reasons: ['extended-key-usage'],
  },
  {
    texts: ['KeyUsage does not allow digital signatures', 'KeyUsage does not allow key encipherment'],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'ku-without-digitalsignature',
    reasons: ['key-usage'],
  },
  {
    texts: [
      [
        'does not match the trusted names',
        'Certificate for CN=es01 with common-names [node.cluster.local] does not match the trusted names [*.node.other.local]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: 'this-node',
    rule: 'remote-othername-missing',
  },
  {
    texts: [
      [/certificate chain length \(\d{1,9}\) exceeds/, 'The certificate chain length (11) exceeds the maximum allowed length (10)'],
      [
        /The size of the handshake message \(\d{1,9}\) exceeds/,
        'The size of the handshake message (33012) exceeds the maximum allowed size (32768)',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'chain-too-long',
    reasons: ['chain-too-long'],
  },
  {
    texts: [
      [/TrustAnchor with subject [\s\S]{0,2000} is not a CA certificate/, 'TrustAnchor with subject "CN=acme CA" is not a CA certificate'],
      [
        'CA key usage check failed: basic constraints',
        'java.security.cert.CertPathValidatorException: CA key usage check failed: basic constraints check failed: this is not a CA certificate',
      ],
      [
        'basic constraints check failed: this is not a CA certificate',
        'java.security.cert.CertPathValidatorException: basic constraints check failed: this is not a CA certificate',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'ca-not-a-ca',
    reasons: ['not-a-ca'],
  },
  {
    texts: [
      ['keyCertSign bit', 'java.security.cert.CertPathValidatorException: CA key usage check failed: keyCertSign bit is not set'],
      [
        'does not have keyCertSign bit set in KeyUsage extension',
        'TrustAnchor with subject "CN=acme CA" does not have keyCertSign bit set in KeyUsage extension',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'ca-keyusage-without-certsign',
    reasons: ['ca-key-usage'],
  },
  {
    texts: [
      [
        'pathLenConstraint violated',
        'java.security.cert.CertPathValidatorException: basic constraints check failed: pathLenConstraint violated - this cert must be the last cert in the certification path',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'chain-refused',
    reasons: ['path-length-exceeded'],
  },
  {
    texts: [['unrecognized critical extension', 'java.security.cert.CertPathValidatorException: unrecognized critical extension(s)']],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'chain-refused',
    reasons: ['critical-extension'],
  },
  {
    texts: [['name constraints check failed', 'java.security.cert.CertPathValidatorException: name constraints check failed']],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'chain-refused',
    reasons: ['name-constraints'],
  },
  {
    texts: [
      ['certificate policies failed', 'java.security.cert.CertPathValidatorException: certificate policies failed'],
      ['NO_VALID_POLICY', 'java.security.cert.CertPathValidatorException: NO_VALID_POLICY'],
      [
        'non-null policy tree required',
        'java.security.cert.CertPathValidatorException: non-null policy tree required and policy tree is null',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'chain-refused',
    reasons: ['policy'],
  },
  {
    texts: [
      [
        'Algorithm constraints check failed on signature algorithm',
        'java.security.cert.CertPathValidatorException: Algorithm constraints check failed on signature algorithm: MD5withRSA',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'weak-signature',
    reasons: ['weak-signature'],
  },
  {
    texts: [
      [
        'Algorithm constraints check failed on keysize limits',
        'java.security.cert.CertPathValidatorException: Algorithm constraints check failed on keysize limits: RSA 512 bit key used with certificate: CN=es01',
      ],
      ['Unknown named curve', 'java.io.IOException: Unknown named curve: 1.3.36.3.3.2.8.1.1.7'],
      ['Could not parse key values', 'java.security.InvalidKeyException: Could not parse key values'],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'weak-key',
    related: ['ec-curve-unsupported'],
    reasons: ['weak-key', 'signature-unsupported'],
  },
  {
    texts: [
      [
        'Algorithm constraints check failed',
        'java.security.cert.CertPathValidatorException: Algorithm constraints check failed on disabled algorithm',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'weak-signature',
    alternatives: ['weak-key'],
    reasons: ['weak-signature', 'weak-key', 'signature-unsupported'],
  },
  {
    texts: [
      ['Certificate has been revoked', 'java.security.cert.CertPathValidatorException: Certificate has been revoked, reason: UNSPECIFIED'],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'crl-ocsp-unreachable-or-revoked',
    reasons: ['revoked'],
  },
  {
    texts: [
      [
        'Unable to determine revocation status',
        'java.security.cert.CertPathValidatorException: Unable to determine revocation status due to network error',
      ],
      ['Could not determine revocation status', 'java.security.cert.CertPathValidatorException: Could not determine revocation status'],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'crl-ocsp-unreachable-or-revoked',
    reasons: ['revocation-unknown'],
  },
  {
    texts: [
      ['Invalid ECDH ServerKeyExchange signature', 'javax.net.ssl.SSLHandshakeException: Invalid ECDH ServerKeyExchange signature'],
      ['Invalid (EC)DH ServerKeyExchange signature', 'javax.net.ssl.SSLHandshakeException: Invalid (EC)DH ServerKeyExchange signature'],
      ['Invalid DH ServerKeyExchange signature', 'javax.net.ssl.SSLHandshakeException: Invalid DH ServerKeyExchange signature'],
      ['Invalid ServerKeyExchange signature', 'javax.net.ssl.SSLHandshakeException: Invalid ServerKeyExchange signature'],
      ['Invalid CertificateVerify signature', 'javax.net.ssl.SSLHandshakeException: Invalid CertificateVerify signature'],
      [
        'CertificateVerify signature verification failed',
        'javax.net.ssl.SSLHandshakeException: CertificateVerify signature verification failed',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'key-certificate-mismatch',
  },
  {
    texts: [
      ['Failed to parse server certificates', 'javax.net.ssl.SSLProtocolException: Failed to parse server certificates'],
      ['Failed to parse client certificates', 'javax.net.ssl.SSLProtocolException: Failed to parse client certificates'],
      ['Invalid Certificate message: empty cert_data', 'javax.net.ssl.SSLHandshakeException: Invalid Certificate message: empty cert_data'],
      ['Incomplete BER/DER data', 'java.io.IOException: Incomplete BER/DER data'],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'certificate-unreadable',
    reasons: ['unreadable-certificate', 'malformed-certificate'],
  },
  {
    texts: [
      ['Invalid IPAddressName', 'java.io.IOException: Invalid IPAddressName'],
      ['URI name must include scheme', 'java.io.IOException: URI name must include scheme:es01'],
      ['Unrecognized GeneralName tag', 'java.io.IOException: Unrecognized GeneralName tag, (9)'],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'san-entry-malformed',
    reasons: ['malformed-certificate'],
  },
  {
    texts: [
      [
        'Duplicate extensions not allowed',
        'java.security.cert.CertificateParsingException: java.io.IOException: Duplicate extensions not allowed',
      ],
      ['empty/null issuer DN', 'java.security.cert.CertPathValidatorException: empty/null issuer DN'],
      ['Signature algorithm mismatch', 'java.security.cert.CertificateException: Signature algorithm mismatch'],
      ['CertificateParsingException', 'java.security.cert.CertificateParsingException: signed fields invalid'],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'certificate-unreadable',
    alternatives: ['chain-refused', 'san-entry-malformed'],
    reasons: ['malformed-certificate', 'unreadable-certificate'],
  },
];
