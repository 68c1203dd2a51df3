import type { Severity } from '../../model/severity.ts';
import type { EckRule } from '../framework/rule.ts';
import { inKubernetes } from '../remedies/platforms.ts';

/** Whether settings in the manifest override those that the operator writes for TLS. */
export const eckConfigOverride: EckRule = {
  id: 'eck-config-override',
  title: 'config in the manifest overrides TLS settings of the ECK operator',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  requirement:
    'spec.nodeSets[].config has no xpack.security.transport.ssl.* and xpack.security.http.ssl.*, and spec.config of Kibana no server.ssl.* and elasticsearch.ssl.*. With spec.transport.tls.selfSignedCertificates.disabled, certificate and key of transport are expected. Critical where the setting turns TLS, verification or client authentication off.',
  impact:
    'What stands in config wins over what the operator writes. The operator goes on renewing certificates that the nodes then do not use, and does not see that TLS is weaker than its own settings.',
  fix: inKubernetes(
    'Remove the settings from config of the resource. Names and certificates are set in spec.http.tls and spec.transport.tls; client authentication of HTTP in spec.http.tls.client.authentication.',
  ),
  source: 'elastic/cloud-on-k8s: merged_config.go; Elastic docs: transport settings of ECK',
  judge: ({ cluster: { name, elasticsearch, kibanas } }) => {
    const cases = [
      ...elasticsearch.nodeSets.flatMap((nodeSet) =>
        Object.entries(nodeSet.config)
          .filter(([key]) => ofElasticsearch.test(key) && !(elasticsearch.transport.selfSignedDisabled && ofThirdParty.test(key)))
          .map(([key, value]) => ({ subject: `Elasticsearch ${name}, nodeSet ${nodeSet.name}`, key, value })),
      ),
      ...kibanas.flatMap((kibana) =>
        Object.entries(kibana.config)
          .filter(([key]) => ofKibana.test(key))
          .map(([key, value]) => ({ subject: `Kibana ${kibana.name}`, key, value })),
      ),
    ];
    if (cases.length === 0) return { kind: 'pass' };
    return {
      kind: 'findings',
      cases: cases.map(({ subject, key, value }) => ({
        message: `${subject}: config has ${key}: ${value}.`,
        ...severityOf(key, value),
        subjects: [subject],
        facts: { settings: [key], value },
      })),
    };
  },
};

const ofElasticsearch = /^xpack\.security\.(?:enabled$|(?:transport|http)\.ssl\.)/;
const ofThirdParty = /^xpack\.security\.transport\.ssl\.(?:certificate|key|certificate_authorities)$/;
const ofKibana = /^(?:server\.ssl|elasticsearch\.ssl)\./;

function severityOf(key: string, value: string): { readonly severity?: Severity } {
  const off =
    (/\.enabled$/.test(key) && value === 'false') ||
    (/verification_?mode$/i.test(key) && value === 'none') ||
    (/^xpack\.security\.transport\.ssl\.client_authentication$/.test(key) && value !== 'required');
  return off ? { severity: 'critical' } : {};
}
