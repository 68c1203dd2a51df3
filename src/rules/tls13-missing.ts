import type { Outcome, Rule } from './rule.ts';

/** Whether the endpoint speaks TLS 1.3. */
export const tls13Missing: Rule = {
  id: 'tls13-missing',
  title: 'TLS 1.3 is not offered',
  severity: 'info',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  holds: 'The endpoint accepts TLS 1.3.',
  why: 'Nothing fails: TLS 1.2 is safe with the default suites. Every version of the stack that is still maintained offers TLS 1.3 by default, so a list of protocols or suites was changed, or a proxy or FIPS provider without it stands in front.',
  remedy: {
    self: 'Remove xpack.security.transport.ssl.supported_protocols, xpack.security.http.ssl.supported_protocols and the cipher_suites beside them from elasticsearch.yml (or list TLSv1.3 and the TLS_AES_ suites in them), rolling restart. Kibana: server.ssl.supportedProtocols: [TLSv1.2, TLSv1.3]. A proxy in front: nginx ssl_protocols TLSv1.2 TLSv1.3.',
    eck: 'Take xpack.security.*.ssl.supported_protocols and cipher_suites out of spec.nodeSets[].config, and server.ssl.supportedProtocols out of the spec.config of Kibana.',
    ece: 'Run resetToDefaultTls.sc on a director, then recreate frc-proxies-proxyv2 on every proxy host.',
    ech: 'Elastic sets the versions: nothing to do, unless something on your path to the endpoint terminates TLS.',
    serverless: 'Elastic sets the versions: nothing to do, unless something on your path to the endpoint terminates TLS.',
    openSearch:
      'Remove plugins.security.ssl.transport.enabled_protocols, plugins.security.ssl.http.enabled_protocols and the enabled_ciphers beside them from opensearch.yml (or list TLSv1.3 and the TLS_AES_ suites in them), rolling restart. A proxy in front: nginx ssl_protocols TLSv1.2 TLSv1.3.',
  },
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
        if (accepted.length === 0) return { kind: 'unknown', because: 'no version of TLS was accepted' };
        return { kind: 'finding', message: `The endpoint refuses TLS 1.3 and accepts ${accepted.join(', ')}.`, facts: { accepted } };
      }
      case 'unknown':
        if (conversations.some(({ version }) => version === 'TLSv1.3')) return { kind: 'pass' };
        if (service.security === 'plaintext' || service.security === 'other') return { kind: 'not-applicable' };
        return { kind: 'unknown', because: 'whether TLS 1.3 is accepted did not show' };
    }
  },
};
