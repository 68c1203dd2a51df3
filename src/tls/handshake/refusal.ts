import type { Alert } from '../wire/alerts.ts';

/** The name of an alert, as the RFC spells it. */
export type AlertName = keyof typeof Alert;

/**
 * Thrown inside the handshake where the peer breaks the protocol; the machine turns it into an alert and an event.
 * It never leaves src/tls/handshake.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly alert: AlertName;
  /** Kebab-case and stable: `cipher-suite-not-offered`. */
  readonly reason: string;

  constructor(alert: AlertName, reason: string) {
    super(`${reason} (${alert})`);
    this.alert = alert;
    this.reason = reason;
  }
}

export function refuse(alert: AlertName, reason: string): never {
  throw new Refusal(alert, reason);
}
