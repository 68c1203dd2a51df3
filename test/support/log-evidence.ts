import type { LogEvent } from '../../src/logs/log-events.ts';
import type { LogEvidence } from '../../src/logs/read-log.ts';

/** An instant of a log, so many seconds into it. */
export function second(at: number): Date {
  return new Date(Date.UTC(2026, 10, 30, 9, 0, 0) + at * 1000);
}

/** Entries of es02, which refused somebody that connected: at these lines, a second each. */
export function logEvidence(given: Partial<LogEvidence> = {}, lines: readonly number[] = [given.line ?? 5]): LogEvidence {
  return {
    rule: 'leaf-expired',
    certainty: 'states',
    alternatives: [],
    related: [],
    refusedBy: 'this-node',
    goesOn: null,
    role: 'server',
    product: 'elasticsearch',
    node: 'es02',
    connection: 'transport',
    channel: 'transport',
    local: { host: '10.0.0.12', port: 9300 },
    peer: { host: '10.0.0.13', port: 40_000 },
    peerName: null,
    diagnosis: null,
    line: lines[0] ?? 1,
    message: 'the message',
    exception: null,
    count: lines.length,
    firstAt: second(lines[0] ?? 1),
    lastAt: second(lines.at(-1) ?? 1),
    occurrences: lines.map((line) => ({ line, at: second(line), zoned: false })),
    ...given,
  };
}

/** What es02 says of membership at this line. */
export function logEvent(kind: LogEvent['kind'], line: number, given: Partial<LogEvent> = {}): LogEvent {
  return { kind, node: 'es02', other: null, line, at: second(line), zoned: false, ...given };
}
