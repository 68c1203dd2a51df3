import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRules } from '../../src/jobs/explain/find-rules.ts';
import { ruleCatalogue } from '../../src/jobs/explain/rule-catalogue.ts';
import { logLines } from '../../src/logs/catalogue/index.ts';
import type { LineText, LogLine, Writer } from '../../src/logs/catalogue/log-line.ts';
import { readLog } from '../../src/logs/read-log.ts';

const textOf = (text: LineText): string | RegExp => (typeof text === 'string' ? text : text[0]);
const exampleOf = (text: LineText): string => (typeof text === 'string' ? text : text[1]);
const writersOf = (text: LineText, line: LogLine): readonly Writer[] =>
  typeof text === 'string' || text[2] === undefined ? line.writtenBy : [text[2]];
const all = logLines.flatMap((line) =>
  line.texts.map((text) => ({ line, text, example: exampleOf(text), writers: writersOf(text, line) })),
);
const rulesOf = ({ rule, alternatives = [], related = [] }: LogLine) => [rule, ...alternatives, ...related];

/** What `explain` says of it, by ids. */
function explained(question: string): readonly string[] {
  const found = findRules(ruleCatalogue, question);
  switch (found.kind) {
    case 'rule':
      return [found.rule.id];
    case 'rules':
      return found.by === 'log-line' ? found.rules.map(({ id }) => id) : [];
    case 'none':
      return [];
  }
}

/** The first that `join --log` reads in it: its rule first, then the others that it names. */
function read(log: string): readonly string[] {
  const [first] = readLog(log).failures;
  return first === undefined ? [] : [first.rule, ...first.alternatives, ...first.related];
}

const time = '2026-11-23T22:21:21,848';
const nested = (message: string) => `exception caught\nCaused by: some.Exception: ${message}\n\tat some.Class.method(Class.java:1) ~[?:?]`;

/** How products write an entry, those before Elasticsearch 8 and after. */
const layouts: Readonly<Record<'node' | 'kibana', Readonly<Record<string, (message: string) => string>>>> = {
  node: {
    'Elasticsearch 7': (message) => `[${time}][WARN ][o.e.x.s.SomeClass        ] [es01] ${message}`,
    'Elasticsearch 8': (message) => `[${time}][ERROR][o.e.b.Elasticsearch      ] [es01] ${nested(message)}`,
    OpenSearch: (message) => `[${time}][ERROR][o.o.s.SomeClass          ] [os01] ${message}`,
    'Elasticsearch 7 in JSON': (message) =>
      JSON.stringify({
        type: 'server',
        timestamp: `${time}Z`,
        level: 'WARN',
        component: 'o.e.x.s.SomeClass',
        'node.name': 'es01',
        message,
      }),
    'Elasticsearch 7 in JSON, a line each': (message) =>
      `{"type": "server", "timestamp": "${time}Z", "level": "WARN", "component": "o.e.x.s.SomeClass", "node.name": "es01", "message": "caught",\n"stacktrace": [${JSON.stringify(message)},\n"at some.Class.method(Class.java:1) ~[?:?]",\n"... 16 more"] }`,
    'Elasticsearch 8 in JSON': (message) =>
      JSON.stringify({
        '@timestamp': '2026-11-23T22:21:21.848Z',
        'log.level': 'WARN',
        message: 'caught',
        'event.dataset': 'elasticsearch.server',
        'log.logger': 'org.elasticsearch.xpack.security.SomeClass',
        'elasticsearch.node.name': 'es01',
        'error.type': 'java.lang.Exception',
        'error.message': message,
        'error.stack_trace': `java.lang.Exception: ${message}\n\tat some.Class.method(Class.java:1)`,
      }),
  },
  kibana: {
    'Kibana 7': (message) => `  log   [20:00:00.123] [error][some] ${message}`,
    'Kibana 8': (message) => `[2026-11-23T20:00:00.123+00:00][ERROR][some-service] ${message}`,
    'Kibana in JSON': (message) =>
      JSON.stringify({
        ecs: { version: '8.11.0' },
        '@timestamp': '2026-11-23T20:00:00.123+00:00',
        message,
        log: { level: 'ERROR', logger: 'some-service' },
        service: { type: 'kibana' },
      }),
  },
};

