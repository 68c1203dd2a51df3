import assert from 'node:assert/strict';
import { MassProgressLine } from '../../src/cli/mass-progress-line.ts';
import { noTally } from '../../src/fleet/worker-messages.ts';

function shown(errIsTerminal = true) {
  const lines: string[] = [];
  let now = 0;
  const line = new MassProgressLine({ err: (text) => void lines.push(text), errIsTerminal, columns: 120 }, 3, () => now);
  const at = (ms: number) => {
    now = ms;
  };
  return { lines, line, at };
}

describe('the progress of a streamed scan', () => {
  it('tells no remaining time before all targets are known, and an honest one after', () => {
    const { lines, line, at } = shown();
    at(1000);
    line.show({ done: 100, known: 200, complete: false, tally: noTally });
    assert.match(lines.at(-1) ?? '', /100 of 200\+ targets, 3 before, 0 findings at high or above, 100\/s$/);
    at(2000);
    line.show({ done: 200, known: 1000, complete: true, tally: noTally });
    assert.match(lines.at(-1) ?? '', /200 of 1000 targets, .* 100\/s, 8 s left$/);
  });

  it('goes by the last half minute', () => {
    const { lines, line, at } = shown();
    at(1000);
    line.show({ done: 1000, known: 2000, complete: true, tally: noTally });
    for (let second = 2; second <= 40; second++) {
      at(second * 1000);
      line.show({ done: 1000 + second, known: 2000, complete: true, tally: noTally });
    }
    assert.match(lines.at(-1) ?? '', /1\.0\/s, 1[67] min left$/);
  });

  it('is silent where standard error is no terminal', () => {
    const { lines, line, at } = shown(false);
    at(5000);
    line.show({ done: 1, known: 1, complete: true, tally: noTally });
    line.wipe();
    assert.deepEqual(lines, []);
  });
});
