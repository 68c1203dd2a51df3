import type { Conversation } from '../model/observation.ts';
import type { Shortfall } from '../model/shortfall.ts';
import { TlsAborted, TlsAlert, TlsClosed, type TlsFailure, TlsRefusal } from '../tls/tls-failure.ts';
import type { HelloAnswer } from './ask-hello.ts';
import { NotConnected } from './not-connected.ts';

/** Why an answer tells nothing, or not all that was asked. */
export function shortfallOf(answer: HelloAnswer, deadlineMs: number): Shortfall {
  switch (answer.kind) {
    case 'chosen':
      return answer.cut === null ? { kind: 'malformed', reason: 'another-version' } : shortfallOf(answer.cut, deadlineMs);
    case 'alert':
      return { kind: 'alert', description: answer.description };
    case 'closed':
      return { kind: 'closed', how: answer.how };
    case 'timeout':
      return answer.by === 'deadline' ? { kind: 'deadline', afterMs: deadlineMs } : { kind: 'silence', afterMs: answer.afterMs };
    case 'unreached':
      return new NotConnected(answer.reachability).shortfall(deadlineMs);
    case 'not-tls':
      return { kind: 'not-tls' };
    case 'malformed':
      return { kind: 'malformed', reason: answer.because };
  }
}

/** The same of a handshake that was to carry a question. */
export function shortfallOfFailure(
  failure: TlsFailure,
  times: { readonly expired: boolean; readonly deadlineMs: number; readonly idleTimeoutMs: number },
): Shortfall {
  if (failure instanceof TlsAlert) return { kind: 'alert', description: failure.description };
  if (failure instanceof TlsClosed) return { kind: 'closed', how: failure.how };
  if (failure instanceof TlsRefusal) return { kind: 'malformed', reason: failure.reason };
  if (failure instanceof TlsAborted && times.expired) return { kind: 'deadline', afterMs: times.deadlineMs };
  return { kind: 'silence', afterMs: times.idleTimeoutMs };
}

/** The same of a conversation in which the other end was to say what it makes of our certificate; null where it did. */
export function shortfallOfVerdict({ ending }: Conversation, deadlineMs: number): Shortfall | null {
  switch (ending.kind) {
    case 'accepted':
      return null;
    case 'undecided':
    case 'stopped':
      return { kind: 'undecided' };
    case 'alert':
      return ending.phase === 'client-flight' || ending.phase === 'after-finished'
        ? null
        : { kind: 'alert', description: ending.description };
    case 'closed':
      return ending.phase === 'client-flight' || ending.phase === 'after-finished' ? null : { kind: 'closed', how: ending.how };
    case 'timeout':
      return ending.by === 'deadline' ? { kind: 'deadline', afterMs: deadlineMs } : { kind: 'silence', afterMs: ending.afterMs };
    case 'protocol-error':
    case 'not-computable':
      return { kind: 'malformed', reason: ending.reason };
    case 'not-tls':
      return { kind: 'not-tls' };
  }
}
