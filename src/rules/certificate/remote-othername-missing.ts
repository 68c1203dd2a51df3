import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { managed, onPlatform } from '../remedies/platforms.ts';
import { replaceFiles } from '../remedies/put-files.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at, command, edit } from '../remedies/steps.ts';
import { certutil, defaultAuthority, outFile } from '../remedies/tools.ts';

/** Whether a node of a managed deployment bears the name that certificate-based trust between clusters goes by. */
export const remoteOthernameMissing: CertificateRule = {
  id: 'remote-othername-missing',
  title: 'Certificate lacks the otherName that cloud trust requires',
  severity: 'high',
  channels: ['transport', 'remote-cluster'],
  requirement:
    'The certificate of a node on Elastic Cloud Hosted or Elastic Cloud Enterprise has a subjectAltName of type otherName (2.5.4.3), such as node_id.node.cluster_id.cluster.scope_id. Elsewhere only a remote cluster with trust_restrictions needs it, and this node does not show whether there is one.',
  impact:
    'With trust_restrictions the peer accepts only certificates whose otherName is on its list, and refuses this one even though its CA is trusted.',
  fix: reissue('with the otherName 2.5.4.3', {
    self: (context) => [
      edit(
        at('ca-machine', { file: 'instances.yml' }),
        'Give each node the name that Elastic Cloud checks.',
        'instances:',
        '  - name: NODE',
        '    dns: ["HOST"]',
        '    cn: ["NODE.node.CLUSTER.cluster.local"]',
      ),
      command(
        at('ca-machine'),
        'Issue new certificates for the nodes. Give them the password of the old stores.',
        certutil(
          context,
          `cert --in ${outFile(context, 'instances.yml')} --ca ${defaultAuthority(context)} --out ${outFile(context, 'nodes.zip')}`,
        ),
      ),
      command(
        at('every-node'),
        'Replace the file that xpack.security.transport.ssl.keystore.path names with the certificate of this node. A running node reads it within 5 seconds.',
        'unzip nodes.zip',
        ...replaceFiles(context, ['NODE/NODE.p12', context.files.keystore ?? 'KEYSTORE_FILE']),
      ),
      advice(
        at('remote-cluster'),
        'To keep the certificates instead, make trust_restrictions check DNS names there: xpack.security.transport.ssl.trust_restrictions.x509_fields: ["subjectAltName.dnsName"]. API keys need no certificates of the other side at all.',
      ),
    ],
    ece: onPlatform(
      'The platform issues these certificates: report it to its administrator. Between deployments prefer the API-key model (port 9443).',
    ),
    ...managed('Elastic issues this certificate with that name: one without it comes from somebody else.'),
    openSearch: () => [
      advice(
        at('network'),
        'OpenSearch does not use this name: it accepts as nodes the subjects that plugins.security.nodes_dn lists. If you expected a platform of Elastic at this address, find out what answers instead.',
      ),
    ],
  }),
  source: 'Elastic docs: remote clusters with self-managed deployments; elastic/elasticsearch#91946, #92077',
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const { deployment, acceptableIssuers } = evidence;
      if (deployment.type !== 'ech' && deployment.type !== 'ece') return { kind: 'not-applicable' };
      if (leaf.subjectAltNames?.some(({ kind }) => kind === 'other')) return { kind: 'pass' };
      // The API-key model asks for no certificate, and knows no such names.
      if (acceptableIssuers === null) return { kind: 'not-applicable' };
      return {
        kind: 'finding',
        message: `${leaf.subject} has no subjectAltName of the kind otherName.`,
        facts: { subject: leaf.subject, subjectAltNames: leaf.subjectAltNames?.map(({ kind, value }) => `${kind}:${value}`) ?? null },
      };
    }),
};
