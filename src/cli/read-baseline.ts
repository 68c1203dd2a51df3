import { type Baseline, severities, UsageError } from '../index.ts';
import { isJson, type Json, readReportFile } from './read-report-file.ts';

/**
 * What an earlier report says of each endpoint; null where none was named. Where a file went on after an interruption, the last that it says of an endpoint counts.
 *
 * @throws UsageError `file-unreadable`, or `scan-report-unreadable` for what is no report, or one of another shape
 */
export async function readBaseline(file: string | null): Promise<Baseline | null> {
  if (file === null) return null;
  const endpoints = (await readReportFile(file, 'the baseline')).map((json) => endpointOf(json, file));
  const times = endpoints.flatMap(({ startedAt }) => startedAt ?? []).sort();
  const byAddress = new Map(endpoints.map((endpoint) => [`${endpoint.target} ${endpoint.address}`, endpoint]));
  return { startedAt: times[0] ?? null, endpoints: [...byAddress.values()] };
}

function endpointOf({ target, address, startedAt, findings }: Json, file: string) {
  if (typeof target !== 'string' || !Array.isArray(findings))
    throw new UsageError(
      'scan-report-unreadable',
      `${file} has an endpoint without target or findings`,
      'give what --format json or ndjson wrote',
    );
  return {
    target,
    address: typeof address === 'string' ? address : null,
    startedAt: typeof startedAt === 'string' ? startedAt : null,
    findings: findings.map((finding) => findingOf(finding, file)),
  };
}

function findingOf(json: unknown, file: string) {
  const { rule, severity, title } = isJson(json) ? json : {};
  const known = severities.find((each) => each === severity);
  if (typeof rule !== 'string' || known === undefined)
    throw new UsageError(
      'scan-report-unreadable',
      `${file} has a finding without rule or severity`,
      'give what --format json or ndjson wrote',
    );
  return { rule, severity: known, title: typeof title === 'string' ? title : rule };
}
