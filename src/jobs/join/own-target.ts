import { hostAndPort, unbracketed } from '../../model/host-port.ts';
import type { Setup } from '../../model/setup.ts';
import type { Target } from '../../model/target.ts';
import { publishedBy } from './joiner-of-setup.ts';

/** What a node's seed list comes to. */
export type OwnAndOthers = {
  /** Where it listens itself, if it runs; null where its files do not tell. */
  readonly own: Target | null;
  readonly others: readonly Target[];
};

/**
 * Tells the node from its peers: seed lists mostly name all nodes, this one among them. Without such an entry its place is known only where its files write out host and port: what else
 * answers on its machine may be another node.
 */
export function ownAndOthers(setup: Setup, connected: readonly Target[]): OwnAndOthers {
  const itself = connected.filter((target) => isItself(setup, target));
  return { own: itself[0] ?? writtenOut(setup), others: connected.filter((target) => !itself.includes(target)) };
}

/** Its own transport port, at a host that its settings or its name call by the same word. */
function isItself({ facts }: Setup, { host, port }: Target): boolean {
  if (port !== Number.parseInt(facts.transportPort, 10)) return false;
  const words = [...facts.transportPublishHosts, ...facts.transportHosts, ...(facts.nodeName === null ? [] : [facts.nodeName])];
  const name = host.toLowerCase();
  return words.some((word) => {
    const own = unbracketed(word).toLowerCase();
    // `es03` is called es03.acme.org by others.
    return own === name || (/^[a-z][a-z0-9-]*$/.test(own) && name.startsWith(`${own}.`));
  });
}

function writtenOut({ facts }: Setup): Target | null {
  const [host] = publishedBy(facts.transportPublishHosts);
  const port = Number(facts.transportPort);
  if (host === undefined || facts.transportPublishHosts.length === 0 || !Number.isInteger(port)) return null;
  return { label: hostAndPort(host, port), host, port, scheme: 'transport' };
}
