import { fileProblems } from './file-problems.ts';
import { NotChecked } from './not-checked.ts';
import type { ProblemGroups } from './problem-groups.ts';
import type { Sink } from './sink.ts';

/** What documents about problems keep: the problems in groups, and what was not checked. */
export type GatheredProblems = {
  readonly problems: ProblemGroups;
  readonly notChecked: NotChecked;
  /** Fills both. */
  readonly takes: Omit<Sink, 'end'>;
};

/** @param problems those of the run, which other documents may fill as well */
export function gatherProblems(problems: ProblemGroups): GatheredProblems {
  const notChecked = new NotChecked();
  return {
    problems,
    notChecked,
    takes: {
      endpoint: (endpoint) => {
        problems.endpoint(endpoint);
        notChecked.endpoint(endpoint);
      },
      finding: (finding) => problems.finding(finding),
      file: (file) => {
        fileProblems(file, problems);
        notChecked.file(file);
      },
    },
  };
}
