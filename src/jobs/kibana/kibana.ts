import { nodeClientSuites } from '../../elastic/node-suites.ts';
import { gatherSetupEvidence } from '../../evidence/gather-setup-evidence.ts';
import type { HelloId } from '../../hellos/recorded-hello.ts';
import type { LogReading } from '../../logs/read-log.ts';
import type { Certificate } from '../../model/certificate.ts';
import { isUnreachable } from '../../model/reachability.ts';
import type { ReasonCode } from '../../model/reasons/reason.ts';
import type { EndpointReport, Report } from '../../model/report.ts';
import type { Setup } from '../../model/setup.ts';
import type { ObservedConnection } from '../../model/setup-evidence.ts';
import type { Target } from '../../model/target.ts';
import { httpClientCertRequiredBySurprise } from '../../rules/endpoint/http-client-cert-required-by-surprise.ts';
import { ruleOfConnectedName } from '../../rules/kibana/name-rules.ts';
import { kibanaRules } from '../../rules/kibana-rules.ts';
import { rulesOnTrust } from '../../rules/rule-groups.ts';
import { dialAsContext } from '../scan/dial-as-context.ts';
import { inParallel } from '../scan/in-parallel.ts';
import { buildReport, ScanFault, type ScanOptions, summaryWith } from '../scan/scan.ts';
import { createScanner, type ScannedEndpoint } from '../scan/scanner.ts';
import { hellosOfKibana } from './hellos-of-kibana.ts';
import { deploymentOf, type KibanaVerdict, kibanaVerdict } from './kibana-cause.ts';
import { type KibanaConnection, kibanaConnections } from './kibana-connections.ts';
import { type KibanaLog, readKibanaLog, withKibanaLog } from './kibana-log.ts';
import { predictWithElasticsearch } from './predict-with-elasticsearch.ts';

/** How a Kibana is looked at. Trust and client certificate are those of its files. */
export type KibanaJob = Omit<ScanOptions, 'anchors' | 'trustPublicRoots' | 'identity' | 'serverName' | 'api' | 'asClients'> & {
  readonly setup: Setup;
  /** URLs to connect to in place of elasticsearch.hosts. */
  readonly to?: readonly string[];
  /** Where the running Kibana listens. Absent: as server.host and server.port have it. */
  readonly self?: Target;
  /** What the log of Kibana says. */
  readonly log?: LogReading;
};

/**
 * Both sides of a Kibana: why it would not start or does not reach Elasticsearch, and what its own port serves against its files. The report's `cause` is the one thing to fix first.
 *
 * @throws UsageError where one of `to` is no URL; ScanFault where handclasp itself failed.
 */
export async function diagnoseKibana({ setup, to = [], self, log, ...options }: KibanaJob): Promise<Report> {
  const startedAt = new Date();
  const connections = kibanaConnections(setup, to, self ?? null);
  const asClients = hellosOfKibana(setup.version);
  const done = new Map<KibanaConnection, readonly ScannedEndpoint[]>();
  const faults: { readonly target: Target; readonly cause: unknown }[] = [];
  await inParallel(connections, options.concurrency ?? 32, async (connection) => {
    if (options.signal?.aborted) return;
    options.onTarget?.(connection.target, 'begun');
    try {
      const examined = await examine(connection, { ...options, asClients });
      done.set(connection, examined);
      for (const { endpoint } of examined) options.onEndpoint?.(endpoint);
    } catch (cause) {
      if (!options.signal?.aborted) faults.push({ target: connection.target, cause });
    } finally {
      options.onTarget?.(connection.target, 'ended');
    }
  });
  const at = options.at ?? startedAt;
  const seen = connections.flatMap((connection) => (done.get(connection) ?? []).map((examined) => ({ connection, ...examined })));
  const met = await predictAll(seen, { at, signal: options.signal });
  const deployment = deploymentOf(
    seen.map(({ endpoint }) => endpoint),
    options.deployment,
  );
  const evidence = await gatherSetupEvidence(setup, { at, deployment, met, expiresInMs: options.expiresInMs });
  const own = seen.flatMap(({ connection, endpoint }) => (connection.as === 'own-port' ? [endpoint] : []));
  const logged = log === undefined ? null : readKibanaLog(log);
  const seenVerdict = kibanaVerdict(evidence, own);
  const verdict = logged === null ? seenVerdict : withKibanaLog(seenVerdict, logged, deployment);
  const endpoints = seen.flatMap((one) => endpointOf(one, verdict, seen));
  const report = withVerdict(
    buildReport(endpoints, { startedAt, partial: done.size + faults.length < connections.length }),
    verdict,
    logged,
    setup,
  );
  const [fault] = faults;
  if (fault !== undefined) throw new ScanFault(fault.target, fault.cause, report);
  return report;
}

