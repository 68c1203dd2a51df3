import type { Unknown } from '../../model/finding.ts';
import type { EndpointReport } from '../../model/report.ts';
import type { Paint } from '../paint.ts';
import { counted } from './counted.ts';
import { isReached } from './endpoint-state.ts';
import { shortenedRuns } from './host-list.ts';
import { hanging } from './paragraph.ts';

/** What was asked for and not checked, and what rules could not judge, each reason once; of an endpoint that was not reached, that is said elsewhere. */
export function notCheckedLines(
  endpoints: readonly EndpointReport[],
  ofAll: readonly Unknown[],
  { labelOf, width, paint }: { readonly labelOf: (endpoint: EndpointReport) => string; readonly width: number; readonly paint: Paint },
): readonly string[] {
  const reached = endpoints.filter(isReached);
  const items = [
    ...reached.flatMap((endpoint) => endpoint.incomplete.map((text) => ({ rule: null, because: text, place: labelOf(endpoint) }))),
    ...reached.flatMap((endpoint) => endpoint.unknown.map(({ rule, because }) => ({ rule, because, place: labelOf(endpoint) }))),
    ...ofAll.map(({ rule, because }) => ({ rule, because, place: null })),
  ];
  const lines = byPlaces(byRules(items)).map(({ rules, because, places }) =>
    [
      ...(places.length === 0 || reached.length === 1 ? [] : [whereText(places, reached.length)]),
      ...(rules.length === 0 ? [] : [rules.join(', ')]),
      because,
    ].join(': '),
  );
  if (lines.length === 0) return [];
  return [
    paint('strong', 'Not checked'),
    ...lines.flatMap((line) => hanging(line, { first: 2, rest: 4 }, width)).map((line) => paint('faint', line)),
  ];
}

type Item = { readonly rule: string | null; readonly because: string; readonly place: string | null };
type Placed = { readonly rule: string | null; readonly because: string; readonly places: string[] };

/** One rule that lacked the same at several endpoints. */
function byRules(items: readonly Item[]): readonly Placed[] {
  const found = new Map<string, Placed>();
  for (const { rule, because, place } of items) {
    const key = JSON.stringify([rule, because]);
    const one = found.get(key) ?? { rule, because, places: [] };
    if (place !== null) one.places.push(place);
    found.set(key, one);
  }
  return [...found.values()];
}

/** Rules that lacked the same at the same endpoints. */
function byPlaces(
  placed: readonly Placed[],
): readonly { readonly rules: readonly string[]; readonly because: string; readonly places: readonly string[] }[] {
  const found = new Map<string, { readonly rules: string[]; readonly because: string; readonly places: readonly string[] }>();
  for (const { rule, because, places } of placed) {
    const key = JSON.stringify([because, places]);
    const one = found.get(key) ?? { rules: [], because, places };
    if (rule !== null) one.rules.push(rule);
    found.set(key, one);
  }
  return [...found.values()];
}

function whereText(places: readonly string[], all: number): string {
  const whole = shortenedRuns(places);
  return places.length === all
    ? `all ${counted(all, 'endpoint')}`
    : whole.length <= 4
      ? whole.join(' ')
      : counted(places.length, 'endpoint');
}
