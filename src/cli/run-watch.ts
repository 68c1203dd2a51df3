import {
  type InstanceLock,
  lockInstance,
  prometheus,
  readSchedule,
  realClock,
  type Tick,
  UsageError,
  type WatchPlan,
  watch,
} from '../index.ts';
import type { WatchRequest } from './commands/watch.ts';
import { exitStatus, statusWithDelivery } from './exit-status.ts';
import { InputReader } from './input-faults.ts';
import type { AskedQueue } from './options/queue.ts';
import { readMassInputs } from './run-mass-scan.ts';
import { readScanInputs, type Scanning } from './scan-once.ts';
import { streamTargets } from './stream-targets.ts';
import type { Terminal } from './terminal.ts';
import { usageErrorLines } from './usage-error-lines.ts';
import type { Leading } from './watch/lead.ts';
import { openMetricsPort, readMetricsAccess } from './watch/open-metrics-port.ts';
import { type AlertPlan, readAlerts } from './watch/read-alerts.ts';
import { runTick, type TickResult, type Watched } from './watch/run-tick.ts';
import { lastRunOf } from './watch/runs-of-history.ts';
import { statusPage } from './watch/status-page.ts';
import { testAlerts } from './watch/test-alerts.ts';
import { WatchAlerts } from './watch/watch-alerts.ts';
import { WatchStatus } from './watch/watch-status.ts';
import { withHistory } from './with-history.ts';
import { checkOutputs } from './write-outputs.ts';

/** Runs by a schedule until it is told to end, or once; gives the exit status. @throws UsageError before anything runs */
export async function runWatch(request: WatchRequest, asked: Terminal): Promise<number> {
  // Nobody is there to answer when a run is due.
  const terminal: Terminal = { ...asked, askPassword: null };
  const { alerts: plan } = await readWatchInputs(request, terminal);
  if (request.testAlerts && plan !== null) return await testAlerts(plan, terminal);
  const lock = await lockOf(request);
  try {
    const alerts = plan === null || request.scan.history === null ? null : new WatchAlerts(plan, request.scan.history, terminal);
    const watched: Watched = { terminal, status: new WatchStatus(terminal), alerts };
    await alerts?.begin();
    if (alerts !== null) watched.status.also(() => alerts.metrics());
    return request.once ? await runOnce(request, watched) : await runScheduled(request, watched);
  } finally {
    lock?.release();
  }
}

/** Whatever the first run would be refused for is told at once, and not in the night. @throws InputFaults */
export async function readWatchInputs(request: WatchRequest, asked: Terminal): Promise<{ readonly alerts: AlertPlan | null }> {
  const terminal: Terminal = { ...asked, askPassword: null };
  const { scan, metricsFile } = request;
  const inputs = new InputReader();
  await inputs.read('schedule', null, () => planOf(request));
  await inputs.read(null, null, () => (scan.isStreamed ? readMassInputs(scan, terminal) : readScanInputs(scan, terminal)));
  if (scan.isStreamed) await inputs.read('targets', null, () => readThrough(scan, terminal));
  await inputs.read('history', null, () => checkHistory(scan.history));
  await inputs.read(null, null, () => readMetricsAccess(request, terminal));
  await inputs.read('metrics-file', null, () =>
    metricsFile === null ? undefined : checkOutputs([{ file: metricsFile, format: prometheus }], 'metrics-file'),
  );
  const alerts = await inputs.read(null, null, () => readAlerts(request.alerts, request.commands, terminal));
  inputs.end();
  return { alerts: alerts() };
}

/** One that is damaged is set aside when it is opened, and one that is not there is begun. @throws UsageError */
async function checkHistory(file: string | null): Promise<void> {
  if (file === null) return;
  await withHistory(file, () => {}).catch(async (error: unknown) => {
    if (!(error instanceof UsageError) || !['history-missing', 'history-damaged'].includes(error.code)) throw error;
    await checkOutputs([{ file, format: prometheus }], 'history');
  });
}

/** A list that cannot be read, or a line of it that is no target. @throws UsageError */
async function readThrough({ targets, deployment }: WatchRequest['scan'], terminal: Terminal): Promise<void> {
  const lists = streamTargets(targets, terminal, deployment, (error) => {
    throw error;
  });
  for await (const some of lists) for (const _ of some);
}

async function lockOf({ scan: { history } }: WatchRequest): Promise<InstanceLock | null> {
  return history === null ? null : await lockInstance(history);
}

async function runOnce(request: WatchRequest, watched: Watched): Promise<number> {
  const tick = { due: new Date(), missed: 0 };
  const result =
    request.queue === null
      ? await runTick(request, tick, null, watched)
      : await (await leadingOver(request.queue, watched)).once(tick, (due, scanning) => runTick(request, due, null, watched, scanning));
  const isDelivered = (await watched.alerts?.finish()) ?? true;
  await watched.status.writeTo(request.metricsFile);
  if (result.kind === 'failed') throw result.error;
  return statusWithDelivery(result.status, isDelivered);
}

