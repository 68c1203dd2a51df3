import { linesOfRule } from '../../logs/find-log-line.ts';
import type { FixOf } from '../../model/fix.ts';
import { commandLines } from '../../model/fix-text.ts';
import type { RuledOutFact } from '../../model/reasons/ruled-out-fact.ts';
import type { ClusterFinding } from '../../model/report.ts';
import type { RuledOut } from '../../model/ruled-out.ts';
import { seedRules } from '../../rules/join-rules.ts';
import { fixFor } from '../../rules/remedies/fix-for.ts';
import { orSendIntermediate } from '../../rules/remedies/resend.ts';
import { assumptionReport } from '../../wording/assumption-text.ts';
import { collectedFactText } from '../../wording/collected-fact-text.ts';
import { ruledOutReport } from '../../wording/ruled-out-texts.ts';
import { ruleCatalogue } from '../explain/rule-catalogue.ts';
import type { PairJudgement } from '../matrix/evaluate-pair.ts';
import { type CandidateCause, lessSure } from './candidate-cause.ts';
import { causeFromLog, factsOf, isOfNode, lineFor } from './cause-from-log.ts';
import { causeFromPairs, type PairCause } from './cause-from-pairs.ts';
import { causeOfOtherConnection } from './cause-of-other-connection.ts';
import { contextOfSuspect } from './context-of-suspect.ts';
import { fixOfSides } from './fix-of-sides.ts';
import type { JoinView } from './join-view.ts';
import { anchorsOf, transportOf } from './joiner-of-setup.ts';
import { isOfTransport } from './log-verdict.ts';
import { ownFilesWell } from './own-files-well.ts';
import { isWell, stages } from './stages.ts';
import { trustSides } from './trust-sides.ts';
import { whatToChange } from './what-to-change.ts';
import type { FoundCause } from './with-cause.ts';

/**
 * The one thing to fix first, and what was ruled out before it, in the order in which a node gets into its cluster: its own files, a connection, TLS or not, version and suite, trust,
 * dates, usages, names, first as it connects, then as others connect to it; then what comes after TLS; then what a log says.
 */
export function findCause(view: JoinView): FoundCause & { readonly ruledOut: readonly RuledOut[] } {
  const ruledOut: RuledOutStep[] = [];
  for (const step of [ownFiles, connection, answer, asItConnects, asOthersConnect, inMemory, itsPlace]) {
    const candidate = step(view, ruledOut);
    if (candidate !== null) return { ...reported(withLog(candidate, view), view), ruledOut: bothWays(ruledOut) };
  }
  const logged = settledBy(view, causeFromLog(view.log, view.known)) ?? causeOfOtherConnection(view.log);
  const found = logged === null ? { cause: null, finding: null, blamesJoiner: false } : reported(logged, view);
  return { ...found, ruledOut: bothWays(ruledOut) };
}

/**
 * Where a line of the log may mean one of several things, the one that what was collected from the node shows. Without any line, what was collected is no more than possible: it
 * does not show that the node is outside.
 */
function settledBy({ collected }: JoinView, logged: CandidateCause | null): CandidateCause | null {
  const meant = logged === null ? null : [logged.rule.id, ...namedIn(logged.evidence.orRather)];
  if (logged !== null && logged.confidence !== 'possible') return logged;
  const shown = collected.find(({ rule }) => meant === null || meant.includes(rule));
  const rule = ruleCatalogue.find(({ id }) => id === shown?.rule);
  if (shown === undefined || rule === undefined) return logged;
  const { orRather: _other, ...evidence } = logged?.evidence ?? {};
  return {
    ...logged,
    rule,
    confidence: logged === null ? 'possible' : 'likely',
    assumes: [{ code: 'log-is-of-now' }],
    detail: [collectedFactText(shown.shown), ...(logged === null ? [] : [logged.detail])].join(' '),
    evidence,
    subjects: logged === null ? shown.subjects : logged.subjects,
  };
}

function namedIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** What is well in both directions is said once. */
function bothWays(steps: readonly RuledOutStep[]): readonly RuledOut[] {
  const has = (one: RuledOutStep, direction: 'in' | 'out') => steps.some(({ fact, as }) => fact.code === one.fact.code && as === direction);
  return steps.flatMap((one) => {
    const { fact, as } = one;
    const both = as !== null && has(one, 'out') && has(one, 'in');
    return both && as === 'in' ? [] : [ruledOutReport(fact, both ? 'both' : as)];
  });
}

/** What is well: `out` as the node connects to the others, `in` as they connect to it; null where it is not about one direction. */
type RuledOutStep = { readonly fact: RuledOutFact; readonly as: 'in' | 'out' | null };

