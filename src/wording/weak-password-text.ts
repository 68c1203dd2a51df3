import type { PasswordWeakness } from '../model/password-weakness.ts';

/** As the end of `is protected by`. */
export const weakPasswordTexts: Readonly<Record<PasswordWeakness, string>> = {
  empty: 'the empty password',
  'well-known': 'a password that everybody tries first',
};
