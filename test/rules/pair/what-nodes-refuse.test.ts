import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import type { Peer, PeerHandshake, PeerSuites } from '../../../src/model/peer-handshake.ts';
import type { Reachability } from '../../../src/model/reachability.ts';
import { type RefusalReason, verifyReasons } from '../../../src/model/verify-reason.ts';
import type { PairOutcome, PairRule } from '../../../src/rules/framework/rule.ts';
import { seedHostUnreachable } from '../../../src/rules/join/seed-host-unreachable.ts';
import { joinRules } from '../../../src/rules/join-rules.ts';
import { pairRules } from '../../../src/rules/pair-rules.ts';
import { certificate, evidence, observation } from '../../support/evidence.ts';
import { handshake, peer, refused } from '../../support/peer.ts';

const rules: readonly PairRule[] = [...new Set([...joinRules, ...pairRules])];
const a = (given: Partial<Peer> = {}) => peer({ label: 'a', ...given });
const b = (given: Partial<Peer> = {}) => peer({ label: 'b', namesConnectedTo: ['b'], ...given });

/** In a word, with who is to blame and how sure it is. */
function inWords(outcome: PairOutcome): string {
  if (outcome.kind !== 'finding') return outcome.kind;
  return ['finding', outcome.blames ?? '', outcome.certainty ?? ''].join(' ').trim().replace(/ +/g, ' ');
}
const ruleOf = (id: string) => rules.find((rule) => rule.id === id) ?? assert.fail(id);
const said = (id: string, given: Partial<PeerHandshake>) => ruleOf(id).judge(handshake({ from: a(), to: b(), ...given }));
const finding = (id: string, given: Partial<PeerHandshake>) => {
  const outcome = said(id, given);
  return outcome.kind === 'finding' ? outcome : assert.fail(`${id}: ${outcome.kind}`);
};
const [clear, dark] = [{ security: 'plaintext' }, { security: 'unknown', gap: { code: 'connection-refused' } }] as const;

