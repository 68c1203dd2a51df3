import type { Unknown } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import { atLeast, type Severity } from '../model/severity.ts';
import { toolVersion } from '../model/tool-version.ts';
import { cutTo } from './escape/cut-to.ts';
import { xmlLines, xmlText } from './escape/xml-text.ts';

export type JunitCase = {
  readonly name: string;
  readonly result:
    | { readonly kind: 'passed' }
    /** A finding that does not count as a failure. */
    | { readonly kind: 'noted'; readonly text: string }
    | { readonly kind: 'failure' | 'error'; readonly type: string; readonly message: string; readonly text: string }
    | { readonly kind: 'skipped'; readonly message: string };
};

export type JunitSuite = { readonly name: string; readonly at: string; readonly seconds: number; readonly cases: readonly JunitCase[] };

export type JunitCounts = { readonly tests: number; readonly failures: number; readonly errors: number; readonly skipped: number };

const mostMessage = 500;
const mostText = 8000;

/** What could not be judged, a case each. */
export function unknownCases(unknown: readonly Unknown[]): readonly JunitCase[] {
  return unknown.map(({ rule, because }) => ({ name: rule, result: { kind: 'skipped', message: `Not checked: ${because}` } }));
}

/** Cases of a suite need names of their own: of several of one rule, each bears its number. */
export function named(cases: readonly JunitCase[]): readonly JunitCase[] {
  return [...groupBy(cases, ({ name }) => name).values()].flatMap((group) =>
    group.length === 1 ? group : group.map((one, index) => ({ ...one, name: `${one.name} ${index + 1}` })),
  );
}

/** A finding: a failure from that severity on, and below it said all the same. */
export function judgedCase(
  rule: string,
  severity: Severity,
  failOn: Severity | 'never',
  { message, text }: { readonly message: string; readonly text: string },
): JunitCase {
  const fails = failOn !== 'never' && atLeast(severity, failOn);
  return {
    name: rule,
    result: fails ? { kind: 'failure', type: severity, message, text } : { kind: 'noted', text: `${severity}: ${message}\n${text}` },
  };
}

export function countsOf(cases: readonly JunitCase[]): JunitCounts {
  const of = (kind: JunitCase['result']['kind']) => cases.filter(({ result }) => result.kind === kind).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
}

/** The beginning of a document; its suites and `junitTail` follow. */
export function junitHead(counts: JunitCounts, seconds: number): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="handclasp ${toolVersion}" ${countsText(counts)} time="${seconds.toFixed(3)}">
`;
}

export const junitTail = '</testsuites>\n';

export function junitSuite({ name, at, seconds, cases }: JunitSuite): string {
  const title = xmlText(cutTo(name, mostMessage));
  return `  <testsuite name="${title}" ${countsText(countsOf(cases))} time="${seconds.toFixed(3)}" timestamp="${xmlText(at.replace(/\.\d+Z$/, ''))}">
${cases.map((one) => caseText(one, title)).join('')}  </testsuite>
`;
}

function countsText({ tests, failures, errors, skipped }: JunitCounts): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

function caseText({ name, result }: JunitCase, suite: string): string {
  const head = `    <testcase classname="${suite}" name="${xmlText(cutTo(name, mostMessage))}" time="0"`;
  switch (result.kind) {
    case 'passed':
      return `${head}/>\n`;
    case 'noted':
      return `${head}><system-out>${body(result.text)}</system-out></testcase>\n`;
    case 'skipped':
      return `${head}><skipped message="${xmlText(cutTo(result.message, mostMessage))}"/></testcase>\n`;
    case 'failure':
    case 'error':
      return `${head}><${result.kind} type="${xmlText(cutTo(result.type, mostMessage))}" message="${xmlText(cutTo(result.message, mostMessage))}">${body(result.text)}</${result.kind}></testcase>\n`;
  }
}

function body(text: string): string {
  return xmlLines(cutTo(text, mostText));
}
