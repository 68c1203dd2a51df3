import type { Report } from '../../model/report.ts';
import { xmlText } from '../escape/xml-text.ts';
import { renewalText } from '../text/calendar/calendar-lines.ts';

/** JSON and ics have them all. */
const mostEvents = 200;

/** What ends when and who breaks, the earliest first, and in which order to renew what is due. */
export function calendarSection({ calendar }: Report): string {
  if (calendar === undefined || calendar.events.length === 0) return '';
  const { at, events, renewals } = calendar;
  const rows = events
    .slice(0, mostEvents)
    .map(
      (event) =>
        `<li class="item"><time datetime="${xmlText(event.at)}">${xmlText(event.at.slice(0, 10))}</time> ${xmlText(event.summary)}</li>`,
    );
  const left = events.length - rows.length;
  const steps = renewals.map((step) => `<li>${xmlText(renewalText(step, at))}</li>`);
  return `<section><h2>Calendar</h2>
<ul>
${rows.join('\n')}
</ul>${left > 0 ? `<p>And ${left} more, which the JSON has.</p>` : ''}${steps.length === 0 ? '' : `\n<h3>Renew in this order</h3>\n<ol>\n${steps.join('\n')}\n</ol>`}
</section>`;
}
