import type { SetupProblemReason } from '../model/reasons/setup-problem-reason.ts';
import type { SetupProblem } from '../model/setup.ts';
import type { MergedSettings } from './merged-settings.ts';

/** Why a product does not take a setting, and what it writes into its log. */
export type SettingFault = { readonly because: SetupProblemReason; readonly logText: string };

/** A setting for which the product ends before it opens a file. */
export function unknownSetting(
  settings: MergedSettings,
  key: string,
  context: string | null,
  { because, logText }: SettingFault,
): SetupProblem {
  return {
    rule: 'unknown-ssl-setting',
    stops: true,
    certainty: 'proven',
    context,
    setting: key,
    place: settings.placeOf(key),
    file: null,
    because,
    logText,
  };
}
