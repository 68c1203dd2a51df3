import { isObject, textOf } from '../elastic/json-fields.ts';
import type { DeliveryFault } from '../model/reasons/delivery-fault.ts';

/** What became of one document. */
export type ItemOutcome =
  | { readonly kind: 'created' | 'existing' }
  /** It will be taken at another time. */
  | { readonly kind: 'again' }
  /** It will never be taken as it is. */
  | { readonly kind: 'refused'; readonly type: string; readonly reason: string | null }
  /** None will be taken before somebody changes something. */
  | { readonly kind: 'stop'; readonly lacks: 'privilege' | 'stream' };

/** The outcomes in the answer to `_bulk`, in the order of the documents; null where it has another shape. */
export function readBulkAnswer(body: unknown, documents: number): readonly ItemOutcome[] | null {
  if (!isObject(body) || !Array.isArray(body.items) || body.items.length !== documents) return null;
  const outcomes = body.items.map((item: unknown) => (isObject(item) && isObject(item.create) ? outcomeOf(item.create) : null));
  return outcomes.every((one) => one !== null) ? outcomes : null;
}

function outcomeOf({ status, error }: Readonly<Record<string, unknown>>): ItemOutcome | null {
  if (typeof status !== 'number') return null;
  if (status < 300) return { kind: 'created' };
  // Somebody sent it before: this run, or an earlier one that did not see the answer.
  if (status === 409) return { kind: 'existing' };
  const { type, reason } = isObject(error) ? error : {};
  if (status === 429 || status >= 500 || type === 'cluster_block_exception') return { kind: 'again' };
  if (status === 403 || status === 401) return { kind: 'stop', lacks: 'privilege' };
  if (status === 404) return { kind: 'stop', lacks: 'stream' };
  return { kind: 'refused', type: textOf(type, 80) ?? `status ${status}`, reason: textOf(reason, 300) };
}

/** Whether the same request may do better in a while, by its status; null where the answer is a proper one. */
export function faultOfStatus(
  status: number,
  body: unknown,
  caller: { readonly of: 'user' | 'api-key' | 'certificate'; readonly user: string | null } | null,
): { readonly because: DeliveryFault; readonly passes: boolean } | null {
  const type = isObject(body) && isObject(body.error) && typeof body.error.type === 'string' ? wordOf(body.error.type) : null;
  if (status >= 200 && status < 300) {
    return body === undefined ? { because: { code: 'not-json', status, contentType: null }, passes: false } : null;
  }
  if (status < 400) return { because: { code: 'redirect', status }, passes: false };
  switch (status) {
    case 401:
      return { because: unknownCaller(caller), passes: false };
    case 403:
      return { because: { code: 'receiver-privilege-lacking', of: caller?.of ?? 'user', needs: 'create_doc' }, passes: false };
    case 404:
    case 405:
      return { because: { code: 'no-such-question', status }, passes: false };
    case 408:
    case 429:
      return { because: { code: 'too-busy' }, passes: true };
    default:
      return { because: { code: 'other-status', status, type }, passes: status >= 500 };
  }
}

function unknownCaller(caller: Parameters<typeof faultOfStatus>[2]): DeliveryFault {
  if (caller === null || caller.of === 'certificate') return { code: 'receiver-wants-credentials' };
  return caller.user === null ? { code: 'api-key-not-taken' } : { code: 'user-not-taken', user: caller.user };
}

/** A word of the product's, or nothing. */
function wordOf(type: string): string | null {
  return /^[a-z][a-z_]{0,79}$/.test(type) ? type : null;
}
