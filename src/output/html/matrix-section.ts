import { groupBy } from '../../model/group-by.ts';
import type { PairReport, Report } from '../../model/report.ts';
import { xmlText } from '../escape/xml-text.ts';
import { cellState, cellTexts, matrixOrder, pairFinder, stageTexts } from '../matrix-order.ts';
import { places } from './problem-section.ts';

/** A larger grid is more than a page can show. */
const mostNodes = 100;
const mostReasons = 200;

/** Who would accept whom: the nodes that stand out, the grid, why some would not, and a change of the CA that is under way. */
export function matrixSection(report: Report): string {
  const { pairs, matrix } = report;
  if (pairs === undefined) return '';
  const labels = matrixOrder(report);
  return `<section><h2>Who would accept whom</h2>
${differing(matrix)}
${labels.length < 2 ? '<p>There are no two transport endpoints to compare.</p>' : labels.length > mostNodes ? `<p>${labels.length} nodes are too many for a grid.</p>` : grid(report, labels)}
${reasons(pairs)}
${rotation(matrix)}
</section>`;
}

function differing(matrix: Report['matrix']): string {
  if (matrix === undefined || matrix.differs.length === 0) return '';
  const items = matrix.differs.map(
    ({ node, rule, because }) => `<li>${xmlText(node)} differs: ${xmlText(because)} <code>${xmlText(rule)}</code></li>`,
  );
  return `<ul class="differs">\n${items.join('\n')}\n</ul>`;
}

function grid(report: Report, labels: readonly string[]): string {
  const pairOf = pairFinder(report);
  const head = labels
    .map((label, index) => `<th scope="col" title="${xmlText(label)}">${labels.length > 8 ? index + 1 : xmlText(label)}</th>`)
    .join('');
  const rows = labels.map((from, index) => {
    const cells = labels.map((to) => {
      const pair = pairOf(from, to);
      const state = cellState(pair);
      const why =
        pair === undefined
          ? ''
          : `${from} connects to ${to}: ${cellTexts[state].meaning}${pair.rule === null ? '' : ` (${pair.rule})`}. ${pair.detail}`;
      return `<td class="cell ${state}"${why === '' ? '' : ` title="${xmlText(why)}"`}>${cellTexts[state].sign}</td>`;
    });
    return `<tr><th scope="row">${index + 1} ${xmlText(from)}</th>${cells.join('')}</tr>`;
  });
  const legend = Object.values(cellTexts)
    .map(({ sign, meaning }) => `${sign} ${meaning}`)
    .join(' · ');
  return `<div class="grid"><table>
<caption>The row connects to the column. ${legend}</caption>
<thead><tr><th scope="col">connects to</th>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}

/** Why some would not, each reason once, with those who connect and whom they connect to. */
function reasons(pairs: readonly PairReport[]): string {
  const groups = [
    ...groupBy(
      pairs.filter((pair) => cellState(pair) !== 'accepted'),
      (pair) => JSON.stringify([cellState(pair), pair.rule, pair.detail]),
    ).values(),
  ].sort((a, b) => b.length - a.length);
  if (groups.length === 0) return '';
  const items = groups.slice(0, mostReasons).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    // Those who connect to the same are told together.
    const byTargets = groupBy([...groupBy(group, ({ from }) => from).values()], (own) => JSON.stringify(own.map(({ to }) => to).sort()));
    const ends = [...byTargets.values()].map(
      (same) =>
        `<li>${places(same.flatMap(([pair]) => (pair === undefined ? [] : [pair.from])))} to ${places((same[0] ?? []).map(({ to }) => to))}</li>`,
    );
    return [
      `<details class="item"><summary>${group.length} ${group.length === 1 ? 'connection' : 'connections'} ${cellTexts[cellState(first)].meaning}: ${xmlText(first.detail)}${first.rule === null ? '' : ` <code>${xmlText(first.rule)}</code>`}</summary><ul>${ends.join('')}</ul></details>`,
    ];
  });
  const left = groups.length - mostReasons;
  return `<h2>Why not</h2>\n${items.join('\n')}${left > 0 ? `<p>And ${left} more reasons, which the JSON has.</p>` : ''}`;
}

function rotation(matrix: Report['matrix']): string {
  if (matrix === undefined || matrix.rotation === null) return '';
  const rows = matrix.nodes.map(
    ({ label, stage }) => `<tr><th scope="row">${xmlText(label)}</th><td>${xmlText(stageTexts[stage ?? 'unknown'] ?? '')}</td></tr>`,
  );
  return `<h2>Change of the CA</h2>
<p>From ${xmlText(matrix.rotation.old.name)} to ${xmlText(matrix.rotation.new.name)}. Next: <strong>${xmlText(matrix.rotation.nextStep)}</strong></p>
<table><tbody>
${rows.join('\n')}
</tbody></table>`;
}
