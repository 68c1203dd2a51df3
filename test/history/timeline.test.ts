import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { History } from '../../src/history/history.ts';
import { openHistory } from '../../src/history/open-history.ts';
import { timelineOf } from '../../src/history/timeline.ts';
import { renderTimeline } from '../../src/output/render-timeline.ts';
import { endpointState, firstRunAt, keep, pastCertificate } from '../support/past-runs.ts';

const day = 86_400_000;
const at = (days: number) => new Date(firstRunAt + days * day);
const iso = (days: number) => at(days).toISOString();
const critical = { rule: 'transport-no-tls', severity: 'critical', title: 'Transport without TLS' } as const;
const low = { rule: 'weak-cipher-accepted', severity: 'low', title: 'Weak suites' } as const;

describe('what a history tells over time', () => {
  let folder: string;
  let history: History;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
  });
  beforeEach(async () => {
    history = await openHistory(join(folder, `${Math.random()}.db`));
  });
  afterEach(() => history.close());
  after(() => rmSync(folder, { recursive: true }));

  const told = (days = 10) => timelineOf(history, { at: at(days) });
  const faresOf = (target: string) =>
    told()
      .endpoints.find((one) => one.target === target)
      ?.fares.map(({ since, fare }) => [since, fare]);

  it('is how each endpoint fares, and since when', () => {
    const well = endpointState();
    const bad = endpointState({ findings: [critical] });
    keep(history, 0, { 'es01:9300': well, 'es02:9300': well });
    keep(history, 1, { 'es01:9300': bad, 'es02:9300': endpointState({ findings: [low] }) });
    keep(history, 2, { 'es01:9300': bad, 'es02:9300': endpointState({ reachability: 'timeout', incomplete: ['timed out'] }) });
    keep(history, 3, { 'es01:9300': well, 'es02:9300': endpointState({ incomplete: ['cut'] }) });
    assert.deepEqual(faresOf('es01:9300'), [
      [iso(0), 'ok'],
      [iso(1), 'critical'],
      [iso(3), 'ok'],
    ]);
    assert.deepEqual(faresOf('es02:9300'), [
      [iso(0), 'ok'],
      [iso(2), 'down'],
      [iso(3), 'part'],
    ]);
  });

  it('goes on where the list was changed, and forgets who is no longer in it', () => {
    keep(history, 0, { 'es01:9300': endpointState(), 'es02:9300': endpointState() });
    keep(history, 1, { 'es01:9300': endpointState({ findings: [critical] }), 'es03:9300': endpointState() });
    const { series, endpoints } = told();
    assert.deepEqual(
      series.map(({ runs }) => runs.map(({ id }) => id)),
      [[1, 2]],
    );
    assert.deepEqual(endpoints.map(({ target }) => target).sort(), ['es01:9300', 'es03:9300']);
    assert.deepEqual(faresOf('es01:9300')?.length, 2);
  });

  it('keeps lists apart that have nothing in common, and has the endpoints of both', () => {
    keep(history, 0, { 'es01:9300': endpointState() });
    keep(history, 1, { 'kb01:5601': endpointState() });
    keep(history, 2, { 'es01:9300': endpointState() });
    const { series, endpoints } = told();
    assert.deepEqual(
      series.map(({ runs }) => runs.map(({ id }) => id)),
      [[1, 3], [2]],
    );
    assert.deepEqual(endpoints.map(({ target }) => target).sort(), ['es01:9300', 'kb01:5601']);
  });

  it('leaves out default ports that nobody listens at, and runs that were interrupted', () => {
    keep(history, 0, { 'es01:9300': endpointState(), 'es01:5601': endpointState({ reachability: 'refused', certificate: null }) });
    keep(history, 1, { 'es01:9300': endpointState({ findings: [critical] }) }, { partial: true });
    const { endpoints, series } = told();
    assert.deepEqual(
      endpoints.map(({ target, fares }) => [target, fares.length]),
      [['es01:9300', 1]],
    );
    assert.deepEqual(
      series.map(({ runs }) => runs.length),
      [1],
    );
  });

  it('has the changes of each run at which something changed, the latest first', () => {
    keep(history, 0, { 'es01:9300': endpointState() });
    keep(history, 1, { 'es01:9300': endpointState() });
    keep(history, 2, { 'es01:9300': endpointState({ findings: [critical] }) });
    keep(history, 3, { 'es01:9300': endpointState() });
    assert.deepEqual(
      told().changes.map(({ to, changes }) => [to.id, changes.map(({ kind }) => kind)]),
      [
        [4, ['finding-closed']],
        [3, ['finding-opened']],
      ],
    );
  });

  describe('as a page', () => {
    const headline = (days = 10) => /<h1>([^<]*)</.exec(renderTimeline(told(days)))?.[1];

    it('says what is wrong by the latest runs', () => {
      assert.equal(headline(), 'PART: No run is kept yet');
      keep(history, 0, { 'es01:9300': endpointState({ findings: [critical, low] }), 'es02:9300': endpointState() });
      assert.equal(headline(), 'FAIL: 1 critical at 1 of 2 endpoints');
      keep(history, 1, { 'es01:9300': endpointState({ findings: [low] }), 'es02:9300': endpointState() });
      assert.equal(headline(), 'OK: No problems at 2 endpoints');
      keep(history, 2, { 'es01:9300': endpointState({ incomplete: ['cut'] }), 'es02:9300': endpointState() });
      assert.equal(headline(), 'PART: No problems found at 2 endpoints, and not all was checked; 1 not fully checked');
    });

    it('counts days from when it is made, not from the run', () => {
      const certificate = pastCertificate({ notAfter: iso(30) });
      keep(history, 0, { 'es01:9300': endpointState({ certificate }), 'es02:9300': endpointState({ certificate }) });
      const html = renderTimeline(told(20));
      assert.match(html, />10 days<\/span><\/td><td>CN=es01<\/td>/);
      assert.match(html, /1 certificate, within a year: 1\./);
      assert.match(renderTimeline(told(40)), />expired<\/span>/);
    });

    it('says that it may be out of date', () => {
      keep(history, 0, { 'es01:9300': endpointState() });
      assert.doesNotMatch(renderTimeline(told()), /out of date/);
      assert.match(renderTimeline(told(), { overdue: true }), /No run when one was due: what is below may be out of date\./);
    });
  });
});
