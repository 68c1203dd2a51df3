import { type Topic, topics } from './topics.ts';

/** Topics that a question is about, and the words of it that belong to none. */
export function topicsIn(question: string): { readonly found: readonly Topic[]; readonly left: readonly string[] } {
  let rest = ` ${question.replace(/[^\p{L}\p{N}._#-]+/gu, ' ')} `;
  const found: Topic[] = [];
  for (const { topic, phrase } of phrases) {
    const at = rest.indexOf(` ${phrase} `);
    if (at < 0) continue;
    rest = `${rest.slice(0, at)} ${rest.slice(at + phrase.length + 1)}`;
    if (!found.includes(topic)) found.push(topic);
  }
  return { found, left: rest.split(' ').filter((word) => word !== '' && !small.has(word)) };
}

/** Longer ones first: `client certificate` before `certificate`. */
const phrases = topics
  .flatMap((topic) => topic.words.map((phrase) => ({ topic, phrase })))
  .toSorted((a, b) => b.phrase.length - a.phrase.length);

/** Words that tell nothing: every rule is about certificates. */
const small: ReadonlySet<string> = new Set(
  'a an and the of in on for to is are not no my with by from or does do why how certificate certificates cert certs tls ssl error problem wrong check verification'.split(
    ' ',
  ),
);
