import type { CalendarEvent } from '../../model/calendar.ts';
import { dayMs } from '../../model/days-left.ts';
import { allNamed, someNamed } from '../../model/name-list.ts';
import { day, span } from '../../wording/spans.ts';
import type { Holder } from './certificates-in-use.ts';

const mostPlaces = 50;
/** Names in a sentence. */
const mostNames = 5;

/** `es01` where it listens at the usual port, else as reports call it. */
export function nameOf({ label, evidence }: Holder): string {
  const { host, port } = evidence.observation.target;
  const usual = { transport: 9300, http: 9200, kibana: 5601, 'remote-cluster': 9443, unknown: null }[evidence.channel];
  return port === usual && label === evidence.observation.target.label ? host : label;
}

/** `es01, es02 and es03`, `es01, es02, es03, es04 and 9 more`. */
export function named(names: readonly string[]): string {
  const all = [...new Set(names)];
  return all.length > mostNames ? someNamed(all, mostNames - 1) : allNamed(all);
}

/** `expires in 12 days (2026-12-12)`, `expired 3 days ago (2026-11-27)`. */
export function when(end: Date, at: Date): string {
  const leftMs = end.getTime() - at.getTime();
  const on = `(${day(end)})`;
  if (leftMs < 0) return `expired ${span(leftMs)} ago ${on}`;
  return leftMs < dayMs ? `expires within a day ${on}` : `expires in ${span(leftMs)} ${on}`;
}

export function placesOf(labels: readonly string[]): Pick<CalendarEvent, 'places' | 'count'> {
  const all = [...new Set(labels)];
  return { places: all.slice(0, mostPlaces), count: all.length };
}
