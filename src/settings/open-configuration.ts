import { join, resolve } from 'node:path';
import type { SetupUnknown } from '../model/reasons/setup-reason.ts';
import type { Secret } from '../model/secret.ts';
import type { Setup } from '../model/setup.ts';
import type { SecureSettings } from '../stores/keystore.ts';
import type { PasswordSource } from '../stores/password-source.ts';
import { MergedSettings, secretsInYml, settingsForRecord } from './merged-settings.ts';
import { fileUnread, type OpenedFile, openFile } from './open-file.ts';
import { keystoreOfSetup, type OpenedKeystore, openKeystore } from './open-keystore.ts';
import { readYml, type VariableRule, whyUnread, type Yml } from './read-yml.ts';

export type ReadOptions = {
  /** The configuration directory: the one with the product's yml file. */
  readonly directory: string;
  /** The environment of the process; what it lacks, `${NAME}` cannot be filled with. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly passwords: PasswordSource;
  /** The release, such as `9.1.2`: defaults and some checks differ by it. */
  readonly version?: string | null;
  /** Is given every secret that is found, so that it can be kept out of whatever is written. */
  readonly onSecret?: (secret: Secret) => void;
};

/** How a product keeps its settings. */
export type ProductFiles = {
  readonly product: Setup['product'];
  readonly variables: VariableRule;
  /** What a list in one string is cut at; null where a string is one item. */
  readonly separator: ',' | null;
  /** The reader of its protected settings. */
  readonly readKeystore: (bytes: Uint8Array, passwords: readonly Secret[]) => SecureSettings;
};

/** The two files of a configuration directory that hold settings, as far as they could be read. */
export type OpenedConfiguration = {
  readonly ymlFile: string;
  readonly opened: OpenedFile;
  readonly yml: Yml;
  readonly keystoreFile: string;
  readonly keystore: OpenedKeystore;
  readonly settings: MergedSettings;
  /** The keystore could not be opened, so that which passwords the product has is not known. */
  readonly secretsUnknown: boolean;
  /** What a setup says of all this. */
  readonly recorded: Pick<Setup, 'product' | 'directory' | 'version' | 'unread' | 'settings' | 'keystore'>;
  readonly unknown: readonly SetupUnknown[];
};

/** Opens `PRODUCT.yml`, at most 8 MiB, and `PRODUCT.keystore`. Never throws for what they hold. */
export async function openConfiguration(
  { directory: given, environment, passwords, version = null, onSecret }: ReadOptions,
  { product, variables, separator, readKeystore }: ProductFiles,
): Promise<OpenedConfiguration> {
  const directory = resolve(given);
  const [ymlFile, keystoreFile] = [join(directory, `${product}.yml`), join(directory, `${product}.keystore`)];
  const opened = await openFile(ymlFile, 8 * 1024 * 1024);
  const yml = opened.bytes === null ? { settings: [], faults: [] } : readYml(opened.bytes, { file: ymlFile, environment, variables });
  const keystore = await openKeystore(keystoreFile, readKeystore, passwords);
  const secure = keystore.kind === 'opened' ? keystore.entries : new Map<string, Secret>();
  if (onSecret !== undefined) for (const secret of [...secretsInYml(yml.settings), ...secure.values()]) onSecret(secret);
  return {
    ymlFile,
    opened,
    yml,
    keystoreFile,
    keystore,
    settings: new MergedSettings(yml.settings, secure, keystoreFile, separator),
    secretsUnknown: keystore.kind === 'locked' || keystore.kind === 'unreadable',
    recorded: {
      product,
      directory,
      version,
      unread: whyUnread(ymlFile, opened, yml.faults),
      settings: settingsForRecord(yml.settings, secure.keys(), keystoreFile),
      keystore: keystoreOfSetup(keystoreFile, keystore),
    },
    unknown: [
      ...(opened.bytes === null ? [fileUnread(ymlFile, opened)] : []),
      ...(version === null ? [{ code: 'release-not-given' } as const] : []),
    ],
  };
}

/** A context with the settings that begin with its name. */
export function withItsSettings(context: Setup['contexts'][number], all: Setup['settings']): Setup['contexts'][number] {
  return { ...context, settings: all.filter(({ key }) => key.startsWith(`${context.name}.`)) };
}
