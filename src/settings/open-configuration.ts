import { join, resolve } from 'node:path';
import type { SetupUnknown } from '../model/reasons/setup-reason.ts';
import type { Secret } from '../model/secret.ts';
import type { Place, Setup } from '../model/setup.ts';
import type { SecureSettings } from '../stores/keystore.ts';
import type { PasswordSource } from '../stores/password-source.ts';
import { settingsOfCommandLine } from './container/command-line-settings.ts';
import type { EnvironmentVariable } from './container/environment-variable.ts';
import type { Mounted } from './file-places.ts';
import { MergedSettings, secretsInYml, settingsForRecord } from './merged-settings.ts';
import { elsewhere, fileUnread, type OpenedFile, openFile } from './open-file.ts';
import { keystoreOfSetup, type OpenedKeystore, openKeystore } from './open-keystore.ts';
import { type RawSetting, readYml, type VariableRule, whyUnread, type Yml } from './read-yml.ts';

/** Settings that stand outside of the yml file, and come before it. */
export type OutsideSettings = {
  /** The environment of a container, of which its image makes settings. */
  readonly variables: readonly EnvironmentVariable[];
  /** What the product was started with. */
  readonly commandLine: readonly string[];
  /** Where that stands. */
  readonly commandPlace: Place;
};

/** A container that the product runs in, as far as it is known from outside. */
export type Container = {
  readonly mounts: readonly Mounted[];
  /** The yml file on this machine; null for that of the image. */
  readonly ymlFile: string | null;
  /** The keystore on this machine; null for one that is within the container alone. */
  readonly keystoreFile: string | null;
};

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
  readonly outside?: OutsideSettings;
  /** The directory is the one that its paths on this machine begin at, then. */
  readonly container?: Container;
};

/** How a product keeps its settings. */
export type ProductFiles = {
  readonly product: Setup['product'];
  readonly variables: VariableRule;
  /** What a list in one string is cut at; null where a string is one item. */
  readonly separator: ',' | null;
  /** The reader of its protected settings. */
  readonly readKeystore: (bytes: Uint8Array, passwords: readonly Secret[]) => SecureSettings;
  /** Settings that the image of the product makes of its environment. */
  readonly settingsOfVariables: (variables: readonly EnvironmentVariable[]) => readonly RawSetting[];
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
  { directory: given, environment, passwords, version = null, onSecret, outside, container }: ReadOptions,
  { product, variables, separator, readKeystore, settingsOfVariables }: ProductFiles,
): Promise<OpenedConfiguration> {
  const directory = resolve(given);
  const own = container ?? { ymlFile: join(directory, `${product}.yml`), keystoreFile: join(directory, `${product}.keystore`) };
  const ymlFile = own.ymlFile ?? `${product}.yml of the image`;
  const keystoreFile = own.keystoreFile ?? `${product}.keystore`;
  const opened = own.ymlFile === null ? ofImage(product) : await openFile(ymlFile, 8 * 1024 * 1024);
  const yml = opened.bytes === null ? { settings: [], faults: [] } : readYml(opened.bytes, { file: ymlFile, environment, variables });
  const keystore: OpenedKeystore =
    own.keystoreFile === null
      ? { kind: 'unreadable', protected: false, because: fileUnread(keystoreFile, elsewhere) }
      : await openKeystore(keystoreFile, readKeystore, passwords);
  const secure = keystore.kind === 'opened' ? keystore.entries : new Map<string, Secret>();
  const beside = outside === undefined ? [] : settingsOutside(product, settingsOfVariables, outside);
  const raw = [...yml.settings, ...beside];
  if (onSecret !== undefined) for (const secret of [...secretsInYml(raw), ...secure.values()]) onSecret(secret);
  return {
    ymlFile,
    opened,
    yml,
    keystoreFile,
    keystore,
    settings: new MergedSettings(raw, secure, keystoreFile, separator),
    secretsUnknown: keystore.kind === 'locked' || keystore.kind === 'unreadable',
    recorded: {
      product,
      directory,
      version,
      unread: whyUnread(ymlFile, opened, yml.faults),
      settings: settingsForRecord(yml.settings, secure.keys(), keystoreFile, beside),
      keystore: keystoreOfSetup(keystoreFile, keystore),
    },
    unknown: [
      ...(opened.bytes === null ? [fileUnread(ymlFile, opened)] : []),
      ...(version === null ? [{ code: 'release-not-given' } as const] : []),
    ],
  };
}

function settingsOutside(
  product: Setup['product'],
  settingsOfVariables: ProductFiles['settingsOfVariables'],
  { variables, commandLine, commandPlace }: OutsideSettings,
): readonly RawSetting[] {
  return [...settingsOfVariables(variables), ...settingsOfCommandLine(product, commandLine, commandPlace)];
}

/** The yml file that images come with. */
function ofImage(product: Setup['product']): OpenedFile {
  const bytes = Buffer.from(ymlOfImage[product]);
  return { bytes, fault: null, mode: null, size: bytes.length, modifiedAt: null, realPath: null };
}

const ymlOfImage: Readonly<Record<Setup['product'], string>> = {
  elasticsearch: 'cluster.name: "docker-cluster"\nnetwork.host: 0.0.0.0\n',
  kibana: 'server.host: "0.0.0.0"\nserver.shutdownTimeout: "5s"\nelasticsearch.hosts: [ "http://elasticsearch:9200" ]\n',
};

/** A context with the settings that begin with its name. */
export function withItsSettings(context: Setup['contexts'][number], all: Setup['settings']): Setup['contexts'][number] {
  return { ...context, settings: all.filter(({ key }) => key.startsWith(`${context.name}.`)) };
}
