import { isIP } from 'node:net';

/** The four or sixteen octets of an IP literal, without brackets; a zone (`%eth0`) is dropped. Null where the text is none. */
export function ipOctets(text: string): Uint8Array | null {
  const zone = text.indexOf('%');
  const address = zone < 0 ? text : text.slice(0, zone);
  switch (isIP(address)) {
    case 4:
      return v4(address);
    case 6:
      return v6(address);
    default:
      return null;
  }
}

/** An IPv4 address with fewer than four numbers, the last of which fills what is left (`10.0.1` is 10.0.0.1), as Java reads it. Null where the text is none. */
export function shortIpOctets(text: string): Uint8Array | null {
  if (text.length > 15 || !/^\d+(\.\d+){0,3}$/.test(text)) return null;
  const numbers = text.split('.').map(Number);
  const last = numbers.pop() ?? 0;
  const room = 4 - numbers.length;
  if (numbers.some((number) => number > 255) || last >= 256 ** room) return null;
  return Uint8Array.from([...numbers, ...Array.from({ length: room }, (_, i) => Math.floor(last / 256 ** (room - 1 - i)) % 256)]);
}

/** The usual text of an address: dotted, or RFC 5952. Null where there are neither four nor sixteen octets. */
export function ipText(octets: Uint8Array): string | null {
  if (octets.length === 4) return octets.join('.');
  if (octets.length !== 16) return null;
  const groups = Array.from({ length: 8 }, (_, i) => (((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0)).toString(16));
  let from = -1;
  let longest = 1;
  for (let i = 0; i < 8; i++) {
    let zeros = 0;
    while (groups[i + zeros] === '0') zeros++;
    if (zeros > longest) {
      from = i;
      longest = zeros;
    }
  }
  if (from < 0) return groups.join(':');
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + longest).join(':')}`;
}

function v4(text: string): Uint8Array {
  const octets = new Uint8Array(4);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    // A dot stands before the digits in ASCII.
    if (digit < 0) at += 1;
    else octets[at] = (octets[at] ?? 0) * 10 + digit;
  }
  return octets;
}

function v6(text: string): Uint8Array {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  let plain = text;
  if (dotted !== null) {
    const [, head = '', a, b, c, d] = dotted;
    plain = `${head}${((Number(a) << 8) | Number(b)).toString(16)}:${((Number(c) << 8) | Number(d)).toString(16)}`;
  }
  const [before = '', after] = plain.split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  const groups = [...left, ...new Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return Uint8Array.from(groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]));
}
