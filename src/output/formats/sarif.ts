import type { Format } from '../format.ts';
import { bySink } from '../sink/by-sink.ts';

/** For GitHub's code scanning and whatever else reads SARIF 2.1.0. */
export const sarif: Format = {
  name: 'sarif',
  help: 'SARIF 2.1.0, for GitHub code scanning',
  endings: ['sarif', 'sarif.json'],
  alsoIn: ['json'],
  plain: false,
  ...bySink(async ({ problems }) => (await import('../sarif/open-sarif.ts')).openSarif(await problems())),
};
