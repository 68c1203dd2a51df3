import type { RuledOutCode } from '../../model/ruled-out.ts';
import type { PairJudgement } from '../matrix/evaluate-pair.ts';

/** A step of the way into a cluster. */
export type Stage = {
  readonly code: RuledOutCode;
  /** As something that could have been the cause. */
  readonly what: string;
  /** Rules that tell of it, by id. */
  readonly rules: readonly string[];
  /** What it means that none of them found anything. */
  readonly well: string;
};

/** The way of a node into its cluster, in the order in which it gets that far, by the rules on pairs. */
export const stages: readonly Stage[] = [
  {
    code: 'seed-host-is-http-port',
    what: 'an HTTP port among the seed hosts',
    rules: ['seed-host-is-http-port'],
    well: 'what answers speaks the transport protocol',
  },
  { code: 'tls-on-one-side', what: 'TLS on only one side', rules: ['transport-mixed-tls'], well: 'both sides speak TLS, or both do not' },
  {
    code: 'versions-and-suites',
    what: 'protocol versions and cipher suites',
    rules: ['no-common-protocol', 'no-common-cipher'],
    well: 'there is a version and a suite that both sides take',
  },
  {
    code: 'key-of-another-certificate',
    what: 'a key of another certificate',
    rules: ['key-certificate-mismatch'],
    well: 'each certificate is shown with its own key',
  },
  {
    code: 'trust',
    what: 'trust',
    rules: [
      'trust-missing-intermediate',
      'autoconfig-separate-clusters',
      'trust-lookalike-ca',
      'aki-ski-mismatch',
      'trust-unknown-issuer',
      'client-cert-not-sent',
      'certificate-unreadable',
    ],
    well: 'each side trusts the CA of the other, by name and by key',
  },
  { code: 'dates', what: 'dates', rules: ['leaf-expired', 'leaf-not-yet-valid', 'ca-expired'], well: 'all certificates are within theirs' },
  {
    code: 'usages-and-keys',
    what: 'usages, keys and the CAs above',
    rules: [
      'eku-transport-missing-clientauth',
      'eku-missing-serverauth',
      'ku-without-digitalsignature',
      'ca-not-a-ca',
      'ca-keyusage-without-certsign',
      'chain-too-long',
      'weak-key',
      'weak-signature',
      'chain-refused',
    ],
    well: 'each certificate may be used by clients and by servers, and its CAs may issue',
  },
  {
    code: 'names',
    what: 'names',
    rules: ['hostname-underscore', 'san-missing', 'san-ip-missing', 'san-name-mismatch', 'san-publish-address-missing'],
    well: 'certificates have the names and addresses that nodes connect to, where nodes compare them',
  },
  {
    code: 'release',
    what: 'release',
    rules: ['node-version-incompatible'],
    well: 'the releases, as far as they show, go together',
  },
  { code: 'cluster-name', what: 'cluster name', rules: ['cluster-name-mismatch'], well: 'it is the same on both sides' },
];

/** Whether nothing of a step was found, and nothing of it left open, in any of these encounters. */
export function isWell({ rules }: Stage, judgements: readonly PairJudgement[]): boolean {
  const outcomes = judgements.flatMap((one) => one.outcomes.filter(({ rule }) => rules.includes(rule.id) && counts(rule.under, one)));
  return (
    outcomes.some(({ outcome }) => outcome.kind === 'pass') &&
    outcomes.every(({ outcome }) => outcome.kind === 'pass' || outcome.kind === 'not-applicable')
  );
}

/** Names are looked at under `full` alone. */
function counts(under: 'any' | 'full', { handshake }: PairJudgement): boolean {
  return under === 'any' || handshake.from.verification !== 'certificate';
}
