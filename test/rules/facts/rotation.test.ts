import assert from 'node:assert/strict';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { Peer, PeerTrustStore } from '../../../src/model/peer-handshake.ts';
import { caRotationHalfDone } from '../../../src/rules/cluster/ca-rotation-half-done.ts';
import { issuersInUse, type RotationStage, rotationOf, topIssuer, trustsIssuer } from '../../../src/rules/facts/rotation.ts';
import { authority, certificate, daysFromNoon } from '../../support/evidence.ts';

const [older, newer] = ['CN=old CA', 'CN=new CA'];
const issuedBy = (issuer: string, days: number, given: Partial<Certificate> = {}) =>
  certificate({ issuer, authorityKeyId: null, notBefore: daysFromNoon(days), ...given });
const trusting = (...names: readonly string[]): PeerTrustStore => ({
  kind: 'names',
  names: names.map((name) => ({ name, der: Buffer.from(name), publicRoot: false })),
  tried: [],
});
const node = (label: string, leaf: Certificate | null, trust: PeerTrustStore): Peer =>
  ({ label, chain: leaf === null ? [] : [leaf], trust }) as never;
const old = (label: string, ...names: readonly string[]) => node(label, issuedBy(older, -300), trusting(...names));
const recent = (label: string, ...names: readonly string[]) => node(label, issuedBy(newer, -3), trusting(...names));
/** They put both CAs in use, and trust both, so that a change is under way. */
const frame = [old('a', older, newer), recent('b', older, newer)];
const stageOf = (one: Peer) => rotationOf([...frame, one])?.stages.at(-1)?.stage;

describe('how far a node has come from one CA to another', () => {
  /** Its certificate is from the old CA or the new one; whom it trusts; the stage. */
  const cases: readonly (readonly ['old' | 'new', readonly string[], RotationStage])[] = [
    ['old', [older], 'old-ca-only'],
    ['old', [older, newer], 'both-trusted'],
    ['old', [newer], 'old-ca-removed-too-early'],
    ['old', ['CN=other'], 'unknown'],
    ['new', [newer], 'old-ca-removed'],
    ['new', [older, newer], 'new-leaf'],
    ['new', [older], 'new-leaf-too-early'],
    ['new', ['CN=other'], 'unknown'],
  ];
  for (const [own, names, stage] of cases) {
    it(`with a certificate of the ${own} CA, where it trusts ${names.join(' and ')}: ${stage}`, () => {
      assert.equal(stageOf(own === 'old' ? old('c', ...names) : recent('c', ...names)), stage);
    });
  }

  it('is not known where its trust does not show, or its certificate is of a third CA', () => {
    assert.equal(stageOf(node('c', issuedBy(older, -300), { kind: 'unknown', because: { code: 'trust-unread' } } as never)), 'unknown');
    assert.equal(stageOf(node('c', issuedBy('CN=third', -100), trusting(older, newer))), 'unknown');
  });

  it('is asked where some node trusts both, and nowhere else', () => {
    assert.equal(rotationOf([old('a', older), recent('b', newer)]), null);
    assert.equal(rotationOf([old('a', older, newer), old('b', older, newer)]), null);
    assert.equal(rotationOf([]), null);
    assert.notEqual(rotationOf([old('a', older, newer), recent('b', newer)]), null);
  });

  it('goes from the CA whose last certificate is older', () => {
    const change = rotationOf([recent('b', older, newer), old('a', older, newer)]);
    assert.deepEqual([change?.old.name, change?.new.name], [older, newer]);
    // The old CA issued one more since: it is the new one then.
    const back = rotationOf([...frame, node('c', issuedBy(older, -1), trusting(older, newer))]);
    assert.deepEqual([back?.old.name, back?.new.name], [newer, older]);
  });
});

