import { ScanFault, type ScanOptions } from '../jobs/scan.ts';
import type { Credentials } from '../model/credentials.ts';
import type { Report } from '../model/report.ts';
import { printable } from '../report/printable.ts';
import type { ScanRequest } from './commands/scan.ts';
import type { Progress } from './progress.ts';
import type { ClientIdentity } from './read-identity.ts';
import type { Terminal } from './terminal.ts';

/** What all commands that ask endpoints take alike from the command line. */
export function sharedOptions(
  request: Pick<ScanRequest, 'quietWire' | 'timeoutMs' | 'concurrency' | 'deployment' | 'verbose'> & { readonly discover?: boolean },
  { identity, credentials }: { readonly identity: ClientIdentity | null; readonly credentials: Credentials | null },
  progress: Progress | null,
  terminal: Terminal,
): ScanOptions {
  return {
    quietWire: request.quietWire,
    timeoutMs: request.timeoutMs,
    concurrency: request.concurrency,
    signal: terminal.interrupted,
    onEndpoint: (endpoint) => progress?.done(endpoint),
    ...(request.deployment === null ? {} : { deployment: request.deployment }),
    ...(identity === null ? {} : { identity }),
    ...(credentials === null && request.discover !== true ? {} : { api: { credentials, discover: request.discover ?? false } }),
    ...(request.verbose
      ? {
          onEvent: (message) => {
            progress?.wipe();
            terminal.err(`${message}\n`);
          },
        }
      : {}),
  };
}

/** Runs a job to its report, which holds no secret of this run: laid out, one could be parted by a line break. A fault of our own at one target leaves the report of the others, to be written before the fault is told. */
export async function runToReport(
  job: () => Promise<Report>,
  progress: Progress | null,
  { mask }: Pick<Terminal, 'mask'>,
): Promise<{ readonly report: Report; readonly fault: ScanFault | null }> {
  try {
    return { report: mask.data(await job()), fault: null };
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error;
    return { report: mask.data(error.report), fault: error };
  } finally {
    progress?.wipe();
  }
}

/** A search for other nodes that came to nothing, or not to all, in one line: tables tell of endpoints alone. */
export function tellDiscovery({ discovery }: Report, terminal: Pick<Terminal, 'err'>): void {
  if (discovery === undefined || discovery.because === null) return;
  terminal.err(`handclasp: --discover did not find all nodes: ${printable(discovery.because)}\n`);
}
