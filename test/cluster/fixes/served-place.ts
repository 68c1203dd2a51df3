import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { SecureVersion } from 'node:tls';
import { parse } from 'yaml';
import { toPem } from '../../../src/lab/pki.ts';
import { elasticsearchApplication } from '../../../src/lab/servers/elasticsearch-application.ts';
import { kibanaApplication } from '../../../src/lab/servers/kibana-application.ts';
import { type Listener, startListener, type TlsSettings } from '../../../src/lab/servers/listener.ts';
import { opensslName } from '../../../src/lab/servers/shipped-ciphers.ts';
import { elasticsearch7Node, elasticsearch8Node, transportApplication } from '../../../src/lab/servers/transport-application.ts';
import type { Setup, TlsContext } from '../../../src/model/setup.ts';
import { readElasticsearchSetup } from '../../../src/settings/elasticsearch/read-elasticsearch.ts';
import { readKibanaSetup } from '../../../src/settings/kibana/read-kibana.ts';
import { setupProblemText } from '../../../src/wording/setup-problem-texts.ts';
import { type FixPlace, network } from './fix-place.ts';

/** What a server shows of its private key, its certificates and whom it trusts, in PEM. */
type Served = Omit<TlsSettings, 'identity'> & { readonly identity: Pick<TlsSettings['identity'], 'chainPem' | 'privateKeyPem'> };

export const servedAddress = `${network}.3`;

/**
 * Serves what the settings file of a place says, as our readers read it: transport and HTTP of a node, or Kibana. It stands for a real process, which takes half a
 * minute to start, where no more counts than what a client sees of TLS. Throws Error where the product would not start with these files.
 */