describe('a refusal between nodes', () => {
  const reasons = [...new Set<RefusalReason>([...verifyReasons, 'not-sent', 'missing-intermediate', 'refused-untold'])];
  const undecided = ['signature-unsupported', 'revocation-unknown', 'budget-exhausted', 'aborted'];
  /** Reasons that JSSE knows for a server, or a client, alone. */
  const alone: Readonly<Partial<Record<RefusalReason, 'server' | 'client'>>> = { 'not-sent': 'client' };

  for (const reason of reasons.filter((one) => !undecided.includes(one))) {
    for (const side of ['server', 'client'] as const) {
      if (alone[reason] !== undefined && alone[reason] !== side) continue;
      it(`for ${reason} of a ${side} is told by one rule, with who refuses whom`, () => {
        const met = handshake({ from: a(), to: b(), [side]: { ...refused(reason), facts: { subject: 'CN=x' } } });
        const told = rules.map((rule) => ({ rule, outcome: rule.judge(met) })).filter(({ outcome }) => outcome.kind === 'finding');
        const [one, ...more] = told;
        assert.ok(one?.outcome.kind === 'finding' && more.length === 0, told.map(({ rule }) => rule.id).join());
        const [refuser, holder] = side === 'server' ? ['a', 'b'] : ['b', 'a'];
        assert.equal(one.outcome.message, `${refuser} refuses the certificate of ${holder}: no CA is trusted`);
        assert.equal(one.outcome.refuses, side === 'server' ? 'from' : 'to');
        assert.deepEqual(one.outcome.facts, { subject: 'CN=x', refusedBy: refuser, reason });
        assert.equal('certainty' in one.outcome, false);
        assert.ok(one.outcome.blames === undefined || one.outcome.blames === (side === 'server' ? 'to' : 'from'));
        assert.equal(one.rule.under, 'any');
        const likely = one.rule.judge({ ...met, [side]: { ...refused(reason), certainty: 'likely' } });
        assert.ok(likely.kind === 'finding' && likely.certainty === 'likely');
        // The other way it is well.
        assert.equal(one.rule.judge(handshake({ from: a(), to: b() })).kind, 'pass');
      });
    }
  }

  it('is of what an auto-configured node made by its CA, and else of a CA of the same name', () => {
    const of = (authority: string | undefined) => {
      const met = { server: { ...refused('lookalike-ca'), facts: authority === undefined ? {} : { authority } } };
      const outcomes = rules.map(({ id, judge }) => ({ id, kind: judge(handshake(met)).kind }));
      for (const { id, kind } of outcomes) assert.ok(['finding', 'pass', 'not-applicable'].includes(kind), `${id}: ${kind}`);
      return outcomes.filter(({ kind }) => kind === 'finding').map(({ id }) => id);
    };
    assert.deepEqual(of('CN=Elasticsearch security auto-configuration transport CA'), ['autoconfig-separate-clusters']);
    for (const other of [
      'CN=Elasticsearch security auto-configuration HTTP CA',
      'CN=x',
      'O=y, CN=Elasticsearch security auto-configuration transport CA',
      undefined,
    ])
      assert.deepEqual(of(other), ['trust-lookalike-ca'], other);
  });

  it('cannot be told for want of a verdict, or has no say in the clear', () => {
    const unknown = { kind: 'unknown', because: { code: 'trust-unread' } } as const;
    for (const [side, other] of [
      ['server', 'client'],
      ['client', 'server'],
    ] as const) {
      assert.equal(inWords(said('trust-unknown-issuer', { [side]: unknown })), 'unknown');
      assert.equal(inWords(said('leaf-expired', { [side]: unknown })), 'not-applicable');
      assert.equal(
        inWords(said('leaf-expired', { [side]: unknown, [other]: refused('expired') })),
        `finding ${side === 'server' ? 'from' : 'to'}`,
      );
      assert.equal(inWords(said('client-cert-not-sent', { [side]: unknown })), side === 'client' ? 'not-applicable' : 'pass');
    }
    for (const given of [{ from: a(clear) }, { to: b(clear) }]) {
      assert.equal(inWords(said('trust-unknown-issuer', { ...given, server: unknown })), 'not-applicable');
      assert.equal(inWords(said('leaf-expired', given)), 'not-applicable');
    }
  });
});

