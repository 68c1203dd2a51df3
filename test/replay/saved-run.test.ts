import assert from 'node:assert/strict';
import { makeSelfSignedIdentity } from '../../src/cli/self-signed-identity.ts';
import { askNode } from '../../src/elastic/rest/ask-node.ts';
import { type MatrixOptions, matrix } from '../../src/jobs/matrix/matrix.ts';
import { type ScanOptions, scan } from '../../src/jobs/scan/scan.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';
import type { Report } from '../../src/model/report.ts';
import type { Target } from '../../src/model/target.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { probeTarget } from '../../src/probe/probe-target.ts';
import { record, replay } from '../../src/replay/recording.ts';
import { decodeSavedRun, encodeSavedRun, type SavedRun } from '../../src/replay/saved-run.ts';

/** A report without the times of the run itself. */
function timeless({ startedAt: _start, finishedAt: _finish, ...report }: Report): Omit<Report, 'startedAt' | 'finishedAt'> {
  return report;
}

describe('a saved run', () => {
  let stack: Lab;
  let targets: readonly Target[];
  let options: ScanOptions;
  before(async () => {
    stack = await startLab();
    targets = parseTargets(stack.endpoints.map(({ target }) => target).join('\n'));
    const names = new Map(stack.endpoints.map(({ target, serverName }) => [target.replace(/^.*:\/\//, ''), serverName]));
    options = {
      anchors: stack.trust.der,
      depth: 'full',
      serverName: ({ host, port }) => names.get(`${host}:${port}`),
      selfSignedIdentity: makeSelfSignedIdentity(),
    };
  });
  after(() => stack.close());

  const saved = async (command: 'scan' | 'matrix', job: (options: ScanOptions) => Promise<Report>) => {
    const recording = record(probeTarget, askNode);
    const report = await job({ ...options, probe: recording.probe });
    const run: SavedRun = {
      startedAt: new Date(report.startedAt),
      partial: false,
      command,
      targets,
      members: [],
      kibana: null,
      asked: recording.asked,
      api: null,
      judging: { anchors: stack.trust.der, trustPublicRoots: false, crls: [], identity: [], quietWire: false, deployment: null },
    };
    return { report, text: encodeSavedRun(run) };
  };
  const again = (run: SavedRun): ScanOptions => ({ ...options, anchors: run.judging.anchors, probe: replay(run).probe });

  it('of a scan of the lab at depth full says the same without the network', async function () {
    this.timeout(60_000);
    const { report, text } = await saved('scan', (given) => scan(targets, given));
    const run = decodeSavedRun(text, 'run.json');
    assert.deepEqual(timeless(await scan(run.targets, again(run))), timeless(report));
    assert.ok(report.summary.critical > 0, 'the lab has something to find');
    assert.equal(encodeSavedRun(run), text);
  });

  it('of a matrix says the same of each pair', async function () {
    this.timeout(60_000);
    const { report, text } = await saved('matrix', (given: MatrixOptions) => matrix(targets, given));
    const run = decodeSavedRun(text, 'run.json');
    assert.deepEqual(timeless(await matrix(run.targets, { ...again(run), at: run.startedAt })), timeless(report));
    assert.ok((report.pairs ?? []).length > 0);
  });

  it('answers for what was not asked then with that, and nothing else', async () => {
    const { text } = await saved('scan', (given) => scan(targets.slice(0, 1), { ...given, depth: 'quick' }));
    const run = decodeSavedRun(text, 'run.json');
    const [other] = targets.slice(1);
    assert.ok(other);
    const report = await scan([other], again(run));
    assert.equal(report.endpoints[0]?.reachability, 'not-attempted');
    assert.deepEqual(report.endpoints[0]?.incomplete, ['not checked: the saved run did not ask for it; save a run that asks for it']);
    assert.deepEqual(report.endpoints[0]?.findings, []);
  });

  describe('that is damaged is refused in one line', () => {
    const refused = (text: string): string => {
      try {
        decodeSavedRun(text, 'run.json');
      } catch (error) {
        assert.ok(error instanceof UsageError);
        assert.ok(!error.message.includes('\n'));
        return error.message;
      }
      assert.fail('it was taken');
    };
    let whole: string;
    before(async () => {
      whole = (await saved('scan', (given) => scan(targets.slice(0, 1), { ...given, depth: 'quick' }))).text;
    });
    const changed = (change: (run: Record<string, unknown>) => void): string => {
      const run = JSON.parse(whole) as Record<string, unknown>;
      change(run);
      return JSON.stringify(run);
    };

    it('where it is cut short', () => {
      assert.equal(refused(whole.slice(0, 1000)), 'run.json: it is not JSON');
    });
    it('where it is a report', () => {
      assert.equal(
        refused('{"schema":"handclasp.report/1"}'),
        'run.json: it is handclasp.report/1, where handclasp.observations/1 was expected',
      );
    });
    it('where it is of a later version', () => {
      assert.match(
        refused(changed((run) => (run.schema = 'handclasp.observations/2'))),
        /handclasp\.observations\/2, where handclasp\.observations\/1 was expected/,
      );
    });
    it('where a field is missing, of another type, or not known', () => {
      assert.match(refused(changed((run) => delete run.startedAt)), /^run\.json: startedAt: /);
      assert.match(refused(changed((run) => (run.asked = 7))), /^run\.json: asked: /);
      assert.match(refused(changed((run) => (run.more = 7))), /more/);
    });
    it('where octets are no base64', () => {
      assert.match(refused(whole.replace(/"chain":\["[^"]{8}/, '"chain":["!!!!!!!!')), /chain/);
    });
  });
});
