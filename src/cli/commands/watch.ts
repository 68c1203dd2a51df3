import { UsageError } from '../../index.ts';
import { requestWithInputs } from '../input-faults.ts';
import { checkMetrics, type MetricsRequest, metricsOptions } from '../options/metrics.ts';
import { file, flag } from '../options/option.ts';
import { type AskedQueue, queueOf, queueOptions } from '../options/queue.ts';
import { type ScheduleRequest, scheduleOptions } from '../options/schedule.ts';
import { type CommandText, command, type Given } from './command.ts';
import { type ScanRequest, scan } from './scan.ts';

/** What `watch` is to do, as the command line and the file of `--config-file` have it. */
export type WatchRequest = ScheduleRequest &
  MetricsRequest & {
    /** A file whose section `alerts` counts; null for no alerts. */
    readonly alerts: string | null;
    /** Nothing is scanned: its receivers get a test message. */
    readonly testAlerts: boolean;
    readonly commands: readonly CommandText[];
    /** Who asks the targets; null: this process. */
    readonly queue: AskedQueue | null;
    /** What each run does. */
    readonly scan: ScanRequest;
    /** The same as the file has it now, of which all inputs can be read: `check` reads them. @throws UsageError of all that is wrong */
    readonly again: (check: (request: WatchRequest) => Promise<unknown>) => Promise<WatchRequest>;
  };

/** What is for a single scan alone: the lab and saved runs. A history has what was there before. */
const { shard, lab, save, replay, baseline, resume, ...scanned } = scan.options;

/** Of what it does not take, what holds. */
const untaken = {
  shard: null,
  lab: false,
  save: null,
  replay: null,
  baseline: null,
  resume: null,
} satisfies Record<string, null | false>;

/** What else short help is about, for whoever scans by hand. */
const rare = { common: false } as const;

const options = {
  ...scanned,
  history: { ...scanned.history, common: true, help: 'Keep the runs in this history' },
  expiresIn: { ...scanned.expiresIn, ...rare },
  depth: { ...scanned.depth, ...rare },
  format: { ...scanned.format, ...rare },
  show: { ...scanned.show, ...rare },
  details: { ...scanned.details, ...rare },
  user: { ...scanned.user, ...rare },
  ...scheduleOptions,
  ...metricsOptions,
  metricsFile: { ...metricsOptions.metricsFile, ...rare },
  alerts: file('alerts', {
    group: 'Schedule',
    common: true,
    help: 'Tell people, as its section alerts says',
    detail: 'by webhook, Slack, PagerDuty, mail or a program; needs --history',
    usual: 'the file of --config-file, where it has that section',
  }),
  testAlerts: flag('test-alerts', { group: 'Schedule', help: 'Send each receiver of alerts a test message, and end' }),
  ...queueOptions,
  queue: { ...queueOptions.queue, ...rare, help: 'Let workers scan, over this server' },
};

export const watch = command({
  name: 'watch',
  summary: 'Scan by a schedule, and tell what changed',
  synopsis: '[TARGET..]',
  about: `Scans the same targets again and again, by a schedule. Each run is a line on standard error, is kept with --history, and is written to each --output. Targets, CA certificates and keys are read anew for each run. It belongs in handclasp.yml: handclasp watch --config-file handclasp.yml.

A run that was due while the machine slept, or while the run before it took too long, is made up for once. SIGTERM ends it with 0, and what a run under way has seen is kept. SIGHUP reads the file of --config-file again; a file with faults is refused, and the options before it go on.

With --stream a run keeps no report in memory, for lists of any length; it is then kept in no history.`,
  operands: scan.operands,
  options,
  writes: 'scan',
  examples: [
    ['watch --config-file handclasp.yml', 'targets, schedule and alerts from a file'],
    ['watch @hosts.txt --ca ca.crt --history tls.db --schedule "0 2 * * *" --time-zone Europe/Berlin', 'each night at 02:00'],
    ['watch @hosts.txt --ca ca.crt --history tls.db --metrics-port 9793', 'each hour, with metrics for Prometheus'],
    ['watch @hosts.txt --ca ca.crt --history tls.db --once', 'one run, for cron and systemd'],
    ['watch @hosts.txt --ca ca.crt --history tls.db --queue redis://redis01', 'leads; handclasp worker --queue redis://redis01 works'],
    ['watch @hosts.txt --ca ca.crt -o elasticsearch=https://es01:9200 --es-ca http_ca.crt', 'documents of each run'],
    [
      'watch @hosts.txt --ca ca.crt --stream -o elasticsearch=https://es01:9200 --queue redis://redis01',
      'the same of 100,000 endpoints, by workers',
    ],
  ],
  request: (given): WatchRequest => requestOf(given),
});

function requestOf(given: Given<typeof options>): WatchRequest {
  const { values, operands, outputs } = given;
  const { schedule, timeZone, jitter, once, alerts, testAlerts } = values;
  const { metricsPort, metricsHost, metricsCert, metricsKey, metricsUser, metricsPasswordFile, metricsFile } = values;
  const metrics = { metricsPort, metricsHost, metricsCert, metricsKey, metricsUser, metricsPasswordFile, metricsFile };
  checkMetrics(metrics);
  if (operands.includes('-') || values.targets.includes('-'))
    throw new UsageError(
      'arguments',
      'watch reads its targets anew for each run, and standard input only once',
      'put them into a file, as in @hosts.txt',
    );
  const queue = queueOf(values);
  if (queue !== null && values.discover)
    throw new UsageError('arguments', '--discover and --queue do not go together', 'list all nodes among the targets');
  // The log has a line for each run: a table is for whoever asks for it.
  const isAsked = values.json || values.format.length > 0 || values.output.length > 0;
  if (alerts !== null && values.history === null)
    throw new UsageError(
      'arguments',
      'alerts need --history',
      'what was told already stands there, and what waits for its receiver: history: tls.db',
    );
  if (testAlerts && alerts === null)
    throw new UsageError('arguments', '--test-alerts needs --alerts', 'name the file that has the section alerts');
  const requested = scan.request({ ...given, values: { ...untaken, ...values }, outputs: isAsked ? outputs : [], again: never });
  const ofWorkers = (['threads', 'maxRate', 'maxPerNetwork'] as const).find((key) => values[key] !== null);
  if (queue !== null && ofWorkers !== undefined)
    throw new UsageError(
      'arguments',
      `--${scan.options[ofWorkers].name} and --queue do not go together`,
      'workers have their own pace: handclasp worker --networks, --concurrency, --max-rate',
    );
  return {
    schedule,
    timeZone,
    jitter,
    once,
    alerts,
    testAlerts,
    commands: given.commands,
    queue,
    ...metrics,
    scan: requested,
    again: async (check) => {
      const next = given.again();
      return await requestWithInputs(next, () => requestOf(next), check);
    },
  };
}

/** What a scan has no use for. */
function never(): never {
  throw new RangeError('a scan is read once');
}
