import { judgeAuthorities } from './authorities-seen.ts';
import { platformHttp } from './platform-owned.ts';
import type { Rule } from './rule.ts';

/** Whether Kibana can judge the certificates that it asks browsers for. */
export const kibanaClientAuthWithoutCa: Rule = {
  id: 'kibana-client-auth-without-ca',
  title: 'Kibana asks for certificates it cannot judge',
  severity: 'high',
  channels: ['kibana'],
  holds: 'A Kibana that asks browsers for certificates has been told which CA issues them.',
  why: 'Without a CA of its own Node takes the public ones: those of your users are refused, those that anyone can buy are not. With optional, nobody notices.',
  remedy: {
    self: 'Name the CA of your users in kibana.yml (server.ssl.certificateAuthorities, or server.ssl.truststore.path), or set server.ssl.clientAuthentication: none; then SIGHUP (8.11.2 and later) or a restart.',
    eck: 'Mount the CA by spec.podTemplate of the Kibana resource and name it in spec.config as server.ssl.certificateAuthorities, or remove server.ssl.clientAuthentication from spec.config.',
    ...platformHttp,
    openSearch:
      'OpenSearch Dashboards: name the CA of your users in opensearch_dashboards.yml (server.ssl.certificateAuthorities), or set server.ssl.clientAuthentication: none; restart it.',
  },
  source: 'Kibana settings: server.ssl.clientAuthentication, server.ssl.certificateAuthorities',
  logLines: ['must enable ssl to use [clientAuthentication]'],
  judge: (evidence) =>
    judgeAuthorities(evidence, { kind: 'not-applicable' }, (names) => {
      if (names.length === 0) {
        return {
          kind: 'finding',
          message: 'It asks for a client certificate and names no CA, as a Kibana does that has been told of none.',
          facts: { authorities: 0 },
        };
      }
      const known = names.filter(({ publicRoot }) => publicRoot);
      const [first] = known;
      if (!first) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `It accepts client certificates of public CAs: ${first.name}${known.length > 1 ? ` and ${known.length - 1} more` : ''}.`,
        facts: { authorities: names.length, publicRoots: known.length },
      };
    }),
};
