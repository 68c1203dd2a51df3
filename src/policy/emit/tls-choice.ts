import type { ProtocolVersion } from '../../model/protocol-version.ts';
import type { PolicyLimits } from './policy-limits.ts';

/** What a runtime can do by itself: its versions, suites and groups, best first. */
export type Runtime = {
  readonly versions: readonly ProtocolVersion[];
  readonly suites: Readonly<Partial<Record<ProtocolVersion, readonly string[]>>>;
  readonly groups: readonly string[];
  readonly signatureSchemes: readonly string[];
};

/** What it is to be told, so that it keeps within the limits. Null: nothing, what it does by itself is within them. */
export type TlsChoice = {
  readonly versions: readonly ProtocolVersion[] | null;
  /** Of all versions in one list, the newest first. */
  readonly suites: readonly string[] | null;
  readonly groups: readonly string[] | null;
  readonly signatureSchemes: readonly string[] | null;
};

/** @throws RangeError where nothing of what the runtime can do is within the limits */
export function tlsChoice(limits: PolicyLimits, runtime: Runtime): TlsChoice {
  const suitesIn = (version: ProtocolVersion) => {
    const allowed = limits.suites[version];
    return (runtime.suites[version] ?? []).filter((suite) => allowed === undefined || allowed.includes(suite));
  };
  // A version of which no suite is left is no version.
  const versions = runtime.versions.filter((version) => (limits.versions?.includes(version) ?? true) && suitesIn(version).length > 0);
  const suites = versions.flatMap(suitesIn);
  const within = (all: readonly string[], allowed: readonly string[] | null) => all.filter((one) => allowed?.includes(one) ?? true);
  const groups = within(runtime.groups, limits.groups);
  const signatureSchemes = within(runtime.signatureSchemes, limits.signatureSchemes);
  if (suites.length === 0 || groups.length === 0 || signatureSchemes.length === 0)
    throw new RangeError('the policy allows nothing that this runtime can do');
  const all = runtime.versions.flatMap((version) => runtime.suites[version] ?? []);
  return {
    versions: limits.versions === null && versions.length === runtime.versions.length ? null : versions,
    suites: versions.length === runtime.versions.length && suites.length === all.length ? null : suites,
    groups: groups.length === runtime.groups.length ? null : groups,
    signatureSchemes: signatureSchemes.length === runtime.signatureSchemes.length ? null : signatureSchemes,
  };
}
