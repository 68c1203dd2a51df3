import type { CalendarEvent, CalendarReport, RenewalStep } from '../../../model/calendar.ts';
import { daysText } from '../../../model/days-left.ts';
import type { Paint } from '../../paint.ts';
import { hanging, indented } from '../paragraph.ts';
import type { TextView } from '../text-view.ts';

type Look = { readonly width: number; readonly paint: Paint };

const noticeDays = 90;
/** Further entries that are named behind the next one. */
const mostNamed = 2;
/** Entries of the whole calendar; JSON and ics have them all. */
const mostEntries = 50;

/** What ends next, and who breaks at that moment, if that is within 90 days; and what follows it. */
export function nextTexts(calendar: CalendarReport | undefined): { readonly next: string | null; readonly after: string | null } {
  const [next, ...later] = (calendar?.events ?? []).filter(
    ({ kind, daysLeft, renewedBy }) =>
      daysLeft >= 0 && daysLeft <= noticeDays && kind !== 'public-limit-changes' && renewedBy !== 'eck-operator' && renewedBy !== 'elastic',
  );
  if (next === undefined) return { next: null, after: null };
  const named = later
    .slice(0, mostNamed)
    .map((event) => `${shortName(event)} ${event.daysLeft === 0 ? 'within a day' : `in ${daysText(event.daysLeft)}`}`);
  const more = later.length > mostNamed ? ` and ${later.length - mostNamed} more` : '';
  return { next: `Next: ${next.summary}`, after: named.length === 0 ? null : `Then: ${named.join(', ')}${more}` };
}

/** The same as lines. */
export function nextLines(calendar: CalendarReport | undefined, { width }: Pick<Look, 'width'>): readonly string[] {
  const { next, after } = nextTexts(calendar);
  const texts = [next, after === null ? null : `${after} (--show calendar)`].filter((text) => text !== null);
  return texts.flatMap((text) => hanging(text, { first: 0, rest: 2 }, width));
}

/** Every entry, and in which order to renew what is due; nothing where nobody asked for it. */
export function calendarSection(calendar: CalendarReport | undefined, view: Pick<TextView, 'show'>, look: Look): readonly string[] {
  if (calendar === undefined || !view.show.some((word) => word === 'all' || word === 'calendar')) return [];
  const { at, events, renewals } = calendar;
  if (events.length === 0) return [];
  const { width, paint } = look;
  const left = events.length - mostEntries;
  return [
    paint('strong', 'Calendar'),
    ...events.slice(0, mostEntries).flatMap((event) => hanging(`${event.at.slice(0, 10)} ${event.summary}`, { first: 2, rest: 13 }, width)),
    ...(left > 0 ? indented(`${left} more are in JSON (--format json) and in the calendar file (-o ends.ics).`, 2, width) : []),
    ...(renewals.length === 0
      ? []
      : [
          '',
          paint('strong', 'Renew in this order'),
          ...renewals.flatMap((step, index) => hanging(`${index + 1}. ${renewalText(step, at)}`, { first: 2, rest: 5 }, width)),
        ]),
  ];
}

/** A step with its last day. @param at the instant that days are counted from */
export function renewalText({ step, text, before }: RenewalStep, at: string): string {
  if (before === null) return text;
  const day = before.slice(0, 10);
  if (Date.parse(before) >= Date.parse(at)) return `${text} Before ${day}.`;
  return `${text} Now: ${step === 'renew' ? 'it' : 'the CA or a certificate of it'} expired on ${day}.`;
}

/** `es01:9200`, `the CA CN=Transport CA`. */
function shortName({ kind, certificate, places, count }: CalendarEvent): string {
  if (kind === 'ca-expires') return `the CA ${certificate?.subject ?? ''}`;
  if (kind === 'revocation-list-due') return 'a revocation list';
  const [first = ''] = places;
  const name = count > 1 ? `${first} and ${count - 1} more` : first;
  return kind === 'waiver-ends' ? `the waiver for ${name}` : name;
}
