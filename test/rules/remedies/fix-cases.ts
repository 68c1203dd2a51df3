import { plainContexts } from '../../../src/jobs/explain/explain-rule.ts';
import { type CatalogueRule, evidenceNeeded, ruleCatalogue } from '../../../src/jobs/explain/rule-catalogue.ts';
import { deployments } from '../../../src/model/deployment.ts';
import type { FixContext, FixStep, MaterialFormat, Packaging } from '../../../src/model/fix.ts';
import { clusterRules } from '../../../src/rules/cluster-rules.ts';
import { joinRules } from '../../../src/rules/join-rules.ts';
import { kibanaRules } from '../../../src/rules/kibana-rules.ts';
import { pairRules } from '../../../src/rules/pair-rules.ts';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';
import { setupRules } from '../../../src/rules/setup-rules.ts';

/** Every form of every rule: those of pairs, clusters and files may have a fix of their own under an id that others have as well. */
const rules: readonly CatalogueRule[] = [...ruleCatalogue, ...pairRules, ...joinRules, ...clusterRules, ...setupRules, ...kibanaRules];
const fromFiles: ReadonlySet<CatalogueRule> = new Set([...setupRules, ...kibanaRules]);
/** About settings that Kibana has for its own port alone. */
const ofServers: ReadonlySet<string> = new Set([
  'legacy-protocol-enabled',
  'ssl-enabled-false-explicit',
  'ssl-enabled-without-key',
  'kibana-client-auth-without-ca',
  'kibana-plaintext',
  'kibana-public-url-mismatch',
]);
const packagings: readonly (Packaging | null)[] = [null, 'package', 'archive', 'container'];
const formats: readonly (MaterialFormat | null)[] = [null, 'pem', 'pkcs12', 'jks'];

export type Case = { readonly rule: CatalogueRule; readonly context: FixContext; readonly steps: readonly FixStep[] };

const directories: Readonly<Record<Packaging, string>> = {
  package: '/etc/elasticsearch',
  archive: '/opt/elasticsearch-9.2.0/config',
  container: '/usr/share/elasticsearch/config',
};

/** A place of which nothing is known, and one of which all is, with names that a shell and YAML would take amiss. */
function variants(context: FixContext): readonly FixContext[] {
  if (context.deployment !== 'self' || context.product === 'opensearch') return [context, known(context, null, null)];
  return packagings.flatMap((packaging) =>
    formats.flatMap((format) => [{ ...context, packaging, format }, known(context, packaging, format)]),
  );
}

function known(context: FixContext, packaging: Packaging | null, format: MaterialFormat | null): FixContext {
  const directory =
    packaging === null
      ? "/srv/it's here"
      : directories[packaging].replace('elasticsearch', context.product === 'kibana' ? 'kibana' : 'elasticsearch');
  const file = (name: string) => `${directory}/certs/${name}`;
  return {
    ...context,
    packaging,
    format,
    directory,
    home: packaging === 'archive' ? '/opt/elasticsearch-9.2.0' : null,
    release: '9.2.0',
    setting:
      context.product === 'kibana' ? `${context.prefix ?? 'server.ssl'}.keystore.path` : 'xpack.security.transport.ssl.keystore.path',
    path: file("node's own.p12"),
    files: {
      certificate: format === 'pem' ? file('node.crt') : null,
      key: format === 'pem' ? file('node.key') : null,
      keystore: format === 'pem' ? null : file("node's own.p12"),
      truststore: format === 'pem' ? null : file('trust.p12'),
      authorities: format === 'pem' ? [file('ca.crt')] : [],
    },
    secureSettings: ['xpack.security.transport.ssl.keystore.secure_password', 'elasticsearch.password'],
    node: { name: 'es-$(id)', subject: 'es', dns: ['es01.acme.org', '*.acme.org'], ips: ['10.0.0.13', '2001:db8::1'] },
    issuer: { name: "CN=Acme's `id` CA", madeBy: null },
    authority: { name: 'CN=Acme CA; rm -rf /', madeBy: null, sha256: 'ab'.repeat(32) },
    resource: { name: 'logs', namespace: 'prod' },
    found: {
      ...context.found,
      host: 'https://es01.acme.org:9200',
      speaks: 'https',
      rightHosts: ['https://es01.acme.org:9200'],
      remoteCluster: 'other',
    },
  };
}

export const cases: readonly Case[] = rules.flatMap((rule) => {
  const ofKibana =
    fromFiles.has(rule) &&
    (rule.channels.includes('kibana') || (rule.products?.includes('kibana') === true && rule.channels.includes('http'))) &&
    !ofServers.has(rule.id);
  const plain = [
    ...deployments.flatMap((deployment) => plainContexts(rule, deployment, 'elastic')),
    // What Kibana connects with are settings of its own.
    ...(ofKibana
      ? deployments.map((deployment) => fixContext({ channel: 'http', product: 'kibana', deployment, prefix: 'elasticsearch.ssl' }))
      : []),
    // The key that auto-configuration leaves has steps of its own.
    ...(rule.id === 'ca-private-key-on-nodes'
      ? [fixContext({ channel: 'http', product: 'elasticsearch', deployment: 'self', found: { alias: 'http_ca' } })]
      : []),
    ...(evidenceNeeded(rule.id) === null && rule.products === undefined ? plainContexts(rule, 'self', 'opensearch') : []),
    ...(rule.channels.includes('unknown') ? [{ ...plainContexts(rule, 'self', 'elastic')[0], channel: 'unknown' } as FixContext] : []),
  ];
  return plain.flatMap(variants).map((context) => ({ rule, context, steps: rule.fix(context) }));
});

export const nameOf = ({ rule, context: { channel, product, deployment, packaging, format } }: Case) =>
  `${rule.id}: ${product}, ${channel}, ${deployment}, ${packaging}, ${format}`;

export function eachStep(check: (step: FixStep, name: string, one: Case) => void): void {
  for (const one of cases) for (const step of one.steps) check(step, nameOf(one), one);
}
