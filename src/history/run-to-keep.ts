import type { Report } from '../model/report.ts';
import type { SavedRun } from '../replay/saved-run.ts';
import { clusterState, endpointState } from './endpoint-state.ts';
import type { KeptRun, SavedJson } from './kept-run.ts';

/**
 * A run as a history keeps it.
 *
 * @param encoded what `encodeSavedRun` makes of the run; secrets are taken out by whoever has them
 */
export function runToKeep(report: Report, saved: SavedRun, encoded: string): Omit<KeptRun, 'uuid'> {
  const seen = new Map(
    saved.asked.flatMap(({ observations }) => observations.map((one) => [`${one.target.label} ${one.address}`, one] as const)),
  );
  const { critical, high, medium, low, info, endpoints, unreachable, incomplete } = report.summary;
  return {
    command: saved.command as KeptRun['command'],
    startedAt: report.startedAt,
    finishedAt: report.finishedAt,
    tool: report.tool.version,
    partial: report.partial,
    summary: { critical, high, medium, low, info, endpoints, unreachable, incomplete },
    endpoints: report.endpoints.map((endpoint) => ({
      target: endpoint.target,
      address: endpoint.address,
      state: endpointState(endpoint, seen.get(`${endpoint.target} ${endpoint.address}`) ?? null),
    })),
    cluster: clusterState(report),
    saved: JSON.parse(encoded) as SavedJson,
  };
}
