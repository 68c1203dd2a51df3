import assert from 'node:assert/strict';
import { logReport } from '../../../src/jobs/join/log-report.ts';
import { type LogVerdict, logVerdict, persistent } from '../../../src/jobs/join/log-verdict.ts';
import type { LogEvent } from '../../../src/logs/log-events.ts';
import type { LogEvidence } from '../../../src/logs/read-log.ts';
import { logEvent, logEvidence, second } from '../../support/log-evidence.ts';

const es = (number: number, host = `10.0.0.1${number}`, port = 9300) => ({ name: `es0${number}`, host, port });
const joins = (line: number, given: Partial<LogEvent> = {}) => logEvent('joined', line, { other: es(1), ...given });
const letIn = (line: number, other = es(3), given: Partial<LogEvent> = {}) => logEvent('let-in', line, { other, ...given });

type Wish = { readonly asked?: string | null; readonly nodeHosts?: readonly string[]; readonly known?: readonly string[] };
function verdict(failures: readonly LogEvidence[], events: readonly LogEvent[], { asked = null, nodeHosts = [], known = [] }: Wish = {}) {
  return logVerdict({ failures, events, available: [], nodeHosts: known }, { asked, nodeHosts });
}
/** Lines of what is open, settled, and left by somebody who passed. */
function lines(...given: Parameters<typeof verdict>) {
  const { open, settled, passing } = verdict(...given);
  const of = (all: readonly LogEvidence[]) => all.flatMap(({ occurrences }) => occurrences.map(({ line }) => line));
  return { open: of(open), settled: of(settled.map(({ evidence }) => evidence)), passing: of(passing.map(({ evidence }) => evidence)) };
}

/** es02 connected to a node, and it failed. */
const dialled = (at: readonly number[], given: Partial<LogEvidence> = {}) =>
  logEvidence({ role: 'client', refusedBy: 'peer', peer: { host: '10.0.0.11', port: 9300 }, ...given }, at);
/** Somebody connected to es02, and it failed. */
const served = (at: readonly number[], given: Partial<LogEvidence> = {}) => logEvidence(given, at);

