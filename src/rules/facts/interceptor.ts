import type { Certificate } from '../../model/certificate.ts';

/** Who makes the devices and services that open TLS and sign anew, by words that their CAs usually have in their names. The name is the operator's to choose. */
const makers: ReadonlyArray<readonly [name: string, pattern: RegExp]> = [
  ['Zscaler', /zscaler/i],
  ['Netskope', /netskope|goskope/i],
  ['Palo Alto Networks', /palo ?alto|\bpan-?os\b|globalprotect|prisma access/i],
  ['Fortinet', /forti(?:net|gate)/i],
  ['Symantec (Blue Coat)', /blue ?coat|proxysg|symantec.*(?:proxy|web)/i],
  ['Cisco', /cisco.*(?:umbrella|secure|wsa|firepower)|opendns/i],
  ['Check Point', /check ?point/i],
  ['Sophos', /sophos/i],
  ['Forcepoint', /forcepoint|websense/i],
  ['Trellix (McAfee)', /mcafee|trellix|skyhigh/i],
  ['Barracuda', /barracuda/i],
  ['WatchGuard', /watchguard/i],
  ['SonicWall', /sonicwall/i],
  ['Cloudflare Gateway', /cloudflare.*gateway|gateway ca - cloudflare/i],
  ['Squid', /\bsquid\b/i],
  ['mitmproxy', /mitmproxy/i],
  ['Burp Suite', /portswigger/i],
];

/** Whose device signed, as the names in the chain have it; null where they say nothing. */
export function interceptorNamed(chain: readonly Certificate[]): string | null {
  const names = chain.flatMap(({ subject, issuer }) => [subject, issuer]);
  return makers.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0] ?? null;
}

/**
 * Whether a proxy says by the name of its CA that it did not trust what it connected to itself. Several have such a second CA ("Untrusted CA"), so that clients refuse what the
 * proxy would have refused.
 */
export function isSignedAsUntrusted(chain: readonly Certificate[]): boolean {
  return chain.some(({ issuer }) => /\bun-?trust(?:ed)?\b/i.test(issuer));
}
