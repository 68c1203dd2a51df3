import { join, resolve } from 'node:path';
import type { Secret } from '../../model/secret.ts';
import type { NodeFacts, Setup, SetupProblem, TlsContext } from '../../model/setup.ts';
import { readKibanaKeystore } from '../../stores/kibana-keystore.ts';
import type { ReadOptions } from '../elasticsearch/read-elasticsearch.ts';
import { MergedSettings, secretsInYml, settingsForRecord } from '../merged-settings.ts';
import { misplacedElsewhere } from '../misplaced-material.ts';
import { fileUnread, openFile } from '../open-file.ts';
import { keystoreOfSetup, openKeystore } from '../open-keystore.ts';
import { readYml, whyUnread, type YmlFault } from '../read-yml.ts';
import { KibanaLoader } from './kibana-loader.ts';
import { loadKibanaClient, loadKibanaServer } from './load-kibana-contexts.ts';

export type KibanaOptions = ReadOptions & {
  /** The directory that the process starts in: Kibana takes relative paths from there. Without it, its home is taken to be above the configuration. */
  readonly workingDirectory?: string;
};

/**
 * What Kibana would load from its configuration directory, as a server and as a client of Elasticsearch, and every reason for which it would not
 * start. Never throws for what files hold.
 */
export async function readKibanaSetup({
  directory: given,
  environment,
  passwords,
  version = null,
  workingDirectory,
  onSecret,
}: KibanaOptions): Promise<Setup> {
  const directory = resolve(given);
  const ymlFile = join(directory, 'kibana.yml');
  const opened = await openFile(ymlFile, 8 * 1024 * 1024);
  const yml =
    opened.bytes === null ? { settings: [], faults: [] } : readYml(opened.bytes, { file: ymlFile, environment, variables: 'kibana' });
  const keystoreFile = join(directory, 'kibana.keystore');
  const keystore = await openKeystore(keystoreFile, readKibanaKeystore, passwords);
  const secure = keystore.kind === 'opened' ? keystore.entries : new Map<string, Secret>();
  if (onSecret !== undefined) for (const secret of [...secretsInYml(yml.settings), ...secure.values()]) onSecret(secret);
  const settings = new MergedSettings(yml.settings, secure, keystoreFile, null);
  const bench = new KibanaLoader({
    settings,
    passwords,
    home: workingDirectory ?? resolve(directory, '..'),
    version,
    secretsUnknown: keystore.kind === 'locked' || keystore.kind === 'unreadable',
  });
  const server = await loadKibanaServer(bench);
  const client = await loadKibanaClient(bench, 'elasticsearch.ssl');
  const monitoring = settings.has('monitoring.ui.elasticsearch.hosts')
    ? [await loadKibanaClient(bench, 'monitoring.ui.elasticsearch.ssl', client)]
    : [];
  const record = settingsForRecord(yml.settings, secure.keys(), keystoreFile);
  const withSettings = (context: TlsContext): TlsContext => ({
    ...context,
    settings: record.filter(({ key }) => key.startsWith(`${context.name}.`)),
  });
  return {
    product: 'kibana',
    directory,
    version,
    unread: whyUnread(ymlFile, opened, yml.faults),
    facts: factsOf(settings),
    settings: record,
    contexts: [server, client, ...monitoring].map(withSettings),
    keystore: keystoreOfSetup(keystoreFile, keystore),
    jvm: null,
    obstacles: [...yml.faults.filter(({ kind }) => stopsKibana(kind)).map(ymlObstacle), ...bench.conflicts, ...bench.obstacles],
    remarks: [...bench.remarks, ...misplacedElsewhere(settings, bench.obstacles)],
    unknown: [
      ...(opened.bytes === null ? [fileUnread(ymlFile, opened)] : []),
      ...(version === null ? [{ code: 'release-not-given' } as const] : []),
      ...bench.unknown,
    ],
  };
}

/** Kibana takes a key without a value for one that is not set, and lists of anything. */
function stopsKibana(kind: YmlFault['kind']): boolean {
  return kind === 'syntax' || kind === 'duplicate' || kind === 'several-documents' || kind === 'unresolved-variable';
}

function ymlObstacle({ kind, place, key, variable, detail }: YmlFault): SetupProblem {
  const logText =
    kind === 'unresolved-variable'
      ? `Unknown environment variable referenced in config : ${variable ?? ''}`
      : kind === 'duplicate'
        ? 'duplicated mapping key'
        : 'YAMLException';
  const certainty = kind === 'unresolved-variable' ? 'likely' : 'proven';
  return {
    rule: 'yaml-shape-overrides',
    stops: true,
    certainty,
    context: null,
    setting: key,
    place,
    file: place.file,
    detail,
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
