import type { PastRun } from '../../../model/past-run.ts';
import type { TimelineRuns } from '../../../model/timeline.ts';
import { xmlText } from '../../escape/xml-text.ts';
import { counted, severityCounts } from '../../text/counted.ts';
import { utcText } from '../../text/history/utc-text.ts';
import { barChart } from './bar-chart.ts';

/** More bars than that are hairs. */
const mostBars = 120;
const mostRuns = 20;
const shown = ['critical', 'high', 'medium'] as const;

/** How many problems each run found, a chart for each series, and the last runs. */
export function findingsSection(series: readonly TimelineRuns[]): string {
  const charts = series.map(({ command, runs }) => {
    const some = runs.slice(-mostBars);
    const bars = some.map(({ id, startedAt, summary }) => ({
      label: startedAt.slice(0, 10),
      title: `Run ${id}, ${utcText(startedAt)} UTC: ${severityCounts(summary, shown) || 'no problem'}`,
      // The worst stands on the ground, where runs are easy to compare.
      parts: shown.map((kind) => ({ kind, value: summary[kind] })),
    }));
    const [first, last] = [some[0], some.at(-1)];
    const now = last === undefined ? '' : severityCounts(last.summary, shown) || 'no problem';
    const before = first === undefined ? '' : severityCounts(first.summary, shown) || 'no problem';
    return barChart({
      caption: `Problems in ${counted(some.length, 'run')} of ${command}, critical at the bottom, then high and medium. First ${before}, last ${now}.`,
      bars,
    });
  });
  const runs = series
    .flatMap((one) => one.runs)
    .toSorted((a, b) => b.id - a.id)
    .slice(0, mostRuns);
  return `<section><h2>Problems over time</h2>
<p class="legend"><span class="severity critical">critical</span><span class="severity high">high</span><span class="severity medium">medium</span></p>
${charts.join('\n')}
<details><summary>The last ${counted(runs.length, 'run')}</summary><div class="grid"><table class="wide">
<thead><tr><th scope="col">Run</th><th scope="col">Began (UTC)</th><th scope="col">Command</th><th scope="col">Endpoints</th><th scope="col">Unreachable</th><th scope="col">Problems</th></tr></thead>
<tbody>
${runs.map(runRow).join('\n')}
</tbody>
</table></div></details>
</section>`;
}

function runRow({ id, startedAt, command, summary }: PastRun): string {
  const cells = [
    String(id),
    utcText(startedAt),
    command,
    String(summary.endpoints),
    String(summary.unreachable),
    severityCounts(summary, shown) || '-',
  ];
  return `<tr class="item">${cells.map((cell) => `<td>${xmlText(cell)}</td>`).join('')}</tr>`;
}
