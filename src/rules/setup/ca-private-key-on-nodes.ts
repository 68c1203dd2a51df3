import type { SetupRule } from '../rule.ts';
import { filesRemedy } from './files-remedy.ts';
import { casesOr, setupCase, unreadMaterial } from './setup-cases.ts';

/** Whether a node keeps the key of a CA. */
export const caPrivateKeyOnNodes: SetupRule = {
  id: 'ca-private-key-on-nodes',
  title: 'Private key of a CA lies on a node',
  severity: 'high',
  channels: ['transport', 'http'],
  products: ['elasticsearch', 'kibana'],
  holds:
    'No store of a node or a Kibana holds the private key of a CA. That of the HTTP CA in http.p12 of auto-configuration is info: nodes are enrolled with it.',
  why: 'Whoever breaks into one machine issues certificates that every node trusts. elastic-stack-ca.p12 named as truststore is the usual way to get there.',
  remedy: filesRemedy(
    'Take elastic-stack-ca.p12 off the nodes to a place that is offline. A truststore with certificates alone: keytool -importcert -trustcacerts -alias ca -file ca.crt -keystore truststore.p12 -storetype PKCS12; or certificate_authorities: ca.crt. The key http_ca of http.p12 is needed as long as nodes are enrolled; keytool -delete -alias http_ca -keystore http.p12 takes it away.',
    'The key of a CA belongs into the secret of spec.transport.tls.certificate.secretName or spec.http.tls.certificate.secretName (ca.key), which the operator alone reads; take it out of mounted secrets.',
  ),
  source: 'Elastic docs: update certificates with a different CA; elastic/elasticsearch: AutoConfigureNode',
  judge: ({ setup }) => {
    const cases = setup.contexts.flatMap((context) => {
      const held = [
        ...context.trust.anchors.flatMap(({ from, certificate, file, alias }) =>
          from === 'key-entry' ? [{ certificate, file, alias }] : [],
        ),
        ...context.identities.flatMap(({ chain: [certificate], file, alias }) =>
          certificate === undefined ? [] : [{ certificate, file, alias }],
        ),
      ].filter(({ certificate }) => certificate.isCa);
      return [...new Map(held.map((one) => [one.certificate.sha256, one])).values()].map(({ certificate, file, alias }) => {
        const enrolls = context.kind === 'http' && /CN=Elasticsearch security auto-configuration HTTP CA/i.test(certificate.subject);
        return setupCase({
          message: `${file} has the private key of the CA ${certificate.subject}${enrolls ? ', which auto-configuration keeps for enrolling nodes' : ''}.`,
          ...(enrolls ? { severity: 'info' as const } : {}),
          context,
          places: [context.files.find(({ path }) => path === file)?.place ?? null],
          files: [file],
          facts: { subject: certificate.subject, sha256: certificate.sha256, alias },
        });
      });
    });
    const missing = unreadMaterial(setup, { settings: /store\.path$/ });
    return casesOr(cases, missing === null ? { kind: 'pass' } : { kind: 'unknown', because: missing });
  },
};
