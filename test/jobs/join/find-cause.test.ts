import assert from 'node:assert/strict';
import { findCause } from '../../../src/jobs/join/find-cause.ts';
import type { JoinMember, JoinView } from '../../../src/jobs/join/join-view.ts';
import { evaluatePair, type PairJudgement } from '../../../src/jobs/matrix/evaluate-pair.ts';
import { linesOfRule } from '../../../src/logs/find-log-line.ts';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import type { Observation } from '../../../src/model/observation.ts';
import type { Peer } from '../../../src/model/peer-handshake.ts';
import type { ClusterFinding } from '../../../src/model/report.ts';
import type { Setup, SetupProblem } from '../../../src/model/setup.ts';
import type { PairOutcome } from '../../../src/rules/framework/rule.ts';
import { joinRules } from '../../../src/rules/join-rules.ts';
import { evidence, observation } from '../../support/evidence.ts';
import { logEvidence } from '../../support/log-evidence.ts';
import { anchorTrust, handshake, peer, refused } from '../../support/peer.ts';
import { bareSetup, tlsContext } from '../../support/tls-context.ts';

const es03 = peer({ label: 'es03' });
const transport = tlsContext('xpack.security.transport.ssl');

/** What rules on files found. */
function ofFiles(rule: string, given: Partial<ClusterFinding['evidence']> = {}, more: Partial<ClusterFinding> = {}): ClusterFinding {
  return {
    rule,
    severity: 'high',
    title: rule,
    detail: `files: ${rule}`,
    evidence: { certainty: 'proven', stops: false, ...given },
    remedy: '',
    fix: { steps: [] },
    source: '',
    subjects: ['elasticsearch.yml:3'],
    ...more,
  };
}

function member(label: string, reachability: Observation['reachability'] = { kind: 'open' }, rules: readonly string[] = []): JoinMember {
  const seen: EndpointEvidence = evidence({
    observation: observation({ reachability, target: { label, host: label, port: 9300, scheme: null } }),
  });
  const findings = rules.map((rule) => ({ ...ofFiles(rule), detail: `wire: ${rule}` }));
  return { label, peer: peer({ label }), evidence: seen, endpoint: { target: label, findings } as never };
}

const alone: JoinView = {
  known: [],
  joiner: es03,
  setup: null,
  setupFindings: [],
  reported: new Map(),
  own: [],
  members: [],
  towards: [],
  back: [],
  served: [],
  log: { open: [], isOutside: () => false },
  collected: [],
  deployment: 'self',
  product: null,
};

type Said = 'pass' | 'finding' | 'likely' | 'unknown' | 'not-applicable';

/** One node dials another, and the rules of joining say so; those that are not named pass. */
function dials(from: Peer, to: Peer, said: Readonly<Record<string, Said>>, given: Parameters<typeof handshake>[0] = {}): PairJudgement {
  const refuses: 'from' | 'to' | undefined =
    given.server?.kind === 'refused' ? 'from' : given.client?.kind === 'refused' ? 'to' : undefined;
  const rules = joinRules.map((rule) => ({
    ...rule,
    judge: (): PairOutcome => {
      const kind = said[rule.id] ?? 'pass';
      if (kind === 'pass' || kind === 'not-applicable') return { kind } as const;
      if (kind === 'unknown') return { kind, because: { code: 'no-connection' } } as const;
      const more = {
        ...(kind === 'likely' ? { certainty: 'likely' as const } : {}),
        ...(refuses === undefined ? {} : { refuses }),
      } as const;
      return { kind: 'finding', message: `wire: ${rule.id}`, ...more } as const;
    },
  }));
  return evaluatePair(rules, handshake({ from, to, ...given }));
}
const es01 = peer({ label: 'es01' });
const towards = (said: Readonly<Record<string, Said>>, given: Parameters<typeof handshake>[0] = {}) => dials(es03, es01, said, given);
const back = (said: Readonly<Record<string, Said>>, given: Parameters<typeof handshake>[0] = {}) => dials(es01, es03, said, given);

