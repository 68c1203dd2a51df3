/**
 * What keeps this machine, or this run, from asking at all. None of it is the doing of the endpoint, of which it tells nothing. `passes`: it is over as soon as something
 * else of ours is done, so it is worth waiting for; a rule of the machine does not change while we wait.
 */
export const localLimits = {
  EMFILE: { what: 'this process ran out of open files', fix: 'raise ulimit -n, or lower --concurrency', passes: true },
  ENFILE: { what: 'this machine ran out of open files', fix: 'raise fs.file-max, or lower --concurrency', passes: true },
  ENOBUFS: { what: 'this machine ran out of buffers for connections', fix: 'lower --concurrency', passes: true },
  ENOMEM: { what: 'this machine ran out of memory', fix: 'free some, or lower --concurrency', passes: true },
  EAGAIN: { what: 'this machine ran out of room for connections', fix: 'lower --concurrency', passes: true },
  EADDRNOTAVAIL: {
    what: 'this machine ran out of local ports',
    fix: 'widen net.ipv4.ip_local_port_range, or lower --concurrency and --max-rate',
    passes: true,
  },
  EPERM: { what: 'a rule of this machine forbids it', fix: 'look at its firewall, sandbox and container settings', passes: false },
  EACCES: { what: 'a rule of this machine forbids it', fix: 'look at its routes, firewall, sandbox and permissions', passes: false },
  EAI_MEMORY: { what: 'the resolver of this machine ran out of memory', fix: 'free some, or lower --concurrency', passes: true },
  EAI_SYSTEM: { what: 'the resolver of this machine failed', fix: 'see that /etc/resolv.conf and /etc/hosts can be read', passes: true },
  'max-per-host': {
    what: 'no connection to this address became free in the time for it',
    fix: 'raise --max-per-host or --timeout',
    passes: false,
  },
  'not-saved': { what: 'the saved run did not ask for it', fix: 'save a run that asks for it', passes: false },
  'saved-otherwise': {
    what: 'the saved run asked with another client certificate',
    fix: 'save a run with the certificate of today',
    passes: false,
  },
  'no-worker': { what: 'no worker could ask it', fix: 'see what the workers say: handclasp worker --verbose', passes: false },
} as const satisfies Readonly<Record<string, { readonly what: string; readonly fix: string; readonly passes: boolean }>>;

export type LocalLimit = keyof typeof localLimits;

/** The limit behind an error of the system; null where the error tells of the other end. */
export function localLimitOf(error: unknown): LocalLimit | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return isOfSystem(code) && Object.hasOwn(localLimits, code) ? (code as LocalLimit) : null;
}

/** `this process ran out of open files (EMFILE); raise ulimit -n, or lower --concurrency`. */
export function localLimitText(limit: LocalLimit): string {
  const { what, fix } = localLimits[limit];
  return `${what}${isOfSystem(limit) ? ` (${limit})` : ''}; ${fix}`;
}

/** The system's own codes are in capitals. */
function isOfSystem(code: string): boolean {
  return /^[A-Z]/.test(code);
}
