import type { DeliveryFault } from '../model/reasons/delivery-fault.ts';
import { faultOfStatus, readBulkAnswer } from './read-bulk-answer.ts';
import type { Receiver } from './receiver.ts';
import type { ReceiverClient } from './receiver-client.ts';

/** A document that the receiver will not take as it is. */
export type RefusedDocument = { readonly document: string; readonly type: string; readonly reason: string | null };

/** What became of a batch. */
export type BatchOutcome = {
  readonly created: number;
  /** They were there already. */
  readonly existing: number;
  readonly refused: readonly RefusedDocument[];
  /** Those that are still to be sent. */
  readonly left: readonly string[];
  /** Why there are some left; null where there are none. `passes`: they may be taken in a while; `halve`: in smaller batches, at once. */
  readonly because: DeliveryFault | null;
  readonly passes: boolean;
  readonly halve: boolean;
  /** The receiver's Retry-After. */
  readonly retryAfter: string | null;
};

/** Only what is looked at is answered. */
const path = '/_bulk?filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason';

const nothing = { created: 0, existing: 0, refused: [], left: [], because: null, passes: false, halve: false, retryAfter: null } as const;

/** Sends documents once. Never rejects. */
export async function sendBatch(
  documents: readonly string[],
  client: ReceiverClient,
  receiver: Pick<Receiver, 'credentials' | 'identity'>,
): Promise<BatchOutcome> {
  const answer = await client.send('POST', path, 'application/x-ndjson', documents.join(''));
  if (answer.kind === 'fault') return { ...nothing, left: documents, because: answer.because, passes: answer.passes };
  const { status, body, retryAfter } = answer;
  if (status === 413) return tooLarge(documents);
  const fault = faultOfStatus(status, body, callerOf(receiver));
  if (fault !== null) return { ...nothing, left: documents, ...fault, retryAfter };
  const items = readBulkAnswer(body, documents.length);
  if (items === null) return { ...nothing, left: documents, because: { code: 'other-shape' } };
  const refused: RefusedDocument[] = [];
  const left: string[] = [];
  let [created, existing] = [0, 0];
  let because: DeliveryFault | null = null;
  let passes = true;
  for (const [index, item] of items.entries()) {
    const document = documents[index] ?? '';
    switch (item.kind) {
      case 'created':
        created += 1;
        break;
      case 'existing':
        existing += 1;
        break;
      case 'refused':
        refused.push({ document, type: item.type, reason: item.reason });
        break;
      case 'again':
        left.push(document);
        because ??= { code: 'too-busy' };
        break;
      case 'stop':
        left.push(document);
        passes = false;
        because =
          item.lacks === 'stream'
            ? { code: 'receiver-stream-missing' }
            : { code: 'receiver-privilege-lacking', of: callerOf(receiver)?.of ?? 'user', needs: 'create_doc' };
        break;
    }
  }
  return { ...nothing, created, existing, refused, left, because, passes: because !== null && passes, retryAfter };
}

function tooLarge(documents: readonly string[]): BatchOutcome {
  const [document = ''] = documents;
  if (documents.length > 1) return { ...nothing, left: documents, halve: true };
  return { ...nothing, refused: [{ document, type: 'status 413', reason: 'the document is larger than the receiver takes' }] };
}

/** As whom documents are sent; null for nobody. */
export function callerOf({ credentials, identity }: Pick<Receiver, 'credentials' | 'identity'>): Parameters<typeof faultOfStatus>[2] {
  if (credentials !== null) {
    return credentials.kind === 'password' ? { of: 'user', user: credentials.user } : { of: 'api-key', user: null };
  }
  return identity === null ? null : { of: 'certificate', user: null };
}