describe('a failure that a later event settles', () => {
  const at5: readonly number[] = [5];
  const starting = { refusedBy: null, role: null, goesOn: null } as const;
  const cases: readonly (readonly [what: string, failure: LogEvidence, events: readonly LogEvent[], settled: boolean])[] = [
    ['it joined afterwards', dialled(at5), [joins(9)], true],
    ['it joined before', dialled(at5), [joins(3)], false],
    ['another joined', dialled(at5), [joins(9, { node: 'es09' })], false],
    ['it became the master', dialled(at5), [logEvent('became-master', 9)], false],
    ['it started', dialled(at5), [logEvent('started', 9)], false],
    ['it lost its master', dialled(at5), [logEvent('lost-master', 9)], false],
    ['it let in the one that it had dialled', dialled(at5), [letIn(9, es(1))], true],
    ['it let in one at another port of that machine', dialled(at5), [letIn(9, es(1, '10.0.0.11', 9301))], false],
    [
      'it let in one of that machine, whose port is not told',
      dialled(at5, { peer: { host: '10.0.0.11', port: null } }),
      [letIn(9, es(1))],
      true,
    ],
    ['it let in another', dialled(at5), [letIn(9)], false],
    ['it let that one out', dialled(at5), [logEvent('let-out', 9, { other: es(1) })], false],
    // As a server: who failed has to be let in itself.
    ['the one that it refused was let in', served(at5), [letIn(9)], true],
    ['another was let in', served(at5), [letIn(9, es(4))], false],
    ['one of two on that machine was let in', served(at5), [letIn(8, es(4, '10.0.0.13', 9301)), letIn(9)], false],
    ['the same one was let in twice', served(at5), [letIn(8), letIn(9)], true],
    ['it joined itself', served(at5), [joins(9)], false],
    ['it joined the one that it had refused', served(at5), [joins(9, { other: es(3) })], true],
    ['it joined, and the same line lets that one in', served(at5), [joins(9), letIn(9)], true],
    ['it joined, and another line lets out that one', served(at5), [joins(9), logEvent('let-out', 9, { other: es(3) })], false],
    // By its name, or by its certificate alone.
    ['one of the name was let in', served(at5, { peerName: 'es04' }), [letIn(9, es(4))], true],
    ['one of another name was let in', served(at5, { peerName: 'es04' }), [letIn(9)], false],
    ['nobody is named, and somebody was let in', served(at5, { peer: null }), [letIn(9)], true],
    [
      'a certificate is named, and no address',
      served(at5, { peer: null, diagnosis: { subject: 'CN=x', host: null } as never }),
      [letIn(9)],
      false,
    ],
    [
      'no certificate was shown, and no address',
      served(at5, { peer: null, diagnosis: { subject: null, host: null } as never }),
      [letIn(9)],
      true,
    ],
    [
      'the diagnosis has the address',
      served(at5, { peer: null, diagnosis: { subject: 'CN=x', host: '10.0.0.13' } as never }),
      [letIn(9)],
      true,
    ],
    [
      'the diagnosis has another',
      served(at5, { peer: null, diagnosis: { subject: 'CN=x', host: '10.0.0.14' } as never }),
      [letIn(9)],
      false,
    ],
    ['an event names nobody', served(at5), [logEvent('let-in', 9)], false],
    ['both are on the loopback', served(at5, { peer: { host: '127.0.0.1', port: 1 } }), [letIn(9, es(3, '127.0.3.1'))], true],
    // What keeps a node from starting is over once it has.
    ['it started after all', logEvidence(starting, at5), [logEvent('started', 9)], true],
    ['it joined after all', logEvidence(starting, at5), [joins(9)], true],
    ['it became the master after all', logEvidence(starting, at5), [logEvent('became-master', 9)], true],
    ['it let in another, after that', logEvidence(starting, at5), [letIn(9)], false],
    ['another started', logEvidence(starting, at5), [logEvent('started', 9, { node: 'es09' })], false],
    ['it had started before', logEvidence(starting, at5), [logEvent('started', 3)], false],
    ['what is pointed to goes on', logEvidence({ ...starting, certainty: 'points-to' }, at5), [logEvent('started', 9)], false],
    // Of other connections nothing on membership tells.
    ['it is on HTTP', dialled(at5, { connection: 'http' }), [joins(9)], false],
  ];
  for (const [what, failure, events, settled] of cases) {
    it(`${settled ? 'is over' : 'is not over'} where ${what}`, () => {
      const told = lines([failure, dialled([99], { node: 'es09', rule: 'weak-key' })], events);
      assert.deepEqual([told.settled.includes(5), told.open.includes(5)], [settled, !settled]);
    });
  }

  it('is told with the first event after its last entry, and what came after it stays open', () => {
    const { settled, open } = verdict([dialled([1, 4, 12])], [joins(3), joins(6), joins(9)]);
    assert.deepEqual(
      settled.map(({ evidence, by }) => [evidence.count, by.line]),
      [[2, 6]],
    );
    assert.deepEqual(
      open.map(({ line, count }) => [line, count]),
      [[12, 1]],
    );
  });

  it('is later by the clock where one clock wrote both, else by the line', () => {
    const at = (line: number, seconds: number | null, zoned = false) => ({ line, at: seconds === null ? null : second(seconds), zoned });
    const settles = (event: ReturnType<typeof at>, failure: ReturnType<typeof at>) =>
      lines([dialled([failure.line], { occurrences: [failure] })], [joins(event.line, event)]).settled.length > 0;
    assert.equal(settles(at(2, 20), at(1, 10)), true);
    assert.equal(settles(at(1, 20), at(2, 10)), true);
    assert.equal(settles(at(2, 10), at(1, 20)), false);
    assert.equal(settles(at(2, 10), at(1, 10)), true);
    assert.equal(settles(at(1, 10), at(2, 10)), false);
    for (const [event, failure] of [
      [at(1, 20), at(2, 10, true)],
      [at(1, 20, true), at(2, 10)],
      [at(1, null), at(2, 10)],
      [at(1, 20), at(2, null)],
    ] as const) {
      assert.equal(settles(event, failure), false);
      assert.equal(settles({ ...event, line: 2 }, { ...failure, line: 1 }), true);
    }
  });
});

