import { type OwnScan, ownScans, UsageError } from '../index.ts';
import { asText, readInput } from './read-inputs.ts';

/**
 * When earlier runs of handclasp asked, and from where: of reports in JSON, of one run each, and of lines in NDJSON.
 *
 * @throws UsageError `file-unreadable`, or `scan-report-unreadable` for what is no such report, or does not say from where it asked.
 */
export async function readScanReports(files: readonly string[]): Promise<readonly OwnScan[]> {
  const scans: OwnScan[] = [];
  for (const file of files) {
    const endpoints = endpointsOf(asText(await readInput(file, 'the scan report')), file);
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

type Json = Readonly<Record<string, unknown>>;

function endpointsOf(text: string, file: string): readonly Json[] {
  const whole = parsed(text);
  if (whole !== null) return endpointsIn(whole) ?? notOne(file);
  const lines = text.split('\n');
  return lines.flatMap((line, index): readonly Json[] => {
    if (line.trim() === '') return [];
    const one = parsed(line);
    // A run that was interrupted may have left half a line.
    if (one === null && index > 0 && index === lines.length - 1) return [];
    return (one === null ? null : endpointsIn(one)) ?? notOne(`${file}:${index + 1}`);
  });
}

function endpointsIn(json: Json): readonly Json[] | null {
  if (json.schema === 'handclasp.endpoint/1') return [json];
  const { endpoints } = json;
  return json.schema === 'handclasp.report/1' && Array.isArray(endpoints) ? endpoints.filter(isJson) : null;
}

function notOne(where: string): never {
  throw new UsageError('scan-report-unreadable', `${where} is no report of handclasp`, 'give what --format json or ndjson wrote');
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

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : null;
  } catch {
    return null;
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
