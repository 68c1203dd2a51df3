import { peersWith } from '../../model/deciding-peers.ts';
import type { EndpointEvidence, PeerRefusal } from '../../model/evidence.ts';
import { atLeast } from '../../model/severity.ts';
import type { VerifyReason } from '../../model/verify-reason.ts';
import { pathFaultText } from '../../wording/path-fault-texts.ts';
import { peersDifferText } from '../../wording/trust-texts.ts';
import { akiSkiMismatch } from '../certificate/aki-ski-mismatch.ts';
import { caExpired } from '../certificate/ca-expired.ts';
import { caKeyusageWithoutCertsign } from '../certificate/ca-keyusage-without-certsign.ts';
import { caNotACa } from '../certificate/ca-not-a-ca.ts';
import { caReissuedSameKey } from '../certificate/ca-reissued-same-key.ts';
import { certificateUnreadable } from '../certificate/certificate-unreadable.ts';
import { chainTooLong } from '../certificate/chain-too-long.ts';
import { ekuMissingServerauth } from '../certificate/eku-missing-serverauth.ts';
import { kuWithoutDigitalsignature } from '../certificate/ku-without-digitalsignature.ts';
import { leafExpired } from '../certificate/leaf-expired.ts';
import { leafNotYetValid } from '../certificate/leaf-not-yet-valid.ts';
import { trustLookalikeCa } from '../certificate/trust-lookalike-ca.ts';
import { trustMissingIntermediate } from '../certificate/trust-missing-intermediate.ts';
import { trustUnknownIssuer } from '../certificate/trust-unknown-issuer.ts';
import { weakKey } from '../certificate/weak-key.ts';
import { weakSignature } from '../certificate/weak-signature.ts';
import { refusalsOf } from '../facts/refusals.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';
import { crlOcspUnreachableOrRevoked } from './crl-ocsp-unreachable-or-revoked.ts';

const pathless = [trustUnknownIssuer, trustLookalikeCa, trustMissingIntermediate, akiSkiMismatch, caReissuedSameKey];

/** The rules that tell of a reason in words of their own. Where none of them does so, at high or worse, the reason is told here. */
const tellers: Readonly<Record<VerifyReason, readonly EndpointRule[]>> = {
  'empty-chain': [],
  'unreadable-certificate': [certificateUnreadable],
  'no-anchors': pathless,
  'unknown-issuer': pathless,
  'self-signed-leaf': pathless,
  'untrusted-root': pathless,
  'incomplete-trust': pathless,
  'lookalike-ca': [trustLookalikeCa],
  'signature-invalid': [akiSkiMismatch, trustLookalikeCa],
  'signature-unsupported': [],
  'key-identifier-mismatch': [akiSkiMismatch, caReissuedSameKey],
  expired: [leafExpired],
  'not-yet-valid': [leafNotYetValid],
  'ca-expired': [caExpired],
  'ca-not-yet-valid': [leafNotYetValid],
  'not-a-ca': [caNotACa],
  'ca-key-usage': [caKeyusageWithoutCertsign],
  'ca-extended-key-usage': [],
  'path-length-exceeded': [],
  'chain-too-long': [chainTooLong],
  'key-usage': [kuWithoutDigitalsignature],
  'extended-key-usage': [ekuMissingServerauth],
  'critical-extension': [],
  'malformed-certificate': [certificateUnreadable],
  'name-constraints': [],
  policy: [],
  'weak-signature': [weakSignature],
  'weak-key': [weakKey],
  revoked: [crlOcspUnreachableOrRevoked],
  'revocation-unknown': [],
  'name-mismatch': [],
  'invalid-name': [],
  'budget-exhausted': [],
  aborted: [],
};

/** Whether those who connect to the port trust its chain, as far as no other rule says why they do not. */
export const chainRefused: EndpointRule = {
  id: 'chain-refused',
  title: 'Certificate chain is refused',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'With the CAs given by --ca, every peer that connects to the port trusts the chain: nodes on JDK 17 and 25, and at HTTP and Kibana ports also Kibana. The severity is high where only some of them refuse it. Reasons that have a rule of their own, such as dates and usages, are reported by that rule.',
  impact:
    'A peer that refuses the chain does not connect: nodes do not join, and Kibana and clients fail. Where peers differ, the cluster is green while Kibana is down, or the other way round. Java checks the chain as it was sent, and few details of a trusted CA. OpenSSL, and so Kibana, needs a root and checks all of it.',
  fix: reissue('that every peer accepts', {
    before: () => [
      advice(
        at('ca-machine'),
        'The finding names what is refused, and in which certificate. If that is a CA certificate, replace the CA first, and give the new one to everyone who trusts it.',
      ),
    ],
  }),
  source: 'RFC 5280 §6; JDK: PKIXValidator; OpenSSL: X509_verify_cert',
  judge: (evidence) => {
    const undetermined = refusalsOf(evidence).filter((refusal) => !isReported(evidence, refusal));
    const [first] = undetermined;
    const { trust } = evidence;
    if (first === undefined)
      return judgeChain(evidence, () => (trust.kind === 'not-checked' ? { kind: 'unknown', because: trust.because } : { kind: 'pass' }));
    const all = trust.kind === 'untrusted';
    const detail =
      trust.kind === 'peers-differ'
        ? peersDifferText(trust)
        : `${peersWith(first.by, 'refuse')} the chain: ${pathFaultText(first.because)}`;
    return {
      kind: 'finding',
      severity: all ? 'critical' : 'high',
      message: `${detail}.`,
      facts: {
        reason: first.reason,
        subject: first.at?.subject ?? null,
        refusals: refusalsOf(evidence).map(({ reason, by, because }) => ({ reason, by, detail: pathFaultText(because) })),
      },
    };
  },
};

function isReported(evidence: EndpointEvidence, { reason }: PeerRefusal): boolean {
  return tellers[reason].some((rule) => {
    if (!rule.channels.includes(evidence.channel)) return false;
    const outcome = rule.judge(evidence);
    return outcome.kind === 'finding' && atLeast(outcome.severity ?? rule.severity, 'high');
  });
}
