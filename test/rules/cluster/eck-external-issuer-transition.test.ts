import assert from 'node:assert/strict';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { Peer, PeerTrustStore } from '../../../src/model/peer-handshake.ts';
import { caRotationHalfDone } from '../../../src/rules/cluster/ca-rotation-half-done.ts';
import { eckExternalIssuerTransition as rule } from '../../../src/rules/cluster/eck-external-issuer-transition.ts';
import { certificate, daysFromNoon } from '../../support/evidence.ts';
import { handshake, namedTrust, peer } from '../../support/peer.ts';

const [operator, third] = ['CN=logs-transport', 'CN=company CA'];
const leaf = (issuer: string, days: number, given: Partial<Certificate> = {}) =>
  certificate({ issuer, authorityKeyId: null, notBefore: daysFromNoon(days), ...given });
const ofOperator = (label: string, trust: PeerTrustStore): Peer =>
  peer({ label, trust, chain: [leaf(operator, -3, { commonName: `${label}.node.logs.prod.es.local` })] });
const ofThird = (label: string, trust: PeerTrustStore): Peer => peer({ label, trust, chain: [leaf(third, -100)] });
const [both, one] = [namedTrust(operator, third), namedTrust(operator)];

function judged(...peers: readonly Peer[]) {
  const handshakes = peers.flatMap((from) => peers.flatMap((to) => (from === to ? [] : [handshake({ from, to })])));
  return { outcome: rule.judge({ endpoints: [], handshakes }), rotation: caRotationHalfDone.judge({ endpoints: [], handshakes }) };
}

describe('eck-external-issuer-transition', () => {
  it('finds pods of the operator that do not trust the third party any more', () => {
    const { outcome, rotation } = judged(ofOperator('p0', one), ofOperator('p1', both), ofThird('p2', both));
    assert.ok(outcome.kind === 'finding');
    assert.deepEqual(outcome.subjects, ['p0']);
    assert.equal(
      outcome.message,
      'p0 has a certificate of the ECK operator and does not trust CN=company CA, which issued those of other pods.',
    );
    assert.equal(rotation.kind, 'pass', 'it is one problem');
  });

  it('names each pod', () => {
    const { outcome } = judged(ofOperator('p0', one), ofOperator('p1', one), ofThird('p2', both));
    assert.ok(outcome.kind === 'finding' && /^p0, p1 have certificates of the ECK operator and do not trust/.test(outcome.message));
  });

  it('passes a transition in which all trust both, and leaves the rest of it to ca-rotation-half-done', () => {
    const { outcome, rotation } = judged(ofOperator('p0', both), ofThird('p2', both));
    assert.equal(outcome.kind, 'pass');
    assert.ok(rotation.kind === 'finding' && rotation.severity === 'info');
    const lacking = judged(ofOperator('p0', both), ofThird('p2', namedTrust(third)));
    assert.equal(lacking.outcome.kind, 'pass');
    assert.equal(lacking.rotation.kind, 'finding');
  });

  it('cannot tell where whom a pod trusts did not show', () => {
    const dark: PeerTrustStore = { kind: 'unknown', because: { code: 'trust-unread' } as never };
    assert.equal(judged(ofOperator('p0', dark), ofThird('p2', both)).outcome.kind, 'unknown');
    assert.equal(judged(ofOperator('p0', dark), ofOperator('p1', one), ofThird('p2', both)).outcome.kind, 'finding');
  });

  it('has nothing to say where one of the two issued all, or nothing was seen', () => {
    assert.equal(judged(ofOperator('p0', one), ofOperator('p1', one)).outcome.kind, 'not-applicable');
    assert.equal(judged(ofThird('p0', both), ofThird('p1', both)).outcome.kind, 'not-applicable');
    assert.equal(judged(ofOperator('p0', one), { ...ofThird('p1', both), chain: [] }).outcome.kind, 'not-applicable');
    assert.equal(judged().outcome.kind, 'not-applicable');
  });
});
