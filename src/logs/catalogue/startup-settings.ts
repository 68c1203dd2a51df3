import type { LogLine } from './log-line.ts';

/** Settings that a process does not start with, or that it warns of. */
export const startupSettings: readonly LogLine[] = [
  {
    texts: [
      [
        'is not set, but the following settings have been configured',
        'invalid configuration for xpack.security.transport.ssl - [xpack.security.transport.ssl.enabled] is not set, but the following settings have been configured in elasticsearch.yml : [xpack.security.transport.ssl.keystore.path]',
      ],
    ],
    writtenBy: ['elasticsearch-8', 'elasticsearch-9'],
    refusedBy: null,
    rule: 'ssl-settings-without-enabled',
  },
  {
    texts: [
      [
        'requires a key and certificate, but these have not been configured',
        'invalid SSL configuration for xpack.security.http.ssl - server ssl configuration requires a key and certificate, but these have not been configured; you must set either [xpack.security.http.ssl.keystore.path], or both [xpack.security.http.ssl.key] and [xpack.security.http.ssl.certificate]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'ssl-enabled-without-key',
  },
  {
    texts: [
      [
        /cannot specify both \[[^\]\n]{0,200}password\]/,
        'cannot specify both [xpack.security.transport.ssl.keystore.secure_password] and [xpack.security.transport.ssl.keystore.password]',
      ],
      [
        /cannot specify both \[[^\]\n]{0,200}passphrase\]/,
        'cannot specify both [xpack.security.transport.ssl.secure_key_passphrase] and [xpack.security.transport.ssl.key_passphrase]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'conflicting-passwords',
  },
  {
    texts: [
      [
        /cannot specify both \[[^\]\n]{0,200}certificate_authorities\]/,
        'cannot specify both [xpack.security.transport.ssl.certificate_authorities] and [xpack.security.transport.ssl.truststore.path]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'conflicting-trust-settings',
  },
  {
    texts: [
      [
        'cannot specify both [',
        'cannot specify both [xpack.security.transport.ssl.certificate] and [xpack.security.transport.ssl.keystore.path]',
      ],
      [
        /cannot specify \[[^\]\n]{0,200}\] without also setting/,
        'cannot specify [xpack.security.transport.ssl.certificate] without also setting [xpack.security.transport.ssl.key]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'conflicting-key-settings',
  },
  {
    texts: [
      [
        'unknown setting [xpack.security',
        'unknown setting [xpack.security.transport.ssl.certificat] please check that any required plugins are installed, or check the breaking changes documentation for removed settings',
      ],
      [
        'unknown setting [xpack.ssl',
        'unknown setting [xpack.ssl.key] please check that any required plugins are installed, or check the breaking changes documentation for removed settings',
      ],
      [
        'unknown secure setting [xpack.security',
        'unknown secure setting [xpack.security.transport.ssl.keystore.secure_pasword] please check that any required plugins are installed, or check the breaking changes documentation for removed settings',
      ],
      [
        'unknown secure setting [xpack.ssl',
        'unknown secure setting [xpack.ssl.keystore.secure_password] please check that any required plugins are installed, or check the breaking changes documentation for removed settings',
      ],
      [
        'could not resolve ssl client verification mode',
        'could not resolve ssl client verification mode, unknown value [strict], recognised values are [none, certificate, full]',
      ],
      [
        'could not resolve ssl client authentication',
        'could not resolve ssl client authentication, unknown value [yes], recognised values are [none, optional, required]',
      ],
      [
        'is a secure setting and must be stored inside the Elasticsearch keystore',
        'Setting [xpack.security.transport.ssl.keystore.secure_password] is a secure setting and must be stored inside the Elasticsearch keystore, but was found inside elasticsearch.yml',
      ],
      [
        'no supported SSL/TLS protocol was found',
        'no supported SSL/TLS protocol was found in the configured supported protocols: [TLSv1.4]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'unknown-ssl-setting',
  },
  {
    texts: [
      [
        'null-valued setting found for key',
        'null-valued setting found for key [xpack.security.transport.ssl.enabled] found at line number [12], column number [1]',
      ],
      ["Duplicate field '", "Duplicate field 'xpack.security.transport.ssl.enabled'"],
      ["Could not resolve placeholder '", "Could not resolve placeholder 'STORE_PASSWORD'"],
      ['Failed to load settings from [elasticsearch.yml]', 'Failed to load settings from [elasticsearch.yml]'],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    refusedBy: null,
    rule: 'yaml-shape-overrides',
  },
  {
    texts: [
      [
        'a PKI realm is enabled but cannot be used',
        'a PKI realm is enabled but cannot be used as neither HTTP or Transport have SSL and client authentication enabled',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'pki-realm-without-client-auth',
  },
  {
    texts: [
      [
        'HTTPS is required in order to use the token service',
        'HTTPS is required in order to use the token service; please enable HTTPS using the [xpack.security.http.ssl.enabled] setting or disable the token service using the [xpack.security.authc.token.enabled] setting',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'token-service-without-https',
  },
  {
    texts: [
      [
        'Skipping security auto configuration because',
        'Skipping security auto configuration because the configuration explicitly enables or disables it',
      ],
    ],
    writtenBy: ['elasticsearch-8', 'elasticsearch-9'],
    refusedBy: null,
    rule: 'autoconfig-skipped',
    // Each start but the first says so.
    fragment: true,
  },
  {
    texts: [
      [
        /bootstrap check failure[\s\S]{0,2000}Transport SSL must be enabled if security is enabled/,
        'bootstrap check failure [1] of [1]: Transport SSL must be enabled if security is enabled. Please set [xpack.security.transport.ssl.enabled] to [true] or disable security by setting [xpack.security.enabled] to [false]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'bootstrap-tls-missing',
    related: ['transport-plaintext'],
  },
  {
    // On the loopback alone this is a warning, and the node starts: its transport is in the clear.
    texts: [
      [
        'Transport SSL must be enabled if security is enabled',
        'Transport SSL must be enabled if security is enabled. Please set [xpack.security.transport.ssl.enabled] to [true] or disable security by setting [xpack.security.enabled] to [false]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    goesOn: 'warns that its transport is without TLS',
    warning: true,
    rule: 'bootstrap-tls-missing',
    alternatives: ['transport-mixed-tls'],
    related: ['transport-plaintext'],
  },
  {
    texts: [
      [
        /none of the ciphers [^\n]{0,4000} are supported by this JVM/,
        'none of the ciphers [[ECDHE-RSA-AES128-GCM-SHA256]] are supported by this JVM',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'ciphers-unsupported-by-jvm',
  },
  {
    // Some of the list are left, and the node starts with those.
    texts: [
      [
        'unsupported ciphers [',
        'unsupported ciphers [[TLS_RSA_WITH_AES_128_CBC_SHA]] were requested but cannot be used in this JVM, however there are supported ciphers that will be used [[TLS_AES_256_GCM_SHA384]]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    goesOn: 'warns that its JVM does not know some of the cipher suites',
    warning: true,
    rule: 'ciphers-unsupported-by-jvm',
  },
  {
    texts: [
      [
        "doesn't contain any PrivateKey entries where the associated certificate is a CA",
        "Unable to create an enrollment token. Elasticsearch node HTTP layer SSL configuration Keystore doesn't contain any PrivateKey entries where the associated certificate is a CA certificate",
      ],
      [
        'HTTP layer SSL configuration is not configured with a keystore',
        'Unable to create an enrollment token. Elasticsearch node HTTP layer SSL configuration is not configured with a keystore',
      ],
    ],
    writtenBy: ['elasticsearch-tool'],
    refusedBy: null,
    rule: 'enrollment-impossible',
  },
];
