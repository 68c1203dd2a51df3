import { ipOctets, ipText } from './ip-address.ts';

/** A CIDR block: its first address as a number, and how many addresses it holds. */
export type AddressBlock = { readonly family: 4 | 6; readonly first: bigint; readonly size: bigint };

/** Reads `10.0.0.0/24` or `2001:db8::/120`; host bits are dropped. Null where it is no such block. */
export function parseAddressBlock(text: string): AddressBlock | null {
  const [, address = '', length] = /^([^/%]+)\/(\d{1,3})$/.exec(text) ?? [];
  const octets = ipOctets(address);
  const hostBits = octets === null ? -1 : 8 * octets.length - Number(length);
  if (octets === null || hostBits < 0) return null;
  const size = 1n << BigInt(hostBits);
  const number = numberOf(octets);
  return { family: octets.length === 4 ? 4 : 6, first: number - (number % size), size };
}

/** Every address of the block, the first and the last included, as text. */
export function* addressesOf({ family, first, size }: AddressBlock): Generator<string> {
  const octets = new Uint8Array(family === 4 ? 4 : 16);
  for (let offset = 0n; offset < size; offset++) {
    write(first + offset, octets);
    yield ipText(octets) ?? '';
  }
}

function numberOf(octets: Uint8Array): bigint {
  return octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

function write(number: bigint, into: Uint8Array): void {
  let rest = number;
  for (let at = into.length - 1; at >= 0; at--) {
    into[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}
