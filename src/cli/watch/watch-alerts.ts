import {
  type AlertRules,
  AlertSender,
  alertFaultText,
  alertRunOf,
  type Evaluated,
  evaluateAlerts,
  evaluateFailure,
  metricText,
  type Outbox,
  openHistory,
  openMatters,
  printable,
  realClock,
  recordAlerts,
  rememberedIn,
  type SentAlerts,
  showable,
  UsageError,
  watchMetrics,
} from '../../index.ts';
import { counted } from '../counted.ts';
import type { ScannedOnce } from '../scan-once.ts';
import type { Terminal } from '../terminal.ts';
import { usageErrorLines } from '../usage-error-lines.ts';
import { closingHistory, tellSetAside } from '../with-history.ts';
import type { AlertPlan } from './read-alerts.ts';

/** How long one run waits for a receiver that is away; the next one tries again. */
const patienceMs = 30_000;

/** Tells people what runs have to tell, once. What is remembered and what waits stands in the history. */
export class WatchAlerts {
  /** What is told and to whom; may be replaced. */
  plan: AlertPlan;
  readonly #history: string;
  readonly #terminal: Terminal;
  readonly #sender: AlertSender;
  #open = 0;
  /** Messages that wait, and the fault that was last told, by receiver. */
  readonly #waiting = new Map<string, { readonly count: number; readonly told: string | null }>();

  constructor(plan: AlertPlan, history: string, terminal: Terminal) {
    this.plan = plan;
    this.#history = history;
    this.#terminal = terminal;
    this.#sender = new AlertSender({
      receivers: () => this.plan.receivers,
      withOutbox: (work) => this.#withOutbox(work),
      clock: realClock,
      signal: terminal.interrupted,
      onSent: (sent) => this.#tell(sent),
      onFault: (error) => this.#tellFault(error),
    });
  }

  /** Reads what runs before it left: what is open, and what waits. Where that cannot be, the first run tells. */
  async begin(): Promise<void> {
    const names = new Set(this.plan.receivers.map(({ name }) => name));
    await this.#withOutbox(async (outbox) => {
      this.#open = openMatters(rememberedIn(outbox));
      for (const [receiver, count] of outbox.counts()) {
        if (names.has(receiver)) this.#waiting.set(receiver, { count, told: null });
        else
          this.#say(
            `${counted(count, 'message')} for the alert receiver ${receiver} will not be sent: the section alerts does not name it any more`,
          );
      }
    }).catch((error: unknown) => this.#tellFault(error));
  }

  /** @returns how many alerts there are of it @throws UsageError `history-unwritable` */
  async ofRun({ report, targets }: ScannedOnce, missed: number): Promise<number> {
    const run = alertRunOf(
      report,
      targets.map(({ label }) => label),
      missed,
    );
    return await this.#record(run.at, (state, rules) => evaluateAlerts(state, run, rules));
  }

  /** Of a run that failed. What cannot be remembered is told when it can. */
  async ofFailure(error: unknown): Promise<void> {
    const why = error instanceof UsageError ? error.message : 'internal error of handclasp';
    await this.#record(new Date(), (state) => evaluateFailure(state, this.#terminal.mask.text(showable(why)))).catch((fault: unknown) =>
      this.#tellFault(fault),
    );
  }

  /** Sends until it is told to end. */
  async run(): Promise<void> {
    await this.#sender.run();
  }

  /** Sends for a while. @returns whether nothing waits any more */
  async finish(): Promise<boolean> {
    return await this.#sender.finish(patienceMs);
  }

  metrics(): string {
    return (
      metricText(watchMetrics.alertsOpen, [[{}, this.#open]]) +
      metricText(
        watchMetrics.alertsWaiting,
        this.plan.receivers.map(({ name }) => [{ receiver: name }, this.#waiting.get(name)?.count ?? 0]),
      )
    );
  }

  async #record(at: Date, evaluate: (state: Evaluated['state'], rules: AlertRules) => Evaluated): Promise<number> {
    const names = this.plan.receivers.map(({ name }) => name);
    const { alerts, state } = await this.#withOutbox(async (outbox) =>
      recordAlerts(outbox, names, at, (before) => evaluate(before, this.plan.rules)),
    );
    this.#open = openMatters(state);
    this.#sender.kick();
    return alerts.length;
  }

  async #withOutbox<T>(work: (outbox: Outbox) => Promise<T>): Promise<T> {
    const history = await openHistory(this.#history, { onSetAside: tellSetAside(this.#terminal) });
    return await closingHistory(history, ({ outbox }) => work(outbox));
  }

  #tell(sent: readonly SentAlerts[]): void {
    for (const { receiver, taken, waiting, because } of sent) {
      const before = this.#waiting.get(receiver)?.told ?? null;
      const told = because === null ? null : alertFaultText(because);
      this.#waiting.set(receiver, { count: waiting, told });
      if (told !== null && told !== before)
        this.#say(`the alert receiver ${receiver} did not take ${counted(waiting, 'message')}: ${told}; handclasp sends again`);
      if (told === null && before !== null) this.#say(`the alert receiver ${receiver} has taken ${counted(taken, 'message')} that waited`);
    }
  }

  #tellFault(error: unknown): void {
    if (error instanceof UsageError) for (const line of usageErrorLines(error)) this.#terminal.err(`${line}\n`);
    else this.#say(`alerts: ${error instanceof Error ? error.message : String(error)}`);
  }

  #say(text: string): void {
    this.#terminal.err(`handclasp: ${printable(showable(text))}\n`);
  }
}