describe('what two nodes speak', () => {
  const tls: readonly (readonly [from: Partial<Peer>, to: Partial<Peer>, expected: string])[] = [
    [{}, {}, 'pass'],
    [clear, clear, 'pass'],
    [clear, {}, 'finding'],
    [{}, clear, 'finding'],
    [dark, {}, 'unknown'],
    [{}, dark, 'unknown'],
    [clear, dark, 'unknown'],
    [dark, dark, 'unknown'],
  ];
  for (const [from, to, expected] of tls)
    it(`${from.security ?? 'tls'} and ${to.security ?? 'tls'}: ${expected}`, () =>
      assert.equal(inWords(said('transport-mixed-tls', { from: a(from), to: b(to) })), expected));

  it('names who speaks in the clear, and of whom nothing is known', () => {
    for (const [from, to, plain, other] of [
      [clear, {}, 'a', 'b'],
      [{}, clear, 'b', 'a'],
    ] as const) {
      const { message, facts } = finding('transport-mixed-tls', { from: a(from), to: b(to) });
      assert.equal(message, `${plain} uses no TLS on transport, ${other} does.`);
      assert.deepEqual(facts, { plaintext: plain, tls: other });
    }
    const because = (from: Partial<Peer>, to: Partial<Peer>) => said('transport-mixed-tls', { from: a(from), to: b(to) });
    assert.deepEqual(because(dark, {}), { kind: 'unknown', because: { code: 'peer-security-not-shown', peer: 'a', why: dark.gap } });
    assert.deepEqual(because({}, dark), { kind: 'unknown', because: { code: 'peer-security-not-shown', peer: 'b', why: dark.gap } });
  });

  const versions: readonly (readonly [from: Peer['versions'], to: Peer['versions'], expected: string])[] = [
    [{ 'TLSv1.3': 'accepted' }, { 'TLSv1.3': 'accepted' }, 'pass'],
    [{ 'TLSv1.3': 'accepted', 'TLSv1.2': 'rejected' }, { 'TLSv1.3': 'rejected', 'TLSv1.2': 'accepted' }, 'finding'],
    [
      { 'TLSv1.3': 'rejected', 'TLSv1.2': 'rejected', 'TLSv1.1': 'accepted' },
      { 'TLSv1.3': 'rejected', 'TLSv1.2': 'rejected', 'TLSv1.1': 'accepted' },
      'pass',
    ],
    [{ 'TLSv1.3': 'accepted', 'TLSv1.2': 'unknown' }, { 'TLSv1.3': 'rejected', 'TLSv1.2': 'accepted' }, 'unknown'],
    [{ 'TLSv1.3': 'accepted' }, { 'TLSv1.3': 'rejected', 'TLSv1.2': 'accepted' }, 'unknown'],
    [{ 'TLSv1.3': 'rejected', 'TLSv1.2': 'accepted' }, { 'TLSv1.3': 'accepted' }, 'unknown'],
    // Older ones decide nothing where they did not show.
    [
      { 'TLSv1.3': 'accepted', 'TLSv1.2': 'rejected', 'TLSv1.1': 'unknown' },
      { 'TLSv1.3': 'rejected', 'TLSv1.2': 'accepted', 'TLSv1.1': 'accepted' },
      'finding',
    ],
  ];
  for (const [index, [from, to, expected]] of versions.entries())
    it(`versions ${index + 1}: ${expected}`, () =>
      assert.equal(inWords(said('no-common-protocol', { from: a({ versions: from }), to: b({ versions: to }) })), expected));

  it('names the versions of either, and of whom one did not show', () => {
    const two = { 'TLSv1.3': 'accepted', 'TLSv1.2': 'rejected', TLSv1: 'accepted' } as const;
    const none = { 'TLSv1.3': 'rejected', 'TLSv1.2': 'rejected' } as const;
    const shut = { security: 'unknown', gap: { code: 'port-closed-at-once' }, versions: none } as const;
    const closing = finding('no-common-protocol', { from: a({ versions: two }), to: b(shut) });
    assert.match(closing.message, /^b takes the connection and closes it at every TLS hello, without an alert: /);
    assert.equal(closing.certainty, 'likely');
    // What closes too, and was not asked in both versions; and two of which nothing shows.
    assert.equal(said('no-common-protocol', { from: a({ versions: two }), to: b({ ...shut, versions: {} }) }).kind, 'not-applicable');
    assert.equal(said('no-common-protocol', { from: a(shut), to: b(shut) }).kind, 'not-applicable');
    const { message, facts } = finding('no-common-protocol', { from: a({ versions: two }), to: b({ versions: none }) });
    assert.equal(message, 'a speaks TLSv1.3, TLSv1 and b no version.');
    assert.deepEqual(facts, { a: ['TLSv1.3', 'TLSv1'], b: [] });
    assert.equal(
      finding('no-common-protocol', { from: a({ versions: none }), to: b({ versions: two }) }).message,
      'a speaks no version and b TLSv1.3, TLSv1.',
    );
    const untold = (from: Peer['versions'], to: Peer['versions']) =>
      said('no-common-protocol', { from: a({ versions: from }), to: b({ versions: to }) });
    assert.deepEqual(untold({}, none), { kind: 'unknown', because: { code: 'peer-versions-not-shown', peer: 'a' } });
    assert.deepEqual(untold(none, {}), { kind: 'unknown', because: { code: 'peer-versions-not-shown', peer: 'b' } });
    assert.equal(said('no-common-protocol', { from: a({ ...clear, versions: none }) }).kind, 'not-applicable');
    assert.equal(said('no-common-protocol', { to: b({ ...clear, versions: none }) }).kind, 'not-applicable');
  });
});

