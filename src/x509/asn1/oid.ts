import { createHash } from 'node:crypto';
import { Asn1Error, type Element, expectTag, tags } from './element.ts';

/** Longest object identifier that is spelled in dots; real ones have fewer than 20 octets, and what is longer would only be read to waste time. */
const longest = 64;

/**
 * An OBJECT IDENTIFIER in dots. One that is absurdly long is named by its length and a digest, so that it stays distinct and costs
 * little. Throws Asn1Error where the octets are no identifier.
 */
export function oid(element: Element | undefined, what: string): string {
  const { content } = expectTag(element, tags.oid, what);
  const last = content[content.length - 1];
  if (last === undefined || last >= 0x80) throw new Asn1Error({ code: 'asn1-no-identifier', what });
  if (content.length > longest) return `oid-of-${content.length}-octets-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
  const arcs: string[] = [];
  let small = 0;
  let octets = 0;
  let start = 0;
  for (let i = 0; i < content.length; i++) {
    const octet = content[i] ?? 0;
    if (octets === 0 && octet === 0x80) throw new Asn1Error({ code: 'asn1-identifier-not-shortest', what });
    small = small * 128 + (octet & 0x7f);
    octets++;
    if (octet >= 0x80) continue;
    if (octets <= 7) {
      if (arcs.length === 0) {
        const root = Math.min(2, Math.floor(small / 40));
        arcs.push(String(root), String(small - root * 40));
      } else arcs.push(String(small));
    } else {
      let value = 0n;
      for (let j = start; j <= i; j++) value = value * 128n + BigInt((content[j] ?? 0) & 0x7f);
      if (arcs.length === 0) arcs.push('2', String(value - 80n));
      else arcs.push(String(value));
    }
    small = 0;
    octets = 0;
    start = i + 1;
  }
  return arcs.join('.');
}
