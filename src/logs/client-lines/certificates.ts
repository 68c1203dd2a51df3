import type { ClientLine } from './client-line.ts';

/** A client that does not accept what stands in the certificate. */
export const certificates: readonly ClientLine[] = [
  {
    texts: [
      [
        /certificate is valid for .{1,2000}, not \d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/,
        'x509: certificate is valid for 10.0.0.11, 127.0.0.1, not 10.0.0.12',
      ],
      [
        /cannot validate certificate for \S{1,100} because it doesn't contain any IP SANs/,
        "x509: cannot validate certificate for 10.0.0.5 because it doesn't contain any IP SANs",
      ],
      [
        'IP address mismatch, certificate is not valid for',
        "certificate verify failed: IP address mismatch, certificate is not valid for '10.0.0.5'. (_ssl.c:1007)",
        'python',
      ],
      ['verify error:num=64', 'verify error:num=64:IP address mismatch', 'openssl'],
    ],
    writtenBy: ['go'],
    meaning: 'address-not-in-certificate',
    rules: ['san-ip-missing', 'san-publish-address-missing', 'san-stale-after-move'],
    reasons: ['name-mismatch'],
  },
  {
    texts: [['certificate is not valid for any names', 'x509: certificate is not valid for any names, but wanted to match localhost']],
    writtenBy: ['go'],
    meaning: 'certificate-without-names',
    rules: ['san-missing', 'san-cn-only-name'],
    reasons: ['name-mismatch'],
  },
  {
    texts: [
      [/certificate is valid for .{1,500}, not /, 'x509: certificate is valid for es01, localhost, not elasticsearch'],
      [
        'Certificate for <',
        "[Manticore::UnknownException] Certificate for <es01> doesn't match any of the subject alternative names: [localhost]",
        'logstash',
      ],
      [
        'does not match the certificate subject provided by the peer',
        "javax.net.ssl.SSLPeerUnverifiedException: Host name 'es01' does not match the certificate subject provided by the peer (CN=instance)",
        'jsse',
      ],
      [/Hostname \S{1,253} not verified/, 'javax.net.ssl.SSLPeerUnverifiedException: Hostname es01 not verified', 'jsse'],
      [
        'Hostname mismatch, certificate is not valid for',
        "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'es01'. (_ssl.c:1007)",
        'python',
      ],
      [/hostname '.{1,253}' doesn't match /, "ssl.CertificateError: hostname 'es01' doesn't match 'localhost'", 'python'],
      [
        'RemoteCertificateNameMismatch',
        'The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch',
        'dotnet',
      ],
      ['SEC_E_WRONG_PRINCIPAL', 'schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322)', 'curl'],
      [
        'does not match target host name',
        "curl: (60) SSL: certificate subject name 'instance' does not match target host name 'es01'",
        'curl',
      ],
      [
        'no alternative certificate subject name matches target',
        "curl: (60) SSL: no alternative certificate subject name matches target host name 'es01'",
        'curl',
      ],
      ['NET::ERR_CERT_COMMON_NAME_INVALID', 'NET::ERR_CERT_COMMON_NAME_INVALID', 'browser'],
      ['SSL_ERROR_BAD_CERT_DOMAIN', 'SSL_ERROR_BAD_CERT_DOMAIN', 'browser'],
      [
        'upstream SSL certificate does not match',
        'upstream SSL certificate does not match "es01" while SSL handshaking to upstream',
        'proxy',
      ],
      ['did not match expected CN', "Peer certificate CN=`instance' did not match expected CN=`es01'", 'php'],
      ['invalid peer certificate: NotValidForName', 'invalid peer certificate: NotValidForName', 'rust'],
      ['verify error:num=62', 'verify error:num=62:hostname mismatch', 'openssl'],
    ],
    writtenBy: ['go'],
    meaning: 'name-not-in-certificate',
    rules: ['san-name-mismatch', 'san-cn-only-name', 'san-stale-after-move'],
    reasons: ['name-mismatch'],
  },
  {
    texts: [['certificate relies on legacy Common Name field', 'x509: certificate relies on legacy Common Name field, use SANs instead']],
    writtenBy: ['go'],
    meaning: 'certificate-without-names',
    rules: ['san-cn-only-name', 'san-missing'],
  },
  {
    texts: [
      [
        /has expired or is not yet valid: current time \S{1,40} is before /,
        'x509: certificate has expired or is not yet valid: current time 2024-05-01T10:00:00Z is before 2024-05-02T10:00:00Z',
      ],
      ['MOZILLA_PKIX_ERROR_NOT_YET_VALID', 'MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE', 'browser'],
    ],
    writtenBy: ['go'],
    meaning: 'not-yet-valid',
    rules: ['leaf-not-yet-valid', 'clock-skew'],
  },
  {
    texts: [
      [
        'certificate has expired or is not yet valid',
        'x509: certificate has expired or is not yet valid: current time 2024-05-01T10:00:00Z is after 2024-04-30T10:00:00Z',
      ],
      [
        'CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1007)',
        'python',
      ],
      [
        'in the certificate chain: NotTimeValid',
        'The remote certificate is invalid because of errors in the certificate chain: NotTimeValid',
        'dotnet',
      ],
      ['SEC_ERROR_EXPIRED_CERTIFICATE', 'SEC_ERROR_EXPIRED_CERTIFICATE', 'browser'],
      ['SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE', 'SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE', 'browser'],
      ['NET::ERR_CERT_DATE_INVALID', 'NET::ERR_CERT_DATE_INVALID', 'browser'],
      ['invalid peer certificate: Expired', 'invalid peer certificate: Expired', 'rust'],
    ],
    writtenBy: ['go'],
    meaning: 'expired',
    rules: ['leaf-expired', 'ca-expired', 'clock-skew'],
  },
  {
    texts: [
      ['certificate specifies an incompatible key usage', 'x509: certificate specifies an incompatible key usage'],
      ['SEC_ERROR_INADEQUATE_CERT_TYPE', 'SEC_ERROR_INADEQUATE_CERT_TYPE', 'browser'],
      ['ERR_SSL_KEY_USAGE_INCOMPATIBLE', 'ERR_SSL_KEY_USAGE_INCOMPATIBLE', 'browser'],
      ['invalid peer certificate: InvalidPurpose', 'invalid peer certificate: InvalidPurpose', 'rust'],
    ],
    writtenBy: ['go'],
    meaning: 'usage-not-allowed',
    rules: ['eku-missing-serverauth', 'eku-client-missing-clientauth', 'ku-without-digitalsignature'],
  },
  {
    texts: [
      [
        'parent certificate cannot sign this kind of certificate',
        'x509: invalid signature: parent certificate cannot sign this kind of certificate',
      ],
      ['certificate is not authorized to sign other certificates', 'x509: certificate is not authorized to sign other certificates'],
      ['SEC_ERROR_CA_CERT_INVALID', 'SEC_ERROR_CA_CERT_INVALID', 'browser'],
      ['MOZILLA_PKIX_ERROR_V1_CERT_USED_AS_CA', 'MOZILLA_PKIX_ERROR_V1_CERT_USED_AS_CA', 'browser'],
    ],
    writtenBy: ['go'],
    meaning: 'issuer-is-no-ca',
    rules: ['ca-not-a-ca', 'ca-keyusage-without-certsign'],
  },
  {
    texts: [
      ['MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY', 'MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY', 'browser'],
      ['CaUsedAsEndEntity', 'invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))', 'rust'],
    ],
    writtenBy: ['browser'],
    meaning: 'ca-used-by-server',
    rules: ['leaf-is-ca'],
  },
  {
    texts: [
      ['too many intermediates for path length constraint', 'x509: too many intermediates for path length constraint'],
      [
        'is not authorized to sign for this name',
        'x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "es01" is not permitted by any constraint',
      ],
      ['x509: unhandled critical extension', 'x509: unhandled critical extension'],
      ['SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION', 'SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION', 'browser'],
      ['x509: negative serial number', 'x509: negative serial number'],
      ['SEC_ERROR_BAD_SIGNATURE', 'SEC_ERROR_BAD_SIGNATURE', 'browser'],
      ['SEC_ERROR_REUSED_ISSUER_AND_SERIAL', 'SEC_ERROR_REUSED_ISSUER_AND_SERIAL', 'browser'],
    ],
    writtenBy: ['go'],
    meaning: 'chain-breaks-a-rule',
    rules: ['chain-refused'],
  },
  {
    texts: [
      ['cannot verify signature: insecure algorithm', 'x509: cannot verify signature: insecure algorithm SHA1-RSA'],
      ['NET::ERR_CERT_WEAK_SIGNATURE_ALGORITHM', 'NET::ERR_CERT_WEAK_SIGNATURE_ALGORITHM', 'browser'],
      ['SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED', 'SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED', 'browser'],
      ['HasWeakSignature', 'because of errors in the certificate chain: HasWeakSignature', 'dotnet'],
    ],
    writtenBy: ['go'],
    meaning: 'weak-signature',
    rules: ['weak-signature'],
  },
  {
    texts: [
      [
        'EE certificate key too weak',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: EE certificate key too weak (_ssl.c:1007)',
        'python',
      ],
      [
        'CA certificate key too weak',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: CA certificate key too weak (_ssl.c:1007)',
        'python',
      ],
      [
        'Certificates do not conform to algorithm constraints',
        'java.security.cert.CertificateException: Certificates do not conform to algorithm constraints',
        'jsse',
      ],
    ],
    writtenBy: ['openssl'],
    meaning: 'weak-key-or-signature',
    rules: ['weak-key', 'weak-signature'],
  },
  {
    texts: [
      [
        'certificate verify failed: Missing Authority Key Identifier',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Missing Authority Key Identifier (_ssl.c:1028)',
      ],
      [
        'certificate verify failed: Missing Subject Key Identifier',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Missing Subject Key Identifier (_ssl.c:1028)',
      ],
      [
        'Basic Constraints of CA cert not marked critical',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Basic Constraints of CA cert not marked critical (_ssl.c:1028)',
      ],
      [
        'CA cert does not include key usage extension',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: CA cert does not include key usage extension (_ssl.c:1028)',
      ],
    ],
    writtenBy: ['python'],
    meaning: 'strict-python',
    rules: ['ca-without-keyusage'],
  },
  {
    texts: [
      ['NET::ERR_CERT_VALIDITY_TOO_LONG', 'NET::ERR_CERT_VALIDITY_TOO_LONG'],
      ['certificate is not standards compliant', '“localhost” certificate is not standards compliant'],
    ],
    writtenBy: ['browser'],
    meaning: 'validity-too-long',
    rules: ['validity-too-long-for-browsers'],
  },
  {
    texts: [
      ['CRYPT_E_NO_REVOCATION_CHECK', 'schannel: next InitializeSecurityContext failed: CRYPT_E_NO_REVOCATION_CHECK (0x80092012)', 'curl'],
      ['CRYPT_E_REVOCATION_OFFLINE', 'schannel: next InitializeSecurityContext failed: CRYPT_E_REVOCATION_OFFLINE (0x80092013)', 'curl'],
      [
        'RevocationStatusUnknown',
        'The remote certificate is invalid because of errors in the certificate chain: RevocationStatusUnknown, OfflineRevocation',
        'dotnet',
      ],
    ],
    writtenBy: ['dotnet'],
    meaning: 'revocation-unknown',
    rules: ['crl-ocsp-unreachable-or-revoked'],
  },
];
