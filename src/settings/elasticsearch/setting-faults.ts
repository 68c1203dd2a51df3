import { didYouMean } from '../../model/did-you-mean.ts';
import type { SetupProblem } from '../../model/setup.ts';
import type { MergedSettings } from '../merged-settings.ts';
import { type SettingFault, unknownSetting } from '../unknown-setting.ts';
import { majorOf, sslKeys } from './tls-defaults.ts';

const prefixes = [
  { pattern: /^(xpack\.security\.(?:transport|http)\.ssl)\.(.+)$/, legacy: true },
  { pattern: /^(xpack\.security\.remote_cluster_(?:server|client)\.ssl)\.(.+)$/, legacy: false },
  { pattern: /^(transport\.profiles\.[^.]+\.xpack\.security\.ssl)\.(.+)$/, legacy: true },
] as const;

/** What Elasticsearch refuses before it opens a single file: names it does not know, values that are none, secrets in the wrong file. */
export function settingFaults(settings: MergedSettings, version: string | null): readonly SetupProblem[] {
  return settings
    .keys()
    .toSorted()
    .flatMap((key) => {
      const found = faultOf(settings, key, version);
      if (found === null) return [];
      const context = prefixes.map(({ pattern }) => pattern.exec(key)?.[1]).find((prefix) => prefix !== undefined) ?? null;
      return [unknownSetting(settings, key, context, found)];
    });
}

function faultOf(settings: MergedSettings, key: string, version: string | null): SettingFault | null {
  if (key.startsWith('xpack.ssl.') && majorOf(version) !== 6) {
    return { because: { code: 'setting-removed', setting: key }, logText: `unknown setting [${key}]` };
  }
  for (const { pattern, legacy } of prefixes) {
    const [, prefix, name] = pattern.exec(key) ?? [];
    if (prefix !== undefined && name !== undefined) return sslFault(settings, key, prefix, name.replace(/\.\d+$/, ''), legacy, version);
  }
  if (/^xpack\.security\.(?:enabled|ssl\.diagnose\.trust|authc\.token\.enabled)$|^remote_cluster_server\.enabled$/.test(key))
    return flagFault(settings, key);
  return null;
}

function sslFault(
  settings: MergedSettings,
  key: string,
  prefix: string,
  name: string,
  legacy: boolean,
  version: string | null,
): SettingFault | null {
  const secure = sslKeys.secure.some((known) => known === name);
  if (secure) {
    if (settings.text(key) === null) return null;
    return {
      because: { code: 'secret-in-yml', setting: key },
      logText: `Setting [${key}] is a secure setting and must be stored inside the Elasticsearch keystore, but was found inside elasticsearch.yml`,
    };
  }
  const names: readonly string[] = [
    ...sslKeys.common,
    ...(legacy ? sslKeys.legacy : []),
    ...(majorOf(version) === 7 ? [] : ['handshake_timeout']),
  ];
  if (!names.includes(name)) {
    const [close] = didYouMean(name, [...names, ...sslKeys.secure]);
    const meant = close === undefined ? null : `${prefix}.${close}`;
    const logText = `unknown ${settings.isSecure(key) ? 'secure ' : ''}setting [${key}]`;
    return { because: { code: 'setting-unknown', setting: key, meant }, logText };
  }
  if (settings.isSecure(key)) {
    return { because: { code: 'setting-not-secure', setting: key }, logText: `unknown secure setting [${key}]` };
  }
  if (name === 'enabled') return flagFault(settings, key);
  const value = settings.text(key)?.toLowerCase() ?? null;
  if (name === 'verification_mode' && value !== null && !['full', 'certificate', 'none'].includes(value)) {
    return {
      because: { code: 'value-unknown', setting: key, value: settings.text(key) ?? '', known: ['full', 'certificate', 'none'] },
      logText: `could not resolve ssl client verification mode, unknown value [${settings.text(key) ?? ''}], recognised values are [none,certificate,full]`,
    };
  }
  if (name === 'client_authentication' && value !== null && !['none', 'optional', 'required'].includes(value)) {
    return {
      because: { code: 'value-unknown', setting: key, value: settings.text(key) ?? '', known: ['required', 'optional', 'none'] },
      logText: `could not resolve ssl client authentication, unknown value [${settings.text(key) ?? ''}], recognised values are [none,optional,required]`,
    };
  }
  return null;
}

function flagFault(settings: MergedSettings, key: string): SettingFault | null {
  const value = settings.text(key);
  if (value === null || value === 'true' || value === 'false') return null;
  return {
    because: { code: 'value-not-boolean', setting: key, value },
    logText: `Failed to parse value [${value}] as only [true] or [false] are allowed.`,
  };
}
