import assert from 'node:assert/strict';
import type { EndpointReport, Report } from '../../src/model/report.ts';
import { type Baseline, sinceBaseline } from '../../src/report/since-baseline.ts';
import { endpointReport, finding, report } from '../support/report.ts';
import { assertIsReport } from '../support/report-schema.ts';

const es01 = { target: 'es01:9300', host: 'es01', address: '10.0.0.11' };
const es02 = { target: 'es02:9300', host: 'es02', address: '10.0.0.12' };
const expired = finding();
const expiring = finding({ rule: 'leaf-expiring', severity: 'medium', title: 'Certificate expires soon' });

const compare = (before: readonly EndpointReport[], now: readonly EndpointReport[]): { readonly whole: Report; readonly fresh: Report } => {
  const compared = sinceBaseline(report(now), { startedAt: '2026-11-22T18:00:00.000Z', endpoints: before });
  for (const one of [compared.whole, compared.fresh]) assertIsReport(one);
  return compared;
};
const changes = (before: readonly EndpointReport[], now: readonly EndpointReport[]) => {
  const { baseline } = compare(before, now).whole;
  const named = (list: NonNullable<Report['baseline']>['new'] = []) => list.map(({ target, rule }) => `${target} ${rule}`);
  return {
    new: named(baseline?.new),
    gone: named(baseline?.gone),
    known: baseline?.known,
    notSeen: baseline?.notSeen.map(({ target, findings }) => `${target} ${findings}`),
  };
};
const nothing = { new: [], gone: [], known: 0, notSeen: [] };

describe('a report against an earlier one', () => {
  it('has nothing new where nothing changed', () => {
    const same = [endpointReport({ ...es01, findings: [expired, expiring] }), endpointReport({ ...es02 })];
    assert.deepEqual(changes(same, same), { ...nothing, known: 2 });
  });

  it('has as new what was not there', () => {
    const before = [endpointReport({ ...es01, findings: [expiring] })];
    const now = [endpointReport({ ...es01, findings: [expiring, expired] }), endpointReport({ ...es02, findings: [expired] })];
    assert.deepEqual(changes(before, now), { ...nothing, new: ['es01:9300 leaf-expired', 'es02:9300 leaf-expired'], known: 1 });
  });

  it('has as new what became more severe, and as known what became less', () => {
    const of = (severity: 'low' | 'medium' | 'high') => [endpointReport({ ...es01, findings: [finding({ ...expiring, severity })] })];
    assert.deepEqual(changes(of('medium'), of('high')), { ...nothing, new: ['es01:9300 leaf-expiring'] });
    assert.deepEqual(changes(of('medium'), of('low')), { ...nothing, known: 1 });
    // Of one that an endpoint had twice, the worst counts, whichever came first.
    const twice = [
      endpointReport({ ...es01, findings: [finding({ ...expiring, severity: 'high' }), finding({ ...expiring, severity: 'low' })] }),
    ];
    const turned = twice.map((one) => ({ ...one, findings: one.findings.toReversed() }));
    for (const before of [twice, turned]) assert.deepEqual(changes(before, of('high')), { ...nothing, known: 1 });
  });

  it('has as gone what was there', () => {
    assert.deepEqual(
      changes([endpointReport({ ...es01, findings: [expired, expiring] })], [endpointReport({ ...es01, findings: [expiring] })]),
      {
        ...nothing,
        gone: ['es01:9300 leaf-expired'],
        known: 1,
      },
    );
  });

  it('has both of an endpoint that changed', () => {
    assert.deepEqual(changes([endpointReport({ ...es01, findings: [expiring] })], [endpointReport({ ...es01, findings: [expired] })]), {
      ...nothing,
      new: ['es01:9300 leaf-expired'],
      gone: ['es01:9300 leaf-expiring'],
    });
  });

  it('does not call gone what could not be judged again', () => {
    const unknown = [
      { rule: 'leaf-expired', code: 'not-asked', because: 'no certificate was seen' },
    ] as unknown as EndpointReport['unknown'];
    assert.deepEqual(changes([endpointReport({ ...es01, findings: [expired] })], [endpointReport({ ...es01, unknown })]), nothing);
  });

  it('names endpoints that are not seen again, and calls nothing of them gone', () => {
    const before = [endpointReport({ ...es01, findings: [expired] }), endpointReport({ ...es02, findings: [expired, expiring] })];
    const refused = endpointReport({ ...es01, reachability: 'refused' });
    assert.deepEqual(changes(before, [refused]), { ...nothing, notSeen: ['es01:9300 1', 'es02:9300 2'] });
  });

  it('knows an endpoint by its target where its address changed, unless it has several', () => {
    const before = [endpointReport({ ...es01, findings: [expired] })];
    const moved = endpointReport({ ...es01, address: '10.0.0.99', findings: [expired] });
    assert.deepEqual(changes(before, [moved]), { ...nothing, known: 1 });
    const second = endpointReport({ ...es01, address: '10.0.0.98' });
    assert.deepEqual(changes(before, [moved, second]), { ...nothing, new: ['es01:9300 leaf-expired'], notSeen: ['es01:9300 1'] });
  });

  it('keeps all in the whole, and what is new alone in the rest, counted anew', () => {
    const before: Baseline['endpoints'] = [endpointReport({ ...es01, findings: [expired] })];
    const now = [endpointReport({ ...es01, findings: [expired, expiring] })];
    const { whole, fresh } = sinceBaseline(report(now), { startedAt: null, endpoints: before });
    assert.deepEqual([whole.summary.critical, whole.summary.medium, whole.endpoints[0]?.findings.length], [1, 1, 2]);
    assert.deepEqual([fresh.summary.critical, fresh.summary.medium, fresh.endpoints[0]?.findings], [0, 1, [expiring]]);
    assert.deepEqual(fresh.baseline, whole.baseline);
  });
});
