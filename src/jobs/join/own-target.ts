import { isIPv6 } from 'node:net';
import type { Setup } from '../../model/setup.ts';
import type { Target } from '../../model/target.ts';
import { publishedBy } from './joiner-of-setup.ts';

/**
 * Where the node itself listens, if it runs. Only where its files write out host and port: what else answers on its machine may be another node. Null where they do not, or where it is
 * told to dial itself among its seeds.
 */
export function ownTarget({ facts }: Setup, dialled: readonly Target[]): Target | null {
  const [host] = publishedBy(facts.transportPublishHosts);
  const port = Number(facts.transportPort);
  if (host === undefined || facts.transportPublishHosts.length === 0 || !Number.isInteger(port)) return null;
  if (dialled.some((target) => target.host === host && target.port === port)) return null;
  return { label: `${isIPv6(host) ? `[${host}]` : host}:${port}`, host, port, scheme: 'transport' };
}
