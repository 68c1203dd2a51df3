import assert from 'node:assert/strict';
import { createConnector } from '../../src/probe/connector.ts';
import { type Question, runPlan } from '../../src/probe/plan.ts';
import type { ProbeOptions } from '../../src/probe/probe-options.ts';
import { questions } from '../../src/probe/questions/index.ts';
import { Session } from '../../src/probe/session.ts';
import { probeOptions, targetAt } from '../support/probe.ts';

function session(given: Partial<ProbeOptions> = {}): Session {
  return new Session(targetAt(9300), '127.0.0.1', probeOptions({ depth: 'full', connector: createConnector(), ...given }));
}

/** A question that notes when it is asked and when it is answered. */
function noting(log: string[], id: string, change: Partial<Question> = {}): Question {
  return {
    id,
    topic: 'features',
    depth: 'quick',
    leavesLogLine: false,
    needs: [],
    worthAsking: () => true,
    ask: async () => {
      log.push(`${id} asked`);
      await new Promise((done) => setTimeout(done, 5));
      log.push(`${id} answered`);
    },
    ...change,
  };
}

describe('a plan', () => {
  it('asks what needs another after it, and the rest at the same time', async () => {
    const log: string[] = [];
    await runPlan([noting(log, 'a'), noting(log, 'b', { needs: ['a'] }), noting(log, 'c')], session());
    assert.deepEqual(log.slice(0, 2), ['a asked', 'c asked']);
    assert.ok(log.indexOf('b asked') > log.indexOf('a answered'));
    assert.equal(log.length, 6);
  });

  it('leaves out what is deeper than asked for, and does not wait for it', async () => {
    const log: string[] = [];
    const plan = [noting(log, 'a', { depth: 'full' }), noting(log, 'b', { needs: ['a'] })];
    await runPlan(plan, session({ depth: 'standard' }));
    assert.deepEqual(log, ['b asked', 'b answered']);
  });

  it('leaves out what earlier answers made needless', async () => {
    const log: string[] = [];
    let known = false;
    const learn = noting(log, 'a', {
      ask: async () => {
        known = true;
      },
    });
    await runPlan([learn, noting(log, 'b', { needs: ['a'], worthAsking: () => !known })], session());
    assert.deepEqual(log, []);
  });

  it('leaves out what an endpoint would log, where the wire is to be quiet', async () => {
    const log: string[] = [];
    await runPlan([noting(log, 'a', { leavesLogLine: true }), noting(log, 'b')], session({ quietWire: true }));
    assert.deepEqual(log, ['b asked', 'b answered']);
  });

  it('asks nothing more when the time is up', async () => {
    const log: string[] = [];
    await runPlan([noting(log, 'a')], session({ signal: AbortSignal.abort() }));
    assert.deepEqual(log, []);
  });

  it('refuses a question that needs one that comes later, or none', async () => {
    const log: string[] = [];
    await assert.rejects(runPlan([noting(log, 'a', { needs: ['b'] }), noting(log, 'b')], session()), /a stands before b/);
    await assert.rejects(runPlan([noting(log, 'a', { needs: ['b'] })], session()), /no question is/);
  });
});

describe('the questions', () => {
  it('each have an id of their own, and stand after what they need', () => {
    const before = new Set<string>();
    for (const { id, needs } of questions) {
      for (const need of needs) assert.ok(before.has(need), `${id} stands before ${need}`);
      assert.ok(!before.has(id), id);
      before.add(id);
    }
  });

  it('need nothing that is deeper than they are', () => {
    const depths = ['quick', 'standard', 'full'];
    for (const { id, depth, needs } of questions) {
      for (const need of needs) {
        const needed = questions.find((other) => other.id === need);
        assert.ok(depths.indexOf(needed?.depth ?? 'full') <= depths.indexOf(depth), `${id} needs ${need}`);
      }
    }
  });
});
