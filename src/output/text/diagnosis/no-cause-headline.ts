import type { Report } from '../../../model/report.ts';
import { failingOf } from '../failing.ts';
import type { TextView } from '../text-view.ts';
import { nodeName } from './node-name.ts';

/** What it means that nothing was found: all is well, or not all was seen; and what makes the exit status 1 all the same. */
export function noCauseHeadline(report: Report, undecided: boolean, view: Pick<TextView, 'failOn' | 'exit'>): string {
  const failing = failingOf(report, view);
  const count = failing.endpoints + failing.compared;
  const also = count === 0 ? '' : ` ${count === 1 ? 'Something else is' : 'Other things are'} wrong, though: see below.`;
  return headline(report, undecided) + also;
}

function headline(report: Report, undecided: boolean): string {
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