/** Rule and confidence. */
const brief = (given: Partial<JoinView>) => {
  const { cause } = findCause({ ...alone, ...given });
  return cause === null ? null : `${cause.rule} ${cause.confidence}`;
};
const codes = (given: Partial<JoinView>) =>
  findCause({ ...alone, ...given }).ruledOut.map(({ code, direction }) => (direction === undefined ? code : `${code} ${direction}`));

const problem = (rule: string): SetupProblem => ({ rule }) as never;
const dark = bareSetup({ unread: { code: 'x' } as never });

describe('the one thing that keeps a node from joining', () => {
  const stopping = (rule: string, certainty: 'proven' | 'likely' = 'proven') => ofFiles(rule, { stops: true, certainty });
  const [first, second, third] = [problem('a'), problem('b'), problem('c')];
  const withObstacles = (...found: readonly (readonly [SetupProblem, ClusterFinding])[]): Partial<JoinView> => ({
    setup: bareSetup({ startupErrors: found.map(([one]) => one) }),
    reported: new Map(found),
    setupFindings: found.map(([, finding]) => finding),
  });

  const files: readonly (readonly [what: string, view: Partial<JoinView>, expected: string | null])[] = [
    ['nothing', {}, null],
    ['files that are well', { setup: bareSetup() }, null],
    ['what stops it', { setup: bareSetup(), setupFindings: [stopping('pem-empty')] }, 'pem-empty proven'],
    ['what does not stop it', { setup: bareSetup(), setupFindings: [ofFiles('weak-key')] }, null],
    ['what stops, without files', { setupFindings: [stopping('pem-empty')] }, null],
    [
      'two, in the order of its checks',
      withObstacles([first, stopping('file-missing')], [second, stopping('pem-empty')]),
      'file-missing proven',
    ],
    [
      'two, told in another order',
      { ...withObstacles([first, stopping('file-missing')], [second, stopping('pem-empty')]), setupFindings: [stopping('pem-empty')] },
      'file-missing proven',
    ],
    [
      'a proven one behind one that is likely',
      withObstacles([first, stopping('file-not-readable', 'likely')], [second, stopping('pem-empty')]),
      'pem-empty proven',
    ],
    ['one that is likely', withObstacles([first, stopping('file-not-readable', 'likely')]), 'file-not-readable likely'],
    ['an obstacle that stops nothing', withObstacles([first, ofFiles('file-missing')], [third, stopping('pem-empty')]), 'pem-empty proven'],
    [
      'what it does not report, behind its own',
      { ...withObstacles([first, stopping('file-missing')]), setupFindings: [stopping('pem-empty')] },
      'file-missing proven',
    ],
    [
      'a node that is told to stay alone',
      { setup: bareSetup(), setupFindings: [ofFiles('discovery-single-node')] },
      'discovery-single-node proven',
    ],
    [
      'what stops before that',
      { setup: bareSetup(), setupFindings: [ofFiles('discovery-single-node'), stopping('pem-empty')] },
      'pem-empty proven',
    ],
  ];
  for (const [what, view, expected] of files) it(`is, of ${what}: ${expected}`, () => assert.equal(brief(view), expected));

  const refusing: Observation['reachability'] = { kind: 'refused' };
  const untried: Observation['reachability'] = { kind: 'not-attempted', because: 'x' } as never;
  const wire: readonly (readonly [what: string, view: Partial<JoinView>, expected: string | null])[] = [
    ['nobody who listens', { members: [member('es01', refusing), member('es02', refusing)] }, 'seed-host-unreachable proven'],
    ['one who listens', { members: [member('es01', refusing), member('es02')] }, null],
    ['nobody who was asked', { members: [member('es01', untried)] }, null],
    ['one who says nothing', { members: [member('es01', undefined, ['tls-handshake-timeout'])] }, 'tls-handshake-timeout proven'],
    ['one of two who says nothing', { members: [member('es01', undefined, ['tls-handshake-timeout']), member('es02')] }, null],
    [
      'one who says nothing, and one who does not listen',
      { members: [member('es01', undefined, ['tls-handshake-timeout']), member('es02', refusing)] },
      'tls-handshake-timeout proven',
    ],
    ['another finding of its port', { members: [member('es01', undefined, ['weak-key'])] }, null],
    ['a failure as it connects', { towards: [towards({ 'leaf-expired': 'finding' })] }, 'leaf-expired proven'],
    ['a failure as others connect', { back: [back({ 'leaf-expired': 'finding' })] }, 'leaf-expired proven'],
    ['both', { towards: [towards({ 'weak-key': 'finding' })], back: [back({ 'leaf-expired': 'finding' })] }, 'weak-key proven'],
    ['a failure that is likely', { towards: [towards({ 'leaf-expired': 'likely' })] }, 'leaf-expired likely'],
    [
      'one whose names count, by its own mode',
      { joiner: { ...es03, verification: 'full' }, back: [back({ 'san-missing': 'finding' })] },
      'san-missing likely',
    ],
    [
      'one whose names hardly count',
      { joiner: { ...es03, verification: 'certificate' }, back: [back({ 'san-missing': 'finding' })] },
      'san-missing possible',
    ],
    [
      'one whose names may count',
      { joiner: { ...es03, verification: null }, back: [back({ 'san-missing': 'finding' })] },
      'san-missing possible',
    ],
    ['names as it connects', { towards: [towards({ 'san-missing': 'finding' })] }, 'san-missing likely'],
    // What stands in its files counts before what is on the wire.
    [
      'files that stop it, and a failure as it connects',
      { setup: bareSetup(), setupFindings: [stopping('pem-empty')], towards: [towards({ 'leaf-expired': 'finding' })] },
      'pem-empty proven',
    ],
  ];
  for (const [what, view, expected] of wire) it(`is, of ${what}: ${expected}`, () => assert.equal(brief(view), expected));

  const stale = ofFiles('stale-certificate-in-memory', { context: transport.name });
  const bound = ofFiles('transport-bound-to-localhost');
  const seedless = ofFiles('seed-hosts-missing');
  const after: readonly (readonly [what: string, view: Partial<JoinView>, expected: string | null])[] = [
    [
      'an old certificate in its memory that others refuse',
      { setupFindings: [stale], served: [back({ 'leaf-expired': 'finding' })] },
      'stale-certificate-in-memory proven',
    ],
    [
      'an old certificate that others likely refuse',
      { setupFindings: [stale], served: [back({ 'leaf-expired': 'likely' })] },
      'stale-certificate-in-memory likely',
    ],
    ['an old certificate that others let in', { setupFindings: [stale], served: [back({})] }, null],
    [
      'an old certificate with names that others check, as the node itself does',
      { joiner: { ...es03, verification: 'full' }, setupFindings: [stale], served: [back({ 'san-missing': 'finding' })] },
      'stale-certificate-in-memory likely',
    ],
    [
      'the same, and the log of another that refuses those names: it proves what keeps the node out, and is not the cause',
      {
        joiner: { ...es03, verification: 'full' },
        setupFindings: [stale],
        served: [back({ 'san-missing': 'finding' })],
        log: { open: [logEvidence({ role: 'client', rule: 'san-missing' })], isOutside: () => false },
      },
      'stale-certificate-in-memory proven',
    ],
    ['an old certificate that others may refuse', { setupFindings: [stale], served: [back({ 'san-missing': 'finding' })] }, null],
    ['a served one that others refuse, and files that are of it', { served: [back({ 'leaf-expired': 'finding' })] }, null],
    [
      'an old file of no context',
      { setupFindings: [ofFiles('stale-certificate-in-memory')], served: [back({ 'leaf-expired': 'finding' })] },
      null,
    ],
    ['a node on the loopback', { setupFindings: [bound] }, 'transport-bound-to-localhost proven'],
    ['a node on the loopback, as it may be', { setupFindings: [{ ...bound, severity: 'low' }] }, null],
    ['no seed hosts', { setupFindings: [seedless] }, 'seed-hosts-missing likely'],
    ['no seed hosts, and members that were given', { setupFindings: [seedless], members: [member('es01')] }, null],
  ];
  for (const [what, view, expected] of after) it(`is, of ${what}: ${expected}`, () => assert.equal(brief(view), expected));

  it('has what the old certificate in its memory is refused for', () => {
    const { cause, finding } = findCause({ ...alone, setupFindings: [stale], served: [back({ 'leaf-expired': 'finding' })] });
    assert.deepEqual([cause?.evidence.refusedFor, cause?.evidence.because, finding], ['leaf-expired', 'wire: leaf-expired', stale]);
  });

  it('is the finding of the files where it is that, and of nothing else', () => {
    const found = stopping('pem-empty');
    assert.equal(findCause({ ...alone, setup: bareSetup(), setupFindings: [found] }).finding, found);
    assert.equal(findCause({ ...alone, towards: [towards({ 'leaf-expired': 'finding' })] }).finding, null);
    assert.equal(findCause(alone).finding, null);
  });

  it('says whether it is of the node itself', () => {
    const blames = (given: Partial<JoinView>) => findCause({ ...alone, ...given }).blamesJoiner;
    assert.equal(blames({ towards: [towards({ 'leaf-expired': 'finding' })] }), true);
    assert.equal(blames({ towards: [towards({ 'leaf-expired': 'finding' })], joiner: { ...es03, label: 'es09' } }), false);
    assert.equal(blames({ towards: [towards({ 'leaf-expired': 'finding' })], joiner: null }), false);
    assert.equal(blames({}), false);
  });

  it('says what it takes for granted where it is likely, and only there', () => {
    const assumed = (given: Partial<JoinView>) => findCause({ ...alone, ...given }).cause?.assumes?.map(({ code }) => code);
    const likely = (rule: string): Partial<JoinView> => withObstacles([first, stopping(rule, 'likely')]);
    assert.deepEqual(assumed(likely('file-not-readable')), ['service-reads-no-more']);
    assert.deepEqual(assumed(likely('file-missing')), ['files-are-those-in-use']);
    assert.equal(assumed(withObstacles([first, stopping('file-missing')])), undefined);
    assert.deepEqual(assumed({ setupFindings: [seedless] }), ['no-other-seed-provider']);
    assert.equal(assumed({ towards: [towards({ 'leaf-expired': 'finding' })] }), undefined);
  });

  it('has the lines to look for in the log of a node', () => {
    const { cause } = findCause({ ...alone, towards: [towards({ 'leaf-expired': 'finding' })] });
    assert.deepEqual(cause?.logLines, linesOfRule('leaf-expired', 'node'));
    assert.ok(cause.logLines.length > 0);
    const own = findCause({ ...alone, setup: bareSetup(), setupFindings: [ofFiles('pem-empty', { stops: true, logs: 'as it is' })] }).cause;
    assert.deepEqual(own?.logLines, ['as it is']);
  });

  it('names those who say nothing', () => {
    const { cause } = findCause({
      ...alone,
      members: ['es01', 'es02'].map((label) => member(label, undefined, ['tls-handshake-timeout'])),
    });
    assert.deepEqual(cause?.subjects, ['es01', 'es02']);
    assert.equal(cause?.detail, 'wire: tls-handshake-timeout');
  });
});