describe('what somebody leaves who only looks', () => {
  const left = { message: 'Empty client certificate chain', rule: 'client-cert-not-sent', peer: { host: '10.0.0.99', port: 5 } } as const;
  const several = (count: number, from = 20) => Array.from({ length: count }, (_, index) => from + index);
  const cases: readonly (readonly [what: string, failure: LogEvidence, events: readonly LogEvent[], wish: Wish, passing: boolean])[] = [
    ['while it is in its cluster', served([20], left), [joins(3)], {}, true],
    ['nine times', served(several(persistent - 1), left), [joins(3)], {}, true],
    ['ten times', served(several(persistent), left), [joins(3)], {}, false],
    ['before it got in', served([2], left), [joins(3)], {}, false],
    ['after it fell out', served([20], left), [joins(3), logEvent('lost-master', 9)], {}, false],
    ['after it got in again', served([20], left), [joins(3), logEvent('lost-master', 9), logEvent('became-master', 15)], {}, true],
    ['while it looks for a master', served([20], left), [joins(3), logEvent('searches', 9)], {}, false],
    ['while it lets in others', served([20], left), [letIn(3, es(4))], {}, true],
    ['while it lets out others', served([20], left), [logEvent('let-out', 3, { other: es(4) })], {}, true],
    ['after it had started alone', served([20], left), [logEvent('started', 3)], {}, false],
    [
      'and names a certificate',
      served([20], { ...left, message: 'x', exception: left.message, diagnosis: { subject: 'CN=x', host: null } as never }),
      [joins(3)],
      {},
      false,
    ],
    ['and is known by name', served([20], { ...left, peerName: 'es04' }), [joins(3)], {}, false],
    ['and was dialled', served([20], { ...left, role: 'client' }), [joins(3)], {}, false],
    ['at ends that are not told', served([20], { ...left, role: null, peer: null }), [joins(3)], {}, true],
    ['at one end that is told', served([20], { ...left, role: null }), [joins(3)], {}, false],
    ['and leaves what nobody leaves', served([20], { ...left, message: 'x' }), [joins(3)], {}, false],
    ['and is a node that it looks for', served([20], left), [joins(3)], { known: ['10.0.0.99'] }, false],
    ['and is a node by the files', served([20], left), [joins(3)], { nodeHosts: ['10.0.0.99'] }, false],
    [
      'and is a node that is in the cluster',
      served([20], left),
      [joins(3), letIn(4, es(9, '10.0.0.99'))],
      { nodeHosts: ['10.0.0.99'] },
      true,
    ],
    [
      'and is a node that left the cluster',
      served([20], left),
      [joins(3), letIn(4, es(9, '10.0.0.99')), logEvent('let-out', 5, { other: es(9, '10.0.0.99') })],
      { nodeHosts: ['10.0.0.99'] },
      false,
    ],
    ['on its own machine', served([20], { ...left, peer: { host: '10.0.0.12', port: 5 } }), [joins(3)], { nodeHosts: ['10.0.0.12'] }, true],
    ['and the node is asked about, and is in', served([20], left), [joins(3)], { asked: 'es02' }, true],
    ['and the node is asked about, and is out', served([20], left), [joins(3), logEvent('lost-master', 30)], { asked: 'es02' }, false],
    ['and another is asked about, of which nothing is told', served([20], left), [joins(3)], { asked: 'es07' }, false],
    ['and another is asked about, which was let in', served([20], left), [joins(3), letIn(4, es(7))], { asked: 'es07' }, true],
  ];
  for (const [what, failure, events, wish, passing] of cases) {
    it(`${passing ? 'is no failure' : 'may be one'}: ${what}`, () => {
      const told = lines([failure], events, wish);
      assert.deepEqual([told.passing.length > 0, told.open.length > 0], [passing, !passing]);
    });
  }

  it('is apart from what the same leaves while it is out', () => {
    assert.deepEqual(lines([served([2, 20, 40], left)], [joins(3), logEvent('lost-master', 30)]), {
      open: [2, 40],
      settled: [],
      passing: [20],
    });
  });
});

