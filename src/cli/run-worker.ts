import { keepOldGenerationTight, toolVersion, work } from '../index.ts';
import type { WorkerRequest } from './commands/worker.ts';
import { counted } from './counted.ts';
import { exitStatus } from './exit-status.ts';
import { openAskedQueue } from './open-asked-queue.ts';
import { readIdentity } from './read-identity.ts';
import { passwordSource } from './read-passwords.ts';
import { makeSelfSignedIdentity } from './self-signed-identity.ts';
import type { Terminal } from './terminal.ts';

/** Works until it is told to end; gives the exit status. @throws UsageError */
export async function runWorker(request: WorkerRequest, asked: Terminal): Promise<number> {
  // Nobody is there to answer.
  const terminal: Terminal = { ...asked, askPassword: null };
  const { networks, concurrency, maxRate, maxPerHost, quiet } = request;
  const identity = await readIdentity(request, terminal, await passwordSource(request, terminal));
  const open = await openAskedQueue(request.queue, terminal);
  // It works for weeks.
  keepOldGenerationTight();
  if (!quiet) terminal.err(`handclasp: worker ${toolVersion} is ready\n`);
  let own: ReturnType<typeof makeSelfSignedIdentity> | null = null;
  await work(open, {
    networks,
    concurrency,
    maxRate,
    signal: terminal.interrupted,
    selfSignedIdentity: () => {
      own ??= makeSelfSignedIdentity();
      return own;
    },
    onChunk: ({ targets, ms }) => {
      if (!quiet) terminal.err(`handclasp: ${counted(targets, 'target')} in ${(ms / 1000).toFixed(1)} s\n`);
    },
    ...(identity === null ? {} : { identity }),
    ...(maxPerHost === null ? {} : { maxPerHost }),
  });
  return terminal.interrupted.reason === 'SIGTERM' ? exitStatus.clean : exitStatus.SIGINT;
}
