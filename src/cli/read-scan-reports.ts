import { type OwnScan, ownScans, UsageError } from '../index.ts';
import { isJson, type Json, readReportFile } from './read-report-file.ts';

/**
 * When earlier runs of handclasp asked, and from where: of reports in JSON, of one run each, and of lines in NDJSON.
 *
 * @throws UsageError `file-unreadable`, or `scan-report-unreadable` for what is no such report, or does not say from where it asked.
 */
export async function readScanReports(files: readonly string[]): Promise<readonly OwnScan[]> {
  const scans: OwnScan[] = [];
  for (const file of files) {
    const endpoints = await readReportFile(file, 'the scan report');
    const asked = endpoints.flatMap((one) => askedIn(one) ?? []);
    const open = endpoints.filter(({ reachability }) => reachability === 'open');
    if (open.length > 0 && asked.length === 0)
      throw new UsageError(
        'scan-report-unreadable',
        `${file} does not say from which address it asked`,
        'an earlier release made it: scan again, and give that report',
      );
    scans.push(...ownScans(asked));
  }
  return scans;
}

/** What is needed of an endpoint; null where it took no connection, or an earlier release wrote it. */
function askedIn({ target, address, localAddress, startedAt, clockAheadMs, cost }: Json): Parameters<typeof ownScans>[0][number] | null {
  if (typeof localAddress !== 'string' || typeof startedAt !== 'string' || Number.isNaN(Date.parse(startedAt)) || !isJson(cost))
    return null;
  const { connections, bytesSent, bytesReceived, durationMs } = cost;
  const numbers = [connections, bytesSent, bytesReceived, durationMs];
  if (!numbers.every((one) => typeof one === 'number' && Number.isFinite(one))) return null;
  const [made = 0, sent = 0, received = 0, ms = 0] = numbers.map(Number);
  return {
    target: String(target),
    address: typeof address === 'string' ? address : null,
    localAddress,
    startedAt,
    ...(typeof clockAheadMs === 'number' ? { clockAheadMs } : {}),
    cost: { connections: made, bytesSent: sent, bytesReceived: received, durationMs: ms },
  };
}
