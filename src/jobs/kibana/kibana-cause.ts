import { linesOfReason, linesOfRule } from '../../logs/find-log-line.ts';
import type { Assumption } from '../../model/assumption.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { Unknown } from '../../model/finding.ts';
import { commandLines } from '../../model/fix-text.ts';
import type { CauseReport } from '../../model/join-report.ts';
import type { ClusterFinding, EndpointReport } from '../../model/report.ts';
import type { RuledOut } from '../../model/ruled-out.ts';
import type { SetupEvidence } from '../../model/setup-evidence.ts';
import { atLeast } from '../../model/severity.ts';
import type { TrustSides } from '../../model/trust-sides.ts';
import { verifyReasons } from '../../model/verify-reason.ts';
import { type ElasticsearchHost, elasticsearchHosts } from '../../rules/facts/elasticsearch-hosts.ts';
import { withoutGiving } from '../../rules/facts/without-giving.ts';
import { unknownOf } from '../../rules/framework/ask-rule.ts';
import { judgeSetupRule, setupFinding } from '../../rules/framework/judge-setup.ts';
import type { SetupCase, SetupOutcome, SetupRule } from '../../rules/framework/rule.ts';
import { elasticsearchHostUnreachable } from '../../rules/kibana/elasticsearch-host-unreachable.ts';
import { kibanaEsSchemeMismatch } from '../../rules/kibana/kibana-es-scheme-mismatch.ts';
import { trustMissingIntermediateForKibana, trustUnknownIssuerForKibana } from '../../rules/kibana/trust-rules.ts';
import { type KibanaStage, kibanaPath, kibanaPort } from '../../rules/kibana-rules.ts';
import { ekuClientMissingClientauth } from '../../rules/setup/eku-client-missing-clientauth.ts';
import { kibanaEnrollmentCaStale } from '../../rules/setup/kibana-enrollment-ca-stale.ts';
import { kibanaEsMtlsHalfConfigured } from '../../rules/setup/kibana-es-mtls-half-configured.ts';
import { kibanaMissingEsCa } from '../../rules/setup/kibana-missing-es-ca.ts';
import { kibanaPlaintextInSetup } from '../../rules/setup/kibana-plaintext.ts';
import { kibanaPublicUrlMismatch } from '../../rules/setup/kibana-public-url-mismatch.ts';
import { kibanaTrustsWrongLink } from '../../rules/setup/kibana-trusts-wrong-link.ts';
import { setupRules } from '../../rules/setup-rules.ts';
import { assumptionReport } from '../../wording/assumption-text.ts';
import { atOneHostText } from '../../wording/cause-remarks.ts';
import { ruledOutReport } from '../../wording/ruled-out-texts.ts';
import { ownFilesWell } from '../join/own-files-well.ts';
import { trustSides } from '../join/trust-sides.ts';

/** What the files and the wire come to. */
export type KibanaVerdict = {
  readonly cause: CauseReport | null;
  readonly ruledOut: readonly RuledOut[];
  /** The cause among them. */
  readonly findings: readonly ClusterFinding[];
  readonly unknown: readonly Unknown[];
  /** What was reported of which connection or context: the rule, the connection's other end as the setting has it, the context's name. */
  readonly reported: readonly { readonly rule: string; readonly written: string | null; readonly context: string | null }[];
};

type Found = { readonly rule: SetupRule; readonly one: SetupCase };
type Judged = { readonly rule: SetupRule; readonly outcome: SetupOutcome };

/**
 * The one thing to fix first. Of each host it is what a connection meets first. What is proven comes before what is likely; among equals, what keeps Kibana from starting comes before
 * what keeps it from Elasticsearch, in the order in which a connection gets that far, and that before what its own port serves.
 *
 * @param own what was found at its own port, where nothing else is the cause
 */
