import { isIP } from 'node:net';
import type { Certificate } from '../../model/certificate.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import { alternativeNames } from '../framework/judge-name.ts';
import { isLocalName, isLoopback, sameAddress } from './local-name.ts';
import { namesLikelyUnchecked } from './unchecked-names.ts';

/** The rules that can tell why a certificate is not for the name that was dialled. */
export type MismatchRule =
  | 'san-ip-as-dns'
  | 'san-cn-only-name'
  | 'san-wildcard-scope'
  | 'san-localhost-only'
  | 'san-stale-after-move'
  | 'san-nat-or-public-address'
  | 'san-ip-missing'
  | 'san-name-mismatch';

/** A dozen rules ask one after the other. */
let last: { readonly evidence: EndpointEvidence; readonly leaf: Certificate; readonly rule: MismatchRule | null } | null = null;

/** The one rule that tells a mismatch, so that one bad name is one finding: the most special that fits. Null where there is none, or none was looked for. */
export function mismatchToldBy(evidence: EndpointEvidence, leaf: Certificate): MismatchRule | null {
  if (last?.evidence !== evidence || last.leaf !== leaf) last = { evidence, leaf, rule: findTeller(evidence, leaf) };
  return last.rule;
}

function findTeller(evidence: EndpointEvidence, leaf: Certificate): MismatchRule | null {
  if (evidence.name.kind !== 'mismatch') return null;
  const { name } = evidence.name;
  const { channel, vantage } = evidence.observation;
  const web = channel === 'http' || channel === 'kibana';
  const isAddress = isIP(name) !== 0;
  if (isAddress && alternativeNames(leaf, 'dns').some((entry) => isIP(entry) !== 0 && sameAddress(entry, name))) return 'san-ip-as-dns';
  if (isCommonNameAlone(leaf, name)) return 'san-cn-only-name';
  if ((web || channel === 'transport') && wildcardBeside(leaf, name) !== null) return 'san-wildcard-scope';
  if (web && isForLocalhostAlone(evidence, leaf)) return 'san-localhost-only';
  if (channel === 'http' && listsFormerAddresses(evidence, leaf, name)) return 'san-stale-after-move';
  if ((web || channel === 'remote-cluster') && vantage === 'outside' && hasNames(leaf)) return 'san-nat-or-public-address';
  return isAddress && (channel === 'transport' || channel === 'http') ? 'san-ip-missing' : 'san-name-mismatch';
}

/** How grave a mismatch is: whoever checks names refuses the certificate, whichever rule tells it. */
export function mismatchSeverity(
  evidence: EndpointEvidence,
  leaf: Certificate,
): { readonly severity: 'high' | 'info'; readonly remark: string } {
  const unchecked = namesLikelyUnchecked(evidence, leaf);
  return unchecked === null ? { severity: 'high', remark: '' } : { severity: 'info', remark: ` Probably ${unchecked}.` };
}

export function hasNames(leaf: Certificate): boolean {
  return alternativeNames(leaf, 'dns').length + alternativeNames(leaf, 'ip').length > 0;
}

/** Once there are DNS names in the subjectAltName, the common name does not count; before that it is where clients look. */
function isCommonNameAlone(leaf: Certificate, name: string): boolean {
  return isIP(name) === 0 && alternativeNames(leaf, 'dns').length > 0 && leaf.commonName?.toLowerCase() === plain(name);
}

/** It stands for one label, above a domain of at least two. */
export function isWholeLabel(pattern: string): boolean {
  return /^\*\.[^*]+\.[^*]+$/.test(pattern);
}

/** A wildcard that looks as if it were for the name: it is too many levels away, or has its asterisk where clients differ. */
export function wildcardBeside(leaf: Certificate, name: string): string | null {
  if (isIP(name) !== 0) return null;
  const host = plain(name);
  const near = (pattern: string) => (isWholeLabel(pattern) ? missesByLabels(pattern, host) : coversByAnyText(pattern, host));
  return alternativeNames(leaf, 'dns').find((entry) => entry.includes('*') && near(entry.toLowerCase())) ?? null;
}

/** The name is the wildcard's own domain, or stands more than one label below it. */
function missesByLabels(pattern: string, host: string): boolean {
  const domain = pattern.slice(2);
  return host === domain || (host.endsWith(`.${domain}`) && host.slice(0, -domain.length - 1).includes('.'));
}

/** Each asterisk taken for any text, of at least one character; the parts between them are looked for from left to right. */
function coversByAnyText(pattern: string, host: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop() ?? '';
  // An asterisk alone says nothing of the name.
  if (`${head}${rest.join('')}${tail}`.replaceAll('.', '') === '' || !host.startsWith(head) || !host.endsWith(tail)) return false;
  let from = head.length + 1;
  for (const part of rest) {
    const found = host.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length + 1;
  }
  return from <= host.length - tail.length;
}

export function isForLocalhostAlone({ observation }: EndpointEvidence, leaf: Certificate): boolean {
  if (isLoopback(observation.address) || !hasNames(leaf)) return false;
  return alternativeNames(leaf, 'dns').every(isLocalName) && alternativeNames(leaf, 'ip').every(isLoopback);
}

/** As auto-configuration makes it, with all addresses of its host on that day, of which the dialled one is none. */
export function listsFormerAddresses({ observation }: EndpointEvidence, leaf: Certificate, name: string): boolean {
  const addresses = alternativeNames(leaf, 'ip');
  const ofAllInterfaces = addresses.some(isLoopback) && alternativeNames(leaf, 'dns').some(isLocalName);
  if (!ofAllInterfaces || addresses.every(isLoopback)) return false;
  const { address } = observation;
  return isIP(name) !== 0 || !addresses.some((listed) => address !== null && sameAddress(listed, address));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
