import { ruleText } from '../../model/rule-text.ts';
import { httpClientCertRequiredBySurprise } from '../endpoint/http-client-cert-required-by-surprise.ts';
import { type ElasticsearchHost, isTransport, judgeHostsOverTls, settingValue } from '../facts/elasticsearch-hosts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { kibanaEsMtlsHalfConfigured } from '../setup/kibana-es-mtls-half-configured.ts';

/** Half of a client certificate, where Elasticsearch insists on a whole one. */
export const kibanaEsMtlsHalfConfiguredAndNeeded: SetupRule = {
  ...kibanaEsMtlsHalfConfigured,
  judge: (evidence) =>
    judgeHostsOverTls(evidence, (host) => {
      const half = halfOf(host);
      if (half === null) return { kind: 'not-applicable' };
      if (!isLetOut(host)) return { kind: 'pass' };
      const { there, missing } = half;
      return {
        kind: 'finding',
        message: `${host.label} demands a client certificate, and Kibana shows none: ${there} is set, and ${missing} is not.`,
        facts: { set: there, missing },
        settings: [there],
      };
    }),
};

function isLetOut({ handshake: { client } }: ElasticsearchHost): boolean {
  return client.kind === 'refused' && client.reason === 'no-certificate';
}

function halfOf({ context }: ElasticsearchHost): { readonly there: string; readonly missing: string } | null {
  const [certificate, key] = [`${context.name}.certificate`, `${context.name}.key`];
  const has = (name: string) => settingValue(context, name) !== null;
  if (has(certificate) === has(key) || has(`${context.name}.keystore.path`)) return null;
  return has(certificate) ? { there: certificate, missing: key } : { there: key, missing: certificate };
}

/** Whether Kibana has the client certificate that Elasticsearch demands, and shows it in every request. */
export const httpClientCertRequiredOfKibana: SetupRule = {
  ...ruleText(httpClientCertRequiredBySurprise),
  products: ['kibana'],
  judge: (evidence) =>
    judgeHostsOverTls(evidence, (host) => {
      const { handshake, context, label, met } = host;
      // Nodes demand one of each other: the port is the wrong one.
      if (isTransport(host)) return { kind: 'not-applicable' };
      if (isLetOut(host)) {
        if (halfOf(host) !== null) return { kind: 'pass' };
        return {
          kind: 'finding',
          message: `${label} demands a client certificate, and Kibana has none: neither ${context.name}.certificate with its key nor ${context.name}.keystore.path is set.`,
          facts: { clientAuthentication: 'required', accepts: (met.evidence.acceptableIssuers ?? []).slice(0, 10).map(({ name }) => name) },
        };
      }
      if (handshake.to.clientAuthentication === 'unknown')
        return { kind: 'unknown', because: { code: 'host-insistence-not-shown', host: label } };
      const usersWithout =
        handshake.to.clientAuthentication === 'required' &&
        handshake.client.kind === 'accepted' &&
        settingValue(context, `${context.name}.alwaysPresentCertificate`) !== 'true';
      if (!usersWithout) return { kind: 'pass' };
      return {
        kind: 'finding',
        blocks: false,
        message: `${label} demands a client certificate of everyone. Kibana shows its own in its own requests alone, so those that it makes for users are refused: ${context.name}.alwaysPresentCertificate is not true.`,
        facts: { clientAuthentication: 'required', alwaysPresentCertificate: false },
        settings: [`${context.name}.alwaysPresentCertificate`],
      };
    }),
};
