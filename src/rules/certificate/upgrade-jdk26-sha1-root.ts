import type { AnsweredHello, CertificateEvidence } from '../../model/evidence.ts';
import type { FixContext, FixStep } from '../../model/fix.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { isRunByOperator, layerOf } from '../remedies/layer.ts';
import { resend } from '../remedies/resend.ts';
import { advice, at } from '../remedies/steps.ts';

const withoutRoot = resend('its own certificate and the intermediates, without the root');

/** Where its own JVM can be told something. */
function toGainTime(context: FixContext): readonly FixStep[] {
  if (context.deployment !== 'self' || isRunByOperator(context) || layerOf(context).product !== 'Elasticsearch') return [];
  return [
    advice(at('every-node'), 'A root that is issued again with SHA-256, from the same key, may stay in the chain.'),
    advice(
      at('every-node', { file: 'jvm.options.d' }),
      'To gain time on JDK 26, put -Djdk.tls.SunX509KeyManager.certChecking=false here and restart Elasticsearch, until the chain is replaced.',
    ),
  ];
}

/** Whether the chain that is served has a root that JDK 26 does not let out. */
export const upgradeJdk26Sha1Root: CertificateRule = {
  id: 'upgrade-jdk26-sha1-root',
  title: 'Root signed with SHA-1 in the chain: JDK 26 refuses Kibana',
  severity: 'high',
  channels: ['http', 'unknown'],
  requirement:
    'The chain that Elasticsearch serves over HTTP has no root that is signed with SHA-1 or MD5. A root is trusted as it is, and need not be sent.',
  impact:
    'From JDK 26 on (Elasticsearch 9.3.4, 8.19 and 9.2 since April 2026), a node checks every certificate that it would send, the root as well, against the signatures that the client accepts. Node.js, and so Kibana, and every client on OpenSSL 3 accept no SHA-1: they are refused with alert 40 handshake_failure, though no certificate was changed. Java clients and other nodes still connect.',
  fix: (context) => [...withoutRoot(context), ...toGainTime(context)],
  source: 'elastic/elasticsearch#152868; JDK-8359956 (openjdk/jdk#25016); by source, not tried on JDK 26',
  ofServers: true,
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, (_leaf, above) => {
      // A proxy stands there that runs on no JDK.
      if (['ece', 'ech', 'serverless'].includes(evidence.deployment.type)) return { kind: 'not-applicable' };
      const root = above.find(({ selfSigned, signatureAlgorithm }) => selfSigned && isWeak(signatureAlgorithm));
      if (root === undefined) return { kind: 'pass' };
      const { subject, signatureAlgorithm, sha256 } = root;
      const hello = tellingHello(evidence);
      return {
        kind: 'finding',
        message: `The root ${subject} is in the chain, and is signed with ${signatureAlgorithm}. ${consequence(hello)}`,
        facts: { subject, signatureAlgorithm, sha256, client: hello?.client ?? null, answer: hello?.answer ?? null },
      };
    }),
};

function isWeak(algorithm: string): boolean {
  return /md[245]|sha-?1(?!\d)/i.test(algorithm);
}

/** Of what other clients said, that which was refused for the chain; else one that was answered. */
function tellingHello({ clientHellos = [] }: CertificateEvidence): AnsweredHello | undefined {
  return (
    clientHellos.find(({ answer, lacks }) => answer === 'refused' && lacks?.code === 'own-chain-held-back') ??
    clientHellos.find(({ answer }) => answer === 'answered')
  );
}

function consequence(hello: AnsweredHello | undefined): string {
  switch (hello?.answer) {
    case 'refused':
      return `Confirmed: a hello that takes no SHA-1, as ${hello.client} says it, is refused${hello.alert === null ? '' : ` (alert ${hello.alert})`}, so Kibana cannot connect. handclasp, which takes SHA-1, was answered.`;
    case 'answered':
      return `Today ${hello.client} is answered; on JDK 26 and later it is refused, and Kibana with it.`;
    default:
      return 'On JDK 26, which Elasticsearch has from 9.3.4 on, Kibana and every client on OpenSSL 3 are refused.';
  }
}
