import assert from 'node:assert/strict';
import { type Model, type ModelChoices, models } from '../../src/x509/path/model-choices.ts';
import { modelChoices } from '../../src/x509/path/models.ts';
import { verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { type Choice, choiceCases } from './choice-cases.ts';
import type { ChoiceCase, Verdict } from './choice-makers.ts';
import { constraintCases } from './constraint-cases.ts';

const table = Object.entries(choiceCases) as readonly (readonly [Choice, readonly ChoiceCase[]])[];

async function verdict({ chain, anchors, name, purpose, crls, at }: ChoiceCase, model: Model): Promise<Verdict> {
  const result = await verifyCertificate({
    chain,
    anchors,
    ...(name === null ? {} : { name }),
    at: at ?? new Date(),
    purpose,
    model,
    crls,
  });
  return result.trusted ? 'trusted' : result.reason;
}

async function verdicts(one: ChoiceCase): Promise<readonly Verdict[]> {
  return Promise.all(models.map((model) => verdict(one, model)));
}

function at(choices: ModelChoices, path: Choice): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>>)[key], choices);
}

/** Those choices, one of them another. */
function changed(choices: ModelChoices, path: Choice, value: unknown): ModelChoices {
  const copy = { ...choices } as Record<string, unknown>;
  const [first = '', second] = path.split('.');
  copy[first] = second === undefined ? value : { ...(copy[first] as object), [second]: value };
  return copy as unknown as ModelChoices;
}

const spelled = (value: unknown): string => JSON.stringify(value instanceof Set ? [...value] : value === Infinity ? 'unlimited' : value);

describe('Each choice of the models', () => {
  for (const [choice, cases] of table) {
    for (const one of cases) {
      it(`${choice}: ${one.what}`, async () => {
        assert.deepEqual(await verdicts(one), one.verdicts);
      });
    }
  }

  it('is one: at least two models differ in it', () => {
    for (const [choice] of table) {
      const values = new Set(models.map((model) => spelled(at(modelChoices[model], choice))));
      assert.ok(values.size > 1, choice);
    }
  });

  /** Where another choice of the same model keeps one from having a say. */
  const moot: Readonly<Partial<Record<Choice, Readonly<Partial<Record<Model, string>>>>>> = {
    'names.severalWildcards': { rfc5280: 'a wildcard is a whole label' },
    'names.trailingDot': { rfc5280: 'such a certificate is malformed' },
    'constraints.bounds': { rfc5280: 'such an extension is malformed' },
    'algorithms.ecdsaWithSha3': {
      rfc5280: 'nobody is left out for it',
      jsse17: 'the digest is refused before',
      jsse25: 'the digest is refused before',
    },
    'names.aLabels': { rfc5280: 'a wildcard is a whole label' },
    nameStrings: { node: 'it compares as OpenSSL does' },
    'anchor.purpose': { jsse17: 'purposes of CAs do not nest', jsse25: 'purposes of CAs do not nest' },
    brokenLeaf: { rfc5280: 'flaws refuse it before', node: 'flaws refuse it before' },
    everyAnchorReadable: { rfc5280: 'what cannot be read is passed over' },
    builtAnchorDates: { rfc5280: 'dates of anchors count always', node: 'nothing is built anew' },
    'algorithms.minEcBits': { jsse17: 'no such curve is known', jsse25: 'no such curve is known' },
    maxBuilt: { node: 'nothing is built anew' },
  };

  for (const model of models) {
    it(`would change a verdict of ${model} if it were as in another model`, async () => {
      const own = modelChoices[model];
      const silent: string[] = [];
      try {
        for (const [choice, cases] of table) {
          const others = new Map(models.map((other) => [spelled(at(modelChoices[other], choice)), at(modelChoices[other], choice)]));
          others.delete(spelled(at(own, choice)));
          for (const [text, value] of others) {
            (modelChoices as Record<Model, ModelChoices>)[model] = changed(own, choice, value);
            const reported: Verdict[] = [];
            for (const one of cases) reported.push(await verdict(one, model));
            const same = reported.every((said, i) => said === cases[i]?.verdicts[models.indexOf(model)]);
            if (same !== (moot[choice]?.[model] !== undefined)) silent.push(`${choice} = ${text}`);
            (modelChoices as Record<Model, ModelChoices>)[model] = own;
          }
        }
      } finally {
        (modelChoices as Record<Model, ModelChoices>)[model] = own;
      }
      assert.deepEqual(silent, []);
    });
  }
});

describe('Name constraints', () => {
  for (const one of constraintCases) {
    it(one.what, async () => {
      assert.deepEqual(await verdicts(one), one.verdicts);
    });
  }
});
