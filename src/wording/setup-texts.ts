import type { MaterialUnread, SettingsUnread, SetupUnknown, TrustUnread } from '../model/reasons/setup-reason.ts';
import { contentFaultText } from './content-fault-texts.ts';
import { fileFaultText } from './file-fault-texts.ts';
import { withoutFullStop } from './full-stop.ts';
import { setupProblemText } from './setup-problem-texts.ts';
import type { Texts } from './texts.ts';

export const setupTexts: Texts<SettingsUnread | SetupUnknown | MaterialUnread | TrustUnread> = {
  'file-unread': (unread) => `${unread.file}: ${fileFaultText(unread)}`,
  'yml-broken': ({ file, fault }) => `${file}: ${withoutFullStop(setupProblemText(fault))}`,
  'setting-names-no-file': ({ setting }) => `${setting} names no file`,
  'trust-file-unread': ({ what }) => `${what} could not be read`,
  'trust-file-broken': ({ file, fault }) => `${file}: ${contentFaultText(fault)}`,
  'setup-problem': ({ problem }) => setupProblemText(problem),
  'material-problem': ({ file, fault }) => `${file}: ${contentFaultText(fault)}`,
  'release-not-given': () => 'the release is not known; defaults are those of 9.x',
  'password-in-closed-keystore': ({ setting, keystore }) => `${setting}: ${keystore} could not be opened`,
  'file-elsewhere': ({ file, setting }) => `${file} of ${setting} is not here: the path is of another machine`,
  'store-type-not-read': ({ file, type }) => `${file}: stores of the type ${type} are not read`,
  'store-not-supported': ({ file, fault }) => `${file}: ${contentFaultText(fault)}`,
};
