import assert from 'node:assert/strict';
import { type OwnScan, ownScans, withoutOwnScans } from '../../src/logs/own-scans.ts';
import type { LogEvidence, LogReading } from '../../src/logs/read-log.ts';
import { logEvidence, second } from '../support/log-evidence.ts';

/** A scan that began at the hundredth second of the log and took ten, from the machine whose connections `logEvidence` has. */
const scan = (given: Partial<OwnScan> = {}): OwnScan => ({
  target: 'es02:9300',
  address: '10.0.0.12',
  from: '10.0.0.13',
  runStartedAt: second(100),
  startedAt: second(100),
  finishedAt: second(110),
  connections: 4,
  clockAheadMs: null,
  ...given,
});
/** Entries at these seconds, whose line has the same number. */
const at = (lines: readonly number[], given: Partial<LogEvidence> = {}) =>
  logEvidence({ ...given, occurrences: lines.map((line) => ({ line, at: second(line), zoned: true })) }, lines);

function ownLines(failures: readonly LogEvidence[], scans: readonly OwnScan[]): readonly number[] {
  const { log, own } = withoutOwnScans({ failures } as unknown as LogReading, scans);
  const taken = own.flatMap(({ lines }) => lines);
  const left = log.failures.flatMap(({ occurrences }) => occurrences.map(({ line }) => line));
  assert.deepEqual(
    [...taken, ...left].sort((a, b) => a - b),
    failures.flatMap(({ occurrences }) => occurrences.map(({ line }) => line)).sort((a, b) => a - b),
    'each line is ours or not',
  );
  return taken;
}

describe('the lines that a scan of ours left', () => {
  for (const [what, lines, given, own] of [
    ['while it asked, or up to ten seconds before and behind', [89, 90, 100, 110, 120, 121], {}, [90, 100, 110, 120]],
    ['by a clock that is a minute ahead', [100, 149, 150, 180, 181], { clockAheadMs: 60_000 }, [150, 180]],
    ['by a clock that is a minute behind', [29, 30, 60, 61, 100], { clockAheadMs: -60_000 }, [30, 60]],
    ['no more than two for each connection', [101, 102, 103, 104, 105], { connections: 2 }, [101, 102, 103, 104]],
    ['none without a connection', [101], { connections: 0 }, []],
    ['none of another machine', [101], { from: '10.0.0.99' }, []],
    ['of an IPv4 address as IPv6 has it', [101], { from: '10.0.0.13' }, [101]],
  ] as const)
    it(`are those of the machine that it asked from: ${what}`, () => assert.deepEqual(ownLines([at(lines)], [scan(given)]), own));

  for (const [what, given, isOwn] of [
    ['of one that connected and was refused', {}, true],
    ['where the other refused', { refusedBy: 'peer' }, true],
    ['where nobody refused', { refusedBy: null }, false],
    ['of one that is called by its name, as nodes are', { peerName: 'es03' }, false],
    ['of Kibana', { product: 'kibana' }, false],
    ['of a connection that the node made', { role: 'client' }, false],
    ['of a connection that may be either', { role: null }, true],
    ['of another machine', { peer: { host: '10.0.0.14', port: 1 } }, false],
    ['of an address as IPv6 has it', { peer: { host: '::ffff:10.0.0.13', port: 1 } }, true],
    ['without an address, by its time', { peer: null }, true],
  ] as const satisfies readonly (readonly [string, Partial<LogEvidence>, boolean])[])
    it(`are ${isOwn ? '' : 'not '}${what}`, () => assert.deepEqual(ownLines([at([105], given)], [scan()]), isOwn ? [105] : []));

  it('are first those with the address, then those without, as far as the connections go', () => {
    const without = at([101, 102], { peer: null });
    assert.deepEqual(ownLines([without, at([103])], [scan({ connections: 1 })]).toSorted(), [101, 103]);
    const { own } = withoutOwnScans({ failures: [without] } as unknown as LogReading, [scan()]);
    assert.equal(own[0]?.byTimeAlone, true);
  });

  it('are none of an endpoint that took no connection', () => {
    const endpoint = {
      ...{ target: 'es02:9300', address: '10.0.0.12', localAddress: '::ffff:10.0.0.9', startedAt: '2026-11-30T09:20:00.000Z' },
      cost: { connections: 4, bytesSent: 0, bytesReceived: 0, durationMs: 900 },
    };
    const [one, ...others] = ownScans([endpoint, { ...endpoint, localAddress: null }]);
    assert.deepEqual([one?.from, one?.finishedAt.toISOString(), others.length], ['10.0.0.9', '2026-11-30T09:20:00.900Z', 0]);
    // What one port tells of the clock holds for the others of the address.
    const clocks = ownScans([endpoint, { ...endpoint, target: 'es02:9200', clockAheadMs: 5 }, { ...endpoint, address: '10.0.0.77' }]);
    assert.deepEqual(
      clocks.map(({ clockAheadMs }) => clockAheadMs),
      [5, 5, null],
    );
  });
});
