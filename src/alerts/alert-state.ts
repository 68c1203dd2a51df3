import type { CertificateLevel } from '../model/alert.ts';
import type { Severity } from '../model/severity.ts';
import type { ShownCertificate } from './alert-run.ts';

/** What is remembered between runs of what was seen and what was said. Plain JSON. */
export type AlertState = {
  readonly version: 1;
  /** When the last run ended, ISO 8601; null before the first. */
  readonly lastRunAt: string | null;
  /** By name: endpoints that showed a certificate at least once. */
  readonly endpoints: Readonly<Record<string, KnownEndpoint>>;
  /** By SHA-256. */
  readonly certificates: Readonly<Record<string, KnownCertificate>>;
  /** By rule: problems that were told. */
  readonly problems: Readonly<Record<string, KnownProblem>>;
  /** Endpoints that were told as not checked; null while that is no matter. */
  readonly notChecked: readonly string[] | null;
  /** Whether it was told that no run came about. */
  readonly noRun: boolean;
};

export type KnownEndpoint = {
  readonly target: string;
  /** SHA-256 of what it showed last, its own first. */
  readonly shown: readonly string[];
  /** Its own certificate before this one; null where none is known. */
  readonly before: string | null;
  /** Runs in a row that could not tell. */
  readonly missed: number;
};

export type KnownCertificate = Omit<ShownCertificate, 'sha256'> & {
  /** Since when some endpoints show it and others have a newer one in its place; null where that is not so. */
  readonly mixedSince: string | null;
  /** The worst that was told; null where nothing was, or all of it is closed. */
  readonly told: CertificateLevel | null;
  /** Runs in a row in which there was nothing to tell. */
  readonly calm: number;
  /** It came back after it had gone: old and new ones are shown in turn. */
  readonly hasReturned: boolean;
  /** When its matter was closed, ISO 8601. */
  readonly closedAt: string | null;
};

export type KnownProblem = {
  readonly title: string;
  /** The worst that was told. */
  readonly severity: Severity;
  /** That have it, as far as is known. */
  readonly endpoints: readonly string[];
  /** That were told. */
  readonly told: readonly string[];
  readonly calm: number;
};

export const noAlertState: AlertState = {
  version: 1,
  lastRunAt: null,
  endpoints: {},
  certificates: {},
  problems: {},
  notChecked: null,
  noRun: false,
};

/** How many runs in a row have to have nothing to tell of a matter before it is closed; more once it came back, so that what flaps is told once. */
export function calmRuns(hasReturned: boolean): number {
  return hasReturned ? 10 : 2;
}
