import { isIPv4, isIPv6 } from 'node:net';

/** A CIDR block: its first address as a number, and how many addresses it holds. */
export type AddressBlock = { readonly family: 4 | 6; readonly first: bigint; readonly size: bigint };

/** Reads `10.0.0.0/24` or `2001:db8::/120`; host bits are dropped. Null where it is no such block. */
export function parseAddressBlock(text: string): AddressBlock | null {
  const parts = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const [address, length] = [parts?.[1] ?? '', Number(parts?.[2])];
  if (isIPv4(address) && length <= 32) return block(4, ipv4Number(address), 32 - length);
  if (isIPv6(address) && !address.includes('%') && length <= 128) return block(6, ipv6Number(address), 128 - length);
  return null;
}

/** Every address of the block, the first and the last included, as text. */
export function* addressesOf({ family, first, size }: AddressBlock): Generator<string> {
  for (let offset = 0n; offset < size; offset++) yield family === 4 ? ipv4Text(first + offset) : ipv6Text(first + offset);
}

function block(family: 4 | 6, address: bigint, hostBits: number): AddressBlock {
  const size = 1n << BigInt(hostBits);
  return { family, first: address - (address % size), size };
}

function ipv4Number(text: string): bigint {
  return text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function ipv6Number(text: string): bigint {
  const withoutV4 = text.replace(/\d+\.\d+\.\d+\.\d+$/, (v4) => {
    const number = ipv4Number(v4);
    return `${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}`;
  });
  const [head = '', tail] = withoutV4.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

function ipv4Text(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 0xffn)).join('.');
}

/** RFC 5952: the longest run of zeros, of two groups or more, becomes `::`. */
function ipv6Text(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((address >> BigInt(16 * (7 - index))) & 0xffffn).toString(16));
  const runs = [...groups.join(':').matchAll(/\b0(?::0)+\b/g)].map(([run]) => run);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups.join(':');
  const text = groups.join(':');
  const from = text.search(new RegExp(`(?:^|:)${longest}(?:$|:)`));
  const at = text.indexOf(longest, from);
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest.length).replace(/^:/, '')}`;
}
