import { setTimeout as sleep } from 'node:timers/promises';
import { localLimits } from '../model/local-limit.ts';
import type { AbortLike } from '../tls/open-tls.ts';
import type { ConnectResult } from './connector.ts';
import { nextPause } from './next-pause.ts';

/** What hindered a connection was a limit of this machine: where that passes, it is tried again until the time for the address is up. */
export async function connectAgain(first: ConnectResult, attempt: () => Promise<ConnectResult>, signal: AbortLike): Promise<ConnectResult> {
  let connected = first;
  for (let pause = nextPause(0); connected.kind === 'not-attempted' && localLimits[connected.limit].passes; pause = nextPause(pause)) {
    await sleep(pause);
    if (signal.aborted) break;
    const again = await attempt();
    // The time was up before it was this one's turn.
    if (signal.aborted && again.kind !== 'open') break;
    connected = again;
  }
  return connected;
}
