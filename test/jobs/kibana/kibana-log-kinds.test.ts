import assert from 'node:assert/strict';
import type { KibanaVerdict } from '../../../src/jobs/kibana/kibana-cause.ts';
import { readKibanaLog, withKibanaLog } from '../../../src/jobs/kibana/kibana-log.ts';
import type { LogEvidence } from '../../../src/logs/read-log.ts';
import { logEvidence, second } from '../../support/log-evidence.ts';

const nothing: KibanaVerdict = { cause: null, ruledOut: [], findings: [], unknown: [], reported: [] };
const available = (line: number) => ({ line, at: second(line), zoned: false });
const read = (failures: readonly LogEvidence[], ...lines: readonly number[]) =>
  readKibanaLog({ failures, events: [], available: lines.map(available), nodeHosts: [] });
const told = (failures: readonly LogEvidence[], verdict = nothing) => withKibanaLog(verdict, read(failures), 'self').cause;
/** Kibana, which connected to Elasticsearch, and failed. */
const failed = (lines: readonly number[], given: Partial<LogEvidence> = {}) =>
  logEvidence(
    { product: 'kibana', node: null, connection: 'kibana-elasticsearch', role: 'client', refusedBy: 'this-node', ...given },
    lines,
  );
const starting = { refusedBy: null, role: null, goesOn: null } as const;

describe('lines of a log that keep Kibana from Elasticsearch', () => {
  const cases: readonly (readonly [what: string, given: Partial<LogEvidence>, expected: boolean])[] = [
    ['of its connection', {}, true],
    ['of a connection that nothing tells', { connection: null }, true],
    ['of who wrote it nothing tells', { product: null }, true],
    ['of a node', { product: 'elasticsearch' }, false],
    ['of OpenSearch', { product: 'opensearch' as never }, false],
    ['of a connection of a plugin', { connection: 'kibana-fleet' }, false],
    ['of who connects to it', { connection: 'kibana-http' }, false],
    ['of its start, whatever for', { connection: 'kibana-http', ...starting }, true],
    ['of a start of a node', { product: 'elasticsearch', ...starting }, false],
  ];
  for (const [what, given, expected] of cases) {
    it(`${expected ? 'are' : 'are not'} those ${what}`, () => {
      const { open, report } = read([failed([4], given)]);
      assert.deepEqual([open.length, report.remarks.map(({ kind }) => kind)], expected ? [1, []] : [0, ['other-connection']]);
    });
  }

  it('are over once it is available, and not those after it', () => {
    const { open, report } = read([failed([1, 2, 8])], 3, 5);
    assert.deepEqual(
      open.map(({ line, count }) => [line, count]),
      [[8, 1]],
    );
    assert.deepEqual(
      report.remarks.map(({ kind, line, lastLine, count, rule }) => [kind, line, lastLine, count, rule]),
      [['settled', 1, 2, 2, 'leaf-expired']],
    );
    assert.match(report.remarks[0]?.text ?? '', /\(line 1, 2 times\); that was before Kibana became available \(line 5\)\.$/);
    assert.deepEqual([report.joined, report.verdict], [false, 'Kibana became available (line 5), and failed after that.']);
    assert.deepEqual(
      [read([failed([1])], 3).report.joined, read([failed([1])], 3).report.verdict],
      [true, 'Kibana became available (line 3).'],
    );
    assert.deepEqual([read([]).report.joined, read([]).report.verdict], [false, 'The log does not show that Kibana became available.']);
  });
});

