import { brokenCertificates } from './broken-certificates.ts';
import { findsWhatIsBroken } from './finds-what-is-broken.ts';

describe('rules on the certificates of a setup', () => {
  findsWhatIsBroken(brokenCertificates);
});
