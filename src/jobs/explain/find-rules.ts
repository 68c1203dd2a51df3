import { linesOfRule } from '../../logs/find-log-line.ts';
import { didYouMean } from '../../model/did-you-mean.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { severities } from '../../model/severity.ts';
import { clientLineOf } from './find-line-guide.ts';
import { readPiece, readWholeLine } from './read-line.ts';
import type { Topic } from './topics.ts';
import { topicsIn } from './topics-in.ts';

/** What a question about rules led to. */
export type RuleSearch<R extends RuleText = RuleText> =
  | { readonly kind: 'rule'; readonly rule: R }
  /** The likeliest first. `log-line`: by a line that users find in a log. */
  | { readonly kind: 'rules'; readonly by: 'log-line' | 'words'; readonly rules: readonly R[] }
  | { readonly kind: 'none'; readonly nearest: readonly string[] };

/** From so many words on, a text is taken for a part of a line and not for what users search. */
const wordsOfSentence = 5;

/** Rules by their id, by a line from a log or a piece of one, by what users call it, or by words in their texts. */
export function findRules<R extends RuleText>(rules: readonly R[], question: string): RuleSearch<R> {
  const asked = squeezed(question);
  const byId = rules.find(({ id }) => id === asked);
  if (byId !== undefined) return { kind: 'rule', rule: byId };

  const ofIds = (ids: readonly string[] | undefined) => (ids ?? []).flatMap((id) => rules.filter((rule) => rule.id === id));
  // What clients write has rules of its own, or none: then the fault is with the client.
  const client = clientLineOf(question);
  if (client !== null) return client.line.rules.length === 0 ? { kind: 'none', nearest: [] } : found('log-line', ofIds(client.line.rules));
  const byLine = ofIds(readWholeLine(question)?.rules);
  if (byLine.length > 0) return found('log-line', byLine);

  const words = asked.split(' ').filter((word) => word !== '');
  const byPiece = ofIds(readPiece(question)?.rules);
  // What users call something may also be a piece of some line; so many words in its order are no chance.
  if (byPiece.length > 0 && words.length >= wordsOfSentence) return found('log-line', byPiece);

  const { found: about, left } = topicsIn(asked);
  const byTopics = left.length === 0 ? mostSpoken(about) : [];
  if (byTopics.length > 0) return found('words', ofIds(byTopics));
  if (byPiece.length > 0) return found('log-line', byPiece);

  const narrowed = ofIds(mostSpoken(about)).filter((rule) => wordScore(rule, left) > 0);
  if (narrowed.length > 0) return found('words', narrowed);

  const score = (rule: RuleText) => wordScore(rule, words);
  const byWords = words.length === 0 ? [] : rules.filter((rule) => score(rule) > 0).sort((a, b) => score(b) - score(a) || worse(a, b));
  if (byWords.length > 0) return found('words', byWords);
  return {
    kind: 'none',
    nearest: didYouMean(
      asked,
      rules.map(({ id }) => id),
    ),
  };
}

/** Rules of all these topics: those that most of them name first, in the order of the topics. */
function mostSpoken(about: readonly Topic[]): readonly string[] {
  const ids = [...new Set(about.flatMap(({ rules }) => rules))];
  const times = (id: string) => about.filter(({ rules }) => rules.includes(id)).length;
  const most = Math.max(0, ...ids.map(times));
  const shared = ids.filter((id) => times(id) === most);
  return most > 1 ? shared : ids;
}

function worse(a: RuleText, b: RuleText): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

function found<R extends RuleText>(by: 'log-line' | 'words', rules: readonly R[]): RuleSearch<R> {
  const [first, ...others] = rules;
  return first !== undefined && others.length === 0 ? { kind: 'rule', rule: first } : { kind: 'rules', by, rules };
}

/** 0 unless every word occurs; an occurrence in id or title counts for more. */
function wordScore({ id, title, requirement, impact }: RuleText, words: readonly string[]): number {
  const name = squeezed(`${id} ${id.replaceAll('-', ' ')} ${title}`);
  const texts = squeezed(`${requirement} ${impact} ${linesOfRule(id).join(' ')}`);
  const scores = words.map((word) => (name.includes(word) ? 3 : texts.includes(word) ? 1 : 0));
  return scores.includes(0) ? 0 : scores.reduce<number>((sum, each) => sum + each, 0);
}

function squeezed(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
