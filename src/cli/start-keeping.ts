import { UsageError } from '../index.ts';
import type { KeepRun } from './keep-run-type.ts';
import type { HistoryRequest } from './options/history.ts';
import type { Terminal } from './terminal.ts';

/** Sees to it that the run can be kept before it is made; null where nobody asks for it, who does not wait for what reads histories. @throws UsageError */
export async function startKeeping(
  request: HistoryRequest & { readonly quiet: boolean },
  terminal: Pick<Terminal, 'mask' | 'err'>,
): Promise<KeepRun | null> {
  const { history: file, keep } = request;
  if (file !== null) return (await import('./keep-run.ts')).keepingIn(file, request, terminal);
  if (keep === null) return null;
  throw new UsageError('arguments', '--keep needs --history', 'name the history whose runs are kept for that long');
}
