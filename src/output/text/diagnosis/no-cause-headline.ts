import type { Report } from '../../../model/report.ts';
import { nodeName } from './node-name.ts';

/** What it means that nothing was found: all is well, or not all was seen. */
export function noCauseHeadline(report: Report, undecided: boolean): string {
  const { diagnosed, log, pairs = [], partial } = report;
  const kibana = diagnosed?.product === 'kibana';
  const subject = kibana ? 'Kibana' : nodeName(report);
  if (partial) return 'Interrupted: nothing was found in what was seen until then.';
  if (undecided) {
    const seen = pairs.length === 0 && !kibana ? 'no other node was seen' : 'not all could be checked';
    return `No problem found, and ${seen}: ${kibana ? 'Kibana may still not connect' : `${diagnosed?.name ?? 'the node'} may still not join`}.`;
  }
  if (log?.joined === true) return `No problem found. ${log.verdict}`;
  return kibana ? 'Kibana should be able to start and to connect to Elasticsearch.' : `${subject} should be able to join.`;
}
