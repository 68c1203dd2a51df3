import type { Certificate } from '../../model/certificate.ts';
import { sameName } from '../../model/same-name.ts';
import { sentPath } from '../facts/sent-path.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { layerOf } from '../remedies/layer.ts';
import { resend, writeChain } from '../remedies/resend.ts';
import { advice, atFault } from '../remedies/steps.ts';

const order = 'its own certificate first, then the CA that issued it, and so on upwards';

/** Whether the chain runs from the endpoint's own certificate upwards. */
export const chainOrderInvalid: CertificateRule = {
  id: 'chain-order-invalid',
  title: 'Certificates are sent in the wrong order',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "The endpoint's own certificate comes first, and each further certificate issued the one before it. A certificate that is not part of that path is reported by chain-unrelated-certificate.",
  impact:
    'Elasticsearch refuses to load such a file: the node does not start, or does not load the renewed file. Kibana and proxies serve it, and clients that follow the order, as TLS 1.2 allows, find no path to a CA.',
  fix: resend(order, {
    self: (context) => [
      advice(
        atFault(context),
        'The first command takes the first certificate of the file. If that is not the own one of the endpoint, write the own one into node.crt instead.',
      ),
      ...writeChain(context, `Make the endpoint send ${order}.`),
      ...(layerOf(context).product === 'Elasticsearch'
        ? [advice(atFault(context), 'If the node did not start with the old file, start it.')]
        : []),
    ],
  }),
  source: 'RFC 5246 §7.4.2; Elastic docs: manage security certificates',
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf, above) => {
      if (above.length === 0) return { kind: 'not-applicable' };
      const chain = [leaf, ...above];
      const facts = { sent: chain.map((certificate) => certificate.subject) };
      if (leafIsBelow(chain)) {
        return {
          kind: 'finding',
          message: `The first certificate, ${leaf.subject}, is the CA of another one in the chain, so the endpoint's own certificate is not first.`,
          facts,
        };
      }
      const path = sentPath(chain);
      const place = path.findIndex((at, index) => index > 0 && at < (path[index - 1] ?? 0));
      if (place < 0) return { kind: 'pass' };
      const [child, issuer] = [chain[path[place - 1] ?? 0], chain[path[place] ?? 0]];
      return { kind: 'finding', message: `${issuer?.subject}, the issuer of ${child?.subject}, comes before it.`, facts };
    }),
};

/** Whether the first certificate is a CA and issued one further down that is none: the chain starts in the middle, or is upside down. */
export function leafIsBelow(chain: readonly Certificate[]): boolean {
  const [first, ...rest] = chain;
  return (
    first?.isCa === true &&
    rest.some(
      (certificate) => certificate.sha256 !== first.sha256 && sameName(certificate.issuer, first.subject) && !certificate.selfIssued,
    )
  );
}
