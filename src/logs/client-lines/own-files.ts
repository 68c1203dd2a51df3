import type { ClientLine } from './client-line.ts';

/** What a client or a service has of its own: files, stores, settings. */
export const ownFiles: readonly ClientLine[] = [
  {
    texts: [
      ['tls: private key does not match public key', 'tls: private key does not match public key'],
      ['X509: KEY_VALUES_MISMATCH', '[X509: KEY_VALUES_MISMATCH] key values mismatch (_ssl.c:4046)', 'python'],
      ['SSL: KEY_VALUES_MISMATCH', '[SSL: KEY_VALUES_MISMATCH] key values mismatch (_ssl.c:4046)', 'python'],
      [
        /SSL_CTX_use_PrivateKey.{0,200}key values mismatch/,
        'SSL_CTX_use_PrivateKey("/etc/nginx/key.pem") failed (SSL: error:05800074:x509 certificate routines::key values mismatch)',
        'proxy',
      ],
      ['ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED', 'ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED', 'browser'],
    ],
    writtenBy: ['go'],
    meaning: 'key-of-another-certificate',
    rules: ['key-certificate-mismatch'],
  },
  {
    texts: [
      ['failed to find any PEM data in certificate input', 'tls: failed to find any PEM data in certificate input'],
      ['failed to find any PEM data in key input', 'tls: failed to find any PEM data in key input'],
      [
        'PEM block in certificate input after skipping PEM blocks',
        'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [PRIVATE KEY]',
      ],
      ['found a certificate rather than a key in the PEM', 'tls: found a certificate rather than a key in the PEM for the private key'],
      ['file is not a certificate', 'error loading CA file: file is not a certificate adding /etc/ca.crt to the list of known CAs'],
      [
        'found no certificates in input stream',
        'java.security.cert.CertificateException: found no certificates in input stream',
        'logstash',
      ],
      [
        'File does not contain valid certificates',
        'java.lang.IllegalArgumentException: File does not contain valid certificates: /etc/logstash/logstash.crt',
        'logstash',
      ],
      [
        'found no private key in the provided input stream',
        'java.security.KeyException: found no private key in the provided input stream',
        'logstash',
      ],
      [/\[SSL\] PEM lib/, 'ssl.SSLError: [SSL] PEM lib (_ssl.c:3874)', 'python'],
    ],
    writtenBy: ['go'],
    meaning: 'pem-holds-something-else',
    rules: ['pem-not-a-certificate', 'pem-empty'],
  },
  {
    texts: [
      ['tls: failed to parse private key', 'tls: failed to parse private key'],
      [
        'your private key was not in PKCS8 format',
        'Looks like you either have an invalid key or your private key was not in PKCS8 format.',
        'logstash',
      ],
      [
        /File does not contain valid private key: .{1,300}logstash/,
        'java.lang.IllegalArgumentException: File does not contain valid private key: /etc/logstash/logstash.key',
        'logstash',
      ],
      ['unable to set private key file', "curl: (58) unable to set private key file: '/tmp/client.key' type PEM", 'curl'],
      [
        'could not load PEM client certificate',
        'curl: (58) could not load PEM client certificate from client.crt, (no key found, wrong pass phrase, or wrong file format?)',
        'curl',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'key-not-read',
    rules: ['pem-key-unsupported', 'pem-key-encrypted'],
  },
  {
    texts: [
      ['key file not configured', "key file not configured accessing 'output.elasticsearch.ssl'"],
      ['certificate file not configured', "certificate file not configured accessing 'output.elasticsearch.ssl'"],
    ],
    writtenBy: ['go'],
    meaning: 'half-an-identity',
    rules: [],
  },
  {
    texts: [
      [/open .{1,300}: no such file or directory/, 'open /etc/filebeat/ca.crt: no such file or directory'],
      [/open .{1,300}: The system cannot find the file specified/, 'open C:\\certs\\ca.crt: The system cannot find the file specified.'],
      [/open .{1,300}: The system cannot find the path specified/, 'open C:\\certs\\ca.crt: The system cannot find the path specified.'],
      [
        'BIO_new_file() failed',
        'cannot load certificate "/etc/nginx/cert.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory)',
        'proxy',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'file-not-there',
    rules: ['file-missing'],
  },
  {
    texts: [
      [/open .{1,300}: permission denied/, 'open /etc/filebeat/client.key: permission denied'],
      [/open .{1,300}: Access is denied/, 'open C:\\certs\\client.key: Access is denied.'],
    ],
    writtenBy: ['go'],
    meaning: 'file-not-allowed',
    rules: ['file-not-readable'],
  },
  {
    texts: [
      ['Cannot recover key', 'java.security.UnrecoverableKeyException: Cannot recover key'],
      [
        'Get Key failed: Given final block not properly padded',
        'java.security.UnrecoverableKeyException: Get Key failed: Given final block not properly padded.',
      ],
      ['EVP_DecryptFinal_ex:bad decrypt', 'error:06065064:digital envelope routines:EVP_DecryptFinal_ex:bad decrypt', 'openssl'],
      ['x509: decryption password incorrect', 'x509: decryption password incorrect', 'go'],
    ],
    writtenBy: ['jsse'],
    meaning: 'password-wrong',
    rules: ['keystore-password-wrong'],
  },
  {
    texts: [
      ['DerInputStream.getLength(): lengthTag=', 'java.io.IOException: DerInputStream.getLength(): lengthTag=109, too big.'],
      ['DerValue.getBigIntegerInternal', 'java.io.IOException: DerValue.getBigIntegerInternal, not expected 48'],
    ],
    writtenBy: ['jsse'],
    meaning: 'store-of-another-kind',
    rules: ['keystore-type-mismatch'],
  },
  {
    texts: [
      [
        'either ServerName or InsecureSkipVerify must be specified',
        'tls: either ServerName or InsecureSkipVerify must be specified in the tls.Config',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'no-name-to-check',
    rules: [],
  },
  {
    texts: [
      [
        /The setting `?\w+`? in plugin `?\w+`? is obsolete/,
        "The setting `cacert` in plugin `elasticsearch` is obsolete and is no longer available. Set 'ssl_certificate_authorities' instead.",
      ],
    ],
    writtenBy: ['logstash'],
    meaning: 'plugin-setting-removed',
    rules: [],
  },
  {
    texts: [
      [
        'deprecated config setting "cacert',
        'You are using a deprecated config setting "cacert" set in elasticsearch. Deprecated settings will continue to work, but are scheduled for removal.',
      ],
      [
        'deprecated config setting "ssl',
        'You are using a deprecated config setting "ssl_certificate_verification" set in elasticsearch. Deprecated settings will continue to work, but are scheduled for removal.',
      ],
      [
        'deprecated config setting "keystore',
        'You are using a deprecated config setting "keystore" set in elasticsearch. Deprecated settings will continue to work, but are scheduled for removal.',
      ],
      [
        'deprecated config setting "truststore',
        'You are using a deprecated config setting "truststore" set in elasticsearch. Deprecated settings will continue to work, but are scheduled for removal.',
      ],
      [
        'deprecated config setting "client_',
        'You are using a deprecated config setting "client_cert" set in elasticsearch. Deprecated settings will continue to work, but are scheduled for removal.',
      ],
      [
        'deprecated config setting "tls_',
        'You are using a deprecated config setting "tls_min_version" set in elasticsearch. Deprecated settings will continue to work, but are scheduled for removal.',
      ],
      [
        'deprecated config setting "cipher_suites',
        'You are using a deprecated config setting "cipher_suites" set in elasticsearch. Deprecated settings will continue to work, but are scheduled for removal.',
      ],
    ],
    writtenBy: ['logstash'],
    meaning: 'plugin-setting-deprecated',
    rules: [],
  },
  {
    texts: [
      [
        'connection to fleet-server is insecure',
        'connection to fleet-server is insecure, strongly recommended to use a secure connection (override with --insecure)',
      ],
    ],
    writtenBy: ['go'],
    meaning: 'fleet-server-over-http',
    rules: [],
  },
  {
    texts: [
      [
        'InsecureRequestWarning',
        "InsecureRequestWarning: Unverified HTTPS request is being made to host 'es01'. Adding certificate verification is strongly advised.",
        'python',
      ],
      [
        'NODE_TLS_REJECT_UNAUTHORIZED',
        "Warning: Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to '0' makes TLS connections and HTTPS requests insecure by disabling certificate verification.",
        'node',
      ],
      ['SSL/TLS verifications disabled', 'SSL/TLS verifications disabled.', 'go'],
    ],
    writtenBy: ['python'],
    meaning: 'verification-off',
    rules: [],
  },
  {
    texts: [['should not be presented in certificate_request', 'extension (5) should not be presented in certificate_request']],
    writtenBy: ['jsse'],
    meaning: 'old-jdk-and-go-server',
    rules: [],
  },
  {
    texts: [
      ['dh key too small', '[SSL: DH_KEY_TOO_SMALL] dh key too small (_ssl.c:1007)'],
      [
        'unsafe legacy renegotiation disabled',
        '[SSL: UNSAFE_LEGACY_RENEGOTIATION_DISABLED] unsafe legacy renegotiation disabled (_ssl.c:1007)',
      ],
    ],
    writtenBy: ['openssl', 'python'],
    meaning: 'server-is-outdated',
    rules: ['weak-cipher-accepted', 'legacy-protocol-enabled'],
  },
  {
    texts: [
      ['No cipher can be selected', "ssl.SSLError: ('No cipher can be selected.',)", 'python'],
      ['no ciphers available', 'error:141A90B5:SSL routines:ssl_cipher_list_to_bytes:no ciphers available'],
    ],
    writtenBy: ['openssl'],
    meaning: 'no-suite-left',
    rules: [],
  },
  {
    texts: [[/Protocol "https?:" not supported\. Expected "https?:"/, 'Error: Protocol "https:" not supported. Expected "http:"']],
    writtenBy: ['node'],
    meaning: 'agent-of-another-scheme',
    rules: [],
  },
  {
    texts: [
      [
        'RemoteCertificateNotAvailable',
        'The remote certificate is invalid according to the validation procedure: RemoteCertificateNotAvailable',
        'dotnet',
      ],
      ['no peer certificate available', 'no peer certificate available'],
    ],
    writtenBy: ['openssl'],
    meaning: 'server-showed-no-certificate',
    rules: ['ec-curve-unsupported', 'no-common-cipher', 'http-plaintext'],
  },
];
