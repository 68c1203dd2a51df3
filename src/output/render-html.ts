import type { Report } from '../model/report.ts';
import { countBySeverity, severities } from '../model/severity.ts';
import { xmlText } from './escape/xml-text.ts';
import { calendarSection } from './html/calendar-section.ts';
import { endpointSection } from './html/endpoint-section.ts';
import { matrixSection } from './html/matrix-section.ts';
import { notCheckedSection } from './html/not-checked-section.ts';
import { page } from './html/page.ts';
import { policySection } from './html/policy-section.ts';
import { problemSection, steps } from './html/problem-section.ts';
import { reportHeadline } from './report-headline.ts';
import { reportProblems } from './report-problems.ts';
import { nextTexts } from './text/calendar/calendar-lines.ts';
import { secondsText } from './text/closing-line.ts';
import { counted, severityCounts } from './text/counted.ts';
import { isReached } from './text/endpoint-state.ts';

/**
 * A report as one HTML file: the verdict, then problems grouped with their fixes, the matrix where there is one, a row an endpoint, and what was not checked. Readable without script; with
 * it, it can be searched and filtered. What came from peers is text, whatever it holds.
 */
export function renderHtml(report: Report, { undecided = false } = {}): string {
  const { finishedAt, tool, endpoints } = report;
  const { word, tone, text } = reportHeadline(report, { undecided });
  const problems = reportProblems(report);
  const found = severityCounts(countBySeverity(problems.flatMap(({ cases }) => cases.map(({ finding }) => finding))));
  const { next, after } = nextTexts(report.calendar);
  const coming = [next, after].filter((line) => line !== null);
  return page(
    `handclasp: ${word}`,
    [
      `<header class="verdict ${tone}"><h1>${word}: ${xmlText(text)}</h1>
<p class="counts">${found === '' ? (endpoints.some(isReached) ? 'No problems' : 'Nothing was checked') : xmlText(found)}</p>
${coming.map((line) => `<p>${xmlText(line)}</p>\n`).join('')}<p class="meta"><time datetime="${xmlText(finishedAt)}">${xmlText(finishedAt)}</time>, ${counted(endpoints.length, 'endpoint')} in ${secondsText(report)}, handclasp ${xmlText(tool.version)}${report.partial ? ', interrupted' : ''}</p></header>`,
      tools(),
      cause(report),
      policySection(report),
      matrixSection(report),
      problemSection(problems),
      endpointSection(report),
      calendarSection(report),
      notCheckedSection(report),
    ]
      .filter((part) => part !== '')
      .join('\n'),
  );
}

/** Shown by the script, which they are for. */
function tools(): string {
  const boxes = severities.map((severity) => `<label><input type="checkbox" value="${severity}" checked=""> ${severity}</label>`);
  return `<div class="tools" role="search" hidden=""><input type="search" placeholder="Search" aria-label="Search" autocomplete="off">${boxes.join('')}<output></output></div>`;
}

function cause({ cause: found }: Report): string {
  if (found == null) return '';
  return `<section><h2>${xmlText(found.title)} <code>${xmlText(found.rule)}</code></h2>
<p>${xmlText(found.detail)}</p>
<p><strong>Fix</strong></p>${steps(found.fix)}
</section>`;
}
