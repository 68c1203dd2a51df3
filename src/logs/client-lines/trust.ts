import type { ClientLine } from './client-line.ts';

const untrusted = ['trust-unknown-issuer', 'trust-missing-intermediate', 'self-signed-per-node'] as const;

/** A client that does not accept who issued the certificate. */
export const trust: readonly ClientLine[] = [
  {
    texts: [
      [
        'while trying to verify candidate authority certificate',
        'x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "elasticsearch-http")',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'ca-of-same-name',
    rules: ['trust-lookalike-ca', 'ca-not-a-ca', 'weak-signature'],
  },
  {
    texts: [
      [
        'failed calling webhook',
        'failed calling webhook "elastic-es-validation-v1.k8s.elastic.co": Post "https://…": x509: certificate signed by unknown authority',
      ],
    ],
    writtenBy: ['kubernetes'],
    meaning: 'webhook-not-trusted',
    rules: [],
  },
  {
    texts: [
      [
        'fail to execute request to fleet-server: x509',
        'Error: fail to enroll: fail to execute request to fleet-server: x509: certificate signed by unknown authority',
      ],
      [
        'fail to execute request to fleet-server: tls: failed to verify',
        'fail to enroll: fail to execute request to fleet-server: tls: failed to verify certificate: x509: certificate signed by unknown authority',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'fleet-server-not-trusted',
    rules: ['trust-unknown-issuer', 'self-signed-per-node', 'san-name-mismatch'],
  },
  {
    texts: [['Fleet Server - Error - x509', 'Fleet Server - Error - x509: certificate signed by unknown authority']],
    writtenBy: ['go'],
    meaning: 'fleet-server-does-not-trust-elasticsearch',
    rules: ['trust-unknown-issuer', 'trust-missing-intermediate'],
  },
  {
    texts: [
      [
        'certificate pins doesn',
        "provided CA certificate pins doesn't match any of the certificate authorities used to validate the certificate",
      ],
      ['no CA certificate matching the fingerprint', 'no CA certificate matching the fingerprint'],
      ["'ca_trusted_fingerprint' set, looking for matching", "'ca_trusted_fingerprint' set, looking for matching fingerprints"],
      ["decode 'ca_trusted_fingerprint'", "decode 'ca_trusted_fingerprint': encoding/hex: invalid byte: U+003A ':'"],
      ['Fingerprints did not match', 'Fingerprints did not match. Expected "b22a2a", got "6e1d6d"', 'python'],
    ],
    writtenBy: ['go'],
    meaning: 'pinned-certificate-differs',
    rules: [],
  },
  {
    texts: [['failed to verify client', 'tls: failed to verify client certificate: x509: certificate signed by unknown authority']],
    writtenBy: ['go'],
    meaning: 'client-certificate-not-trusted',
    rules: ['trust-unknown-issuer'],
  },
  {
    texts: [
      ['certificate signed by unknown authority', 'x509: certificate signed by unknown authority'],
      ['TLS trust failure: ', 'TLS trust failure: PKIX path building failed', 'logstash'],
      [
        /Manticore::\w+\] PKIX path/,
        'Elasticsearch Unreachable: [https://es01:9200/][Manticore::ClientProtocolException] PKIX path building failed: unable to find valid certification path to requested target',
        'logstash',
      ],
      [
        'certificate verify failed: unable to get local issuer',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1007)',
        'python',
      ],
      [
        /state=error: certificate verify failed/,
        'SSL_connect returned=1 errno=0 state=error: certificate verify failed (unable to get local issuer certificate)',
        'ruby',
      ],
      [
        'errors in the certificate chain: PartialChain',
        'The remote certificate is invalid because of errors in the certificate chain: PartialChain',
        'dotnet',
      ],
      [
        'errors in the certificate chain: UntrustedRoot',
        'The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot',
        'dotnet',
      ],
      [
        'Could not establish trust relationship for the SSL/TLS secure channel',
        'Could not establish trust relationship for the SSL/TLS secure channel',
        'dotnet',
      ],
      ['RemoteCertificateChainErrors', 'according to the validation procedure: RemoteCertificateChainErrors', 'dotnet'],
      ['NET::ERR_CERT_AUTHORITY_INVALID', 'NET::ERR_CERT_AUTHORITY_INVALID', 'browser'],
      ['SEC_ERROR_UNKNOWN_ISSUER', 'SEC_ERROR_UNKNOWN_ISSUER', 'browser'],
      ['SEC_E_UNTRUSTED_ROOT', 'schannel: SEC_E_UNTRUSTED_ROOT (0x80090325)', 'curl'],
      [
        /curl.{0,20}60.{0,30}: unable to get local issuer/i,
        'curl: (60) SSL certificate problem: unable to get local issuer certificate',
        'curl',
      ],
      ['invalid peer certificate: UnknownIssuer', 'invalid peer certificate: UnknownIssuer', 'rust'],
      [
        'certificate chain could not be built to a trusted root',
        'A certificate chain could not be built to a trusted root authority.',
        'dotnet',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'issuer-not-trusted',
    rules: untrusted,
    reasons: ['unknown-issuer', 'untrusted-root'],
  },
  {
    texts: [
      [
        'CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1007)',
        'python',
      ],
      [
        'CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in certificate chain (_ssl.c:1123)',
        'python',
      ],
      [
        /curl.{0,20}60.{0,30}: self.signed certificate in certificate chain/i,
        'curl: (60) SSL certificate problem: self-signed certificate in certificate chain',
        'curl',
      ],
    ],
    writtenBy: ['openssl'],
    meaning: 'root-not-trusted',
    rules: ['trust-unknown-issuer', 'chain-root-included'],
  },
  {
    texts: [
      [
        'CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1007)',
        'python',
      ],
      ['MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT', 'MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT', 'browser'],
      [/curl.{0,20}60.{0,30}: self.signed certificate$/i, 'curl: (60) SSL certificate problem: self-signed certificate', 'curl'],
    ],
    writtenBy: ['openssl'],
    meaning: 'self-signed-not-trusted',
    rules: ['self-signed-per-node', 'trust-unknown-issuer'],
  },
  {
    texts: [
      [
        'ssl3_get_server_certificate:certificate verify failed',
        'error:14090086:SSL routines:ssl3_get_server_certificate:certificate verify failed',
      ],
      [
        'tls_process_server_certificate:certificate verify failed',
        'error:1416F086:SSL routines:tls_process_server_certificate:certificate verify failed',
      ],
      ['SSL routines::certificate verify failed', 'error:0A000086:SSL routines::certificate verify failed'],
      [
        'OPENSSL_internal:CERTIFICATE_VERIFY_FAILED',
        'TLS error: 268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED',
        'proxy',
      ],
      [
        'The remote certificate is invalid according to the validation procedure',
        'The remote certificate is invalid according to the validation procedure.',
        'dotnet',
      ],
      [
        'The SSL connection could not be established, see inner exception',
        'The SSL connection could not be established, see inner exception.',
        'dotnet',
      ],
      ['SSL certificate problem: ', 'curl: (60) SSL certificate problem: certificate is not trusted', 'curl'],
      ['SSL Client CA chain cannot be verified', 'SSL Client CA chain cannot be verified', 'proxy'],
      ['NET::ERR_CERT_INVALID', 'NET::ERR_CERT_INVALID', 'browser'],
      [
        /The certificate for this server is invalid/,
        'The certificate for this server is invalid. You might be connecting to a server that is pretending to be es01.',
        'browser',
      ],
    ],
    writtenBy: ['openssl'],
    meaning: 'refused-without-reason',
    rules: ['trust-unknown-issuer', 'trust-missing-intermediate', 'leaf-expired', 'san-name-mismatch'],
  },
  {
    texts: [
      ['failed to load system roots and no roots provided', 'x509: failed to load system roots and no roots provided'],
      [
        'error setting certificate verify locations',
        'curl: (77) error setting certificate verify locations:  CAfile: /tmp/ca.crt CApath: none',
        'curl',
      ],
      ['error adding trust anchors from file', 'curl: (77) error adding trust anchors from file: ca.crt', 'curl'],
      [
        'Ignoring extra certs from',
        'Warning: Ignoring extra certs from `/etc/ca.pem`, load failed: error:80000002:system library::No such file or directory',
        'node',
      ],
      ['no certificate or crl found', '[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found (_ssl.c:4149)', 'python'],
    ],
    writtenBy: ['go'],
    meaning: 'trust-list-unread',
    rules: [],
  },
];
