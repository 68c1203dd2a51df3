import type { Format } from '../format.ts';
import { bySink } from '../sink/by-sink.ts';

/** For the log of a run of GitHub Actions. */
export const github: Format = {
  name: 'github',
  help: 'annotations of GitHub Actions',
  endings: ['annotations'],
  plain: false,
  newOnly: true,
  ...bySink(async ({ problems }) => (await import('../open-github.ts')).openGithub(await problems())),
};
