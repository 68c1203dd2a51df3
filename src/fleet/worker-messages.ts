import type { TargetOptions } from '../jobs/scan/scanner.ts';
import { isUnreachable } from '../model/reachability.ts';
import type { EndpointReport } from '../model/report.ts';
import { atLeast, type Severity, severities } from '../model/severity.ts';
import type { Target } from '../model/target.ts';
import { isWithinExpiresIn } from '../model/within-expires-in.ts';

/** What a worker is started with: options that can be handed to another thread. */
export type WorkerOptions = Omit<TargetOptions, 'signal' | 'onEvent' | 'serverName'> & { readonly serverName?: string | null };

/** To a worker. */
export type WorkerOrder =
  | { readonly kind: 'scan'; readonly jobs: readonly WorkItem[] }
  /** Lines that it told of are written: their buffer comes back. */
  | { readonly kind: 'written'; readonly buffer: ArrayBuffer }
  | { readonly kind: 'stop' };

/** Ports of one host that are judged together: what was asked for as one. */
export type WorkItem = { readonly id: number; readonly targets: readonly Target[] };

/** From a worker: that it can begin, and then what became of some targets. */
export type WorkerReport =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'done';
      /** JSON in UTF-8, a line for each address of the targets that were scanned, with a line break at the end of each. */
      readonly lines: Uint8Array<ArrayBuffer>;
      readonly tally: Tally;
      readonly results: readonly WorkResult[];
    };

export type WorkResult = { readonly id: number } & (
  | { readonly kind: 'scanned' }
  /** internal error of handclasp, in its words. */
  | { readonly kind: 'fault'; readonly message: string }
  /** Interrupted before it was done. */
  | { readonly kind: 'interrupted' }
);

/** What a summary counts. */
export type Tally = {
  readonly endpoints: number;
  readonly unreachable: number;
  /** Not reached, or not fully checked. */
  readonly incomplete: number;
  /** Reached, and not fully checked. */
  readonly cut: number;
  /** A limit of this machine kept them from being tried. */
  readonly untried: number;
  /** Endpoints with a finding of that severity or worse, and with a certificate that ends within the time that the user named. */
  readonly having: Readonly<Record<Severity | 'due', number>>;
  readonly findings: Readonly<Record<Severity, number>>;
  /** Findings on certificates that end within the time that the user named. */
  readonly withinExpiresIn: number;
};

const noneHaving: Tally['having'] = { critical: 0, high: 0, medium: 0, low: 0, info: 0, due: 0 };

export const noTally: Tally = {
  endpoints: 0,
  unreachable: 0,
  incomplete: 0,
  cut: 0,
  untried: 0,
  having: noneHaving,
  findings: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
  withinExpiresIn: 0,
};

export function addTally(a: Tally, b: Tally): Tally {
  return {
    endpoints: a.endpoints + b.endpoints,
    unreachable: a.unreachable + b.unreachable,
    incomplete: a.incomplete + b.incomplete,
    cut: a.cut + b.cut,
    untried: a.untried + b.untried,
    having: {
      critical: a.having.critical + b.having.critical,
      high: a.having.high + b.having.high,
      medium: a.having.medium + b.having.medium,
      low: a.having.low + b.having.low,
      info: a.having.info + b.having.info,
      due: a.having.due + b.having.due,
    },
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
  const having = { ...noneHaving };
  let [within, incomplete, cut, unreachable, untried] = [0, 0, 0, 0, 0];
  for (const endpoint of endpoints) {
    for (const finding of endpoint.findings) {
      findings[finding.severity] += 1;
      if (isWithinExpiresIn(finding)) within += 1;
    }
    for (const severity of severities) if (endpoint.findings.some((one) => atLeast(one.severity, severity))) having[severity] += 1;
    if (endpoint.findings.some(isWithinExpiresIn)) having.due += 1;
    if (isUnreachable(endpoint)) unreachable += 1;
    else if (endpoint.reachability !== 'open') untried += 1;
    if (endpoint.incomplete.length === 0) continue;
    incomplete += 1;
    if (endpoint.reachability === 'open') cut += 1;
  }
  return { endpoints: endpoints.length, unreachable, incomplete, cut, untried, having, findings, withinExpiresIn: within };
}
