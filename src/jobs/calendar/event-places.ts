import type { CalendarEvent } from '../../model/calendar.ts';
import type { Holder } from './certificates-in-use.ts';

const mostPlaces = 50;

/** `es01` where it listens at the usual port, else as reports call it. */
export function nameOf({ label, evidence }: Holder): string {
  const { host, port } = evidence.observation.target;
  const usual = { transport: 9300, http: 9200, kibana: 5601, 'remote-cluster': 9443, unknown: null }[evidence.channel];
  return port === usual && label === evidence.observation.target.label ? host : label;
}

/** Each once. */
export function namesOf(holders: readonly Holder[]): readonly string[] {
  return [...new Set(holders.map(nameOf))];
}

export function placesOf(labels: readonly string[]): Pick<CalendarEvent, 'places' | 'count'> {
  const all = [...new Set(labels)];
  return { places: all.slice(0, mostPlaces), count: all.length };
}
