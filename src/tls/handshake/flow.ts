import type { Opener, Sealer } from '../crypto/record-protection.ts';
import type { CompleteClientOptions } from './client-options.ts';
import type { RawMessage } from './message-input.ts';
import type { AlertName, RefusalReason } from './refusal.ts';
import type { MutableSeen } from './tls-seen.ts';
import type { TlsSession } from './tls-session.ts';

/** What happened, as far as the caller has to know. */
export type TlsEvent =
  /** Both Finished are exchanged as far as we are concerned. In TLS 1.3 the server may still refuse our certificate. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'ticket'; readonly session: TlsSession }
  /** The peer ended the connection with an alert. */
  | { readonly kind: 'alert'; readonly level: number; readonly description: number }
  /** The peer said close_notify. */
  | { readonly kind: 'closed' }
  /** We refused; the alert is already among what is to be sent. */
  | { readonly kind: 'refused'; readonly alert: AlertName | 'none'; readonly reason: RefusalReason }
  /** The stop that was asked for is reached. */
  | { readonly kind: 'stopped' };

/** What a flow of one version may do to the connection. */
export type FlowContext = {
  readonly options: CompleteClientOptions;
  readonly seen: MutableSeen;
  /** Types of the extensions in the last ClientHello. */
  readonly offered: ReadonlySet<number>;
  /** Every handshake message so far, header included, in order. */
  readonly messages: readonly Uint8Array[];
  /** Frames a message, adds it to `messages`, and queues it under the current write protection. */
  readonly send: (type: number, body: Uint8Array) => Uint8Array;
  readonly sendChangeCipherSpec: () => void;
  /** Both throw Refusal where a message is cut by the change of keys. */
  readonly protectRead: (opener: Opener) => void;
  readonly protectWrite: (sealer: Sealer) => void;
  readonly tell: (event: TlsEvent) => void;
};

/** The rest of a handshake after ServerHello, and what may come after it. */
export type Flow = {
  readonly message: (message: RawMessage) => void;
  /** A well-formed ChangeCipherSpec arrived. */
  readonly changeCipherSpec: () => void;
  /** Application data may come. */
  readonly open: () => boolean;
  /** Application data is about to be sent. */
  readonly beforeData: () => void;
};
