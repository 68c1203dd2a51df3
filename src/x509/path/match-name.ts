import { domainToASCII, domainToUnicode } from 'node:url';
import type { Certificate } from '../../model/certificate.ts';
import type { NameVerdict } from '../../model/evidence.ts';
import { ipOctets, ipText, shortIpOctets } from '../../model/ip-address.ts';
import type { FirstNames, NameFault } from '../../model/reasons/name-fault.ts';
import { isAscii } from '../asn1/octet-text.ts';
import { commonNames, printable } from '../distinguished-name.ts';
import type { RawName } from '../general-name.ts';
import { bodyOf } from '../parse-certificate.ts';
import type { NameChoices, PeerModel } from './model-choices.ts';
import { modelChoices } from './models.ts';

/** A verdict on a name; `unusable` where the name itself is one that the model refuses to look up. */
export type NameMatch = Exclude<NameVerdict, { readonly kind: 'not-checked' }> & { readonly unusable?: true };

/**
 * Whether the certificate is for this DNS name or IP literal (without brackets), as the model compares them. An IP is compared with
 * iPAddress entries alone, octet by octet; a DNS name with dNSName entries and, in the models that do so, with the common name where
 * there is no dNSName. Names are compared without regard to case; a trailing dot does not count.
 */
export function matchName(certificate: Certificate, name: string, model: PeerModel = 'rfc5280'): NameMatch {
  const parsed = bodyOf(certificate);
  const { names: choices, flaws, brokenLeaf } = modelChoices[model];
  const lost =
    flaws === 'refuse-critical' &&
    parsed.faults.some(({ kind, unreadableTo }) => kind === 'malformed-name' && unreadableTo.includes('java'));
  const shown = printable(name);
  // A dot at the end, of an address too, says that it is complete.
  const complete = name.replace(choices.trailingDot ? /\.{1,2}$/ : /\.$/, '');
  const bare = choices.mappedAddresses ? complete.replace(/^\[(.*)\]$/, '$1') : complete;
  const given = ipOctets(bare) ?? (choices.shortAddresses ? shortIpOctets(bare) : null);
  const octets = given !== null && choices.mappedAddresses ? unmapped(given) : given;
  if (lost && brokenLeaf === 'refuse') return { kind: 'mismatch', name: shown, because: unreadableToJava };
  // What JDK 17 cannot read is not there for it.
  const names = lost ? [] : (parsed.extensions.subjectAltName ?? []);
  if (octets !== null) return matchIp(octets, lost ? noAddresses : addressesOf(certificate), shown, choices);

  const host = (choices.aLabels === 'unicode' ? javaAscii(bare) : bare).toLowerCase();
  const refused = unusable(host, choices);
  if (refused !== null) return { kind: 'mismatch', name: shown, because: refused, unusable: true };
  const dns = names.flatMap((entry) => (entry.kind === 'dns' ? [entry.value] : []));
  const match = dns.find((pattern) => matches(host, pattern, choices));
  if (match !== undefined) return { kind: 'match', name: shown, by: `DNS:${printable(match)}` };
  if (dns.length > 0) return { kind: 'mismatch', name: shown, because: { code: 'name-of-others', names: firstNames(dns) } };

  const all = commonNames(parsed.subject);
  const common = choices.commonName === 'never' ? [] : choices.commonName === 'any' ? all : all.slice(-1);
  const cn = common.find((pattern) => matches(host, choices.aLabels === 'unicode' ? javaAscii(pattern) : pattern, choices));
  if (cn !== undefined) return { kind: 'match', name: shown, by: `CN=${printable(cn)}` };
  if (common.length > 0)
    return { kind: 'mismatch', name: shown, because: { code: 'name-of-other-common-name', names: firstNames(common) } };
  return { kind: 'mismatch', name: shown, because: { code: 'name-without-dns-entry' } };
}

/** Whether a dNSName of a certificate covers a host, which is in lower case and without a trailing dot. */
export function matches(host: string, pattern: string, choices: NameChoices): boolean {
  const wanted = host.split('.');
  const given = (choices.trailingDot ? pattern.replace(/\.$/, '') : pattern).toLowerCase().split('.');
  if (given.length !== wanted.length || given.includes('') || /[^\u0021-\u007e]/.test(pattern)) return false;
  return given.every((label, index) => {
    const other = wanted[index] ?? '';
    if (!label.includes('*')) return label === other;
    if (index > 0 && choices.wildcard !== 'any-label') return false;
    if (given.length - 1 - index < choices.labelsAfterWildcard) return false;
    if (choices.wildcard === 'whole-first-label') return label === '*';
    return covers(label, other, choices);
  });
}

