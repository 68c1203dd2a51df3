import assert from 'node:assert/strict';
import { diagnoseJoin } from '../../../src/jobs/join/join.ts';
import { readLog } from '../../../src/logs/read-log.ts';

const transport = 'xpack.security.transport.ssl';
const fatal = '[2026-03-02T08:00:00,000][ERROR][o.e.b.Elasticsearch      ] [search7] fatal exception while booting Elasticsearch\n';
const failed = (prefix: string, why: string) =>
  `${fatal}org.elasticsearch.ElasticsearchSecurityException: failed to load SSL configuration [${prefix}] - ${why}`;

/** Why a node does not start, as it says itself, and what the commands of the remedy are then. */
const cases: readonly (readonly [what: string, log: string, rule: string, commands: readonly string[]])[] = [
  [
    'passwords that are left in the keystore',
    `${fatal}org.elasticsearch.ElasticsearchSecurityException: invalid configuration for ${transport} - [${transport}.enabled] is not set, but the following settings have been configured in elasticsearch.yml : [${transport}.truststore.secure_password]`,
    'ssl-settings-without-enabled',
    [`bin/elasticsearch-keystore remove ${transport}.truststore.secure_password`],
  ],
  [
    'a password of HTTP that is left in the keystore',
    `${fatal}org.elasticsearch.ElasticsearchSecurityException: invalid configuration for xpack.security.http.ssl - [xpack.security.http.ssl.enabled] is not set, but the following settings have been configured in elasticsearch.yml : [xpack.security.http.ssl.keystore.secure_password]`,
    'ssl-settings-without-enabled',
    ['bin/elasticsearch-keystore remove xpack.security.http.ssl.keystore.secure_password'],
  ],
  [
    'a file and its password without the switch',
    `${fatal}org.elasticsearch.ElasticsearchSecurityException: invalid configuration for ${transport} - [${transport}.enabled] is not set, but the following settings have been configured in elasticsearch.yml : [${transport}.keystore.path,${transport}.keystore.secure_password]`,
    'ssl-settings-without-enabled',
    [`elasticsearch.yml: ${transport}.enabled: true`],
  ],
  [
    'a trust store that does not open',
    `[2026-03-02T08:00:00,000][ERROR][o.e.b.ElasticsearchUncaughtExceptionHandler] [search7] uncaught exception in thread [main]\norg.elasticsearch.bootstrap.StartupException: ElasticsearchSecurityException[failed to load SSL configuration [${transport}]]; nested: ElasticsearchException[failed to initialize SSL TrustManager]; nested: IOException[keystore password was incorrect];`,
    'keystore-password-wrong',
    ['keytool -list -keystore FILE', `bin/elasticsearch-keystore add -f ${transport}.truststore.secure_password`],
  ],
  [
    'a key store of HTTP that does not open, by its path',
    failed(
      'xpack.security.http.ssl',
      'cannot read configured [PKCS12] keystore [/etc/elasticsearch/tls/http.p12] - this is usually caused by an incorrect password; (a keystore password was provided)',
    ),
    'keystore-password-wrong',
    [
      '/usr/share/elasticsearch/jdk/bin/keytool -list -keystore /etc/elasticsearch/tls/http.p12',
      '/usr/share/elasticsearch/bin/elasticsearch-keystore add -f xpack.security.http.ssl.keystore.secure_password',
      'systemctl restart elasticsearch',
    ],
  ],
  [
    'a key that the service may not read',
    failed(transport, 'not permitted to read the PEM private key file [/etc/elasticsearch/tls/search7.key]'),
    'file-not-readable',
    [
      'chown --reference=/etc/elasticsearch/elasticsearch.yml /etc/elasticsearch/tls/search7.key /etc/elasticsearch/tls',
      'chmod 640 /etc/elasticsearch/tls/search7.key',
      'chmod 750 /etc/elasticsearch/tls',
      'systemctl restart elasticsearch',
    ],
  ],
  [
    'a folder that the security manager keeps closed',
    '[2026-03-02T08:00:00,000][ERROR][o.e.b.ElasticsearchUncaughtExceptionHandler] [search7] uncaught exception in thread [main]\norg.elasticsearch.bootstrap.StartupException: java.security.AccessControlException: access denied ("java.io.FilePermission" "/srv/tls/keys" "read")',
    'file-outside-config-dir',
    [
      'mkdir -p CONFIG_DIR/certs',
      'cp /srv/tls/keys/FILE CONFIG_DIR/certs/FILE',
      'chown --reference=CONFIG_DIR/elasticsearch.yml CONFIG_DIR/certs CONFIG_DIR/certs/FILE',
      'chmod 750 CONFIG_DIR/certs',
      'chmod 640 CONFIG_DIR/certs/FILE',
      'elasticsearch.yml: SETTING: certs/FILE',
    ],
  ],
];

describe('a line by which a node says why it does not start', () => {
  for (const [what, log, rule, commands] of cases) {
    it(`names settings and files for the remedy: ${what}`, async () => {
      const { cause } = await diagnoseJoin({ log: readLog(log) });
      assert.deepEqual([cause?.rule, cause?.confidence, cause?.commands], [rule, 'proven', commands]);
    });
  }
});
