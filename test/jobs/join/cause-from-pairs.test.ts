import assert from 'node:assert/strict';
import { lessSure } from '../../../src/jobs/join/candidate-cause.ts';
import { causeFromPairs } from '../../../src/jobs/join/cause-from-pairs.ts';
import { isWell, stages } from '../../../src/jobs/join/stages.ts';
import { evaluatePair, type PairJudgement } from '../../../src/jobs/matrix/evaluate-pair.ts';
import { joinRules } from '../../../src/rules/join-rules.ts';

type Said = 'pass' | 'finding' | 'likely' | 'unknown' | 'not-applicable';

type Wish = { readonly said: Readonly<Record<string, Said>>; readonly blames: 'from' | 'to' | undefined };

/** The rules of joining, in their order, as they would say what the test wants. */
const rules = joinRules.map((rule) => ({
  ...rule,
  judge: (handshake: unknown) => {
    const { said, blames } = handshake as Wish;
    const kind = said[rule.id] ?? 'pass';
    if (kind === 'pass' || kind === 'not-applicable') return { kind } as never;
    if (kind === 'unknown') return { kind, because: { code: 'trust-unread' } } as never;
    const more = { ...(kind === 'likely' ? { certainty: 'likely' } : {}), ...(blames === undefined ? {} : { blames }) };
    return { kind: 'finding', message: 'found', ...more } as never;
  },
}));

/** One node that connects to another: rules that are not named pass. */
function connects(
  to: string,
  said: Wish['said'],
  verification: 'full' | 'certificate' | null = 'full',
  blames?: Wish['blames'],
): PairJudgement {
  return evaluatePair(rules, { from: { label: 'es03', verification }, to: { label: to }, said, blames } as never);
}

const trust = 'trust-unknown-issuer';
const dates = 'leaf-expired';
const names = 'san-name-mismatch';
const cause = (judgements: readonly PairJudgement[], namesCount: 'likely' | 'possible' = 'likely') => {
  const found = causeFromPairs({ judgements, namesCount });
  return found === null ? null : { rule: found.rule.id, confidence: found.confidence, subjects: found.subjects };
};

describe('the cause for which a node fails at its peers', () => {
  it('is none where none fails, whatever could not be told', () => {
    assert.equal(cause([]), null);
    assert.equal(cause([connects('es01', {}), connects('es02', { [trust]: 'unknown' })]), null);
  });

  it('is what most of them fail for, and of two that are as frequent what comes first on the way', () => {
    const [a, b, c] = [
      connects('es01', { [dates]: 'finding' }),
      connects('es02', { [dates]: 'finding' }),
      connects('es04', { [trust]: 'finding' }),
    ];
    assert.equal(cause([c, a, b])?.rule, dates);
    assert.equal(cause([a, c])?.rule, trust);
    assert.equal(cause([c, a])?.rule, trust);
    assert.deepEqual(cause([c, a, b])?.subjects, ['es03', 'es01', 'es02']);
  });

  it('is proven where all fail for it, no more than likely where one lets it in, or where a rule is no surer', () => {
    const fails = connects('es01', { [trust]: 'finding' });
    assert.equal(cause([fails])?.confidence, 'proven');
    assert.equal(cause([fails, connects('es02', {})])?.confidence, 'likely');
    assert.equal(cause([fails, connects('es02', { [trust]: 'unknown' })])?.confidence, 'proven');
    assert.equal(cause([connects('es01', { [trust]: 'likely' })])?.confidence, 'likely');
    // One that is sure is enough.
    assert.equal(cause([fails, connects('es02', { [trust]: 'likely' })])?.confidence, 'proven');
    assert.equal(cause([connects('es02', { [trust]: 'likely' }), fails])?.confidence, 'proven');
  });

  it('is a name where names are compared, as sure as that is known', () => {
    const byName = (verification: 'full' | 'certificate' | null) => connects('es01', { [names]: 'finding' }, verification);
    assert.equal(cause([byName('full')])?.confidence, 'proven');
    assert.equal(cause([byName('certificate')]), null);
    assert.equal(cause([byName(null)], 'likely')?.confidence, 'likely');
    assert.equal(cause([byName(null)], 'possible')?.confidence, 'possible');
  });

  it('names who is to blame, or both', () => {
    assert.deepEqual(cause([connects('es01', { [trust]: 'finding' })])?.subjects, ['es03', 'es01']);
    assert.deepEqual(cause([connects('es01', { [trust]: 'finding' }, 'full', 'from')])?.subjects, ['es03']);
    assert.deepEqual(cause([connects('es01', { [trust]: 'finding' }, 'full', 'to')])?.subjects, ['es01']);
  });

  it('knows the less sure of two', () => {
    const order = ['proven', 'likely', 'possible'] as const;
    for (const [i, a] of order.entries()) for (const [j, b] of order.entries()) assert.equal(lessSure(a, b), order[Math.max(i, j)]);
  });
});

describe('a step on the way into a cluster', () => {
  for (const stage of stages) {
    const [rule = ''] = stage.rules;
    const { under } = joinRules.find(({ id }) => id === rule) ?? assert.fail(`${rule} is asked`);
    const well = (said: Readonly<Record<string, Said>>, verification: 'full' | 'certificate' | null = 'full') =>
      isWell(stage, [connects('es01', said, verification), connects('es02', {}, verification)]);
    const all = (kind: Said) => Object.fromEntries(stage.rules.map((id) => [id, kind]));

    it(`is ruled out where every rule of it passes or has no bearing, and one passes: ${stage.code}`, () => {
      assert.equal(well({}), true);
      assert.equal(well({ [rule]: 'not-applicable' }), true);
      assert.equal(isWell(stage, [connects('es01', all('not-applicable'))]), false);
      assert.equal(isWell(stage, []), false);
    });

    it(`is not ruled out where one of its rules found something, or could not tell: ${stage.code}`, () => {
      for (const id of stage.rules)
        for (const kind of ['finding', 'likely', 'unknown'] as const) assert.equal(well({ [id]: kind }), false, `${id} ${kind}`);
    });

    it(`counts names where they are compared, or may be: ${stage.code}`, () => {
      assert.equal(well({ [rule]: 'finding' }, null), false);
      const onlyFull = stage.rules.every((id) => joinRules.find((one) => one.id === id)?.under === 'full');
      // Under `certificate` nobody looked at them: they are neither wrong nor well.
      assert.equal(well({}, 'certificate'), !onlyFull);
      if (under === 'full') assert.equal(well({ [rule]: 'finding' }, 'certificate'), !onlyFull);
    });
  }

  it('has each of its rules to itself, and each rule of joining is one', () => {
    const inStages = stages.flatMap(({ rules }) => rules);
    assert.deepEqual([...new Set(inStages)], inStages);
    assert.deepEqual([...inStages].sort(), joinRules.map(({ id }) => id).sort());
  });
});
