import { brokenHandshake } from '../../model/handshake-outcome.ts';
import type { ProtocolVersion } from '../../model/protocol-version.ts';
import { whySilent } from '../../model/why-silent.ts';
import type { EndpointRule, Outcome } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inConsole, inKubernetes, onPlatform } from '../remedies/platforms.ts';
import { javaSecurity, protocolsOf } from '../remedies/tls-settings.ts';
import { rollingRestart } from '../remedies/tools.ts';

const legacy = ['TLSv1.1', 'TLSv1', 'SSLv3'] as const satisfies readonly ProtocolVersion[];

/** Whether the endpoint accepts protocol versions that are no longer safe. */
export const legacyProtocolEnabled: EndpointRule = {
  id: 'legacy-protocol-enabled',
  title: 'Old protocol version is accepted',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'The endpoint refuses TLS 1.1 (medium), TLS 1.0 and SSL 3.0 (high).',
  impact:
    'These versions depend on MD5 and SHA-1 and have known attacks. Audits fail because of them. Elasticsearch before 7.13 may accept TLS 1.1 by default, on its older JDK. In later releases someone turned it on in the JDK. For TLS 1.0, and in Elasticsearch 9 for TLS 1.1, someone changed the settings as well.',
  fix: byDeployment({
    self: (context) => [...protocolsOf(context), ...javaSecurity(context), ...rollingRestart(context)],
    eck: inKubernetes(
      'Take xpack.security.*.ssl.supported_protocols out of spec.nodeSets[].config and -Djava.security.properties out of ES_JAVA_OPTS in the podTemplate; for Kibana server.ssl.supportedProtocols out of spec.config.',
    ),
    ece: onPlatform(
      'Run resetToDefaultTls.sc on a director, then recreate frc-proxies-proxyv2 on every proxy host: the default is TLS 1.2 and better.',
    ),
    ech: inConsole('Elastic Cloud accepts TLS 1.2 and better: find out what on your path to it answers instead, then open a support case.'),
    serverless: inConsole(
      'Elastic Cloud accepts TLS 1.2 and better: find out what on your path to it answers instead, then open a support case.',
    ),
  }),
  source: 'RFC 8996, RFC 7568; Elastic docs: supported SSL/TLS versions by JDK version',
  judge: ({ observation }): Outcome => {
    const { versions, service, conversations } = observation;
    const taken = legacy.filter((version) => versions[version] === 'accepted');
    const accepted = taken.filter((version) => brokenHandshake(conversations, version) === null);
    if (accepted.length > 0) {
      return {
        kind: 'finding',
        severity: accepted.some((version) => version !== 'TLSv1.1') ? 'high' : 'medium',
        message: `The endpoint accepts ${accepted.join(' and ')}.`,
        facts: { accepted },
      };
    }
    if (service.security === 'plaintext' || service.security === 'other') return { kind: 'not-applicable' };
    for (const version of taken) {
      const broken = brokenHandshake(conversations, version);
      if (broken !== null)
        return {
          kind: 'unknown',
          because: { code: 'version-not-completed', version, conversation: broken },
        };
    }
    const cut = observation.unanswered.find(({ topic }) => topic === 'older-versions' || topic === 'newest-version');
    if (cut !== undefined) return { kind: 'unknown', because: { code: 'older-versions-cut', gap: cut.because } };
    const unasked = legacy.filter((version) => versions[version] === undefined);
    // Whoever says nothing to the newest versions is not asked for older ones, at no depth.
    const unheard = unasked.length === legacy.length ? whySilent(observation) : null;
    if (unheard !== null) return { kind: 'unknown', because: unheard };
    if (unasked.length === legacy.length) return { kind: 'unknown', because: { code: 'older-versions-not-asked' } };
    if (unasked.length > 0) return { kind: 'unknown', because: { code: 'versions-not-asked', versions: unasked } };
    const undetermined = legacy.filter((version) => versions[version] === 'unknown');
    if (undetermined.length > 0) return { kind: 'unknown', because: { code: 'versions-not-shown', versions: undetermined } };
    return { kind: 'pass' };
  },
};
