import assert from 'node:assert/strict';
import { gatherEvidence } from '../../../src/evidence/gather-evidence.ts';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Acceptance, PeerHandshake } from '../../../src/model/peer-handshake.ts';
import { atLeast } from '../../../src/model/severity.ts';
import { undecidedReasons, type VerifyReason, verifyReasons } from '../../../src/model/verify-reason.ts';
import { chainRefused as rule } from '../../../src/rules/endpoint/chain-refused.ts';
import { endpointRules } from '../../../src/rules/endpoint-rules.ts';
import { judgeEndpoint } from '../../../src/rules/framework/judge-endpoint.ts';
import { pairRules } from '../../../src/rules/pair-rules.ts';
import { parseCertificate } from '../../../src/x509/parse-certificate.ts';
import { authority, certificate, conversation, daysFromNoon, evidence, healthy, observation } from '../../support/evidence.ts';
import { keyIdKinds } from '../../support/key-id-kinds.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';
import { randomChain } from '../../x509/random-chains.ts';

const channels = ['transport', 'http', 'kibana', 'remote-cluster'] as const;
const severe = (findings: readonly Finding[]) => findings.filter(({ severity }) => atLeast(severity, 'high'));

/** Rules that speak of nothing but whether the chain is trusted. */
const ofTrust = ['trust-unknown-issuer', 'trust-lookalike-ca', 'trust-missing-intermediate', 'chain-refused'];

