import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { customSecret } from '../remedies/kubernetes.ts';
import { resend } from '../remedies/resend.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the root travels in the handshake. */
export const chainRootIncluded: EndpointRule = {
  id: 'chain-root-included',
  title: 'Root certificate is sent in the handshake',
  severity: 'info',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'The chain ends below the root. Whoever trusts the root has it already.',
  impact:
    'The root in the handshake does no harm. It makes Node.js, and so Kibana, report a self-signed certificate in the chain where the CA is simply not trusted, and it shows exactly which CA is in use. The PKCS#12 files of certutil contain the root.',
  fix: resend('its own certificate and the intermediates, without the root', {
    eck: (context) =>
      context.channel === 'transport' || context.channel === 'remote-cluster'
        ? [
            advice(
              at('kubernetes'),
              'Nothing to do: the operator puts its CA behind the certificate of every pod, and no field changes that.',
            ),
          ]
        : [
            advice(
              at('kubernetes'),
              `Nothing to do for certificates that the operator issues: it puts its CA behind them. If ${customSecret(context)} names a certificate of your own, leave the root out of tls.crt; ca.crt keeps it.`,
            ),
          ],
  }),
  source: 'RFC 8446 §4.4.2',
  judge: (evidence) =>
    judgeChain(evidence, (_leaf, above) => {
      const root = above.find((certificate) => certificate.selfSigned);
      if (!root) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The root ${root.subject} is sent with the chain.`,
        facts: { subject: root.subject, sha256: root.sha256 },
        // Of the stores that certutil makes, Java sends the CA along.
        asShipped: true,
      };
    }),
};
