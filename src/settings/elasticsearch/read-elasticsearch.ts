import { join, resolve } from 'node:path';
import { bindsBeyondLoopback } from '../../model/bind-address.ts';
import type { SetupUnknown } from '../../model/reasons/setup-reason.ts';
import type { Secret } from '../../model/secret.ts';
import type { ContextKind, JvmSettings, NodeFacts, Setup, SetupProblem, TlsContext } from '../../model/setup.ts';
import { readElasticsearchKeystore } from '../../stores/elasticsearch-keystore.ts';
import type { PasswordSource } from '../../stores/password-source.ts';
import { fileFaultText, keystoreFaultText } from '../../wording/setup-texts.ts';
import { MergedSettings, secretsInYml, settingsForRecord } from '../merged-settings.ts';
import { misplacedElsewhere } from '../misplaced-material.ts';
import { fileUnread, openFile } from '../open-file.ts';
import { keystoreOfSetup, type OpenedKeystore, openKeystore } from '../open-keystore.ts';
import { readYml, whyUnread, type Yml, type YmlFault } from '../read-yml.ts';
import type { ContextPlan } from './context-loader.ts';
import { javaHashOrder } from './java-hash-order.ts';
import { type LoadedContext, loadContext } from './load-context.ts';
import { readJvm } from './read-jvm.ts';
import { settingFaults } from './setting-faults.ts';
import { majorOf } from './tls-defaults.ts';
import { unicastHosts } from './unicast-hosts.ts';

export type ReadOptions = {
  /** The configuration directory: the one with elasticsearch.yml. */
  readonly directory: string;
  /** The environment of the node; what it lacks, `${NAME}` cannot be filled with. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly passwords: PasswordSource;
  /** The release, such as `9.1.2`: defaults and some checks differ by it. */
  readonly version?: string | null;
  /** Is given every secret that is found, so that it can be kept out of whatever is written. */
  readonly onSecret?: (secret: Secret) => void;
};

/**
 * What a node of Elasticsearch would load from its configuration directory, and every reason for which it would not start, in the order in which
 * it checks. Never throws for what files hold: a file that is missing, locked or broken is part of the Setup.
 */
export async function readElasticsearchSetup({
  directory: given,
  environment,
  passwords,
  version = null,
  onSecret,
}: ReadOptions): Promise<Setup> {
  const directory = resolve(given);
  const ymlFile = join(directory, 'elasticsearch.yml');
  const opened = await openFile(ymlFile, 8 * 1024 * 1024);
  const old = majorOf(version) === 7;
  const yml: Yml =
    opened.bytes === null
      ? { settings: [], faults: [] }
      : readYml(opened.bytes, { file: ymlFile, environment, variables: old ? 'elasticsearch-7' : 'elasticsearch' });
  const keystoreFile = join(directory, 'elasticsearch.keystore');
  const keystore = await openKeystore(keystoreFile, readElasticsearchKeystore, passwords);
  const secure = keystore.kind === 'opened' ? keystore.entries : new Map<string, Secret>();
  if (onSecret !== undefined) for (const secret of [...secretsInYml(yml.settings), ...secure.values()]) onSecret(secret);
  const settings = new MergedSettings(yml.settings, secure, keystoreFile, ',');
  const jvm = await readJvm(directory, null);

  const unknown: SetupUnknown[] = [];
  if (opened.bytes === null) unknown.push(fileUnread(ymlFile, opened));
  if (version === null) unknown.push({ code: 'release-not-given' });
  const plans = contextPlans(settings);
  const loaded: LoadedContext[] = [];
  for (const plan of inLoadingOrder(plans)) {
    const secretsUnknown = keystore.kind === 'locked' || keystore.kind === 'unreadable';
    loaded.push(await loadContext(plan, { settings, directory, version, passwords, secretsUnknown }));
  }
  const record = settingsForRecord(yml.settings, secure.keys(), keystoreFile);
  const contexts = plans.flatMap(({ prefix }) =>
    loaded.flatMap(({ context }) =>
      context.name === prefix ? [{ ...context, settings: record.filter(({ key }) => key.startsWith(`${prefix}.`)) }] : [],
    ),
  );
  const facts = factsOf(settings, old);
  const text = opened.bytes === null ? '' : Buffer.from(opened.bytes).toString('utf8');
  return {
    product: 'elasticsearch',
    directory,
    version,
    unread: whyUnread(ymlFile, opened, yml.faults),
    facts: facts.seedProviders.includes('file') ? { ...facts, seedHosts: [...facts.seedHosts, ...(await unicastHosts(directory))] } : facts,
    settings: record,
    contexts,
    keystore: keystoreOfSetup(keystoreFile, keystore),
    jvm,
    obstacles: [
      ...(opened.fault === 'denied' ? [unreadableYml(ymlFile, fileFaultText(opened))] : []),
      ...yml.faults.map(ymlObstacle),
      ...keystoreObstacles(keystore, keystoreFile),
      ...settingFaults(settings, version),
      ...loaded.flatMap(({ conflicts }) => conflicts),
      ...loaded.flatMap(({ obstacles }) => obstacles),
      ...serverFaults(settings, contexts, old),
      ...bootstrapFaults(settings, contexts, version),
    ].filter(({ stops }) => stops),
    remarks: [
      ...settingFaults(settings, version).filter(({ stops }) => !stops),
      ...serverFaults(settings, contexts, old).filter(({ stops }) => !stops),
      ...loaded.flatMap(({ remarks }) => remarks),
      ...misplacedElsewhere(
        settings,
        loaded.flatMap(({ obstacles }) => obstacles),
      ),
      ...shapeRemarks(yml),
      ...blockRemarks(text, ymlFile, yml),
      ...securityRemarks(settings, contexts),
      ...jvmRemarks(jvm),
    ],
    unknown: [...unknown, ...loaded.flatMap((context) => context.unknown)],
  };
}

