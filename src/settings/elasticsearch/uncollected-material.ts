import type { Trust, VerificationMode } from '../../model/setup.ts';
import { fileUnread, type OpenedFile } from '../open-file.ts';
import type { ContextLoader } from './context-loader.ts';

const uncollected: OpenedFile = { bytes: null, fault: 'not-collected', mode: null, size: null, modifiedAt: null, realPath: null };

/** Settings of a context that name files with keys or certificates. */
const fileSettings = ['certificate', 'key', 'keystore.path', 'certificate_authorities', 'truststore.path'] as const;

/** Notes the files that the settings of a context name, where none of them is at hand; and says what of its trust is known all the same. */
export function uncollectedTrust(loader: ContextLoader, verification: VerificationMode): Trust {
  for (const name of fileSettings) {
    for (const path of loader.locate(name, name) ?? []) {
      loader.describe(path, loader.key(name), uncollected, null, fileUnread(path, uncollected));
    }
  }
  const named = fileSettings.find((name) => loader.settings.has(loader.key(name)));
  const own = ['certificate_authorities', 'truststore.path'].find((name) => loader.settings.has(loader.key(name)));
  if (verification === 'none')
    return {
      kind: 'everything',
      anchors: [],
      publicRoots: false,
      because: null,
      place: loader.settings.placeOf(loader.key('verification_mode')),
    };
  if (named === undefined) return { kind: 'anchors', anchors: [], publicRoots: true, because: null, place: null };
  const setting = loader.key(own ?? named);
  return {
    kind: 'unknown',
    anchors: [],
    // Where nothing says whom it trusts, the roots of the JVM are trusted beside what its own certificate brings.
    publicRoots: own === undefined,
    because: fileUnread(loader.settings.text(setting) ?? setting, uncollected),
    place: loader.settings.placeOf(setting),
  };
}
