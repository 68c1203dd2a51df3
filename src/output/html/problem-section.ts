import type { Fix } from '../../model/fix.ts';
import { stepText } from '../../model/fix-text.ts';
import { groupBy } from '../../model/group-by.ts';
import { andMore } from '../../model/name-list.ts';
import { cutTo } from '../escape/cut-to.ts';
import { xmlText } from '../escape/xml-text.ts';
import { placeOf } from '../sink/place.ts';
import { shortenedRuns } from '../text/host-list.ts';
import type { Problem, ProblemCase } from '../text/problem.ts';

/** Problems that stand open at first, where there are no more; each with no more to tell than so many sentences. */
const mostOpen = 5;
/** Cases of one problem that are told one by one. */
const mostCases = 200;
const mostPlaces = 400;

/** Each problem once, worst first: what was seen and where, and the steps that end it. */
export function problemSection(problems: readonly Problem[]): string {
  if (problems.length === 0) return '';
  return `<section><h2>Problems</h2>\n${problems.map((problem) => problemBlock(problem, problems.length <= mostOpen)).join('\n')}\n</section>`;
}

function problemBlock(problem: Problem, mayOpen: boolean): string {
  const { rule, severity, title, cases, subjects } = problem;
  const isShort = new Set(cases.map(({ finding }) => finding.detail)).size <= mostOpen;
  const isOpen = mayOpen && isShort && (severity === 'critical' || severity === 'high');
  const [only = ''] = subjects;
  const where =
    subjects.length === 1
      ? xmlText(cutTo(only, 200))
      : `${subjects.length} ${subjects.some((subject) => placeOf(subject).kind === 'file') ? 'places' : 'endpoints'}`;
  return `<details class="problem item ${severity}" data-severity="${severity}" data-count="${cases.length}"${isOpen ? ' open=""' : ''}><summary class="${severity}"><span class="severity">${severity}</span> ${xmlText(title)} <code>${xmlText(rule)}</code> <span class="where">${where}</span></summary>
${seen(cases)}
${fixes(cases)}
<p class="source">${[...new Set(cases.map(({ finding }) => finding.source))].slice(0, 3).map(xmlText).join('; ')} · <code>handclasp explain ${xmlText(rule)}</code></p>
</details>`;
}

/** What is the same at several places is told once. */
function seen(cases: readonly ProblemCase[]): string {
  const groups = [...groupBy(cases, ({ finding }) => `${finding.certainty === 'likely' ? 'Likely: ' : ''}${finding.detail}`)];
  const items = groups
    .slice(0, mostCases)
    .map(([detail, group]) => `<dt>${places(group.flatMap(({ subjects }) => subjects))}</dt><dd>${xmlText(detail)}${waived(group)}</dd>`);
  const left = groups.length - items.length;
  return `<dl>\n${items.join('\n')}\n</dl>${left > 0 ? `<p>And ${left} more, which the JSON has.</p>` : ''}`;
}

function waived(group: readonly ProblemCase[]): string {
  const waiver = group[0]?.finding.waived;
  return waiver === undefined ? '' : `<br>Waived until ${xmlText(waiver.until)} by ${xmlText(waiver.owner)}: ${xmlText(waiver.reason)}`;
}

/** Runs of numbered hosts are shortened. */
export function places(subjects: readonly string[]): string {
  const all = [...new Set(subjects)];
  const shown = shortenedRuns(all.slice(0, mostPlaces)).map(xmlText).join(', ');
  return `${shown}${andMore(all.length - mostPlaces)}`;
}

function fixes(cases: readonly ProblemCase[]): string {
  const groups = [...groupBy(cases, ({ finding }) => finding.remedy).values()];
  return groups
    .slice(0, 10)
    .map((group) => {
      const [first] = group;
      if (first === undefined) return '';
      const of = groups.length === 1 ? '' : ` for ${places(group.flatMap(({ subjects }) => subjects))}`;
      return `<p><strong>Fix${of}</strong></p>${steps(first.finding.fix)}`;
    })
    .join('\n');
}

/** The steps of a fix, in order. */
export function steps({ steps: all }: Fix): string {
  const items = all.map(
    (step) => `<li>${xmlText(stepText(step))}${step.lines === undefined ? '' : `<pre>${step.lines.map(xmlText).join('\n')}</pre>`}</li>`,
  );
  return `<ol>${items.join('')}</ol>`;
}
