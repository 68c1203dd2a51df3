import { isIPv4, isIPv6 } from 'node:net';

/** What shares a link, roughly: the /24 of an IPv4 address, the /64 of an IPv6 one, the parent domain of a name. */
export function networkOf(host: string): string {
  if (isIPv4(host)) return host.slice(0, host.lastIndexOf('.'));
  if (isIPv6(host)) return firstGroups(host);
  const dot = host.indexOf('.');
  return dot < 0 ? host : host.slice(dot + 1).toLowerCase();
}

function firstGroups(address: string): string {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
