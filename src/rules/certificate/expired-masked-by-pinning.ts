import { day, span } from '../../wording/spans.ts';
import { withinExpiresIn } from '../facts/within-expires-in.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { certificatesAlone } from '../remedies/authorities.ts';
import { issueAndPlace } from '../remedies/place.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a transport certificate has ended unnoticed, because peers trust it directly. */
export const expiredMaskedByPinning: CertificateRule = {
  id: 'expired-masked-by-pinning',
  title: 'Expired certificate goes unnoticed: peers trust it directly',
  severity: 'high',
  channels: ['transport'],
  requirement:
    'No transport certificate that the truststore itself contains has expired. An expired certificate that is not trusted directly is reported by leaf-expired.',
  impact:
    'Where one file is both keystore and truststore, such as elastic-certificates.p12, Java trusts the certificate in it directly and checks neither dates nor usages. The cluster keeps running. It breaks on the day that one node gets another certificate, or that a client other than Java connects.',
  fix: reissue('with new dates, from the same CA', {
    before: () => [
      advice(
        at('every-node'),
        'Replace the certificate on all nodes at the same time. To go node by node, first add the new certificate to the truststore of every node: a node without the old one in its truststore refuses it as expired.',
      ),
    ],
    after: certificatesAlone,
    openSearch: (context) => [
      advice(at('every-node'), 'Renew the certificate before a node restarts: OpenSearch does not start with an expired one.'),
      ...issueAndPlace(context, { what: 'with new dates, from the CA that is in use, with the same subject and names' }),
      advice(
        at('every-node'),
        'Then keep only the CA certificate in the file that plugins.security.ssl.transport.pemtrustedcas_filepath (or truststore_filepath) names.',
      ),
    ],
  }),
  source: 'Measured on JDK 17 and 25; Elastic docs: set up basic security (shared elastic-certificates.p12)',
  readsEndpointIdentity: true,
  ofServers: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const { at, acceptableIssuers } = evidence;
      if (leaf.notAfter >= at) return { kind: 'pass' };
      if (acceptableIssuers === null)
        return {
          kind: 'unknown',
          because: { code: 'pinning-not-shown' },
        };
      if (!evidence.pinned) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The certificate ${leaf.subject} ended on ${day(leaf.notAfter)}, ${span(at.getTime() - leaf.notAfter.getTime())} ago; the node lists it among the certificates that it trusts, so Java peers set up alike still accept it.`,
        facts: {
          subject: leaf.subject,
          notAfter: leaf.notAfter.toISOString(),
          at: at.toISOString(),
          sha256: leaf.sha256,
          ...withinExpiresIn(evidence, 0),
        },
      };
    }),
};
