import { brokenFiles } from './broken-files.ts';
import { findsWhatIsBroken } from './finds-what-is-broken.ts';

describe('rules on the files of a setup', () => {
  findsWhatIsBroken(brokenFiles);
});
