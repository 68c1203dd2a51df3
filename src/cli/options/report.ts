import { failOnChoices } from '../exit-status.ts';
import { choice, duration, flag, number, type Values } from './option.ts';

/** What makes the exit status. */
export const exitOptions = {
  failOn: choice('fail-on', failOnChoices, {
    group: 'Output',
    noun: 'SEVERITY',
    help: 'Lowest severity that makes the exit status 1',
    usual: 'high',
  }),
  exitZero: flag('exit-zero', { group: 'Output', help: 'Exit with 0 whatever is found, for cron' }),
};

/** What counts as ending soon. */
export const expiryOption = {
  expiresIn: duration(
    'expires-in',
    { units: ['d', 'w'], bare: null, least: '1d', most: '5200w' },
    {
      group: 'Trust',
      common: true,
      help: 'Exit with 1 for what expires within it',
      detail:
        'in days or weeks, as in 30d or 4w: a certificate or CA that expires within this time, or has expired, makes the exit status 1 whatever --fail-on says',
    },
  ),
};

export type ExpiryRequest = Values<typeof expiryOption>;

/** How long and how widely endpoints are asked. @param concurrency how many targets at once, in words */
export function paceOptions(concurrency: string) {
  return {
    timeout: duration(
      'timeout',
      { units: ['ms', 's', 'm'], bare: 's', least: '100ms', most: '60m' },
      {
        group: 'Pace',
        asks: true,
        help: 'Timeout per silent connection',
        detail: 'with its unit, ms, s or m, as in 500ms; an address gets four times as long',
        usual: '5s',
      },
    ),
    concurrency: number(
      'concurrency',
      { least: 1, most: 1024 },
      { group: 'Pace', asks: true, help: 'Targets to check at the same time', usual: concurrency },
    ),
  };
}

/** What goes to standard error. */
export const streamOptions = {
  quiet: flag('quiet', { alias: 'q', group: 'Output', help: 'No progress and no hints on standard error' }),
  verbose: flag('verbose', { alias: 'v', group: 'Output', help: 'Say why something was not checked' }),
  trace: flag('trace', { group: 'Output', help: 'Print each TLS hello and its answer on standard error' }),
};

type ReportOptions = typeof exitOptions & ReturnType<typeof paceOptions> & typeof streamOptions;

/** The same with what holds where nothing was said. */
export type ReportRequest = ReturnType<typeof reportRequest>;

export function reportRequest(values: Values<ReportOptions>, concurrency = 32) {
  return {
    failOn: values.failOn ?? 'high',
    exitZero: values.exitZero,
    timeoutMs: Math.round(values.timeout ?? 5000),
    concurrency: Math.round(values.concurrency ?? concurrency),
    quiet: values.quiet,
    verbose: values.verbose,
    trace: values.trace,
  } as const;
}
