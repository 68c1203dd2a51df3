import type { Report } from '../model/report.ts';
import { certaintyMark } from './text/diagnosis/certainty-mark.ts';
import { causeHeadline } from './text/diagnosis/headline.ts';
import { noCauseHeadline } from './text/diagnosis/no-cause-headline.ts';
import { matrixVerdict } from './text/matrix-verdict.ts';
import { readyVerdict } from './text/ready/ready-verdict.ts';
import { scanVerdict, type Verdict } from './text/scan-verdict.ts';

/** What a report comes to, by the command that made it. */
export function reportHeadline(report: Report, { undecided = false } = {}): Verdict {
  const { cause, endpoints, pairs, policy } = report;
  if (policy !== undefined) return readyVerdict(policy, report);
  if (cause === undefined) return pairs === undefined ? scanVerdict(endpoints, report) : matrixVerdict(report);
  if (cause !== null) return { word: 'FAIL', tone: 'critical', text: `${causeHeadline(cause, report)} ${certaintyMark(cause)}` };
  const text = noCauseHeadline(report, undecided);
  return undecided || report.partial ? { word: 'PART', tone: 'medium', text } : { word: 'OK', tone: 'good', text };
}
