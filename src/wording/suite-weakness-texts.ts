import type { SuiteWeaknessCode } from '../model/suite-weakness.ts';

/** Why a cipher suite is weak, as the end of a sentence that names it. */
export const suiteWeaknessTexts: Readonly<Record<SuiteWeaknessCode, string>> = {
  'nobody-authenticated': 'nobody is authenticated',
  'nothing-encrypted': 'nothing is encrypted',
  'short-keys': 'its keys are short enough to try them all',
  'broken-cipher': 'its cipher is broken',
  'no-forward-secrecy': 'it has no forward secrecy',
  cbc: 'CBC, where the server could have had an AEAD cipher',
};