type Step = (view: JoinView, ruledOut: RuledOutStep[]) => CandidateCause | null;

/** In Elasticsearch's own order of checks: the first is what it says before it ends. One that is proven goes before one that rests on what was not seen. */
const ownFiles: Step = ({ setup, setupFindings, reported }, ruledOut) => {
  if (setup === null) return null;
  const inOrder = setup.startupErrors.flatMap((startupError) => {
    const finding = reported.get(startupError);
    return finding?.evidence.stops === true ? [finding] : [];
  });
  const all = [...inOrder, ...setupFindings.filter((one) => one.evidence.stops === true && !inOrder.includes(one))];
  const first = all.find(({ evidence }) => evidence.certainty === 'proven') ?? all[0];
  if (first !== undefined) return ofFinding(first);
  const well = ownFilesWell(setup);
  if (well !== null) ruledOut.push({ fact: well, as: null });
  const alone = setupFindings.find(({ rule }) => rule === 'discovery-single-node');
  return alone === undefined ? null : ofFinding(alone);
};

const connection: Step = ({ members }, ruledOut) => {
  if (members.length === 0) return null;
  const endpoints = members.map(({ label, evidence }) => ({ label, evidence, issuerKey: evidence.issuer?.spkiSha256 ?? null }));
  for (const rule of seedRules) {
    const outcome = rule.judge({ endpoints, handshakes: [] });
    if (outcome.kind === 'finding')
      return { rule, confidence: 'proven', detail: outcome.message, evidence: outcome.facts ?? {}, subjects: outcome.subjects };
    // Where none was tried, none is ruled out.
    if (outcome.kind !== 'pass') return null;
  }
  const open = members.filter(({ evidence }) => evidence.observation.reachability.kind === 'open').map(({ label }) => label);
  ruledOut.push({ fact: { code: 'no-connection', open }, as: null });
  return null;
};

/** A port that takes connections and says nothing. */
const answer: Step = ({ members }) => {
  const open = members.filter(({ evidence }) => evidence.observation.reachability.kind === 'open');
  const silent = open.flatMap(({ endpoint, label }) => {
    const finding = endpoint.findings.find(({ rule }) => rule === 'tls-handshake-timeout');
    return finding === undefined ? [] : [{ ...finding, subjects: [label] }];
  });
  const [first] = silent;
  if (first === undefined || silent.length < open.length) return null;
  return { ...ofFinding({ ...first, subjects: silent.flatMap(({ subjects }) => subjects) }), confidence: 'proven' };
};

const asItConnects: Step = (view, ruledOut) => withTrust(alongTheWay(view.towards, 'likely', 'out', ruledOut), view);

const asOthersConnect: Step = (view, ruledOut) => {
  const { back, joiner } = view;
  return withTrust(alongTheWay(back, namesCount(joiner), 'in', ruledOut), view);
};

/** Whether others look at names. Nodes of one cluster mostly have one verification_mode, so that its own tells of theirs. */
function namesCount(joiner: JoinView['joiner']): 'likely' | 'possible' {
  return joiner?.verification === 'full' ? 'likely' : 'possible';
}

/** With both sides, where the one does not trust the other. */
function withTrust(candidate: PairCause | null, { setup, joiner, members, own, known: more }: JoinView): CandidateCause | null {
  if (candidate === null) return null;
  const { failed } = candidate;
  const context = transportOf(setup);
  const read = setup === null || joiner === null || context === undefined ? null : { label: joiner.label, setup, context };
  const known = [...[...own, ...members].flatMap(({ evidence }) => [...evidence.chain, ...evidence.anchors]), ...anchorsOf(setup)];
  const trust = failed.side === null ? null : trustSides(failed.handshake, failed.side, { read, known });
  const cause = whatToChange(candidate, [...known, ...more]);
  return trust === null ? cause : { ...cause, trust };
}

function alongTheWay(
  judgements: readonly PairJudgement[],
  namesCount: 'likely' | 'possible',
  as: 'in' | 'out',
  ruledOut: RuledOutStep[],
): PairCause | null {
  const candidate = causeFromPairs({ judgements, namesCount });
  for (const stage of stages) {
    if (candidate !== null && stage.rules.includes(candidate.rule.id)) break;
    if (isWell(stage, judgements)) ruledOut.push({ fact: { code: stage.code }, as });
  }
  return candidate;
}

/** Where its files are well: whether the process has read them. A certificate that is old and yet accepted keeps nobody out. */
const inMemory: Step = ({ setupFindings, served, joiner }) => {
  const stale = setupFindings.find(({ rule, evidence }) => rule === 'stale-certificate-in-memory' && evidence.context !== undefined);
  const candidate = causeFromPairs({ judgements: served, namesCount: namesCount(joiner) });
  if (stale === undefined || candidate === null || candidate.confidence === 'possible') return null;
  const { rule, detail, confidence } = candidate;
  return { ...ofFinding(stale), confidence, evidence: { ...stale.evidence, refusedFor: rule.id, because: detail } };
};

