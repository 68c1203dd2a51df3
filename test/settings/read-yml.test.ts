// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of settings.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readYml, type VariableRule } from '../../src/settings/read-yml.ts';

const read = (text: string | Uint8Array, environment: Record<string, string> = {}, variables: VariableRule = 'elasticsearch') =>
  readYml(typeof text === 'string' ? Buffer.from(text) : text, { file: 'x.yml', environment, variables });
const lines = (text: string) => read(text).settings.map(({ key, value, place }) => `${place.line} ${key}=${JSON.stringify(value)}`);
const faults = (text: string | Uint8Array) => read(text).faults.map(({ kind, place }) => `${place.line} ${kind}`);

describe('settings in YAML', () => {
  it('are the same dotted and nested, each with its line', () => {
    assert.deepEqual(lines('a.b.c: 1\nx:\n  y.z: 2\n  w:\n    v: 3\n'), ['1 a.b.c="1"', '3 x.y.z="2"', '5 x.w.v="3"']);
  });

  it('keep lists, strings with commas, numbers and truth values as Elasticsearch reads them', () => {
    assert.deepEqual(lines('a: [x, y]\nb: x, y\nc:\n  - p\nd: 0777\ne: yes\nf: "yes"\ng: x#y # z\n'), [
      '1 a=["x","y"]',
      '2 b="x, y"',
      '3 c=["p"]',
      '5 d="0777"',
      '6 e="true"',
      '7 f="yes"',
      '8 g="x#y"',
    ]);
  });

  it('are kept where they stand twice in different shapes, and are a fault where they stand twice in one', () => {
    assert.deepEqual(lines('a.b: 1\na:\n  b: 2\n'), ['1 a.b="1"', '3 a.b="2"']);
    assert.deepEqual(faults('a.b: 1\na:\n  b: 2\n'), []);
    assert.deepEqual(faults('a.b: 1\na.b: 2\n'), ['2 duplicate']);
  });

  it('are a fault, with the line, where the product would refuse the file', () => {
    assert.deepEqual(faults('a: 1\nb: c: d\n'), ['2 syntax']);
    assert.deepEqual(faults('a:\n\tb: 1\n'), ['2 syntax']);
    assert.deepEqual(faults('a: 1\nb:\n'), ['2 null-value']);
    assert.deepEqual(faults('hello\n'), ['1 not-a-map']);
    assert.deepEqual(faults('a:\n  - b: 1\n'), ['1 list-of-maps']);
    assert.deepEqual(faults('a: 1\n---\nb: 2\n'), ['2 several-documents']);
    assert.deepEqual(faults(Buffer.from('a: 1\nb: caf\xe9\n', 'latin1')), ['2 not-utf8']);
    assert.deepEqual(faults('# nothing\n'), []);
    assert.deepEqual(faults(''), []);
  });

  it('never quote a value in a fault', () => {
    for (const text of [
      'a: "hunter2\n',
      'a: hunter2: hunter2\n',
      'a: @hunter2\n',
      'a: `hunter2\n',
      '- hunter2\n  x: {hunter2\n',
      'a: "\\qhunter2"\n',
    ]) {
      const { faults: found } = read(text);
      assert.ok(found.length > 0, text);
      assert.doesNotMatch(JSON.stringify(found), /hunter2/);
    }
  });

  it('take variables from the environment, and say which have no value', () => {
    const { settings, faults: found } = read('a: "${HOST}/x"\nb: ${NOPE}\n', { HOST: 'es01' });
    assert.deepEqual(
      settings.map(({ value }) => value),
      ['es01/x', null],
    );
    assert.deepEqual(
      found.map(({ kind, key }) => [kind, key]),
      [['unresolved-variable', 'b']],
    );
  });

  it('take the default before the environment in Elasticsearch since 8, and after it in 7 and in Kibana', () => {
    const value = (rule: VariableRule) => read('a: ${HOST:other}\n', { HOST: 'es01' }, rule).settings[0]?.value;
    assert.deepEqual([value('elasticsearch'), value('elasticsearch-7'), value('kibana')], ['other', 'es01', 'es01']);
    assert.deepEqual(read('a: ${HOST:other}\n', { HOST: 'es01' }).settings[0]?.overlooked, ['HOST']);
  });

  it('never throw, whatever the bytes are', () => {
    const fragment = fc.constantFrom(
      'a: ',
      '\n',
      '  ',
      '- ',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '&x ',
      '*x ',
      '? ',
      '---\n',
      '${',
      '}',
      ':',
      '#',
      '\t',
      '|',
      '>',
      '!!x ',
      '<<: ',
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 40 }), (parts) => read(parts.join('')).settings.length >= 0),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => read(bytes).settings.length >= 0),
      { numRuns: 500 },
    );
  });
});
