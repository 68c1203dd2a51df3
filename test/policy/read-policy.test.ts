import assert from 'node:assert/strict';
import type { UsageError } from '../../src/model/usage-error.ts';
import { policies } from '../../src/policy/policies.ts';
import { findPolicy, readPolicy } from '../../src/policy/read-policy.ts';

const rules = ['leaf-expired', 'weak-key'];

const good = `schema: handclasp.policy/1
name: ours
title: What we hold to
edition: "1"
source: our handbook
provenance: own
requirements:
  - id: valid
    level: must
    title: No certificate has expired
    check:
      kind: rules
      rules: [leaf-expired]
`;

function fault(text: string): string {
  try {
    readPolicy(text, 'ours.yml', rules);
  } catch (error) {
    const { name, message } = error as UsageError;
    assert.equal(name, 'UsageError');
    return message;
  }
  return assert.fail('it was read');
}

describe('a policy from a file', () => {
  it('is read from YAML and from JSON', () => {
    const read = readPolicy(good, 'ours.yml', rules);
    assert.equal(read.name, 'ours');
    assert.deepEqual(readPolicy(JSON.stringify(read), 'ours.json', rules), read);
  });

  it('may be each of those that come with handclasp', () => {
    for (const policy of policies) {
      const named = policy.requirements.flatMap(({ check }) =>
        check.kind === 'rules' && typeof check.rules === 'object' ? check.rules : [],
      );
      assert.deepEqual(readPolicy(JSON.stringify(policy, null, 2), 'x.json', named), policy);
    }
  });

  const broken: readonly (readonly [what: string, text: string, message: RegExp])[] = [
    ['not YAML', `${good}  - [`, /^ours\.yml:1[3-5]: /],
    ['empty', '', /^ours\.yml:1: expected settings/],
    ['a list', '- a', /^ours\.yml:1: expected settings, one per line, found a list/],
    [
      'an unknown key',
      good.replace('edition:', 'editon:'),
      /^ours\.yml:(1|4): editi?on: (it is missing: expected a text|unknown key "editon")/,
    ],
    [
      'a level that there is not',
      good.replace('level: must', 'level: mus'),
      /^ours\.yml:9: requirements\[0\]\.level: expected one of must, should, found "mus"; did you mean must\?$/,
    ],
    ['a check that there is not', good.replace('kind: rules', 'kind: rule'), /^ours\.yml:1[0-2]: requirements\[0\]\.check/],
    [
      'a rule that there is not',
      good.replace('leaf-expired', 'leaf-expird'),
      /^ours\.yml: requirements\[0\]: no rule is called "leaf-expird"; did you mean leaf-expired\?$/,
    ],
    ['a number for a text', good.replace('edition: "1"', 'edition: 1'), /^ours\.yml:4: edition: expected a text, found 1$/],
    ['no requirements', good.replace(/requirements:[\s\S]*/, 'requirements: []\n'), /^ours\.yml:7: requirements: /],
    [
      'the same id twice',
      good + good.slice(good.indexOf('  - id')),
      /^ours\.yml:14: requirements\[1\]\.id: there is another requirement with the id valid$/,
    ],
    ['a key twice', `${good}name: again\n`, /^ours\.yml:1[0-9]: .*unique/i],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
      /^ours\.yml:1: /,
    ],
  ];
  for (const [what, text, message] of broken) it(`is refused with its line: ${what}`, () => assert.match(fault(text), message));

  it('tells how many faults there are', () => {
    assert.match(fault(good.replace('level: must', 'level: x').replace('edition: "1"', 'edition: 1')), /^ours\.yml:4: .* \(and 1 more\)$/);
  });
});

describe('a policy by its name', () => {
  it('is found', () => assert.equal(findPolicy('strict').name, 'strict'));
  it('is told as the nearest where it is misspelt', () => {
    assert.throws(() => findPolicy('mozila-modern'), { message: 'no policy is called "mozila-modern"; did you mean mozilla-modern?' });
  });
});