describe('chain-refused', () => {
  needsCertificate(rule);

  it('cannot tell without trust, and passes what all trust', () => {
    assert.equal(
      unknownBecause(rule.judge(evidence({ trust: { kind: 'not-checked', because: { code: 'no-trust-given' } } }))),
      'no trust was given (--ca)',
    );
    assert.equal(rule.judge(evidence()).kind, 'pass');
  });

  for (const reason of verifyReasons) {
    it(`lets no refusal for ${reason} pass in silence`, () => {
      for (const channel of channels) {
        const refusal = { reason, because: { code: 'path-leads-nowhere' }, at: null } as const;
        const all = healthy(channel, { trust: { kind: 'untrusted', ...refusal } });
        assert.ok(severe(judgeEndpoint(endpointRules, all).findings).length > 0, `${channel}: all refuse`);
        const by = ['jsse25'] as const;
        const differ = healthy(channel, {
          trust: { kind: 'peers-differ', trusting: ['jsse17'], refusals: [{ ...refusal, by }], path: [], unchecked: null },
        });
        assert.ok(severe(judgeEndpoint(endpointRules, differ).findings).length > 0, `${channel}: one refuses`);
      }
    });

    if (undecidedReasons.has(reason)) continue;
    it(`lets no pair pass of which one refuses the other for ${reason}`, () => {
      const refused: Acceptance = { kind: 'refused', reason, fault: { code: 'path-no-anchor' }, facts: {}, certainty: 'proven' };
      for (const side of ['server', 'client'] as const) {
        const accepted: Acceptance = { kind: 'accepted', because: { code: 'kibana-let-in' } };
        const peer = {
          label: 'es01',
          security: 'tls',
          versions: {},
          suites: {},
          chain: [],
          namesConnectedTo: [],
        } as unknown as PeerHandshake['from'];
        const handshake: PeerHandshake = {
          from: peer,
          to: peer,
          at: new Date(),
          server: accepted,
          client: accepted,
          names: [],
          [side]: refused,
        };
        const found = pairRules.filter((one) => one.judge(handshake).kind === 'finding');
        assert.equal(found.length, 1, `${side}: ${found.map(({ id }) => id).join(', ')}`);
      }
    });
  }

  const leaf = (given: Parameters<typeof certificate>[0]) => ({ chain: [certificate(given)] });
  const ca = (given: Parameters<typeof certificate>[0]) => ({ chain: [certificate(), authority(given)], anchors: [authority(given)] });
  const toldBy: Readonly<Partial<Record<VerifyReason, readonly [rule: string, seen: Partial<EndpointEvidence>]>>> = {
    expired: ['leaf-expired', leaf({ notAfter: daysFromNoon(-1) })],
    'not-yet-valid': ['leaf-not-yet-valid', leaf({ notBefore: daysFromNoon(1) })],
    'ca-expired': ['ca-expired', ca({ notAfter: daysFromNoon(-1) })],
    'ca-not-yet-valid': ['leaf-not-yet-valid', ca({ notBefore: daysFromNoon(1) })],
    'not-a-ca': ['ca-not-a-ca', ca({ isCa: false })],
    'ca-key-usage': ['ca-keyusage-without-certsign', ca({ keyUsage: ['cRLSign'] })],
    'key-usage': ['ku-without-digitalsignature', leaf({ keyUsage: ['keyCertSign'] })],
    'extended-key-usage': ['eku-missing-serverauth', leaf({ extendedKeyUsage: ['clientAuth'] })],
    'weak-signature': ['weak-signature', leaf({ signatureAlgorithm: 'sha1WithRSAEncryption' })],
    'weak-key': ['weak-key', leaf({ publicKey: { algorithm: 'RSA', bits: 512, curve: null } })],
  };
  for (const [reason, [id, seen]] of Object.entries(toldBy) as [VerifyReason, readonly [string, Partial<EndpointEvidence>]][])
    it(`leaves ${reason} to ${id} where that finds it, and tells it where that does not`, () => {
      const trust = { kind: 'untrusted', reason, because: { code: 'path-leads-nowhere' }, at: null } as const;
      const told = endpointRules.find((one) => one.id === id)?.judge(healthy('http', { ...seen, trust }));
      assert.equal(told?.kind, 'finding');
      assert.equal(rule.judge(healthy('http', { ...seen, trust })).kind, 'pass');
      finding(rule.judge(healthy('http', { trust })));
    });

  it('says who refuses the chain and why, critical where all do and high where some do', () => {
    const refusal = { reason: 'policy', because: { code: 'path-without-policy' }, at: null } as const;
    const all = finding(rule.judge(healthy('http', { trust: { kind: 'untrusted', ...refusal } })));
    assert.equal(all.severity, 'critical');
    assert.equal(
      all.message,
      'Kibana and Elasticsearch on JDK 17 and on JDK 25 refuse the chain: the path must have a policy that all its certificates share, and has none.',
    );
    const refusals = [{ ...refusal, by: ['node'] as const }];
    const some = finding(
      rule.judge(healthy('http', { trust: { kind: 'peers-differ', trusting: ['jsse17'], refusals, path: [], unchecked: null } })),
    );
    assert.equal(some.severity, 'high');
    assert.equal(
      some.message,
      'Kibana refuses the chain (No policy that all certificates share: the path must have a policy that all its certificates share, and has none); Elasticsearch on JDK 17 trusts it.',
    );
  });

  it('holds of real chains: a refusal has a finding, and where all trust there is none', async function () {
    this.timeout(120_000);
    const questions = [
      ...keyIdKinds.map(({ title, chain, anchors }) => ({ what: title, chain, anchors })),
      ...Array.from({ length: 120 }, (_, seed) => ({ what: `seed ${seed}`, ...randomChain(seed) })),
    ];
    const seen = { trusted: 0, untrusted: 0, 'peers-differ': 0, 'not-checked': 0 };
    for (const { what, chain, anchors } of questions) {
      for (const channel of ['transport', 'http'] as const) {
        const judged = await gathered(chain, anchors, channel);
        const { trust } = judged;
        const { findings } = judgeEndpoint(endpointRules, judged);
        seen[trust.kind]++;
        const worst = severe(findings);
        const reported = `${what}, ${channel}: ${trust.kind}; ${worst.map(({ rule }) => rule).join(', ')}`;
        switch (trust.kind) {
          case 'trusted':
            assert.deepEqual(
              worst.filter((one) => ofTrust.includes(one.rule)),
              [],
              reported,
            );
            break;
          case 'untrusted':
          case 'peers-differ':
            assert.ok(worst.length > 0, reported);
            break;
          case 'not-checked':
            break;
        }
        if (trust.kind === 'untrusted') assert.deepEqual(judged.peers?.tree, [], reported);
      }
    }
    assert.ok(seen.trusted > 40 && seen.untrusted > 100 && seen['peers-differ'] > 10, JSON.stringify(seen));
  });
});

function gathered(chain: readonly Uint8Array[], anchors: readonly Uint8Array[], channel: 'transport' | 'http'): Promise<EndpointEvidence> {
  const trusted = anchors.flatMap((der) => {
    const read = parseCertificate(der);
    return read.kind === 'certificate' ? [read.certificate] : [];
  });
  const seen = { ...healthy(channel).observation, conversations: [conversation({ chain, certificateRequest: null })] };
  return gatherEvidence({ ...observation(), ...seen }, { anchors: trusted, at: new Date(), serverName: null, deployment: 'self' });
}
