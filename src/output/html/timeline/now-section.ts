import { groupBy } from '../../../model/group-by.ts';
import { atLeast, severities } from '../../../model/severity.ts';
import type { Timeline } from '../../../model/timeline.ts';
import { cutTo } from '../../escape/cut-to.ts';
import { xmlText } from '../../escape/xml-text.ts';
import { counted } from '../../text/counted.ts';
import { places } from '../problem-section.ts';
import { where } from './where.ts';

/** A problem as it is now, with where it is. */
export type Now = {
  readonly rule: string;
  readonly severity: (typeof severities)[number];
  readonly title: string;
  readonly at: readonly string[];
};

/** The problems of the latest runs, worst first, each rule once. */
export function problemsNow({ endpoints, series }: Timeline): readonly Now[] {
  const all = [
    ...endpoints.flatMap(({ target, state }) => state.findings.map((finding) => ({ ...finding, subjects: [target] as readonly string[] }))),
    ...series.flatMap(({ cluster }) => cluster.findings),
  ];
  return [...groupBy(all, ({ rule, severity }) => `${severity} ${rule}`).values()]
    .flatMap((group): readonly Now[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { rule, severity, title } = first;
      return [{ rule, severity, title, at: [...new Set(group.flatMap(({ subjects }) => subjects))] }];
    })
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.at.length - a.at.length);
}

/** What is wrong now, and what could not be checked. */
export function nowSection(timeline: Timeline, problems: readonly Now[]): string {
  const grave = problems.filter(({ severity }) => atLeast(severity, 'medium'));
  const notes = problems.length - grave.length;
  const blocks = grave.map(
    ({ rule, severity, title, at }) =>
      `<details class="problem item ${severity}" data-severity="${severity}"><summary class="${severity}"><span class="severity">${severity}</span> ${xmlText(title)} <code>${xmlText(rule)}</code> <span class="where">${at.length === 1 ? xmlText(cutTo(at[0] ?? '', 200)) : counted(at.length, 'endpoint')}</span></summary>
<p>${places(at)}</p>
<p class="source"><code>handclasp explain ${xmlText(rule)}</code></p></details>`,
  );
  const none = '<p>No problem of medium severity or worse.</p>';
  return `<section><h2>What is wrong now</h2>
${blocks.length === 0 ? none : blocks.join('\n')}${notes > 0 ? `\n<p class="where">${counted(notes, 'note')} of low severity or about defaults: <code>handclasp history show</code></p>` : ''}
${notChecked(timeline)}</section>`;
}

function notChecked({ endpoints, series }: Timeline): string {
  const gaps = endpoints.flatMap(({ target, state }) => state.incomplete.map((because) => ({ target, because })));
  const undecided = series.flatMap(({ cluster }) => cluster.unknown.map(({ because }) => because));
  if (gaps.length + undecided.length === 0) return '';
  const items = [
    ...[...groupBy(gaps, ({ because }) => because)].map(
      ([because, group]) => `<li>${xmlText(because)}${where(group.map(({ target }) => target))}</li>`,
    ),
    ...[...new Set(undecided)].map((because) => `<li>${xmlText(because)}</li>`),
  ];
  return `<h3>Not checked</h3>\n<ul>\n${items.slice(0, 50).join('\n')}\n</ul>${items.length > 50 ? `<p>And ${items.length - 50} more reasons.</p>` : ''}\n`;
}
