import type { EndpointRule, Outcome } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inConsole, inKubernetes, onPlatform } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether the server signs TLS 1.2 handshakes with something better than SHA-1. */
export const sha1HandshakeSignatures: EndpointRule = {
  id: 'sha1-handshake-signatures',
  title: 'Handshake is signed with SHA-1',
  severity: 'medium',
  channels: ['transport', 'http', 'remote-cluster'],
  requirement:
    'In TLS 1.2 the server signs its key exchange with a stronger hash than SHA-1, which clients offer. TLS 1.3 has no SHA-1 signatures in the handshake.',
  impact:
    'JDK 25 refuses such a handshake. Usually the server runs an old JDK 8, or a key store provider (HSM) that supports nothing better.',
  fix: byDeployment({
    self: (context) => [
      advice(
        at('node', { name: context.node.name }),
        'Run the node on the JDK that is bundled with Elasticsearch (unset ES_JAVA_HOME). If the key is in an HSM, update its PKCS#11 provider. If jdk.tls.disabledAlgorithms or -Djdk.tls.server.SignatureSchemes was changed under config/jvm.options.d, undo that.',
      ),
      ...restart(context),
    ],
    eck: inKubernetes(
      'Use the official image, which has its own JDK, and remove -Djdk.tls settings from ES_JAVA_OPTS in spec.nodeSets[].podTemplate.',
    ),
    ece: onPlatform('Upgrade the stack version of the deployment. If the proxy signs so, report it to the administrator of the platform.'),
    ech: inConsole('Elastic owns this endpoint: find out what on your path to it answers instead, then open a support case.'),
    serverless: inConsole('Elastic owns this endpoint: find out what on your path to it answers instead, then open a support case.'),
    openSearch: (context) => [
      advice(
        at('node'),
        'Run the node on the JDK that is bundled with OpenSearch (unset OPENSEARCH_JAVA_HOME). If the key is in an HSM, update its PKCS#11 provider. If jdk.tls.disabledAlgorithms or -Djdk.tls.server.SignatureSchemes was changed under config/jvm.options.d, undo that.',
      ),
      ...restart(context),
    ],
  }),
  source: 'RFC 9155; JDK 25 java.security: jdk.tls.disabledAlgorithms',
  judge: ({ observation }): Outcome => {
    const { conversations, versions, service } = observation;
    const in12 = conversations.filter(({ version }) => version === 'TLSv1.2');
    const signed = in12.find(({ signatureScheme }) => signatureScheme !== null);
    if (signed) {
      const { signatureScheme, cipherSuite } = signed;
      if (!/sha1$/i.test(signatureScheme ?? '')) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The server signed a TLS 1.2 handshake with ${signatureScheme}.`,
        facts: { signatureScheme, cipherSuite },
      };
    }
    if (service.security === 'plaintext' || service.security === 'other') return { kind: 'not-applicable' };
    if (versions['TLSv1.2'] === 'rejected' && versions['TLSv1.3'] === 'accepted') return { kind: 'pass' };
    if (in12.some(({ cipherSuite }) => cipherSuite?.startsWith('TLS_RSA_'))) return { kind: 'not-applicable' };
    return { kind: 'unknown', because: { code: 'no-tls12-signature-seen' } };
  },
};
