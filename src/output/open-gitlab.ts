import { cutTo } from './escape/cut-to.ts';
import { printable } from './printable.ts';
import { fileProblems } from './sink/file-problems.ts';
import { groupFingerprint } from './sink/group-fingerprint.ts';
import { groupText } from './sink/group-text.ts';
import { placeLine, placeUri } from './sink/place-uri.ts';
import type { ProblemGroups } from './sink/problem-groups.ts';
import type { Sink } from './sink/sink.ts';

/** What a merge request still shows. */
const mostProblems = 1000;
const mostText = 1000;

const severities = { critical: 'blocker', high: 'critical', medium: 'major', low: 'minor', info: 'info' } as const;

/** A report of code quality as GitLab reads it (the subset of Code Climate's): an entry for each group of findings, at its first place. */
export function openGitlab(problems: ProblemGroups): Sink {
  return {
    endpoint: (endpoint) => problems.endpoint(endpoint),
    finding: (finding) => problems.finding(finding),
    file: (file) => fileProblems(file, problems),
    end: function* () {
      yield '[';
      for (const [index, group] of problems
        .groups(mostProblems)
        .filter(({ waived }) => waived === null)
        .entries()) {
        const [first = ''] = group.places;
        const [listing = null] = group.listedAt;
        const entry = {
          description: cutTo(printable(groupText(group)), mostText),
          check_name: group.rule,
          fingerprint: groupFingerprint(group),
          severity: severities[group.severity],
          location: { path: placeUri(first, listing), lines: { begin: placeLine(first, listing) } },
        };
        yield `${index === 0 ? '' : ','}\n${JSON.stringify(entry)}`;
      }
      yield '\n]\n';
    },
  };
}
