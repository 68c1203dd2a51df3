import dns from 'node:dns/promises';

export type Resolved =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'unresolved'; readonly detail: string };

/** Every address of a name, IPv4 and IPv6, in the resolver's order. Asks as the system does, /etc/hosts included. */
export async function resolveHost(host: string, timeoutMs: number): Promise<Resolved> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  try {
    // The system's resolver cannot be interrupted; what it says after the deadline is not waited for.
    const found = await Promise.race([dns.lookup(host, { all: true, verbatim: true }), late]);
    if (found === 'late') return { kind: 'unresolved', detail: `the resolver did not answer within ${timeoutMs} ms` };
    return { kind: 'addresses', addresses: [...new Set(found.map(({ address }) => address))] };
  } catch (error) {
    return { kind: 'unresolved', detail: describe(error) };
  } finally {
    clearTimeout(timer);
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
