import { eckZones } from '../model/eck-zones.ts';
import type { Report } from '../model/report.ts';
import type { Severity } from '../model/severity.ts';

/** A certificate that an endpoint showed. */
export type ShownCertificate = {
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly isCa: boolean;
  /** Issued by the operator of ECK, which replaces it a day before its end. */
  readonly isOperators: boolean;
};

export type SeenEndpoint = {
  readonly name: string;
  readonly target: string;
  /** In the order sent; empty where none was seen. */
  readonly chain: readonly ShownCertificate[];
  readonly problems: readonly SeenProblem[];
  /** Rules that could not be judged there. */
  readonly unknown: readonly string[];
};

export type SeenProblem = { readonly rule: string; readonly title: string; readonly severity: Severity };

/** A run, as far as alerts look at it. */
export type AlertRun = {
  readonly at: Date;
  readonly isPartial: boolean;
  /** What was to be asked, as reports call it. */
  readonly targets: ReadonlySet<string>;
  readonly endpoints: readonly SeenEndpoint[];
  /** The same by name. */
  readonly byName: ReadonlyMap<string, SeenEndpoint>;
  /** On several endpoints. */
  readonly together: readonly (SeenProblem & { readonly endpoints: readonly string[] })[];
  /** Rules that could not be judged of all of them together. */
  readonly unknown: readonly string[];
  /** Runs that were due before it and did not begin. */
  readonly missed: number;
};

/** What alerts read of a report. @param targets labels of all that was to be asked */
export function alertRunOf(report: Report, targets: readonly string[], missed: number): AlertRun {
  const addresses = new Map<string, number>();
  for (const { target } of report.endpoints) addresses.set(target, (addresses.get(target) ?? 0) + 1);
  // What a run that was interrupted did not come to says nothing.
  const endpoints = report.endpoints
    .filter(({ reachability }) => reachability !== 'not-attempted')
    .map(({ target, address, chain, findings, unknown }) => ({
      // An address that changes is no other endpoint, as long as the name has one.
      name: addresses.get(target) === 1 || address === null ? target : `${target} (${address})`,
      target,
      chain: chain.map(({ sha256, subject, issuer, notBefore, notAfter, isCa, subjectAltNames }) => ({
        ...{ sha256, subject, issuer, notBefore, notAfter, isCa },
        isOperators: [subject, issuer, ...subjectAltNames].some((name) => operatorsName.test(name)),
      })),
      problems: findings.filter(({ waived }) => waived === undefined),
      unknown: unknown.map(({ rule }) => rule),
    }));
  return {
    at: new Date(report.finishedAt),
    isPartial: report.partial,
    targets: new Set(targets),
    endpoints,
    byName: new Map(endpoints.map((endpoint) => [endpoint.name, endpoint])),
    together: (report.findings ?? [])
      .filter(({ waived }) => waived === undefined)
      .map(({ rule, title, severity, subjects }) => ({ rule, title, severity, endpoints: subjects })),
    unknown: (report.unknown ?? []).map(({ rule }) => rule),
    missed,
  };
}

/** Within a distinguished name as well, of which other parts may follow. */
const operatorsName = new RegExp(String.raw`${eckZones}\b`, 'i');
