import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/cli/commands/index.ts';
import { clientLineOf, findLineGuide } from '../../src/jobs/explain/find-line-guide.ts';
import { findRules } from '../../src/jobs/explain/find-rules.ts';
import { ruleCatalogue } from '../../src/jobs/explain/rule-catalogue.ts';
import { logLines } from '../../src/logs/catalogue/index.ts';
import type { LineText } from '../../src/logs/catalogue/log-line.ts';
import { clientLines } from '../../src/logs/client-lines/index.ts';
import { lineMeaningTexts } from '../../src/wording/line-meaning-texts.ts';

const exampleOf = (text: LineText): string => (typeof text === 'string' ? text : text[1]);
const all = clientLines.flatMap((line) => line.texts.map((text) => ({ line, text, example: exampleOf(text) })));

/** What stands before a line where people copy it from. */
const wrappings: Readonly<Record<string, (line: string) => string>> = {
  bare: (line) => line,
  'docker compose': (line) => `agent-1  | ${line}`,
  'kubectl logs --timestamps': (line) => `2026-11-30T11:39:48.123456789Z ${line}`,
  journald: (line) => `Nov 30 09:39:48 host filebeat[812]: ${line}`,
  'a log of Beats': (line) =>
    JSON.stringify({
      'log.level': 'error',
      '@timestamp': '2026-11-30T09:39:48.123Z',
      'log.logger': 'publisher_pipeline_output',
      'log.origin': { 'file.name': 'pipeline/client_worker.go' },
      message: line,
    }),
};

describe('lines of clients and services', () => {
  it('each come back as themselves, wherever they are copied from', () => {
    for (const { line, text, example } of all) {
      // In JSON a quotation mark is escaped: what hangs on one is not found there.
      const pattern = typeof text === 'string' ? text : text[0];
      for (const [wrapping, wrap] of Object.entries(wrappings)) {
        const writers = typeof text === 'string' || text[2] === undefined ? line.writtenBy : [text[2]];
        if (wrapping === 'a log of Beats' && (!writers.includes('go') || typeof pattern !== 'string' || /["\\]/.test(pattern))) continue;
        assert.equal(clientLineOf(wrap(example))?.line.meaning, line.meaning, `${wrapping}: ${example}`);
      }
    }
  });

  it('have an example for each text, and no alternatives within one', () => {
    for (const { text } of all) {
      if (typeof text === 'string') continue;
      const [pattern, example] = text;
      if (typeof pattern === 'string') assert.ok(example.toLowerCase().includes(pattern.toLowerCase()), pattern);
      else assert.doesNotMatch(pattern.source, /\|/);
    }
  });

  it('name rules that there are, none twice', () => {
    const known = new Set(ruleCatalogue.map(({ id }) => id));
    for (const { rules, meaning } of clientLines) {
      assert.deepEqual(
        rules.filter((id) => !known.has(id)),
        [],
        meaning,
      );
      assert.equal(new Set(rules).size, rules.length, meaning);
    }
  });

  it('lead to their rules, the likeliest first, or to what they mean alone', () => {
    for (const { line, example } of all) {
      const found = findRules(ruleCatalogue, example);
      const ids = found.kind === 'rule' ? [found.rule.id] : found.kind === 'rules' ? found.rules.map(({ id }) => id) : [];
      assert.deepEqual(ids, line.rules, example);
      assert.equal(findLineGuide(example)?.means, lineMeaningTexts[line.meaning].means, example);
    }
  });

  it('are none of the lines that nodes and Kibana write', () => {
    for (const { example } of all) {
      const twice = logLines.flatMap(({ texts }) => texts.map(exampleOf)).filter((other) => other === example);
      assert.deepEqual(twice, []);
    }
  });

  it('are used for each meaning, with commands and options that there are', () => {
    const used = new Set(clientLines.map(({ meaning }) => meaning));
    for (const [meaning, { command, means, lookAt }] of Object.entries(lineMeaningTexts)) {
      assert.ok(used.has(meaning as never), `${meaning} is the meaning of no line`);
      assert.match(means, /\.$/, meaning);
      assert.doesNotMatch(lookAt, /\.$/, meaning);
      if (command === null) continue;
      const [name = '', ...words] = command.replace(/^handclasp /, '').split(' ');
      const known = commands.find((one) => one.name === name);
      assert.ok(known !== undefined, command);
      const options = new Set(Object.values(known.options).map((option) => `--${(option as { name: string }).name}`));
      for (const word of words) if (word.startsWith('--')) assert.ok(options.has(word), `${command}: ${word}`);
    }
  });

  it('are still known, all that ever were', () => {
    const lines = readFileSync(join('test', 'logs', 'known-client-lines.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    assert.ok(lines.length >= 300, `${lines.length} lines`);
    for (const line of lines) {
      const [meaning, text = ''] = line.split('\t');
      assert.equal(clientLineOf(text)?.line.meaning, meaning, text);
    }
    const listed = new Set(lines.map((line) => line.split('\t')[1]));
    assert.deepEqual(
      all.map(({ example }) => example).filter((example) => !listed.has(example)),
      [],
    );
  });

  it('take no long time for any text', () => {
    for (const { text, example } of all) {
      if (typeof text === 'string' || typeof text[0] === 'string') continue;
      const half = example.slice(0, Math.ceil(example.length / 2));
      for (const long of [example.repeat(2_000), half.repeat(4_000), `${half}${' '.repeat(40_000)}`]) {
        const began = process.hrtime.bigint();
        new RegExp(text[0].source, 'i').test(long.slice(0, 20_000));
        const tookMs = Number(process.hrtime.bigint() - began) / 1e6;
        assert.ok(tookMs < 1_000, `${text[0].source} took ${tookMs} ms`);
      }
    }
  });
});
