import type { FixContext, FixStep } from '../../model/fix.ts';
import { absentIssuer } from '../facts/absent-issuer.ts';
import { uploadedFor } from '../facts/ece-uploads.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { authorityFiles, certificateFiles, writeSecret } from '../remedies/kubernetes.ts';
import { resend, writeChain } from '../remedies/resend.ts';
import { advice, at, atFault } from '../remedies/steps.ts';

/** Whether the endpoint sends the intermediates that lead to its root. */
export const trustMissingIntermediate: CertificateRule = {
  id: 'trust-missing-intermediate',
  title: 'Intermediate certificate is not sent',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'The endpoint sends every certificate between its own and the trusted CA. A certificate that the trusted CA issued directly needs none. On Elastic Cloud Enterprise ece-proxy-default-or-incomplete-chain reports it.',
  impact:
    'Kibana and other clients find no path to the root. Browsers hide the problem, since they download or remember intermediates. A Java node does not find its issuer among the names that a server lists, and sends no certificate at all.',
  fix: resend('its own certificate followed by each intermediate, in order', {
    self: (context) => [
      ...writeChain(context, 'Make the endpoint send its own certificate followed by each intermediate, in order.'),
      advice(at('client'), 'As a stopgap, trust the intermediate there; Kibana needs the root too.'),
      ...elsewhereIssued(context),
    ],
    eck: (context) =>
      context.channel === 'transport' || context.channel === 'remote-cluster'
        ? [
            writeSecret(
              context,
              'Give the operator a CA whose ca.crt carries its chain, in the secret that spec.transport.tls.certificate.secretName names.',
              authorityFiles,
            ),
          ]
        : [
            writeSecret(
              context,
              'Put certificate and intermediates, in that order, into tls.crt and the root into ca.crt of the secret that spec.http.tls.certificate.secretName names.',
              certificateFiles,
            ),
          ],
    openSearch: (context) => [
      ...writeChain(context, 'Make the endpoint send its own certificate followed by each intermediate, in order.'),
      advice(at('client'), 'As a stopgap, add the intermediate to pemtrustedcas_filepath on the other side.'),
      ...elsewhereIssued(context),
    ],
  }),
  source: 'RFC 8446 §4.4.2; Elastic docs: HTTPS settings of ECK; elastic/elasticsearch#31725',
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, () => {
      // What a file holds is not what is sent.
      if (evidence.use === 'at-rest') return { kind: 'not-applicable' };
      const absent = absentIssuer(evidence);
      if (!absent || absent.looks === 'root' || uploadedFor(evidence) === 'proxy') return { kind: 'pass' };
      if (absent.looks === 'either') {
        return {
          kind: 'unknown',
          because: { code: 'absent-issuer-unclear', issuer: absent.top.issuer, sought: 'sent-or-given' },
        };
      }
      return {
        kind: 'finding',
        message:
          absent.orForeign === true
            ? `The endpoint did not send ${absent.top.issuer}, the issuer of ${absent.top.subject}. It is an intermediate that is missing, or a CA that has nothing to do with the given one: ${absent.because}.`
            : `${absent.top.issuer}, the issuer of ${absent.top.subject}, is an intermediate (${absent.because}), and the endpoint did not send it.`,
        facts: { missing: absent.top.issuer, below: absent.top.subject, sent: evidence.chain.map((certificate) => certificate.subject) },
      };
    }),
};

/** Nothing in a certificate says that its issuer is an intermediate. */
function elsewhereIssued(context: FixContext): readonly FixStep[] {
  return [
    advice(
      atFault(context),
      'If there is no such intermediate, the certificate is from another CA: handclasp explain trust-unknown-issuer.',
    ),
  ];
}
