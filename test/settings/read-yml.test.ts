// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of settings.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readYml, type VariableRule, whyUnread, type YmlFault } from '../../src/settings/read-yml.ts';
import { setupProblemText } from '../../src/wording/setup-problem-texts.ts';

const read = (text: string | Uint8Array, environment: Record<string, string> = {}, variables: VariableRule = 'elasticsearch') =>
  readYml(typeof text === 'string' ? Buffer.from(text) : text, { file: 'x.yml', environment, variables });
const lines = (text: string) => read(text).settings.map(({ key, value, place }) => `${place.line} ${key}=${JSON.stringify(value)}`);
const kindOf = ({ code }: YmlFault['because']) => code.replace('yml-', '');
const faults = (text: string | Uint8Array) => read(text).faults.map(({ because, place }) => `${place.line} ${kindOf(because)}`);

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
      found.map(({ because, key }) => [kindOf(because), key]),
      [['variable-unresolved', 'b']],
    );
  });

  it('take the default before the environment in Elasticsearch since 8, and after it in 7 and in Kibana', () => {
    const value = (rule: VariableRule) => read('a: ${HOST:other}\n', { HOST: 'es01' }, rule).settings[0]?.value;
    assert.deepEqual([value('elasticsearch'), value('elasticsearch-7'), value('kibana')], ['other', 'es01', 'es01']);
    assert.deepEqual(read('a: ${HOST:other}\n', { HOST: 'es01' }).settings[0]?.overlooked, ['HOST']);
  });

  it('are texts as the product makes them of what was written', () => {
    const cases: readonly (readonly [string, string | null])[] = [
      ['~', null],
      ['null', null],
      ['Null', null],
      ['NULL', null],
      ['nul', 'nul'],
      ["''", ''],
      ["'~'", '~'],
      ['"null"', 'null'],
      ['true', 'true'],
      ['YES', 'true'],
      ['On', 'true'],
      ['ON', 'true'],
      ["'on'", 'on'],
      ['off', 'false'],
      ['No', 'false'],
      ['FALSE', 'false'],
      ['falsely', 'falsely'],
      ['yes please', 'yes please'],
      ['1_000', '1_000'],
      ['0x1f', '0x1f'],
      ['1.50', '1.50'],
      ['2001-01-01', '2001-01-01'],
      ['|\n  b', 'b\n'],
      ['>\n  null', 'null\n'],
    ];
    for (const [written, value] of cases) assert.equal(read(`a: ${written}\n`).settings[0]?.value, value, written);
    assert.deepEqual(read('a: [yes, ~, "no"]\n').settings[0]?.value, ['true', '', 'no']);
  });

  it('are read up to forty levels', () => {
    const nested = (levels: number) =>
      read(Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}a:${at === levels - 1 ? ' x' : ''}`).join('\n'));
    assert.deepEqual([nested(41).settings.length, nested(42).settings.length], [1, 0]);
  });

  it('are read up to twenty thousand settings, and two million octets', () => {
    const many = (count: number) => read(Array.from({ length: count }, (_, at) => `k${at}: x\n`).join('')).settings.length;
    assert.equal(many(20_001), 20_000);
    const sized = (octets: number) => read(`a: b\n#${' '.repeat(octets - 6)}`);
    assert.deepEqual([sized(2 * 1024 * 1024).settings.length, sized(2 * 1024 * 1024).faults], [1, []]);
    assert.deepEqual(
      [sized(2 * 1024 * 1024 + 1).settings.length, sized(2 * 1024 * 1024 + 1).faults[0]?.because],
      [0, { code: 'yml-too-large', octets: 2 * 1024 * 1024 + 1 }],
    );
    assert.equal(sized(2 * 1024 * 1024 + 1).faults[0]?.place.line, null);
  });

  it('have faults that name the setting, and how it is written at its level', () => {
    const found = (text: string, environment: Record<string, string> = {}) =>
      read(text, environment).faults.map(({ because, key, field, place }) => [
        kindOf(because),
        key,
        field,
        'variable' in because ? because.variable : null,
        place.line,
        place.file,
      ]);
    assert.deepEqual(found('a:\n  b: 1\n  b: 2\n'), [['duplicate', 'a.b', 'b', null, 3, 'x.yml']]);
    assert.deepEqual(found('a:\n  b:\n'), [['null-value', 'a.b', 'a.b', null, 2, 'x.yml']]);
    assert.deepEqual(found('a:\n  b: [[1]]\n'), [['list-of-maps', 'a.b', 'a.b', null, 2, 'x.yml']]);
    assert.deepEqual(found('a.b: [x, "${NOPE}", "${NOR}"]\n'), [
      ['variable-unresolved', 'a.b', 'a.b', 'NOPE', 1, 'x.yml'],
      ['variable-unresolved', 'a.b', 'a.b', 'NOR', 1, 'x.yml'],
    ]);
    assert.deepEqual(found('a: "${not a name}"\n'), [['variable-unresolved', 'a', 'a', '(not a name, not shown)', 1, 'x.yml']]);
    assert.deepEqual(found('hello\n'), [['not-a-map', null, null, null, 1, 'x.yml']]);
    assert.deepEqual(found('- a\n- b\n'), [['not-a-map', null, null, null, 1, 'x.yml']]);
    assert.deepEqual(found('---\n'), []);
    assert.deepEqual(found('a: x\n...\n'), []);
  });

  it('say in words of our own what is no YAML', () => {
    const said = (text: string) =>
      read(text)
        .faults.map(({ because }) => setupProblemText(because))
        .join(' ');
    for (const [text, words] of [
      ['a: b: c\n', /the line has a second colon/],
      ['a:\n\tb: 1\n', /a tab indents the line, where YAML allows only spaces/],
      ['a: "x\n', /a quote, bracket or colon is missing/],
      ['a: @x\n', /that YAML reserves; it needs quotes/],
      ['a: "\\q"\n', /a backslash in double quotes/],
      ['a: *x\nb: *\n', /\*, which means an alias; it needs quotes|special characters/],
      ['a: 1\nhello\nb: 2\n', /a line without a colon|out of place/],
    ] as const)
      assert.match(said(text), words, text);
  });

  it('take a variable by its whole name first, and the default as it stands behind the first colon', () => {
    const value = (text: string, environment: Record<string, string>, rule: VariableRule = 'elasticsearch-7') =>
      read(`a: '${text}'\n`, environment, rule).settings[0]?.value;
    assert.equal(value('${A:b}', { 'A:b': 'whole', A: 'part' }), 'whole');
    assert.equal(value('${A:b:c}', {}), 'b:c');
    assert.equal(value('${:x}', {}), 'x');
    assert.equal(value('${A:}', {}), '');
    assert.equal(value('${A}-${B:2}', { A: '1' }), '1-2');
    assert.equal(value('${A}${B}', { A: '1' }), null);
    assert.equal(value('$A {A} ${A', { A: '1' }), '$A {A} ${A');
    assert.equal(value('${A}', { A: '' }), '');
  });

  it('say which defaults hide the environment: those that differ from it, in Elasticsearch since 8', () => {
    const overlooked = (environment: Record<string, string>, rule: VariableRule = 'elasticsearch') =>
      read('a: ${HOST:x}\nb: [y, "${HOST:x}"]\n', environment, rule).settings.map((one) => one.overlooked);
    assert.deepEqual(overlooked({ HOST: 'y' }), [['HOST'], ['HOST']]);
    assert.deepEqual(overlooked({ HOST: 'x' }), [[], []]);
    assert.deepEqual(overlooked({}), [[], []]);
    assert.deepEqual(overlooked({ HOST: 'y' }, 'elasticsearch-7'), [[], []]);
    assert.deepEqual(overlooked({ HOST: 'y' }, 'kibana'), [[], []]);
  });

  it('have no value and one word why, where nothing could be read of the file', () => {
    const of = (text: string) => {
      const bytes = Buffer.from(text);
      return whyUnread('x.yml', { bytes, fault: null, mode: 0, size: bytes.length, modifiedAt: null, realPath: null }, read(text).faults);
    };
    for (const text of ['a: b: c\n', 'hello\n', 'a: \xff\n']) {
      const bytes = Buffer.from(text, 'latin1');
      const opened = { bytes, fault: null, mode: 0, size: 1, modifiedAt: null, realPath: null };
      assert.equal(whyUnread('x.yml', opened, read(bytes).faults)?.code, 'yml-broken', text);
    }
    for (const text of ['', 'a: 1\n', 'a: 1\na: 2\n', 'a:\n', 'a: 1\n---\nb: 1\n', 'a: ${X}\n']) assert.equal(of(text), null, text);
    const missing = { bytes: null, fault: 'missing', mode: null, size: null, modifiedAt: null, realPath: null } as const;
    assert.deepEqual(whyUnread('x.yml', missing, []), { code: 'file-unread', file: 'x.yml', fault: 'missing', size: null });
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
