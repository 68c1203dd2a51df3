import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArguments } from '../../src/cli/argv/parse-arguments.ts';
import { formats } from '../../src/output/index.ts';
import { root, sourceText } from '../support/sources.ts';

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const manifest: { readonly version: string; readonly files: readonly string[]; readonly scripts: Readonly<Record<string, string>> } =
  JSON.parse(sourceText('package.json'));

describe('README and docs', () => {
  it('README is short', () => {
    assert.ok(sourceText('README.md').length <= 7_000, `${sourceText('README.md').length} characters`);
  });

  it('lead from README to every page, or from its page on development', () => {
    const linked = ['README.md', 'docs/development.md'].flatMap(linksOf);
    assert.deepEqual(
      pages.filter((page) => page !== 'README.md' && !linked.includes(page)),
      [],
    );
  });

  it('link only to files that exist', () => {
    const missing = pages.flatMap((page) => linksOf(page).flatMap((file) => (existsSync(join(root, file)) ? [] : [`${page}: ${file}`])));
    assert.deepEqual(missing, []);
  });

  it('show command lines that the command accepts', () => {
    const waiver = { rule: 'weak-key', subject: 'es01', reason: 'moved', owner: 'ops', until: '2027-03-31' };
    const config = { targets: ['es01'], waivers: [waiver], alerts: null, refused: null, lineOf: () => 1, options: new Map() };
    const shown = pages.flatMap(commandLinesOf);
    assert.ok(shown.length > 12, `${shown.length} command lines`);
    for (const line of shown) assert.doesNotThrow(() => parseArguments(wordsOf(line), 80, () => config), line);
  });

  it('name scripts of the package', () => {
    const named = pages.flatMap((page) => [...sourceText(page).matchAll(/`npm run ([\w:]+)/g)].map(([, name = '']) => name));
    assert.ok(named.length > 8);
    assert.deepEqual(
      named.filter((name) => manifest.scripts[name] === undefined),
      [],
    );
  });

  it('name the tarball that npm pack makes', () => {
    const named = [...sourceText('README.md').matchAll(/handclasp-([\d.]+)\.tgz/g)].map(([, version]) => version);
    assert.deepEqual(named, [manifest.version, manifest.version]);
  });

  it('list every format with its commands', () => {
    const rows = [...sourceText('docs/output.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual(
      rows,
      formats.map(({ name }) => name),
    );
  });

  it('list every call of the REST API', () => {
    const asked = [...sourceText('src/elastic/rest/ask-node.ts').matchAll(/reported\('(\/[^'?]*)/g)].map(([, path]) => path).sort();
    const listed = [...sourceText('docs/rest-api.md').matchAll(/^\| `GET (\S+)`/gm)].map(([, path]) => path).sort();
    assert.ok(asked.length > 5);
    assert.deepEqual(listed, asked);
  });
});

/** Files that a page links to, as paths from the root. */
function linksOf(page: string): readonly string[] {
  return [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) =>
    relative(root, join(root, dirname(page), path)),
  );
}

/** In blocks, and between backticks, without bare names of commands and those that stand for others: RULE, COMMAND. */
function commandLinesOf(page: string): readonly string[] {
  const text = sourceText(page).replace(/<!-- screen scan.*?<!-- end of screen scan -->/s, '');
  const blocks = [...text.matchAll(/^```$(.*?)^```$/gms)].map(([, block = '']) => block);
  const quoted = [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/`(handclasp [^\s`]+ [^`\n]+)`/g)].map(([, words = '']) => words);
  const found = [...blocks, ...quoted].flatMap((piece) =>
    [...piece.matchAll(/(?:^|\s{2,})(?:\$ )?handclasp( (?:[a-z]|-)[^\n]*)/gm)].map(([, line = '']) => line.trim()),
  );
  return found.filter((line) => !/\b(?:RULE|COMMAND|DIR|FILE)\b/.test(line));
}

function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
