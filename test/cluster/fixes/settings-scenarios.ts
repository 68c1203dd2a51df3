import { createPrivateKey } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { http, network, nodeIdentity, passwords, transport } from './fix-place.ts';
import type { FixScenario } from './fix-scenario.ts';
import { trustOf } from './store-scenarios.ts';

const off = (prefix: string) =>
  Object.fromEntries(['enabled', 'certificate', 'key', 'certificate_authorities'].map((name) => [`${prefix}.${name}`, null]));
/** A cluster of its own: what turns TLS on makes a CA of its own. */
const alone = { 'discovery.seed_hosts': null, 'cluster.initial_master_nodes': '["es03"]' };
const [noTransport, noHttp] = [off(transport), off(http)];

export const settingsScenarios: readonly FixScenario[] = [
  {
    rule: 'ssl-settings-without-enabled',
    make: () => ({ settings: { [`${transport}.enabled`]: null } }),
    joins: true,
  },
  {
    rule: 'ssl-settings-without-enabled',
    what: 'passwords of auto-configuration that are left in the keystore',
    make: () => ({
      settings: noHttp,
      secrets: { [`${http}.keystore.secure_password`]: passwords.store },
    }),
  },
  {
    rule: 'ssl-enabled-without-key',
    make: () => ({ settings: { [`${transport}.certificate`]: null, [`${transport}.key`]: null } }),
  },
  { rule: 'ssl-enabled-false-explicit', make: () => ({ settings: { [`${transport}.enabled`]: 'false' } }) },
  { rule: 'transport-client-auth-optional', make: () => ({ settings: { [`${transport}.client_authentication`]: 'optional' } }) },
  { rule: 'transport-client-auth-not-enforced', make: () => ({ settings: { [`${transport}.client_authentication`]: 'none' } }) },
  { rule: 'transport-verification-none', make: () => ({ settings: { [`${transport}.verification_mode`]: 'none' } }) },
  { rule: 'transport-verification-certificate-only', make: () => ({ settings: { [`${transport}.verification_mode`]: 'certificate' } }) },
  { rule: 'unknown-ssl-setting', make: () => ({ settings: { [`${transport}.verificationmode`]: 'full' } }) },
  {
    rule: 'legacy-protocol-listed-but-dead',
    make: () => ({ settings: { [`${transport}.supported_protocols`]: '["TLSv1.2", "TLSv1.1"]' } }),
  },
  {
    rule: 'ciphers-unsupported-by-jvm',
    make: () => ({ settings: { [`${transport}.cipher_suites`]: '["ECDHE-RSA-AES256-GCM-SHA384"]' } }),
  },
  { rule: 'diagnose-trust-disabled', make: () => ({ settings: { 'xpack.security.ssl.diagnose.trust': 'false' } }) },
  {
    rule: 'transport-profile-weakens-auth',
    make: () => ({
      settings: {
        'transport.profiles.open.port': '9399',
        ...Object.fromEntries(
          [
            ['certificate', 'certs/node.crt'],
            ['key', 'certs/node.key'],
            ['certificate_authorities', '["certs/ca.crt"]'],
            ['client_authentication', 'none'],
          ].map(([name, value]) => [`transport.profiles.open.xpack.security.ssl.${name}`, value ?? '']),
        ),
      },
    }),
  },
  {
    rule: 'discovery-single-node',
    make: () => ({ settings: { 'discovery.type': 'single-node' } }),
    words: () => ({ HOST: `${network}.1` }),
  },
  {
    rule: 'seed-hosts-missing',
    make: () => ({ settings: { 'discovery.seed_hosts': null } }),
    words: () => ({ HOST: `${network}.1` }),
  },
  {
    rule: 'seed-host-is-http-port',
    make: () => ({ settings: { 'discovery.seed_hosts': `["${network}.1:9200"]` } }),
    words: () => ({ HOST: `${network}.1` }),
  },
  {
    rule: 'no-common-protocol',
    make: () => ({ settings: { [`${transport}.supported_protocols`]: '["TLSv1.1"]' } }),
  },
  {
    rule: 'pem-key-encrypted',
    make: (workshop) => {
      const identity = nodeIdentity(workshop);
      const key = createPrivateKey(identity.privateKeyPem).export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: passwords.store,
      });
      return {
        settings: { [`${transport}.certificate`]: 'certs/transport.crt', [`${transport}.key`]: 'certs/transport.key' },
        files: { 'certs/transport.crt': identity.chainPem, 'certs/transport.key': key },
      };
    },
    joins: true,
  },
  {
    rule: 'pem-not-a-certificate',
    make: (workshop) => ({ files: { 'certs/ca.crt': trustOf(workshop) } }),
    answers: [[/Import Password/i, passwords.store]],
  },
  {
    rule: 'file-missing',
    make: () => ({ settings: { [`${transport}.certificate`]: 'certs/nod.crt' } }),
    words: () => ({ FILE: 'certs/node.crt' }),
  },
  {
    rule: 'file-outside-config-dir',
    make: ({ folder }) => ({ settings: { [`${transport}.certificate_authorities`]: `["${join(folder, 'outside', 'ca.crt')}"]` } }),
    also: (_, { authority, folder }) => {
      mkdirSync(join(folder, 'outside'), { recursive: true });
      writeFileSync(join(folder, 'outside', 'ca.crt'), authority.certificatePem);
    },
  },
  {
    rule: 'private-key-world-readable',
    make: () => ({}),
    also: ({ config }) => chmodSync(join(config, 'certs', 'node.key'), 0o644),
  },
  {
    rule: 'security-disabled',
    make: () => ({ settings: { ...alone, 'xpack.security.enabled': 'false', ...noTransport, ...noHttp } }),
    also: ({ home }) => rmSync(join(home, 'elastic-stack-ca.p12')),
  },
];