export function kibanaVerdict(evidence: SetupEvidence, own: readonly EndpointReport[]): KibanaVerdict {
  const ofFiles = judged(
    setupRules.filter((rule) => rule.products.includes('kibana') && !kibanaPort.rules.includes(rule)),
    evidence,
  );
  const path = kibanaPath.map((stage) => ({ stage, judged: judged(stage.rules, evidence) }));
  const port = judged(kibanaPort.rules, evidence);

  const onPath = path.flatMap((each) => casesOf(each.judged));
  const startupErrors = inTheirOrder(
    [...casesOf(ofFiles), ...onPath].filter(({ one }) => one.stops),
    evidence,
  );
  const blocked = onPath.filter(({ one }) => one.blocks === true);
  const served = casesOf(port).filter(({ rule, one }) => atLeast(one.severity ?? rule.severity, 'high'));
  const candidates = [...startupErrors, ...firstAtEachHost(blocked)];
  const first = candidates.find(({ one }) => one.certainty === 'proven') ?? candidates[0] ?? served[0] ?? null;
  const stage =
    first === null || served.includes(first)
      ? path.length
      : path.findIndex((each) => casesOf(each.judged).some(({ one }) => one === first.one));

  const wire = [...path.flatMap((each) => each.judged), ...port];
  const reported = new Set(casesOf(wire).map(({ rule, one }) => `${rule.id} ${one.context}`));
  const settled = new Set(wire.flatMap(({ rule, outcome }) => (outcome.kind === 'pass' || outcome.kind === 'findings' ? [rule.id] : [])));
  const overruled = ({ rule, one }: Found) => reported.has(`${rule.id} ${one.context}`) || (guesses.has(rule.id) && settled.has(rule.id));
  const found = [
    ...casesOf(wire),
    // What files show of a certificate, and the wire of the same, is one finding; the cause is told in any case.
    ...casesOf(ofFiles).filter((one) => one.one === first?.one || !overruled(one)),
  ];
  const findings = found.map(({ rule, one }) => setupFinding(rule, one, evidence));
  const finding = found.findIndex(({ one }) => one === first?.one);
  return {
    cause: first === null ? causeAtPort(own, findings) : { ...causeOf(first, evidence, blocked), finding },
    ruledOut: ruledOut(evidence, startupErrors, path.slice(0, Math.max(0, stage))),
    findings,
    reported: found.map(({ rule, one }) => ({ rule: rule.id, written: one.written ?? null, context: one.context })),
    unknown: undetermined([...ofFiles.filter(({ rule }) => !(ofKibanaAlone.has(rule.id) && settled.has(rule.id))), ...wire]),
  };
}

/** Rules that are on nothing else than what the wire has settled. */
const ofKibanaAlone: ReadonlySet<string> = new Set(
  [
    kibanaEnrollmentCaStale,
    kibanaMissingEsCa,
    kibanaTrustsWrongLink,
    kibanaEsMtlsHalfConfigured,
    kibanaPublicUrlMismatch,
    kibanaPlaintextInSetup,
    ekuClientMissingClientauth,
  ].map(({ id }) => id),
);

/** Of these the files can but guess what the wire tells. */
const guesses: ReadonlySet<string> = new Set(['kibana-public-url-mismatch', 'kibana-enrollment-ca-stale']);

function judged(rules: readonly SetupRule[], evidence: SetupEvidence): readonly Judged[] {
  return rules.map((rule) => ({ rule, outcome: judgeSetupRule(rule, evidence) }));
}

function casesOf(all: readonly Judged[]): readonly Found[] {
  return all.flatMap(({ rule, outcome }) => (outcome.kind === 'findings' ? outcome.cases.map((one) => ({ rule, one })) : []));
}

