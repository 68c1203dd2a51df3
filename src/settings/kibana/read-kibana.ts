import { resolve } from 'node:path';
import type { Secret } from '../../model/secret.ts';
import type { NodeFacts, Setup, SetupProblem } from '../../model/setup.ts';
import { readKibanaKeystore } from '../../stores/kibana-keystore.ts';
import { settingsOfKibanaVariables } from '../container/kibana-variables.ts';
import { placesOfContainer, placesOfDirectory } from '../file-places.ts';
import { MergedSettings, secretsInYml, settingsForRecord } from '../merged-settings.ts';
import { misplacedElsewhere } from '../misplaced-material.ts';
import { type OpenedConfiguration, openConfiguration, type ReadOptions, withItsSettings } from '../open-configuration.ts';
import { fileUnread, type OpenedFile } from '../open-file.ts';
import { readYml, whyUnread, type YmlFault } from '../read-yml.ts';
import { KibanaLoader, type KibanaReading } from './kibana-loader.ts';
import { kibanaSettingFaults } from './kibana-setting-faults.ts';
import { loadKibanaClient, loadKibanaServer } from './load-kibana-contexts.ts';

export type KibanaOptions = ReadOptions & {
  /** The directory that the process starts in: Kibana takes relative paths from there. Without it, its home is taken to be above the configuration. */
  readonly workingDirectory?: string;
};

/**
 * What Kibana would load from its configuration directory, as a server and as a client of Elasticsearch, and every reason for which it would not
 * start. Never throws for what files hold.
 */
export async function readKibanaSetup({ workingDirectory, ...options }: KibanaOptions): Promise<Setup> {
  const { passwords, version = null } = options;
  const { yml, settings, secretsUnknown, recorded, unknown } = await openConfiguration(options, {
    product: 'kibana',
    variables: 'kibana',
    separator: null,
    readKeystore: readKibanaKeystore,
    settingsOfVariables: settingsOfKibanaVariables,
  });
  const { directory } = recorded;
  const home = workingDirectory ?? resolve(directory, '..');
  const places =
    options.container === undefined
      ? placesOfDirectory(directory, home)
      : placesOfContainer(options.container.mounts, '/usr/share/kibana/config', '/usr/share/kibana');
  const reading = { settings, passwords, places, version, secretsUnknown };
  return await kibanaSetup({ reading, yml, recorded, unknown });
}

export type YmlSetupOptions = {
  /** What the file is called in reports. */
  readonly file: string;
  readonly version: string | null;
  readonly onSecret?: (secret: Secret) => void;
};

/**
 * What a Kibana was told by its kibana.yml alone, which somebody sent without the files that it names: those are unknown, and neither missing nor looked for. Never throws.
 */
export async function setupOfKibanaYml(bytes: Uint8Array, { file, version, onSecret }: YmlSetupOptions): Promise<Setup> {
  const opened: OpenedFile = { bytes, fault: null, mode: null, size: bytes.length, modifiedAt: null, realPath: null };
  const read = readYml(bytes, { file, environment: {}, variables: 'kibana' });
  if (onSecret !== undefined) for (const secret of secretsInYml(read.settings)) onSecret(secret);
  // A variable of an environment that is not ours is no fault of the file.
  const yml = { ...read, faults: read.faults.filter(({ because }) => because.code !== 'yml-variable-unresolved') };
  const keystoreFile = 'kibana.keystore';
  const away: OpenedFile = { ...opened, bytes: null, fault: 'not-collected', size: null };
  const directory = file.slice(0, Math.max(0, file.lastIndexOf('/'))) || '.';
  return await kibanaSetup({
    reading: {
      settings: new MergedSettings(yml.settings, new Map(), keystoreFile, null),
      passwords: () => [],
      places: placesOfDirectory(directory, directory),
      version,
      secretsUnknown: true,
      filesAreElsewhere: true,
    },
    yml,
    recorded: {
      ...{ product: 'kibana', directory, version, unread: whyUnread(file, opened, yml.faults) },
      settings: settingsForRecord(yml.settings, [], keystoreFile),
      keystore: { file: keystoreFile, kind: 'unreadable', protected: false, entries: [], because: fileUnread(keystoreFile, away) },
    },
    unknown: version === null ? [{ code: 'release-not-given' }] : [],
  });
}

async function kibanaSetup({
  reading,
  yml,
  recorded,
  unknown,
}: { readonly reading: KibanaReading } & Pick<OpenedConfiguration, 'yml' | 'recorded' | 'unknown'>): Promise<Setup> {
  const loader = new KibanaLoader(reading);
  const { settings } = reading;
  const server = await loadKibanaServer(loader);
  const client = await loadKibanaClient(loader, 'elasticsearch.ssl');
  const monitoring = settings.has('monitoring.ui.elasticsearch.hosts')
    ? [await loadKibanaClient(loader, 'monitoring.ui.elasticsearch.ssl', client)]
    : [];
  return {
    ...recorded,
    facts: factsOf(settings),
    contexts: [server, client, ...monitoring].map((context) => withItsSettings(context, recorded.settings)),
    jvm: null,
    startupErrors: [
      ...yml.faults.filter(({ because }) => stopsKibana(because)).map(ymlStartupError),
      ...kibanaSettingFaults(settings),
      ...loader.conflicts,
      ...loader.startupErrors,
    ],
    warnings: [...loader.warnings, ...misplacedElsewhere(settings, loader.startupErrors)],
    unknown: [...unknown, ...loader.unknown],
  };
}

/** Kibana takes a key without a value for one that is not set, and lists of anything. */
function stopsKibana({ code }: YmlFault['because']): boolean {
  return code === 'yml-syntax' || code === 'yml-duplicate' || code === 'yml-several-documents' || code === 'yml-variable-unresolved';
}

function ymlStartupError({ because, place, key }: YmlFault): SetupProblem {
  const logText =
    because.code === 'yml-variable-unresolved'
      ? `Unknown environment variable referenced in config : ${because.variable}`
      : because.code === 'yml-duplicate'
        ? 'duplicated mapping key'
        : 'YAMLException';
  const certainty = because.code === 'yml-variable-unresolved' ? 'likely' : 'proven';
  return {
    rule: 'yaml-shape-overrides',
    stops: true,
    certainty,
    context: null,
    setting: key,
    place,
    file: place.file,
    because,
    logText,
  };
}

function factsOf(settings: MergedSettings): NodeFacts {
  return {
    clusterName: '',
    nodeName: settings.text('server.name'),
    seedHosts: [],
    seedProviders: [],
    initialMasterNodes: [],
    transportHosts: [],
    transportPublishHosts: [],
    transportPort: '',
    httpHosts: settings.list('server.host') ?? ['localhost'],
    httpPublishHosts: settings.list('server.publicBaseUrl') ?? [],
    httpPort: settings.text('server.port') ?? '5601',
    discoveryType: null,
    securityEnabled: { value: true, place: null },
    elasticsearchHosts: settings.list('elasticsearch.hosts') ?? ['http://localhost:9200'],
    remoteClusters: [],
  };
}
