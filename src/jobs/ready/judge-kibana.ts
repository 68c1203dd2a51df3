import { pieceIn } from '../../logs/find-log-line.ts';
import { readLog } from '../../logs/read-log.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ClusterFinding } from '../../model/report.ts';
import { fixContext } from '../../rules/remedies/fix-context.ts';
import { fixFor } from '../../rules/remedies/fix-for.ts';
import { kibanaStatusText } from '../../wording/cause-remarks.ts';
import { ruleCatalogue } from '../explain/rule-catalogue.ts';
import { causeOfLine, readKibanaLog } from '../kibana/kibana-log.ts';

/**
 * What an archive of a Kibana shows of its connection to Elasticsearch: what it answered of itself, and what its log says since it was available last. Its settings are judged as those of any
 * Kibana. One finding for a rule.
 */
export function judgeKibanaDiagnostic({ kibana, logs, path }: Diagnostic, deployment: Deployment): readonly ClusterFinding[] {
  const subject = kibana?.name ?? (path === '' ? 'Kibana' : `Kibana in ${path}`);
  const found = new Map<string, ClusterFinding>();
  const ofStatus = kibana === null ? null : findingOfStatus(kibana, subject, deployment);
  if (ofStatus !== null) found.set(ofStatus.rule, ofStatus);
  for (const line of logs.length === 0 ? [] : readKibanaLog(readLog(logs.map(({ text }) => text).join('\n'))).open) {
    const cause = found.has(line.rule) ? null : causeOfLine(line, deployment);
    const severity = ruleCatalogue.find(({ id }) => id === cause?.rule)?.severity;
    if (cause === null || severity === undefined) continue;
    const { rule, title, detail, evidence, remedy, fix, source, confidence } = cause;
    found.set(rule, {
      ...{ rule, severity, title, detail, remedy, fix, source, subjects: [subject] },
      evidence: { ...evidence, certainty: confidence },
      ...(confidence === 'proven' ? {} : { certainty: 'likely' as const }),
    });
  }
  return [...found.values()];
}

/** Where it says itself why it does not reach Elasticsearch, in words that a log would have. */
function findingOfStatus(
  { elasticsearch, version }: NonNullable<Diagnostic['kibana']>,
  subject: string,
  deployment: Deployment,
): ClusterFinding | null {
  if (elasticsearch === null || elasticsearch.level === 'available') return null;
  const { level, summary } = elasticsearch;
  const known = pieceIn(summary)?.line;
  const rule = ruleCatalogue.find(({ id }) => id === known?.rule);
  if (known === undefined || rule === undefined) return null;
  const context = fixContext({ channel: 'http', product: 'kibana', deployment, release: version, prefix: 'elasticsearch.ssl' });
  const isSure = (known.alternatives ?? []).length === 0 && known.warning !== true;
  return {
    ...{ rule: rule.id, severity: rule.severity, title: rule.title, source: rule.source, subjects: [subject] },
    detail: kibanaStatusText(level, summary),
    evidence: { level, summary, certainty: isSure ? 'proven' : 'likely', orRather: known.alternatives ?? [] },
    ...fixFor(rule.fix, context),
    ...(isSure ? {} : { certainty: 'likely' as const }),
  };
}