/** The contexts that this node has: the first five always or by their settings, then those of profiles, realms and clients. */
function contextPlans(settings: MergedSettings): readonly ContextPlan[] {
  const plans: ContextPlan[] = [
    { kind: 'transport', prefix: 'xpack.security.transport.ssl' },
    { kind: 'http', prefix: 'xpack.security.http.ssl' },
  ];
  const serves = settings.flag('remote_cluster_server.enabled', false).value;
  if (serves || settings.under('xpack.security.remote_cluster_server.ssl.').length > 0) {
    plans.push({ kind: 'remote-cluster-server', prefix: 'xpack.security.remote_cluster_server.ssl' });
  }
  plans.push({ kind: 'remote-cluster-client', prefix: 'xpack.security.remote_cluster_client.ssl' });
  const found = (kind: ContextKind, pattern: RegExp) => {
    const prefixes = new Set(settings.keys().flatMap((key) => pattern.exec(key)?.[1] ?? []));
    plans.push(...[...prefixes].map((prefix) => ({ kind, prefix })));
  };
  found('transport-profile', /^(transport\.profiles\.[^.]+\.xpack\.security\.ssl)\./);
  found('realm', /^(xpack\.security\.authc\.realms\.[^.]+\.[^.]+\.ssl)\./);
  found(
    'other-client',
    /^(xpack\.http\.ssl|xpack\.notification\.email\.ssl|xpack\.inference\.elastic\.http\.ssl|xpack\.monitoring\.exporters\.[^.]+\.ssl)\./,
  );
  return plans;
}

/** Contexts that a node always has, whether or not anything is set for them: they take places in the order of loading. */
const standing = [
  'xpack.security.http.ssl',
  'xpack.http.ssl',
  'xpack.security.transport.ssl',
  'xpack.notification.email.ssl',
  'xpack.security.remote_cluster_client.ssl',
  'xpack.inference.elastic.http.ssl',
] as const;

function inLoadingOrder(plans: readonly ContextPlan[]): readonly ContextPlan[] {
  const byPrefix = new Map(plans.map((plan) => [plan.prefix, plan]));
  return javaHashOrder([...new Set([...standing, ...byPrefix.keys()])]).flatMap((prefix) => byPrefix.get(prefix) ?? []);
}

