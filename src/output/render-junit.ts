import type { InspectedFile, Inspection } from '../model/inspection.ts';
import type { RequirementReport } from '../model/policy-report.ts';
import type { Report } from '../model/report.ts';
import type { Severity } from '../model/severity.ts';
import { countsOf, type JunitCase, type JunitSuite, judgedCase, junitHead, junitSuite, junitTail, named } from './junit-text.ts';

export type JunitOptions = {
  /** Findings below it pass, with what was seen as their output. */
  readonly failOn: Severity | 'never';
};

/** Whether a cluster holds to a policy: a case for each requirement. What should be fails no build. @throws RangeError where the report was held to no policy */
export function renderJunitOfPolicy({ policy, startedAt, finishedAt }: Report): string {
  if (policy === undefined) throw new RangeError('the report was held to no policy');
  const cases = policy.requirements.map(requirementCase);
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return junit([{ name: policy.name, at: startedAt, seconds, cases }], seconds);
}

function requirementCase({ id, level, title, verdict, broken, waived, undetermined }: RequirementReport): JunitCase {
  switch (verdict) {
    case 'met':
      return { name: id, result: { kind: 'passed' } };
    case 'broken': {
      const text = broken.map(({ subject, found }) => `${subject}: ${found.join(', ')}`).join('\n');
      return judgedCase(id, level === 'must' ? 'high' : 'medium', 'high', { message: title, text });
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

/** Files as test results: a suite for each. */
export function renderJunitOfFiles({ files, at }: Inspection, { failOn }: JunitOptions): string {
  return junit(
    files.map((file) => ({ name: file.file, at, seconds: 0, cases: named(fileCases(file, failOn)) })),
    0,
  );
}

function fileCases({ certificates, store, unreadable, problem }: InspectedFile, failOn: JunitOptions['failOn']): readonly JunitCase[] {
  const of = (rule: string, severity: Severity, detail: string): JunitCase =>
    judgedCase(rule, severity, failOn, { message: detail, text: detail });
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

function junit(suites: readonly JunitSuite[], seconds: number): string {
  return [junitHead(countsOf(suites.flatMap(({ cases }) => cases)), seconds), ...suites.map(junitSuite), junitTail].join('');
}
