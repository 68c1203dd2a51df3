import { bindsBeyondLoopback } from '../../model/bind-address.ts';
import type { JvmSettings, NodeFacts, SetupProblem, TlsContext } from '../../model/setup.ts';
import type { MergedSettings } from '../merged-settings.ts';
import type { Yml } from '../read-yml.ts';

type WarningOptions = Pick<SetupProblem, 'context' | 'setting' | 'place'> & {
  readonly file?: string | null;
  readonly certainty?: 'proven' | 'likely';
};

function warning(
  rule: string,
  detail: string,
  { context, setting, place, file = null, certainty = 'proven' }: WarningOptions,
): SetupProblem {
  return { rule, stops: false, certainty, context, setting, place, file, detail, logText: null };
}

/** Keys that stand twice in different shapes: the last counts. And what reads as if a variable were used that is not. */
export function shapeWarnings({ settings, faults }: Yml): readonly SetupProblem[] {
  const warnings: SetupProblem[] = [];
  const reported = new Set(faults.flatMap(({ kind, key }) => (kind === 'duplicate' ? [key] : [])));
  const seen = new Map<string, (typeof settings)[number]>();
  for (const setting of settings) {
    const before = seen.get(setting.key);
    seen.set(setting.key, setting);
    const { key, place, value } = setting;
    if (before !== undefined && !reported.has(key)) {
      const same = JSON.stringify(before.value) === JSON.stringify(value);
      const lines = `lines ${before.place.line ?? '?'} and ${place.line ?? '?'}`;
      const detail = same
        ? `${key} stands twice with the same value, on ${lines}.`
        : `${key} stands twice, on ${lines}, and the values differ: the last counts.`;
      warnings.push(warning('yaml-shape-overrides', detail, { context: null, setting: key, place, file: place.file }));
    }
    for (const name of setting.overlooked) {
      const detail = `${key} takes the default of \${${name}:…} although the environment has ${name}: since 8.0 Elasticsearch looks into the environment for plain \${${name}} only.`;
      warnings.push(warning('yaml-shape-overrides', detail, { context: null, setting: key, place, file: place.file, certainty: 'likely' }));
    }
  }
  return warnings;
}

/** The block that auto-configuration writes, beside lines that somebody wrote for the same prefix. */
export function blockRemarks(text: string, file: string, { settings }: Yml): readonly SetupProblem[] {
  const lines = text.split(/\r\n|\r|\n/);
  const begin = lines.findIndex((line) => /BEGIN SECURITY AUTO CONFIGURATION/.test(line));
  const end = lines.findIndex((line) => /END SECURITY AUTO CONFIGURATION/.test(line));
  if (begin < 0 || end < begin) return [];
  return ['xpack.security.transport.ssl', 'xpack.security.http.ssl'].flatMap((prefix) => {
    const mine = settings.filter(({ key }) => key.startsWith(`${prefix}.`));
    const inside = mine.filter(({ place: { line } }) => line !== null && line - 1 > begin && line - 1 < end);
    const outside = mine.find((setting) => !inside.includes(setting));
    if (inside.length === 0 || outside === undefined) return [];
    const detail = `${prefix} is set by auto-configuration (lines ${begin + 1} to ${end + 1}) and again on line ${outside.place.line ?? '?'}.`;
    return [warning('autoconfig-block-conflict', detail, { context: prefix, setting: outside.key, place: outside.place, file })];
  });
}

/** Security that is off, trust that is not diagnosed, a node without TLS on transport. */
export function securityRemarks(settings: MergedSettings, facts: NodeFacts, contexts: readonly TlsContext[]): readonly SetupProblem[] {
  const warnings: SetupProblem[] = [];
  const { value, place } = settings.flag('xpack.security.enabled', true);
  if (!value) {
    const detail = 'xpack.security.enabled is false: whatever is set for TLS on transport and HTTP has no effect.';
    warnings.push(warning('security-disabled', detail, { context: null, setting: 'xpack.security.enabled', place }));
  }
  const diagnose = settings.flag('xpack.security.ssl.diagnose.trust', true);
  if (!diagnose.value) {
    const detail = 'xpack.security.ssl.diagnose.trust is false: the log will not say why a certificate is refused.';
    warnings.push(
      warning('diagnose-trust-disabled', detail, { context: null, setting: 'xpack.security.ssl.diagnose.trust', place: diagnose.place }),
    );
  }
  const transport = contexts.find(({ kind }) => kind === 'transport');
  if (value && transport?.enabled.value === false && (facts.discoveryType === 'single-node' || !bindsBeyondLoopback(facts))) {
    const detail = 'Transport has no TLS, which a node that stands alone may; a second node cannot join without it.';
    const setting = 'xpack.security.transport.ssl.enabled';
    warnings.push(warning('single-node-exempt', detail, { context: transport.name, setting, place: settings.placeOf(setting) }));
  }
  return warnings;
}

/** What the command line of the JVM changes of TLS. */
export function jvmRemarks(jvm: JvmSettings | null): readonly SetupProblem[] {
  if (jvm === null) return [];
  const warnings: SetupProblem[] = [];
  const { javaSecurity } = jvm;
  if (javaSecurity !== null) {
    const { file, place, replaces, disabledAlgorithms, problem } = javaSecurity;
    const what =
      problem ??
      (disabledAlgorithms === null
        ? 'It does not set jdk.tls.disabledAlgorithms.'
        : `jdk.tls.disabledAlgorithms is ${disabledAlgorithms.length === 0 ? 'empty' : disabledAlgorithms.join(', ')}.`);
    const detail = `${file} ${replaces ? 'stands instead of' : 'is added to'} the JVM's own java.security. ${what}`;
    warnings.push(warning('java-security-overridden', detail, { context: null, setting: 'java.security.properties', place, file }));
  }
  for (const { key, place } of jvm.properties) {
    if (!key.startsWith('javax.net.ssl.')) continue;
    const detail = `-D${key} is set for the JVM: it counts only where a context has no trust of its own.`;
    warnings.push(warning('javax-net-ssl-properties', detail, { context: null, setting: key, place }));
  }
  return warnings;
}
