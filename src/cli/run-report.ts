import { printable, type Report, ScanFault, type ScanOptions } from '../index.ts';
import type { ClientIdentity } from './client-identity.ts';
import type { ScanRequest } from './commands/scan.ts';
import type { Progress } from './progress.ts';
import { type Api, askingBy, type RunSource } from './run-source.ts';
import { spareRuleIds } from './spare-rule-ids.ts';
import type { Terminal } from './terminal.ts';

/** What all commands that ask endpoints take alike from the command line. */
export function sharedOptions(
  request: Pick<ScanRequest, 'quietWire' | 'timeoutMs' | 'concurrency' | 'deployment' | 'trace' | 'expiresIn'>,
  { identity, source, api }: { readonly identity: ClientIdentity | null; readonly source: RunSource; readonly api?: Api },
  progress: Progress | null,
  terminal: Terminal,
): ScanOptions {
  const judging = source.saved?.judging;
  const deployment = request.deployment ?? judging?.deployment ?? null;
  return {
    quietWire: judging?.quietWire ?? request.quietWire,
    timeoutMs: request.timeoutMs,
    concurrency: request.concurrency,
    signal: terminal.interrupted,
    onEndpoint: (endpoint) => progress?.found(endpoint),
    onTarget: (target, state) => progress?.[state](target),
    ...(deployment === null ? {} : { deployment }),
    ...(request.expiresIn === null ? {} : { expiresInMs: request.expiresIn }),
    ...(identity === null ? {} : { identity }),
    ...askingBy(source, api ?? null),
    ...(request.trace
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
  terminal: Pick<Terminal, 'mask'>,
  { saved }: RunSource,
): Promise<{ readonly report: Report; readonly fault: ScanFault | null }> {
  try {
    return { report: await masked(await job(), saved, terminal), fault: null };
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error;
    return { report: await masked(error.report, saved, terminal), fault: error };
  } finally {
    progress?.end();
  }
}

async function masked(report: Report, saved: RunSource['saved'], terminal: Pick<Terminal, 'mask'>): Promise<Report> {
  await spareRuleIds(terminal);
  return terminal.mask.data(asWhole(report, saved));
}

/** Of a run that was interrupted, there is no more than a part. */
function asWhole(report: Report, saved: RunSource['saved']): Report {
  return saved?.partial === true ? { ...report, partial: true } : report;
}

/** A search for other nodes that came to nothing, or not to all, in one line: tables tell of endpoints alone. */
export function tellDiscovery({ discovery }: Report, terminal: Pick<Terminal, 'err'>): void {
  if (discovery === undefined || discovery.because === null) return;
  terminal.err(`handclasp: --discover did not find all nodes: ${printable(discovery.because)}\n`);
}
