import { resolve } from 'node:path';
import type { NodeFacts, Setup, SetupProblem } from '../../model/setup.ts';
import { readKibanaKeystore } from '../../stores/kibana-keystore.ts';
import type { MergedSettings } from '../merged-settings.ts';
import { misplacedElsewhere } from '../misplaced-material.ts';
import { openConfiguration, type ReadOptions, withItsSettings } from '../open-configuration.ts';
import type { YmlFault } from '../read-yml.ts';
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
export async function readKibanaSetup({ workingDirectory, ...options }: KibanaOptions): Promise<Setup> {
  const { passwords, version = null } = options;
  const { yml, settings, secretsUnknown, recorded, unknown } = await openConfiguration(options, {
    product: 'kibana',
    variables: 'kibana',
    separator: null,
    readKeystore: readKibanaKeystore,
  });
  const loader = new KibanaLoader({
    settings,
    passwords,
    home: workingDirectory ?? resolve(recorded.directory, '..'),
    version,
    secretsUnknown,
  });
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
