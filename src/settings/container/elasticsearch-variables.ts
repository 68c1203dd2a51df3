import type { RawSetting } from '../read-yml.ts';
import type { EnvironmentVariable } from './environment-variable.ts';
import { rawSettingOutside } from './raw-setting-outside.ts';

/**
 * Settings that the image of Elasticsearch makes of its environment: a name in lower case with a dot is one as it stands, `ES_SETTING_…` one in capitals, in which `_` stands for a dot and
 * `__` for an underscore. From the image's docker-entrypoint.sh and the node's own reader.
 */
export function settingsOfElasticsearchVariables(variables: readonly EnvironmentVariable[]): readonly RawSetting[] {
  return variables.flatMap(({ name, value, place }) => {
    const key = settingOf(name);
    return key === null || value === '' ? [] : [rawSettingOutside(key, value, place)];
  });
}

function settingOf(name: string): string | null {
  if (/^[a-z0-9_]+\.[a-z0-9_]+/.test(name)) return name;
  const [, capitals] = /^ES_SETTING_(.+)$/.exec(name) ?? [];
  if (capitals === undefined) return null;
  return capitals
    .split('__')
    .map((part) => part.replaceAll('_', '.'))
    .join('_')
    .toLowerCase();
}
