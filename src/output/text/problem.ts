import type { Finding } from '../../model/finding.ts';
import { groupBy } from '../../model/group-by.ts';
import type { EndpointReport } from '../../model/report.ts';
import { type Severity, severities } from '../../model/severity.ts';
import { isWithinExpiresIn } from '../../model/within-expires-in.ts';
import { showsSeverity, type TextView } from './text-view.ts';

/** One finding, and where it was made: an endpoint, or what a comparison is about. */
export type ProblemCase = { readonly finding: Finding; readonly subjects: readonly string[] };

/** All findings of one rule that are equally bad. */
export type Problem = {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly cases: readonly ProblemCase[];
  /** Each once, in the order of the report. */
  readonly subjects: readonly string[];
};

/** Findings grouped by rule and severity: worst first, then those that most endpoints have. */
export function problemsOf(cases: readonly ProblemCase[]): readonly Problem[] {
  return [...groupBy(cases, ({ finding: { severity, rule } }) => `${severity} ${rule}`).values()]
    .flatMap((group): readonly Problem[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { rule, severity, title } = first.finding;
      return [{ rule, severity, title, cases: group, subjects: [...new Set(group.flatMap(({ subjects }) => subjects))] }];
    })
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.subjects.length - a.subjects.length);
}

/** Findings of endpoints, under their labels. */
export function casesOf(endpoints: readonly EndpointReport[], labelOf: (endpoint: EndpointReport) => string): readonly ProblemCase[] {
  return endpoints.flatMap((endpoint) => endpoint.findings.map((finding) => ({ finding, subjects: [labelOf(endpoint)] })));
}

/** The severities that are counted for people: those that they asked to be told of, and of whatever else is told. */
export function countedSeverities(reported: readonly Problem[], view: Pick<TextView, 'show' | 'failOn'>): readonly Severity[] {
  return severities.filter((severity) => showsSeverity(view, severity) || reported.some((problem) => problem.severity === severity));
}

/** Those that are told, and those that are counted as notes. */
export function partedByView(
  problems: readonly Problem[],
  view: Pick<TextView, 'show' | 'failOn'>,
): { readonly reported: readonly Problem[]; readonly notes: readonly Problem[] } {
  const isReported = ({ rule, severity, cases }: Problem) =>
    // What decides the exit status is told, however mild it is.
    showsSeverity(view, severity) || view.show.includes(rule) || cases.some(({ finding }) => isWithinExpiresIn(finding));
  return { reported: problems.filter(isReported), notes: problems.filter((problem) => !isReported(problem)) };
}