describe('what a log of Kibana blames', () => {
  const brief = (failures: readonly LogEvidence[]) => {
    const cause = told(failures);
    return cause === null ? null : `${cause.rule} ${cause.confidence} ${cause.logged?.line}`;
  };
  const points = { certainty: 'points-to', alternatives: ['weak-key'] } as const;
  const cases: readonly (readonly [what: string, failures: readonly LogEvidence[], expected: string | null])[] = [
    ['nothing', [], null],
    ['what is stated', [failed([4])], 'leaf-expired proven 4'],
    ['what is pointed to', [failed([4], points)], 'leaf-expired possible 4'],
    [
      'what is stated before what is pointed to later',
      [failed([4]), failed([9], { rule: 'weak-key', ...points })],
      'leaf-expired proven 4',
    ],
    ['the latest of two', [failed([4]), failed([9], { rule: 'weak-key' })], 'weak-key proven 9'],
    ['the latest by its last entry', [failed([1, 12]), failed([9], { rule: 'weak-key' })], 'leaf-expired proven 1'],
    ['what is stated of a connection that nothing tells', [failed([4], { connection: null })], 'leaf-expired possible 4'],
    ['what is stated of a start', [failed([4], { connection: null, ...starting })], 'leaf-expired proven 4'],
    ['what is stated by whom nothing tells', [failed([4], { product: null })], 'leaf-expired possible 4'],
    ['a rule that nobody knows', [failed([4], { rule: 'no-such-rule' })], null],
  ];
  for (const [what, failures, expected] of cases) it(`is, of ${what}: ${expected}`, () => assert.equal(brief(failures), expected));

  it('has its facts, and steps for the port that it is about', () => {
    assert.deepEqual(told([failed([4], points)])?.evidence.orRather, ['weak-key']);
    assert.equal(told([failed([4])])?.evidence.orRather, undefined);
    const remedy = (message: string) => told([failed([4], { message, rule: 'pem-key-encrypted', ...starting })])?.remedy;
    for (const own of ['server.ssl.keyPassphrase is missing', '[server] bad decrypt'])
      assert.notEqual(remedy(own), remedy('elasticsearch.ssl: bad decrypt'), own);
    assert.deepEqual(told([failed([4])])?.subjects, ['Kibana']);
  });

  const cause = told([failed([4])]);
  assert.ok(cause !== null);
  const seen = (confidence: 'proven' | 'likely' | 'possible', rule = 'weak-key'): KibanaVerdict => ({
    ...nothing,
    cause: { ...cause, rule, confidence },
  });
  const against: readonly (readonly [what: string, verdict: KibanaVerdict, failures: readonly LogEvidence[], expected: string])[] = [
    ['proven otherwise', seen('proven'), [failed([4])], 'weak-key proven'],
    ['likely otherwise', seen('likely'), [failed([4])], 'leaf-expired proven'],
    [
      'likely otherwise, and it only points',
      seen('likely'),
      [failed([4], points)].map((one) => ({ ...one, alternatives: [] })),
      'weak-key likely',
    ],
    ['the same, stated', seen('likely', 'leaf-expired'), [failed([4])], 'leaf-expired proven'],
    ['the same, pointed to', seen('likely', 'leaf-expired'), [failed([4], points)], 'leaf-expired likely'],
    ['the same as an alternative', seen('likely'), [failed([4], points)], 'weak-key likely'],
    ['well by now', { ...nothing, ruledOut: [{ what: 'x', code: 'own-files', because: 'y' }] }, [failed([4])], 'leaf-expired likely'],
    [
      'well by now, and it only points',
      { ...nothing, ruledOut: [{ what: 'x', code: 'own-files', because: 'y' }] },
      [failed([4], points)],
      'leaf-expired possible',
    ],
  ];
  for (const [what, verdict, failures, expected] of against) {
    it(`is weighed against files and wire: ${what}: ${expected}`, () => {
      const result = told(failures, verdict);
      assert.equal(`${result?.rule} ${result?.confidence}`, expected);
    });
  }

  it('says that it may be over where all is well by now, and takes that for granted', () => {
    const well = told([failed([4])], { ...nothing, ruledOut: [{ what: 'x', code: 'own-files', because: 'y' }] });
    assert.match(well?.detail ?? '', /What was looked at is well by now: where Kibana has not been restarted since, restart it first\.$/);
    assert.deepEqual(
      well?.assumes?.map(({ code }) => code),
      ['log-is-of-now'],
    );
    assert.equal(cause.assumes, undefined);
    assert.doesNotMatch(cause.detail, /well by now/);
  });

  it('comes first among the findings, before those that there are', () => {
    const other = { rule: 'weak-key', severity: 'low' } as never;
    const { findings, cause: first } = withKibanaLog({ ...seen('likely'), findings: [other] }, read([failed([4])]), 'self');
    assert.deepEqual(
      [findings.map(({ rule, severity }) => `${rule} ${severity}`), first?.finding],
      [['leaf-expired critical', 'weak-key low'], 0],
    );
    assert.equal(first?.evidence.seenBesides, `weak-key: ${cause.detail}`);
    const kept = withKibanaLog({ ...seen('proven'), findings: [other] }, read([failed([4])]), 'self');
    assert.deepEqual(kept.findings, [other]);
  });
});
