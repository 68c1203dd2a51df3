import { connectionRemarks } from '../../logs/connection-remarks.ts';
import { linesOfRule } from '../../logs/find-log-line.ts';
import { type LogEvidence, type LogReading, type Occurrence, withOccurrences } from '../../logs/read-log.ts';
import type { Deployment } from '../../model/deployment.ts';
import { commandLines } from '../../model/fix-text.ts';
import type { CauseReport, LogRemark, LogReport } from '../../model/join-report.ts';
import type { ClusterFinding } from '../../model/report.ts';
import { fixContext } from '../../rules/remedies/fix-context.ts';
import { fixFor } from '../../rules/remedies/fix-for.ts';
import { assumptionReport } from '../../wording/assumption-text.ts';
import { wellByNowText } from '../../wording/cause-remarks.ts';
import { failureSentence, failureText, logHeadlineText, logRemarkText } from '../../wording/log-texts.ts';
import { ruleCatalogue } from '../explain/rule-catalogue.ts';
import { lessSure } from '../join/candidate-cause.ts';
import { factsOf, lineFor } from '../join/cause-from-log.ts';
import { ofOtherConnection } from '../join/log-report.ts';
import { keepsFromStarting } from '../join/log-verdict.ts';
import type { KibanaVerdict } from './kibana-cause.ts';

/** What a log of Kibana says of its connection to Elasticsearch, and of its start. */
export type KibanaLog = {
  /** Failures since it was available last. */
  readonly open: readonly LogEvidence[];
  readonly report: LogReport;
};

/** Reads a log for why Kibana does not start, or not reach Elasticsearch: what its plugins connect to is another matter, and so is who connects to it. */
export function readKibanaLog({ failures, available }: LogReading): KibanaLog {
  const last = available.at(-1);
  const concerning = failures.filter(concernsElasticsearch);
  const isSince = ({ line }: Occurrence) => last === undefined || line > last.line;
  const part = (evidence: LogEvidence, wanted: boolean) =>
    withOccurrences(
      evidence,
      evidence.occurrences.filter((one) => isSince(one) === wanted),
    ) ?? [];
  const open = concerning.flatMap((evidence) => part(evidence, true));
  const settled = concerning.flatMap((evidence) => part(evidence, false));
  return {
    open,
    report: {
      joined: last !== undefined && open.length === 0,
      verdict: logHeadlineText(
        last === undefined
          ? { code: 'kibana-not-available' }
          : { code: 'kibana-available', line: last.line, hasFailedSince: open.length > 0 },
      ),
      remarks: [
        ...settled.map((evidence): LogRemark => ofSettled(evidence, last?.line ?? 0)),
        ...connectionRemarks(failures.filter((one) => !concerning.includes(one))).map(ofOtherConnection),
      ],
    },
  };
}

function concernsElasticsearch(evidence: LogEvidence): boolean {
  const { connection, product } = evidence;
  if (product !== 'kibana' && product !== null) return false;
  return keepsFromStarting(evidence) || connection === 'kibana-elasticsearch' || connection === null;
}

function ofSettled(evidence: LogEvidence, available: number): LogRemark {
  const { rule, line, count, occurrences } = evidence;
  const text = logRemarkText({ code: 'settled-by-kibana', failure: evidence, line: available });
  return { kind: 'settled', rule, line, lastLine: occurrences.at(-1)?.line ?? line, count, text };
}

/** The verdict of files and wire in the light of a log: what it states of the same is proof; where it states something else, and they only make something likely, it knows better. */
export function withKibanaLog(verdict: KibanaVerdict, { open }: KibanaLog, deployment: Deployment): KibanaVerdict {
  const { cause } = verdict;
  const line = cause === null ? null : lineFor(cause.rule, open);
  if (cause !== null && line !== null) {
    const confidence = line.states ? 'proven' : cause.confidence;
    return { ...verdict, cause: { ...cause, confidence, evidence: { ...cause.evidence, log: factsOf(line.evidence) } } };
  }
  const logged = causeFromKibanaLog(open, deployment);
  if (logged === null || (cause !== null && (cause.confidence === 'proven' || logged.confidence !== 'proven'))) return verdict;
  const { rule, title, remedy, fix, source, subjects } = logged;
  const isWellByNow = cause === null && verdict.ruledOut.length > 0;
  const confidence = isWellByNow ? lessSure(logged.confidence, 'likely') : logged.confidence;
  const detail = isWellByNow ? wellByNowText(logged.detail) : logged.detail;
  const evidence = { ...logged.evidence, ...(cause === null ? {} : { seenBesides: `${cause.rule}: ${cause.detail}` }) };
  const first: ClusterFinding = {
    ...{ rule, severity: 'critical', title, detail, remedy, fix, source, subjects },
    evidence: { ...evidence, certainty: confidence, blocks: true },
  };
  const assumes = confidence === 'likely' ? { assumes: [assumptionReport({ code: 'log-is-of-now' })] } : {};
  return { ...verdict, cause: { ...logged, ...assumes, confidence, detail, evidence, finding: 0 }, findings: [first, ...verdict.findings] };
}

/** Of what a log states the latest, else the latest that it points to. */
function causeFromKibanaLog(open: readonly LogEvidence[], deployment: Deployment): Omit<CauseReport, 'finding'> | null {
  const stated = open.filter(({ certainty }) => certainty === 'states');
  const [latest] = (stated.length > 0 ? stated : open).toSorted((a, b) => lastLineOf(b) - lastLineOf(a));
  return latest === undefined ? null : causeOfLine(latest, deployment);
}

/** What one line says; null where its rule is not known. */
export function causeOfLine(latest: LogEvidence, deployment: Deployment): Omit<CauseReport, 'finding'> | null {
  const rule = ruleCatalogue.find(({ id }) => id === latest.rule);
  if (rule === undefined) return null;
  const ofOwnPort = /server\.ssl|\[server\]/.test(`${latest.message} ${latest.exception}`);
  const context = fixContext({
    channel: ofOwnPort ? 'kibana' : 'http',
    product: 'kibana',
    deployment,
    prefix: ofOwnPort ? null : 'elasticsearch.ssl',
  });
  const { remedy, fix } = fixFor(rule.fix, context);
  const isSure = latest.certainty === 'states' && latest.product === 'kibana' && (latest.connection !== null || keepsFromStarting(latest));
  return {
    ...{ rule: rule.id, title: rule.title, source: rule.source, remedy, fix },
    confidence: isSure ? 'proven' : 'possible',
    logged: { event: failureText(latest), line: latest.line },
    detail: failureSentence(latest),
    evidence: { ...factsOf(latest), ...(latest.alternatives.length > 0 ? { orRather: latest.alternatives } : {}) },
    subjects: ['Kibana'],
    commands: commandLines(fix),
    logLines: linesOfRule(rule.id, 'kibana'),
  };
}

function lastLineOf({ occurrences, line }: LogEvidence): number {
  return occurrences.at(-1)?.line ?? line;
}
