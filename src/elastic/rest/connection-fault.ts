import { type LocalLimit, localLimitOf } from '../../model/local-limit.ts';
import { type ApiRefusal, certificateDoubts } from '../../model/reasons/api-refusal.ts';

/** Why no answer came. */
export type ConnectionFault = {
  readonly kind: 'fault';
  readonly because: ApiRefusal;
  /** A limit of this machine, where that is all there is to it. */
  readonly limit?: LocalLimit;
};

/** An error of undici, or of the socket below it; its own words are kept out, since they may quote the peer. */
export function connectionFault(
  error: unknown,
  { deadlineMs, timeoutMs }: { readonly deadlineMs: number | null; readonly timeoutMs: number },
): ConnectionFault {
  if (deadlineMs !== null) return { kind: 'fault', because: { code: 'answer-incomplete', afterMs: deadlineMs } };
  const limit = localLimitOf(rootOf(error));
  if (limit !== null) return { kind: 'fault', because: { code: 'local-limit', limit }, limit };
  const code = codeOf(error);
  const doubt = certificateDoubts.find((one) => one === code);
  if (doubt !== undefined) return { kind: 'fault', because: { code: 'certificate-doubted', doubt } };
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return { kind: 'fault', because: { code: 'tls-failed', error: code.replace(/^ERR_SSL_/, '') } };
  if (code.startsWith('HPE_')) return { kind: 'fault', because: { code: 'not-http' } };
  return { kind: 'fault', because: byCode(timeoutMs)[code] ?? { code: 'no-answer', error: code } };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

/** The error of the system, where it is inside another. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && !('code' in error) && error.cause !== undefined ? rootOf(error.cause) : error;
}

const byCode = (timeoutMs: number): Readonly<Record<string, ApiRefusal>> => ({
  ECONNREFUSED: { code: 'connect-refused' },
  ECONNRESET: { code: 'connect-reset' },
  EPIPE: { code: 'connect-closed' },
  UND_ERR_SOCKET: { code: 'closed-before-answer' },
  UND_ERR_CONNECT_TIMEOUT: { code: 'connect-timeout', afterMs: timeoutMs },
  ETIMEDOUT: { code: 'connect-gave-up' },
  EHOSTUNREACH: { code: 'no-route-to-host' },
  ENETUNREACH: { code: 'no-route-to-network' },
  ENOTFOUND: { code: 'no-such-name' },
  EAI_AGAIN: { code: 'no-name-for-now' },
  UND_ERR_HEADERS_TIMEOUT: { code: 'answer-silent', afterMs: timeoutMs },
  UND_ERR_BODY_TIMEOUT: { code: 'answer-stalled', afterMs: timeoutMs },
  UND_ERR_RES_EXCEEDED_MAX_SIZE: { code: 'answer-too-large' },
  UND_ERR_HEADERS_OVERFLOW: { code: 'answer-head-too-large' },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { code: 'answer-cut-short' },
  UND_ERR_ABORTED: { code: 'answer-cut-short' },
});
