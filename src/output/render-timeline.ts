import { dayMs } from '../model/days-left.ts';
import { countBySeverity } from '../model/severity.ts';
import type { Timeline } from '../model/timeline.ts';
import { toolVersion } from '../model/tool-version.ts';
import { xmlText } from './escape/xml-text.ts';
import { page } from './html/page.ts';
import { changesSection } from './html/timeline/changes-section.ts';
import { endpointsSection } from './html/timeline/endpoints-section.ts';
import { expirySection } from './html/timeline/expiry-section.ts';
import { findingsSection } from './html/timeline/findings-section.ts';
import { type Now, nowSection, problemsNow } from './html/timeline/now-section.ts';
import { counted, severityCounts } from './text/counted.ts';
import { utcText } from './text/history/utc-text.ts';

/**
 * What a history tells as one HTML file: what is wrong now, what ends next, what changed, how many problems there were over time, and each endpoint with how it fared. It loads nothing and
 * can be read without script.
 *
 * @param overdue runs were to be made, and were not: what the page tells may be out of date
 */
export function renderTimeline(timeline: Timeline, { overdue = false }: { readonly overdue?: boolean } = {}): string {
  const problems = problemsNow(timeline);
  const { word, tone, text } = verdictOf(timeline, problems);
  return page(
    `handclasp: ${word}`,
    [
      `<header class="verdict ${overdue ? 'high' : tone}"><h1>${word}: ${xmlText(text)}</h1>
${overdue ? '<p><strong>No run when one was due: what is below may be out of date.</strong></p>\n' : ''}<p class="meta">${lastRuns(timeline)}, handclasp ${xmlText(toolVersion)}, page of <time datetime="${timeline.at}">${utcText(timeline.at)} UTC</time></p></header>`,
      '<div class="tools" role="search" hidden=""><input type="search" placeholder="Search" aria-label="Search" autocomplete="off"><output></output></div>',
      nowSection(timeline, problems),
      expirySection(timeline),
      changesSection(timeline.changes),
      findingsSection(timeline.series),
      endpointsSection(timeline),
    ]
      .filter((part) => part !== '')
      .join('\n'),
  );
}

type Verdict = { readonly word: 'FAIL' | 'WARN' | 'PART' | 'DOWN' | 'OK'; readonly tone: string; readonly text: string };

function verdictOf({ endpoints, series }: Timeline, problems: readonly Now[]): Verdict {
  if (series.length === 0) return { word: 'PART', tone: 'medium', text: 'No run is kept yet' };
  const fares = endpoints.map((one) => one.fares.at(-1)?.fare);
  const having = (...which: readonly string[]) => fares.filter((fare) => fare !== undefined && which.includes(fare)).length;
  const of = `${counted(endpoints.length, 'endpoint')}`;
  const down = having('down');
  const gaps = [...(down > 0 ? [`${down} not reached`] : []), ...(having('part') > 0 ? [`${having('part')} not fully checked`] : [])];
  const told = (text: string) => [text, ...gaps].join('; ');
  const found = problems.flatMap(({ severity, at }) => at.map(() => ({ severity })));
  const counts = severityCounts(countBySeverity(found), ['critical', 'high', 'medium']);
  if (problems.some(({ severity }) => severity === 'critical' || severity === 'high'))
    return { word: 'FAIL', tone: 'critical', text: told(`${counts} at ${having('critical', 'high', 'medium')} of ${of}`) };
  if (counts !== '') return { word: 'WARN', tone: 'medium', text: told(`${counts} at ${having('medium')} of ${of}`) };
  if (down > 0 && down === endpoints.length)
    return { word: 'DOWN', tone: 'high', text: endpoints.length === 1 ? 'The endpoint was not reached' : `None of ${of} was reached` };
  const undecided = series.some(({ cluster }) => cluster.unknown.length > 0);
  if (gaps.length > 0 || undecided || endpoints.length === 0 || series.some(({ latest }) => latest.partial))
    return { word: 'PART', tone: 'medium', text: told(`No problems found at ${of}, and not all was checked`) };
  return { word: 'OK', tone: 'good', text: `No problems at ${of}` };
}

function lastRuns({ series, at }: Timeline): string {
  if (series.length === 0) return 'No run';
  return series
    .map(
      ({ command, latest }) =>
        `Last ${command} <time datetime="${xmlText(latest.finishedAt)}">${utcText(latest.finishedAt)} UTC</time> (${ago(latest.finishedAt, at)})`,
    )
    .join(', ');
}

function ago(then: string, at: string): string {
  const ms = Math.max(0, Date.parse(at) - Date.parse(then));
  if (ms < 3_600_000) return `${counted(Math.floor(ms / 60_000), 'minute')} ago`;
  if (ms < 2 * dayMs) return `${counted(Math.floor(ms / 3_600_000), 'hour')} ago`;
  return `${counted(Math.floor(ms / dayMs), 'day')} ago`;
}
