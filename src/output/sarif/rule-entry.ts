import type { RuleText } from '../../model/rule-text.ts';
import { atLeast, type Severity } from '../../model/severity.ts';
import { cutTo } from '../escape/cut-to.ts';
import { fenced } from '../escape/fenced.ts';
import { printable } from '../printable.ts';
import type { ProblemGroup } from '../sink/problem-groups.ts';

/** GitHub shows no more of a text. */
export const mostText = 1000;

/** GitHub sorts by the number: critical from 9, high from 7, medium from 4. What is no fault has none. */
const scores: Readonly<Record<Severity, string | null>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5', info: null };

export const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' } as const;

/** A rule as SARIF has it (reportingDescriptor), with what to do. @param groups its findings */
export function ruleEntry(id: string, groups: readonly ProblemGroup[], about: RuleText | undefined): unknown {
  const [first] = groups;
  const worst = groups.reduce<Severity>((a, { severity }) => (atLeast(severity, a) ? severity : a), 'info');
  const title = about?.title ?? first?.title ?? id;
  const parts: readonly (readonly [string, string | null | undefined])[] = [
    ['Rule', about?.requirement],
    ['Impact', about?.impact],
    ['Fix', first?.remedy],
    ['Source', about?.source ?? first?.source],
    ['More', `handclasp explain ${id}`],
  ];
  const told = parts.flatMap(([name, text]) => (text == null || text === '' ? [] : [{ name, text: printableLines(text) }]));
  const score = scores[worst];
  return {
    id,
    shortDescription: { text: oneLine(title) },
    fullDescription: { text: oneLine(about === undefined ? title : `${about.requirement} ${about.impact}`) },
    help: {
      text: told.map(({ name, text }) => `${name}: ${text}`).join('\n\n'),
      markdown: told.map(({ name, text }) => `**${name}**\n\n${fenced(text)}`).join('\n\n'),
    },
    defaultConfiguration: { level: levels[worst] },
    properties: { tags: ['security', 'tls'], precision: 'very-high', ...(score === null ? {} : { 'security-severity': score }) },
  };
}

/** Text of a message: brackets are links there, which names must not make. */
export function messageText(text: string): string {
  return cutTo(printable(text), mostText).replace(/[[\]]/g, (bracket) => `\\${bracket}`);
}

function oneLine(text: string): string {
  return messageText(text.replace(/\s+/g, ' ').trim());
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
