import { groupBy } from '../model/group-by.ts';
import type { EndpointReport } from '../model/report.ts';
import { type LogEvidence, type LogReading, type Occurrence, withOccurrences } from './read-log.ts';

/** When handclasp asked an endpoint, and from where. */
export type OwnScan = {
  readonly target: string;
  readonly address: string | null;
  readonly from: string;
  /** When the first endpoint of the same run was asked. */
  readonly runStartedAt: Date;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly connections: number;
  /** How far the clock of the other side is ahead of ours; null where no answer told. */
  readonly clockAheadMs: number | null;
};

/** Lines that a run left, by the address that it asked from. */
export type OwnLines = {
  readonly from: string;
  readonly startedAt: Date;
  readonly lines: readonly number[];
  /** Some of them have no address, and are known by their time alone. */
  readonly byTimeAlone: boolean;
};

/** A log without what scans of ours left in it. */
export type LogWithoutScans = { readonly log: LogReading; readonly own: readonly OwnLines[] };

/** What the report of one run says of when and from where it asked; nothing of endpoints that took no connection, or were asked by a release that did not note it. */
export function ownScans(
  endpoints: readonly Pick<EndpointReport, 'target' | 'address' | 'localAddress' | 'startedAt' | 'clockAheadMs' | 'cost'>[],
): readonly OwnScan[] {
  const first = endpoints.reduce((least, { startedAt }) => Math.min(least, Date.parse(startedAt)), Number.POSITIVE_INFINITY);
  return endpoints.flatMap(({ target, address, localAddress, startedAt, clockAheadMs, cost }) => {
    if (localAddress === null) return [];
    const begin = new Date(startedAt);
    // One port of a node tells its clock, and another does not.
    const clock = clockAheadMs ?? endpoints.find((other) => other.address === address && other.clockAheadMs !== undefined)?.clockAheadMs;
    return [
      {
        target,
        address,
        from: unmapped(localAddress),
        runStartedAt: new Date(first),
        startedAt: begin,
        finishedAt: new Date(begin.getTime() + cost.durationMs),
        connections: cost.connections,
        clockAheadMs: clock ?? null,
      },
    ];
  });
}

/** A node logs after it has closed the connection, and its clock may differ by some seconds unseen. */
const slackMs = 10_000;
/** Both Elasticsearch, of a certificate, and OpenSearch, of everything, write two entries on one connection. */
const entriesPerConnection = 2;

/**
 * Takes the entries out that a scan left: of a connection that the node took, from the address that the scan asked from, while it asked; of a line without an address (OpenSearch), by
 * the time alone. No more than its connections can have left: the rest is somebody else's on that machine. A log without a time zone may be in any: the one is taken in which most entries
 * fall into a scan, and of these the nearest to UTC.
 */
export function withoutOwnScans(log: LogReading, scans: readonly OwnScan[]): LogWithoutScans {
  if (scans.length === 0) return { log, own: [] };
  const candidates = log.failures.filter(isOfTakenConnection);
  const byAddress = groupBy(scans, ({ from }) => from);
  const aheadMs = zoneOf(candidates, byAddress);
  const left = new Map(scans.map((scan) => [scan, scan.connections * entriesPerConnection]));
  const found: { readonly scan: OwnScan; readonly line: number; readonly addressed: boolean }[] = [];
  const taken = new Set<Occurrence>();
  // Those that name the address before those that do not.
  for (const { peer, occurrences } of candidates.toSorted((a, b) => Number(a.peer === null) - Number(b.peer === null))) {
    const possible = peer === null ? scans : (byAddress.get(unmapped(peer.host)) ?? []);
    for (const occurrence of occurrences) {
      const scan = possible.find((one) => (left.get(one) ?? 0) > 0 && isDuring(one, occurrence, aheadMs));
      if (scan === undefined) continue;
      left.set(scan, (left.get(scan) ?? 0) - 1);
      found.push({ scan, line: occurrence.line, addressed: peer !== null });
      taken.add(occurrence);
    }
  }
  const failures = log.failures.flatMap((evidence) => {
    const rest = withOccurrences(
      evidence,
      evidence.occurrences.filter((one) => !taken.has(one)),
    );
    return rest === null ? [] : [rest];
  });
  const runs = groupBy(found, ({ scan }) => `${scan.from} ${scan.runStartedAt.toISOString()}`);
  return {
    log: { ...log, failures },
    own: [...runs.values()].flatMap((lines) =>
      lines.slice(0, 1).map(({ scan }) => ({
        from: scan.from,
        startedAt: scan.runStartedAt,
        lines: lines.map(({ line }) => line).sort((a, b) => a - b),
        byTimeAlone: lines.some(({ addressed }) => !addressed),
      })),
    ),
  };
}

function isOfTakenConnection({ role, peerName, refusedBy, product }: LogEvidence): boolean {
  return refusedBy !== null && peerName === null && product !== 'kibana' && role !== 'client';
}

function isDuring(scan: OwnScan, { at, zoned }: Occurrence, aheadMs: number): boolean {
  if (at === null) return false;
  const time = at.getTime() - (zoned ? 0 : aheadMs);
  const { begin, end } = spanOf(scan);
  return time >= begin && time <= end;
}

/** By the clock of the node. */
function spanOf({ startedAt, finishedAt, clockAheadMs }: OwnScan): { readonly begin: number; readonly end: number } {
  const ahead = clockAheadMs ?? 0;
  return { begin: startedAt.getTime() + ahead - slackMs, end: finishedAt.getTime() + ahead + slackMs };
}

const quarterMs = 15 * 60_000;
/** From the nearest to UTC outwards: all zones that there are. */
const zones: readonly number[] = [
  0,
  ...Array.from({ length: 14 * 4 }, (_, index) => index + 1).flatMap((quarters) => [quarters, -quarters]),
].map((quarters) => quarters * quarterMs);

function zoneOf(candidates: readonly LogEvidence[], byAddress: ReadonlyMap<string, readonly OwnScan[]>): number {
  // Without an address, a time that may be any is no evidence.
  const unzoned = candidates.flatMap(({ peer, occurrences }) => {
    const spans = peer === null ? undefined : byAddress.get(unmapped(peer.host))?.map(spanOf);
    if (spans === undefined) return [];
    const joined = joinedSpans(spans);
    return occurrences.flatMap(({ at, zoned }) => (at === null || zoned ? [] : [{ time: at.getTime(), spans: joined }]));
  });
  if (unzoned.length === 0) return 0;
  const counted = zones.map((aheadMs) => ({
    aheadMs,
    count: unzoned.filter(({ time, spans }) => spans.some(({ begin, end }) => time - aheadMs >= begin && time - aheadMs <= end)).length,
  }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).aheadMs;
}

type Span = ReturnType<typeof spanOf>;

/** Endpoints of one run are asked at the same time: their spans are mostly one. */
function joinedSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.begin - b.begin)) {
    const last = joined.at(-1);
    if (last !== undefined && span.begin <= last.end) joined[joined.length - 1] = { begin: last.begin, end: Math.max(last.end, span.end) };
    else joined.push(span);
  }
  return joined;
}

/** An IPv4 address as a socket of IPv6 has it. */
function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=[\d.]+$)/i, '');
}
