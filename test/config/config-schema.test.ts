import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { commands } from '../../src/cli/commands/index.ts';
import { configOptions } from '../../src/cli/config-options.ts';
import { configFileOf, configJsonSchema, configSchema } from '../../src/config/config-schema.ts';
import { readDescribed } from '../../src/config/read-described.ts';

const options = configOptions(commands);
const limits = {
  rules: ['weak-key', 'leaf-expired'],
  requirements: new Map([['mozilla-modern', ['groups']]]),
  at: new Date('2026-06-01T12:00:00Z'),
};
const shipped = JSON.parse(
  readFileSync(
    new URL(import.meta.url.includes('/dist/') ? '../../../schema/config.schema.json' : '../../schema/config.schema.json', import.meta.url),
    'utf8',
  ),
);

const good = `targets: [es01, https://es01:9200]
ca: certs/ca.crt
policy: strict
timeout: 10s
concurrency: 8
details: true
waivers:
  - rule: weak-key
    subject: es01:9300
    reason: replaced in the maintenance of June
    owner: platform team
    until: 2026-06-30
`;

function faults(text: string): readonly string[] {
  const read = readDescribed(text, configSchema(options, limits));
  return read.kind === 'read' ? [] : read.faults.map(({ line, at, message }) => `${line}: ${at}: ${message}`);
}

const oneWaiver = (change: (lines: string) => string) => change(good);

