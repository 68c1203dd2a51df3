import { day, span } from '../../wording/spans.ts';
import { judgeEach } from '../facts/issuing-authorities.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the endpoint's own certificate has begun. */
export const leafNotYetValid: CertificateRule = {
  id: 'leaf-not-yet-valid',
  title: 'Certificate is not yet valid',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: "The validity of the endpoint's own certificate has begun, and that of each CA above it, as far as sent or given.",
  impact:
    'Every verifier refuses the certificate until that day. Usually the clock of the machine that issued it was ahead, or the clock of the verifier is behind.',
  fix: reissue('whose notBefore is in the past', {
    before: () => [
      advice(
        at('ca-machine'),
        'Check the clocks of the issuing machine and of the nodes (timedatectl, chronyc tracking). If they are right, you can also wait until the certificate begins.',
      ),
    ],
  }),
  source: 'RFC 5280 §4.1.2.5',
  readsEndpointIdentity: true,
  judge: (evidence) =>
    judgeEach(evidence, (certificates) => {
      const { at } = evidence;
      const early = certificates.find(({ notBefore }) => notBefore > at);
      if (early === undefined) return { kind: 'pass' };
      const { subject, notBefore, sha256 } = early;
      const what = early === evidence.chain[0] ? 'certificate' : 'CA certificate';
      return {
        kind: 'finding',
        message: `The ${what} ${subject} becomes valid on ${day(notBefore)}, in ${span(notBefore.getTime() - at.getTime())}.`,
        facts: { subject, notBefore: notBefore.toISOString(), at: at.toISOString(), sha256 },
      };
    }),
};
