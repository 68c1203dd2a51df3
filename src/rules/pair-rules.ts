import type { PairRule } from './framework/rule.ts';
import { autoconfigSeparateClusters } from './pair/autoconfig-separate-clusters.ts';
import { clientCertNotSent } from './pair/client-cert-not-sent.ts';
import { keyCertificateMismatchBetween } from './pair/key-certificate-mismatch.ts';
import {
  hostnameUnderscoreBetween,
  sanIpMissingBetween,
  sanMissingBetween,
  sanNameMismatchBetween,
  sanPublishAddressMissingBetween,
} from './pair/name-rules.ts';
import { noCommonCipher } from './pair/no-common-cipher.ts';
import { noCommonProtocol } from './pair/no-common-protocol.ts';
import {
  akiSkiMismatchBetween,
  caReissuedSameKeyBetween,
  certificateUnreadableBetween,
  dateRules,
  trustMissingIntermediateBetween,
  usageRules,
} from './pair/presented-certificate-rules.ts';
import { transportMixedTls } from './pair/transport-mixed-tls.ts';
import { trustLookalikeCaBetween } from './pair/trust-lookalike-ca.ts';
import { trustUnknownIssuerBetween } from './pair/trust-unknown-issuer.ts';

/** Every reason for which one node would not let another in, in the order in which they are to be ruled out: the first that finds something is the cause. */
export const pairRules: readonly PairRule[] = [
  // What answers, and how
  transportMixedTls,
  noCommonProtocol,
  noCommonCipher,
  keyCertificateMismatchBetween,
  // Trust
  certificateUnreadableBetween,
  trustMissingIntermediateBetween,
  autoconfigSeparateClusters,
  trustLookalikeCaBetween,
  caReissuedSameKeyBetween,
  akiSkiMismatchBetween,
  trustUnknownIssuerBetween,
  clientCertNotSent,
  ...dateRules,
  ...usageRules,
  // Names
  hostnameUnderscoreBetween,
  sanMissingBetween,
  sanIpMissingBetween,
  sanNameMismatchBetween,
  sanPublishAddressMissingBetween,
];
