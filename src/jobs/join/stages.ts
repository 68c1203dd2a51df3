import type { RuledOutCode } from '../../model/ruled-out.ts';
import type { PairJudgement } from '../matrix/evaluate-pair.ts';

/** A step of the way into a cluster. */
export type Stage = {
  readonly code: Exclude<RuledOutCode, 'own-files' | 'no-connection'>;
  /** Rules that tell of it, by id. */
  readonly rules: readonly string[];
};

/** The way of a node into its cluster, in the order in which it gets that far, by the rules on pairs. */
export const stages: readonly Stage[] = [
  {
    code: 'seed-host-is-http-port',
    rules: ['seed-host-is-http-port'],
  },
  { code: 'tls-on-one-side', rules: ['transport-mixed-tls'] },
  {
    code: 'versions-and-suites',
    rules: ['no-common-protocol', 'no-common-cipher'],
  },
  {
    code: 'key-of-another-certificate',
    rules: ['key-certificate-mismatch'],
  },
  {
    code: 'trust',
    rules: [
      'trust-missing-intermediate',
      'autoconfig-separate-clusters',
      'trust-lookalike-ca',
      'ca-reissued-same-key',
      'aki-ski-mismatch',
      'trust-unknown-issuer',
      'client-cert-not-sent',
      'certificate-unreadable',
    ],
  },
  { code: 'dates', rules: ['leaf-expired', 'leaf-not-yet-valid', 'ca-expired'] },
  {
    code: 'usages-and-keys',
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
  },
  {
    code: 'names',
    rules: ['hostname-underscore', 'san-missing', 'san-ip-missing', 'san-name-mismatch', 'san-publish-address-missing'],
  },
  {
    code: 'release',
    rules: ['node-version-incompatible'],
  },
  { code: 'cluster-name', rules: ['cluster-name-mismatch'] },
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
