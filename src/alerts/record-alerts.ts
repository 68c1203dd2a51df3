import { randomUUID } from 'node:crypto';
import type { Outbox } from '../history/outbox.ts';
import type { AlertMessage } from '../model/alert.ts';
import { type AlertState, noAlertState } from './alert-state.ts';
import type { Evaluated } from './evaluate-alerts.ts';

/** Evaluates by what is remembered, remembers what comes of it, and puts the message there for each receiver: all of it, or nothing. @param receivers by name */
export function recordAlerts(
  outbox: Outbox,
  receivers: readonly string[],
  at: Date,
  evaluate: (state: AlertState) => Evaluated,
): Evaluated {
  const evaluated = evaluate(rememberedIn(outbox));
  const { alerts, state } = evaluated;
  const message: AlertMessage | null = alerts.length === 0 ? null : { id: randomUUID(), at: at.toISOString(), alerts };
  outbox.commit(JSON.stringify(state), message === null ? null : JSON.stringify(message), receivers, at);
  return evaluated;
}

/** What is remembered there. */
export function rememberedIn(outbox: Pick<Outbox, 'state'>): AlertState {
  const text = outbox.state();
  if (text === null) return noAlertState;
  const read = JSON.parse(text) as AlertState;
  return read.version === noAlertState.version ? read : noAlertState;
}

/** How many matters are open. */
export function openMatters({ certificates, problems, notChecked, noRun }: AlertState): number {
  const told = Object.values(certificates).filter((one) => one.told !== null).length;
  return told + Object.keys(problems).length + (notChecked === null ? 0 : 1) + (noRun ? 1 : 0);
}
