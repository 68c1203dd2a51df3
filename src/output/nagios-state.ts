import { atLeast, type Severity } from '../model/severity.ts';

/** What Nagios, Icinga and whatever runs their plugins know, with the exit status of each. */
export const nagiosStatus = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 } as const;

export type NagiosState = keyof typeof nagiosStatus;

/** What a run came to, as far as the state tells of it. */
export type NagiosResult = {
  /** The severities that occur. */
  readonly found: readonly Severity[];
  /** Something ends within the time of `--expires-in`. */
  readonly due: boolean;
  /** Something that was asked for could not be told. */
  readonly undetermined: boolean;
};

/** What decides the exit status is critical, a milder problem of medium severity or worse a warning; then what could not be told is unknown. */
export function nagiosState({ found, due, undetermined }: NagiosResult, failOn: Severity | 'never'): NagiosState {
  if (due || (failOn !== 'never' && found.some((severity) => atLeast(severity, failOn)))) return 'CRITICAL';
  if (failOn !== 'never' && found.some((severity) => atLeast(severity, 'medium'))) return 'WARNING';
  return undetermined ? 'UNKNOWN' : 'OK';
}
