import type { FixContext, FixPlace, FixStep } from '../../model/fix.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { isRunByOperator, layerOf } from './layer.ts';
import { advice, at, atFault, atKibana, command } from './steps.ts';

/** A tool of Elasticsearch, on a machine that runs a node as the one at hand runs. */
export function elasticsearchTool(context: FixContext, name: string): string {
  const { product, packaging, home } = context;
  // Of how Elasticsearch runs, files of Kibana say nothing.
  if (product !== 'elasticsearch' || packaging === null) return `bin/${name}`;
  switch (packaging) {
    case 'package':
      return `/usr/share/elasticsearch/bin/${name}`;
    case 'container':
      return `docker compose exec SERVICE bin/${name}`;
    case 'archive':
      return home === null ? `bin/${name}` : shellQuote(`${home}/bin/${name}`);
  }
}

/** elasticsearch-certutil. It resolves relative paths against the directory of Elasticsearch, so what it writes is named by `outFile`. */
export function certutil(context: FixContext, ...words: readonly string[]): string {
  const tool = runsInContainer(context)
    ? `docker run --rm -it -v "$PWD:/work" --user "$(id -u):0" docker.elastic.co/elasticsearch/elasticsearch:${shellQuote(context.release ?? 'RELEASE')} elasticsearch-certutil`
    : elasticsearchTool(context, 'elasticsearch-certutil');
  return [tool, ...words].join(' ');
}

/** A file in the directory that the shell is in, as certutil takes it. */
export function outFile(context: FixContext, name: string): string {
  const word = shellQuote(name);
  return word !== name ? `"$PWD"/${word}` : runsInContainer(context) ? `/work/${name}` : `"$PWD/${name}"`;
}

/** For `elasticsearch-certutil ca`. Without it, CAs of all clusters have one name, and are told apart by their keys alone. */
export const authorityName = "--ca-dn 'CN=CLUSTER CA'";

/** The CA as `elasticsearch-certutil ca` leaves it where it is told no other place. */
export function defaultAuthority(context: FixContext): string {
  return runsInContainer(context) ? '/work/elastic-stack-ca.p12' : 'elastic-stack-ca.p12';
}

function runsInContainer({ product, packaging }: FixContext): boolean {
  return product === 'elasticsearch' && packaging === 'container';
}

/** Adds a CA to a store, whose password keytool asks for. `file` is in PEM, of the shell's directory or a word in capitals. */
export function importAuthority(
  context: FixContext,
  { alias, file, store, type }: { readonly alias: string; readonly file: string; readonly store: string; readonly type?: 'PKCS12' },
): readonly string[] {
  const isContainer = runsInContainer(context);
  const name = isContainer ? '/work/ca-to-add.crt' : shellQuote(file);
  const words = `-importcert -trustcacerts -noprompt -alias ${shellQuote(alias)} -file ${name} -keystore ${shellQuote(store)}`;
  return [
    ...(isContainer ? [`cp ${shellQuote(file)} ca-to-add.crt`] : []),
    keytool(context, type === undefined ? words : `${words} -storetype ${type}`),
  ];
}

/** The keytool that comes with Elasticsearch, where it is at hand; in a container it sees the shell's directory as /work. */
export function keytool({ product, packaging, home }: FixContext, ...words: readonly string[]): string {
  const bundled =
    product !== 'elasticsearch'
      ? 'keytool'
      : packaging === 'package'
        ? '/usr/share/elasticsearch/jdk/bin/keytool'
        : packaging === 'container'
          ? `docker compose run --rm --no-deps --user 0 -v "$PWD:/work" SERVICE jdk/bin/keytool`
          : home === null
            ? 'keytool'
            : shellQuote(`${home}/jdk/bin/keytool`);
  return [bundled, ...words].join(' ');
}

