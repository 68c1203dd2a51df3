import assert from 'node:assert/strict';
import { Secret } from '../../../src/model/secret.ts';
import { settingFaults } from '../../../src/settings/elasticsearch/setting-faults.ts';
import { MergedSettings } from '../../../src/settings/merged-settings.ts';

const transport = 'xpack.security.transport.ssl';
const http = 'xpack.security.http.ssl';
const server = 'xpack.security.remote_cluster_server.ssl';
const client = 'xpack.security.remote_cluster_client.ssl';
const profile = 'transport.profiles.inner.xpack.security.ssl';

/** Keys that are at fault, of settings in elasticsearch.yml and in elasticsearch.keystore. */
function faulty(
  yml: Readonly<Record<string, string>>,
  { secure = [], version = '8.19.21' }: { secure?: readonly string[]; version?: string | null } = {},
) {
  const raw = Object.entries(yml).map(([key, value], index) => ({ key, value, place: { file: 'elasticsearch.yml', line: index + 1 } }));
  const settings = new MergedSettings(
    raw as never,
    new Map(secure.map((key) => [key, new Secret('changeme')])),
    'elasticsearch.keystore',
    ',',
  );
  return settingFaults(settings, version).map(({ setting, context }) => [setting, context]);
}

describe('a setting that Elasticsearch refuses', () => {
  const contexts = [transport, http, server, client, profile];

  for (const prefix of contexts) {
    it(`has a name that is none: ${prefix}`, () => {
      assert.deepEqual(faulty({ [`${prefix}.certificat`]: 'a' }), [[`${prefix}.certificat`, prefix]]);
      assert.deepEqual(faulty({ [`${prefix}.certificate`]: 'a', [`${prefix}.key`]: 'b', [`${prefix}.cipher_suites.0`]: 'c' }), []);
    });

    it(`has a value that is none: ${prefix}`, () => {
      for (const [name, good, bad] of [
        ['verification_mode', ['full', 'certificate', 'none', 'FULL'], ['ful', 'true']],
        ['client_authentication', ['required', 'optional', 'none', 'Required'], ['require', 'true']],
        ['enabled', ['true', 'false'], ['yes', 'TRUE', '1']],
      ] as const) {
        for (const value of good) assert.deepEqual(faulty({ [`${prefix}.${name}`]: value }), [], value);
        for (const value of bad) assert.deepEqual(faulty({ [`${prefix}.${name}`]: value }), [[`${prefix}.${name}`, prefix]], value);
      }
    });

    it(`is a secret in the wrong file, or no secret: ${prefix}`, () => {
      for (const name of [
        'keystore.secure_password',
        'keystore.secure_key_password',
        'truststore.secure_password',
        'secure_key_passphrase',
      ]) {
        const key = `${prefix}.${name}`;
        assert.deepEqual(faulty({ [key]: 'a' }), [[key, prefix]], name);
        assert.deepEqual(faulty({}, { secure: [key] }), [], name);
        assert.deepEqual(faulty({ [key]: 'a' }, { secure: [key] }), [[key, prefix]], name);
      }
      assert.deepEqual(faulty({}, { secure: [`${prefix}.certificate`] }), [[`${prefix}.certificate`, prefix]]);
      assert.deepEqual(faulty({}, { secure: [`${prefix}.certificat`] }), [[`${prefix}.certificat`, prefix]]);
    });

    it(`is a password in elasticsearch.yml where that was never taken: ${prefix}`, () => {
      const wasTaken = prefix !== server && prefix !== client;
      for (const name of ['keystore.password', 'keystore.key_password', 'truststore.password', 'key_passphrase']) {
        const key = `${prefix}.${name}`;
        assert.deepEqual(faulty({ [key]: 'a' }), wasTaken ? [] : [[key, prefix]], name);
      }
    });

    it(`is of a later release: ${prefix}`, () => {
      const key = `${prefix}.handshake_timeout`;
      assert.deepEqual(faulty({ [key]: '1s' }, { version: '7.17.29' }), [[key, prefix]]);
      assert.deepEqual(faulty({ [key]: '1s' }), []);
      assert.deepEqual(faulty({ [key]: '1s' }, { version: null }), []);
    });
  }

  it('went with 7.0', () => {
    assert.deepEqual(faulty({ 'xpack.ssl.key': 'a' }), [['xpack.ssl.key', null]]);
    assert.deepEqual(faulty({ 'xpack.ssl.key': 'a' }, { version: null }), [['xpack.ssl.key', null]]);
    assert.deepEqual(faulty({ 'xpack.ssl.key': 'a' }, { version: '6.8.23' }), []);
  });

  it('is a flag that is neither true nor false', () => {
    for (const key of [
      'xpack.security.enabled',
      'xpack.security.ssl.diagnose.trust',
      'xpack.security.authc.token.enabled',
      'remote_cluster_server.enabled',
    ]) {
      assert.deepEqual([faulty({ [key]: 'true' }), faulty({ [key]: 'false' }), faulty({ [key]: '' })], [[], [], []], key);
      assert.deepEqual(faulty({ [key]: 'on' }), [[key, null]], key);
    }
    assert.deepEqual(faulty({ 'node.attr.enabled': 'on', 'xpack.security.enabledx': 'on' }), []);
  });

  it('is told in the order of names', () => {
    assert.deepEqual(
      faulty({ [`${transport}.b`]: 'a', [`${http}.b`]: 'a', [`${transport}.a`]: 'a' }).map(([key]) => key),
      [`${http}.b`, `${transport}.a`, `${transport}.b`],
    );
  });
});
