import { bindsBeyondLoopback } from '../../model/bind-address.ts';
import type { SetupProblemReason } from '../../model/reasons/setup-problem-reason.ts';
import type { JvmSettings, NodeFacts, SetupProblem, TlsContext } from '../../model/setup.ts';
import type { MergedSettings } from '../merged-settings.ts';
import type { Yml } from '../read-yml.ts';

type WarningOptions = Pick<SetupProblem, 'context' | 'setting' | 'place'> & {
  readonly file?: string | null;
  readonly certainty?: 'proven' | 'likely';
};

function warning(
  rule: string,
  because: SetupProblemReason,
  { context, setting, place, file = null, certainty = 'proven' }: WarningOptions,
): SetupProblem {
  return { rule, stops: false, certainty, context, setting, place, file, because, logText: null };
}

/** Keys that stand twice in different shapes: the last counts. And what reads as if a variable were used that is not. */
export function shapeWarnings({ settings, faults }: Yml): readonly SetupProblem[] {
  const warnings: SetupProblem[] = [];
  const reported = new Set(faults.flatMap(({ because, key }) => (because.code === 'yml-duplicate' ? [key] : [])));
  const seen = new Map<string, (typeof settings)[number]>();
  for (const setting of settings) {
    const before = seen.get(setting.key);
    seen.set(setting.key, setting);
    const { key, place, value } = setting;
    if (before !== undefined && !reported.has(key)) {
      const same = JSON.stringify(before.value) === JSON.stringify(value);
      const because = { code: 'setting-repeated', setting: key, lines: [before.place.line, place.line], same } as const;
      warnings.push(warning('yaml-shape-overrides', because, { context: null, setting: key, place, file: place.file }));
    }
    for (const name of setting.overlooked) {
      const because = { code: 'variable-overlooked', setting: key, variable: name } as const;
      warnings.push(
        warning('yaml-shape-overrides', because, { context: null, setting: key, place, file: place.file, certainty: 'likely' }),
      );
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
    const because = { code: 'autoconfigured-and-set', context: prefix, lines: [begin + 1, end + 1], line: outside.place.line } as const;
    return [warning('autoconfig-block-conflict', because, { context: prefix, setting: outside.key, place: outside.place, file })];
  });
}

/** Security that is off, trust that is not diagnosed, a node without TLS on transport. */
export function securityRemarks(settings: MergedSettings, facts: NodeFacts, contexts: readonly TlsContext[]): readonly SetupProblem[] {
  const warnings: SetupProblem[] = [];
  const { value, place } = settings.flag('xpack.security.enabled', true);
  if (!value) {
    warnings.push(warning('security-disabled', { code: 'security-disabled' }, { context: null, setting: 'xpack.security.enabled', place }));
  }
  const diagnose = settings.flag('xpack.security.ssl.diagnose.trust', true);
  if (!diagnose.value) {
    const setting = 'xpack.security.ssl.diagnose.trust';
    warnings.push(warning('diagnose-trust-disabled', { code: 'trust-not-diagnosed' }, { context: null, setting, place: diagnose.place }));
  }
  const transport = contexts.find(({ kind }) => kind === 'transport');
  if (value && transport?.enabled.value === false && (facts.discoveryType === 'single-node' || !bindsBeyondLoopback(facts))) {
    const setting = 'xpack.security.transport.ssl.enabled';
    warnings.push(
      warning(
        'single-node-exempt',
        { code: 'single-node-without-tls' },
        { context: transport.name, setting, place: settings.placeOf(setting) },
      ),
    );
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
    const because = { code: 'java-security-file', file, replaces, disabledAlgorithms, problem } as const;
    warnings.push(warning('java-security-overridden', because, { context: null, setting: 'java.security.properties', place, file }));
  }
  for (const { key, place } of jvm.properties) {
    if (!key.startsWith('javax.net.ssl.')) continue;
    warnings.push(
      warning('javax-net-ssl-properties', { code: 'jvm-trust-property', property: key }, { context: null, setting: key, place }),
    );
  }
  return warnings;
}
