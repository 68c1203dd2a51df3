import type { Place } from '../../model/setup.ts';
import type { RawSetting } from '../read-yml.ts';

/** A setting that stands outside of the yml file, and comes before it. */
export function rawSettingOutside(key: string, value: string | readonly string[], place: Place): RawSetting {
  return { key, value, place, path: [key], unresolved: [], overlooked: [] };
}
