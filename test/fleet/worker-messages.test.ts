import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addTally, noTally, tallyOf } from '../../src/fleet/worker-messages.ts';
import type { EndpointReport } from '../../src/model/report.ts';
import { severities } from '../../src/model/severity.ts';
import { endpointReport, finding } from '../support/report.ts';

const due = { withinExpiresIn: true } as const;

describe('what a streamed scan counts', () => {
  const none = { ...noTally, endpoints: 1 };
  const having = (...those: readonly (keyof typeof noTally.having)[]) =>
    Object.fromEntries(Object.keys(noTally.having).map((one) => [one, those.includes(one as 'due') ? 1 : 0]));
  const cases: readonly (readonly [string, Partial<EndpointReport>, object])[] = [
    ['an endpoint that is well', {}, {}],
    ['one that is not fully checked', { incomplete: ['x'] }, { incomplete: 1, cut: 1 }],
    ['one that refused', { reachability: 'refused', incomplete: ['x'] }, { unreachable: 1, incomplete: 1 }],
    ['one that was silent', { reachability: 'timeout', incomplete: ['x'] }, { unreachable: 1, incomplete: 1 }],
    ['a default port that nobody listens at', { reachability: 'refused' }, { unreachable: 1 }],
    ['one that was not tried', { reachability: 'not-attempted', incomplete: ['x'] }, { untried: 1, incomplete: 1 }],
    [
      'one with a critical problem and a note',
      { findings: [finding({ severity: 'critical' }), finding({ severity: 'info' })] },
      {
        findings: { ...noTally.findings, critical: 1, info: 1 },
        having: having('critical', 'high', 'medium', 'low', 'info'),
      },
    ],
    [
      'one with two medium problems, of which one is due',
      { findings: [finding({ severity: 'medium' }), finding({ severity: 'medium', evidence: due })] },
      {
        findings: { ...noTally.findings, medium: 2 },
        having: having('medium', 'low', 'info', 'due'),
        withinExpiresIn: 1,
      },
    ],
    [
      'one with two that are due',
      { findings: [finding({ severity: 'low', evidence: due }), finding({ severity: 'low', evidence: due })] },
      { findings: { ...noTally.findings, low: 2 }, having: having('low', 'info', 'due'), withinExpiresIn: 2 },
    ],
  ];
  for (const [what, endpoint, counted] of cases)
    it(`of ${what}`, () => assert.deepEqual(tallyOf([endpointReport(endpoint)]), { ...none, ...counted }));

  it('of two lots together is what it is of both at once', () => {
    const endpoint = fc
      .record({
        reachability: fc.constantFrom('open', 'refused', 'timeout', 'not-attempted' as const),
        incomplete: fc.constantFrom([], ['x']),
        findings: fc.array(
          fc
            .record({ severity: fc.constantFrom(...severities), evidence: fc.constantFrom({}, due) })
            .map(({ severity, evidence }) => finding({ severity, evidence })),
          { maxLength: 4 },
        ),
      })
      .map((change) => endpointReport(change as Partial<EndpointReport>));
    const lot = fc.array(endpoint, { maxLength: 5 });
    fc.assert(fc.property(lot, lot, (a, b) => assert.deepEqual(addTally(tallyOf(a), tallyOf(b)), tallyOf([...a, ...b]))));
  });
});