/** What stands before each line on its way here. */
const wrappings: Readonly<Record<string, (line: string) => string>> = {
  bare: (line) => line,
  'docker logs': (line) => JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-11-30T09:39:48.1Z' }),
  'docker compose': (line) => `es01-1  | ${line}`,
  'kubectl logs --prefix': (line) => `[pod/acme-es-default-1/elasticsearch] ${line}`,
  'kubectl logs --timestamps': (line) => `2026-11-30T11:39:48.123456789Z ${line}`,
  'a container runtime': (line) => `2026-11-30T11:39:48.123456789+02:00 stderr F ${line}`,
  journald: (line) => `Nov 30 09:39:48 host elasticsearch[812]: ${line}`,
};

const ofNodes: readonly Writer[] = [
  'elasticsearch',
  'elasticsearch-7',
  'elasticsearch-8',
  'elasticsearch-9',
  'opensearch',
  'jsse',
  'elasticsearch-tool',
];
const ofKibana: readonly Writer[] = ['kibana', 'openssl', 'node'];

describe('the catalogue of log lines', () => {
  it('names rules that there are, the same one never twice', () => {
    const known = new Set(ruleCatalogue.map(({ id }) => id));
    for (const line of logLines) {
      assert.deepEqual(
        rulesOf(line).filter((id) => !known.has(id)),
        [],
      );
      assert.equal(new Set(rulesOf(line)).size, rulesOf(line).length, rulesOf(line).join());
    }
  });

  it('has an example for each of its texts, which has the text', () => {
    for (const { text, example } of all) {
      const pattern = textOf(text);
      assert.match(example, /\S.{2}/);
      if (typeof pattern === 'string') assert.ok(example.toLowerCase().includes(pattern.toLowerCase()), pattern);
      else {
        assert.match(example, new RegExp(pattern.source, 'i'));
        // Alternatives are texts of their own, so that none is without its example; `(?:a )?` is no alternative.
        assert.doesNotMatch(pattern.source.replace(/\(\?:or elected \)\?/g, ''), /\|/, pattern.source);
      }
    }
  });

  it('says of what is too short to be a line that it is a fragment, and of nothing else', () => {
    for (const { line, example } of all) if (example.length < 12) assert.equal(line.fragment, true, example);
    for (const line of logLines) if (line.fragment === true) assert.ok(!read(exampleOf(line.texts[0])).includes(line.rule), line.rule);
  });

  it('comes back as its rule from explain, bare', () => {
    for (const { line, example } of all) {
      const ids = explained(example);
      assert.ok(ids.includes(line.rule), `${line.rule}: ${example} is explained as ${ids.join(', ') || 'nothing'}`);
      // Where products mean the same text in different ways, the others are named as well.
      if (line.product === undefined && line.fragment === undefined) assert.equal(ids[0], line.rule, example);
    }
  });

  for (const [side, writers] of [
    ['node', ofNodes],
    ['kibana', ofKibana],
  ] as const) {
    for (const [layout, write] of Object.entries(layouts[side])) {
      it(`comes back as its rule from a log of ${layout}, however it was shipped`, () => {
        for (const { line, example, writers: own } of all) {
          if (line.fragment !== undefined || !own.some((writer) => writers.includes(writer))) continue;
          // In a log of Kibana an entry of its own goes first.
          const isOther =
            side === 'kibana' && line.product === undefined && logLines.some((one) => one.product === 'kibana' && shares(one, example));
          const wanted = isOther ? logLines.find((one) => one.product === 'kibana' && shares(one, example))?.rule : line.rule;
          if (side === 'node' && line.product === 'kibana') continue;
          for (const [wrapping, wrap] of Object.entries(wrappings)) {
            const log = write(example).split('\n').map(wrap).join('\n');
            const ids = read(log);
            assert.equal(ids[0], wanted, `${wrapping}: ${example} is read as ${ids.join(', ') || 'nothing'}`);
            assert.ok(explained(log).includes(wanted ?? ''), `${wrapping}: ${example} is explained as ${explained(log).join(', ')}`);
          }
        }
      });
    }
  }

  it('comes back from what tools and clients print, bare and in containers', () => {
    for (const { line, example } of all) {
      if (line.fragment !== undefined || line.product !== undefined) continue;
      for (const [wrapping, wrap] of Object.entries(wrappings)) {
        const ids = read(wrap(example));
        assert.equal(ids[0], line.rule, `${wrapping}: ${example} is read as ${ids.join(', ') || 'nothing'}`);
      }
    }
  });

  it('still has every line that was ever known', () => {
    const lines = readFileSync(join('test', 'logs', 'known-lines.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    assert.ok(lines.length >= 300, `${lines.length} lines`);
    for (const line of lines) {
      const [rule = '', side, text = ''] = line.split('\t');
      const log = side === 'kibana' ? layouts.kibana['Kibana 8']?.(text) : side === 'node' ? layouts.node['Elasticsearch 7']?.(text) : text;
      if (side === 'among') {
        assert.ok(explained(text).includes(rule), `${text} is explained as ${explained(text).join(', ') || 'nothing'}`);
        continue;
      }
      const ids = side === 'piece' ? explained(text) : read(log ?? '');
      assert.equal(ids[0], rule, `${side}: ${text} is read as ${ids.join(', ') || 'nothing'}`);
    }
    const listed = new Set(lines.map((line) => line.split('\t')[2]));
    assert.deepEqual(
      all.map(({ example }) => example).filter((example) => !listed.has(example)),
      [],
      'a line of the catalogue is not in known-lines.txt',
    );
  });

  it('knows the lines that rules name for one of their cases', () => {
    const files = readdirSync(join('src', 'rules'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const named = files.flatMap((file) =>
      [...readFileSync(join('src', 'rules', file), 'utf8').matchAll(/\blogs: (?:'([^'\n]+)'|"([^"\n]+)")/g)].map(
        ([, single, double]) => single ?? double ?? '',
      ),
    );
    assert.ok(named.length >= 3, `${named.length} lines`);
    assert.deepEqual(
      named.filter((line) => explained(line).length === 0),
      [],
    );
  });

  it('takes no long time for any text, however long and however near to a line', () => {
    for (const { example, text } of all) {
      const half = example.slice(0, Math.ceil(example.length / 2));
      for (const long of [example.repeat(2_000), half.repeat(4_000), `${half}${'['.repeat(200_000)}`, `${half}${' '.repeat(200_000)}`]) {
        const began = process.hrtime.bigint();
        const pattern = textOf(text);
        if (typeof pattern !== 'string') new RegExp(pattern.source, 'i').test(long.slice(0, 40_000));
        const tookMs = Number(process.hrtime.bigint() - began) / 1e6;
        assert.ok(tookMs < 1_000, `${String(pattern)} took ${tookMs} ms`);
      }
    }
    const began = process.hrtime.bigint();
    for (const [index, { example }] of all.entries())
      if (index % 10 === 0) readLog(`[${time}][WARN ][o.e.x.s.SomeClass] [es01] ${example.slice(0, -2).repeat(1_000)}`);
    const tookMs = Number(process.hrtime.bigint() - began) / 1e6;
    assert.ok(tookMs < 10_000, `${tookMs} ms`);
  });
});

function shares(line: LogLine, example: string): boolean {
  return line.texts.some((text) => {
    const pattern = textOf(text);
    return typeof pattern === 'string'
      ? example.toLowerCase().includes(pattern.toLowerCase())
      : new RegExp(pattern.source, 'i').test(example);
  });
}