describe('the next step that lets nobody out', () => {
  const named = (...nodes: readonly Peer[]) => {
    const step = rotationOf(nodes)?.nextStep ?? '';
    return {
      nodes: nodes.map(({ label }) => label).filter((label) => new RegExp(`\\b${label}\\b`).test(step)),
      adds: step.startsWith('Add the old CA') ? 'old' : step.startsWith('Add the new CA') ? 'new' : null,
      takesAway: step.includes('take the old one'),
    };
  };

  it('adds the old CA again where a node gave it up while its own certificate is of it, whatever else', () => {
    assert.deepEqual(named(old('es01', newer), old('es02', older), recent('es03', older, newer)), {
      nodes: ['es01'],
      adds: 'old',
      takesAway: false,
    });
  });

  it('adds it again where it is gone, and another has a certificate of it still', () => {
    for (const other of [old('es02', older), old('es02', older, newer)]) {
      assert.deepEqual(named(recent('es01', newer), other, recent('es03', older, newer)), {
        nodes: ['es01', 'es02'],
        adds: 'old',
        takesAway: false,
      });
    }
  });

  it('adds the new CA where it is lacking before anything else is issued', () => {
    assert.deepEqual(named(old('es01', older), old('es02', older, newer), recent('es03', older, newer)), {
      nodes: ['es01'],
      adds: 'new',
      takesAway: false,
    });
    assert.deepEqual(named(recent('es01', older), old('es02', older, newer), recent('es03', older, newer)).nodes, ['es01']);
  });

  it('issues certificates of the new CA where all trust both', () => {
    assert.deepEqual(named(old('es01', older, newer), recent('es03', older, newer)), { nodes: ['es01'], adds: null, takesAway: false });
  });

  it('takes the old CA away when no certificate of it is left, and not before', () => {
    const known = [
      authority({ subject: older, notBefore: daysFromNoon(-900) }),
      authority({ subject: newer, notBefore: daysFromNoon(-30) }),
    ];
    const change = rotationOf([recent('es01', older, newer), recent('es02', newer)], known);
    assert.deepEqual([change?.old.name, change?.new.name], [older, newer]);
    assert.match(change?.nextStep ?? '', /take the old one .* of es01\.$/);
  });
});

describe('a change that begins or ends, where one CA issues', () => {
  const both = [recent('es01', older, newer), recent('es02', newer)];
  const ca = (subject: string, days: number, isCa = true) => authority({ subject, notBefore: daysFromNoon(days), isCa });

  it('is told by the dates of the CAs where they are at hand, and else for both', () => {
    assert.equal(rotationOf(both, [ca(older, -10), ca(newer, -900)])?.new.name, older);
    assert.equal(rotationOf(both, [ca(older, -900), ca(newer, -10)])?.new.name, newer);
    for (const known of [[], [ca(older, -10)], [ca(older, -10), ca(newer, -900, false)]]) {
      const change = rotationOf(both, known);
      assert.deepEqual([change?.new.name, change?.nextStep.includes('That is, if')], [older, true]);
    }
  });

  it('is none where all trust the same, one node alone shows its trust, or a list is long', () => {
    assert.equal(rotationOf([recent('es01', older, newer), recent('es02', older, newer)]), null);
    assert.equal(rotationOf([recent('es01', older, newer)]), null);
    assert.equal(rotationOf([recent('es01', newer, 'CN=a', 'CN=b', 'CN=c'), recent('es02', newer)]), null);
    assert.notEqual(rotationOf([recent('es01', newer, 'CN=a', 'CN=b'), recent('es02', newer)]), null);
  });
});

