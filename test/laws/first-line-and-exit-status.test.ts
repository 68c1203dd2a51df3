import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FailOn, statusOf, statusOfReport } from '../../src/cli/exit-status.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { EndpointReport, PairReport, Report } from '../../src/model/report.ts';
import { atLeast, type Severity, severities } from '../../src/model/severity.ts';
import { renderDiagnosis } from '../../src/output/text/diagnosis/render-diagnosis.ts';
import { renderMatrix } from '../../src/output/text/render-matrix.ts';
import { renderScan } from '../../src/output/text/render-scan.ts';
import { verdictOfCounts } from '../../src/output/text/scan-verdict.ts';
import { endpointReport, finding, report } from '../support/report.ts';

/** The exit statuses that may stand under a first line with this word. */
const allowed: Readonly<Record<string, readonly number[]>> = { OK: [0], FAIL: [1], WARN: [0, 3], PART: [3], DOWN: [3] };
const gap = /not fully checked|unreachable|not tried|not all nodes were found|not checked/;

const severity = fc.constantFrom<Severity>(...severities);
const failOn = fc.constantFrom<FailOn>('critical', 'high', 'medium', 'low');
const findings = fc.array(
  fc
    .record({ severity, due: fc.boolean() })
    .map(
      ({ severity: one, due }): Finding => finding({ rule: `rule-${one}`, severity: one, evidence: due ? { withinExpiresIn: true } : {} }),
    ),
  { maxLength: 3 },
);
const endpoints = fc
  .array(fc.record({ findings, state: fc.constantFrom('open', 'open', 'cut', 'refused') }), { minLength: 1, maxLength: 4 })
  .map((all) =>
    all.map(({ findings: own, state }, nth): EndpointReport => {
      const host = `es${nth}`;
      if (state === 'refused')
        return endpointReport({
          target: `${host}:9300`,
          host,
          reachability: 'refused',
          tls: null,
          chain: [],
          incomplete: ['it was refused'],
        });
      return endpointReport({ target: `${host}:9300`, host, findings: own, incomplete: state === 'cut' ? ['it took too long'] : [] });
    }),
  );

function assertAgree(text: string, exit: number, threshold: FailOn): void {
  const [first = ''] = text.split('\n');
  const word = /^[A-Z]+/.exec(first)?.[0] ?? '';
  assert.ok(allowed[word]?.includes(exit), `exit ${exit}, --fail-on ${threshold}\n${text}`);
  if (word === 'WARN' && exit === 3) assert.match(text.replace(/\s+/g, ' '), gap);
}

/** The first word of every report agrees with the status of the process: who looks at no more is not misled. */
describe('the first line and the exit status', () => {
  it('agree in a scan', () => {
    fc.assert(
      fc.property(endpoints, failOn, (all, threshold) => {
        const given = report(all);
        const exit = statusOfReport(given, { failOn: threshold, exitZero: false });
        assertAgree(renderScan(given, { width: 200, colour: false, failOn: threshold, exit }), exit, threshold);
      }),
      { numRuns: 500 },
    );
  });

  it('agree in a scan of a stream, which has numbers alone', () => {
    fc.assert(
      fc.property(endpoints, failOn, (all, threshold) => {
        const has = (test: (one: Finding) => boolean) => all.filter((endpoint) => endpoint.findings.some(test)).length;
        const reached = all.filter(({ reachability }) => reachability === 'open');
        const [bad, due] = [
          has((one) => atLeast(one.severity, threshold as Severity)),
          has(({ evidence }) => evidence.withinExpiresIn === true),
        ];
        const incomplete = all.filter((endpoint) => endpoint.incomplete.length > 0).length;
        const { word, text } = verdictOfCounts({
          endpoints: all.length,
          reached: reached.length,
          untried: 0,
          grave: has((one) => atLeast(one.severity, 'high')),
          medium: has((one) => atLeast(one.severity, 'medium')),
          cut: reached.filter((endpoint) => endpoint.incomplete.length > 0).length,
          partial: false,
          undiscovered: false,
          newOnly: false,
          failing: { failOn: threshold, endpoints: bad > 0 ? bad : due, isDueAlone: bad === 0 && due > 0 },
        });
        const found = all.flatMap((endpoint) => endpoint.findings.map((one) => one.severity));
        const exit = statusOf({ found, due: due > 0, undetermined: incomplete > 0 }, { failOn: threshold, exitZero: false });
        assertAgree(`${word} ${text}`, exit, threshold);
      }),
      { numRuns: 500 },
    );
  });

  it('agree in a matrix, where a connection that fails is a critical finding', () => {
    const verdict = fc.constantFrom<PairReport['verdict']>('accepted', 'accepted', 'refused', 'unknown');
    fc.assert(
      fc.property(endpoints, findings, fc.tuple(verdict, verdict), failOn, (all, compared, verdicts, threshold) => {
        const pairs = verdicts.map(
          (one, nth): PairReport => ({
            ...{ from: `es${nth}:9300`, to: `es${1 - nth}:9300`, verdict: one, rule: one === 'accepted' ? null : 'trust-unknown-issuer' },
            ...{ detail: 'as it is', byVerification: { full: one, certificate: one } },
          }),
        );
        const broken = verdicts.includes('refused') ? [{ ...finding({ severity: 'critical' }), subjects: ['es0:9300'] }] : [];
        const own = [...compared.map((one) => ({ ...one, subjects: ['es0:9300'] })), ...broken];
        const given = withCounts(report(all, { pairs, findings: own }));
        const exit = statusOfReport(given, { failOn: threshold, exitZero: false }, verdicts.includes('unknown'));
        const text = renderMatrix(given, { width: 200, colour: false, failOn: threshold, exit });
        assertAgree(text, exit, threshold);
      }),
      { numRuns: 500 },
    );
  });

  it('agree in join and kibana: a cause, or all well, or what else is wrong', () => {
    fc.assert(
      fc.property(endpoints, failOn, (all, threshold) => {
        const reached = all.filter((one) => one.incomplete.length === 0);
        const given = report(reached, { cause: null, ruledOut: [], diagnosed: { product: 'node', name: 'es03', directory: null } });
        const exit = statusOfReport(given, { failOn: threshold, exitZero: false });
        const [first = ''] = renderDiagnosis(given, { width: 200, colour: false, undecided: false, failOn: threshold, exit }).split('\n');
        assert.equal(/wrong, though: see below\.$/.test(first), exit === 1, first);
      }),
      { numRuns: 200 },
    );
  });
});

function withCounts(given: Report): Report {
  const all = [...given.endpoints.flatMap((endpoint) => endpoint.findings), ...(given.findings ?? [])];
  const counts = Object.fromEntries(severities.map((one) => [one, all.filter((each) => each.severity === one).length]));
  return { ...given, summary: { ...given.summary, ...counts } };
}
