import { makeCa } from '../../../src/lab/pki.ts';
import { network, nodeIdentity } from './fix-place.ts';
import type { FixScenario } from './fix-scenario.ts';

/** A Kibana that connects to the first node. */
const kibana = { product: 'kibana' } as const;
const trusts = (file: string) => ({ 'elasticsearch.ssl.certificateAuthorities': `["${file}"]` });

export const kibanaScenarios: readonly FixScenario[] = [
  { rule: 'kibana-missing-es-ca', make: () => ({ ...kibana, settings: { 'elasticsearch.ssl.certificateAuthorities': null } }) },
  {
    rule: 'kibana-es-scheme-mismatch',
    make: () => ({ ...kibana, settings: { 'elasticsearch.hosts': `["http://${network}.1:9200"]` } }),
  },
  {
    rule: 'kibana-verification-weakened',
    make: () => ({ ...kibana, settings: { 'elasticsearch.ssl.verificationMode': 'none' } }),
  },
  {
    rule: 'trust-unknown-issuer',
    what: 'Kibana trusts another CA',
    make: ({ folder }) => ({
      ...kibana,
      settings: trusts(`${folder}/trust-unknown-issuer-Kibana-trusts-another-CA/kibana-8.19.21/config/certs/other-ca.crt`),
      files: { 'certs/other-ca.crt': makeCa({ subject: 'Another CA' }).certificatePem },
    }),
  },
  {
    rule: 'kibana-es-mtls-half-configured',
    make: (workshop) => {
      const { chainPem, privateKeyPem } = nodeIdentity(workshop, { subject: 'kibana', altNames: null });
      const certs = `${workshop.folder}/kibana-es-mtls-half-configured/kibana-8.19.21/config/certs`;
      return {
        ...kibana,
        settings: { 'elasticsearch.ssl.certificate': `${certs}/kibana.crt` },
        files: { 'certs/kibana.crt': chainPem, 'certs/kibana.key': privateKeyPem },
      };
    },
    words: ({ config }) => ({ KEY_FILE: `${config}/certs/kibana.key` }),
  },
];
