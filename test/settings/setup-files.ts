import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Secret } from '../../src/model/secret.ts';
import type { Setup } from '../../src/model/setup.ts';
import { readElasticsearchSetup } from '../../src/settings/elasticsearch/read-elasticsearch.ts';
import { readKibanaSetup } from '../../src/settings/kibana/read-kibana.ts';
import type { PasswordSource } from '../../src/stores/password-source.ts';

/** A recorded store; scripts/record-settings-fixtures.ts makes them. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join('test', 'settings', 'fixtures', name)));
}

/** The password of every recorded store, and that of every protected keystore of settings. */
export const storePassword = new Secret('store-password');
export const keystorePassword = new Secret('keystore-password');

export const noPasswords: PasswordSource = () => [];

/** A configuration directory that is gone when `use` is done. */
export async function withDirectory<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'handclasp-settings-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), content, { mode: 0o640 });
    }
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export type SetupWish = {
  readonly yml: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly passwords?: PasswordSource;
  readonly version?: string | null;
};

/** The Setup of a node with this elasticsearch.yml and these files beside it. */
export async function nodeSetup({
  yml,
  files = {},
  environment = {},
  passwords = noPasswords,
  version = '9.5.3',
}: SetupWish): Promise<Setup> {
  return await withDirectory({ 'elasticsearch.yml': yml, ...files }, async (directory) => {
    return await readElasticsearchSetup({ directory, environment, passwords, version });
  });
}

/** The Setup of a Kibana with this kibana.yml and these files beside it; relative paths start there as well. */
export async function kibanaSetup({
  yml,
  files = {},
  environment = {},
  passwords = noPasswords,
  version = '9.5.3',
}: SetupWish): Promise<Setup> {
  return await withDirectory({ 'kibana.yml': yml, ...files }, async (directory) => {
    return await readKibanaSetup({ directory, environment, passwords, version, workingDirectory: directory });
  });
}
