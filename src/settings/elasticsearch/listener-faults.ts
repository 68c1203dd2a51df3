import type { SetupProblem, TlsContext } from '../../model/setup.ts';
import type { MergedSettings } from '../merged-settings.ts';
import { majorOf } from './tls-defaults.ts';

/** Listeners that have TLS and no key, or settings for TLS and no `enabled`. */
export function serverFaults(settings: MergedSettings, contexts: readonly TlsContext[], version: string | null): readonly SetupProblem[] {
  const problems: SetupProblem[] = [];
  // A node of 7 starts all the same.
  const stops = majorOf(version) !== 7;
  const certainty = version === null ? 'likely' : 'proven';
  for (const { kind, name, enabled } of contexts) {
    if (kind !== 'transport' && kind !== 'http' && kind !== 'remote-cluster-server') continue;
    const has = (key: string) => settings.text(`${name}.${key}`) !== null;
    const keyless = !has('keystore.path') && !has('key') && !has('certificate');
    const serves = kind !== 'remote-cluster-server' || settings.flag('remote_cluster_server.enabled', false).value;
    const under = settings.under(`${name}.`).toSorted();
    if (enabled.value && keyless && serves) {
      const setting =
        enabled.place !== null ? `${name}.enabled` : kind === 'remote-cluster-server' ? 'remote_cluster_server.enabled' : null;
      problems.push({
        rule: 'ssl-enabled-without-key',
        stops,
        certainty,
        context: name,
        setting,
        place: setting === null ? null : settings.placeOf(setting),
        file: null,
        because: { code: 'listener-without-key', listener: name },
        logText: `invalid SSL configuration for ${name} - server ssl configuration requires a key and certificate, but these have not been configured; you must set either [${name}.keystore.path], or both [${name}.key] and [${name}.certificate]`,
      });
    } else if (kind !== 'remote-cluster-server' && settings.text(`${name}.enabled`) === null && under.length > 0) {
      const [first] = under;
      problems.push({
        rule: 'ssl-settings-without-enabled',
        stops,
        certainty,
        context: name,
        setting: first ?? null,
        place: first === undefined ? null : settings.placeOf(first),
        file: null,
        because: { code: 'listener-not-enabled', listener: name, settings: under.length },
        logText: `invalid configuration for ${name} - [${name}.enabled] is not set, but the following settings have been configured in elasticsearch.yml : [${under.join(',')}]`,
      });
    }
  }
  return problems;
}
