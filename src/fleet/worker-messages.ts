import { isUnreachable } from '../jobs/scan/scan.ts';
import type { TargetOptions } from '../jobs/scan/scanner.ts';
import type { EndpointReport } from '../model/report.ts';
import type { Severity } from '../model/severity.ts';
import type { Target } from '../model/target.ts';
import { isWithinExpiresIn } from '../model/within-expires-in.ts';

/** What a worker is started with: options that can be handed to another thread. */
export type WorkerOptions = Omit<TargetOptions, 'signal' | 'onEvent' | 'serverName'> & { readonly serverName?: string | null };

/** To a worker. */
export type WorkerOrder =
  | { readonly kind: 'scan'; readonly jobs: readonly Numbered[] }
  /** Lines that it told of are written: their buffer comes back. */
  | { readonly kind: 'written'; readonly buffer: ArrayBuffer }
  | { readonly kind: 'stop' };

/** Ports of one host that are judged together: what was asked for as one. */
export type Numbered = { readonly id: number; readonly targets: readonly Target[] };

/** From a worker: that it can begin, and then what became of some targets. */
export type WorkerReport =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'done';
      /** JSON in UTF-8, a line for each address of the targets that were scanned, with a line break at the end of each. */
      readonly lines: Uint8Array<ArrayBuffer>;
      readonly tally: Tally;
      readonly results: readonly JobResult[];
    };

export type JobResult = { readonly id: number } & (
  | { readonly kind: 'scanned' }
  /** handclasp's own fault, in its words. */
  | { readonly kind: 'fault'; readonly message: string }
  /** Interrupted before it was done. */
  | { readonly kind: 'interrupted' }
);

/** What a summary counts. */
export type Tally = {
  readonly endpoints: number;
  readonly unreachable: number;
  readonly incomplete: number;
  readonly findings: Readonly<Record<Severity, number>>;
  /** Findings on certificates that end within the time that the user named. */
  readonly withinExpiresIn: number;
};

export const noTally: Tally = {
  endpoints: 0,
  unreachable: 0,
  incomplete: 0,
  findings: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
  withinExpiresIn: 0,
};

export function addTally(a: Tally, b: Tally): Tally {
  return {
    endpoints: a.endpoints + b.endpoints,
    unreachable: a.unreachable + b.unreachable,
    incomplete: a.incomplete + b.incomplete,
    findings: {
      critical: a.findings.critical + b.findings.critical,
      high: a.findings.high + b.findings.high,
      medium: a.findings.medium + b.findings.medium,
      low: a.findings.low + b.findings.low,
      info: a.findings.info + b.findings.info,
    },
    withinExpiresIn: a.withinExpiresIn + b.withinExpiresIn,
  };
}

export function tallyOf(endpoints: readonly EndpointReport[]): Tally {
  const findings = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  let within = 0;
  for (const endpoint of endpoints) {
    for (const finding of endpoint.findings) {
      findings[finding.severity] += 1;
      if (isWithinExpiresIn(finding)) within += 1;
    }
  }
  return {
    endpoints: endpoints.length,
    unreachable: endpoints.filter(isUnreachable).length,
    incomplete: endpoints.filter(({ incomplete }) => incomplete.length > 0).length,
    findings,
    withinExpiresIn: within,
  };
}