describe('whether a node is in its cluster, as a log has it', () => {
  const standing = (events: readonly LogEvent[], wish: Wish = {}, failures: readonly LogEvidence[] = []) => {
    const { standings, joined } = verdict(failures, events, wish);
    return [
      joined,
      ...standings.map(
        ({ node, inCluster, hasCompany, event, joined: got }) => `${node} ${inCluster} ${hasCompany} ${event.line} ${got?.line ?? '-'}`,
      ),
    ];
  };
  const cases: readonly (readonly [what: string, events: readonly LogEvent[], expected: readonly (boolean | string)[], wish?: Wish])[] = [
    ['it joined', [joins(3)], [true, 'es02 true true 3 3']],
    ['it became the master, alone', [logEvent('became-master', 3)], [false, 'es02 true false 3 3']],
    ['it became the master, and let in another', [logEvent('became-master', 3), letIn(5)], [true, 'es02 true true 3 3']],
    ['it let in another', [letIn(5)], [true, 'es02 true true 5 -']],
    ['it let out another', [logEvent('let-out', 5, { other: es(3) })], [false, 'es02 true false 5 -']],
    ['it lost its master', [joins(3), logEvent('lost-master', 5)], [false, 'es02 false true 5 3']],
    ['it looks for a master', [logEvent('searches', 3), logEvent('searches', 6)], [false, 'es02 false false 3 -']],
    ['it joined again', [joins(3), logEvent('lost-master', 5), joins(7), letIn(9)], [true, 'es02 true true 7 7']],
    ['it started', [logEvent('started', 3)], [false]],
    ['its master let it in', [logEvent('let-in', 3, { node: 'es01', other: es(2) })], [true, 'es02 true true 3 3'], { asked: 'es02' }],
    [
      'its master let it out',
      [logEvent('let-in', 3, { node: 'es01', other: es(2) }), logEvent('let-out', 5, { node: 'es01', other: es(2) })],
      [false, 'es02 false true 5 3'],
      { asked: 'es02' },
    ],
    ['another is asked about', [joins(3)], [false], { asked: 'es07' }],
    [
      'two wrote it, and one is out',
      [joins(3), logEvent('searches', 4, { node: 'es03' })],
      [false, 'es02 true true 3 3', 'es03 false false 4 -'],
    ],
    ['two wrote it, both in', [joins(3), joins(4, { node: 'es03' })], [true, 'es02 true true 3 3', 'es03 true true 4 4']],
    ['nothing', [], [false]],
  ];
  for (const [what, events, expected, wish] of cases) it(`is told of ${what}`, () => assert.deepEqual(standing(events, wish), expected));

  it('is not known of one that failed and says nothing of membership, so that not all have joined', () => {
    assert.deepEqual(standing([joins(3)], {}, [dialled([9], { node: 'es03' })]), [false, 'es02 true true 3 3']);
    assert.deepEqual(standing([joins(3)], {}, [dialled([9], { node: 'es03', connection: 'http' })]), [true, 'es02 true true 3 3']);
  });

  it('is told of lines without a name as of the one node that the rest is of', () => {
    assert.deepEqual(standing([joins(3, { node: null })], {}, [dialled([9])]), [true, 'es02 true true 3 3']);
    assert.deepEqual(standing([joins(3), joins(4, { node: null })], { asked: 'es02' }), [true, 'es02 true true 3 4']);
    assert.deepEqual(lines([dialled([2], { node: null })], [joins(3)]), { open: [], settled: [2], passing: [] });
    // Of two nodes it would not show which.
    assert.deepEqual(lines([dialled([2], { node: null })], [joins(3), joins(4, { node: 'es03' })]).open, [2]);
  });
});

