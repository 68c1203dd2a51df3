import type { AlertReceiverConfig } from '../../model/alerts-config.ts';
import type { AlertFault } from '../../model/reasons/alert-fault.ts';
import { toolVersion } from '../../model/tool-version.ts';
import { type AlertOutcome, type AlertReceiver, attemptMs, type ReadReceiver } from '../alert-receiver.ts';
import { httpBodies } from './http-bodies.ts';

type HttpConfig = Extract<AlertReceiverConfig, { readonly kind: 'webhook' | 'slack' | 'pagerduty' }>;

/** Takes JSON by POST. Redirections are not followed: a secret would go where nobody named. */
export function httpReceiver({ name, kind }: HttpConfig, { url, secret, ca }: ReadReceiver): AlertReceiver {
  return {
    name,
    send: async (message, signal) => {
      for (const [index, body] of httpBodies(kind, message, secret?.reveal() ?? '').entries()) {
        const headers = {
          'content-type': 'application/json',
          'user-agent': `handclasp/${toolVersion}`,
          'idempotency-key': index === 0 ? message.id : `${message.id}-${index}`,
          ...(kind === 'webhook' && secret !== null ? { authorization: `Bearer ${secret.reveal()}` } : {}),
        };
        const outcome = await post({ url: url?.reveal() ?? '', headers, body, ca }, signal);
        if (outcome.kind === 'fault') return outcome;
      }
      return { kind: 'taken' };
    },
  };
}

async function post(
  {
    url,
    headers,
    body,
    ca,
  }: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly ca: string | null },
  signal: AbortSignal,
): Promise<AlertOutcome> {
  const { Agent, request } = await import('undici');
  const agent = new Agent({ connect: { timeout: attemptMs, ...(ca === null ? {} : { ca }) } });
  try {
    const answer = await request(url, {
      ...{ method: 'POST', headers, body, dispatcher: agent },
      signal: AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]),
    });
    await answer.body.dump();
    const { statusCode: status } = answer;
    if (status >= 200 && status < 300) return { kind: 'taken' };
    const retryAfter = answer.headers['retry-after'];
    return {
      kind: 'fault',
      because: { code: 'alert-status', status },
      // What is wrong with the secret or the receiver is so for every message; what is wrong with one message is not.
      passes: status !== 400 && status !== 413 && status !== 422,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
    };
  } catch (error) {
    return { kind: 'fault', because: faultOf(error), passes: true, retryAfter: null };
  } finally {
    await agent.destroy().catch(() => {});
  }
}

/** No message of the library: it may have the URL, which is secret. */
function faultOf(error: unknown): AlertFault {
  if (error instanceof Error && error.name === 'TimeoutError') return { code: 'alert-timeout', seconds: attemptMs / 1000 };
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return { code: 'alert-unreachable', detail: code };
}
