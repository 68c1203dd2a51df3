import type { ClockOffset } from '../../model/api-facts.ts';
import { isObject } from '../json-fields.ts';

/** The clock of each node in an answer to `GET /_nodes/stats`, against ours: it was read at some moment between question and answer. Null where it has another shape. */
export function readClocks(body: unknown, askedAt: Date, answeredAt: Date): Readonly<Record<string, ClockOffset>> | null {
  if (!isObject(body) || !isObject(body.nodes)) return null;
  const boundMs = (answeredAt.getTime() - askedAt.getTime()) / 2;
  const clocks = Object.entries(body.nodes).flatMap(([id, node]): [string, ClockOffset][] => {
    const timestamp = isObject(node) ? node.timestamp : null;
    if (typeof timestamp !== 'number' || !Number.isSafeInteger(timestamp)) return [];
    return [[id, { aheadMs: Math.round(timestamp - askedAt.getTime() - boundMs), boundMs: Math.ceil(boundMs) }]];
  });
  return Object.fromEntries(clocks);
}
