import type { Namesakes } from '../../model/namesakes.ts';
import { ruleText } from '../../model/rule-text.ts';
import type { RefusalReason } from '../../model/verify-reason.ts';
import { akiSkiMismatch } from '../certificate/aki-ski-mismatch.ts';
import { caExpired } from '../certificate/ca-expired.ts';
import { caKeyusageWithoutCertsign } from '../certificate/ca-keyusage-without-certsign.ts';
import { caNotACa } from '../certificate/ca-not-a-ca.ts';
import { caReissuedSameKey } from '../certificate/ca-reissued-same-key.ts';
import { certificateUnreadable } from '../certificate/certificate-unreadable.ts';
import { chainTooLong } from '../certificate/chain-too-long.ts';
import { ekuMissingServerauth } from '../certificate/eku-missing-serverauth.ts';
import { ekuTransportMissingClientauth } from '../certificate/eku-transport-missing-clientauth.ts';
import { kuWithoutDigitalsignature } from '../certificate/ku-without-digitalsignature.ts';
import { leafExpired } from '../certificate/leaf-expired.ts';
import { leafNotYetValid } from '../certificate/leaf-not-yet-valid.ts';
import { trustMissingIntermediate } from '../certificate/trust-missing-intermediate.ts';
import { weakKey } from '../certificate/weak-key.ts';
import { weakSignature } from '../certificate/weak-signature.ts';
import { chainRefused } from '../endpoint/chain-refused.ts';
import { judgeRefusal } from '../facts/judge-refusal.ts';
import type { EndpointRule, PairRule } from '../framework/rule.ts';
import { trustBothAuthorities } from '../remedies/both-authorities.ts';

/** Rules on one certificate, as the peer that has to accept it feels them: the pair form of an endpoint's rule. */
function pairForm(
  rule: EndpointRule,
  reasons: readonly RefusalReason[],
  sides: readonly ('server' | 'client')[] = ['server', 'client'],
): PairRule {
  return {
    ...ruleText(rule),
    // What keeps a node out is critical, whatever it is on its own.
    severity: 'critical',
    under: 'any',
    judge: (handshake) => judgeRefusal(handshake, reasons, { sides, blames: 'holder' }),
  };
}

const isReissued = ({ namesakes }: { readonly namesakes?: Namesakes }) => namesakes?.key === 'same';

/** The CA was issued again with its key under another key id or serial number: whoever has the older of the two certificates is to blame. */
export const caReissuedSameKeyBetween: PairRule = {
  ...ruleText(caReissuedSameKey),
  fix: trustBothAuthorities,
  severity: 'critical',
  under: 'any',
  judge: (handshake) =>
    judgeRefusal(handshake, ['key-identifier-mismatch'], {
      blames: ({ namesakes }) => (namesakes?.newer === 'issuing' ? 'refuser' : 'holder'),
      when: isReissued,
    }),
};

/** The key did sign, and JSSE does not take the CA for the issuer, since the certificate names another key id or serial number. */
export const akiSkiMismatchBetween: PairRule = {
  ...pairForm(akiSkiMismatch, []),
  judge: (handshake) => judgeRefusal(handshake, ['key-identifier-mismatch'], { blames: 'holder', when: (refused) => !isReissued(refused) }),
};

export const trustMissingIntermediateBetween = pairForm(trustMissingIntermediate, ['missing-intermediate']);

/** Before anything is judged, everything is read. */
export const certificateUnreadableBetween = pairForm(certificateUnreadable, ['unreadable-certificate', 'malformed-certificate']);

/** Dates. */
export const dateRules: readonly PairRule[] = [
  pairForm(leafExpired, ['expired']),
  pairForm(leafNotYetValid, ['not-yet-valid', 'ca-not-yet-valid']),
  pairForm(caExpired, ['ca-expired']),
];

/** Usages, keys, algorithms, and the CAs above. */
export const usageRules: readonly PairRule[] = [
  pairForm(ekuTransportMissingClientauth, ['extended-key-usage', 'ca-extended-key-usage'], ['client']),
  pairForm(ekuMissingServerauth, ['extended-key-usage', 'ca-extended-key-usage'], ['server']),
  pairForm(kuWithoutDigitalsignature, ['key-usage']),
  pairForm(caNotACa, ['not-a-ca', 'path-length-exceeded']),
  pairForm(caKeyusageWithoutCertsign, ['ca-key-usage']),
  pairForm(chainTooLong, ['chain-too-long']),
  pairForm(weakKey, ['weak-key']),
  pairForm(weakSignature, ['weak-signature']),
  pairForm(chainRefused, ['empty-chain', 'critical-extension', 'name-constraints', 'policy', 'revoked', 'name-mismatch', 'invalid-name']),
];