describe('what a log says of the same', () => {
  const stated = logEvidence({ role: 'client' });
  const [pointed, ofAnyone] = [logEvidence({ role: 'client', certainty: 'points-to' }), logEvidence()];
  const likely: Partial<JoinView> = { towards: [towards({ 'leaf-expired': 'likely' })] };
  const [other, otherOfAnyone] = [logEvidence({ role: 'client', rule: 'weak-key' }), logEvidence({ rule: 'weak-key' })];
  const log = (open: JoinView['log']['open'][number][], isOutside = false): Partial<JoinView> => ({
    log: { open, isOutside: () => isOutside },
  });
  const cases: readonly (readonly [what: string, view: Partial<JoinView>, expected: string | null])[] = [
    ['stated of a node, it is proof', { ...likely, ...log([stated]) }, 'leaf-expired proven'],
    ['stated of somebody, it is none', { ...likely, ...log([ofAnyone]) }, 'leaf-expired likely'],
    ['stated of a node that is outside, it is proof', { ...likely, ...log([ofAnyone], true) }, 'leaf-expired proven'],
    ['pointed to, it is none', { ...likely, ...log([pointed]) }, 'leaf-expired likely'],
    ['stated on another connection, it is none', { ...likely, ...log([{ ...stated, connection: 'http' }]) }, 'leaf-expired likely'],
    ['something else that it states, it knows better', { ...likely, ...log([other]) }, 'weak-key likely'],
    ['something else that is possible, it does not', { ...likely, ...log([otherOfAnyone]) }, 'leaf-expired likely'],
    [
      'something else, against what is proven',
      { towards: [towards({ 'leaf-expired': 'finding' })], ...log([other]) },
      'leaf-expired proven',
    ],
    ['nothing else known', log([other]), 'weak-key proven'],
    ['nothing else known, of somebody', log([otherOfAnyone]), 'weak-key possible'],
    ['another connection alone', log([{ ...other, connection: 'http' }]), null],
  ];
  for (const [what, view, expected] of cases) it(`${what}: ${expected}`, () => assert.equal(brief(view), expected));

  it('is told with it', () => {
    const { cause } = findCause({ ...alone, ...likely, ...log([stated]) });
    assert.match(JSON.stringify(cause?.evidence.log), /"line":5,/);
    const instead = findCause({ ...alone, ...likely, ...log([other]) }).cause;
    assert.equal(instead?.evidence.seenBesides, 'leaf-expired: wire: leaf-expired');
    assert.equal(instead?.logged?.line, 5);
    assert.equal(findCause({ ...alone, ...likely }).cause?.logged, undefined);
  });
});

