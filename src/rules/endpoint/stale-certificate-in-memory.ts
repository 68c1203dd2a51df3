import type { ListedCertificate } from '../../model/api-facts.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { FixContext, FixStep } from '../../model/fix.ts';
import { isListedAs } from '../../model/listed-certificate.ts';
import { sameName } from '../../model/same-name.ts';
import { day } from '../../wording/spans.ts';
import { placeOf } from '../facts/listed-certificates.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { managed, onPlatform } from '../remedies/platforms.ts';
import { advice, at, atFault, command } from '../remedies/steps.ts';
import { namespaceOf, reloadKibana, restart } from '../remedies/tools.ts';

/** Whether the certificate that is shown is the one that lies on the node's disk. */
export const staleCertificateInMemory: EndpointRule = {
  id: 'stale-certificate-in-memory',
  title: 'Renewed certificate was not loaded',
  severity: 'high',
  channels: ['transport', 'http'],
  requirement:
    "The certificate that the port presents is among those that GET _ssl/certificates lists, which reads the node's files again; or, where the files are given, in the file that the setting names. Checked where credentials for the REST API or the files were given.",
  impact:
    'The process still uses the certificate that it read at its start, until that one expires and every peer refuses it. Or the file that was renewed is not the one that the setting names.',
  fix: byDeployment({
    self: readAnew,
    eck: (context) => [
      advice(
        at('kubernetes'),
        'The operator writes the files, and Elasticsearch reads them within seconds: make sure that resource.reload.enabled is not false in nodeSets[].config, and that the secret is mounted as a directory (a subPath mount never changes).',
      ),
      command(
        at('kubernetes'),
        'Delete the pod, if it still shows the old certificate.',
        `kubectl delete pod POD --namespace ${namespaceOf(context)}`,
      ),
      ...(context.channel === 'transport'
        ? [
            advice(
              at('kubernetes'),
              'Set xpack.security.transport.ssl.verification_mode to certificate in nodeSets[].config where it is full: a pod gets another address at each start, and the CA of the operator is enough to check.',
            ),
          ]
        : []),
    ],
    ece: onPlatform(
      'The proxy has a certificate of its own: check that the new one was uploaded under Platform > Settings > TLS settings > proxy. If the proxies still send the old one, recreate frc-proxies-proxyv2 on every proxy host.',
    ),
    ...managed('Elastic renews and reloads it.'),
    openSearch: (context) =>
      restart(
        context,
        'OpenSearch reads new certificates by itself with plugins.security.ssl.certificates_hot_reload.enabled: true (2.19.1 and later), or on PUT _plugins/_security/api/ssl/http/reloadcerts and .../ssl/transport/reloadcerts.',
      ),
  }),
  source: 'Elasticsearch: SSLConfigurationReloader; Elasticsearch API: SSL certificates; elastic/kibana#54368, #171823',
  readsEndpointIdentity: true,
  judge: (evidence) => {
    const { api } = evidence;
    if (api === undefined || (api.own === null && api.node === null)) return { kind: 'not-applicable' };
    return judgeChain(evidence, (leaf) => {
      if (api.own === null) {
        return {
          kind: 'unknown',
          because: { code: 'node-api-not-asked' },
        };
      }
      const { certificates } = api.own;
      switch (certificates.kind) {
        case 'absent':
          return { kind: 'not-applicable' };
        case 'refused':
          return { kind: 'unknown', because: { code: 'certificates-refused', why: certificates.because } };
        case 'told':
          break;
      }
      if (certificates.value.some((listed) => isListedAs(leaf, listed))) return { kind: 'pass' };
      const withKey = certificates.value.filter(({ hasPrivateKey }) => hasPrivateKey);
      const successors = withKey.filter(({ subject }) => sameName(subject, leaf.subject));
      if (withKey.length === 0) return { kind: 'unknown', because: { code: 'no-key-listed' } };
      // A balancer may show what one node has and let another answer, under one name.
      if (!api.direct) {
        return {
          kind: 'unknown',
          because: { code: 'balancer-possible' },
        };
      }
      return {
        kind: 'finding',
        message: messageOf(leaf, successors.length > 0 ? successors : withKey),
        facts: {
          served: { subject: leaf.subject, serialNumber: leaf.serialNumber, notAfter: leaf.notAfter.toISOString(), sha256: leaf.sha256 },
          onDisk: (successors.length > 0 ? successors : withKey).map((one) => ({
            path: one.path,
            subject: one.subject,
            serialNumber: one.serialNumber,
            notAfter: one.expiry.toISOString(),
          })),
        },
      };
    });
  },
};

function messageOf(leaf: Certificate, onDisk: readonly ListedCertificate[]): string {
  const shown = `It shows the certificate ${leaf.subject} with serial number ${leaf.serialNumber}, until ${day(leaf.notAfter)}, and no file of the node holds that any more`;
  const there = onDisk
    .slice(0, 3)
    .map(
      (one) =>
        `${placeOf(one)} holds ${sameName(one.subject, leaf.subject) ? '' : `${one.subject}, `}serial number ${one.serialNumber}, until ${day(one.expiry)}`,
    )
    .join('; ');
  return `${shown}: ${there}. A file that was replaced within the last minute may yet be read.`;
}

function readAnew(context: FixContext): readonly FixStep[] {
  if (context.product === 'kibana') return reloadKibana(context);
  return [
    advice(
      atFault(context),
      'Replace the files that elasticsearch.yml names with the new certificate and its key, both together, under the same names and with the same password. Elasticsearch reads them within 5 seconds for new connections, unless resource.reload.enabled is false. Its log then has "updated ... ssl contexts".',
    ),
    ...restart(context, 'This is needed after a new path, a new password, or any other change in elasticsearch.yml or in the keystore.'),
  ];
}
