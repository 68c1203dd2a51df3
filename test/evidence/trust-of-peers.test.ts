import assert from 'node:assert/strict';
import { remarkOfRfc5280, trustOfPeers } from '../../src/evidence/trust-of-peers.ts';
import { decidingPeers } from '../../src/model/deciding-peers.ts';
import type { ModelVerdict, VerdictsByVerifier } from '../../src/model/evidence.ts';
import { reasonsByWeight, type VerifyReason, verifyReasons } from '../../src/model/verify-reason.ts';
import { peersDifferText, rfc5280RemarkText } from '../../src/wording/trust-texts.ts';
import { certificate } from '../support/evidence.ts';

const yes: ModelVerdict = { kind: 'trusted', path: [certificate()] };
const open: ModelVerdict = {
  kind: 'not-checked',
  because: { code: 'verification-undecided', reason: 'budget-exhausted', why: { code: 'path-too-many' } },
};
const no = (reason: VerifyReason = 'expired', subject = 'CN=es01'): ModelVerdict => ({
  kind: 'untrusted',
  reason,
  because: { code: 'path-signed-by-itself', subject },
  at: null,
});

function verdicts(given: Partial<VerdictsByVerifier['verdicts']>, all: ModelVerdict = yes): VerdictsByVerifier['verdicts'] {
  return { rfc5280: all, node: all, jsse17: all, jsse25: all, ...given };
}

const every = ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'] as const;

describe('What those decide who connect to a port', () => {
  it('is asked of nodes on transport, and of Kibana and nodes elsewhere; never of RFC 5280', () => {
    for (const channel of every) {
      const nodesOnly = channel === 'transport' || channel === 'remote-cluster';
      assert.deepEqual([...decidingPeers[channel]].sort(), nodesOnly ? ['jsse17', 'jsse25'] : ['jsse17', 'jsse25', 'node']);
      assert.equal(trustOfPeers(channel, verdicts({ rfc5280: no() })).kind, 'trusted', channel);
      assert.equal(trustOfPeers(channel, verdicts({ rfc5280: yes }, no())).kind, 'untrusted', channel);
      assert.equal(trustOfPeers(channel, verdicts({ node: no() })).kind, nodesOnly ? 'trusted' : 'peers-differ', channel);
      assert.equal(trustOfPeers(channel, verdicts({ jsse25: no() })).kind, 'peers-differ', channel);
    }
  });

  it('is told of each where they differ, with the path of one that trusts', () => {
    const trust = trustOfPeers('http', verdicts({ node: no('incomplete-trust', 'CN=a'), jsse25: no('weak-signature', 'CN=b') }));
    assert.ok(trust.kind === 'peers-differ');
    assert.equal(
      peersDifferText(trust),
      'Kibana refuses the chain (Only an intermediate is trusted: CN=a is signed by itself and not trusted); Elasticsearch on JDK 25 refuses the chain (Signature too weak: CN=b is signed by itself and not trusted); Elasticsearch on JDK 17 trusts it',
    );
    assert.equal(trust.path.length, 1);
    assert.deepEqual(
      trust.refusals.map(({ by }) => by),
      [['node'], ['jsse25']],
    );
    const one = trustOfPeers('http', verdicts({ jsse25: no() }));
    assert.match(one.kind === 'peers-differ' ? peersDifferText(one) : '', /; Kibana and Elasticsearch on JDK 17 trust it$/);
  });

  it('has the reason that tells most where all refuse for several, whatever their order', () => {
    for (const reason of verifyReasons) {
      const [one, other] = [no(reason, 'the one'), no('unknown-issuer', 'the other')];
      const a = trustOfPeers('transport', verdicts({ jsse17: one, jsse25: other }));
      const b = trustOfPeers('transport', verdicts({ jsse17: other, jsse25: one }));
      assert.ok(a.kind === 'untrusted' && b.kind === 'untrusted');
      const most = reasonsByWeight.find((each) => each === reason || each === 'unknown-issuer');
      if (reason !== 'unknown-issuer') assert.deepEqual([a.reason, b.reason], [most, most], reason);
      assert.equal(a.others?.length, 1);
    }
    assert.equal(new Set(reasonsByWeight).size, verifyReasons.length);
  });

  it('is neither trusted nor untrusted while one of them was not asked to the end', () => {
    assert.deepEqual(trustOfPeers('transport', verdicts({ jsse25: open })), open);
    assert.deepEqual(trustOfPeers('http', verdicts({}, open)), open);
    const mixed = trustOfPeers('http', verdicts({ node: no(), jsse25: open }));
    assert.ok(mixed.kind === 'peers-differ');
    assert.equal(mixed.unchecked?.code, 'verification-undecided');
    assert.match(peersDifferText(mixed), /^Kibana refuses .* trusts it; of others it was not checked: the certificates lead to more paths/);
    const rest = trustOfPeers('http', verdicts({ node: no() }, open));
    assert.ok(rest.kind === 'peers-differ' && rest.path.length === 0);
  });

  it('leaves to RFC 5280 a remark, where it comes to another end than all of them', () => {
    const remark = (given: VerdictsByVerifier['verdicts']) => {
      const made = remarkOfRfc5280(trustOfPeers('transport', given), given);
      return made === null ? null : rfc5280RemarkText(made);
    };
    assert.equal(remark(verdicts({})), null);
    assert.equal(remark(verdicts({}, no())), null);
    assert.equal(remark(verdicts({ jsse17: no() })), null);
    assert.match(
      remark(verdicts({ rfc5280: no() })) ?? '',
      /^RFC 5280 alone would refuse the chain \(Certificate expired: CN=es01 is signed by itself and not trusted\)/,
    );
    assert.match(remark(verdicts({ rfc5280: yes }, no())) ?? '', /^RFC 5280 alone would trust the chain/);
  });
});
