import { someNamed } from '../../model/name-list.ts';
import { judgeAuthorities } from '../facts/authorities-seen.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { platformHttp } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { reloadKibana, restart } from '../remedies/tools.ts';

/** Whether Kibana can judge the certificates that it asks browsers for. */
export const kibanaClientAuthWithoutCa: EndpointRule = {
  id: 'kibana-client-auth-without-ca',
  title: 'Kibana asks for client certificates without a CA',
  severity: 'high',
  channels: ['kibana'],
  requirement: 'A Kibana that asks browsers for certificates knows which CA issues them.',
  impact:
    'Without a configured CA, Node.js uses the public ones. It refuses the certificates of your users, and accepts those that anyone can buy. Where client authentication is optional, nobody notices.',
  fix: byDeployment({
    self: (context) => [
      setting(context, 'at-fault', 'Name the CA of your users.', {
        'server.ssl.certificateAuthorities': ['/etc/kibana/certs/users-ca.crt'],
      }),
      ...reloadKibana(context),
    ],
    eck: (context) => [
      setting(context, 'at-fault', 'Mount the CA of your users with spec.podTemplate, and name its file.', {
        'server.ssl.certificateAuthorities': ['/usr/share/kibana/config/users-ca/ca.crt'],
      }),
    ],
    ...platformHttp,
    openSearch: (context) => [
      setting(context, 'at-fault', 'Name the CA of your users.', {
        'server.ssl.certificateAuthorities': ['/etc/opensearch-dashboards/certs/users-ca.crt'],
      }),
      ...restart(context),
    ],
  }),
  source: 'Kibana settings: server.ssl.clientAuthentication, server.ssl.certificateAuthorities',
  judge: (evidence) =>
    judgeAuthorities(evidence, { kind: 'not-applicable' }, (names) => {
      if (names.length === 0) {
        return {
          kind: 'finding',
          message: 'It asks for a client certificate and names no CA, as Kibana does when no CA is configured.',
          facts: { authorities: 0 },
        };
      }
      const known = names.filter(({ publicRoot }) => publicRoot).map(({ name }) => name);
      if (known.length === 0) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `It accepts client certificates of public CAs: ${someNamed(known, 1)}.`,
        facts: { authorities: names.length, publicRoots: known.length },
      };
    }),
};
