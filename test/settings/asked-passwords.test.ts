import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { Secret } from '../../src/model/secret.ts';
import type { PasswordSource } from '../../src/stores/password-source.ts';
import { fixture, kibanaSetup, nodeSetup, type SetupWish, storePassword } from './setup-files.ts';

const transport = 'xpack.security.transport.ssl';
const identity = issue(makeCa({ key: 'RSA-1024' }), { key: 'RSA-1024' });
const files = {
  'locked.key': identity.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'store-password' }) as string,
  'a.crt': identity.certificatePem,
  'node.jks': fixture('keytool.jks'),
  'node.p12': fixture('openssl.p12'),
};

/** What is asked for, and whether a wrong password and the right one are said to fit. */
async function asked(setup: typeof nodeSetup, wish: SetupWish): Promise<readonly string[]> {
  const all: string[] = [];
  const passwords: PasswordSource = async ({ kind, file, setting, fits }) => {
    all.push([kind, basename(file), setting, await fits?.(new Secret('guess')), await fits?.(storePassword)].join(' '));
    return [];
  };
  await setup({ ...wish, files: { ...files, ...wish.files }, passwords });
  return all;
}

describe('a password that is asked for', () => {
  it('is that of a key or a store, by the setting that it belongs in, and is tried', async () => {
    const key = { yml: `${transport}.key: locked.key\n${transport}.certificate: a.crt\n` };
    assert.deepEqual(await asked(nodeSetup, key), [`key locked.key ${transport}.secure_key_passphrase false true`]);
    const wrong = { yml: `${key.yml}${transport}.key_passphrase: guess\n` };
    assert.deepEqual(await asked(nodeSetup, wrong), [`key locked.key ${transport}.secure_key_passphrase false true`]);
    assert.deepEqual(await asked(nodeSetup, { yml: `${key.yml}${transport}.key_passphrase: store-password\n` }), []);
    const trusted = { yml: `${transport}.truststore.path: node.jks\n` };
    assert.deepEqual(await asked(nodeSetup, trusted), [`store node.jks ${transport}.truststore.secure_password false true`]);
    assert.deepEqual(await asked(nodeSetup, { yml: `${trusted.yml}${transport}.truststore.password: store-password\n` }), []);
    const shown = { yml: `${transport}.keystore.path: node.jks\n` };
    assert.deepEqual([...new Set(await asked(nodeSetup, shown))], [`store node.jks ${transport}.keystore.secure_password false true`]);
  });

  it('is the same of Kibana', async () => {
    const key = { yml: 'server.ssl.key: locked.key\nserver.ssl.certificate: a.crt\n' };
    assert.deepEqual(await asked(kibanaSetup, key), ['key locked.key server.ssl.keyPassphrase false true']);
    assert.deepEqual(await asked(kibanaSetup, { yml: `${key.yml}server.ssl.keyPassphrase: store-password\n` }), []);
    for (const part of ['keystore', 'truststore']) {
      const store = { yml: `server.ssl.${part}.path: node.p12\n` };
      assert.deepEqual(await asked(kibanaSetup, store), [`store node.p12 server.ssl.${part}.password false true`]);
      assert.deepEqual(await asked(kibanaSetup, { yml: `${store.yml}server.ssl.${part}.password: store-password\n` }), []);
    }
  });
});