describe('the suites of two nodes', () => {
  const of = (names: readonly string[], given: Partial<PeerSuites> = {}): PeerSuites => ({
    names,
    complete: true,
    from: 'served',
    ...given,
  });
  const v12 = { versions: { 'TLSv1.2': 'accepted', 'TLSv1.3': 'rejected' } } as const;
  const in12 = (suites: PeerSuites | null, given: Partial<Peer> = {}): Partial<Peer> => ({
    ...v12,
    suites: suites === null ? {} : { 'TLSv1.2': suites },
    ...given,
  });
  const [rsa, ecdsa, other] = [
    'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_RSA_WITH_AES_128_CBC_SHA',
  ];
  const ecKey = { chain: [certificate({ publicKey: { algorithm: 'EC', bits: 256, curve: 'P-256' } })] };
  const listed = { from: 'configured' } as const;
  const cases: readonly (readonly [what: string, from: Partial<Peer>, to: Partial<Peer>, expected: string])[] = [
    ['one in common', in12(of([rsa, other])), in12(of([rsa])), 'pass'],
    ['none in common', in12(of([rsa])), in12(of([other])), 'finding'],
    ['none in common so far, of the one', in12(of([rsa], { complete: false })), in12(of([other])), 'unknown'],
    ['none in common so far, of the other', in12(of([rsa])), in12(of([other], { complete: false })), 'unknown'],
    ['one in common so far', in12(of([rsa], { complete: false })), in12(of([rsa], { complete: false })), 'pass'],
    ['nothing of the one', in12(null), in12(of([rsa])), 'unknown'],
    ['nothing of the other', in12(of([rsa])), in12(null), 'unknown'],
    ['no version in common', { versions: { 'TLSv1.3': 'accepted' } }, { versions: { 'TLSv1.2': 'accepted' } }, 'not-applicable'],
    // A port serves what fits its own key; as a client it has those for the other kind as well.
    ['of an RSA key that is served, at an EC key', in12(of([rsa])), in12(of([ecdsa])), 'pass'],
    ['of an EC key that is served, at an RSA key', in12(of([ecdsa])), in12(of([rsa])), 'pass'],
    ['of a list for RSA, at an EC key', in12(of([rsa], listed)), in12(of([ecdsa])), 'finding'],
    ['of a list, at a list that its RSA key cannot use', in12(of([ecdsa], listed)), in12(of([ecdsa], listed)), 'finding'],
    ['of a list, at a list that its EC key can use', in12(of([ecdsa], listed)), in12(of([ecdsa], listed), ecKey), 'pass'],
    ['of a list, at a list that its EC key cannot use', in12(of([rsa], listed)), in12(of([rsa], listed), ecKey), 'finding'],
    ['of a list, at a list without a certificate', in12(of([rsa], listed)), in12(of([rsa], listed), { chain: [] }), 'pass'],
    ['in the clear', in12(of([rsa])), { ...in12(of([other])), ...clear }, 'not-applicable'],
    ['in the clear, the other way', { ...in12(of([rsa])), ...clear }, in12(of([other])), 'not-applicable'],
    [
      'one version apart, the other alike',
      { suites: { 'TLSv1.3': of(['x']), 'TLSv1.2': of([rsa]) } },
      { suites: { 'TLSv1.3': of(['y']), 'TLSv1.2': of([rsa]) } },
      'pass',
    ],
    ['one version apart, the other not shown', { suites: { 'TLSv1.3': of(['x']) } }, { suites: { 'TLSv1.3': of(['y']) } }, 'unknown'],
    ['no suite that it takes', in12(of([rsa])), { takesNoSuite: true }, 'finding to likely'],
    ['no suite that it would take, as it connects', { ...in12(of([rsa])), takesNoSuite: true }, in12(of([rsa])), 'pass'],
  ];
  for (const [what, from, to, expected] of cases)
    it(`are told: ${what}: ${expected}`, () => assert.equal(inWords(said('no-common-cipher', { from: a(from), to: b(to) })), expected));

  it('are named, with whose list is not whole and why', () => {
    const { message, facts } = finding('no-common-cipher', { from: a(in12(of([rsa]))), to: b(in12(of([other]))) });
    assert.equal(message, 'a and b both speak TLSv1.2, but have no cipher suite in common.');
    assert.deepEqual(facts, { a: [rsa], b: [other] });
    const because = (from: PeerSuites | null, to: PeerSuites | null) => {
      const outcome = said('no-common-cipher', { from: a(in12(from)), to: b(in12(to)) });
      return outcome.kind === 'unknown' ? outcome.because : null;
    };
    const code = 'peer-suites-not-complete';
    const cut = { kind: 'stopped' } as never;
    assert.deepEqual(because(of([rsa], { complete: false, cut }), of([other])), { code, peer: 'a', version: 'TLSv1.2', gap: cut });
    assert.deepEqual(because(of([rsa]), of([other], { complete: false })), { code, peer: 'b', version: 'TLSv1.2', gap: null });
    assert.deepEqual(because(null, of([other])), { code, peer: 'a', version: 'TLSv1.2', gap: null });
    assert.deepEqual(because(of([rsa]), null), { code, peer: 'b', version: 'TLSv1.2', gap: null });
  });
});

