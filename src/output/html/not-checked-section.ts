import { groupBy } from '../../model/group-by.ts';
import type { Report } from '../../model/report.ts';
import { xmlText } from '../escape/xml-text.ts';
import { endpointLabels } from '../text/endpoint-labels.ts';
import { places } from './problem-section.ts';

const mostReasons = 200;

/** What was asked for and not checked, each reason once, with the endpoints that it is about. */
export function notCheckedSection({ endpoints, unknown = [] }: Report): string {
  const labelOf = endpointLabels(endpoints);
  const items = [
    ...unknown.map(({ rule, because }) => ({ rule: rule as string | null, because, place: null as string | null })),
    ...endpoints.flatMap((endpoint) => [
      ...endpoint.incomplete.map((because) => ({ rule: null, because, place: labelOf(endpoint) })),
      ...endpoint.unknown.map(({ rule, because }) => ({ rule, because, place: labelOf(endpoint) })),
    ]),
  ];
  if (items.length === 0) return '';
  const groups = [...groupBy(items, ({ because }) => because)];
  const told = groups.slice(0, mostReasons).map(([because, group]) => {
    const rules = [...new Set(group.flatMap(({ rule }) => rule ?? []))];
    const at = group.flatMap(({ place }) => place ?? []);
    return `<li class="item">${rules.map((rule) => `<code>${xmlText(rule)}</code> `).join('')}${xmlText(because)}${at.length === 0 ? '' : ` <span class="where">${places(at)}</span>`}</li>`;
  });
  const left = groups.length - told.length;
  return `<section><h2>Not checked</h2>\n<ul>\n${told.join('\n')}\n</ul>${left > 0 ? `<p>And ${left} more reasons, which the JSON has.</p>` : ''}\n</section>`;
}