/** Where TLS is well both ways: whether it can be found at all. */
const itsPlace: Step = ({ setupFindings, members }) => {
  const bound = setupFindings.find(({ rule, severity }) => rule === 'transport-bound-to-localhost' && severity !== 'low');
  if (bound !== undefined) return ofFinding(bound);
  const alone = members.length === 0 ? setupFindings.find(({ rule }) => rule === 'seed-hosts-missing') : undefined;
  return alone === undefined ? null : { ...ofFinding(alone), confidence: 'likely', assumes: [{ code: 'no-other-seed-provider' }] };
};

function ofFinding(finding: ClusterFinding): CandidateCause {
  const { rule: id, detail, evidence, subjects } = finding;
  const rule = ruleCatalogue.find((one) => one.id === id);
  if (rule === undefined) throw new RangeError(`no rule is called ${id}`);
  return {
    rule,
    confidence: evidence.certainty === 'likely' ? 'likely' : 'proven',
    assumes: [{ code: rule.id === 'file-not-readable' ? 'service-reads-no-more' : 'files-are-those-in-use' }],
    ...{ detail, evidence, subjects, finding },
  };
}

/**
 * What the log says of the same; where it states it of a node, what was likely is proven. Where it states something else, and this is no more than likely, the log knows better. That a certificate was not
 * sent, or that nobody trusts it, is how it shows in a log what wire and files explain: that goes on being the cause.
 */
function withLog(candidate: CandidateCause, { log, known }: JoinView): CandidateCause {
  // What a process has in memory no log tells: it tells what others refuse that for.
  const told = typeof candidate.evidence.refusedFor === 'string' ? candidate.evidence.refusedFor : candidate.rule.id;
  const lines = log.open.filter(isOfTransport);
  const line = [told, ...(explained.has(told) ? asLogged : [])].map((rule) => lineFor(rule, lines)).find((one) => one !== null) ?? null;
  if (line !== null) {
    return {
      ...candidate,
      confidence: line.states && (isOfNode(line.evidence) || log.isOutside(line.evidence)) ? 'proven' : candidate.confidence,
      evidence: { ...candidate.evidence, log: factsOf(line.evidence) },
    };
  }
  const other = candidate.confidence === 'proven' ? null : causeFromLog(log, known);
  if (other === null || other.confidence === 'possible') return candidate;
  return {
    ...other,
    confidence: lessSure(other.confidence, 'likely'),
    evidence: { ...other.evidence, seenBesides: `${candidate.rule.id}: ${candidate.detail}` },
  };
}

/** What a log says of a certificate whatever is wrong between it and those who should trust it. */
const asLogged = ['client-cert-not-sent', 'trust-unknown-issuer'] as const;

/** Causes that show so. */
const explained: ReadonlySet<string> = new Set([
  ...asLogged,
  'self-signed-per-node',
  'trust-missing-intermediate',
  'trust-lookalike-ca',
  'ca-reissued-same-key',
  'aki-ski-mismatch',
  'autoconfig-separate-clusters',
]);

function fixOf(candidate: CandidateCause, view: JoinView): FixOf {
  const fix = candidate.ofConnection ?? fixOfSides(candidate, view) ?? candidate.rule.fix;
  const { unseenIssuer } = candidate.evidence;
  return typeof unseenIssuer === 'string' ? (context) => [...fix(context), orSendIntermediate(context, unseenIssuer)] : fix;
}

function reported(candidate: CandidateCause, view: JoinView): FoundCause {
  const { rule, confidence, assumes = [], detail, evidence, subjects, trust, logged } = candidate;
  const { remedy, fix } = fixFor(fixOf(candidate, view), contextOfSuspect(candidate, view));
  return {
    cause: {
      rule: rule.id,
      confidence,
      ...(confidence === 'likely' && assumes.length > 0 ? { assumes: assumes.map(assumptionReport) } : {}),
      title: rule.title,
      detail,
      evidence,
      subjects,
      ...(trust === undefined ? {} : { trust }),
      ...(logged === undefined ? {} : { logged }),
      remedy,
      fix,
      commands: commandLines(fix),
      source: rule.source,
      logLines: evidence.logs !== undefined ? [evidence.logs] : linesOfRule(rule.id, 'node'),
    },
    finding: candidate.finding ?? null,
    blamesJoiner: view.joiner !== null && subjects.includes(view.joiner.label),
  };
}