function ymlObstacle({ kind, place, key, field, variable, detail }: YmlFault): SetupProblem {
  const logs: Readonly<Record<YmlFault['kind'], string>> = {
    syntax: 'Failed to load settings from [elasticsearch.yml]',
    duplicate: `Duplicate field '${field ?? ''}'`,
    'not-a-map': 'Failed to load settings from [elasticsearch.yml]',
    'null-value': `null-valued setting found for key [${key ?? ''}]`,
    'list-of-maps': 'only value lists are allowed in serialized settings',
    'several-documents': 'malformed, expected end of settings but encountered additional content',
    'not-utf8': 'Failed to load settings from [elasticsearch.yml]',
    'too-large': 'Failed to load settings from [elasticsearch.yml]',
    'unresolved-variable': `Could not resolve placeholder '${variable ?? ''}'`,
  };
  return {
    rule: 'yaml-shape-overrides',
    stops: kind !== 'too-large',
    // Whoever reads the files may have another environment than the node.
    certainty: kind === 'unresolved-variable' ? 'likely' : 'proven',
    context: null,
    setting: key,
    place,
    file: place.file,
    detail,
    logText: logs[kind],
  };
}

function unreadableYml(file: string, because: string): SetupProblem {
  const place = { file, line: null };
  return {
    rule: 'file-not-readable',
    stops: true,
    certainty: 'likely',
    context: null,
    setting: null,
    place,
    file,
    detail: `${file}: ${because}.`,
    logText: null,
  };
}

function keystoreObstacles(keystore: OpenedKeystore, file: string): readonly SetupProblem[] {
  // Whether the node may read what this user may not, does not show.
  if (keystore.kind !== 'unreadable' || (keystore.because.code === 'file-unread' && keystore.because.fault === 'denied')) return [];
  return [
    {
      rule: 'keystore-type-mismatch',
      stops: true,
      certainty: 'proven',
      context: null,
      setting: null,
      place: { file, line: null },
      file,
      detail: `${file}: ${keystoreFaultText(keystore.because)}.`,
      logText: null,
    },
  ];
}

function serverFaults(settings: MergedSettings, contexts: readonly TlsContext[], old: boolean): readonly SetupProblem[] {
  const problems: SetupProblem[] = [];
  for (const { kind, name, enabled } of contexts) {
    if (kind !== 'transport' && kind !== 'http' && kind !== 'remote-cluster-server') continue;
    const has = (key: string) => settings.text(`${name}.${key}`) !== null;
    const keyless = !has('keystore.path') && !has('key') && !has('certificate');
    const serves = kind !== 'remote-cluster-server' || settings.flag('remote_cluster_server.enabled', false).value;
    const under = settings.under(`${name}.`).toSorted();
    if (enabled.value && keyless && serves) {
      const setting =
        enabled.place !== null ? `${name}.enabled` : kind === 'remote-cluster-server' ? 'remote_cluster_server.enabled' : null;
      problems.push({
        rule: 'ssl-enabled-without-key',
        stops: !old,
        certainty: 'proven',
        context: name,
        setting,
        place: setting === null ? null : settings.placeOf(setting),
        file: null,
        detail: `${name} is enabled, and neither ${name}.keystore.path nor ${name}.key and ${name}.certificate are set.`,
        logText: `invalid SSL configuration for ${name} - server ssl configuration requires a key and certificate, but these have not been configured; you must set either [${name}.keystore.path], or both [${name}.key] and [${name}.certificate]`,
      });
    } else if (kind !== 'remote-cluster-server' && settings.text(`${name}.enabled`) === null && under.length > 0) {
      const [first] = under;
      problems.push({
        rule: 'ssl-settings-without-enabled',
        stops: !old,
        certainty: 'proven',
        context: name,
        setting: first ?? null,
        place: first === undefined ? null : settings.placeOf(first),
        file: null,
        detail: `${name}.enabled is not set, and ${under.length === 1 ? 'a setting' : `${under.length} settings`} under ${name} ${under.length === 1 ? 'is' : 'are'}.`,
        logText: `invalid configuration for ${name} - [${name}.enabled] is not set, but the following settings have been configured in elasticsearch.yml : [${under.join(',')}]`,
      });
    }
  }
  return problems;
}

