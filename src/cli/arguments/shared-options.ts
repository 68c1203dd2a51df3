import type { Argv } from 'yargs';
import { failOnChoices } from '../exit-status.ts';
import { text } from './values.ts';

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

/** What goes to standard error. */
export function streamOptions(command: Argv): Argv {
  return command
    .option('quiet', { type: 'boolean', alias: 'q', describe: 'No progress and no remarks on standard error' })
    .option('verbose', { type: 'boolean', alias: 'v', describe: 'Say what is asked, on standard error' });
}
