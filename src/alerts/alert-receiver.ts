import type { AlertMessage } from '../model/alert.ts';
import type { AlertReceiverConfig } from '../model/alerts-config.ts';
import type { AlertFault } from '../model/reasons/alert-fault.ts';
import type { Secret } from '../model/secret.ts';

/** Somebody who is told. */
export type AlertReceiver = {
  readonly name: string;
  /** Never rejects. What is told again has the same id. */
  readonly send: (message: AlertMessage, signal: AbortSignal) => Promise<AlertOutcome>;
};

export type AlertOutcome =
  | { readonly kind: 'taken' }
  /** `passes`: whatever is sent now fares no better, and later it may. `retryAfter`: the header of that name, where one was sent. */
  | { readonly kind: 'fault'; readonly because: AlertFault; readonly passes: boolean; readonly retryAfter: string | null };

/** A receiver with its secrets read: what their places hold. */
export type ReadReceiver = {
  readonly config: AlertReceiverConfig;
  readonly url: Secret | null;
  /** A token, a routing key or a password. */
  readonly secret: Secret | null;
  /** PEM, in place of the public CAs. */
  readonly ca: string | null;
};

/** Milliseconds for all of an attempt. */
export const attemptMs = 30_000;
