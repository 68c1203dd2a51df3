import { groupBy } from '../model/group-by.ts';
import type { Severity } from '../model/severity.ts';
import { cutTo } from './escape/cut-to.ts';
import { workflowCommand } from './escape/workflow-command.ts';
import { gatherProblems } from './sink/gather-problems.ts';
import { groupText } from './sink/group-text.ts';
import { placeUri } from './sink/place-uri.ts';
import type { ProblemGroup, ProblemGroups } from './sink/problem-groups.ts';
import type { Sink } from './sink/sink.ts';

/** Of each kind, GitHub shows ten in a step. */
const mostOfAKind = 10;
const mostText = 1000;

const kinds = ['error', 'warning', 'notice'] as const;
const kindOf: Readonly<Record<Severity, (typeof kinds)[number]>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};

/** Annotations of a run of GitHub Actions: a line for each problem, worst first, and one for what is not shown. */
export function openGithub(shared: ProblemGroups): Sink {
  const { problems, notChecked, takes } = gatherProblems(shared);
  return {
    ...takes,
    end: function* (run) {
      // As few as can be: what is told of one rule is told together.
      const groups = problems.groups(0).filter(({ waived }) => waived === null);
      const byKind = groupBy(groups, ({ severity }) => kindOf[severity]);
      for (const kind of kinds) yield* annotations(kind, byKind.get(kind) ?? []);
      const missing = notChecked.texts(run);
      if (missing.length > 0)
        yield workflowCommand('warning', { title: 'handclasp: not all was checked' }, cutTo(missing.join(' '), mostText));
      yield workflowCommand('notice', { title: 'handclasp' }, verdict(byKind));
    },
  };
}

function* annotations(kind: (typeof kinds)[number], groups: readonly ProblemGroup[]): Generator<string> {
  // Two of the ten are kept for what is not shown and what was not checked.
  const shown = groups.length > mostOfAKind - 2 ? groups.slice(0, mostOfAKind - 3) : groups;
  for (const group of shown) {
    const [first = ''] = group.places;
    const [listing = null] = group.listedAt;
    const place = listing === null ? {} : { file: placeUri(first, listing), line: String(listing.line) };
    yield workflowCommand(kind, { title: `handclasp: ${group.rule} (${group.severity})`, ...place }, cutTo(groupText(group), mostText));
  }
  const left = groups.slice(shown.length);
  if (left.length > 0) {
    const rules = [...new Set(left.map(({ rule }) => rule))].join(', ');
    yield workflowCommand(kind, { title: `handclasp: ${left.length} more` }, cutTo(`Not shown here: ${rules}`, mostText));
  }
}

function verdict(byKind: ReadonlyMap<string, readonly ProblemGroup[]>): string {
  const counts = kinds.flatMap((kind) => {
    const number = byKind.get(kind)?.length ?? 0;
    return number === 0 ? [] : [`${number} ${number === 1 ? kind : `${kind}s`}`];
  });
  return counts.length === 0 ? 'No problems' : counts.join(', ');
}
