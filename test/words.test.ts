import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root, sourceFiles, sourceText } from './support/sources.ts';

/** Words that were given up, with the one that is said instead. */
const givenUp: readonly (readonly [old: RegExp, now: string])[] = [
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bdial(?:s|led|ling|s back)?\b/i, 'connect to'],
  [/\bpractice\b/i, 'lab'],
  [/\bnot (?:judged|told)\b/i, 'not checked'],
  [/\btakes any(?:one)?\b/i, 'accepts any'],
  [/\blets? in who\b|\b(?:is|was) let in\b/i, 'accepts'],
  [/\b(?:stood still|broke off)\b/i, 'timed out, failed'],
  [/\bprober\b/i, 'this machine, handclasp'],
  [/\b(?:is|are) told by [a-z]+-[a-z-]+/, 'is reported by'],
  [/\bremed(?:y|ies)\b/i, 'fix'],
];

/**
 * Where a word stays, and why. A file that no longer has it must leave the list.
 */
const allowed: readonly (readonly [file: string, word: RegExp, why: string])[] = [
  ['src/logs/client-lines/no-tls.ts', /\bdial\b/, 'what Go writes'],
];

/** Words that names and comments have no more, with the noun in their place. */
const formerNames: readonly (readonly [old: RegExp, now: string])[] = [
  [/[dD]ial(?:s|led|ling|er)?(?![a-z])/, 'connect, connection, connector'],
  [/[pP]rober/, 'client, this machine, handclasp'],
  [/(?<!from )[sS]tranger/, 'selfSignedIdentity'],
  [/[oO]bstacle/, 'startupErrors'],
  [/[uU]ntold/, 'undetermined'],
  [/[pP]ractice(?=[A-Z _-]|$)/, 'Lab'],
  [/\bknownRules\b/, 'ruleCatalogue'],
];

/** Where a former name stays: codes and keys of JSON, and the name that a function has by design. */
const keptNames: readonly (readonly [file: RegExp, line: RegExp])[] = [
  [/./, /dialAsContext|dial-as-context|refused-untold|dialled-names-unclear/],
  [/^src\/(?:model\/shortfall|wording\/endpoint-gap-texts|probe\/questions\/identity|replay\/observation-codec)\.ts$/, /stranger/],
  [/^src\/rules\/endpoint\/[a-z-]+-verification-none[a-z-]*\.ts$/, /facts: \{ stranger/],
  [/^src\/(?:cli\/self-signed-identity|logs\/find-log-line|cli\/commands\/scan)\.ts$/, /handclasp stranger|test-stranger/],
  [/^src\/rules\/endpoint\/remote-[a-z-]+\.ts$/, /dialledBy: by/],
  [/^src\/logs\/client-lines\/no-tls\.ts$/, /dial tcp/],
];

describe('words', () => {
  it('are those of the glossary in names and comments of the source', () => {
    const found = sourceFiles('src').flatMap((file) =>
      sourceText(file)
        .split('\n')
        .flatMap((line, index) =>
          formerNames.flatMap(([old, now]) =>
            old.test(line) && !keptNames.some(([place, kept]) => place.test(file) && kept.test(line))
              ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)} (${now})`]
              : [],
          ),
        ),
    );
    assert.deepEqual(found, []);
  });

  it('are those of the glossary in every string of the source', () => {
    const found = sourceFiles('src').flatMap((file) => complaints(file, proseOf(file)));
    assert.deepEqual(found, []);
  });

  it('are those of the glossary in README, CHANGELOG, docs and the man page', () => {
    const pages = [
      'README.md',
      'CHANGELOG.md',
      'man/handclasp.1',
      ...readdirSync(join(root, 'docs'))
        .filter((name) => name.endsWith('.md'))
        .map((name) => `docs/${name}`),
    ];
    const found = pages.flatMap((page) =>
      complaints(
        page,
        sourceText(page)
          .replaceAll(/`[^`\n]*`/g, '')
          .split('\n'),
      ),
    );
    assert.deepEqual(found, []);
  });

  it('are allowed to be others only where they still stand', () => {
    const gone = allowed.filter(([file, word]) => !proseOf(file).some((text) => word.test(text)));
    assert.deepEqual(
      gone.map(([file]) => file),
      [],
    );
  });

  it('are found where they are forbidden', () => {
    assert.deepEqual(complaints('x.md', ['Nothing dials it.']), ['x.md: Nothing dials it. (connect to)']);
  });
});

function complaints(file: string, texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    givenUp.flatMap(([old, now]) => {
      const [word] = old.exec(text) ?? [];
      const isAllowed = word === undefined || allowed.some(([place, those]) => place === file && those.test(word));
      return isAllowed ? [] : [`${file}: ${text.trim().slice(0, 120)} (${now})`];
    }),
  );
}

/** The strings of a file that have more than one word, with the pieces of templates. Paths of imports and keys are single words. */
function proseOf(file: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (/\S\s+\S|^\s+\S|\S\s+$/.test(node.text)) texts.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, sourceText(file), ts.ScriptTarget.Latest));
  return texts;
}