describe('the report on a log', () => {
  const report = (...given: Parameters<typeof verdict>) => logReport(verdict(...given), []);
  const at = (line: number) => `at 2026-11-30T09:00:${String(line).padStart(2, '0')} (line ${line})`;
  const headlines: readonly (readonly [verdict: string, failures: readonly LogEvidence[], events: readonly LogEvent[], wish?: Wish])[] = [
    [`es02 joined es01 ${at(3)}.`, [], [joins(3)]],
    [`es02 joined es01 ${at(3)}, after its last TLS failure (line 2).`, [dialled([1, 2])], [joins(3)]],
    [`es02 joined a cluster ${at(3)}.`, [], [joins(3, { other: null })]],
    ['es02 joined es01 at 2026-11-30T09:00:03Z (line 3).', [], [joins(3, { zoned: true })]],
    ['es02 joined es01 (line 3).', [], [joins(3, { at: null })]],
    [`The node joined es01 ${at(3)}.`, [], [joins(3, { node: null })]],
    [`es02 became the master ${at(3)}; no other node joined it in this log.`, [], [logEvent('became-master', 3)]],
    ['es02 is in its cluster (line 5).', [], [letIn(5)]],
    [`es02 found no master ${at(4)}.`, [], [logEvent('searches', 4)]],
    [`es02 lost its master ${at(4)}.`, [], [logEvent('lost-master', 4)]],
    [`es02 joined es01 ${at(3)} and then lost its master ${at(4)}; no TLS failure follows.`, [], [joins(3), logEvent('lost-master', 4)]],
    [`es02 joined es01 ${at(3)} and then lost its master ${at(4)}.`, [dialled([6])], [joins(3), logEvent('lost-master', 4)]],
    [
      `es02 joined es01 ${at(3)} and then lost its master ${at(4)}; no TLS failure follows.`,
      [dialled([6], { connection: 'http' })],
      [joins(3), logEvent('lost-master', 4)],
    ],
    [`es02 was accepted by es01 ${at(3)}.`, [], [logEvent('let-in', 3, { node: 'es01', other: es(2) })], { asked: 'es02' }],
    [
      `es02 was accepted by es01 ${at(3)} and then left, as es01 has it, ${at(5)}; no TLS failure follows.`,
      [],
      [logEvent('let-in', 3, { node: 'es01', other: es(2) }), logEvent('let-out', 5, { node: 'es01', other: es(2) })],
      { asked: 'es02' },
    ],
    ['The log does not show whether the node joined.', [dialled([6])], []],
    [
      'The log has no line on a TLS failure of a node, and none on joining ("master node changed", "node-join", "master not discovered").',
      [dialled([6], { connection: 'http' })],
      [],
    ],
    [`es02 joined es01 ${at(3)}. es03 found no master ${at(4)}.`, [], [joins(3), logEvent('searches', 4, { node: 'es03' })]],
    // What came before it let in somebody else is another matter.
    [`es02 became the master ${at(2)}.`, [served([4])], [logEvent('became-master', 2), letIn(6)]],
    [
      `es03 was accepted by es02 ${at(6)}, after its last TLS failure (line 4).`,
      [served([4])],
      [logEvent('became-master', 2), letIn(6)],
      { asked: 'es03' },
    ],
  ];
  for (const [expected, failures, events, wish] of headlines)
    it(`says: ${expected}`, () => assert.equal(report(failures, events, wish).verdict, expected));

  const texts = (told: LogVerdict) =>
    logReport(told, []).remarks.map(({ kind, rule, line, lastLine, count, text }) => [kind, rule, line, lastLine, count, text]);
  it('tells what is settled, and by what', () => {
    assert.deepEqual(texts(verdict([dialled([1, 2])], [joins(3)])), [
      ['settled', 'leaf-expired', 1, 2, 2, 'es02 is refused by 10.0.0.11:9300; that was before es02 joined (line 3).'],
    ]);
    assert.deepEqual(texts(verdict([served([2])], [letIn(3)]))[0]?.at(-1), 'es02 refuses 10.0.0.13; that was before es03 joined (line 3).');
    const starting = logEvidence({ refusedBy: null, role: null, goesOn: null }, [2]);
    assert.deepEqual(
      texts(verdict([starting], [logEvent('started', 3)]))[0]?.at(-1),
      'es02 says why it does not start; that was before es02 started (line 3).',
    );
  });

  it('tells of each that looked once, and by what rule where there is one', () => {
    const left = { message: 'Empty client certificate chain', peer: { host: '10.0.0.99', port: 5 } } as const;
    const [first, second_] = [
      served([20, 24], { ...left, rule: 'client-cert-not-sent' }),
      served([22], { ...left, rule: 'no-common-cipher' }),
    ];
    const start = '10.0.0.99 was refused by es02, which was in its cluster. These lines may come from a scanner or a health check';
    const [one, ...none] = texts(verdict([first, second_], [joins(3)]));
    assert.deepEqual([one?.slice(0, 5), none], [['passing', null, 20, 24, 3], []]);
    assert.ok(String(one?.at(-1)).startsWith(start));
    assert.deepEqual(texts(verdict([first], [joins(3)]))[0]?.slice(0, 5), ['passing', 'client-cert-not-sent', 20, 24, 2]);
    const apart = texts(verdict([first, { ...second_, peer: { host: '10.0.0.98', port: 5 } }], [joins(3)]));
    assert.deepEqual(
      apart.map((remark) => remark.slice(0, 5)),
      [
        ['passing', 'client-cert-not-sent', 20, 24, 2],
        ['passing', 'no-common-cipher', 22, 22, 1],
      ],
    );
    const nameless = texts(verdict([{ ...first, peer: null, role: null }], [joins(3)]));
    assert.ok(String(nameless[0]?.at(-1)).startsWith('A client without a name was refused by es02'));
  });

  it('tells of other connections', () => {
    const [[kind, rule, line, lastLine, count, text] = []] = texts(
      verdict([dialled([4, 6], { connection: 'http', role: 'server' })], [joins(3)]),
    );
    assert.deepEqual([kind, rule, line, lastLine, count], ['other-connection', 'leaf-expired', 4, 6, 2]);
    assert.match(String(text), /^es02 is refused by 10\.0\.0\.11; that is /);
  });

  it('tells of lines that our own scan left', () => {
    const told = (linesOf: readonly number[], byTimeAlone: boolean) =>
      logReport(verdict([], []), [{ from: '10.0.0.9', startedAt: second(0), lines: linesOf, byTimeAlone }]).remarks[0];
    assert.deepEqual(told([4], false), {
      kind: 'own-scan',
      rule: null,
      line: 4,
      lastLine: 4,
      count: 1,
      text: "1 line is from handclasp's own scan of 2026-11-30 09:00 UTC from 10.0.0.9.",
    });
    assert.equal(
      told([4, 8], true)?.text,
      "2 lines are from handclasp's own scan of 2026-11-30 09:00 UTC from 10.0.0.9, some by their time alone: they name no address.",
    );
    assert.deepEqual([told([4, 8], true)?.line, told([4, 8], true)?.lastLine], [4, 8]);
  });
});
