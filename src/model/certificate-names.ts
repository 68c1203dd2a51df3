import { isIP } from 'node:net';
import type { Certificate } from './certificate.ts';
import { isLocalName, isLoopback } from './local-name.ts';

/** What a certificate is for, as clients look it up. */
export type CertificateNames = {
  /** The DNS names of the subjectAltName, as written. */
  readonly dns: readonly string[];
  /** Its addresses. */
  readonly ip: readonly string[];
  /** The common name of the subject; null where there is none. */
  readonly common: string | null;
};

/** The names of a certificate; none where there is no certificate. */
export function namesOfCertificate(leaf: Certificate | undefined): CertificateNames {
  const of = (wanted: string) => (leaf?.subjectAltNames ?? []).flatMap(({ kind, value }) => (kind === wanted ? [value] : []));
  return { dns: of('dns'), ip: of('ip'), common: leaf?.commonName ?? null };
}

/** Whether there is a DNS name or an address in the subjectAltName. */
export function hasAlternativeNames({ dns, ip }: CertificateNames): boolean {
  return dns.length + ip.length > 0;
}

/** Whether every name means the machine itself. */
export function areForLocalhostAlone(names: CertificateNames): boolean {
  return hasAlternativeNames(names) && names.dns.every(isLocalName) && names.ip.every(isLoopback);
}

/** Whether an asterisk stands for one label, above a domain of at least two. */
export function isWholeLabel(pattern: string): boolean {
  return /^\*\.[^*]+\.[^*]+$/.test(pattern);
}

/** A wildcard that looks as if it were for the name: it is too many levels away, or has its asterisk where clients differ. */
export function wildcardBeside({ dns }: CertificateNames, name: string): string | null {
  if (isIP(name) !== 0) return null;
  const host = plainName(name);
  const near = (pattern: string) => (isWholeLabel(pattern) ? missesByLabels(pattern, host) : coversByAnyText(pattern, host));
  return dns.find((entry) => entry.includes('*') && near(entry.toLowerCase())) ?? null;
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

/** A host name as clients compare it: case does not count, nor a dot at the end. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
