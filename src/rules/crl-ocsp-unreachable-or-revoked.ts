import { judgeChain } from './judge-chain.ts';
import { reissue } from './remedies.ts';
import type { Rule } from './rule.ts';
import { day } from './spans.ts';

/** Whether the revocation status that the endpoint staples is a good one. */
export const crlOcspUnreachableOrRevoked: Rule = {
  id: 'crl-ocsp-unreachable-or-revoked',
  title: 'Stapled revocation status is bad or stale',
  severity: 'medium',
  channels: ['http', 'kibana'],
  holds:
    'An OCSP response that the endpoint staples says good and is current. Responders and CRLs are not asked over the network: without a stapled response there is nothing to judge.',
  why: 'Browsers refuse a certificate that its own endpoint shows as revoked, and may refuse a stale response. Elasticsearch and Kibana check no revocation by default: they will not notice.',
  remedy: reissue(
    'with a new key in place of a revoked one. Where the response is merely stale, see that the proxy which staples it can reach the OCSP responder of the CA (nginx: ssl_stapling, resolver)',
  ),
  source: 'RFC 6066 §8; RFC 6960 §4.2.2; JSSE reference guide: revocation is off by default',
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const { ocsp, at } = evidence;
      if (!ocsp) return { kind: 'not-applicable' };
      if (ocsp.kind === 'unreadable') return { kind: 'unknown', because: `the stapled OCSP response cannot be read: ${ocsp.because}` };
      const facts = {
        status: ocsp.kind,
        thisUpdate: ocsp.thisUpdate.toISOString(),
        nextUpdate: ocsp.nextUpdate?.toISOString() ?? null,
        serialNumber: leaf.serialNumber,
      };
      if (ocsp.kind === 'revoked')
        return { kind: 'finding', severity: 'high', message: `The stapled OCSP response says that ${leaf.subject} is revoked.`, facts };
      if (ocsp.nextUpdate && ocsp.nextUpdate < at) {
        return { kind: 'finding', severity: 'low', message: `The stapled OCSP response is stale since ${day(ocsp.nextUpdate)}.`, facts };
      }
      if (ocsp.kind === 'unknown') return { kind: 'finding', message: `The OCSP responder does not know ${leaf.subject}.`, facts };
      return { kind: 'pass' };
    }),
};
