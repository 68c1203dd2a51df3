import { ipOctets } from '../model/ip-address.ts';

/** What shares a link, roughly: the /24 of an IPv4 address, the /64 of an IPv6 one, the parent domain of a name. */
export function networkOf(host: string): string {
  const octets = ipOctets(host);
  if (octets?.length === 4) return host.slice(0, host.lastIndexOf('.'));
  if (octets !== null) return firstGroups(octets);
  const dot = host.indexOf('.');
  return dot < 0 ? host : host.slice(dot + 1).toLowerCase();
}

function firstGroups(octets: Uint8Array): string {
  return [0, 2, 4, 6].map((at) => (((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0)).toString(16)).join(':');
}
