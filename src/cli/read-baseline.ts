import { open } from 'node:fs/promises';
import { type Baseline, severities, type Target, UsageError } from '../index.ts';
import { isJson, type Json, readReportFile } from './read-report-file.ts';

/** A baseline that was named: a report, which was read, or a history, of which it takes the targets to know which run counts. */
export type OpenedBaseline = { readonly kind: 'report'; readonly baseline: Baseline } | { readonly kind: 'history'; readonly file: string };

/**
 * What an earlier report says of each endpoint; null where none was named. Where a file went on after an interruption, the last that it says of an endpoint counts.
 *
 * @throws UsageError `file-unreadable`, or `scan-report-unreadable` for what is no report, or one of another shape
 */
export async function openBaseline(file: string | null): Promise<OpenedBaseline | null> {
  if (file === null) return null;
  return (await isDatabase(file)) ? { kind: 'history', file } : { kind: 'report', baseline: await readBaseline(file) };
}

/** Of a history, its last whole scan of these targets, else its last whole run. @throws UsageError where it has none */
export async function baselineOf(opened: OpenedBaseline | null, targets: readonly Target[]): Promise<Baseline | null> {
  if (opened === null || opened.kind === 'report') return opened?.baseline ?? null;
  const { withHistory } = await import('./with-history.ts');
  return await withHistory(opened.file, (history) => {
    const labels = targets.map(({ label }) => label);
    const run = history.latestOf({ command: 'scan', targets: labels }) ?? history.runs().find(({ partial }) => !partial);
    if (run === undefined) throw new UsageError('no-run', `${opened.file} has no whole run yet`, 'keep one: handclasp scan --history FILE');
    const [endpoints = []] = history.endpointsOf(run);
    return {
      startedAt: run.startedAt,
      endpoints: endpoints.map(({ target, address, state }) => ({ target, address, findings: state.findings })),
    };
  });
}

async function isDatabase(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.toString('latin1') === 'SQLite format 3\0';
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

async function readBaseline(file: string): Promise<Baseline> {
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
