import assert from 'node:assert/strict';
import { judgeObservations } from '../../../src/jobs/scan/judge-observations.ts';
import { scan } from '../../../src/jobs/scan/scan.ts';
import { type Lab, startLab } from '../../../src/lab/lab.ts';
import { parseTargets } from '../../../src/model/parse-targets.ts';
import type { Report } from '../../../src/model/report.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { record } from '../../../src/replay/recording.ts';

describe('judging what was seen', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.close());

  it('comes to what the scan that saw it came to', async () => {
    const options = { anchors: lab.trust.der, depth: 'quick' } as const;
    const recording = record();
    const targets = parseTargets(lab.endpoints.map(({ target }) => target).join(' '));
    const scanned = await scan(targets, { ...options, probe: recording.probe });
    const seen = new Map(recording.asked.map(({ target, observations }) => [target.label, observations]));
    const judged = await judgeObservations(
      targets.flatMap(({ label }) => seen.get(label) ?? []),
      options,
    );
    assert.ok(judged.summary.critical > 0);
    assert.deepEqual(untimed(judged), untimed(scanned));
    const times = judged.endpoints.map(({ startedAt }) => startedAt);
    assert.equal(judged.startedAt, times.sort()[0]);
  });

  it('judges dates by the instant that is given', async () => {
    const recording = record();
    const healthy = lab.endpoints.find(({ rule }) => rule === null);
    await scan(parseTargets(healthy?.target ?? ''), { probe: recording.probe });
    const [asked] = recording.asked;
    const rulesAt = async (at: Date) =>
      (await judgeObservations(asked?.observations ?? [], { at })).endpoints.flatMap(({ findings }) => findings.map(({ rule }) => rule));
    assert.ok(!(await rulesAt(new Date())).includes('leaf-expired'));
    assert.ok((await rulesAt(new Date('2090-01-01'))).includes('leaf-expired'));
  });

  it('refuses an anchor that is no certificate', async () => {
    await assert.rejects(judgeObservations([], { anchors: [new Uint8Array(3)] }), UsageError);
  });
});

function untimed({ startedAt: _started, finishedAt: _finished, ...report }: Report) {
  return report;
}
