import type { EceService } from '../model/ece-service.ts';

/**
 * What of Elastic Cloud Enterprise listens at a port; null for one that it does not use. By its networking prerequisites: each port has one purpose, whichever host it is on.
 */
export function eceServiceAt(port: number): EceService | null {
  return services.find(({ from, to }) => port >= from && port <= to)?.service ?? null;
}

const services: ReadonlyArray<{ readonly from: number; readonly to: number; readonly service: EceService }> = [
  { from: 443, to: 443, service: 'proxy' },
  { from: 9200, to: 9200, service: 'proxy' },
  { from: 9243, to: 9243, service: 'proxy' },
  { from: 9300, to: 9300, service: 'proxy' },
  { from: 9343, to: 9343, service: 'proxy' },
  { from: 9400, to: 9400, service: 'remote-clusters' },
  { from: 9443, to: 9443, service: 'remote-clusters' },
  { from: 12300, to: 12300, service: 'console' },
  { from: 12343, to: 12343, service: 'console' },
  { from: 12400, to: 12400, service: 'console' },
  { from: 12443, to: 12443, service: 'console' },
  { from: 2112, to: 2112, service: 'internal' }, // ZooKeeper
  { from: 2375, to: 2375, service: 'internal' }, // Docker
  { from: 12191, to: 12201, service: 'internal' }, // ZooKeeper's client forwarders
  { from: 12898, to: 12908, service: 'internal' },
  { from: 13898, to: 13908, service: 'internal' },
  { from: 14000, to: 14000, service: 'internal' }, // allocators
  { from: 14043, to: 14043, service: 'internal' },
  { from: 18000, to: 18999, service: 'internal' }, // HTTP of instances
  { from: 19000, to: 19999, service: 'internal' }, // transport of nodes
  { from: 20000, to: 20999, service: 'internal' }, // instances, as the proxy connects to them
  { from: 21000, to: 21999, service: 'internal' }, // APM Server
  { from: 22191, to: 22195, service: 'internal' }, // coordinators
  { from: 23000, to: 23999, service: 'internal' }, // remote clusters with API keys
];