/** The tool that keeps secrets for the product at hand. */
function keystoreTool(context: FixContext): string {
  const { product, packaging, home } = context;
  const layer = layerOf(context);
  if (layer.product === 'OpenSearch') return 'bin/opensearch-keystore';
  if (layer.product === 'OpenSearch Dashboards') return 'bin/opensearch-dashboards-keystore';
  // A node that does not start leaves no container to go into.
  if (layer.product === 'Elasticsearch')
    return runsInContainer(context)
      ? 'docker compose run --rm --no-deps SERVICE bin/elasticsearch-keystore'
      : elasticsearchTool(context, 'elasticsearch-keystore');
  if (product !== 'kibana') return 'bin/kibana-keystore';
  switch (packaging) {
    case 'package':
      return '/usr/share/kibana/bin/kibana-keystore';
    case 'container':
      return 'docker compose run --rm --no-deps SERVICE bin/kibana-keystore';
    case 'archive':
    case null:
      return home === null ? 'bin/kibana-keystore' : shellQuote(`${home}/bin/kibana-keystore`);
  }
}

/** Puts a secret into the keystore of the product; it asks for the value. On Kubernetes the operator does so from a secret. */
export function keystoreAdd(context: FixContext, text: string, ...names: readonly string[]): readonly FixStep[] {
  // Otherwise the tool asks whether to overwrite it, and takes what is piped to it for the answer.
  const isThere = (name: string) => context.secureSettings?.includes(name) === true;
  if (isRunByOperator(context)) {
    const kind = layerOf(context).product;
    return [
      command(
        at('kubernetes'),
        `${text} The operator puts it into the keystore of each ${kind === 'Kibana' ? 'Kibana' : 'node'} from a secret.`,
        ...names.map(
          (name) =>
            `kubectl create secret generic SECRET --namespace ${namespaceOf(context)} --from-file=${shellQuote(name)}=PASSWORD_FILE --dry-run=client -o yaml | kubectl apply -f -`,
        ),
      ),
      {
        where: at('kubernetes', { name: kind }),
        kind: 'edit',
        text: 'Name that secret in the manifest.',
        lines: ['spec:', '  secureSettings:', '    - secretName: SECRET'],
      },
    ];
  }
  return [
    command(
      atFault(context),
      text,
      ...names.map((name) => `${keystoreTool(context)} add ${isThere(name) ? '-f ' : ''}${shellQuote(name)}`),
    ),
    ...(context.packaging === 'container'
      ? [advice(atFault(context), 'Keep the configuration directory in a volume: an entry in the container alone is lost with it.')]
      : []),
  ];
}

/** Takes secrets out of the keystore of the product. */
export function keystoreRemove(context: FixContext, text: string, ...names: readonly string[]): FixStep {
  if (isRunByOperator(context))
    return advice(at('kubernetes'), `${text} Take these out of the secret that spec.secureSettings names: ${names.join(', ')}.`);
  return command(atFault(context), text, ...names.map((name) => `${keystoreTool(context)} remove ${shellQuote(name)}`));
}

/** Shows a secret of the keystore; Elasticsearch alone can. */
export function keystoreShow(context: FixContext, name: string): string {
  return `${elasticsearchTool(context, 'elasticsearch-keystore')} show ${shellQuote(name)}`;
}

/** The namespace of a resource, or the word for it. */
export function namespaceOf({ resource }: FixContext): string {
  return shellQuote(resource?.namespace ?? 'NAMESPACE');
}

/** The name of a resource, or the word for it. */
export function resourceOf({ resource }: FixContext): string {
  return resource?.name ?? 'NAME';
}

const rolling =
  'one node after the other. Before each, set cluster.routing.allocation.enable to primaries. When it is back, set it to null and wait until the cluster is green.';

/** Restarts the one at fault. On Kubernetes the operator does so when the manifest has changed. */
export function restart(context: FixContext, text = ''): readonly FixStep[] {
  return restarts(context, atFault(context), '.', text);
}

/** Restarts OpenSearch, which can be told to read new files by itself. */
export function restartUnlessReloaded(context: FixContext): readonly FixStep[] {
  const how =
    ', unless plugins.security.ssl.certificates_hot_reload.enabled is true (2.19.1 and later): then it reads new files within seconds.';
  return restarts(context, atFault(context), how, '');
}

