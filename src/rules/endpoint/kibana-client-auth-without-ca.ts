import type { FixContext, FixStep } from '../../model/fix.ts';
import { someNamed } from '../../model/name-list.ts';
import { judgeAuthorities } from '../facts/authorities-seen.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { manifest, writeSecret } from '../remedies/kubernetes.ts';
import { platformHttp } from '../remedies/platforms.ts';
import { configDirectory, newFiles } from '../remedies/put-files.ts';
import { setting } from '../remedies/settings-edit.ts';
import { atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

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
    // A new setting takes a restart: the signal HUP makes Kibana read files again, under the names that it knows.
    self: (context) => [...usersAuthority(context), ...restart(context)],
    eck: (context) => [
      writeSecret(context, 'Put the certificate of the CA of your users into a secret.', ['ca.crt=CA_CERT']),
      manifest(
        'Kibana',
        'Mount that secret, and name its file.',
        'spec:',
        '  config:',
        '    server.ssl.certificateAuthorities: ["/usr/share/kibana/config/users-ca/ca.crt"]',
        '  podTemplate:',
        '    spec:',
        '      volumes:',
        '        - name: users-ca',
        '          secret:',
        '            secretName: SECRET',
        '            defaultMode: 0440',
        '      containers:',
        '        - name: kibana',
        '          volumeMounts:',
        '            - name: users-ca',
        '              mountPath: /usr/share/kibana/config/users-ca',
      ),
    ],
    ...platformHttp,
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

function usersAuthority(context: FixContext): readonly FixStep[] {
  const file = `${configDirectory({ ...context, product: context.product === 'opensearch' ? 'opensearch' : 'kibana' })}/certs/users-ca.crt`;
  return [
    command(
      atFault(context),
      'Put the certificate of the CA of your users into the configuration directory.',
      ...newFiles({ ...context, product: context.product === 'opensearch' ? 'opensearch' : 'kibana' }, ['CA_CERT', file]),
    ),
    setting(context, 'at-fault', 'Name that file.', { 'server.ssl.certificateAuthorities': [file] }),
  ];
}
