import { pathFaultText } from '../../wording/path-fault-texts.ts';
import { day } from '../../wording/spans.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the certificate is revoked, by what the endpoint staples or by a list that was given. */
export const crlOcspUnreachableOrRevoked: EndpointRule = {
  id: 'crl-ocsp-unreachable-or-revoked',
  title: 'Revoked certificate, or bad or stale stapled OCSP status',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'No list given by --crl revokes a certificate of the chain, and an OCSP response that the endpoint staples says good and is current. handclasp downloads no lists and asks no responders. Without either, there is nothing to check.',
  impact:
    'Browsers refuse a certificate that its own endpoint reports as revoked, and may refuse a stale response. Elasticsearch and Kibana do not check revocation by default, and do not notice.',
  fix: reissue('with a new key in place of a revoked one', {
    before: () => [
      advice(
        at('network'),
        'If the response is only stale, make sure that the proxy which staples it can reach the OCSP responder of the CA (nginx: ssl_stapling, resolver).',
      ),
    ],
  }),
  source: 'RFC 5280 §5, §6.3; RFC 6066 §8; RFC 6960 §4.2.2; JSSE reference guide: revocation is off by default',
  readsEndpointIdentity: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const { ocsp, at, peers } = evidence;
      // No peer of the stack looks at lists: what the ones that were given say is RFC 5280's to tell.
      const byLists = peers?.verdicts.rfc5280;
      if (byLists?.kind === 'untrusted' && byLists.reason === 'revoked') {
        const detail = pathFaultText(byLists.because);
        return {
          kind: 'finding',
          severity: 'high',
          message: `A revocation list that was given says so: ${detail}.`,
          facts: { detail },
        };
      }
      if (byLists?.kind === 'untrusted' && byLists.reason === 'revocation-unknown')
        return { kind: 'unknown', because: { code: 'revocation-undecided', why: byLists.because } };
      if (!ocsp) return { kind: 'not-applicable' };
      if (ocsp.kind === 'unreadable') return { kind: 'unknown', because: { code: 'ocsp-unreadable', why: ocsp.because } };
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
