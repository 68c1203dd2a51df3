import assert from 'node:assert/strict';
import { sourceFiles, sourceText } from './support/sources.ts';

/** Pure data, or a list of names, a line each. */
const tables = new Map([
  ['src/tls/wire/cipher-suites.ts', 'the registry of cipher suites'],
  ['src/index.ts', 'what the library exports'],
  ['src/jobs/explain/topics.ts', 'what users call things'],
  ['src/wording/line-meaning-texts.ts', 'what lines of clients mean'],
]);
const mostLines = 300;

describe('a file of the sources', () => {
  it(`has at most ${mostLines} lines, unless it is a table`, () => {
    const files = sourceFiles('src');
    assert.ok(files.length > 400);
    const long = files.filter((file) => linesOf(file) > mostLines);
    assert.deepEqual(
      long.filter((file) => !tables.has(file)),
      [],
    );
    for (const table of tables.keys()) assert.ok(long.includes(table), `${table} is no longer long: take it out of the list`);
  });
});

function linesOf(file: string): number {
  return sourceText(file).trimEnd().split('\n').length;
}
