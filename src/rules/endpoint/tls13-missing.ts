import type { EndpointRule, Outcome } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inConsole, inKubernetes, onPlatform } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';
import { protocolsOf, withoutSuites } from '../remedies/tls-settings.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the endpoint speaks TLS 1.3. */
export const tls13Missing: EndpointRule = {
  id: 'tls13-missing',
  title: 'TLS 1.3 is not offered',
  severity: 'info',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'The endpoint accepts TLS 1.3.',
  impact:
    'Nothing fails: TLS 1.2 is safe with the default suites. Every maintained version of the stack offers TLS 1.3 by default. So someone changed a list of protocols or suites, or a proxy or FIPS provider without TLS 1.3 is in front.',
  fix: byDeployment({
    self: (context) => [
      ...protocolsOf(context),
      ...withoutSuites(context, 'A list without suites that begin with TLS_AES_ or TLS_CHACHA20_ rules TLS 1.3 out.'),
      ...rollingRestart(context),
      advice(at('network'), 'If a proxy ends TLS before this port, allow TLS 1.3 there: in nginx, ssl_protocols TLSv1.2 TLSv1.3.'),
    ],
    eck: inKubernetes(
      'Take xpack.security.*.ssl.supported_protocols and cipher_suites out of spec.nodeSets[].config, and server.ssl.supportedProtocols out of the spec.config of Kibana.',
    ),
    ece: onPlatform('Run resetToDefaultTls.sc on a director, then recreate frc-proxies-proxyv2 on every proxy host.'),
    ech: inConsole('Elastic sets the versions: nothing to do, unless something on your path to the endpoint terminates TLS.'),
    serverless: inConsole('Elastic sets the versions: nothing to do, unless something on your path to the endpoint terminates TLS.'),
  }),
  source: 'RFC 9325 §3.1; Elastic docs: supported SSL/TLS versions by JDK version',
  judge: ({ observation }): Outcome => {
    const { versions, service, conversations } = observation;
    const answer = versions['TLSv1.3'] ?? 'unknown';
    switch (answer) {
      case 'accepted':
        return { kind: 'pass' };
      case 'rejected': {
        const accepted = Object.entries(versions).flatMap(([version, said]) => (said === 'accepted' ? [version] : []));
        // Who refuses every version, or is cut off before the hello of each, has not said which one it minds.
        if (accepted.length === 0) return { kind: 'unknown', because: { code: 'no-version-accepted' } };
        return { kind: 'finding', message: `The endpoint refuses TLS 1.3 and accepts ${accepted.join(', ')}.`, facts: { accepted } };
      }
      case 'unknown':
        if (conversations.some(({ version }) => version === 'TLSv1.3')) return { kind: 'pass' };
        if (service.security === 'plaintext' || service.security === 'other') return { kind: 'not-applicable' };
        return { kind: 'unknown', because: { code: 'tls13-not-shown' } };
    }
  },
};