describe('the key of a certificate that a node shows', () => {
  const id = 'key-certificate-mismatch';
  const cases: readonly (readonly [from: Partial<Peer>, to: Partial<Peer>, expected: string])[] = [
    [{}, {}, 'pass'],
    [{ keyFits: null }, { keyFits: null }, 'pass'],
    [{ keyFits: false }, {}, 'finding from'],
    [{}, { keyFits: false }, 'finding to'],
    [{ keyFits: false }, { keyFits: false }, 'finding to'],
    [{ keyFits: false, ...clear }, {}, 'not-applicable'],
    [{ keyFits: false }, clear, 'not-applicable'],
  ];
  for (const [index, [from, to, expected]] of cases.entries())
    it(`case ${index + 1}: ${expected}`, () => assert.equal(inWords(said(id, { from: a(from), to: b(to) })), expected));

  it('is told with whose it is', () => {
    const own = certificate({ subject: 'CN=own' });
    const { message, facts } = finding(id, { from: a({ keyFits: false, chain: [own] }) });
    assert.equal(message, 'The private key of a does not belong to its certificate CN=own.');
    assert.deepEqual(facts, { holder: 'a', sha256: own.sha256 });
    assert.deepEqual(finding(id, { to: b({ keyFits: false, chain: [] }) }).facts, { holder: 'b', sha256: null });
  });
});

