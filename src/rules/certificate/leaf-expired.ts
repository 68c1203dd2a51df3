import { day, span } from '../../wording/spans.ts';
import { orInFile } from '../facts/listed-certificates.ts';
import { withinExpiresIn } from '../facts/within-expires-in.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { deleteCertificates, operatorRuns, renewInKubernetes } from '../remedies/kubernetes.ts';
import { issueAndPlace } from '../remedies/place.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at, atFault } from '../remedies/steps.ts';

/** Whether the endpoint's own certificate has ended. */
export const leafExpired: CertificateRule = {
  id: 'leaf-expired',
  title: 'Certificate has expired',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "The endpoint's own certificate has not expired, and does not end before it begins. Where transport peers trust that certificate directly, and so do not check its dates, expired-masked-by-pinning reports it. That of the route server of Elastic Cloud Enterprise is reported by ece-route-server-not-renewed. Where the REST API was asked, no certificate in the files of the node has expired (medium where the port does not show it).",
  impact:
    'Every new connection is refused. Nodes do not rejoin after a restart or a network failure, and Kibana and clients fail. Open connections stay open, which hides the problem.',
  fix: reissue('with new dates, from the CA that is in use, so that no truststore changes', {
    before: (context) => [
      advice(
        atFault(context),
        context.channel === 'kibana'
          ? 'Do not restart Kibana before the new certificate is in place.'
          : 'Do not restart a node before its new certificate is in place.',
      ),
    ],
    eck: (context) => [
      operatorRuns,
      deleteCertificates(context, 'Delete the secret of the certificate, if the operator issues it: the operator then issues another.'),
      renewInKubernetes(context),
    ],
    openSearch: (context) => [
      advice(
        at('every-node'),
        'Do not restart a node before its new certificate is in place: OpenSearch does not start with an expired one.',
      ),
      ...issueAndPlace(context, { what: 'with new dates, from the CA that is in use, with the same subject and names' }),
    ],
  }),
  source: 'Elastic docs: update certificates with the same CA; RFC 5280 §4.1.2.5',
  readsEndpointIdentity: true,
  judge: (evidence) =>
    orInFile(
      evidence,
      judgeChain(evidence, (leaf) => {
        const { at, channel, pinned } = evidence;
        if (evidence.ofRouteServer === true) return { kind: 'pass' };
        const facts = {
          subject: leaf.subject,
          notAfter: leaf.notAfter.toISOString(),
          at: at.toISOString(),
          sha256: leaf.sha256,
          ...withinExpiresIn(evidence, leaf.notAfter.getTime() - at.getTime()),
        };
        if (leaf.notAfter < leaf.notBefore)
          return {
            kind: 'finding',
            message: `The certificate ${leaf.subject} ends on ${day(leaf.notAfter)}, before it begins (${day(leaf.notBefore)}): it is never valid.`,
            facts,
          };
        if (leaf.notAfter >= at) return { kind: 'pass' };
        if (channel === 'transport' && pinned) return { kind: 'pass' };
        return {
          kind: 'finding',
          message: `The certificate ${leaf.subject} expired on ${day(leaf.notAfter)}, ${span(at.getTime() - leaf.notAfter.getTime())} ago.`,
          facts,
        };
      }),
      { withKey: true, fromMs: Number.NEGATIVE_INFINITY, untilMs: -1, severity: 'medium' },
    ),
};
