import { atLeast, isWithinExpiresIn, nagios, nagiosState, nagiosStatus, type Report, type Severity, severities } from '../index.ts';
import type { Output } from './argv/pair-outputs.ts';
import type { Terminal } from './terminal.ts';

/** What the exit status says, for scripts; the same in every command. */
export const exitStatus = { clean: 0, findings: 1, usage: 2, incomplete: 3, fault: 4, SIGINT: 130, SIGTERM: 143 } as const;

export const failOnChoices = ['critical', 'high', 'medium', 'low', 'never'] as const;
export type FailOn = (typeof failOnChoices)[number];

/** What decides the status, as the command line asks for it. */
type Asked = { readonly failOn: FailOn; readonly exitZero: boolean; readonly outputs?: readonly Output[] };

/** What a run came to, as far as the status tells of it. */
type Result = {
  /** The severities that occur. */
  readonly found: readonly Severity[];
  /** Something ends within the time of `--expires-in`. */
  readonly due: boolean;
  /** Something that was asked for could not be told. */
  readonly undetermined: boolean;
};

/** Whether whoever started the run takes its status for a plugin's. */
export function isPluginRun(outputs: readonly Output[]): boolean {
  return outputs.some(({ format }) => format === nagios);
}

/** Findings at or above the threshold, and what is due, beat what could not be told. Whoever runs a plugin gets a plugin's status, for which --exit-zero is --fail-on never. */
export function statusOf({ found, due, undetermined }: Result, { failOn, exitZero, outputs = [] }: Asked): number {
  // Whoever runs a plugin reads the state by its status: the two never differ.
  if (isPluginRun(outputs)) return nagiosStatus[nagiosState({ found, due, undetermined }, exitZero ? 'never' : failOn)];
  if (exitZero) return exitStatus.clean;
  if (due || (failOn !== 'never' && found.some((severity) => atLeast(severity, failOn)))) return exitStatus.findings;
  return undetermined ? exitStatus.incomplete : exitStatus.clean;
}

/** @param undetermined something that the command asks for beyond its endpoints could not be told */
export function statusOfReport({ summary, discovery, endpoints, findings = [] }: Report, asked: Asked, undetermined = false): number {
  return statusOf(
    {
      found: severities.filter((severity) => summary[severity] > 0),
      due: [...endpoints.flatMap((endpoint) => endpoint.findings), ...findings].some(isWithinExpiresIn),
      undetermined: undetermined || summary.incomplete > 0 || (discovery !== undefined && discovery.because !== null),
    },
    asked,
  );
}

/** The same, of a run that may have been interrupted. */
export function statusOfRun(report: Report, asked: Asked, { interrupted }: Pick<Terminal, 'interrupted'>, undetermined = false): number {
  return interrupted.aborted && !isPluginRun(asked.outputs ?? [])
    ? statusOfInterruption(interrupted)
    : statusOfReport(report, asked, undetermined || interrupted.aborted);
}

/** Documents that are not in their receiver are something that was asked for and is not done. */
export function statusWithDelivery(status: number, isDelivered: boolean): number {
  return isDelivered || status !== exitStatus.clean ? status : exitStatus.incomplete;
}

/** The status of an interrupted run, from the abort signal's reason. */
export function statusOfInterruption(signal: AbortSignal): number {
  return signal.reason === 'SIGTERM' ? exitStatus.SIGTERM : exitStatus.SIGINT;
}

/** For plugins, where one of the formats is `nagios`. */
export const pluginStatusMeanings = [
  ['0', 'OK', '0: everything was checked, and no problem is medium or worse'],
  ['1', 'WARNING', '0: problems of medium severity or above it, below the threshold (--fail-on)'],
  ['2', 'CRITICAL', '1: a problem at or above the threshold, or a certificate that expires within --expires-in'],
  ['3', 'UNKNOWN', '2, 3, 4, 130 or 143: not all was checked, or nothing'],
] as const;

/** What each says wherever a command has no meaning of its own for it. */
export const exitStatusMeanings = [
  ['0', 'everything was checked, and no problem is at or above the threshold (--fail-on)'],
  ['1', 'a problem at or above it, or a certificate that expires within --expires-in'],
  ['2', 'usage or configuration: an unknown flag, an unreadable file'],
  ['3', 'incomplete: something could not be checked, or Elasticsearch did not take all documents (1 takes precedence)'],
  ['4', 'internal error of handclasp'],
  ['130', 'interrupted (143 by SIGTERM): the report has what was done, marked as partial'],
] as const;
