import type { PolicyReport, RequirementReport } from '../../../model/policy-report.ts';
import { refusedByApi } from '../../../model/refused-by-api.ts';
import type { Report } from '../../../model/report.ts';
import { counted } from '../counted.ts';
import { isUndiscovered, undiscoveredText, type Verdict } from '../scan-verdict.ts';

/** Whether the cluster is ready, in one sentence. `OK` is said only where every requirement that must be met is. */
export function readyVerdict(
  policy: PolicyReport,
  { partial, discovery, endpoints }: Pick<Report, 'partial' | 'discovery' | 'endpoints'>,
): Verdict {
  const must = policy.requirements.filter(
    ({ level, verdict }) => level === 'must' && verdict !== 'not-applicable' && verdict !== 'by-hand',
  );
  const count = (verdict: RequirementReport['verdict']) => must.filter((one) => one.verdict === verdict).length;
  const [broken, open] = [count('broken'), count('undetermined')];
  const gaps = [
    ...(broken > 0 && open > 0 ? [`${open} not checked`] : []),
    ...(refusedByApi({ endpoints }).length > 0 ? ['the REST API refused a part of what was asked'] : []),
    ...(isUndiscovered(discovery) ? [undiscoveredText] : []),
    ...(partial ? ['interrupted, so this is a part'] : []),
  ];
  const withGaps = (text: string) => [text, ...gaps].join('; ');
  const of = `${counted(must.length, 'MUST requirement')} of ${policy.name}`;
  if (broken > 0)
    return {
      word: 'FAIL',
      tone: 'critical',
      text: withGaps(`Not ready for production: ${broken} of ${of} ${broken === 1 ? 'is' : 'are'} not met`),
    };
  if (open > 0)
    return {
      word: 'PART',
      tone: 'medium',
      text: withGaps(`Not known whether it is ready: ${open} of ${of} could not be checked`),
    };
  if (must.length === 0) return { word: 'PART', tone: 'medium', text: withGaps(`Nothing here is subject to ${policy.name}`) };
  const waived = count('waived');
  const but = waived === 0 ? '' : `, ${waived} of them by a waiver`;
  const text = `Ready for production: ${must.length === 1 ? `the MUST requirement of ${policy.name} is met` : `all ${of} are met`}${but}`;
  return gaps.length > 0 ? { word: 'PART', tone: 'medium', text: withGaps(text) } : { word: 'OK', tone: 'good', text };
}
