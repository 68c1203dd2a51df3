import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url));

/** At the margin: what is assigned again, a collection that begins empty, a cache, a buffer to be filled. */
const state =
  /^(?:export )?(?:let |const (?!\w+: readonly |\w+: Readonly)[\w$]+(?:: [^=\n]+)? = (?:new WeakMap|new WeakSet|new BoundedCache|new (?:Map|Set)(?:<.*>)?\(\)|\[\]|\{\}|Buffer\.alloc))/m;

describe('what a module remembers', () => {
  const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'));
  const keeping = files.filter((path) => state.test(readFileSync(`${root}src/${path}`, 'utf8')));
  const page = readFileSync(`${root}docs/architecture.md`, 'utf8');
  const [, section = ''] = /## What a module remembers\n([\s\S]*?)\n## /.exec(page) ?? [];
  const listed = [...section.matchAll(/`([\w/-]+\.ts)`/g)].map(([, path = '']) => path);

  it('stands in docs/architecture.md with its reason, and nothing else does', () => {
    assert.ok(files.length > 500, `only ${files.length} files were found`);
    assert.deepEqual([...new Set(listed)].sort(), keeping.sort());
  });

  for (const line of [
    'let last = 0;',
    'const known = new Map<string, number>();',
    'export const seen: string[] = [];',
    'const by = new WeakMap();',
  ])
    it(`sees what is planted: ${line}`, () => assert.match(line, state));

  for (const line of ['const none: readonly string[] = [];', "const few = new Set(['a']);", '  let inside = 0;'])
    it(`lets through: ${line}`, () => assert.doesNotMatch(line, state));
});
