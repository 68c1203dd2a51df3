import { isIPv6 } from 'node:net';
import { hostAndPort } from '../../model/host-port.ts';
import { parseTargets } from '../../model/parse-targets.ts';
import type { Reason } from '../../model/reasons/reason.ts';
import type { Setup } from '../../model/setup.ts';
import type { Target } from '../../model/target.ts';
import { UsageError } from '../../model/usage-error.ts';

type SeedUnreadable = Extract<Reason, { readonly code: 'seed-unreadable' }>;

/** What a node connects to in search of its peers. */
export type Seeds = {
  readonly targets: readonly Target[];
  /** Entries that name no address, each with the reason. */
  readonly unreadable: readonly SeedUnreadable[];
};

/** A range of ports is tried from its lower end on; a long one is not worth the wait. */
const mostPorts = 6;

/**
 * The seed hosts of a node as targets: `host`, `host:port`, `host:port-port`, `[v6]:port`. Without a port it is the node's own transport port that Elasticsearch connects to
 * (`discovery.seed_hosts`: transport.profiles.default.port, else transport.port, the lower end of a range).
 */
export function seedTargets({ facts }: Setup): Seeds {
  const targets: Target[] = [];
  const unreadable: SeedUnreadable[] = [];
  for (const entry of facts.seedHosts.flatMap((text) => text.split(',')).map((text) => text.trim())) {
    if (entry === '') continue;
    const { host, ports } = split(entry, Number.parseInt(facts.transportPort, 10) || 9300);
    try {
      for (const port of ports) targets.push(...parseTargets(`transport://${hostAndPort(host, port)}`));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      unreadable.push({ code: 'seed-unreadable', entry, detail: error.message });
    }
  }
  return {
    targets: [...new Map(targets.map((target) => [target.label, { ...target, scheme: 'transport' as const }])).values()],
    unreadable,
  };
}

function split(entry: string, usual: number): { readonly host: string; readonly ports: readonly number[] } {
  if (isIPv6(entry)) return { host: entry, ports: [usual] };
  const found = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+)(?:-(\d+))?)?$/.exec(entry);
  if (found === null) return { host: entry, ports: [usual] };
  const [, v6, name, from, to] = found;
  const first = from === undefined ? usual : Number(from);
  const last = to === undefined ? first : Number(to);
  return {
    host: v6 ?? name ?? entry,
    ports: Array.from({ length: Math.max(1, Math.min(mostPorts, last - first + 1)) }, (_, index) => first + index),
  };
}
