import type { AlertName, RefusalReason } from './handshake/refusal.ts';
import type { TlsSeen } from './handshake/tls-seen.ts';
import { alertName } from './wire/alerts.ts';

/** Why a connection did not come about, or ended. `seen` is what it had shown until then. */
export abstract class TlsFailure extends Error {
  readonly seen: TlsSeen;

  constructor(message: string, seen: TlsSeen, options?: ErrorOptions) {
    // Where in our code it was noticed tells nobody anything, and would cost more than all else about it.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = stackTraceLimit;
    this.seen = seen;
  }
}

/** The peer broke the protocol, and we told it so. */
export class TlsRefusal extends TlsFailure {
  override readonly name = 'TlsRefusal';
  /** The alert that was sent, as the RFC names it; `none` where the peer does not speak TLS at all. */
  readonly alert: AlertName | 'none';
  readonly reason: RefusalReason;

  constructor(alert: AlertName | 'none', reason: RefusalReason, seen: TlsSeen) {
    super(`${reason} (${alert})`, seen);
    this.alert = alert;
    this.reason = reason;
  }
}

/** The peer ended the connection with an alert. */
export class TlsAlert extends TlsFailure {
  override readonly name = 'TlsAlert';
  /** AlertDescription (RFC 8446 §6). */
  readonly description: number;
  readonly level: number;

  constructor(description: number, level: number, seen: TlsSeen) {
    super(`the peer sent alert ${description} ${alertName(description)}`, seen);
    this.description = description;
    this.level = level;
  }
}

/** The stream ended without close_notify. */
export class TlsClosed extends TlsFailure {
  override readonly name = 'TlsClosed';
  readonly how: 'fin' | 'reset';

  constructor(how: 'fin' | 'reset', seen: TlsSeen, cause?: unknown) {
    super(how === 'fin' ? 'the peer closed the connection' : 'the connection was reset', seen, { cause });
    this.how = how;
  }
}

/** The caller's signal ended it. */
export class TlsAborted extends TlsFailure {
  override readonly name = 'TlsAborted';

  constructor(cause: unknown, seen: TlsSeen) {
    super('the connection was abandoned', seen, { cause });
  }
}