/** Kibana's own order of checks: the first is what it says before it ends. */
function inTheirOrder(found: readonly Found[], { setup }: SetupEvidence): readonly Found[] {
  const placeOf = ({ one }: Found) => {
    const place = one.reported === undefined ? -1 : setup.startupErrors.indexOf(one.reported);
    return place < 0 ? setup.startupErrors.length : place;
  };
  return found.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** What comes later is not felt until that is fixed. */
function firstAtEachHost(blocked: readonly Found[]): readonly Found[] {
  const hosts = new Set<string>();
  return blocked.filter(({ one: { facts, context } }) => {
    const host = `${context} ${facts?.host}`;
    return !hosts.has(host) && hosts.add(host);
  });
}

function causeOf({ rule, one }: Found, evidence: SetupEvidence, blocked: readonly Found[]): Omit<CauseReport, 'finding'> {
  const { title, detail, evidence: facts, remedy, fix, source, subjects } = setupFinding(rule, one, evidence);
  const cut = new Set(blocked.map((each) => each.one.facts?.host));
  const reached = elasticsearchHosts(evidence).flatMap(({ label, met }) =>
    cut.has(label) || met.evidence.observation.reachability.kind !== 'open' ? [] : [label],
  );
  const host = elasticsearchHosts(evidence).find(({ label }) => label === one.facts?.host);
  const trust = host === undefined ? null : trustOfHost(host, one, evidence);
  const confidence = one.facts?.reason === 'unexplained' ? 'possible' : one.certainty;
  const isOneOfSeveral = one.blocks === true && reached.length > 0;
  return {
    rule: rule.id,
    confidence,
    ...(confidence === 'likely' ? { assumes: [assumptionReport(assumptionOf(rule, one, host))] } : {}),
    title,
    detail: isOneOfSeveral ? atOneHostText(detail, reached) : detail,
    evidence: isOneOfSeveral ? { ...facts, reached } : facts,
    subjects,
    ...(trust === null ? {} : { trust }),
    remedy,
    fix,
    commands: commandLines(fix),
    source,
    logLines: logLinesOf(rule, one),
  };
}

function trustOfHost({ handshake, context, met }: ElasticsearchHost, { facts }: SetupCase, { setup }: SetupEvidence): TrustSides | null {
  if (facts?.refusedBy === undefined) return null;
  const read = { label: handshake.from.label, setup, context };
  const known = [...met.evidence.chain, ...context.trust.anchors.map(({ certificate }) => certificate)];
  return trustSides(handshake, facts.refusedBy === 'Kibana' ? 'server' : 'client', { read, known });
}

/** What makes it no more than likely. */
function assumptionOf({ id }: SetupRule, { facts, stops }: SetupCase, host: ElasticsearchHost | undefined): Assumption {
  if (stops) return { code: id === 'file-not-readable' ? 'service-reads-no-more' : 'files-are-those-in-use' };
  if (id === elasticsearchHostUnreachable.id || id === kibanaEsSchemeMismatch.id) return { code: 'same-network', who: 'Kibana' };
  if (facts?.refusedBy === 'Elasticsearch') return { code: 'judged-as-java-does', who: host?.label ?? 'Elasticsearch' };
  return { code: unseenIssuer[id] ?? 'files-are-those-in-use' };
}

const unseenIssuer: Readonly<
  Partial<Record<string, 'unseen-issuer-is-root' | 'unseen-issuer-is-intermediate' | 'certificate-is-not-public'>>
> = {
  [trustUnknownIssuerForKibana.id]: 'unseen-issuer-is-root',
  [trustMissingIntermediateForKibana.id]: 'unseen-issuer-is-intermediate',
  [kibanaMissingEsCa.id]: 'certificate-is-not-public',
};

/** What is written for this very reason, by the side that refuses; else what the rule knows. */
function logLinesOf({ id }: SetupRule, { facts = {} }: SetupCase): readonly string[] {
  const { logs, reason, refusedBy } = facts;
  if (logs !== undefined) return [logs];
  const known = verifyReasons.find((one) => one === reason);
  const { node, jsse } = known === undefined ? { node: [], jsse: [] } : linesOfReason(known);
  const lines = refusedBy === 'Kibana' ? node : jsse;
  return lines.length === 0 ? linesOfRule(id, 'kibana') : lines;
}

/** Everybody meets the certificate of Kibana itself: what is critical there is worth the first place where nothing else is. */
function causeAtPort(own: readonly EndpointReport[], findings: readonly ClusterFinding[]): CauseReport | null {
  for (const { target, findings: served } of own) {
    const worst = served.find(({ severity }) => severity === 'critical');
    if (worst === undefined) continue;
    const { rule, title, detail, evidence, remedy, fix, source } = worst;
    // What files show of the same certificate is told in its place.
    const index = findings.findIndex((one) => one.rule === rule && one.evidence.context === 'server.ssl');
    return {
      rule,
      finding: index < 0 ? null : index,
      confidence: 'proven',
      title,
      detail,
      evidence,
      subjects: [target],
      remedy,
      fix,
      commands: commandLines(fix),
      source,
      logLines: [],
    };
  }
  return null;
}

function ruledOut(
  { setup }: SetupEvidence,
  startupErrors: readonly Found[],
  stages: readonly { readonly stage: KibanaStage; readonly judged: readonly Judged[] }[],
): readonly RuledOut[] {
  const well = startupErrors.length === 0 ? ownFilesWell(setup) : null;
  return [
    ...(well === null ? [] : [ruledOutReport(well, null)]),
    ...stages.flatMap(({ stage: { code }, judged: rules }): readonly RuledOut[] => {
      const kinds = rules.map(({ outcome }) => outcome.kind);
      const isWell = kinds.includes('pass') && !kinds.includes('unknown') && !casesOf(rules).some(({ one }) => one.blocks === true);
      return isWell ? [ruledOutReport({ code }, null)] : [];
    }),
  ];
}

function undetermined(all: readonly Judged[]): readonly Unknown[] {
  // There is no such option here: what was given is what kibana.yml names.
  const reasons = all.flatMap(({ rule, outcome }) => (outcome.kind === 'unknown' ? [unknownOf(rule, withoutGiving(outcome.because))] : []));
  return [...new Map(reasons.map((one) => [JSON.stringify(one), one])).values()];
}

/** The deployment that remedies are for, where the user names none: that of what Kibana connects to. */
export function deploymentOf(endpoints: readonly EndpointReport[], given: Deployment | undefined): Deployment {
  return given ?? endpoints.find(({ channel }) => channel === 'http')?.deployment.type ?? 'self';
}