function bootstrapFaults(settings: MergedSettings, contexts: readonly TlsContext[], version: string | null): readonly SetupProblem[] {
  const problems: SetupProblem[] = [];
  const facts = factsOf(settings, majorOf(version) === 7);
  const single = facts.discoveryType === 'single-node';
  const certainty = version === null ? 'likely' : 'proven';
  if (!facts.securityEnabled.value || single || !bindsBeyondLoopback(facts)) return [];
  const on = (kind: ContextKind) => contexts.find((context) => context.kind === kind)?.enabled.value === true;
  const fault = (rule: string, setting: string, detail: string, logText: string): SetupProblem => ({
    rule,
    stops: true,
    certainty,
    context: null,
    setting,
    place: settings.placeOf(setting),
    file: null,
    detail,
    logText,
  });
  if (!on('transport')) {
    problems.push(
      fault(
        'bootstrap-tls-missing',
        'xpack.security.transport.ssl.enabled',
        'Security is on, transport is bound beyond the loopback, and xpack.security.transport.ssl.enabled is not true.',
        'Transport SSL must be enabled if security is enabled. Please set [xpack.security.transport.ssl.enabled] to [true] or disable security by setting [xpack.security.enabled] to [false]',
      ),
    );
  }
  if (settings.flag('xpack.security.authc.token.enabled', false).value && !on('http')) {
    problems.push(
      fault(
        'token-service-without-https',
        'xpack.security.authc.token.enabled',
        'The token service is on, and xpack.security.http.ssl.enabled is not true.',
        'HTTPS is required in order to use the token service. Please enable HTTPS using the [xpack.security.http.ssl.enabled] setting or disable the token service using the [xpack.security.authc.token.enabled] setting',
      ),
    );
  }
  return problems;
}

function factsOf(settings: MergedSettings, old: boolean): NodeFacts {
  const first = (...keys: readonly string[]) => keys.map((key) => settings.list(key)).find((value) => value !== null) ?? [];
  const aliases = new Set(settings.keys().flatMap((key) => /^cluster\.remote\.([^.]+)\./.exec(key)?.[1] ?? []));
  return {
    clusterName: settings.text('cluster.name') ?? 'elasticsearch',
    nodeName: settings.text('node.name'),
    seedHosts: first('discovery.seed_hosts', 'discovery.zen.ping.unicast.hosts'),
    seedProviders: first('discovery.seed_providers', 'discovery.zen.hosts_provider'),
    initialMasterNodes: first('cluster.initial_master_nodes'),
    transportHosts: first('transport.bind_host', 'transport.host', 'network.bind_host', 'network.host'),
    transportPublishHosts: first('transport.publish_host', 'transport.host', 'network.publish_host', 'network.host'),
    transportPort: settings.text('transport.port') ?? settings.text('transport.tcp.port') ?? '9300-9400',
    httpHosts: first('http.bind_host', 'http.host', 'network.bind_host', 'network.host'),
    httpPublishHosts: first('http.publish_host', 'http.host', 'network.publish_host', 'network.host'),
    httpPort: settings.text('http.port') ?? '9200-9300',
    discoveryType: settings.text('discovery.type'),
    securityEnabled: settings.flag('xpack.security.enabled', !old),
    elasticsearchHosts: [],
    remoteClusters: [...aliases].map((alias) => ({
      alias,
      addresses: [...first(`cluster.remote.${alias}.seeds`), ...first(`cluster.remote.${alias}.proxy_address`)],
      apiKey: settings.isSecure(`cluster.remote.${alias}.credentials`),
    })),
  };
}

type RemarkOptions = Pick<SetupProblem, 'context' | 'setting' | 'place'> & {
  readonly file?: string | null;
  readonly certainty?: 'proven' | 'likely';
};

function remark(rule: string, detail: string, { context, setting, place, file = null, certainty = 'proven' }: RemarkOptions): SetupProblem {
  return { rule, stops: false, certainty, context, setting, place, file, detail, logText: null };
}

/** Keys that stand twice in different shapes: the last counts. And what reads as if a variable were used that is not. */
function shapeRemarks({ settings, faults }: Yml): readonly SetupProblem[] {
  const remarks: SetupProblem[] = [];
  const told = new Set(faults.flatMap(({ kind, key }) => (kind === 'duplicate' ? [key] : [])));
  const seen = new Map<string, (typeof settings)[number]>();
  for (const setting of settings) {
    const before = seen.get(setting.key);
    seen.set(setting.key, setting);
    const { key, place, value } = setting;
    if (before !== undefined && !told.has(key)) {
      const same = JSON.stringify(before.value) === JSON.stringify(value);
      const lines = `lines ${before.place.line ?? '?'} and ${place.line ?? '?'}`;
      const detail = same
        ? `${key} stands twice with the same value, on ${lines}.`
        : `${key} stands twice, on ${lines}, and the values differ: the last counts.`;
      remarks.push(remark('yaml-shape-overrides', detail, { context: null, setting: key, place, file: place.file }));
    }
    for (const name of setting.overlooked) {
      const detail = `${key} takes the default of \${${name}:…} although the environment has ${name}: since 8.0 Elasticsearch looks into the environment for plain \${${name}} only.`;
      remarks.push(remark('yaml-shape-overrides', detail, { context: null, setting: key, place, file: place.file, certainty: 'likely' }));
    }
  }
  return remarks;
}