async function runScheduled(first: WatchRequest, watched: Watched): Promise<number> {
  const { terminal, status } = watched;
  const planned = new Planned(first, watched);
  terminal.onHangUp(() => void planned.reload());
  const sending = watched.alerts?.run();
  const leading = first.queue === null ? null : await leadingOver(first.queue, watched);
  const led =
    leading?.start(
      (tick, scanning) => oneOfMany(planned, tick, watched, scanning),
      () => planned.plan.schedule,
    ) ?? null;
  const { history, quiet } = first.scan;
  const isHealthy = () => status.isHealthy(Date.now());
  const page = history === null ? {} : { page: statusPage(history, isHealthy, terminal) };
  const port = await openMetricsPort(first, { metrics: async () => status.text(), ...page, isHealthy }, terminal);
  if (port !== null && !quiet) {
    terminal.err(`handclasp: metrics at ${port.url}/metrics\n`);
    if (history !== null) terminal.err(`handclasp: status page at ${port.url}/\n`);
  }
  try {
    await watch({
      plan: () => planned.plan,
      // Whoever reads metrics is not kept waiting for the figures of a first run.
      since: port === null && first.scan.history !== null ? await lastRunOf(first.scan.history) : null,
      clock: realClock,
      signal: terminal.interrupted,
      run: async (tick) => {
        if (led === null) await oneOfMany(planned, tick, watched);
        else await led.due(tick);
      },
    });
  } finally {
    await led?.close();
    await port?.close();
    if (terminal.interrupted.aborted) await sending;
  }
  return terminal.interrupted.reason === 'SIGTERM' ? exitStatus.clean : exitStatus.SIGINT;
}

/** A run that fails is told, and the next one may do better. */
async function oneOfMany(planned: Planned, tick: Tick, watched: Watched, scanning?: Scanning): Promise<TickResult> {
  const { terminal, status } = watched;
  const { request } = planned;
  const result = await runTick(request, tick, planned.plan.schedule, watched, scanning);
  // What is cut short over a queue is left to the next leader.
  if (result.kind === 'failed' && !(scanning !== undefined && terminal.interrupted.aborted)) tell(result.error, terminal);
  await status.writeTo(request.metricsFile).catch((error: unknown) => tell(error, terminal));
  return result;
}

async function leadingOver(queue: AskedQueue, watched: Watched): Promise<Leading> {
  const { Leading } = await import('./watch/lead.ts');
  return await Leading.over(queue, watched);
}

/** What is done, and when: as the file had it when it was last read without a fault. */
class Planned {
  request: WatchRequest;
  plan: WatchPlan;
  readonly #watched: Watched;

  constructor(request: WatchRequest, watched: Watched) {
    this.request = request;
    this.plan = planOf(request);
    this.#watched = watched;
    watched.status.due(this.plan.schedule.next(new Date()));
  }

  /** Reads the file again. One with faults is refused, and what cannot change while it runs stays. */
  async reload(): Promise<void> {
    const { terminal, status, alerts } = this.#watched;
    try {
      let told: AlertPlan | null = null;
      const again = await this.request.again(async (request) => {
        told = (await readWatchInputs(request, terminal)).alerts;
      });
      const plan = planOf(again);
      const { history } = this.request.scan;
      this.request = { ...again, scan: { ...again.scan, history } };
      this.plan = plan;
      if (alerts !== null && told !== null) alerts.plan = told;
      status.reloaded(false);
      status.due(plan.schedule.next(new Date()));
      terminal.err('handclasp: SIGHUP: the options were read again\n');
      if (history !== again.scan.history) terminal.err('handclasp: another history needs a restart; runs go on into the one before\n');
      if ((alerts === null) !== (told === null)) terminal.err('handclasp: to turn alerts on or off needs a restart\n');
    } catch (error) {
      status.reloaded(true);
      terminal.err('handclasp: SIGHUP: the options were read again and refused; those before go on\n');
      tell(error, terminal);
    }
  }
}

function planOf({ schedule, timeZone, jitter }: WatchRequest): WatchPlan {
  return { schedule: readSchedule(schedule ?? '@hourly', timeZone), jitterMs: jitter ?? 0 };
}

function tell(error: unknown, { err }: Pick<Terminal, 'err'>): void {
  if (error instanceof UsageError) for (const line of usageErrorLines(error)) err(`${line}\n`);
  else err(`handclasp: the run failed: ${error instanceof Error ? error.message : String(error)}\n`);
}
