import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import type { RefusalReason } from '../../../src/tls/handshake/refusal.ts';
import { Alert } from '../../../src/tls/wire/alerts.ts';
import { handshake12Lies } from './lies/handshake-12-lies.ts';
import { handshake13Lies } from './lies/handshake-13-lies.ts';
import { orderLies } from './lies/order-lies.ts';
import { recordLies } from './lies/record-lies.ts';
import { retryLies } from './lies/retry-lies.ts';
import { serverHelloLies } from './lies/server-hello-lies.ts';

const tables = {
  'a ServerHello': serverHelloLies,
  'a HelloRetryRequest': retryLies,
  'the handshake of TLS 1.3': handshake13Lies,
  'the handshake of TLS 1.2 and before': handshake12Lies,
  'records, alerts and ChangeCipherSpec': recordLies,
  'the order of messages': orderLies,
};
const lies = [...serverHelloLies, ...retryLies, ...handshake13Lies, ...handshake12Lies, ...recordLies, ...orderLies];

/** The reasons that no lie provokes. Where there are any, this does not compile, and the compiler names them. */
type Unprovoked = Exclude<RefusalReason, (typeof lies)[number]['reason']>;
const eachIsProvoked: [Unprovoked] extends [never] ? true : Unprovoked = true;

describe('a client that a server lies to', () => {
  for (const [where, table] of Object.entries(tables)) {
    describe(`in ${where}`, () => {
      for (const { reason, alert, what, tell } of table) {
        it(`refuses ${what}: ${reason}`, () => {
          const { events, answer, step, ...said } = tell();
          assert.equal(said.reason, reason);
          assert.deepEqual(step.events.at(-1), { kind: 'refused', alert, reason });
          assert.equal(events.filter((kind) => kind === 'refused' || kind === 'closed' || kind === 'stopped').length, 1);
          const last = answer.at(-1);
          if (alert === 'none') assert.equal(last, undefined);
          else assert.deepEqual([last?.type, ...(last?.content ?? [])], [21, 2, Alert[alert]]);
        });
      }
    });
  }
});

describe('reasons to refuse', () => {
  it('are each provoked by a lie, under each of the alerts that the source names', async () => {
    assert.equal(eachIsProvoked, true);
    const provoked = new Set(lies.map(({ alert, reason }) => `${alert}, ${reason}`));
    const named = await refusalsInSource();
    assert.ok(named.length > 100, 'the source names refusals');
    assert.deepEqual(
      named.filter((pair) => !provoked.has(pair)),
      [],
    );
  });

  it('are provoked as often as the source has places that name them, or oftener', async () => {
    const places = tally(await refusalsInSource());
    const reported = tally(lies.map(({ alert, reason }) => `${alert}, ${reason}`));
    for (const [pair, count] of places)
      assert.ok((reported.get(pair) ?? 0) >= count, `${pair}: ${count} places, ${reported.get(pair)} lies`);
  });
});

/** `alert, reason` of each place that refuses with both spelled out. */
async function refusalsInSource(): Promise<readonly string[]> {
  // Compiled tests stand in dist/, beside which the source keeps its place.
  const room = new URL(import.meta.url.endsWith('.js') ? '../../../../src/tls/handshake/' : '../../../src/tls/handshake/', import.meta.url);
  const named: string[] = [];
  for (const file of await readdir(room)) {
    const text = await readFile(new URL(file, room), 'utf8');
    for (const [, alert, reason] of text.matchAll(/\brefuse\(\s*'([a-z_]+)',\s*'([a-z0-9.-]+)'/g)) named.push(`${alert}, ${reason}`);
  }
  return named;
}

function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
