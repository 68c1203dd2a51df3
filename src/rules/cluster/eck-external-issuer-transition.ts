import { listed } from '../../wording/listed.ts';
import { transportPeers } from '../facts/cluster-members.ts';
import { leavingExternalIssuer } from '../facts/external-issuer.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { trustFormerInKubernetes } from '../remedies/kubernetes.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

const elsewhere = inKubernetes(
  'The operator of Elastic Cloud on Kubernetes issued some of these certificates, so the fix is there: run the command again with --deployment eck for the steps.',
);

/** Whether pods trust the third party whose transport certificates other pods still have. */
export const eckExternalIssuerTransition: ClusterRule = {
  id: 'eck-external-issuer-transition',
  title: 'ECK dropped the CA of a third party too early',
  severity: 'high',
  channels: ['transport'],
  requirement:
    'While some pods have transport certificates of a third party, such as cert-manager, and others those of the ECK operator, every pod trusts both CAs.',
  impact:
    'Pods with certificates of the operator refuse those of the third party. Open connections stay open, so the cluster falls apart pod by pod as the rolling upgrade restarts them.',
  fix: byDeployment({
    self: elsewhere,
    eck: (context) => [
      ...trustFormerInKubernetes({ ...context, channel: 'transport' }),
      advice(
        at('kubernetes'),
        'Remove spec.transport.tls.certificateAuthorities only after every pod has its certificate from the operator.',
      ),
    ],
    ece: elsewhere,
    ech: elsewhere,
    serverless: elsewhere,
    openSearch: () => [
      advice(at('kubernetes'), 'ECK runs no OpenSearch. Let every node trust both CAs until all certificates are of one.'),
    ],
  }),
  source: 'Elastic docs: ECK, transport settings (issue node transport certificates with third-party tools)',
  judge: (cluster) => {
    const leaving = leavingExternalIssuer(transportPeers(cluster));
    if (leaving === null) return { kind: 'not-applicable' };
    const { external, lacking, undetermined } = leaving;
    if (lacking.length > 0)
      return {
        kind: 'finding',
        subjects: lacking,
        message: `${listed(lacking)} ${lacking.length === 1 ? 'has a certificate' : 'have certificates'} of the ECK operator and ${lacking.length === 1 ? 'does' : 'do'} not trust ${listed(external.map(({ name }) => name))}, which issued those of other pods.`,
        facts: { external },
      };
    if (undetermined.length > 0) return { kind: 'unknown', because: { code: 'trust-of-all-cas-not-shown', nodes: undetermined } };
    return { kind: 'pass' };
  },
};
