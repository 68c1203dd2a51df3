import type { LogLine } from './log-line.ts';

/** What Kibana writes where its settings keep it from starting. */
export const startupSettingsKibana: readonly LogLine[] = [
  {
    texts: [
      [
        'must specify [certificate] and [key]',
        '[config validation of [server].ssl]: must specify [certificate] and [key] -- or [keystore.path] -- when ssl is enabled',
      ],
      [
        'must specify [certificate] or [keystore.path] when ssl is enabled',
        'FATAL Error: [config validation of [server].ssl]: must specify [certificate] or [keystore.path] when ssl is enabled',
      ],
    ],
    writtenBy: ['kibana'],
    refusedBy: null,
    rule: 'ssl-enabled-without-key',
  },
  {
    texts: [
      [
        /cannot use \[[^\]\n]{0,200}\] when \[[^\]\n]{0,200}\] is specified/,
        '[config validation of [server].ssl]: cannot use [key] when [keystore.path] is specified',
      ],
    ],
    writtenBy: ['kibana'],
    refusedBy: null,
    rule: 'conflicting-key-settings',
  },
  {
    texts: [
      [
        /Unknown configuration key\(s\): [^\n]{0,200}ssl/,
        'FATAL CLI ERROR Error: Unknown configuration key(s): "server.ssl.cert". Check for spelling errors and ensure that expected plugins are installed.',
      ],
      [
        /Unknown configuration key\(s\): [^\n]{0,200}elasticsearch\./,
        'FATAL CLI ERROR Error: Unknown configuration key(s): "elasticsearch.url". Check for spelling errors and ensure that expected plugins are installed.',
      ],
      [
        /Unknown configuration key\(s\): [^\n]{0,200}valueFrom\.secretKeyRef/,
        'CriticalError: Unknown configuration key(s): "valueFrom.secretKeyRef.key", "valueFrom.secretKeyRef.name". Check for spelling errors and ensure that expected plugins are installed.',
      ],
      [
        /\[config validation of \[server\]\.ssl\.[\w.]{1,100}\]: definition for this key is missing/,
        'FATAL  Error: [config validation of [server].ssl.cert]: definition for this key is missing',
      ],
      [
        /\[config validation of \[elasticsearch\]\.[\w.]{1,100}\]: definition for this key is missing/,
        'FATAL  Error: [config validation of [elasticsearch].ssl.verify]: definition for this key is missing',
      ],
    ],
    writtenBy: ['kibana'],
    refusedBy: null,
    rule: 'unknown-ssl-setting',
  },
  {
    texts: [
      ['Unknown environment variable referenced in config', 'Error: Unknown environment variable referenced in config : ES_CA'],
      ['duplicated mapping key', 'YAMLException: duplicated mapping key (12:1)'],
    ],
    writtenBy: ['kibana'],
    refusedBy: null,
    rule: 'yaml-shape-overrides',
  },
  {
    texts: [
      [
        'must enable ssl to use [clientAuthentication]',
        '[config validation of [server].ssl]: must enable ssl to use [clientAuthentication]',
      ],
    ],
    writtenBy: ['kibana'],
    refusedBy: null,
    rule: 'kibana-client-auth-without-ca',
  },
  {
    texts: [
      [
        /Using "[^"\n]{0,100}\.ssl\.certificate" without "[^"\n]{0,100}\.ssl\.key" has no effect/,
        'Using "elasticsearch.ssl.certificate" without "elasticsearch.ssl.key" has no effect.',
      ],
      [
        /Using "[^"\n]{0,100}\.ssl\.key" without "[^"\n]{0,100}\.ssl\.certificate" has no effect/,
        'Using "elasticsearch.ssl.key" without "elasticsearch.ssl.certificate" has no effect.',
      ],
    ],
    writtenBy: ['kibana'],
    connection: 'kibana-elasticsearch',
    refusedBy: null,
    goesOn: 'warns that it uses no client certificate',
    warning: true,
    rule: 'kibana-es-mtls-half-configured',
  },
];
