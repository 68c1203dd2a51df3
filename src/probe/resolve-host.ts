import dns from 'node:dns/promises';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalLimit, localLimitOf, localLimits } from '../model/local-limit.ts';
import type { Unreached } from '../model/reachability.ts';
import { nextPause } from './next-pause.ts';

export type Resolved =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | Extract<Unreached, { readonly kind: 'unresolved' | 'not-attempted' }>;

/** Asks the system's resolver; a test gives its own. */
export type Lookup = (host: string) => Promise<readonly { readonly address: string }[]>;

const systemLookup: Lookup = (host) => dns.lookup(host, { all: true, verbatim: true });

/** Every address of a name, IPv4 and IPv6, in the resolver's order. Asks as the system does, /etc/hosts included, and again where only a limit of this machine hindered it. */
export async function resolveHost(host: string, timeoutMs: number, lookup: Lookup = systemLookup): Promise<Resolved> {
  const until = performance.now() + timeoutMs;
  for (let pause = nextPause(0); ; pause = nextPause(pause)) {
    const resolved = await lookUp(host, until - performance.now(), timeoutMs, lookup);
    const passes = resolved.kind === 'not-attempted' && localLimits[resolved.limit].passes;
    if (!passes || performance.now() + pause >= until) return resolved;
    await sleep(pause);
  }
}

async function lookUp(host: string, leftMs: number, timeoutMs: number, lookup: Lookup): Promise<Resolved> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), leftMs);
  });
  try {
    // The system's resolver cannot be interrupted; what it says after the deadline is not waited for.
    const found = await Promise.race([lookup(host), late]);
    if (found === 'late') return { kind: 'unresolved', detail: `the resolver did not answer within ${timeoutMs} ms` };
    return { kind: 'addresses', addresses: [...new Set(found.map(({ address }) => address))] };
  } catch (error) {
    const limit = localLimitOf(error) ?? limitOfFiles();
    return limit === null ? { kind: 'unresolved', detail: describe(error) } : { kind: 'not-attempted', limit };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The system's resolver says "no such name" or "try again" as well where it could not open a file of its own. So it is seen whether one can be opened; that there is none by this name is
 * all right.
 */
function limitOfFiles(): LocalLimit | null {
  try {
    closeSync(openSync('/etc/resolv.conf', 'r'));
    return null;
  } catch (error) {
    return localLimitOf(error);
  }
}

function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  switch (code) {
    case 'ENOTFOUND':
      return 'the name does not exist';
    case 'EAI_AGAIN':
      return 'the resolver cannot be reached';
    default:
      return code;
  }
}
