import assert from 'node:assert/strict';
import type { Finding } from '../../src/model/finding.ts';
import type { PairReport, Report } from '../../src/model/report.ts';
import { atLeast, type Severity, severities } from '../../src/model/severity.ts';
import { nagiosState } from '../../src/output/nagios-state.ts';
import { reportHeadline } from '../../src/output/report-headline.ts';
import { stateOf } from '../../src/output/text/endpoint-state.ts';
import { failingOf } from '../../src/output/text/failing.ts';
import { matrixVerdict } from '../../src/output/text/matrix-verdict.ts';
import { scanVerdict, type VerdictCounts, verdictOfCounts } from '../../src/output/text/scan-verdict.ts';
import { endpointReport, finding, report } from '../support/report.ts';

const due: Finding['evidence'] = { withinExpiresIn: true };
const unfinished = endpointReport({ incomplete: ['it took too long'] });
const high = { failOn: 'high', exit: 0 } as const;

describe('the verdict on a scan', () => {
  const well: VerdictCounts = {
    endpoints: 2,
    reached: 2,
    untried: 0,
    grave: 0,
    medium: 0,
    cut: 0,
    partial: false,
    undiscovered: false,
    newOnly: false,
  };
  /** Each by itself, at its border: one is enough. */
  for (const [what, change, word, text] of [
    ['nothing', {}, 'OK', /^No problems in 2 endpoints$/],
    ['one that is not fully checked', { cut: 1 }, 'PART', /; 1 not fully checked$/],
    ['one that is unreachable', { reached: 1 }, 'PART', /; 1 unreachable$/],
    ['one that was not tried', { reached: 1, untried: 1 }, 'PART', /; 1 not tried$/],
    ['nodes that were not found', { undiscovered: true }, 'PART', /; not all nodes were found$/],
    ['an interruption', { partial: true }, 'PART', /; interrupted, so this is a part$/],
    ['one with a medium problem', { medium: 1 }, 'WARN', /^1 of 2 endpoints has a medium problem/],
    ['one with a high problem', { medium: 1, grave: 1 }, 'FAIL', /^1 of 2 endpoints has a critical or high problem/],
    [
      'one with a high problem, where critical ones alone decide',
      { medium: 1, grave: 1, failing: { failOn: 'critical', endpoints: 0, isDueAlone: false } },
      'WARN',
      /none critical$/,
    ],
    [
      'one with a high problem, where critical ones decide and there is one',
      { medium: 1, grave: 1, failing: { failOn: 'critical', endpoints: 1, isDueAlone: false } },
      'FAIL',
      /critical or high/,
    ],
    ['one that is due', { failing: { failOn: 'high', endpoints: 1, isDueAlone: true } }, 'FAIL', /expires within --expires-in$/],
    ['none that was reached', { reached: 0 }, 'DOWN', /^Neither|^None|^No/],
    ['none that was reached, and one not tried', { reached: 0, untried: 1 }, 'DOWN', /reached$/],
    ['none that was tried', { reached: 0, untried: 2 }, 'PART', /not tried$/],
    ['no endpoint', { endpoints: 0, reached: 0 }, 'PART', /^No endpoint was checked$/],
  ] as const satisfies readonly (readonly [string, Partial<VerdictCounts>, string, RegExp])[])
    it(`is ${word} with ${what}`, () => {
      const verdict = verdictOfCounts({ ...well, ...change });
      assert.deepEqual([verdict.word, text.test(verdict.text)], [word, true], verdict.text);
    });

  it('counts what a report has', () => {
    const view = high;
    const plain = { partial: false } as const;
    const word = (endpoints: Report['endpoints'], more: Partial<Pick<Report, 'partial' | 'discovery'>> = {}) =>
      scanVerdict(endpoints, { ...plain, ...more }, view).word;
    const good = endpointReport();
    assert.equal(word([good]), 'OK');
    assert.equal(word([good, unfinished]), 'PART');
    assert.equal(word([good, endpointReport({ reachability: 'not-attempted' })]), 'PART');
    assert.equal(word([good], { partial: true }), 'PART');
    assert.equal(word([good], { discovery: { nodes: 1, added: [], code: null, because: null } }), 'OK');
    assert.equal(word([good], { discovery: { nodes: 1, added: [], code: 'nodes-not-named', because: 'so' } }), 'PART');
    assert.equal(word([endpointReport({ findings: [finding({ severity: 'high' })] })]), 'FAIL');
    // A default port that nobody listens at has no part in it.
    assert.equal(word([endpointReport({ reachability: 'refused' })]), 'DOWN');
  });
});

describe('the state of an endpoint', () => {
  const of = (...found: readonly Severity[]) => endpointReport({ findings: found.map((severity) => finding({ severity })) });
  for (const [what, endpoint, word] of [
    ['well', endpointReport(), 'OK'],
    ['with notes alone', of('low', 'info'), 'OK'],
    ['with a medium problem and notes', of('info', 'medium', 'low'), 'MED'],
    ['with a high and a medium problem', of('medium', 'high'), 'HIGH'],
    ['with all', of(...severities), 'CRIT'],
    ['not fully checked', unfinished, 'PART'],
    ['not fully checked, with a problem', endpointReport({ findings: [finding({ severity: 'medium' })], incomplete: ['x'] }), 'MED'],
    ['not reached', endpointReport({ reachability: 'timeout' }), 'DOWN'],
    ['not tried', endpointReport({ reachability: 'not-attempted' }), 'PART'],
  ] as const)
    it(`is ${word}: ${what}`, () => assert.equal(stateOf(endpoint).word, word));
});

