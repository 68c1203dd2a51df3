import type { AlertName, RefusalReason } from '../../../../src/tls/handshake/refusal.ts';
import type { Extension } from '../../../../src/tls/wire/extension.ts';
import type { Said } from '../../../support/scripted-tls-server.ts';

/** A peer that does one thing wrong, and how a client has to refuse it. */
export type Lie<R extends RefusalReason> = {
  readonly reason: R;
  readonly alert: AlertName | 'none';
  /** What it does, as the end of "refuses …". */
  readonly what: string;
  /** Does it, and gives back what the client made of it. */
  readonly tell: () => Said;
};

export function lie<R extends RefusalReason>(reason: R, alert: Lie<R>['alert'], what: string, tell: () => Said): Lie<R> {
  return { reason, alert, what, tell };
}

export const nothing: Uint8Array = new Uint8Array();

/** An extension without data, or with these bytes. */
export function extension(type: number, ...data: readonly number[]): Extension {
  return { type, data: Uint8Array.from(data) };
}

/** The same bytes but for the last bit. */
export function flipped(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
}

/** Those bytes, and one more. */
export function longer(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, Uint8Array.of(0)]);
}
