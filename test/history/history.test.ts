import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changesBetween } from '../../src/history/changes-between.ts';
import type { History } from '../../src/history/history.ts';
import { decodeKeptRun, encodeKeptRun } from '../../src/history/kept-run-codec.ts';
import { openHistory, readHistory } from '../../src/history/open-history.ts';
import type { EndpointState, PastRun } from '../../src/model/past-run.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { decodeSavedRun, encodeSavedRun } from '../../src/replay/saved-run.ts';
import { endpointState, firstRunAt, keep, pastCertificate, scanOf } from '../support/past-runs.ts';

const day = 86_400_000;
const expiring = { rule: 'leaf-expiring', severity: 'medium', title: 'Certificate expires soon' } as const;

describe('a history', () => {
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

  const runOf = (id: number | null): PastRun => history.run(id ?? -1) ?? assert.fail(`no run ${id}`);
  /** What changed between two runs, as `kind target`. */
  const changed = (from: number, to: number) =>
    changesBetween(history, runOf(from), runOf(to)).changes.map(({ kind, target }) => `${kind} ${target}`);

  it('gives back what a run saw, to the byte of what --save writes', () => {
    const { run, saved } = scanOf(5, 0);
    const kept = history.kept(runOf(history.add(run)));
    const again = decodeSavedRun(JSON.stringify(kept.saved), 'kept');
    const sorted = saved.asked.toSorted((a, b) => saved.targets.indexOf(a.target) - saved.targets.indexOf(b.target));
    assert.equal(encodeSavedRun(again), encodeSavedRun({ ...saved, asked: sorted }));
    assert.deepEqual(kept.endpoints, run.endpoints);
    assert.deepEqual(kept.cluster, run.cluster);
    assert.deepEqual(kept.summary, run.summary);
  });

  it('keeps what did not change once: a run more is rows of numbers', () => {
    const endpoints = 100;
    const sizes = [1, 31].map((runs) => {
      for (let at = history.runs().length; at < runs; at++) history.add(scanOf(endpoints, at).run);
      history.checkpoint();
      return { bytes: statSync(history.file).size, ...history.counts() };
    });
    const [one, many] = sizes;
    assert.ok(one !== undefined && many !== undefined);
    // A state and an observation for each endpoint, one state of the cluster, and what the run was given.
    assert.equal(one.contents, many.contents);
    assert.ok(many.contents <= 2 * endpoints + 2, `${many.contents}`);
    assert.deepEqual([many.runs, many.states, many.observations], [31, 31 * endpoints, 31 * endpoints]);
    const perRun = (many.bytes - one.bytes) / 30;
    assert.ok(one.bytes + 1000 * perRun < 100_000_000, `${perRun} bytes a run`);
    assert.ok(perRun < 30_000, `${perRun} bytes a run`);
  });

  it('finds the whole run before it, of the same command and targets', () => {
    const states = { 'a:9300': endpointState(), 'b:9300': endpointState() };
    const first = keep(history, 0, states);
    keep(history, 1, { 'a:9300': endpointState() });
    keep(history, 2, states, { command: 'matrix' });
    keep(history, 3, states, { partial: true });
    const last = keep(history, 4, states);
    assert.equal(history.previous({ id: last })?.id, first);
    assert.equal(history.previous({ id: first }), null);
    assert.equal(history.latestOf({ command: 'scan', targets: ['b:9300', 'a:9300'] })?.id, last);
    assert.equal(history.latestOf({ command: 'scan', targets: ['c:9300'] }), null);
    assert.deepEqual(
      history.runs(2).map(({ id }) => id),
      [last, last - 1],
    );
    assert.equal(history.lastBefore(new Date(firstRunAt + day))?.id, first);
    assert.equal(history.lastBefore(new Date(firstRunAt)), null);
  });

  it('orders runs by when they began, not by when they came', () => {
    const late = keep(history, 9, { 'a:9300': endpointState() });
    const early = keep(history, 1, { 'a:9300': endpointState() });
    assert.deepEqual(
      history.runs().map(({ id }) => id),
      [late, early],
    );
    assert.equal(history.previous({ id: late })?.id, early);
  });

  describe('between two runs', () => {
    it('tells what came and what went', () => {
      const one = keep(history, 0, {
        'a:9300': endpointState(),
        'b:9300': endpointState(),
        'c:9300': endpointState({ reachability: 'refused' }),
      });
      const two = keep(history, 1, {
        'b:9300': endpointState({ reachability: 'timeout' }),
        'c:9300': endpointState(),
        'd:9300': endpointState({ findings: [expiring] }),
      });
      assert.deepEqual(changed(one, two), [
        'endpoint-went b:9300',
        'finding-opened d:9300',
        'endpoint-came c:9300',
        'endpoint-came d:9300',
        'endpoint-went a:9300',
      ]);
      const { endpoints, changes } = changesBetween(history, runOf(one), runOf(two));
      assert.deepEqual(endpoints, { compared: 2, changed: 4 });
      assert.deepEqual(
        changes.map(({ severity, message }) => `${severity}: ${message}`),
        [
          'medium: No longer answers: timed out',
          'medium: New problem: Certificate expires soon',
          'info: Answers again (before: connection refused)',
          'info: New endpoint',
          'info: No longer among the targets',
        ],
      );
    });

    it('takes what an interrupted run did not come to for neither', () => {
      const whole = keep(history, 0, { 'a:9300': endpointState(), 'b:9300': endpointState() });
      const part = keep(history, 1, { 'a:9300': endpointState() }, { partial: true });
      assert.deepEqual(changed(whole, part), []);
      assert.deepEqual(changed(part, whole), []);
    });

    it('knows an endpoint again whose address changed', () => {
      const at = (address: string, state: EndpointState) => ({ endpoints: [{ target: 'a:9300', address, state }] });
      const one = keep(history, 0, { 'a:9300': endpointState() }, at('10.0.0.1', endpointState()));
      const two = keep(history, 1, { 'a:9300': endpointState() }, at('10.0.0.2', endpointState({ clientAuth: 'none' })));
      assert.deepEqual(changed(one, two), ['client-auth-weakened a:9300']);
    });

    it('tells a problem that was there before as one that is back', () => {
      keep(history, 0, { 'a:9300': endpointState({ findings: [expiring] }) });
      const two = keep(history, 1, { 'a:9300': endpointState() });
      const three = keep(history, 2, { 'a:9300': endpointState({ findings: [expiring] }) });
      assert.deepEqual(changed(two, three), ['finding-reopened a:9300']);
    });

    it('holds an endpoint that was away against what it was before', () => {
      keep(history, 0, { 'a:9300': endpointState({ findings: [expiring] }) });
      const away = keep(history, 1, { 'a:9300': endpointState({ reachability: 'refused', certificate: null, clientAuth: null }) });
      const back = keep(history, 2, { 'a:9300': endpointState({ findings: [expiring], clientAuth: 'none' }) });
      assert.deepEqual(changed(away, back), ['client-auth-weakened a:9300', 'endpoint-came a:9300']);
    });

    it('holds what could not be judged against when it last could', () => {
      const blind = { unknown: [{ rule: expiring.rule, code: 'x', because: 'nothing was seen' }], certificate: null };
      keep(history, 0, { 'a:9300': endpointState({ findings: [expiring] }), 'b:9300': endpointState() });
      const two = keep(history, 1, { 'a:9300': endpointState(blind), 'b:9300': endpointState(blind) });
      const again = keep(history, 2, {
        'a:9300': endpointState({ findings: [expiring] }),
        'b:9300': endpointState({ findings: [expiring] }),
      });
      assert.deepEqual(changed(two, again), ['finding-opened b:9300']);
      const renewed = pastCertificate({ sha256: 'ee'.repeat(32), notAfter: '2031-01-01T00:00:00.000Z' });
      const gone = keep(history, 3, { 'a:9300': endpointState({ certificate: renewed }), 'b:9300': endpointState() });
      assert.deepEqual(changed(two, gone), ['certificate-renewed a:9300', 'finding-closed a:9300']);
    });

    it('tells what changed of the cluster, and the verdict of a policy', () => {
      const cluster = (verdict: string, subjects: readonly string[]) => ({
        cluster: {
          findings:
            subjects.length === 0
              ? []
              : [{ rule: 'peer-version-mismatch', severity: 'high' as const, title: 'No common version', subjects }],
          unknown: [],
          policy: { name: 'baseline', verdict },
        },
      });
      const states = { 'a:9300': endpointState() };
      const one = keep(history, 0, states, cluster('ready', []));
      const two = keep(history, 1, states, cluster('not-ready', ['a:9300', 'b:9300']));
      assert.deepEqual(
        changesBetween(history, runOf(one), runOf(two)).changes.map(({ severity, target, message }) => [severity, target, message]),
        [
          ['high', 'a:9300, b:9300', 'New problem: No common version'],
          ['high', '', 'Policy baseline: not ready (before: ready)'],
        ],
      );
      assert.deepEqual(changed(two, one), ['finding-closed a:9300, b:9300', 'policy-verdict-changed ']);
    });
  });

  it('deletes what is older, and what only that needed', () => {
    keep(history, 0, { 'old:9300': endpointState({ incomplete: ['only then'] }) });
    const kept = keep(history, 5, { 'a:9300': endpointState() });
    const before = history.counts();
    assert.equal(history.prune(new Date(firstRunAt + 2 * day)), 1);
    const after = history.counts();
    assert.deepEqual([after.runs, after.states, after.endpoints], [1, 1, 1]);
    assert.ok(after.contents < before.contents);
    assert.equal(history.kept(runOf(kept)).endpoints[0]?.target, 'a:9300');
    assert.equal(history.prune(new Date(firstRunAt + 2 * day)), 0);
    assert.ok(keep(history, 6, { 'a:9300': endpointState() }) > kept, 'a number is not given twice');
  });

  describe('in another place', () => {
    it('is the same, and what is there already is left out', async () => {
      const ids = [0, 1, 2].map((at) => history.add(scanOf(3, at).run));
      const lines = ids.map((id) => {
        const { id: _, ...run } = history.kept(runOf(id));
        return encodeKeptRun(run);
      });
      const other = await openHistory(join(folder, 'other.db'));
      try {
        for (const line of lines) assert.notEqual(other.add(decodeKeptRun(line, 'runs:1')), null);
        for (const line of lines) assert.equal(other.add(decodeKeptRun(line, 'runs:1')), null);
        const again = other
          .runs()
          .toReversed()
          .map((run) => {
            const { id: _, ...kept } = other.kept(run);
            return encodeKeptRun(kept);
          });
        assert.deepEqual(again, lines);
      } finally {
        other.close();
      }
    });

    it('takes no line that is none, and says where', () => {
      const { id: _, ...run } = history.kept(runOf(history.add(scanOf(1, 0).run)));
      const line = encodeKeptRun(run);
      const refused = (text: string) => {
        try {
          decodeKeptRun(text, 'runs.ndjson:7');
        } catch (error) {
          assert.ok(error instanceof UsageError);
          assert.equal(error.code, 'history-import');
          return error.message;
        }
        return assert.fail(`taken: ${text.slice(0, 80)}`);
      };
      assert.equal(refused('{'), 'runs.ndjson:7: it is not JSON');
      assert.match(refused('{"schema":"handclasp.report/1"}'), /^runs\.ndjson:7: /);
      assert.match(
        refused(line.replace('"reachability":"open"', '"reachability":"ajar"')),
        /^runs\.ndjson:7: endpoints\[0\]\.state\.reachability: /,
      );
      assert.match(refused(line.replace('"partial":false', '"partial":0')), /^runs\.ndjson:7: partial: /);
    });

    it('takes no run whose observations cannot be judged again', () => {
      const { id: _, ...run } = history.kept(runOf(history.add(scanOf(1, 0).run)));
      const line = encodeKeptRun(run).replace('"vantage":null', '"vantage":"the moon"');
      assert.throws(() => decodeKeptRun(line, 'runs.ndjson:7'), { name: 'UsageError', code: 'replay-unreadable' });
    });
  });

  it('is looked into without being written', async () => {
    keep(history, 0, { 'a:9300': endpointState() });
    history.checkpoint();
    const reader = await readHistory(history.file);
    try {
      assert.equal(reader.runs().length, 1);
      assert.throws(() => reader.prune(new Date()), /readonly/);
    } finally {
      reader.close();
    }
  });
});
