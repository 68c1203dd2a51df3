import assert from 'node:assert/strict';
import { type Model, models } from '../../src/x509/path/model-choices.ts';
import { findJdks } from '../support/jsse-server.ts';
import { skipUnless } from '../support/required.ts';
import { choiceCases } from '../x509/choice-cases.ts';
import { constraintCases } from '../x509/constraint-cases.ts';
import { type Judge, startJsseJudge } from '../x509/jsse-judge.ts';
import { startNodeJudge } from '../x509/node-judge.ts';

describe('The tables of choices and of name constraints', () => {
  /** Who trusts and who does not; the words differ. Revocation lists cannot be handed to peers. */
  async function compare(judge: Judge, model: Model, atOnce: number): Promise<void> {
    const left = [...Object.values(choiceCases).flat(), ...constraintCases].filter(({ at }) => at === null);
    const wrong: string[] = [];
    const worker = async (): Promise<void> => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) {
        const ours = one.verdicts[models.indexOf(model)];
        const { trusted, words } = await judge.ask({ ...one, story: [] });
        if (trusted !== (ours === 'trusted')) wrong.push(`${one.what}: we say ${ours}, it says ${words.slice(0, 200)}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    assert.deepEqual(wrong, []);
  }

  for (const [model, major] of [
    ['jsse17', 17],
    ['jsse25', 25],
  ] as const) {
    it(`are what JSSE on JDK ${major} says`, async function () {
      const jdk = findJdks().find((found) => found.major === major);
      skipUnless(this, jdk !== undefined, `JDK ${major}`);
      if (jdk === undefined) return;
      this.timeout(180_000);
      const judge = await startJsseJudge(jdk);
      try {
        await compare(judge, model, 8);
      } finally {
        await judge.close();
      }
    });
  }

  it('are what node:tls says', async function () {
    this.timeout(180_000);
    const judge = await startNodeJudge();
    try {
      await compare(judge, 'node', 1);
    } finally {
      await judge.close();
    }
  });
});
