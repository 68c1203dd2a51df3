import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installDistribution } from './cluster/distribution.ts';
import { findJava, type Java, javaRange } from './cluster/java-home.ts';

/**
 * Records the stores in test/settings/fixtures anew: keystores of settings written by three lines of Elasticsearch, stores made by
 * elasticsearch-certutil, openssl and keytool. Every password and key in them is made here, for the tests alone.
 *
 *     node --import tsx scripts/record-settings-fixtures.ts
 */
const run = promisify(execFile);
const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', 'test', 'settings', 'fixtures');

async function main(): Promise<void> {
  await mkdir(fixtures, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'handclasp-fixtures-'));
  try {
    for (const version of ['7.17.29', '9.5.3']) await settingsKeystores(version, folder);
    await certutil('9.5.3', folder);
    await opensslAndKeytool(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function javaFor(version: string): Java {
  const java = findJava(javaRange('elasticsearch', version));
  if (java === null) throw new Error(`no Java for Elasticsearch ${version}`);
  return java;
}

/** One without a password, one with the password `keystore-password`; both hold the setting with the value `store-password`. */
async function settingsKeystores(version: string, folder: string): Promise<void> {
  const home = await installDistribution('elasticsearch', version, console.error);
  const config = join(folder, `config-${version}`);
  await mkdir(config);
  await writeFile(join(config, 'elasticsearch.yml'), '');
  const tool = async (input: string, ...more: readonly string[]) => {
    const env = { ...process.env, ES_JAVA_HOME: javaFor(version).home, ES_PATH_CONF: config };
    const child = run(join(home, 'bin', 'elasticsearch-keystore'), [...more], { env });
    child.child.stdin?.end(input);
    await child;
  };
  const file = join(config, 'elasticsearch.keystore');
  const name = version.split('.')[0];
  await tool('', 'create');
  await tool('store-password', 'add', '--stdin', '--force', 'xpack.security.transport.ssl.keystore.secure_password');
  await copyFile(file, join(fixtures, `elasticsearch-${name}.keystore`));
  await tool('keystore-password\nkeystore-password\n', 'passwd');
  await copyFile(file, join(fixtures, `elasticsearch-${name}-protected.keystore`));
}

/** A CA and a node's store, as the documentation has them made. */
async function certutil(version: string, folder: string): Promise<void> {
  const home = await installDistribution('elasticsearch', version, console.error);
  const env = { ...process.env, ES_JAVA_HOME: javaFor(version).home, ES_PATH_CONF: join(folder, `config-${version}`) };
  const tool = async (...more: readonly string[]) => await run(join(home, 'bin', 'elasticsearch-certutil'), [...more], { env });
  const ca = join(folder, 'certutil-ca.p12');
  const node = join(folder, 'certutil-node.p12');
  await tool('ca', '--silent', '--out', ca, '--pass', 'ca-password', '--days', '36500');
  await tool(
    'cert',
    '--silent',
    '--ca',
    ca,
    '--ca-pass',
    'ca-password',
    '--name',
    'es01',
    '--dns',
    'es01',
    '--out',
    node,
    '--pass',
    'store-password',
    '--days',
    '36500',
  );
  await copyFile(ca, join(fixtures, 'certutil-ca.p12'));
  await copyFile(node, join(fixtures, 'certutil-node.p12'));
}

/** A chain of leaf and CA under the password `store-password`, in every make. */
async function opensslAndKeytool(folder: string): Promise<void> {
  const openssl = async (...more: readonly string[]) => await run('openssl', [...more], { cwd: folder });
  const keytool = async (...more: readonly string[]) =>
    await run(join(javaFor('9.5.3').home, 'bin', 'keytool'), [...more], { cwd: folder });
  const pass = ['-passout', 'pass:store-password'];
  await openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-subj',
    '/CN=Fixture CA',
    '-days',
    '36500',
  );
  await openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=es01');
  await openssl(
    'x509',
    '-req',
    '-in',
    'leaf.csr',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'leaf.crt',
    '-days',
    '36500',
  );
  const both = ['-in', 'leaf.crt', '-inkey', 'leaf.key', '-certfile', 'ca.crt', '-name', 'es01'];
  await openssl('pkcs12', '-export', ...both, ...pass, '-out', 'openssl.p12');
  await openssl('pkcs12', '-export', '-legacy', ...both, ...pass, '-out', 'openssl-rc2.p12');
  const rc4 = ['-keypbe', 'PBE-SHA1-RC4-128', '-certpbe', 'PBE-SHA1-RC4-128'];
  await openssl('pkcs12', '-export', '-legacy', ...rc4, ...both, ...pass, '-out', 'openssl-rc4.p12');
  await openssl('pkcs12', '-export', '-nokeys', '-in', 'ca.crt', ...pass, '-out', 'openssl-nokeys.p12');
  const store = (file: string, type: string) => ['-keystore', file, '-storetype', type, '-storepass', 'store-password'];
  await keytool('-importcert', '-noprompt', '-alias', 'ca', '-file', 'ca.crt', ...store('keytool-trust.p12', 'PKCS12'));
  for (const type of ['JKS', 'JCEKS']) {
    const file = `keytool.${type.toLowerCase()}`;
    const source = ['-srckeystore', 'openssl.p12', '-srcstoretype', 'PKCS12', '-srcstorepass', 'store-password'];
    await keytool('-importkeystore', ...source, '-destkeystore', file, '-deststoretype', type, '-deststorepass', 'store-password');
    await keytool('-importcert', '-noprompt', '-alias', 'ca', '-file', 'ca.crt', ...store(file, type));
  }
  const kept = [
    'openssl.p12',
    'openssl-rc2.p12',
    'openssl-rc4.p12',
    'openssl-nokeys.p12',
    'keytool-trust.p12',
    'keytool.jks',
    'keytool.jceks',
  ];
  for (const file of kept) await copyFile(join(folder, file), join(fixtures, file));
}

await main();
