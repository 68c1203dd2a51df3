import { listed } from '../../wording/listed.ts';
import { transportPeers } from '../facts/cluster-members.ts';
import { leavingExternalIssuer } from '../facts/external-issuer.ts';
import { issuersInUse, rotationOf, trustsIssuer } from '../facts/rotation.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { addTrust, issueAndPlace } from '../remedies/place.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { afterTrust } from '../remedies/replace-authority.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether a change of the CA has come to an end. */
export const caRotationHalfDone: ClusterRule = {
  id: 'ca-rotation-half-done',
  title: 'CA rotation is incomplete',
  severity: 'high',
  channels: ['transport'],
  requirement:
    'All nodes have certificates of one CA. During a rotation, every node trusts both CAs. On ECK, a change between the operator and a third party is reported by eck-external-issuer-transition.',
  impact:
    'During a rotation, a node that lacks one of the two CAs refuses peers with certificates of that CA. Open connections stay open, so the problem shows at the next restart. Where all nodes trust both, nothing fails, and only the old CA remains to be removed.',
  fix: byDeployment({
    self: (context) => [
      ...addTrust(context, 'every-node', 'CA_CERT', 'Trust the new CA, on every node before the next step begins.'),
      ...afterTrust(context),
      ...issueAndPlace({ ...context, issuer: { name: null, madeBy: null } }, { what: 'from the new CA, for each node' }),
      advice(at('client'), 'If the CA issues for HTTP as well, make Kibana and the other clients trust the new CA.'),
      advice(at('every-node'), 'When every node has its certificate from the new CA, remove the old CA from the trust.'),
    ],
    eck: inKubernetes(
      'Keep the old CA in the ConfigMap that spec.transport.tls.certificateAuthorities names until every pod has its certificate from the new CA.',
    ),
    ...platformTransport,
    openSearch: (context) => [
      ...addTrust(
        context,
        'every-node',
        'CA_CERT',
        'Trust the new CA, on every node before the next step begins. The same goes for plugins.security.ssl.http.pemtrustedcas_filepath.',
      ),
      ...rollingRestart(context),
      ...issueAndPlace(context, { what: 'from the new CA, for each node' }),
      advice(at('client'), 'If the CA issues for HTTP as well, make OpenSearch Dashboards and the other clients trust the new CA.'),
      advice(at('every-node'), 'When every node has its certificate from the new CA, remove the old CA from the trust.'),
    ],
  }),
  source: 'Elastic docs: update security certificates with a different CA',
  judge: (cluster) => {
    const peers = transportPeers(cluster);
    if (peers.length < 2) return { kind: 'not-applicable' };
    // On ECK, between the operator and a third party, it is a matter of eck-external-issuer-transition.
    if ((leavingExternalIssuer(peers)?.lacking.length ?? 0) > 0) return { kind: 'pass' };
    const issuers = issuersInUse(peers);
    if (issuers.length < 2) return { kind: 'pass' };
    const sets = peers.map((peer) => ({ peer, trusts: issuers.map((issuer) => trustsIssuer(peer, issuer, issuers)) }));
    const undetermined = sets.filter(({ trusts }) => trusts.some((trust) => trust === null));
    const rotation = rotationOf(peers);
    // They are just apart, unless whoever did not show his trust trusts both.
    if (rotation === null)
      return undetermined.length === 0
        ? { kind: 'pass' }
        : { kind: 'unknown', because: { code: 'trusts-not-shown', nodes: undetermined.map(({ peer }) => peer.label) } };
    const lacking = sets.filter(({ trusts }) => trusts.some((trust) => trust === false)).map(({ peer }) => peer.label);
    const facts = { old: rotation.old, new: rotation.new, stages: rotation.stages, nextStep: rotation.nextStep };
    if (lacking.length === 0 && undetermined.length > 0)
      return { kind: 'unknown', because: { code: 'trust-of-all-cas-not-shown', nodes: undetermined.map(({ peer }) => peer.label) } };
    if (lacking.length === 0)
      return {
        kind: 'finding',
        severity: 'info',
        subjects: peers.map(({ label }) => label),
        message: `Certificates of ${issuers.length} CAs are in use, and all nodes trust them all. ${rotation.nextStep}`,
        facts,
      };
    return {
      kind: 'finding',
      subjects: lacking,
      message: `Certificates of ${issuers.length} CAs are in use, and ${listed(lacking)} ${lacking.length === 1 ? 'does' : 'do'} not trust all of them. ${rotation.nextStep}`,
      facts,
    };
  },
};