/** Restarts one node after the other. */
export function rollingRestart(context: FixContext, text = ''): readonly FixStep[] {
  const { product } = layerOf(context);
  if (product === 'Kibana' || product === 'OpenSearch Dashboards') return restart(context, text);
  return restarts(context, at('every-node'), `, ${rolling}`, text);
}

/** Stops all nodes and starts them again: what cannot be done node by node. */
export function fullRestart(context: FixContext, why: string): readonly FixStep[] {
  const text = `Stop all nodes, then start all of them. ${why}`;
  const { product } = layerOf(context);
  if (isRunByOperator(context)) return [];
  const unit = units[product];
  if (context.packaging !== 'package') return [{ where: at('every-node'), kind: 'restart', text }];
  return [{ where: at('every-node'), kind: 'restart', text, lines: [`systemctl stop ${unit}`, `systemctl start ${unit}`] }];
}

/** Restarts Kibana, from whose settings something was changed. */
export function restartKibana(context: FixContext, text = ''): readonly FixStep[] {
  if (isRunByOperator(context)) return [];
  if (context.product === 'kibana') return restarts(context, at('kibana', { name: context.node.name }), '.', text);
  const product = context.product === 'opensearch' ? 'OpenSearch Dashboards' : 'Kibana';
  return [{ where: atKibana(context), kind: 'restart', text: withText(`Restart ${product}.`, text) }];
}

const units = {
  Elasticsearch: 'elasticsearch',
  Kibana: 'kibana',
  OpenSearch: 'opensearch',
  'OpenSearch Dashboards': 'opensearch-dashboards',
} as const;

function restarts(context: FixContext, where: FixPlace, how: string, text: string): readonly FixStep[] {
  if (isRunByOperator(context)) return [];
  const { product } = layerOf(context);
  const lines = restartLines(context, units[product]);
  const whole = withText(`Restart ${product}${how}`, text);
  return [lines.length === 0 ? { where, kind: 'restart', text: whole } : { where, kind: 'restart', text: whole, lines }];
}

function withText(what: string, text: string): string {
  return text === '' ? what : `${what} ${text}`;
}

function restartLines({ packaging, home, product }: FixContext, unit: string): readonly string[] {
  switch (packaging) {
    case 'package':
      return [`systemctl restart ${unit}`];
    case 'container':
      return ['docker compose restart SERVICE'];
    case 'archive':
      if (product !== 'elasticsearch' || home === null) return [];
      return [
        'kill "$(cat PID_FILE)"',
        'while kill -0 "$(cat PID_FILE)" 2>/dev/null; do sleep 1; done',
        `${shellQuote(`${home}/bin/elasticsearch`)} -d -p PID_FILE`,
      ];
    case null:
      return [];
  }
}

/** Lets Kibana read its certificate anew: by a signal where its release can, else by a restart. What it shows as a client it reads at start alone. */
export function reloadKibana(context: FixContext): readonly FixStep[] {
  if (isRunByOperator(context)) return [];
  if (context.product === 'opensearch') return restart(context);
  const { release, packaging, prefix } = context;
  if ((prefix !== null && prefix !== 'server.ssl') || (release !== null && !readsOnSignal(release))) return restart(context);
  const where = at('kibana', { name: context.node.name });
  const condition =
    release === null ? 'From 8.11.2 it reads the files at this signal; before that, restart it.' : 'It reads the files at this signal.';
  if (packaging === 'package')
    return [
      {
        where,
        kind: 'restart',
        text: `Signal Kibana. ${condition}`,
        lines: ['kill -HUP "$(systemctl show --property MainPID --value kibana)"'],
      },
    ];
  if (packaging === 'container')
    return [{ where, kind: 'restart', text: `Signal Kibana. ${condition}`, lines: ['docker compose kill --signal HUP SERVICE'] }];
  return [{ where, kind: 'restart', text: `Send Kibana the signal HUP. ${condition}` }];
}

function readsOnSignal(release: string): boolean {
  const [major = 0, minor = 0, patch = 0] = release.split('.').map(Number);
  return major > 8 || (major === 8 && (minor > 11 || (minor === 11 && patch >= 2)));
}