/** Characters that IDNA 2003, as java.net.IDN has it, maps to others, and that stand for themselves today: `ß`, final sigma, joiners. */
const deviations = /[\u00df\u03c2\u200c\u200d]/g;
const mapped: Readonly<Record<string, string>> = { '\u00df': 'ss', '\u03c2': '\u03c3' };

/** A name as IDN.toASCII of Java has it; as it is where that is none, or it has no other characters. */
function javaAscii(name: string): string {
  if (isAscii(name)) return name;
  return domainToASCII(name.toLowerCase().replace(deviations, (one) => mapped[one] ?? '')) || name;
}

/** A label as IDN.toUnicode of Java has it: as it is where its characters would not make that label. */
function javaUnicode(label: string): string {
  const text = domainToUnicode(label);
  return text === '' || text.search(deviations) >= 0 ? label : text;
}

function covers(label: string, written: string, choices: NameChoices): boolean {
  const other = choices.aLabels === 'unicode' ? javaUnicode(written) : written;
  const parts = label.split('*');
  if (parts.length > 2 && !choices.severalWildcards) return false;
  // RFC 6125 §6.4.3: no part of an A-label is a wildcard. Java compares Unicode, for which `xn--*` stands for nothing.
  if (parts.length > 1 && choices.aLabels === 'written' && label.includes('xn--')) return false;
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    const at = last ? Math.max(from, other.length - part.length) : other.indexOf(part, from);
    if (at < 0 || (index === 0 && at !== 0) || other.slice(at, at + part.length) !== part) return false;
    from = at + part.length;
  }
  return true;
}

function unusable(host: string, choices: NameChoices): NameFault | null {
  if (host === '') return { code: 'name-empty' };
  if (choices.host === 'any' || isJavaHost(host)) return null;
  return { code: 'name-refused-by-java', underscore: host.includes('_') };
}

/** What javax.net.ssl.SNIHostName takes: labels of letters, digits and hyphens, which neither begin nor end with a hyphen. */
function isJavaHost(host: string): boolean {
  return host.length <= 255 && host.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}

/** The iPAddress entries, and why another address is not among them. */
type Addresses = { readonly entries: readonly Uint8Array[]; readonly otherwise: NameFault };

const unreadableToJava: NameFault = { code: 'name-alternatives-unreadable-to-java' };
const noAddresses: Addresses = { entries: [], otherwise: unreadableToJava };

/** A fleet shows one certificate at many addresses. */
const known = new WeakMap<Certificate, Addresses>();

function addressesOf(certificate: Certificate): Addresses {
  let addresses = known.get(certificate);
  if (addresses === undefined) {
    const names = bodyOf(certificate).extensions.subjectAltName;
    const entries = (names ?? []).flatMap((entry) => (entry.kind === 'ip' ? [entry.octets] : []));
    addresses = {
      entries,
      otherwise: entries.length > 0 ? { code: 'address-of-others', names: firstNames(entries.map(shownIp)) } : noAddress(names),
    };
    known.set(certificate, addresses);
  }
  return addresses;
}

function noAddress(names: readonly RawName[] | null): NameFault {
  if (names === null) return { code: 'address-without-alternatives' };
  const asDns = names.some((entry) => entry.kind === 'dns' && ipOctets(entry.value) !== null);
  return { code: asDns ? 'address-as-dns-entry' : 'address-without-ip-entry' };
}

/** The IPv4 address in an IPv6 address that stands for one (RFC 4291 §2.5.5.2). */
function unmapped(octets: Uint8Array): Uint8Array {
  return octets.length === 16 && octets.subarray(0, 10).every((octet) => octet === 0) && octets[10] === 0xff && octets[11] === 0xff
    ? octets.subarray(12)
    : octets;
}

function matchIp(octets: Uint8Array, { entries, otherwise }: Addresses, shown: string, { mappedAddresses }: NameChoices): NameMatch {
  const match = entries.find((entry) => Buffer.compare(mappedAddresses ? unmapped(entry) : entry, octets) === 0);
  if (match !== undefined) return { kind: 'match', name: shown, by: `IP:${ipText(match) ?? ''}` };
  return { kind: 'mismatch', name: shown, because: otherwise };
}

function shownIp(octets: Uint8Array): string {
  return ipText(octets) ?? Buffer.from(octets).toString('hex');
}

/** At most five, so that a certificate with 10,000 names leaves a readable report. */
function firstNames(names: readonly string[]): FirstNames {
  return { first: names.slice(0, 5).map(printable), count: names.length };
}
