import type { Client } from 'undici';
import { authorization } from '../elastic/rest/authorization.ts';
import { connectionFault } from '../elastic/rest/connection-fault.ts';
import { hostAndPort } from '../model/host-port.ts';
import type { DeliveryFault } from '../model/reasons/delivery-fault.ts';
import type { Receiver } from './receiver.ts';
import { connectToReceiver, handshakeFault, ReceiverRefused } from './receiver-connector.ts';

/** What came of a request. */
export type ReceiverAnswer =
  /** `retryAfter`: the header, as it was sent. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown; readonly retryAfter: string | null }
  /** `passes`: the same request may do better in a while. */
  | { readonly kind: 'fault'; readonly because: DeliveryFault; readonly passes: boolean };

/** A receiver to send to: one connection, one request at a time. */
export type ReceiverClient = {
  readonly send: (
    method: 'POST' | 'PUT',
    path: string,
    type: 'application/json' | 'application/x-ndjson',
    body: string,
  ) => Promise<ReceiverAnswer>;
  readonly close: () => Promise<void>;
};

/** Far beyond what a receiver answers to a batch. */
const longestAnswer = 64 * 1024 * 1024;

/** Milliseconds for the first byte of an answer, and between two pieces of it: a receiver that stores a batch takes its time. */
const answerWithinMs = 60_000;

/** Opens nothing yet: the first request does. What the receiver does is an answer; nothing rejects. */
export async function receiverClient(receiver: Receiver): Promise<ReceiverClient> {
  const { scheme, host, port, path: prefix, credentials, timeoutMs } = receiver;
  const refusal = refusedBeforehand(receiver);
  if (refusal !== null) return { send: async () => ({ kind: 'fault', because: refusal, passes: false }), close: async () => {} };
  const { Client } = await import('undici');
  const client: Client = new Client(`${scheme}://${hostAndPort(host, port)}`, {
    connect: (_options, callback) => {
      connectToReceiver(receiver).then(
        // To the HTTP client it is a stream that bytes go through.
        (stream) => callback(null, stream as Parameters<typeof callback>[1] & object),
        (error: Error) => callback(error, null),
      );
    },
    headersTimeout: answerWithinMs,
    bodyTimeout: answerWithinMs,
    maxResponseSize: longestAnswer,
    allowH2: false,
  });
  const headers = {
    accept: 'application/json',
    'user-agent': 'handclasp',
    ...(credentials === null ? {} : { authorization: authorization(credentials).reveal() }),
  };
  return {
    send: async (method, path, type, body) => {
      try {
        const answer = await client.request({ method, path: `${prefix}${path}`, headers: { ...headers, 'content-type': type }, body });
        const retryAfter = answer.headers['retry-after'];
        return {
          kind: 'answer',
          status: answer.statusCode,
          body: parsed(await answer.body.text()),
          retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
        };
      } catch (error) {
        const own = handshakeFault(error);
        if (own !== null)
          return { kind: 'fault', because: own, passes: !(error instanceof ReceiverRefused) && own.code !== 'receiver-alert' };
        const isConnecting = error instanceof Error && 'code' in error && error.code === 'UND_ERR_CONNECT_TIMEOUT';
        const fault = connectionFault(error, { deadlineMs: null, timeoutMs: isConnecting ? timeoutMs : answerWithinMs });
        return { kind: 'fault', because: fault.because, passes: true };
      }
    },
    close: () => client.destroy(),
  };
}

function refusedBeforehand({ scheme, credentials, anchors, trustPublicRoots, host }: Receiver): DeliveryFault | null {
  if (host.includes('%')) return { code: 'zone-in-address' };
  if (scheme === 'http') return credentials === null ? null : { code: 'credentials-in-clear' };
  return anchors.length > 0 || trustPublicRoots ? null : { code: 'no-trust-to-verify-by' };
}

/** Undefined where it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
