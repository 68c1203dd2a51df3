import type { SetupProblem } from '../../model/setup.ts';
import { keystoreFaultText } from '../../wording/setup-texts.ts';
import type { OpenedKeystore } from '../open-keystore.ts';
import type { YmlFault } from '../read-yml.ts';

/** A fault of elasticsearch.yml, by what the node would log. */
export function ymlStartupError({ kind, place, key, field, variable, detail }: YmlFault): SetupProblem {
  const logs: Readonly<Record<YmlFault['kind'], string>> = {
    syntax: 'Failed to load settings from [elasticsearch.yml]',
    duplicate: `Duplicate field '${field ?? ''}'`,
    'not-a-map': 'Failed to load settings from [elasticsearch.yml]',
    'null-value': `null-valued setting found for key [${key ?? ''}]`,
    'list-of-maps': 'only value lists are allowed in serialized settings',
    'several-documents': 'malformed, expected end of settings but encountered additional content',
    'not-utf8': 'Failed to load settings from [elasticsearch.yml]',
    'too-large': 'Failed to load settings from [elasticsearch.yml]',
    'unresolved-variable': `Could not resolve placeholder '${variable ?? ''}'`,
  };
  return {
    rule: 'yaml-shape-overrides',
    stops: kind !== 'too-large',
    // Whoever reads the files may have another environment than the node.
    certainty: kind === 'unresolved-variable' ? 'likely' : 'proven',
    context: null,
    setting: key,
    place,
    file: place.file,
    detail,
    logText: logs[kind],
  };
}

/** elasticsearch.yml may not be read. */
export function unreadableYml(file: string, because: string): SetupProblem {
  const place = { file, line: null };
  return {
    rule: 'file-not-readable',
    stops: true,
    certainty: 'likely',
    context: null,
    setting: null,
    place,
    file,
    detail: `${file}: ${because}.`,
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
      detail: `${file}: ${keystoreFaultText(keystore.because)}.`,
      logText: null,
    },
  ];
}