describe('whether a node trusts a CA', () => {
  const issuer = { name: older, keyId: 'aa' };
  const twin = { name: older, keyId: 'bb' };
  const of = (trust: PeerTrustStore, inUse = [issuer], leaf: Certificate | null = null) =>
    trustsIssuer(node('a', leaf, trust), issuer, inUse);
  const anchors = (...keyIds: readonly (string | null)[]): PeerTrustStore => ({
    kind: 'anchors',
    anchors: keyIds.map((subjectKeyId) => authority({ subject: older, subjectKeyId })),
    publicRoots: false,
  });

  it('shows in its files, by name and key id', () => {
    assert.deepEqual(
      [of(anchors('aa')), of(anchors(null)), of(anchors('bb')), of(anchors('bb', 'aa')), of(anchors())],
      [true, true, false, true, false],
    );
    assert.equal(trustsIssuer(node('a', null, anchors('bb')), { name: older, keyId: null }, []), true);
    assert.equal(trustsIssuer(node('a', null, anchors('aa')), { name: newer, keyId: 'aa' }, []), false);
  });

  it('is so of who trusts everyone, and not known of who shows nothing', () => {
    assert.equal(of({ kind: 'everything', because: { code: 'unsigned-let-in' } } as never), true);
    assert.equal(of({ kind: 'unknown', because: { code: 'trust-unread' } } as never), null);
  });

  it('shows from outside by what was tried, before the names', () => {
    const tried = (answer: 'accepted' | 'refused', authorityKeyId = 'aa'): PeerTrustStore =>
      ({ ...trusting(older), tried: [{ issuer: older, authorityKeyId, answer }] }) as never;
    assert.deepEqual([of(tried('accepted')), of(tried('refused')), of(tried('refused', 'bb'))], [true, false, true]);
  });

  it('shows by a name where one CA has it, or all of the name are listed; of two it may be either', () => {
    assert.deepEqual([of(trusting(older)), of(trusting(newer)), of(trusting())], [true, false, false]);
    assert.equal(of(trusting(older, older), [issuer, twin]), true);
    assert.equal(of(trusting(older), [issuer, twin]), null);
    // Its own certificate it mostly trusts.
    const own = (authorityKeyId: string) => of(trusting(older), [issuer, twin], certificate({ issuer: older, authorityKeyId }));
    assert.deepEqual([own('aa'), own('bb')], [true, false]);
    assert.equal(of(trusting(older), [issuer, twin], certificate({ issuer: newer, authorityKeyId: 'aa' })), null);
  });
});

describe('the CAs in use', () => {
  it('are those above what was sent, each once, the one that issued last behind', () => {
    const intermediate = authority({ subject: 'CN=issuing', issuer: older, authorityKeyId: 'aa', selfIssued: false, selfSigned: false });
    const leaf = certificate({ issuer: 'CN=issuing', authorityKeyId: 'cc' });
    assert.deepEqual(topIssuer([leaf], leaf), { name: 'CN=issuing', keyId: 'cc' });
    assert.deepEqual(topIssuer([leaf, intermediate], leaf), { name: older, keyId: 'aa' });
    assert.deepEqual(topIssuer([leaf, authority({ subject: 'CN=unrelated', selfIssued: false })], leaf).name, 'CN=issuing');
    assert.deepEqual(topIssuer([leaf, authority({ subject: 'CN=issuing', selfIssued: true })], leaf).name, 'CN=issuing');
  });

  it('leave out self-signed certificates, and tell two of one name by their keys where these show', () => {
    const keyed = (authorityKeyId: string | null, days: number) => node('a', issuedBy(older, days, { authorityKeyId }), trusting());
    assert.deepEqual(issuersInUse([node('a', issuedBy(older, -1, { selfSigned: true }), trusting())]), []);
    assert.equal(issuersInUse([keyed('aa', -3), keyed('bb', -2), keyed('aa', -1)]).length, 2);
    assert.deepEqual(
      issuersInUse([keyed('aa', -3), keyed('bb', -2), keyed('aa', -1)]).map(({ keyId }) => keyId),
      ['bb', 'aa'],
    );
    assert.equal(issuersInUse([keyed('aa', -3), keyed(null, -2)]).length, 1);
  });
});

describe('ca-rotation-half-done, of nodes with certificates of two CAs', () => {
  const judge = (...peers: readonly Peer[]) => {
    const handshakes = peers.flatMap((from) => peers.filter((to) => to !== from).map((to) => ({ from, to })));
    return caRotationHalfDone.judge({ endpoints: [], handshakes: handshakes as never });
  };
  const unshown: PeerTrustStore = { kind: 'unknown', because: { code: 'asks-no-certificate' } };

  it('passes where each showed that it trusts its own CA alone', () => {
    assert.deepEqual(judge(old('a', older), recent('b', newer)), { kind: 'pass' });
  });

  it('is not known where whom a node trusts did not show, which may be both', () => {
    assert.deepEqual(judge(old('a', older), node('b', issuedBy(newer, -3), unshown)), {
      kind: 'unknown',
      because: { code: 'trusts-not-shown', nodes: ['b'] },
    });
  });

  it('finds the node that lacks one of the two', () => {
    const outcome = judge(old('a', older, newer), recent('b', newer));
    assert.deepEqual(outcome.kind === 'finding' && outcome.subjects, ['b']);
  });
});
