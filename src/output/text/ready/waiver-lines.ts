import type { PolicyReport, RequirementReport, WaiverReport } from '../../../model/policy-report.ts';
import type { Report } from '../../../model/report.ts';
import { painter } from '../../paint.ts';
import { printableData } from '../../printable.ts';
import { closingLine } from '../closing-line.ts';
import { counted } from '../counted.ts';
import { someHosts } from '../host-list.ts';
import { hanging, labelled } from '../paragraph.ts';
import { plainView, type TextView } from '../text-view.ts';

type Look = Parameters<typeof closingLine>[1];

/** Waivers that are over: somebody has to decide again, or delete them. */
export function expiredLines({ waivers }: PolicyReport, { width, paint }: Look): readonly string[] {
  const lines = waivers
    .filter(({ state }) => state === 'expired')
    .map(
      ({ rule, subject, owner, until, matches }) =>
        `${rule} at ${subject}: ended on ${until}, ${owner}${matches.length === 0 ? '; nothing like it was found' : ''}`,
    );
  if (lines.length === 0) return [];
  return [paint('strong', 'Expired waivers'), ...lines.flatMap((line) => hanging(line, { first: 2, rest: 4 }, width))];
}

/** What is not met and waived: it stays in sight. */
export function waivedLines(requirements: readonly RequirementReport[], { width, paint }: Look): readonly string[] {
  const lines = requirements.flatMap(({ title, waived }) =>
    waived.map(
      ({ subject, found, reason, owner, until }) => `${title}: ${subject}: ${found.join(', ')}: until ${until}, ${owner}: ${reason}`,
    ),
  );
  if (lines.length === 0) return [];
  return [paint('strong', 'Waived'), ...lines.flatMap((line) => hanging(line, { first: 2, rest: 4 }, width))];
}

const states = {
  expired: { word: 'EXPIRED', tone: 'high' },
  unused: { word: 'UNUSED', tone: 'medium' },
  wide: { word: 'WIDE', tone: 'medium' },
  used: { word: 'USED', tone: 'good' },
} as const;

/** What became of each waiver, for people: those that need somebody first. @throws RangeError where the report was held to no policy */
export function renderWaivers(given: Report, options: Pick<TextView, 'width' | 'colour'> & Partial<TextView>): string {
  const view: TextView = { ...plainView, ...options };
  const look = { width: view.width, paint: painter(view.colour) };
  const { policy } = printableData(given);
  if (policy === undefined) throw new RangeError('the report was held to no policy');
  const kinds = ['expired', 'unused', 'wide', 'used'] as const;
  const parts = kinds.flatMap((kind) =>
    policy.waivers.filter((waiver) => kindOf(waiver) === kind).map((waiver) => waiverLines(waiver, kind, look)),
  );
  const closing = closingLine(
    [counted(policy.waivers.length, 'waiver'), ...countsOf(policy, kinds), view.exit === null ? null : `exit ${view.exit}`],
    look,
  );
  return `${[...parts, closing].map((part) => part.join('\n')).join('\n\n')}\n`;
}

function countsOf({ waivers }: PolicyReport, kinds: readonly (keyof typeof states)[]): readonly (string | null)[] {
  return kinds.map((kind) => {
    const count = waivers.filter((waiver) => kindOf(waiver) === kind).length;
    return count === 0 ? null : `${count} ${kind === 'wide' ? 'wider than what they match' : kind}`;
  });
}

function kindOf({ state, beyond }: WaiverReport): keyof typeof states {
  return state === 'used' && beyond.length > 0 ? 'wide' : state;
}

function waiverLines(
  { rule, subject, reason, owner, until, matches, beyond }: WaiverReport,
  kind: keyof typeof states,
  { width, paint }: Look,
): readonly string[] {
  const { word, tone } = states[kind];
  const hosts = (subjects: readonly string[]) => someHosts(subjects, Math.max(20, width - 40));
  const [first = '', ...rest] = labelled(word, `${rule} at ${subject}, until ${until}`, 9, width);
  const more = {
    expired: matches.length === 0 ? 'Nothing that it is about was found: delete it.' : `The problem is still there: ${hosts(matches)}.`,
    unused: 'Nothing that it is about was found: delete it, or correct its rule or subject.',
    wide: `It waives what was found at ${hosts(matches)}, and would waive the same at ${hosts(beyond)}.`,
    used: `It waives what was found at ${hosts(matches)}.`,
  }[kind];
  return [
    paint(tone, first.slice(0, word.length)) + paint('strong', first.slice(word.length)),
    ...rest.map((line) => paint('strong', line)),
    ...labelled('', `${owner}: ${reason}`, 9, width),
    ...labelled('', more, 9, width),
  ];
}
