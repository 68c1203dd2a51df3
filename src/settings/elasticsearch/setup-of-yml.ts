import type { Secret } from '../../model/secret.ts';
import type { Setup } from '../../model/setup.ts';
import { placesOfDirectory } from '../file-places.ts';
import { MergedSettings, secretsInYml, settingsForRecord } from '../merged-settings.ts';
import { fileUnread, type OpenedFile } from '../open-file.ts';
import { readYml, whyUnread } from '../read-yml.ts';
import { elasticsearchSetup } from './elasticsearch-setup.ts';
import { majorOf } from './tls-defaults.ts';

export type YmlSetupOptions = {
  /** What the file is called in reports. */
  readonly file: string;
  readonly version: string | null;
  readonly onSecret?: (secret: Secret) => void;
};

/**
 * What a node was told by its elasticsearch.yml alone, which somebody sent without the files that it names: those are unknown, and neither missing nor looked for. Never throws.
 */
export async function setupOfYml(bytes: Uint8Array, { file, version, onSecret }: YmlSetupOptions): Promise<Setup> {
  const opened: OpenedFile = { bytes, fault: null, mode: null, size: bytes.length, modifiedAt: null, realPath: null };
  const yml = readYml(bytes, { file, environment: {}, variables: majorOf(version) === 7 ? 'elasticsearch-7' : 'elasticsearch' });
  if (onSecret !== undefined) for (const secret of secretsInYml(yml.settings)) onSecret(secret);
  const keystoreFile = 'elasticsearch.keystore';
  const away: OpenedFile = { ...opened, bytes: null, fault: 'not-collected', size: null };
  // A variable of an environment that is not ours is no fault of the file.
  const faults = yml.faults.filter(({ because }) => because.code !== 'yml-variable-unresolved');
  const directory = file.slice(0, Math.max(0, file.lastIndexOf('/'))) || '.';
  return await elasticsearchSetup({
    ymlFile: file,
    yml: { ...yml, faults },
    settings: new MergedSettings(yml.settings, new Map(), keystoreFile, ','),
    secretsUnknown: true,
    recorded: {
      product: 'elasticsearch',
      directory,
      version,
      unread: whyUnread(file, opened, faults),
      settings: settingsForRecord(yml.settings, [], keystoreFile),
      keystore: { file: keystoreFile, kind: 'unreadable', protected: false, entries: [], because: fileUnread(keystoreFile, away) },
    },
    unknown: version === null ? [{ code: 'release-not-given' }] : [],
    text: Buffer.from(bytes).toString('utf8'),
    passwords: () => [],
    jvm: null,
    filesAreElsewhere: true,
    places: placesOfDirectory(directory, directory),
    ofYml: [],
    ofKeystore: [],
  });
}