describe('what is ruled out before the cause', () => {
  const inOrder = [
    'seed-host-is-http-port',
    'tls-on-one-side',
    'versions-and-suites',
    'key-of-another-certificate',
    'trust',
    'dates',
    'usages-and-keys',
  ];
  const whole = [...inOrder, 'names', 'release', 'cluster-name'];

  it('is each step, both ways where it is well both ways', () => {
    assert.deepEqual(codes({ towards: [towards({})], back: [back({})] }), whole);
    assert.deepEqual(
      codes({ towards: [towards({})] }),
      whole.map((code) => `${code} out`),
    );
    assert.deepEqual(
      codes({ back: [back({})] }),
      whole.map((code) => `${code} in`),
    );
    const { ruledOut } = findCause({ ...alone, towards: [towards({})], back: [back({ 'leaf-expired': 'unknown' })] });
    const what = (code: string) => ruledOut.filter((one) => one.code === code).map((one) => one.what);
    assert.deepEqual([what('dates'), what('trust')], [['dates, as it connects'], ['trust, both ways']]);
    assert.deepEqual(
      findCause({ ...alone, back: [back({})] }).ruledOut.find(({ code }) => code === 'dates')?.what,
      'dates, as others connect to it',
    );
  });

  it('ends at the step of the cause, and does not go the other way after it', () => {
    assert.deepEqual(
      codes({ towards: [towards({ 'leaf-expired': 'finding' })], back: [back({})] }),
      inOrder.slice(0, 5).map((code) => `${code} out`),
    );
    assert.deepEqual(codes({ towards: [towards({})], back: [back({ 'leaf-expired': 'finding' })] }), [
      ...inOrder.slice(0, 5),
      ...whole.slice(5).map((code) => `${code} out`),
    ]);
  });

  it('is a connection where somebody listens', () => {
    assert.deepEqual(codes({ members: [member('es01')] }), ['no-connection']);
    assert.deepEqual(codes({ members: [member('es01', { kind: 'refused' })] }), []);
    assert.deepEqual(codes({ members: [member('es01', { kind: 'not-attempted' } as never)] }), []);
    const because = (...members: readonly JoinMember[]) => findCause({ ...alone, members }).ruledOut[0]?.because;
    assert.equal(because(member('es01')), 'es01 takes connections');
    assert.equal(because(member('es01'), member('es02')), 'es01, es02 take connections');
    assert.equal(because(member('es01'), member('es02', { kind: 'refused' })), 'es01 takes connections');
  });

  it('are its files where they could all be read, and nothing in them stops it', () => {
    const problemFile = { problem: 'cut off' } as never;
    const cases: readonly (readonly [setup: Setup, ruledOut: boolean])[] = [
      [bareSetup(), true],
      [dark, false],
      [bareSetup({ unknown: [{ code: 'release-not-given' } as never] }), true],
      [bareSetup({ unknown: [{ code: 'release-not-given' } as never, { code: 'file-unread' } as never] }), false],
      ...(['opened', 'absent', 'locked', 'unreadable'] as const).map((kind): readonly [Setup, boolean] => [
        bareSetup({ keystore: { ...bareSetup().keystore, kind } }),
        kind === 'opened' || kind === 'absent',
      ]),
      [bareSetup({ contexts: [transport] }), true],
      [bareSetup({ contexts: [transport, { ...transport, files: [problemFile] }] }), false],
    ];
    for (const [setup, ruledOut] of cases) assert.deepEqual(codes({ setup }), ruledOut ? ['own-files'] : []);
    assert.deepEqual(codes({ setup: bareSetup(), setupFindings: [ofFiles('pem-empty', { stops: true })] }), []);
    assert.equal(
      findCause({ ...alone, setup: bareSetup() }).ruledOut[0]?.because,
      'what /etc/elasticsearch names can be loaded by whoever runs handclasp; whether the user of the service may read it was not checked',
    );
  });
});

