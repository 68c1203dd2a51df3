import type { Report } from '../model/report.ts';
import { endpointLabels } from './text/endpoint-labels.ts';
import { casesOf, type Problem, type ProblemCase, problemsOf } from './text/problem.ts';

/** Everything that was found, in comparison, in files and at endpoints, grouped; the cause of a diagnosis, where it is no finding of an endpoint, is the first of its kind. */
export function reportProblems(report: Report): readonly Problem[] {
  const whole = (report.findings ?? []).map((finding): ProblemCase => ({ finding, subjects: finding.subjects }));
  return problemsOf([...whole, ...casesOf(report.endpoints, endpointLabels(report.endpoints))]);
}
