import type { EndpointReport } from '../../model/report.ts';

type Named = Pick<EndpointReport, 'target' | 'address' | 'host' | 'port'>;

/** What endpoints are called: their targets, with the address where a name was seen at several; without the port, where all have the same and there are many. */
export function endpointLabels(endpoints: readonly Named[]): (endpoint: Named) => string {
  const times = new Map<string, number>();
  for (const { target } of endpoints) times.set(target, (times.get(target) ?? 0) + 1);
  const onePort = endpoints.length >= manyEndpoints && new Set(endpoints.map(({ port }) => port)).size === 1;
  return ({ target, address, host, port }) => {
    const name = onePort && target === `${host}:${port}` ? host : target;
    return (times.get(target) ?? 0) > 1 && address !== null ? `${name} (${address})` : name;
  };
}

/** From so many on, each cell of a line counts. */
export const manyEndpoints = 40;
