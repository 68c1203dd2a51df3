import type { Policy, PolicyCheck } from '../../model/policy.ts';
import { type ProtocolVersion, protocolVersions } from '../../model/protocol-version.ts';

/** What the requirements that must be met come to, all together. Null: no requirement is about it. */
export type PolicyLimits = {
  /** Newest first. */
  readonly versions: readonly ProtocolVersion[] | null;
  readonly suites: Readonly<Partial<Record<ProtocolVersion, readonly string[]>>>;
  readonly groups: readonly string[] | null;
  /** What handshakes are signed with. */
  readonly signatureSchemes: readonly string[] | null;
  /** One of each of these lists has to be accepted. */
  readonly neededGroups: readonly (readonly string[])[];
  readonly key: { readonly algorithms: readonly string[] | null; readonly rsaBits: number; readonly curves: readonly string[] | null };
  /** The longest that a certificate which is issued now may be valid, in days. */
  readonly days: number | null;
};

type CheckOf<K extends PolicyCheck['kind']> = Extract<PolicyCheck, { readonly kind: K }>;

/** @param at when certificates are issued */
export function policyLimits({ requirements }: Policy, at: Date): PolicyLimits {
  const must = requirements.filter(({ level }) => level === 'must');
  const checks = <K extends PolicyCheck['kind']>(kind: K) =>
    must.flatMap(({ check }) => (check.kind === kind ? [check as CheckOf<K>] : []));
  const versions = common(checks('protocol-versions').map(({ allow }) => allow));
  const suites = Object.fromEntries(
    protocolVersions.flatMap((version) => {
      const allowed = common(checks('cipher-suites').flatMap((check) => (check.version === version ? [check.allow] : [])));
      return allowed === null ? [] : [[version, allowed] as const];
    }),
  );
  const keys = checks('public-key');
  const today = at.toISOString().slice(0, 10);
  // What holds for public certificates alone is no reason to shorten those of one's own CA.
  const lives = must.flatMap(({ check, when }) =>
    check.kind === 'validity' && when?.publicRoot !== true && (check.issuedFrom ?? '') <= today && (check.issuedBefore ?? '9999') > today
      ? [check.days]
      : [],
  );
  return {
    versions: versions === null ? null : protocolVersions.filter((version) => versions.includes(version)),
    suites,
    groups: common(checks('groups').map(({ allow }) => allow)),
    signatureSchemes: common(checks('signature-schemes').map(({ allow }) => allow)),
    neededGroups: checks('groups-accepted').map(({ anyOf }) => anyOf),
    key: {
      algorithms: common(keys.flatMap(({ algorithms }) => (algorithms === undefined ? [] : [algorithms]))),
      rsaBits: Math.max(2048, ...keys.map(({ rsaBits = 0 }) => rsaBits)),
      curves: common(keys.flatMap(({ curves }) => (curves === undefined ? [] : [curves]))),
    },
    days: lives.length === 0 ? null : Math.min(...lives),
  };
}

/** What all lists have, in the order of the first; null where there is none. */
function common<T>(lists: readonly (readonly T[])[]): readonly T[] | null {
  const [first, ...others] = lists;
  return first === undefined ? null : first.filter((one) => others.every((list) => list.includes(one)));
}