describe('the steps for a node that lacks trust', () => {
  const acceptable = handshake({ from: es03, to: es01, server: refused('unknown-issuer') });
  const step = (given: Partial<JoinView> = {}, way: Parameters<typeof handshake>[0] = {}, rule = 'trust-unknown-issuer') => {
    const judgement = towards({ [rule]: 'finding' }, { server: acceptable.server, ...way });
    return findCause({ ...alone, towards: [judgement], ...given }).cause?.remedy ?? '';
  };
  const trusts = /Make the node trust the CA that issued the certificates of the others/;

  it('add the CA of the others where they let it in, and leave its certificate', () => {
    for (const rule of ['trust-unknown-issuer', 'trust-lookalike-ca']) assert.match(step({}, {}, rule), trusts, rule);
    for (const other of [
      step({ deployment: 'eck' }),
      step({ product: 'opensearch' }),
      step({ joiner: { ...es03, label: 'es09' } }),
      step({ joiner: null }),
      step({}, { client: refused('expired') }),
      step({}, { client: { kind: 'accepted', because: { code: 'certificate-not-asked', peer: null } } }),
      step({}, {}, 'trust-missing-intermediate'),
    ])
      assert.doesNotMatch(other, trusts);
    // The others reject it.
    const rejected = findCause({ ...alone, back: [back({ 'trust-unknown-issuer': 'finding' }, { server: refused('unknown-issuer') })] });
    assert.doesNotMatch(rejected.cause?.remedy ?? '', trusts);
  });

  it('come with both sides, and with its files where they were read', () => {
    const context = { ...transport, trust: { ...transport.trust, place: { file: 'elasticsearch.yml', line: 4 } } };
    const key = `${transport.name}.certificate_authorities`;
    const setup = bareSetup({
      contexts: [context],
      settings: [{ key, value: 'ca.crt', secret: false, place: { file: 'elasticsearch.yml', line: 4 }, from: 'yml' }],
    });
    const joiner = { ...es03, trust: anchorTrust() };
    const judgement = dials(joiner, es01, { 'trust-unknown-issuer': 'finding' }, { server: refused('unknown-issuer') });
    const trust = (given: Partial<JoinView>) => findCause({ ...alone, towards: [judgement], joiner, ...given }).cause?.trust;
    assert.deepEqual([trust({})?.rejectedBy, trust({})?.setBy, trust({})?.otherWay], ['es03', null, 'works']);
    assert.equal(trust({ setup })?.setBy?.setting, key);
    assert.equal(trust({ setup: bareSetup() })?.setBy, null);
    assert.equal(trust({ setup, joiner: null })?.setBy, null);
    assert.equal(findCause({ ...alone, towards: [towards({ 'leaf-expired': 'finding' })] }).cause?.trust, undefined);
  });
});
