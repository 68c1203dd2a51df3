import type { Finding, Unknown } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type { InspectedFile, Inspection } from '../model/inspection.ts';
import type { RequirementReport } from '../model/policy-report.ts';
import type { EndpointReport, Report } from '../model/report.ts';
import { atLeast, type Severity } from '../model/severity.ts';
import { toolVersion } from '../model/tool-version.ts';
import { cutTo } from './escape/cut-to.ts';
import { xmlLines, xmlText } from './escape/xml-text.ts';

export type JunitOptions = {
  /** Findings below it pass, with what was seen as their output. */
  readonly failOn: Severity | 'never';
};

type Case = {
  readonly name: string;
  readonly result:
    | { readonly kind: 'passed' }
    /** A finding that does not count as a failure. */
    | { readonly kind: 'noted'; readonly text: string }
    | { readonly kind: 'failure' | 'error'; readonly type: string; readonly message: string; readonly text: string }
    | { readonly kind: 'skipped'; readonly message: string };
};

type Suite = { readonly name: string; readonly at: string; readonly seconds: number; readonly cases: readonly Case[] };

const mostMessage = 500;
const mostText = 8000;

/** A report as test results: a suite for each endpoint, a case for each rule that found something or could not be judged. */
export function renderJunit(report: Report, { failOn }: JunitOptions): string {
  const { startedAt, finishedAt, cause, findings = [], unknown = [], pairs, partial } = report;
  const ofRun = (name: string, cases: readonly Case[]): readonly Suite[] =>
    cases.length === 0 ? [] : [{ name, at: startedAt, seconds: 0, cases }];
  const pairCases = (pairs ?? []).map(
    ({ from, to, verdict, rule, detail }): Case => ({
      name: `${from} connects to ${to}`,
      result:
        verdict === 'accepted'
          ? { kind: 'passed' }
          : verdict === 'unknown'
            ? { kind: 'skipped', message: detail }
            : { kind: 'failure', type: rule ?? 'refused', message: detail, text: detail },
    }),
  );
  const causeCases: readonly Case[] =
    cause === undefined
      ? []
      : cause === null
        ? [{ name: 'cause', result: { kind: 'passed' } }]
        : [
            {
              name: cause.rule,
              result: { kind: 'failure', type: cause.confidence, message: cause.title, text: `${cause.detail}\n\n${cause.remedy}` },
            },
          ];
  const others = findings.filter((_, index) => index !== cause?.finding);
  return junit(
    [
      ...ofRun('cause', causeCases),
      ...ofRun('all endpoints', [
        ...others.map((finding) => findingCase(finding, failOn, finding.subjects)),
        ...unknownCases(unknown),
        ...(partial ? [{ name: 'run', result: { kind: 'skipped', message: 'The run was interrupted.' } } satisfies Case] : []),
      ]),
      ...ofRun('connections', pairCases),
      ...report.endpoints.map((endpoint) => endpointSuite(endpoint, failOn)),
    ],
    (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000,
  );
}

/** Whether a cluster holds to a policy: a case for each requirement. What should be fails no build. @throws RangeError where the report was held to no policy */
export function renderJunitOfPolicy({ policy, startedAt, finishedAt }: Report): string {
  if (policy === undefined) throw new RangeError('the report was held to no policy');
  const cases = policy.requirements.map(requirementCase);
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return junit([{ name: policy.name, at: startedAt, seconds, cases }], seconds);
}

function requirementCase({ id, level, title, verdict, broken, waived, undetermined }: RequirementReport): Case {
  switch (verdict) {
    case 'met':
      return { name: id, result: { kind: 'passed' } };
    case 'broken': {
      const text = broken.map(({ subject, found }) => `${subject}: ${found.join(', ')}`).join('\n');
      return judged(id, level === 'must' ? 'high' : 'medium', 'high', { message: title, text });
    }
    case 'waived':
      return {
        name: id,
        result: {
          kind: 'skipped',
          message: `Waived: ${waived.map(({ subject, until, owner }) => `${subject} until ${until} by ${owner}`).join(', ')}`,
        },
      };
    case 'undetermined':
      return { name: id, result: { kind: 'skipped', message: `Not checked: ${undetermined[0]?.because ?? title}` } };
    case 'not-applicable':
      return { name: id, result: { kind: 'skipped', message: 'Nothing here is subject to it' } };
    case 'by-hand':
      return { name: id, result: { kind: 'skipped', message: `To be confirmed by a person: ${title}` } };
  }
}

/** The same of files. */
export function renderJunitOfFiles({ files, at }: Inspection, { failOn }: JunitOptions): string {
  return junit(
    files.map((file) => ({ name: file.file, at, seconds: 0, cases: named(fileCases(file, failOn)) })),
    0,
  );
}

function endpointSuite(
  { target, address, startedAt, cost, reachability, status, findings, unknown, incomplete }: EndpointReport,
  failOn: JunitOptions['failOn'],
): Suite {
  const reached: Case = {
    name: 'reached',
    result:
      reachability === 'open' || incomplete.length === 0
        ? { kind: 'passed' }
        : { kind: 'error', type: reachability, message: status, text: incomplete.join('\n') },
  };
  return {
    name: address === null || target.includes(address) ? target : `${target} (${address})`,
    at: startedAt,
    seconds: cost.durationMs / 1000,
    cases: named([reached, ...findings.map((finding) => findingCase(finding, failOn)), ...unknownCases(unknown)]),
  };
}

function fileCases({ certificates, store, unreadable, problem }: InspectedFile, failOn: JunitOptions['failOn']): readonly Case[] {
  const of = (rule: string, severity: Severity, detail: string): Case => judged(rule, severity, failOn, { message: detail, text: detail });
  return [
    {
      name: 'readable',
      result: problem === null ? { kind: 'passed' } : { kind: 'error', type: 'unreadable', message: problem, text: problem },
    },
    ...certificates.flatMap(({ subject, problems }) =>
      problems.map(({ rule, severity, detail }) => of(rule, severity, `${subject}: ${detail}`)),
    ),
    ...(store?.problems ?? []).map(({ rule, severity, detail }) => of(rule, severity, detail)),
    ...unreadable.map(({ rule, severity, place, because }) => of(rule, severity, `Certificate ${place}: ${because}`)),
  ];
}

function findingCase(
  { rule, severity, title, detail, remedy, waived }: Finding,
  failOn: JunitOptions['failOn'],
  subjects: readonly string[] = [],
): Case {
  if (waived !== undefined) {
    return { name: rule, result: { kind: 'skipped', message: `Waived until ${waived.until} by ${waived.owner}: ${waived.reason}` } };
  }
  const at = subjects.length === 0 ? '' : `\nAt: ${subjects.join(', ')}`;
  return judged(rule, severity, failOn, { message: title, text: `${detail}${at}\n\nFix:\n${remedy}\n\nhandclasp explain ${rule}` });
}

function judged(
  rule: string,
  severity: Severity,
  failOn: JunitOptions['failOn'],
  { message, text }: { readonly message: string; readonly text: string },
): Case {
  const fails = failOn !== 'never' && atLeast(severity, failOn);
  return {
    name: rule,
    result: fails ? { kind: 'failure', type: severity, message, text } : { kind: 'noted', text: `${severity}: ${message}\n${text}` },
  };
}

function unknownCases(unknown: readonly Unknown[]): readonly Case[] {
  return unknown.map(({ rule, because }) => ({ name: rule, result: { kind: 'skipped', message: `Not checked: ${because}` } }));
}

/** Cases of a suite need names of their own: of several of one rule, each bears its number. */
function named(cases: readonly Case[]): readonly Case[] {
  return [...groupBy(cases, ({ name }) => name).values()].flatMap((group) =>
    group.length === 1 ? group : group.map((one, index) => ({ ...one, name: `${one.name} ${index + 1}` })),
  );
}

function junit(suites: readonly Suite[], seconds: number): string {
  const all = suites.flatMap(({ cases }) => cases);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="handclasp ${toolVersion}" ${counts(all)} time="${seconds.toFixed(3)}">
${suites.map(suiteText).join('')}</testsuites>
`;
}

function counts(cases: readonly Case[]): string {
  const of = (kind: Case['result']['kind']) => cases.filter(({ result }) => result.kind === kind).length;
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}

function suiteText({ name, at, seconds, cases }: Suite): string {
  const title = xmlText(cutTo(name, mostMessage));
  return `  <testsuite name="${title}" ${counts(cases)} time="${seconds.toFixed(3)}" timestamp="${xmlText(at.replace(/\.\d+Z$/, ''))}">
${cases.map((one) => caseText(one, title)).join('')}  </testsuite>
`;
}

function caseText({ name, result }: Case, suite: string): string {
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
