import type { Finding } from '../../../model/finding.ts';
import type { PolicyReport, RequirementReport } from '../../../model/policy-report.ts';
import type { Report } from '../../../model/report.ts';
import { painter } from '../../paint.ts';
import { printableData } from '../../printable.ts';
import { calendarSection, nextLines } from '../calendar/calendar-lines.ts';
import { closingLine, secondsText } from '../closing-line.ts';
import { counted } from '../counted.ts';
import { endpointLabels } from '../endpoint-labels.ts';
import { hanging, indented } from '../paragraph.ts';
import { casesOf, problemsOf } from '../problem.ts';
import { fixHint, problemSection } from '../problem-section.ts';
import { plainView, type TextView } from '../text-view.ts';
import { verdictLine } from '../verdict-line.ts';
import { givenLines, refusedLines } from './given-lines.ts';
import { readyVerdict } from './ready-verdict.ts';
import { brokenLines, undeterminedLines } from './requirement-lines.ts';
import { upgradeLines, upgradeVerdict } from './upgrade-lines.ts';
import { expiredLines, waivedLines } from './waiver-lines.ts';

export type ReadyTextOptions = Pick<TextView, 'width' | 'colour'> & Partial<TextView>;

/**
 * Whether a cluster is ready, for people: the verdict, each requirement that is not met and where, the problems behind them with their fixes, what could not be checked and
 * what a person has to confirm. Nothing that came from a peer can steer the terminal.
 *
 * @throws RangeError where the report was held to no policy
 */
export function renderReady(given: Report, options: ReadyTextOptions): string {
  const view: TextView = { ...plainView, ...options };
  const look = { width: view.width, paint: painter(view.colour) };
  const report = printableData(given);
  const { policy } = report;
  if (policy === undefined) throw new RangeError('the report was held to no policy');
  const { upgrade } = report;
  // What an upgrade breaks is told pair by pair.
  const own = upgrade === undefined ? policy.requirements : policy.requirements.filter(({ id }) => !id.startsWith('upgrade-'));
  const having = (verdict: RequirementReport['verdict']) => own.filter((one) => one.verdict === verdict);
  const broken = having('broken').sort((a, b) => Number(b.level === 'must') - Number(a.level === 'must'));
  const problems = problemsBehind(
    report,
    broken.filter(({ level }) => level === 'must' || view.details),
  );
  const open = having('undetermined');
  const parts = [
    ...(upgrade === undefined ? [] : [verdictLine(upgradeVerdict(upgrade), look), ...upgradeLines(upgrade, view, look)]),
    ...(own.length === 0 && upgrade !== undefined ? [] : [verdictLine(readyVerdict({ ...policy, requirements: own }, report), look)]),
    ...broken.map((requirement) => brokenLines(requirement, view.details, look)),
    ...problemSection(problems, { ...look, view, namesSubjects: true }),
    waivedLines(own, look),
    expiredLines(policy, look),
    undeterminedLines(open, look),
    byHand(having('by-hand'), look),
    refusedLines(report, look),
    givenLines(report, look),
    calendarSection(report.calendar, view, look),
    [
      ...nextLines(report.calendar, look),
      ...fixHint(problems, view, look.width),
      ...aboutPolicy(policy, view, look),
      ...closingLine(
        [
          report.partial ? 'PARTIAL, interrupted' : null,
          own.length === 0 ? null : `${levelsCounted(own)}${having('met').length} met`,
          broken.length > 0 ? `${broken.length} not met` : null,
          having('waived').length > 0 ? `${having('waived').length} waived` : null,
          open.length > 0 ? `${open.length} not checked` : null,
          `${judgedText(report)} in ${secondsText(report)}`,
          view.exit === null ? null : `exit ${view.exit}`,
        ],
        look,
      ),
    ],
  ].filter((part) => part.length > 0);
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

/** `7 endpoints, 1 archive`: what a policy was held to. */
function judgedText({ endpoints, configurations = [], bundles = [], kubernetes = [] }: Report): string {
  const others = configurations.length + bundles.length + kubernetes.length;
  return [
    ...(endpoints.length > 0 || others === 0 ? [counted(endpoints.length, 'endpoint')] : []),
    ...(configurations.length === 0 ? [] : [counted(configurations.length, 'configuration')]),
    ...(bundles.length === 0 ? [] : [counted(bundles.length, 'archive')]),
    ...(kubernetes.length === 0 ? [] : ['resources of ECK']),
  ].join(', ');
}

/** The verdict counts what must be met, the last line everything: where the two differ, it says so. */
function levelsCounted(requirements: readonly RequirementReport[]): string {
  return requirements.some(({ level }) => level === 'should') ? 'MUST and SHOULD: ' : '';
}

/** The findings by which requirements are broken: others are not what the policy asks about. */
function problemsBehind({ endpoints, findings = [] }: Report, requirements: readonly RequirementReport[]) {
  const rules = new Set(requirements.flatMap(({ broken }) => broken.flatMap(({ found }) => found)));
  const isBehind = ({ rule }: Finding) => rules.has(rule);
  const labelOf = endpointLabels(endpoints);
  return problemsOf(
    [...casesOf(endpoints, labelOf), ...findings.map((finding) => ({ finding, subjects: finding.subjects }))].filter(({ finding }) =>
      isBehind(finding),
    ),
  );
}

function byHand(requirements: readonly RequirementReport[], { width, paint }: Parameters<typeof undeterminedLines>[1]): readonly string[] {
  if (requirements.length === 0) return [];
  return [
    paint('strong', 'To be confirmed by a person'),
    ...requirements.flatMap(({ title, clause }) =>
      hanging(`${title}${clause === null ? '' : ` (${clause})`}`, { first: 2, rest: 4 }, width),
    ),
  ];
}

/** Which edition it was held to; where that was read in a transcription, that is said. */
function aboutPolicy(
  { title, edition, source, provenance, note }: PolicyReport,
  view: TextView,
  { width }: { readonly width: number },
): readonly string[] {
  const secondary = provenance === 'secondary' ? ', from a secondary source' : '';
  const more = view.details || view.verbose ? ` ${source}${note === null ? '' : `. ${note}`}` : '';
  return provenance === 'own' && more === '' ? [] : indented(`${title}, ${edition}${secondary}${more}`, 0, width);
}