describe('a file with options and waivers', () => {
  it('is read, and paths in it are taken from its own folder', () => {
    const read = readDescribed(good, configSchema(options, limits));
    assert.equal(read.kind, 'read');
    if (read.kind !== 'read') return;
    const config = configFileOf(read.value, options, (path) => `/etc/handclasp/${path}`);
    assert.deepEqual(config.targets, ['es01', 'https://es01:9200']);
    assert.deepEqual(
      [...config.options],
      [
        ['policy', ['strict']],
        ['ca', ['/etc/handclasp/certs/ca.crt']],
        ['details', ['']],
        ['timeout', ['10s']],
        ['concurrency', ['8']],
      ].sort((a, b) => options.findIndex(({ name }) => name === a[0]) - options.findIndex(({ name }) => name === b[0])),
    );
    assert.equal(config.waivers[0]?.until, '2026-06-30');
  });

  it('has the schema that is shipped', () => {
    assert.deepEqual(shipped, JSON.parse(JSON.stringify(configJsonSchema(options))));
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(shipped);
    assert.ok(validate({ targets: 'es01', ca: ['a', 'b'], details: true }), JSON.stringify(validate.errors));
    assert.ok(!validate({ target: 'es01' }));
  });

  it('may be empty of all but waivers, or of all but options', () => {
    assert.deepEqual(faults('waivers: []\n'), []);
    assert.deepEqual(faults('quiet: true\n'), []);
    assert.deepEqual(faults('quiet: false\n'), []);
  });

  const broken: readonly (readonly [what: string, text: string, fault: RegExp])[] = [
    [
      'a misspelt key',
      oneWaiver((text) => text.replace('waivers:', 'waiver:')),
      /^7: waiver: unknown key "waiver"; did you mean waivers\?$/,
    ],
    [
      'a misspelt key of a waiver',
      oneWaiver((text) => text.replace('until:', 'util:')),
      /^(8: waivers\[0\]\.until: it is missing|12: waivers\[0\]\.util: unknown key "util"; did you mean until)/,
    ],
    ['no rule', oneWaiver((text) => text.replace('rule: weak-key\n    ', '')), /^8: waivers\[0\]\.rule: it is missing/],
    ['no subject', oneWaiver((text) => text.replace('    subject: es01:9300\n', '')), /^8: waivers\[0\]\.subject: it is missing/],
    ['no reason', oneWaiver((text) => text.replace(/ {4}reason: .*\n/, '')), /^8: waivers\[0\]\.reason: it is missing/],
    ['no owner', oneWaiver((text) => text.replace(/ {4}owner: .*\n/, '')), /^8: waivers\[0\]\.owner: it is missing/],
    ['no end', oneWaiver((text) => text.replace(/ {4}until: .*\n/, '')), /^8: waivers\[0\]\.until: it is missing/],
    [
      'an empty reason',
      oneWaiver((text) => text.replace(/reason: .*/, 'reason: ""')),
      /^10: waivers\[0\]\.reason: expected the reason, in words$/,
    ],
    ['a reason of blanks', oneWaiver((text) => text.replace(/reason: .*/, 'reason: "  "')), /^10: /],
    ['a reason of a dot', oneWaiver((text) => text.replace(/reason: .*/, 'reason: .')), /^10: /],
    [
      'an owner that is a number',
      oneWaiver((text) => text.replace(/owner: .*/, 'owner: 7')),
      /^11: waivers\[0\]\.owner: expected a text, found 7$/,
    ],
    [
      'an owner that is nothing',
      oneWaiver((text) => text.replace(/owner: .*/, 'owner:')),
      /^11: waivers\[0\]\.owner: expected a text, found nothing$/,
    ],
    [
      'a day that is none',
      oneWaiver((text) => text.replace('2026-06-30', '2026-06-31')),
      /^12: waivers\[0\]\.until: expected its last day/,
    ],
    ['a day in another form', oneWaiver((text) => text.replace('2026-06-30', '30.06.2026')), /^12: /],
    ['a year alone', oneWaiver((text) => text.replace('2026-06-30', '2026')), /^12: /],
    [
      'an end a day too far',
      oneWaiver((text) => text.replace('2026-06-30', '2027-06-02')),
      /^12: waivers\[0\]\.until: a waiver lasts at most 365 days: expected 2027-06-01 or before, found 2027-06-02$/,
    ],
    ['no end ever', oneWaiver((text) => text.replace('2026-06-30', 'never')), /^12: /],
    [
      'a rule that there is not',
      oneWaiver((text) => text.replace('weak-key', 'weak-kye')),
      /^8: waivers\[0\]\.rule: no rule is called "weak-kye"; did you mean weak-key\?$/,
    ],
    ['any rule', oneWaiver((text) => text.replace('weak-key', '"*"')), /^8: waivers\[0\]\.rule: expected the id of a rule/],
    [
      'a requirement that there is not',
      oneWaiver((text) => text.replace('weak-key', 'mozilla-modern/group')),
      /^8: waivers\[0\]\.rule: no requirement of mozilla-modern is called "group"; did you mean groups\?$/,
    ],
    [
      'a policy that there is not',
      oneWaiver((text) => text.replace('weak-key', 'mozila-modern/groups')),
      /^8: waivers\[0\]\.rule: no policy is called "mozila-modern"; did you mean mozilla-modern\?$/,
    ],
    ['the same twice', good + good.slice(good.indexOf('  - rule')), /^13: waivers\[1\]\.rule: the same is waived twice$/],
    ['an empty subject', oneWaiver((text) => text.replace('es01:9300', '""')), /^9: waivers\[0\]\.subject: expected an endpoint/],
    ['one waiver for a list', good.replace('  - rule', '    rule'), /^7: waivers: expected a list, found settings$/],
    ['a number that is none', good.replace('concurrency: 8', 'concurrency: many'), /^5: concurrency: expected a number, found "many"$/],
    ['a policy that is a list', good.replace('policy: strict', 'policy: [strict]'), /^3: policy: expected a text, found a list$/],
    ['true for a file', good.replace('ca: certs/ca.crt', 'ca: true'), /^2: ca: expected /],
    ['an option of the command line alone', `${good}list-policies: true\n`, /^13: list-policies: unknown key "list-policies"/],
    ['not YAML', `${good}a: [`, /^1[34]: : /],
    ['a key twice', `${good}ca: other.crt\n`, /^1[0-9]*: : .*unique/],
  ];
  for (const [what, text, fault] of broken)
    it(`is refused: ${what}`, () => {
      const [first = 'it was read'] = faults(text);
      assert.match(first, fault);
    });

  it('may have an end on the last day that is allowed', () => {
    assert.deepEqual(faults(good.replace('2026-06-30', '2027-06-01')), []);
    assert.deepEqual(faults(good.replace('2026-06-30', '2026-05-01')), []);
    assert.deepEqual(faults(good.replace('weak-key', 'our-policy/keys')), []);
  });
});