describe('what makes the exit status 1', () => {
  const at = (severity: Severity, evidence: Finding['evidence'] = {}) => endpointReport({ findings: [finding({ severity, evidence })] });
  for (const failOn of [...severities, 'never'] as const)
    it(`is what is at or above ${failOn}, and what is due where that decides`, () => {
      for (const severity of severities) {
        const grave = failOn !== 'never' && atLeast(severity, failOn);
        const said = (evidence: Finding['evidence'], exit: number | null) => {
          const { endpoints, isDueAlone } = failingOf({ endpoints: [at(severity, evidence)] }, { failOn, exit });
          return [endpoints, isDueAlone];
        };
        assert.deepEqual(said({}, 1), [grave ? 1 : 0, false], severity);
        assert.deepEqual(said(due, 1), [1, !grave], severity);
        // Who says that nothing decides (--exit-zero) has no certificate decide either.
        assert.deepEqual(said(due, 0), [grave ? 1 : 0, false], severity);
        const compared = failingOf({ endpoints: [], findings: [{ ...finding({ severity }), subjects: [] }] }, { failOn, exit: 1 });
        assert.equal(compared.compared, grave ? 1 : 0, severity);
      }
    });
});

describe('the verdict on pairs', () => {
  const pair = (full: PairReport['verdict'], certificate: PairReport['verdict'] = full): PairReport => ({
    ...{ from: 'es01:9300', to: 'es02:9300', verdict: full === certificate ? full : 'unknown' },
    ...{ rule: null, detail: '', byVerification: { full, certificate } },
  });
  const [good, refused, unknown, byName] = [pair('accepted'), pair('refused'), pair('unknown'), pair('refused', 'accepted')];
  for (const [what, pairs, more, word] of [
    ['that would all succeed', [good, good], {}, 'OK'],
    ['of which one would fail', [good, refused], {}, 'FAIL'],
    ['of which one would fail under full', [good, byName], {}, 'WARN'],
    ['of which one was not checked', [good, unknown], {}, 'PART'],
    ['none', [], {}, 'PART'],
    ['with one endpoint not fully checked', [good], { incomplete: 1 }, 'PART'],
    ['with nodes that were not found', [good], { discovery: { nodes: 1, added: [], code: 'nodes-not-named', because: 'so' } }, 'PART'],
    ['with nodes that were all found', [good], { discovery: { nodes: 1, added: [], code: null, because: null } }, 'OK'],
    ['of an interrupted run', [good], { partial: true }, 'PART'],
    ['with a critical problem beside them', [good], { findings: [{ ...finding(), subjects: ['es01:9300'] }] }, 'FAIL'],
    ['with a medium problem beside them', [good], { findings: [{ ...finding({ severity: 'medium' }), subjects: ['es01:9300'] }] }, 'OK'],
  ] as const)
    it(`is ${word}: ${what}`, () => {
      const { incomplete = 0, ...change } = more as { incomplete?: number } & Partial<Report>;
      const given = report([endpointReport()], { pairs, ...change });
      assert.equal(matrixVerdict({ ...given, summary: { ...given.summary, incomplete } }, high).word, word);
    });
});

describe('the headline of a diagnosis', () => {
  const of = (change: Partial<Report>, undecided = false) =>
    reportHeadline(
      report([endpointReport()], { cause: null, ruledOut: [], diagnosed: { product: 'node', name: 'es03', directory: null }, ...change }),
      {
        undecided,
      },
    ).word;
  it('is OK where nothing was found and all was told', () => assert.equal(of({}), 'OK'));
  it('is PART where it is undecided, or was interrupted', () => {
    assert.equal(of({}, true), 'PART');
    assert.equal(of({ partial: true }), 'PART');
  });
  it('is FAIL for what else is wrong, at an endpoint or in comparison', () => {
    assert.equal(of({ endpoints: [endpointReport({ findings: [finding()] })] }), 'FAIL');
    assert.equal(of({ findings: [{ ...finding(), subjects: ['es01'] }] }, true), 'FAIL');
    assert.equal(of({ findings: [{ ...finding({ severity: 'medium' }), subjects: ['es01'] }] }), 'OK');
  });
});

describe('the state that a plugin tells', () => {
  for (const failOn of [...severities, 'never'] as const)
    it(`goes by what is at or above ${failOn}, what is due, what is medium or worse, and what was not told, in that order`, () => {
      for (const found of [null, ...severities])
        for (const isDue of [false, true])
          for (const undetermined of [false, true]) {
            const decides = isDue || (found !== null && failOn !== 'never' && atLeast(found, failOn));
            const warns = found !== null && failOn !== 'never' && atLeast(found, 'medium');
            const expected = decides ? 'CRITICAL' : warns ? 'WARNING' : undetermined ? 'UNKNOWN' : 'OK';
            const state = nagiosState({ found: found === null ? [] : [found], due: isDue, undetermined }, failOn);
            assert.equal(state, expected, `${found}, ${isDue ? 'due' : 'not due'}, ${undetermined ? 'undetermined' : 'all told'}`);
          }
    });
});
