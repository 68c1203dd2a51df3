import { openHistory, printable, runToKeep } from '../index.ts';
import { encodeMaskedRun } from './encode-masked-run.ts';
import type { KeepRun } from './keep-run-type.ts';
import type { HistoryRequest } from './options/history.ts';
import { savedRunOf } from './save-run.ts';
import type { Terminal } from './terminal.ts';
import { closingHistory, tellSetAside } from './with-history.ts';

/** Opens a history for a run, whole or as far as it comes; what is older than `--keep` is deleted then. @throws UsageError */
export async function keepingIn(
  file: string,
  { keep, quiet }: HistoryRequest & { readonly quiet: boolean },
  terminal: Pick<Terminal, 'mask' | 'err'>,
): Promise<KeepRun> {
  const history = await openHistory(file, { onSetAside: tellSetAside(terminal) });
  return async ({ recording }, ended, uuid) => {
    return await closingHistory(history, () => {
      if (recording === null) return null;
      const saved = savedRunOf(recording, ended);
      const run = runToKeep(ended.report, terminal.mask.data(saved), encodeMaskedRun(saved, terminal));
      const id = history.add(uuid === undefined ? run : { ...run, uuid });
      if (keep !== null) history.prune(new Date(Date.parse(ended.report.startedAt) - keep));
      if (!quiet) terminal.err(`handclasp: kept as run ${id} in ${printable(file)}\n`);
      return id;
    });
  };
}