describe('the names by which nodes connect to a node', () => {
  const full = rules.filter(({ under }) => under === 'full');
  const names = (given: Partial<PeerHandshake>) =>
    full.flatMap((rule) => {
      const outcome = rule.judge(handshake({ from: a(), ...given }));
      return outcome.kind === 'pass' ? [] : [`${rule.id} ${inWords(outcome)}`];
    });
  const bears = (name: string) => ({ kind: 'match', name, by: `DNS:${name}` }) as const;
  const ofOthers = { code: 'name-of-others', names: { first: ['a'], count: 1 } } as const;
  const lacks = (name: string) => ({ kind: 'mismatch', name, because: ofOthers }) as const;
  const to = (connected: readonly string[], surely: readonly string[] = [], given: Partial<Peer> = {}) =>
    b({ namesConnectedTo: connected, namesSurelyConnectedTo: surely, ...given });
  const nameless = { chain: [certificate({ subjectAltNames: null })] };
  const empty = { chain: [certificate({ subjectAltNames: [] })] };
  const [ip, published] = ['10.0.0.12', '10.9.9.9'];
  const cases: readonly (readonly [what: string, to: Peer, names: PeerHandshake['names'], expected: readonly string[]])[] = [
    ['all of which it bears', to(['b', ip]), [bears('b'), bears(ip)], []],
    ['none at all', to([]), [], []],
    ['a name that it lacks', to(['b']), [lacks('b')], ['san-name-mismatch finding to']],
    ['an address that it lacks', to([ip]), [lacks(ip)], ['san-ip-missing finding to']],
    ['a name, and it has none', to(['b'], [], nameless), [lacks('b')], ['san-missing finding to']],
    ['an address, and it has none', to([ip], [], empty), [lacks(ip)], ['san-missing finding to']],
    ['a name with an underscore', to(['b_2']), [lacks('b_2')], ['hostname-underscore finding to']],
    ['a name with an underscore, and it has none', to(['b_2'], [], nameless), [lacks('b_2')], ['hostname-underscore finding to']],
    ['none of two', to(['b', ip]), [lacks('b'), lacks(ip)], ['san-name-mismatch finding to']],
    ['none of two, the address first', to([ip, 'b']), [lacks(ip), lacks('b')], ['san-ip-missing finding to']],
    ['one of two that may be used', to(['b', ip]), [bears('b'), lacks(ip)], ['san-publish-address-missing unknown']],
    ['the seed, which may not be used', to(['b', ip]), [lacks('b'), bears(ip)], ['san-publish-address-missing unknown']],
    [
      'the seed, for sure',
      to(['b', ip], ['b']),
      [lacks('b'), bears(ip)],
      ['san-name-mismatch finding to', 'san-publish-address-missing unknown'],
    ],
    [
      'what it publishes, for sure',
      to(['b', published], [published]),
      [bears('b'), lacks(published)],
      ['san-publish-address-missing finding to'],
    ],
    [
      'the seed and what it publishes, for sure, of three',
      to(['b', published, 'c'], ['b', published]),
      [lacks('b'), lacks(published), bears('c')],
      ['san-name-mismatch finding to', 'san-publish-address-missing finding to'],
    ],
    [
      'what was not compared',
      to(['b']),
      [{ kind: 'not-checked', because: { code: 'no-certificate-seen' } }],
      full.map(({ id }) => `${id} unknown`),
    ],
    [
      'one that it lacks, and one that was not compared',
      to(['b']),
      [lacks('b'), { kind: 'not-checked', because: { code: 'no-certificate-seen' } }],
      full.map(({ id }) => `${id} unknown`),
    ],
    ['a name that it lacks, in the clear', to(['b'], [], clear), [lacks('b')], full.map(({ id }) => `${id} not-applicable`)],
  ];
  for (const [what, peer_, all, expected] of cases)
    it(`are told: ${what}`, () => assert.deepEqual(names({ to: peer_, names: all }).toSorted(), [...expected].sort()));

  it('have no say where the one who connects does so in the clear', () => {
    assert.ok(full.every((rule) => rule.judge(handshake({ from: a(clear), names: [lacks('b')] })).kind === 'not-applicable'));
  });

  it('are named', () => {
    const both = finding('san-name-mismatch', { to: to(['b', 'c']), names: [lacks('b'), lacks('c')] });
    assert.equal(both.message, 'Peers connect to b as b and c: the certificate is for a.');
    assert.deepEqual(both.facts, { names: ['b', 'c'], subject: certificate().subject });
    assert.equal(ruleOf('san-name-mismatch').severity, 'critical');
    const address = finding('san-publish-address-missing', {
      to: to(['b', published], [published]),
      names: [bears('b'), lacks(published)],
    });
    assert.equal(address.message, `b publishes ${published}, which peers connect to once they have found it: the certificate is for a.`);
    assert.deepEqual(address.facts, { publishes: published, subject: certificate().subject });
    const open = said('san-publish-address-missing', { to: to(['b', ip]), names: [bears('b'), lacks(ip)] });
    assert.deepEqual(open, {
      kind: 'unknown',
      because: { code: 'dialled-names-unclear', peer: 'b', names: [ip], why: ofOthers },
    });
    const blank = to(['b', published], [published], { chain: [] });
    assert.deepEqual(finding('san-publish-address-missing', { to: blank, names: [bears('b'), lacks(published)] }).facts, {
      publishes: published,
      subject: null,
    });
  });
});

