import type { SetupProblem } from '../model/setup.ts';
import { isFileSetting } from './file-settings.ts';
import type { MergedSettings } from './merged-settings.ts';

/** A setting that has something else than the path of a file. */
export type Misplaced = Pick<SetupProblem, 'rule' | 'certainty' | 'setting' | 'place' | 'file' | 'because'>;

/** Null where a setting has what may be a path. */
export function misplacedIn(settings: MergedSettings, key: string): Misplaced | null {
  const material = settings.notAPath(key);
  if (material === null) return null;
  const place = settings.placeOf(key);
  return {
    rule: 'pem-text-in-place-of-path',
    certainty: 'proven',
    setting: key,
    place,
    file: null,
    because: { code: 'material-in-place-of-path', setting: key, material, file: place?.file ?? null },
  };
}

/** The same in settings that are not read here, so that nothing is said of whether the process starts. */
export function misplacedElsewhere(settings: MergedSettings, reported: readonly SetupProblem[]): readonly SetupProblem[] {
  const known = new Set(reported.flatMap(({ rule, setting }) => (rule === 'pem-text-in-place-of-path' ? [setting] : [])));
  return settings.keys().flatMap((key) => {
    // `key.0` is an item of `key`, which is told.
    if (!isFileSetting(key) || known.has(key) || (/\.\d+$/.test(key) && settings.has(key.replace(/\.\d+$/, '')))) return [];
    const misplaced = misplacedIn(settings, key);
    const context = /^(.+\.ssl)\./.exec(key)?.[1] ?? null;
    return misplaced === null ? [] : [{ ...misplaced, stops: false, context, logText: null }];
  });
}
