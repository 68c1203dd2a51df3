import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ruleCatalogue } from '../../src/jobs/explain/rule-catalogue.ts';
import { root, sourceText } from './sources.ts';

/** Codes that decisions are taken by, each of which has a sentence: people never read the code itself. */
const codes: ReadonlySet<string> = new Set([
  ...readdirSync(join(root, 'src/model/reasons')).flatMap((file) =>
    quotedIn(`src/model/reasons/${file}`, /code: '([a-z0-9]+(?:-[a-z0-9]+)+)'/g),
  ),
  ...quotedIn('src/model/verify-reason.ts', /'([a-z0-9]+(?:-[a-z0-9]+)+)'/g),
  ...quotedIn('src/model/ending.ts', /kind: '([a-z0-9]+(?:-[a-z0-9]+)+)'/g),
  ...quotedIn('src/wording/handshake-text.ts', /^ {2}'([a-z0-9]+(?:-[a-z0-9]+)+)':/gm),
]);

/** Words of English, of options and of rules that some codes are spelled like. */
const words: ReadonlySet<string> = new Set([...ruleCatalogue.map(({ id }) => id), 'self-signed', 'not-tls']);

/** What stands in a text for people that only a program should read: a code, a number of days below zero. */
export function unspokenIn(text: string): readonly string[] {
  const tokens = text.match(/(?<![\w./=:-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w./=-])/g) ?? [];
  return [
    ...new Set(tokens.filter((token) => codes.has(token) && !words.has(token))),
    ...(text.match(/(?<![\w.-])-\d[\d,]* (?:days?|hours?|seconds?|ms)\b/g) ?? []),
    ...(text.match(/\b(?:undefined|NaN|\[object \w+\])(?![\w-])/g) ?? []),
  ];
}

function quotedIn(file: string, pattern: RegExp): readonly string[] {
  return [...sourceText(file).matchAll(pattern)].flatMap(([, code]) => (code === undefined ? [] : [code]));
}
