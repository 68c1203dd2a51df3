import type { FixContext, FixStep } from '../../model/fix.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { resend, writeChain } from '../remedies/resend.ts';
import { advice, at } from '../remedies/steps.ts';

/** `jdk.tls.maxCertificateChainLength`, and `jdk.tls.maxHandshakeMessageSize` in bytes, as the JDK sets them. */
const maxLength = 10;
const maxClientLength = 8;
const maxMessage = 32_768;

/** Whether the chain is one that a JVM takes. */
export const chainTooLong: CertificateRule = {
  id: 'chain-too-long',
  title: 'Chain is longer than a JVM accepts',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'The chain has at most 10 certificates (8 on transport, where a node also presents it as a client) and fits into a handshake message of 32 KB.',
  impact: 'Java ends the handshake above these limits. The usual cause is a whole CA bundle in the certificate file.',
  fix: resend('its own certificate and its intermediates, not a CA bundle', {
    self: longChain,
    openSearch: longChain,
  }),
  source: 'JDK security guide: jdk.tls.maxCertificateChainLength, jdk.tls.maxHandshakeMessageSize; elastic/elasticsearch#68507',
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, () => {
      const { certificates: length, bytes: size } = evidence.sent;
      const limit = evidence.channel === 'transport' ? maxClientLength : maxLength;
      const facts = { certificates: length, bytes: size };
      if (length > limit)
        return {
          kind: 'finding',
          message: `The endpoint sends ${length} certificates; a JVM accepts at most ${limit}${limit === maxClientLength ? ' from a client' : ''}.`,
          facts,
        };
      if (size > maxMessage)
        return {
          kind: 'finding',
          message: `The certificates make a handshake message of ${size} bytes. A JVM accepts at most ${maxMessage}.`,
          facts,
        };
      return { kind: 'pass' };
    }),
};

function longChain(context: FixContext): readonly FixStep[] {
  return [
    ...writeChain(context, 'Make the endpoint send its own certificate and its intermediates, not a CA bundle.'),
    advice(
      at('every-node', { file: 'jvm.options.d/long-chains.options' }),
      'If the chain really is that long, raise the limits of every node that verifies it: -Djdk.tls.maxCertificateChainLength=20 and -Djdk.tls.maxHandshakeMessageSize=65536.',
    ),
  ];
}
