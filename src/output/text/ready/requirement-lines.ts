import { groupBy } from '../../../model/group-by.ts';
import { someNamed } from '../../../model/name-list.ts';
import type { RequirementReport } from '../../../model/policy-report.ts';
import type { Paint } from '../../paint.ts';
import { someHosts } from '../host-list.ts';
import { hanging, indented, labelled } from '../paragraph.ts';

type Look = { readonly width: number; readonly paint: Paint };

/** So many suites or rules are named of those that break a requirement. */
const mostFound = 3;

/** A requirement that is not met: what it asks for, where it is broken and by what. */
export function brokenLines(
  { level, title, clause, broken }: RequirementReport,
  whole: boolean,
  { width, paint }: Look,
): readonly string[] {
  const [first = '', ...rest] = labelled(level.toUpperCase(), `${title}${clause === null ? '' : ` (${clause})`}`, 8, width);
  const tone = level === 'must' ? 'high' : 'low';
  // Endpoints that break it by the same are told together; a rule that found two things at one is named once.
  const groups = groupBy(
    broken.map(({ subject, found }) => ({ subject, found: [...new Set(found)] })),
    ({ found }) => found.join(', '),
  );
  return [
    paint(tone, first.slice(0, level.length)) + paint('strong', first.slice(level.length)),
    ...rest.map((line) => paint('strong', line)),
    ...[...groups.values()].flatMap((group) => {
      const found = group[0]?.found ?? [];
      const subjects = [...new Set(group.map(({ subject }) => subject))];
      const what = whole ? found.join(', ') : someNamed(found, mostFound);
      return indented(`${whole ? subjects.join(' ') : someHosts(subjects, Math.max(20, width - 30))}: ${what}`, 8, width);
    }),
  ];
}

/** Requirements that could not be checked: each reason once, with where. */
export function undeterminedLines(requirements: readonly RequirementReport[], { width, paint }: Look): readonly string[] {
  if (requirements.length === 0) return [];
  const isUnseen = ({ undetermined }: RequirementReport) => undetermined.every(({ code }) => code === 'policy-endpoint-needed');
  const unseen = requirements.filter(isUnseen);
  return [
    paint('strong', 'Not checked'),
    ...(unseen.length === 0
      ? []
      : hanging('Only the endpoints show this; name the nodes as well:', { first: 2, rest: 2 }, width).concat(
          unseen.flatMap(({ title }) => hanging(title, { first: 4, rest: 6 }, width)),
        )),
    ...requirements
      .filter((one) => !isUnseen(one))
      .flatMap(({ title, undetermined }) => {
        const reasons = groupBy(undetermined, ({ because }) => because);
        return [...reasons].flatMap(([because, group]) => {
          const subjects = [...new Set(group.map(({ subject }) => subject))];
          return hanging(`${title}: ${someHosts(subjects, Math.max(20, width - 30))}: ${because}`, { first: 2, rest: 4 }, width);
        });
      }),
  ];
}
