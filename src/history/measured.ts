/** Whatever JSON holds. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * What differs from one run to the next though nothing changed: instants, durations, counts of bytes (an ECDSA signature is a byte longer or shorter), our own port and address, the clock of
 * the other side. All else of an observation is stored once.
 */
const measuredKeys: ReadonlySet<string> = new Set([
  'startedAt',
  'finishedAt',
  'askedAt',
  'localAddress',
  'helloTime',
  'afterMs',
  'aheadMs',
  'boundMs',
  'durationMs',
  'bytesSent',
  'bytesReceived',
  // Of an HTTP answer.
  'date',
]);

/** A document in two parts: what stays, and what was measured, in the order in which it stands there. */
export type Split = { readonly lasting: Json; readonly measured: readonly Json[] };

/** Takes out what was measured. @param since instants are told as milliseconds from it, which are short */
export function splitMeasured(document: Json, since: number): Split {
  const measured: Json[] = [];
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (!measuredKeys.has(key)) return [key, visit(inner)];
        measured.push(shortened(inner, since));
        return [key, null];
      }),
    );
  };
  return { lasting: visit(document), measured };
}

/** Puts it together again. @throws RangeError where the parts do not belong together */
export function joinMeasured({ lasting, measured }: Split, since: number): Json {
  let at = 0;
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (!measuredKeys.has(key)) return [key, visit(inner)];
        const next = measured[at];
        at += 1;
        if (next === undefined) throw new RangeError('what was measured does not fit the document');
        return [key, lengthened(next, since)];
      }),
    );
  };
  const document = visit(lasting);
  if (at !== measured.length) throw new RangeError('what was measured does not fit the document');
  return document;
}

/** An instant is a list of one number, and each other list is in one of its own, so that none is taken for an instant. */
function shortened(value: Json, since: number): Json {
  if (Array.isArray(value)) return [value];
  if (typeof value !== 'string') return value;
  const at = Date.parse(value);
  return !Number.isNaN(at) && new Date(at).toISOString() === value ? [at - since] : value;
}

function lengthened(value: Json, since: number): Json {
  if (!Array.isArray(value)) return value;
  const [only = null] = value;
  return typeof only === 'number' ? new Date(since + only).toISOString() : only;
}
