import type { SetupProblem } from '../../model/setup.ts';
import { fileUnread, type OpenedFile } from '../open-file.ts';
import type { OpenedKeystore } from '../open-keystore.ts';
import type { YmlFault } from '../read-yml.ts';

/** A fault of elasticsearch.yml, by what the node would log. */
export function ymlStartupError({ because, place, key, field }: YmlFault): SetupProblem {
  const logs: Readonly<Record<YmlFault['because']['code'], string>> = {
    'yml-syntax': 'Failed to load settings from [elasticsearch.yml]',
    'yml-duplicate': `Duplicate field '${field ?? ''}'`,
    'yml-not-a-map': 'Failed to load settings from [elasticsearch.yml]',
    'yml-null-value': `null-valued setting found for key [${key ?? ''}]`,
    'yml-list-of-maps': 'only value lists are allowed in serialized settings',
    'yml-several-documents': 'malformed, expected end of settings but encountered additional content',
    'yml-not-utf8': 'Failed to load settings from [elasticsearch.yml]',
    'yml-too-large': 'Failed to load settings from [elasticsearch.yml]',
    'yml-variable-unresolved': `Could not resolve placeholder '${because.code === 'yml-variable-unresolved' ? because.variable : ''}'`,
  };
  return {
    rule: 'yaml-shape-overrides',
    stops: because.code !== 'yml-too-large',
    // Whoever reads the files may have another environment than the node.
    certainty: because.code === 'yml-variable-unresolved' ? 'likely' : 'proven',
    context: null,
    setting: key,
    place,
    file: place.file,
    because,
    logText: logs[because.code],
  };
}

/** elasticsearch.yml may not be read. */
export function unreadableYml(file: string, opened: OpenedFile): SetupProblem {
  const place = { file, line: null };
  return {
    rule: 'file-not-readable',
    stops: true,
    certainty: 'likely',
    context: null,
    setting: null,
    place,
    file,
    because: fileUnread(file, opened),
    logText: null,
  };
}

/** elasticsearch.keystore is there, and is none. */
export function keystoreStartupErrors(keystore: OpenedKeystore, file: string): readonly SetupProblem[] {
  // Whether the node may read what this user may not, does not show.
  if (keystore.kind !== 'unreadable' || (keystore.because.code === 'file-unread' && keystore.because.fault === 'denied')) return [];
  return [
    {
      rule: 'keystore-type-mismatch',
      stops: true,
      certainty: 'proven',
      context: null,
      setting: null,
      place: { file, line: null },
      file,
      because: { code: 'keystore-broken', file, fault: keystore.because },
      logText: null,
    },
  ];
}
