import assert from 'node:assert/strict';
import { createIdleProcessors } from '../../src/fleet/idle-processors.ts';

describe('spare processors', () => {
  it('are those that were idle since they were last counted', () => {
    let now: readonly { readonly times: Readonly<Record<string, number>> }[] = [];
    const at = (...processors: readonly (readonly [idle: number, user: number])[]) => {
      now = processors.map(([idle, user]) => ({ times: { idle, user } }));
    };
    at([1000, 0], [1000, 0]);
    const spare = createIdleProcessors(() => now);
    at([1000, 100], [1100, 0]);
    assert.equal(spare(), 1);
    at([1000, 200], [1100, 100]);
    assert.equal(spare(), 0);
    at([1050, 250], [1150, 150]);
    assert.equal(spare(), 1);
    assert.equal(spare(), 0, 'no time has passed');
  });
});
