import type { LogLine } from './log-line.ts';

/** Files that are missing, may not be read, or are not what is expected: PEM above all. */
export const startupFiles: readonly LogLine[] = [
  {
    texts: [
      [
        /cannot read [^\n]{0,120}\[[^\]'\n]{0,400}-{4,5} ?BEGIN [A-Z0-9]/,
        'cannot read configured PEM private key [/etc/elasticsearch/-----BEGIN PRIVATE KEY-----] because the file does not exist',
      ],
      [
        /cannot load [^\n]{0,120}\[[^\]'\n]{0,400}-{4,5} ?BEGIN [A-Z0-9]/,
        'cannot load SSL configuration [/etc/elasticsearch/-----BEGIN CERTIFICATE-----]',
      ],
      [/, open '[^\]'\n]{0,400}-{4,5} ?BEGIN [A-Z0-9]/, "ENOENT: no such file or directory, open '-----BEGIN PRIVATE KEY-----"],
    ],
    writtenBy: ['elasticsearch', 'kibana', 'node'],
    refusedBy: null,
    rule: 'pem-text-in-place-of-path',
  },
  {
    texts: [
      [
        'does not contain a supported key format',
        'the PEM file [/etc/elasticsearch/certs/node.key] does not contain a supported key format',
      ],
      [
        'File does not contain valid private key',
        'java.lang.IllegalArgumentException: File does not contain valid private key: /etc/opensearch/ssl/privkey.pem',
      ],
      [
        'Your keystore or PEM does not contain a key',
        'Your keystore or PEM does not contain a key. If you specified a key password, try removing it.',
      ],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    refusedBy: null,
    rule: 'pem-key-unsupported',
  },
  {
    texts: [
      ['DECODER routines::unsupported', 'error:1E08010C:DECODER routines::unsupported'],
      ['ERR_OSSL_UNSUPPORTED', "code: 'ERR_OSSL_UNSUPPORTED'"],
    ],
    writtenBy: ['openssl', 'node'],
    refusedBy: null,
    rule: 'pem-key-unsupported',
    alternatives: ['pem-key-encrypted', 'kibana-legacy-pkcs12'],
  },
  {
    texts: [
      [
        'cannot read encrypted key',
        'cannot load PEM private key from [/etc/elasticsearch/certs/node.key] - cannot read encrypted key [/etc/elasticsearch/certs/node.key] without a password',
      ],
      ['ERR_MISSING_PASSPHRASE', "code: 'ERR_MISSING_PASSPHRASE'"],
    ],
    writtenBy: ['elasticsearch', 'node'],
    refusedBy: null,
    rule: 'pem-key-encrypted',
  },
  {
    texts: [
      [
        /Error parsing Private Key \[[^\]\n]{0,1000}\], file is empty/,
        'Error parsing Private Key [/etc/elasticsearch/certs/node.key], file is empty',
      ],
      [
        'failed to parse any certificates from [',
        'cannot load PEM certificate_authorities from [/etc/elasticsearch/certs/ca.crt] - failed to parse any certificates from [/etc/elasticsearch/certs/ca.crt]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'pem-empty',
  },
  {
    texts: [
      ['PEM routines:get_name:no start line', 'error:0909006C:PEM routines:get_name:no start line'],
      ['PEM routines::no start line', 'error:0480006C:PEM routines::no start line'],
      ['ERR_OSSL_PEM_NO_START_LINE', "code: 'ERR_OSSL_PEM_NO_START_LINE'"],
    ],
    writtenBy: ['openssl', 'node'],
    refusedBy: null,
    rule: 'pem-not-a-certificate',
    alternatives: ['pem-empty', 'pem-key-unsupported'],
  },
  {
    texts: [
      ['cannot load PEM certificate_authorities', 'cannot load PEM certificate_authorities from [/etc/elasticsearch/certs/ca.key]'],
      ['cannot load PEM certificate', 'cannot load PEM certificate from [/etc/elasticsearch/certs/node.key]'],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'pem-not-a-certificate',
  },
  {
    texts: [
      [
        'because the file does not exist',
        'cannot read configured PEM certificate_authorities [/etc/elasticsearch/certs/ca.crt] because the file does not exist',
      ],
      [
        'because one or more files do not exist',
        'cannot read configured PEM certificate_authorities [/etc/elasticsearch/certs/ca.crt, /etc/elasticsearch/certs/old.crt] because one or more files do not exist',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'file-missing',
  },
  {
    texts: [['ENOENT: no such file', "ENOENT: no such file or directory, open '/etc/kibana/ca.crt'"]],
    writtenBy: ['kibana', 'node'],
    refusedBy: null,
    rule: 'file-missing',
  },
  {
    texts: [
      [
        /cannot stat '[^'\n]{0,400}\/certs?\/[^'\n]{1,200}'/,
        "cp: cannot stat '/mnt/elastic-internal/elasticsearch-association/logging/elasticsearch/certs/ca.crt': No such file or directory",
      ],
    ],
    writtenBy: ['kubernetes'],
    refusedBy: null,
    rule: 'file-missing',
  },
  {
    texts: [
      [
        'access to read the file is blocked',
        'cannot read configured PEM certificate [/etc/pki/tls/node.crt] because access to read the file is blocked; SSL resources should be placed in the [/etc/elasticsearch] directory',
      ],
      [
        /AccessControlException: access denied \("java\.io\.FilePermission" "[^"\n]{1,400}" "read"\)/,
        'java.security.AccessControlException: access denied ("java.io.FilePermission" "/etc/pki/tls/private" "read")',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'file-outside-config-dir',
  },
  {
    texts: [
      [/not permitted to read [^[\n]{1,100}\[/, 'not permitted to read the PEM private key file [/etc/elasticsearch/certs/node.key]'],
      [/AccessDeniedException: \S{1,400}\.p12/, 'java.nio.file.AccessDeniedException: /etc/elasticsearch/certs/node.p12'],
      [/AccessDeniedException: \S{1,400}\.jks/, 'java.nio.file.AccessDeniedException: /etc/elasticsearch/certs/node.jks'],
      [/AccessDeniedException: \S{1,400}\.key/, 'java.nio.file.AccessDeniedException: /etc/elasticsearch/certs/node.key'],
      [/AccessDeniedException: \S{1,400}\.pem/, 'java.nio.file.AccessDeniedException: /etc/elasticsearch/certs/node.pem'],
      [/AccessDeniedException: \S{1,400}\.crt/, 'java.nio.file.AccessDeniedException: /etc/elasticsearch/certs/node.crt'],
    ],
    writtenBy: ['elasticsearch', 'opensearch'],
    refusedBy: null,
    rule: 'file-not-readable',
  },
  {
    texts: [['EACCES: permission denied', "EACCES: permission denied, open '/usr/share/kibana/config/key.pem'"]],
    writtenBy: ['kibana', 'node'],
    refusedBy: null,
    rule: 'file-not-readable',
  },
  {
    texts: [
      ['Certificate chain is not valid', 'java.lang.IllegalArgumentException: Certificate chain is not valid'],
      [
        'failed to load a KeyManager for certificate/key pair',
        'failed to load a KeyManager for certificate/key pair [/etc/elasticsearch/certs/node.crt], [/etc/elasticsearch/certs/node.key]',
      ],
    ],
    writtenBy: ['elasticsearch', 'jsse'],
    refusedBy: null,
    rule: 'chain-order-invalid',
    related: ['chain-unrelated-certificate'],
  },
];
