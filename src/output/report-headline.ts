import type { Report } from '../model/report.ts';
import { certaintyMark } from './text/diagnosis/certainty-mark.ts';
import { causeHeadline } from './text/diagnosis/headline.ts';
import { noCauseHeadline } from './text/diagnosis/no-cause-headline.ts';
import { failingOf } from './text/failing.ts';
import { matrixVerdict } from './text/matrix-verdict.ts';
import { readyVerdict } from './text/ready/ready-verdict.ts';
import { scanVerdict, type Verdict } from './text/scan-verdict.ts';
import { plainView } from './text/text-view.ts';

/** What a report comes to, by the command that made it. */
export function reportHeadline(report: Report, { undecided = false } = {}): Verdict {
  const { cause, endpoints, pairs, policy } = report;
  if (policy !== undefined) return readyVerdict(policy, report);
  if (cause === undefined) return pairs === undefined ? scanVerdict(endpoints, report, plainView) : matrixVerdict(report, plainView);
  if (cause !== null) return { word: 'FAIL', tone: 'critical', text: `${causeHeadline(cause, report)} ${certaintyMark(cause)}` };
  const text = noCauseHeadline(report, undecided, plainView);
  const { endpoints: failing, compared } = failingOf(report, plainView);
  if (failing + compared > 0) return { word: 'FAIL', tone: 'critical', text };
  return undecided || report.partial ? { word: 'PART', tone: 'medium', text } : { word: 'OK', tone: 'good', text };
}