/** The block that auto-configuration writes, beside lines that somebody wrote for the same prefix. */
function blockRemarks(text: string, file: string, { settings }: Yml): readonly SetupProblem[] {
  const lines = text.split(/\r\n|\r|\n/);
  const begin = lines.findIndex((line) => /BEGIN SECURITY AUTO CONFIGURATION/.test(line));
  const end = lines.findIndex((line) => /END SECURITY AUTO CONFIGURATION/.test(line));
  if (begin < 0 || end < begin) return [];
  return ['xpack.security.transport.ssl', 'xpack.security.http.ssl'].flatMap((prefix) => {
    const mine = settings.filter(({ key }) => key.startsWith(`${prefix}.`));
    const inside = mine.filter(({ place: { line } }) => line !== null && line - 1 > begin && line - 1 < end);
    const outside = mine.find((setting) => !inside.includes(setting));
    if (inside.length === 0 || outside === undefined) return [];
    const detail = `${prefix} is set by auto-configuration (lines ${begin + 1} to ${end + 1}) and again on line ${outside.place.line ?? '?'}.`;
    return [remark('autoconfig-block-conflict', detail, { context: prefix, setting: outside.key, place: outside.place, file })];
  });
}

function securityRemarks(settings: MergedSettings, contexts: readonly TlsContext[]): readonly SetupProblem[] {
  const remarks: SetupProblem[] = [];
  const { value, place } = settings.flag('xpack.security.enabled', true);
  if (!value) {
    const detail = 'xpack.security.enabled is false: whatever is set for TLS on transport and HTTP has no effect.';
    remarks.push(remark('security-disabled', detail, { context: null, setting: 'xpack.security.enabled', place }));
  }
  const diagnose = settings.flag('xpack.security.ssl.diagnose.trust', true);
  if (!diagnose.value) {
    const detail = 'xpack.security.ssl.diagnose.trust is false: the log will not say why a certificate is refused.';
    remarks.push(
      remark('diagnose-trust-disabled', detail, { context: null, setting: 'xpack.security.ssl.diagnose.trust', place: diagnose.place }),
    );
  }
  const transport = contexts.find(({ kind }) => kind === 'transport');
  const facts = factsOf(settings, false);
  if (value && transport?.enabled.value === false && (facts.discoveryType === 'single-node' || !bindsBeyondLoopback(facts))) {
    const detail = 'Transport has no TLS, which a node that stands alone may; a second node cannot join without it.';
    const setting = 'xpack.security.transport.ssl.enabled';
    remarks.push(remark('single-node-exempt', detail, { context: transport.name, setting, place: settings.placeOf(setting) }));
  }
  return remarks;
}

function jvmRemarks(jvm: JvmSettings | null): readonly SetupProblem[] {
  if (jvm === null) return [];
  const remarks: SetupProblem[] = [];
  const { javaSecurity } = jvm;
  if (javaSecurity !== null) {
    const { file, place, replaces, disabledAlgorithms, problem } = javaSecurity;
    const what =
      problem ??
      (disabledAlgorithms === null
        ? 'It does not set jdk.tls.disabledAlgorithms.'
        : `jdk.tls.disabledAlgorithms is ${disabledAlgorithms.length === 0 ? 'empty' : disabledAlgorithms.join(', ')}.`);
    const detail = `${file} ${replaces ? 'stands instead of' : 'is added to'} the JVM's own java.security. ${what}`;
    remarks.push(remark('java-security-overridden', detail, { context: null, setting: 'java.security.properties', place, file }));
  }
  for (const { key, place } of jvm.properties) {
    if (!key.startsWith('javax.net.ssl.')) continue;
    const detail = `-D${key} is set for the JVM: it counts only where a context has no trust of its own.`;
    remarks.push(remark('javax-net-ssl-properties', detail, { context: null, setting: key, place }));
  }
  return remarks;
}
