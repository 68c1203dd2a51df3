import type { Format } from '../format.ts';
import { bySink } from '../sink/by-sink.ts';

/** For the widget of a merge request. */
export const gitlab: Format = {
  name: 'gitlab',
  help: 'code quality report of GitLab',
  endings: ['codequality.json'],
  alsoIn: ['json'],
  plain: false,
  ...bySink(async ({ problems }) => (await import('../open-gitlab.ts')).openGitlab(await problems())),
};
