import { createHash } from 'node:crypto';
import type { Fix } from '../model/fix.ts';
import { stepText } from '../model/fix-text.ts';
import type { Report } from '../model/report.ts';
import { countBySeverity } from '../model/severity.ts';
import { cellState, cellTexts, matrixOrder, pairCounts, pairFinder, stageTexts } from './matrix-order.ts';
import { printable } from './printable.ts';
import { severityCounts } from './text/counted.ts';

/**
 * Who would accept whom, as one HTML file that needs nothing else: no script, no image, no font. Its policy (CSP) allows but its own style sheet, by its hash; what came from
 * peers is text, whatever it holds.
 */
export function renderHtmlMatrix(report: Report): string {
  const labels = matrixOrder(report);
  const hash = createHash('sha256').update(style).digest('base64');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>handclasp matrix</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Who would accept whom</h1>
<p>${text(pairCounts(report))}${report.partial ? ' (partial: the run was interrupted)' : ''}. <time datetime="${text(report.finishedAt)}">${text(report.finishedAt)}</time>, handclasp ${text(report.tool.version)}.</p>
${differing(report)}
${labels.length < 2 ? '<p>There are no two transport endpoints to compare.</p>' : grid(report, labels)}
${rotation(report)}
${findings(report)}
${ofSingleEndpoints(report)}
${undetermined(report)}
</main>
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; --good: #1a7f37; --bad: #b42318; --odd: #9a6700; --line: #8884; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; }
main { max-width: 75rem; margin: auto; }
.grid { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; font-weight: normal; }
thead th { vertical-align: bottom; }
td.cell { text-align: center; font-weight: bold; }
td.accepted { color: var(--good); }
td.refused { color: #fff; background: var(--bad); }
td.full-only, td.unknown { color: var(--odd); }
.differs li { font-weight: bold; }
.critical, .high { color: var(--bad); }
.medium { color: var(--odd); }
dt { font-weight: bold; margin-top: .5rem; }
dd { margin-left: 1.5rem; overflow-wrap: anywhere; }
code { overflow-wrap: anywhere; }
pre { overflow-x: auto; margin: 0; }
`;

/** Markup has no meaning in it, and neither have characters that turn or hide text. */
function text(value: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return printable(value).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function differing({ matrix }: Report): string {
  if (matrix === undefined || matrix.differs.length === 0) return '';
  const items = matrix.differs.map(
    ({ node, rule, because }) => `<li>${text(node)} differs: ${text(because)} <code>${text(rule)}</code></li>`,
  );
  return `<ul class="differs">\n${items.join('\n')}\n</ul>`;
}

function grid(report: Report, labels: readonly string[]): string {
  const pairOf = pairFinder(report);
  const head = labels
    .map((label, index) => `<th scope="col" title="${text(label)}">${labels.length > 8 ? index + 1 : text(label)}</th>`)
    .join('');
  const rows = labels.map((from, index) => {
    const cells = labels.map((to) => {
      const pair = pairOf(from, to);
      const state = cellState(pair);
      const why =
        pair === undefined
          ? ''
          : `${from} connects to ${to}: ${cellTexts[state].meaning}${pair.rule === null ? '' : ` (${pair.rule})`}. ${pair.detail}`;
      return `<td class="cell ${state}"${why === '' ? '' : ` title="${text(why)}"`}>${cellTexts[state].sign}</td>`;
    });
    return `<tr><th scope="row">${index + 1} ${text(from)}</th>${cells.join('')}</tr>`;
  });
  const legend = Object.values(cellTexts)
    .map(({ sign, meaning }) => `${sign} ${meaning}`)
    .join(' · ');
  const reasons = (report.pairs ?? []).filter((pair) => cellState(pair) !== 'accepted');
  return `<div class="grid"><table>
<caption>The row connects to the column. ${legend}</caption>
<thead><tr><th scope="col">connects to</th>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
${
  reasons.length === 0
    ? ''
    : `<h2>Why not</h2>\n<dl>\n${reasons
        .slice(0, 500)
        .map(
          (pair) =>
            `<dt>${text(pair.from)} connects to ${text(pair.to)}: ${cellTexts[cellState(pair)].meaning}</dt><dd>${text(pair.detail)} <code>${text(pair.rule ?? '')}</code></dd>`,
        )
        .join('\n')}\n</dl>${reasons.length > 500 ? `<p>And ${reasons.length - 500} more, which the JSON has.</p>` : ''}`
}`;
}

function rotation({ matrix }: Report): string {
  if (matrix === undefined || matrix.rotation === null) return '';
  const rows = matrix.nodes.map(
    ({ label, stage }) => `<tr><th scope="row">${text(label)}</th><td>${text(stageTexts[stage ?? 'unknown'] ?? '')}</td></tr>`,
  );
  return `<h2>Change of the CA</h2>
<p>From ${text(matrix.rotation.old.name)} to ${text(matrix.rotation.new.name)}. Next: <strong>${text(matrix.rotation.nextStep)}</strong></p>
<table><tbody>
${rows.join('\n')}
</tbody></table>`;
}

function findings(report: Report): string {
  const items = (report.findings ?? []).map(
    ({ severity, title, rule, detail, subjects, fix }) =>
      `<dt><span class="${severity}">${severity}</span> ${text(title)} <code>${text(rule)}</code></dt><dd>${text(detail)}<br>At: ${text(subjects.join(', '))}</dd>\n<dd>Fix:${steps(fix)}</dd>`,
  );
  return items.length === 0 ? '' : `<h2>Findings</h2>\n<dl>\n${items.join('\n')}\n</dl>`;
}

/** Counted in the report, and of no pair. */
function ofSingleEndpoints({ endpoints }: Report): string {
  const counts = severityCounts(countBySeverity(endpoints.flatMap((endpoint) => endpoint.findings)));
  return counts === '' ? '' : `<p class="single">Of single endpoints ${counts}: <code>handclasp scan</code> shows them.</p>`;
}

function steps({ steps: all }: Fix): string {
  const items = all.map(
    (step) => `<li>${text(stepText(step))}${step.lines === undefined ? '' : `<pre>${step.lines.map(text).join('\n')}</pre>`}</li>`,
  );
  return `<ol>${items.join('')}</ol>`;
}

function undetermined({ unknown }: Report): string {
  if (unknown === undefined || unknown.length === 0) return '';
  return `<h2>Not checked</h2>\n<ul>\n${unknown.map(({ rule, because }) => `<li><code>${text(rule)}</code> ${text(because)}</li>`).join('\n')}\n</ul>`;
}
