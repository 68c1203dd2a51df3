import type { Severity } from '../../model/severity.ts';

/** How much of a report is told to people. */
export type TextView = {
  /** Cells in a line. */
  readonly width: number;
  readonly colour: boolean;
  /** What is told beyond problems of medium severity and above: `all`, `low`, `info`, `unreachable`, `calendar`, or the id of a rule. */
  readonly show: readonly string[];
  /** Every problem with its facts and fix, every endpoint, and what was not checked. */
  readonly details: boolean;
  /** Why something was not checked. */
  readonly verbose: boolean;
  /** The least severity that decides the exit status: never hidden. */
  readonly failOn: Severity | 'never';
  /** The exit status, where a process ends with it. */
  readonly exit: number | null;
};

/** Words of `show` that are no rule. */
export const showWords = ['all', 'low', 'info', 'unreachable', 'calendar'] as const;

/** What holds where nothing was asked for. */
export const plainView: Omit<TextView, 'width' | 'colour'> = {
  show: [],
  details: false,
  verbose: false,
  failOn: 'high',
  exit: null,
};

/** Whether findings of this severity are told, or counted as notes. */
export function showsSeverity({ show, failOn }: Pick<TextView, 'show' | 'failOn'>, severity: Severity): boolean {
  switch (severity) {
    case 'critical':
    case 'high':
    case 'medium':
      return true;
    case 'low':
      return failOn === 'low' || failOn === 'info' || show.some((word) => word === 'all' || word === 'low' || word === 'info');
    case 'info':
      return failOn === 'info' || show.some((word) => word === 'all' || word === 'info');
  }
}