export async function servePlace({ config }: FixPlace, release: string): Promise<() => Promise<void>> {
  const listeners: Listener[] = [];
  const close = async () => {
    await Promise.all(listeners.map((listener) => listener.close()));
  };
  const started = existsSync(join(config, 'kibana.yml'))
    ? await kibanaPorts(config, release)
    : existsSync(join(config, 'opensearch.yml'))
      ? openSearchPorts(config)
      : await elasticsearchPorts(config, release);
  try {
    for (const { port, tls, application } of started) {
      listeners.push(await startListener({ host: servedAddress, port, tls: tls as TlsSettings | null, application }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}

type Port = {
  readonly port: number;
  readonly tls: Served | null;
  readonly application: Parameters<typeof startListener>[0]['application'];
};

async function elasticsearchPorts(config: string, release: string): Promise<readonly Port[]> {
  const setup = await readElasticsearchSetup({ directory: config, environment: {}, passwords: () => [], version: release });
  refuseFaulty(setup);
  const security = setup.facts.securityEnabled.value ? 'on' : 'off';
  const rest = elasticsearchApplication({ name: 'es03', clusterName: setup.facts.clusterName, version: release, security });
  return [
    { port: 9300, tls: servedBy(setup, 'transport'), application: transportApplication(elasticsearch8Node) },
    { port: 9200, tls: servedBy(setup, 'http'), application: rest },
  ];
}

async function kibanaPorts(config: string, release: string): Promise<readonly Port[]> {
  const setup = await readKibanaSetup({
    directory: config,
    environment: {},
    passwords: () => [],
    version: release,
    workingDirectory: config,
  });
  refuseFaulty(setup);
  return [{ port: 5601, tls: servedBy(setup, 'kibana-server'), application: kibanaApplication({ name: 'kibana' }) }];
}

function refuseFaulty({ startupErrors }: Setup): void {
  const [first] = startupErrors;
  if (first !== undefined) throw new Error(`it would not start: ${first.rule}: ${setupProblemText(first.because)}`);
}

function servedBy({ contexts, jvm }: Setup, kind: TlsContext['kind']): Served | null {
  // Whatever the settings list: the JDK says last which versions are spoken.
  const disabled = jvm?.javaSecurity?.disabledAlgorithms ?? ['TLSv1', 'TLSv1.1'];
  const context = contexts.find((one) => one.kind === kind);
  if (context === undefined || !context.enabled.value) return null;
  const [identity] = context.identities;
  if (identity?.key == null) throw new Error(`${context.name} has no key`);
  if (identity.keyMatches === false) throw new Error(`${context.name} has the key of another certificate`);
  const { trust, clientAuthentication } = context;
  return {
    identity: {
      chainPem: identity.chain.map(({ der }) => toPem('CERTIFICATE', der)).join(''),
      privateKeyPem: identity.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
    clientAuthentication: clientAuthentication?.value ?? 'none',
    clientTrust:
      trust.kind === 'everything'
        ? 'anybody'
        : trust.publicRoots
          ? 'public-roots'
          : trust.anchors.map(({ certificate }) => toPem('CERTIFICATE', certificate.der)),
    ...spoken(
      context.protocols.value.filter((version) => !disabled.includes(version)),
      context.cipherSuites.value,
    ),
  };
}

/** As OpenSearch's security plugin reads it: our readers know no opensearch.yml. */
function openSearchPorts(config: string): readonly Port[] {
  const settings = parse(readFileSync(join(config, 'opensearch.yml'), 'utf8')) as Readonly<Record<string, unknown>>;
  const isSecure = settings['plugins.security.disabled'] !== true;
  const text = (name: string) => readFileSync(join(config, String(settings[name])), 'utf8');
  const served = (layer: 'transport' | 'http'): Served => {
    const prefix = `plugins.security.ssl.${layer}`;
    const listed = (name: string) => (settings[`${prefix}.${name}`] ?? []) as readonly string[];
    const mode = layer === 'transport' ? 'REQUIRE' : String(settings[`${prefix}.clientauth_mode`] ?? 'OPTIONAL');
    return {
      identity: { chainPem: text(`${prefix}.pemcert_filepath`), privateKeyPem: text(`${prefix}.pemkey_filepath`) },
      clientAuthentication: mode === 'REQUIRE' ? 'required' : mode === 'NONE' ? 'none' : 'optional',
      clientTrust: [text(`${prefix}.pemtrustedcas_filepath`)],
      ...spoken(listed('enabled_protocols'), listed('enabled_ciphers')),
    };
  };
  return [
    { port: 9300, tls: isSecure ? served('transport') : null, application: transportApplication(openSearch2Node) },
    {
      port: 9200,
      tls: isSecure && settings['plugins.security.ssl.http.enabled'] === true ? served('http') : null,
      application: openSearchRest,
    },
  ];
}

function spoken(protocols: readonly string[], suites: readonly string[]): Pick<Served, 'minVersion' | 'maxVersion' | 'ciphers'> {
  const known = (['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const).filter(
    (version) => protocols.length === 0 || protocols.includes(version),
  );
  const names = suites.map((suite) => (suite.startsWith('TLS_') && /_WITH_/.test(suite) ? opensslName(suite) : suite));
  const usable: readonly SecureVersion[] = protocols.length === 0 ? ['TLSv1.2', 'TLSv1.3'] : known;
  return {
    minVersion: usable[0] ?? 'TLSv1.2',
    maxVersion: usable.at(-1) ?? 'TLSv1.3',
    // Java has no security levels: it serves whatever key and signature the file has.
    ciphers: [...(names.length === 0 ? ['DEFAULT'] : names), '@SECLEVEL=0'].join(':'),
  };
}

/** Releases of OpenSearch have a bit more than those of Elasticsearch had. */
const openSearch2Node = { ...elasticsearch7Node, versionId: 0x08000000 + 2190499 } as const;

/** The REST port of OpenSearch for a caller without credentials. */
function openSearchRest(connection: Parameters<Port['application']>[0]): void {
  refusing.emit('connection', connection);
}

const refusing = createServer((_, response) => {
  response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="OpenSearch Security"', 'content-type': 'text/plain; charset=UTF-8' });
  response.end('Unauthorized');
});
