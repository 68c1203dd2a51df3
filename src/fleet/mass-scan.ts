import type { Targets } from './asked-as-one.ts';
import { MassRun } from './mass-run.ts';
import type { MassScanOptions, MassSummary } from './mass-scan-options.ts';

/**
 * Scans any number of targets with bounded memory: they are read as places become free, and each one's lines are written as it is done.
 * What a target's scan costs in CPU is spread over threads; targets of one host stay on one thread, which holds its limit on connections to an address.
 */
export async function massScan(lists: Targets, options: MassScanOptions): Promise<MassSummary> {
  const run = new MassRun(options);
  try {
    return await run.all(lists);
  } finally {
    await run.end();
  }
}
