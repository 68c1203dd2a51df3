import type { ScanRequest } from './commands/scan.ts';
import { scanOnce } from './scan-once.ts';
import type { Terminal } from './terminal.ts';

/** Scans, writes the reports, and gives the exit status. */
export async function runScan(request: ScanRequest, terminal: Terminal): Promise<number> {
  const { status } = await scanOnce(request, terminal);
  return status;
}
