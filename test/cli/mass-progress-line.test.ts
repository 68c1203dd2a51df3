import assert from 'node:assert/strict';
import { MassProgressLine } from '../../src/cli/mass-progress-line.ts';
import { noTally } from '../../src/fleet/worker-messages.ts';
import { fakeClock } from '../support/status-clock.ts';

function shown(errIsTerminal = true) {
  const lines: string[] = [];
  const clock = fakeClock();
  const line = new MassProgressLine({ err: (text) => void lines.push(text), errIsTerminal, columns: 120 }, 3, clock);
  return { lines, line, clock };
}

describe('the progress of a streamed scan', () => {
  it('tells no remaining time before all targets are known, and an honest one after', () => {
    const { lines, line, clock } = shown();
    clock.pass(999);
    line.show({ done: 100, known: 200, complete: false, tally: noTally });
    assert.match(lines.at(-1) ?? '', /100 of 200\+ targets · 3 before · 0 s · 0 problems · 100\/s$/);
    clock.pass(1001);
    line.show({ done: 200, known: 1000, complete: true, tally: noTally });
    clock.pass(1000);
    assert.match(lines.at(-1) ?? '', /200 of 1000 targets · .* · 67\/s · 12 s left$/);
  });

  it('names the target that is waited for longest, once that is long', () => {
    const { lines, line, clock } = shown();
    let forMs = 1500;
    const now = { done: 1, known: 2, complete: true, tally: noTally, slowest: () => ({ label: 'es01:9300', forMs }) };
    clock.pass(1000);
    line.show(now);
    assert.doesNotMatch(lines.at(-1) ?? '', /slowest/);
    forMs = 12_900;
    clock.pass(1000);
    line.show(now);
    assert.match(lines.at(-1) ?? '', / · slowest es01:9300 \(12 s\)$/);
  });

  it('goes by the last half minute', () => {
    const { lines, line, clock } = shown();
    clock.pass(1000);
    line.show({ done: 1000, known: 2000, complete: true, tally: noTally });
    for (let second = 2; second <= 40; second++) {
      clock.pass(1000);
      line.show({ done: 1000 + second, known: 2000, complete: true, tally: noTally });
    }
    assert.match(lines.at(-1) ?? '', /1\.0\/s · 1[67] min left$/);
  });

  it('counts problems that are medium or worse', () => {
    const { lines, line, clock } = shown();
    const findings = { critical: 1, high: 2, medium: 3, low: 40, info: 50 };
    clock.pass(500);
    line.show({ done: 1, known: 9, complete: false, tally: { ...noTally, findings } });
    assert.match(lines.at(-1) ?? '', / · 6 problems · /);
  });

  it('is a line each half minute where standard error is no terminal', () => {
    const { lines, line, clock } = shown(false);
    line.show({ done: 1, known: 9, complete: true, tally: noTally });
    clock.pass(29_000);
    assert.deepEqual(lines, []);
    clock.pass(31_000);
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /^handclasp: 1 of 9 targets · 3 before · 60 s · 0 problems · .*\n$/);
    line.end();
    clock.pass(90_000);
    assert.equal(lines.length, 2);
  });
});
