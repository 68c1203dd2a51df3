import type { EndpointEvidence } from '../../model/evidence.ts';
import type { FixOf } from '../../model/fix.ts';
import { managedBy } from '../../model/managed-name.ts';
import type { VerifyReason } from '../../model/verify-reason.ts';
import { day } from '../../wording/spans.ts';
import { interceptorNamed, isSignedAsUntrusted } from '../facts/interceptor.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { advice, at } from '../remedies/steps.ts';

const fix: FixOf = () => [
  advice(
    at('network'),
    'Not a setting of Elastic: have the host exempted from TLS inspection (a bypass by its name). Where nothing inspects, see whether the name resolves to where it should: private link needs its own DNS zone.',
  ),
  advice(
    at('client'),
    'Where it has to be inspected, give every client the root of the inspecting proxy, from its operator and not from this connection. Kibana: elasticsearch.ssl.certificateAuthorities; Beats and Elastic Agent: ssl.certificate_authorities; Logstash: ssl_certificate_authorities; Java: its truststore.',
  ),
];

const answeredByOpenSearch = onClients(
  'No endpoint of Elastic is an OpenSearch: see whether the name resolves to where it should (private link needs its own DNS zone), and which proxy sends it here.',
);

/** Whether an endpoint of Elastic's cloud shows Elastic's certificate, or that of a proxy in between. */
export const managedEndpointIntercepted: EndpointRule = {
  id: 'managed-endpoint-intercepted',
  title: 'Cloud endpoint has a private certificate',
  severity: 'high',
  channels: ['http', 'kibana'],
  requirement: 'An endpoint of Elastic Cloud has a certificate from a public CA.',
  impact:
    'Something between this machine and Elastic answers instead: a proxy that inspects TLS and so reads credentials and data, or a host that the name should not lead to.',
  fix: byDeployment({ self: fix, eck: fix, ece: fix, ech: fix, serverless: fix, openSearch: answeredByOpenSearch }),
  source: 'Elastic docs: security of Elastic Cloud; every public endpoint has TLS with a publicly trusted certificate',
  readsEndpointIdentity: true,
  judge: (evidence) => {
    const { publicTrust, observation } = evidence;
    if (managedBy(observation.target.host) === null) return { kind: 'not-applicable' };
    return judgeChain(evidence, (leaf, above) => {
      switch (publicTrust.kind) {
        case 'trusted':
          return { kind: 'pass' };
        case 'not-checked':
          return { kind: 'unknown', because: { code: 'public-trust-not-checked', why: publicTrust.because } };
        case 'untrusted': {
          if (!foreignRoots.includes(publicTrust.reason)) {
            return {
              kind: 'unknown',
              because: { code: 'root-not-judged', why: publicTrust.because },
            };
          }
          const top = above.at(-1) ?? leaf;
          const all = [leaf, ...above];
          const interceptor = interceptorNamed(all);
          const over = all.find(({ notAfter }) => notAfter < evidence.at) ?? null;
          const asUntrusted = isSignedAsUntrusted(all);
          return {
            kind: 'finding',
            message: [
              `${observation.target.host} is an endpoint of Elastic, but no public CA stands behind its certificate: ${leaf.issuer} issued it.`,
              ...(interceptor === null ? [] : [`By its names it is of ${interceptor}.`]),
              ...(over === null
                ? []
                : [
                    `${over === leaf ? 'The certificate' : `The CA certificate ${over.subject}`} has also expired, on ${day(over.notAfter)}: a client that trusts the CA refuses it, too.`,
                  ]),
              ...(asUntrusted
                ? [
                    'The proxy signs with a CA that it calls untrusted: it did not accept the certificate that it was shown itself. Its own list of CAs, or its clock, is to be looked at.',
                  ]
                : []),
              ...trustRemark(evidence),
            ].join(' '),
            facts: {
              subject: leaf.subject,
              issuer: leaf.issuer,
              top: top.subject,
              reason: publicTrust.reason,
              interceptor,
              expired: over?.subject ?? null,
              signedAsUntrusted: asUntrusted,
              trust: evidence.trust.kind,
            },
          };
        }
      }
    });
  },
};

/** Whether the trust that was given would do for a client. */
function trustRemark({ trust }: EndpointEvidence): readonly string[] {
  switch (trust.kind) {
    case 'trusted':
      return ['The trust that was given (--ca) leads to it, so that clients with the same trust connect.'];
    case 'untrusted':
      return ['The trust that was given (--ca) does not lead to it either, so that clients with the same trust refuse it.'];
    case 'peers-differ':
    case 'not-checked':
      return [];
  }
}

/** The reasons that say where a chain ends, rather than that it has ended or is broken. */
const foreignRoots: readonly VerifyReason[] = ['unknown-issuer', 'self-signed-leaf', 'untrusted-root', 'lookalike-ca', 'incomplete-trust'];

function onClients(text: string): FixOf {
  return () => [advice(at('client'), text)];
}
