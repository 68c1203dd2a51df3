import type { EckTls } from '../../model/eck.ts';
import type { EckRule } from '../framework/rule.ts';
import { inKubernetes } from '../remedies/platforms.ts';

/** Whether resources of ECK switch TLS of HTTP off. */
export const eckTlsDisabled: EckRule = {
  id: 'eck-tls-disabled',
  title: 'TLS is switched off in the manifest of ECK',
  severity: 'high',
  channels: ['http', 'kibana'],
  requirement:
    'spec.http.tls.selfSignedCertificate.disabled is not true, unless spec.http.tls.certificate names a secret with a certificate.',
  impact: 'Passwords and data go through the Kubernetes network in clear. Whoever reads a pod network or a service mesh log reads them.',
  fix: inKubernetes(
    'Remove spec.http.tls.selfSignedCertificate.disabled: true from the resource, or name a secret with tls.crt, tls.key and ca.crt in spec.http.tls.certificate.secretName. If a service mesh encrypts the traffic, waive this rule with that reason.',
  ),
  source: 'Elastic docs: HTTPS settings of ECK (k8s-https-settings)',
  judge: ({ cluster: { name, elasticsearch, kibanas } }) => {
    const off = [
      ...(isOff(elasticsearch.http) ? [`Elasticsearch ${name}`] : []),
      ...kibanas.filter(({ http }) => isOff(http)).map((kibana) => `Kibana ${kibana.name}`),
    ];
    if (off.length === 0) return { kind: 'pass' };
    return {
      kind: 'findings',
      cases: off.map((subject) => ({
        message: `${subject}: spec.http.tls.selfSignedCertificate.disabled is true, and no certificate is named.`,
        subjects: [subject],
      })),
    };
  },
};

function isOff({ selfSignedDisabled, secret }: EckTls): boolean {
  return selfSignedDisabled && secret === null;
}
