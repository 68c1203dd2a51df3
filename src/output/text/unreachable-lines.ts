import { groupBy } from '../../model/group-by.ts';
import type { EndpointReport } from '../../model/report.ts';
import type { Paint } from '../paint.ts';
import { counted } from './counted.ts';
import { hostList, shortenedRuns, someHosts } from './host-list.ts';
import { labelled } from './paragraph.ts';

/** Why nothing is known of an endpoint, most usual first. */
const reasons = ['refused', 'timeout', 'unreachable', 'unresolved', 'not-attempted', 'silent', 'closed'] as const;
type Reason = (typeof reasons)[number];

const words: Readonly<Record<Reason, string>> = {
  refused: 'refused',
  timeout: 'timed out',
  unreachable: 'unreachable',
  unresolved: 'not resolved',
  'not-attempted': 'not tried',
  silent: 'silent',
  closed: 'closed at once',
};

/** So many are all named. */
const fewNames = 6;

const hint = ' (--show unreachable)';

/** Null for one that answered. */
export function whyNothing({ reachability, answer }: EndpointReport): Reason | null {
  if (reachability !== 'open') return reachability;
  return answer === 'silent' || answer === 'closed' ? answer : null;
}

/**
 * Endpoints of which nothing is known: how many for which reason, and some names in a line. Whole, a paragraph for each reason with all names, and what the system says of each
 * where it says something.
 */
export function unreachableLines(
  endpoints: readonly EndpointReport[],
  {
    labelOf,
    whole,
    width,
    paint,
  }: {
    readonly labelOf: (endpoint: EndpointReport) => string;
    readonly whole: boolean;
    readonly width: number;
    readonly paint: Paint;
  },
): readonly string[] {
  const groups = reasons.flatMap((reason) => {
    const those = endpoints.filter((endpoint) => whyNothing(endpoint) === reason);
    return those.length === 0 ? [] : [{ reason, those }];
  });
  if (groups.length === 0) return [];
  const head = 'Unreachable  ';
  const strong = (lines: readonly string[]) => lines.map((line) => line.replace(head.trim(), (text) => paint('strong', text)));
  if (!whole) {
    const counts = groups.map(({ reason, those }) => `${those.length} ${words[reason]}`).join(', ');
    const names = groups.flatMap(({ those }) => those.map(labelOf));
    const room = width - head.length - counts.length - 2;
    const some =
      names.length <= fewNames
        ? shortenedRuns(names).join(' ')
        : (hostList(names, room) ?? `${someHosts(names, room - hint.length)}${hint}`);
    return strong(labelled(head, `${counts}: ${some}`, head.length, width));
  }
  return groups.flatMap(({ reason, those }, index) => {
    const named = reason === 'refused' || reason === 'silent' || reason === 'closed';
    const lines = named
      ? labelled(
          index === 0 ? head : '',
          `${counted(those.length, words[reason], words[reason])}: ${shortenedRuns(those.map(labelOf)).join(' ')}`,
          head.length,
          width,
        )
      : [
          ...labelled(index === 0 ? head : '', `${those.length} ${words[reason]}:`, head.length, width),
          ...bySentence(those, labelOf).flatMap(([sentence, labels]) =>
            labelled('', `${shortenedRuns(labels).join(' ')}: ${sentence}`, head.length, width),
          ),
        ];
    return index === 0 ? strong(lines) : lines;
  });
}

function bySentence(
  endpoints: readonly EndpointReport[],
  labelOf: (endpoint: EndpointReport) => string,
): readonly (readonly [string, readonly string[]])[] {
  return [...groupBy(endpoints, ({ status }) => status)].map(([sentence, those]) => [sentence, those.map(labelOf)] as const);
}