describe('what comes after TLS', () => {
  const versions: readonly (readonly [newcomer: string | null, member: string | null, expected: string])[] = [
    ['8.19.21', '8.19.21', 'pass'],
    ['8.19.2', '8.19.21', 'pass'],
    ['8.19.21', '8.17.3', 'pass'],
    ['8.17.3', '8.19.21', 'finding likely'],
    ['9.0.0', '8.19.21', 'pass'],
    ['8.19.21', '9.0.0', 'finding likely'],
    ['9.2.0', '8.1.0', 'pass'],
    ['7.17.29', '9.0.0', 'finding'],
    ['9.0.0', '7.17.29', 'finding'],
    ['8.19', '8.19.21', 'pass'],
    ['8.17', '8.19', 'finding likely'],
    ['newer than 9.5', '8.19.21', 'not-applicable'],
    [null, '8.19.21', 'not-applicable'],
    ['8.19.21', null, 'not-applicable'],
    ['10.0.0', '9.0.0', 'pass'],
    ['8.9.0', '8.10.0', 'finding likely'],
    ['8', '8.19', 'not-applicable'],
    ['8.19x', '8.19', 'not-applicable'],
  ];
  for (const [newcomer, member, expected] of versions)
    it(`release ${newcomer} to ${member}: ${expected}`, () => {
      const given = { from: a({ release: newcomer }), to: b({ release: member }) };
      assert.equal(inWords(said('node-version-incompatible', given)), expected);
      if (!expected.startsWith('finding')) return;
      const { message, facts } = finding('node-version-incompatible', given);
      assert.equal(message, `a is of release ${newcomer}, and b of ${member}.`);
      assert.deepEqual(facts, { a: newcomer, b: member });
    });

  it('is the cluster name, where both show it', () => {
    const clusters = (from: string | null, to: string | null) =>
      said('cluster-name-mismatch', { from: a({ clusterName: from }), to: b({ clusterName: to }) });
    assert.deepEqual(
      [inWords(clusters('x', 'x')), inWords(clusters(null, 'x')), inWords(clusters('x', null))],
      ['pass', 'not-applicable', 'not-applicable'],
    );
    const outcome = clusters('x', 'y');
    assert.ok(outcome.kind === 'finding');
    assert.deepEqual([outcome.message, outcome.facts], ['a belongs to the cluster x, b to y.', { a: 'x', b: 'y' }]);
  });

  it('is the transport protocol, which an HTTP port does not speak', () => {
    const speaks = (given: Partial<Peer>) => said('seed-host-is-http-port', { to: b(given) });
    assert.deepEqual(
      [inWords(speaks({})), inWords(speaks({ speaks: null })), inWords(speaks({ speaks: 'http' }))],
      ['pass', 'not-applicable', 'finding from'],
    );
    const message = (given: Partial<Peer>) => finding('seed-host-is-http-port', { to: b({ speaks: 'http', ...given }) });
    assert.equal(message({}).message, 'b answers HTTP over TLS: it is not a transport port.');
    assert.equal(message(clear).message, 'b answers HTTP: it is not a transport port.');
    assert.deepEqual(message({}).facts, { speaks: 'http', security: 'tls' });
  });

  it('is a connection to begin with', () => {
    const seed = (label: string, reachability: Reachability, given: Partial<EndpointEvidence> = {}) => ({
      label,
      issuerKey: null,
      evidence: evidence({ observation: observation({ reachability }), ...given }),
    });
    const of = (...endpoints: readonly ReturnType<typeof seed>[]) => seedHostUnreachable.judge({ endpoints, encounters: [] } as never);
    const [open, closed, untried] = [
      seed('a', { kind: 'open' }),
      seed('b', { kind: 'refused' }),
      seed('c', { kind: 'not-attempted', because: 'x' } as never),
    ];
    assert.deepEqual([of().kind, of(open).kind, of(open, closed).kind, of(open, untried).kind], ['not-applicable', 'pass', 'pass', 'pass']);
    assert.equal(of(closed, untried).kind, 'unknown');
    const outcome = of(closed, { ...closed, label: 'd' });
    assert.ok(outcome.kind === 'finding');
    assert.deepEqual(outcome.subjects, ['b', 'd']);
    assert.deepEqual(outcome.facts, { b: 'refused', d: 'refused' });
    assert.match(outcome.message, /^b: .*refused the connection; d: .*refused the connection\.$/);
    const unknown = of(untried);
    assert.ok(unknown.kind === 'unknown' && unknown.because.code === 'seed-not-tried' && unknown.because.seed === 'c');
  });
});