type Asking = Omit<KibanaJob, 'setup' | 'to' | 'self' | 'log'>;

/** As Kibana would: by its trust, with its certificate. Suites are asked for where those that showed do not settle whether there is one in common. */
async function examine(
  connection: KibanaConnection,
  { asClients, ...options }: Asking & { readonly asClients: readonly HelloId[] },
): Promise<readonly ScannedEndpoint[]> {
  const { context, serverName, target } = connection;
  const asKibana = { ...options, serverName, ...(context === null ? {} : { ...dialAsContext(context), asClients }) };
  const examined = await createScanner(asKibana).examine(target);
  if (options.depth !== undefined || context === null || !examined.every(isUnsettled)) return examined;
  return createScanner({ ...asKibana, depth: 'standard' }).examine(target);
}

function isUnsettled({ evidence: { observation } }: ScannedEndpoint): boolean {
  if (observation.service.security !== 'tls') return false;
  return !observation.conversations.some(
    ({ version, cipherSuite }) => version !== null && nodeClientSuites[version]?.includes(cipherSuite ?? ''),
  );
}

type Seen = ScannedEndpoint & { readonly connection: KibanaConnection };

async function predictAll(
  seen: readonly Seen[],
  { at, signal }: { readonly at: Date; readonly signal: AbortSignal | undefined },
): Promise<readonly ObservedConnection[]> {
  const known: readonly Certificate[] = seen.flatMap(({ evidence }) => evidence.chain);
  return Promise.all(
    seen.map(async ({ connection, evidence }): Promise<ObservedConnection> => {
      const { as, written, context } = connection;
      if (context !== null) {
        const kibana = as === 'monitoring-host' ? 'Kibana (monitoring)' : 'Kibana';
        const several = seen.filter((other) => other.connection === connection).length > 1;
        const label = several && evidence.observation.address !== null ? `${written} (${evidence.observation.address})` : written;
        const handshake = await predictWithElasticsearch(
          context,
          evidence,
          { label, kibana },
          { at, known, ...(signal === undefined ? {} : { signal }) },
        );
        return { written, as, evidence, handshake };
      }
      return { written, as, evidence };
    }),
  );
}

/** Without what the verdict says better, since it knows the other end; a public URL and a port that do not answer were not asked for by the user. */
function endpointOf(
  { connection, endpoint, evidence }: Seen,
  { reported }: KibanaVerdict,
  seen: readonly Seen[],
): readonly EndpointReport[] {
  const unreached = isUnreachable(endpoint);
  const ofConnectedName = ruleOfConnectedName(evidence);
  const elsewhere = seen.some((other) => other.connection === connection && other.endpoint.reachability === 'open');
  if (connection.as === 'public-url')
    return unreached ? [] : [{ ...endpoint, findings: endpoint.findings.filter(({ rule }) => rule !== ofConnectedName) }];
  if (connection.context === null) {
    const reportedRules = new Set(reported.flatMap(({ rule, context }) => (context === 'server.ssl' ? [rule] : [])));
    return [
      { ...endpoint, findings: endpoint.findings.filter(({ rule }) => !reportedRules.has(rule)), ...(unreached ? { incomplete: [] } : {}) },
    ];
  }
  const reportedRules = new Set(reported.flatMap(({ rule, written }) => (written === connection.written ? [rule] : [])));
  return [
    {
      ...endpoint,
      findings: endpoint.findings.filter(({ rule }) => !reportedRules.has(rule) && !judgedByKibana.has(rule) && rule !== ofConnectedName),
      unknown: endpoint.unknown.filter(({ rule, code }) => !ids.has(rule) && !needsGivenTrust.has(code)),
      ...(unreached && elsewhere ? { incomplete: [] } : {}),
    },
  ];
}

const ids: ReadonlySet<string> = new Set(kibanaRules.map(({ id }) => id));

/** There is no such option here: whom Kibana trusts is what kibana.yml names. */
const needsGivenTrust: ReadonlySet<ReasonCode> = new Set(['no-trust-given', 'issuing-ca-missing']);

/** Whether these hold depends on whom Kibana trusts, and on the certificate that it shows. */
const judgedByKibana: ReadonlySet<string> = new Set([...rulesOnTrust, httpClientCertRequiredBySurprise.id]);

function withVerdict(
  report: Report,
  { cause, ruledOut, findings, unknown }: KibanaVerdict,
  log: KibanaLog | null,
  { directory }: Setup,
): Report {
  return {
    ...report,
    diagnosed: { product: 'kibana', name: null, directory },
    finishedAt: new Date().toISOString(),
    findings,
    unknown,
    cause,
    ruledOut,
    ...(log === null ? {} : { log: log.report }),
    summary: summaryWith(report, findings),
  };
}
