import type { Argv } from 'yargs';
import { materialIn } from '../../model/key-material.ts';
import { UsageError } from '../../model/usage-error.ts';
import { type FailOn, failOnChoices } from '../exit-status.ts';
import { choice, number, one, text, type Values } from './values.ts';

/** What the two below are read into, but for formats and files. */
export type ReportRequest = {
  readonly failOn: FailOn;
  readonly exitZero: boolean;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly quiet: boolean;
  readonly verbose: boolean;
};

/** How a report is written and judged, and how long and how widely it is asked for. */
export function reportOptions(command: Argv, { formats, concurrency }: { readonly formats: string; readonly concurrency: string }): Argv {
  return command
    .option('format', {
      ...text,
      array: true,
      describe: formats,
      defaultDescription: 'table',
    })
    .option('output', {
      ...text,
      array: true,
      alias: 'o',
      describe: 'File for the --format beside it',
      defaultDescription: 'standard output',
    })
    .option('fail-on', {
      ...text,
      choices: failOnChoices,
      describe: 'Least severity that makes the exit status 1',
      defaultDescription: 'high',
    })
    .option('exit-zero', { type: 'boolean', describe: 'Exit with 0 whatever was found, for cron' })
    .option('timeout', {
      ...text,
      describe: 'Seconds to wait for a peer that says nothing; an address gets four times as long',
      defaultDescription: '5',
    })
    .option('concurrency', { ...text, describe: 'Targets at once', defaultDescription: concurrency });
}

/** The name for SNI, which goes to the server in the clear. @throws UsageError */
export function serverNameRequest(values: Values): string | null {
  const name = one(values, 'server-name');
  const material = name === null ? null : materialIn(name);
  if (material !== null) throw new UsageError('arguments', `--server-name cannot be ${material.name}`, 'it is the name of a host');
  return name;
}

/** What goes to standard error. */
export function streamOptions(command: Argv): Argv {
  return command
    .option('quiet', { type: 'boolean', alias: 'q', describe: 'No progress and no remarks on standard error' })
    .option('verbose', { type: 'boolean', alias: 'v', describe: 'Say what is asked, on standard error' });
}

/** @throws UsageError */
export function reportRequest(values: Values, concurrency = 32): ReportRequest {
  return {
    failOn: choice(values, 'fail-on', failOnChoices) ?? 'high',
    exitZero: values['exit-zero'] === true,
    timeoutMs: Math.round(1000 * number(values, 'timeout', 5, { least: 0.1, most: 3600 })),
    concurrency: Math.round(number(values, 'concurrency', concurrency, { least: 1, most: 1024 })),
    quiet: values.quiet === true,
    verbose: values.verbose === true,
  };
}
