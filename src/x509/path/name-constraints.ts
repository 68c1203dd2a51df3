import { ipOctets, shortIpOctets } from '../../model/ip-address.ts';
import type { ConstraintFormFault, NameFormFault } from '../../model/reasons/certificate-fault.ts';
import type { NamesFault } from '../../model/reasons/path-fault.ts';
import { isAscii } from '../asn1/octet-text.ts';
import { type Attribute, javaPartKey, type Name, opensslPartKey, partKey, printable } from '../distinguished-name.ts';
import type { NameConstraints, Subtree } from '../extensions.ts';
import type { RawName } from '../general-name.ts';
import type { ParsedCertificate } from '../parsed-certificate.ts';
import { shownName } from '../shown-name.ts';
import type { ConstraintChoices, ModelChoices } from './model-choices.ts';

/** What a comparison costs is taken from here; false when nothing is left. */
export type Spend = (comparisons: number) => boolean;

/** How names are compared with constraints, those of directories by `nameStrings`. */
type Comparison = ConstraintChoices & Pick<ModelChoices, 'nameStrings'>;

/** Why names are refused: `refused` with the reason, or `exhausted` where there were too many to compare. */
export type ConstraintFault = { readonly kind: 'refused'; readonly because: NamesFault } | { readonly kind: 'exhausted' };

/**
 * Whether the names of a certificate keep to nameConstraints of a CA above it (RFC 5280 §4.2.1.10): those in subjectAltName, the subject, and the
 * subject's e-mail addresses where subjectAltName is absent. A form of name that cannot be compared is refused where it is constrained at all.
 * Null where all is well.
 */
export function constraintFault(
  constraints: NameConstraints,
  certificate: ParsedCertificate,
  role: 'leaf' | 'ca',
  choices: Comparison,
  spend: Spend,
): ConstraintFault | null {
  const [fault] = choices.strictForm
    ? [...constraints.permitted, ...constraints.excluded].flatMap((subtree) => constraintFormFault(subtree) ?? [])
    : [];
  if (fault !== undefined) return refused({ code: 'names-malformed', fault });
  if (choices.bounds === 'refused' && [...constraints.permitted, ...constraints.excluded].some(({ bounded }) => bounded))
    return refused({ code: 'names-bounded' });
  const permitted = byForm(constraints.permitted, choices);
  const excluded = byForm(constraints.excluded, choices);
  for (const name of constrainedNames(certificate, role, choices)) {
    const banned = excluded.get(form(name, choices)) ?? [];
    const allowed = permitted.get(form(name, choices));
    if (!spend(banned.length + (allowed?.length ?? 0))) return { kind: 'exhausted' };
    if (banned.length === 0 && allowed === undefined) continue;
    if (allowed?.some(({ bounded }) => bounded)) return refused({ code: 'names-bounded' });
    const misformed = choices.strictForm ? nameFormFault(name) : null;
    if (misformed !== null) return refused({ code: 'names-malformed', fault: misformed });
    const hit = banned.find((subtree) => subtree.bounded || within(name, subtree, 'some', choices));
    if (hit?.bounded) return refused({ code: 'names-bounded' });
    if (hit !== undefined) return refused({ code: 'names-excluded', name: shown(name), constraint: shown(hit) });
    if (allowed === undefined) continue;
    const first = allowed.find((subtree) => fails(name, subtree, choices) || within(name, subtree, 'all', choices));
    if (first === undefined) return refused({ code: 'names-not-permitted', name: shown(name) });
    if (fails(name, first, choices)) return refused({ code: 'names-incomparable', name: shown(name), constraint: shown(first) });
  }
  return null;
}

function refused(because: NamesFault): ConstraintFault {
  return { kind: 'refused', because };
}

/** Why a name in subjectAltName is not one of its form (RFC 5280 §4.2.1.6); null where it is. */
export function nameFormFault(name: RawName): NameFormFault | null {
  switch (name.kind) {
    case 'dns':
      return isHost(name.value.replace(/^\*\./, '')) || isHost(name.value.replaceAll('*', 'x'))
        ? null
        : { code: 'name-form-dns', name: shown(name) };
    case 'ip':
      return name.octets.length === 4 || name.octets.length === 16 ? null : { code: 'name-form-address', octets: name.octets.length };
    case 'email':
      return mailbox(name.value) === null ? { code: 'name-form-email', name: shown(name) } : null;
    case 'uri':
      return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(name.value) && isAscii(name.value) ? null : { code: 'name-form-uri', name: shown(name) };
    case 'unreadable':
      return { code: 'name-form-unreadable' };
    case 'directory':
    case 'other':
      return null;
  }
}

/** `other` names are compared by nothing but their own form: a constraint on one otherName says nothing of another, but to Java. */
function form(name: RawName, { otherNames }: ConstraintChoices): string {
  if (name.kind !== 'other') return name.kind;
  return otherNames === 'together' && /^[\d.]+$/.test(name.type) ? 'other' : `other ${name.type}`;
}

/** A comparison that ends in an error, and so refuses the path: an empty DNS name, and an address of one family where a range of the other begins alike. */
function fails(name: RawName, subtree: Subtree, { emptyBase, addressFamilies }: ConstraintChoices): boolean {
  if (name.kind === 'dns') return subtree.kind === 'dns' && subtree.value === '' && emptyBase === 'refused';
  if (name.kind !== 'ip' || subtree.kind !== 'ip' || addressFamilies === 'apart') return false;
  return name.octets.length < subtree.octets.length / 2 && beginsIn(name.octets, subtree.octets);
}

function byForm(subtrees: readonly Subtree[], choices: ConstraintChoices): ReadonlyMap<string, readonly Subtree[]> {
  const forms = new Map<string, Subtree[]>();
  for (const subtree of subtrees) {
    const list = forms.get(form(subtree, choices));
    if (list === undefined) forms.set(form(subtree, choices), [subtree]);
    else list.push(subtree);
  }
  return forms;
}

function shown(name: RawName): string {
  const { kind, value } = shownName(name);
  return `${kind} ${kind === 'dns' && value === '' ? '(empty)' : value}`;
}

function constrainedNames(parsed: ParsedCertificate, role: 'leaf' | 'ca', choices: ConstraintChoices): readonly RawName[] {
  const { subject, subjectKey, extensions } = parsed;
  const { subjectDer } = parsed.certificate;
  const names: RawName[] = [...(extensions.subjectAltName ?? [])];
  if (subject.length > 0) names.push({ kind: 'directory', name: subject, key: subjectKey, der: subjectDer });
  const attributes: readonly Attribute[] = subject.flat();
  if (extensions.subjectAltName === null || choices.subjectEmail === 'always') {
    for (const { type, text } of attributes) if (type === '1.2.840.113549.1.9.1') names.push({ kind: 'email', value: text ?? '' });
  }
  names.push(...commonNameAs(attributes, role, names, choices));
  return names;
}

/** The common name, or names, as names of a host; none where subjectAltName has such names. */
function commonNameAs(
  attributes: readonly Attribute[],
  role: 'leaf' | 'ca',
  names: readonly RawName[],
  { commonName }: ConstraintChoices,
): readonly RawName[] {
  const has = (kind: RawName['kind']): boolean => names.some((name) => name.kind === kind);
  const texts = attributes.flatMap(({ type, text }) => (type === '2.5.4.3' && text !== null ? [text] : []));
  switch (commonName) {
    case 'never':
      return [];
    case 'leaf':
      if (role === 'ca' || has('dns')) return [];
      return texts.filter((text) => isHost(text) && text.includes('.')).map((value) => ({ kind: 'dns', value }));
    case 'every': {
      // NameConstraintsExtension of the JDK: the most specific one, as an address or as a DNS name of letters, digits and hyphens.
      const value = texts.at(-1) ?? '';
      const octets = ipOctets(value) ?? (value.includes('.') ? shortIpOctets(value) : null);
      if (octets !== null) return has('ip') ? [] : [{ kind: 'ip', octets }];
      return has('dns') || !/^[A-Za-z0-9][A-Za-z0-9-]*(\.[A-Za-z0-9][A-Za-z0-9-]*)*$/.test(value) ? [] : [{ kind: 'dns', value }];
    }
  }
}

/** Why a subtree's base cannot be compared with; null where it can. */
function constraintFormFault(subtree: Subtree): ConstraintFormFault | null {
  switch (subtree.kind) {
    case 'dns':
    case 'uri': {
      const base = subtree.value.replace(/^\./, '');
      return base === '' || isHost(base) ? null : { code: 'constraint-form-host', base: printable(subtree.value) };
    }
    case 'email': {
      const at = subtree.value.lastIndexOf('@');
      const base = subtree.value.slice(at + 1).replace(/^\./, '');
      const fine = at < 0 ? base === '' || isHost(base) : mailbox(subtree.value) !== null;
      return fine ? null : { code: 'constraint-form-mailbox', base: printable(subtree.value) };
    }
    case 'ip':
      return isNetwork(subtree.octets) ? null : { code: 'constraint-form-range' };
    case 'unreadable':
    case 'directory':
    case 'other':
      return null;
  }
}

/** `some`: whether any name that the wildcard stands for is within; `all`: whether all of them are. */
function within(name: RawName, subtree: Subtree, reach: 'some' | 'all', choices: Comparison): boolean {
  switch (name.kind) {
    case 'dns':
      return subtree.kind === 'dns' && dnsWithin(name.value.toLowerCase(), subtree.value.toLowerCase(), reach, choices);
    case 'email':
      return subtree.kind === 'email' && emailWithin(name.value, subtree.value, reach, choices);
    case 'uri':
      return subtree.kind === 'uri' && uriWithin(name.value, subtree.value.toLowerCase(), reach, choices);
    case 'ip':
      return subtree.kind === 'ip' && ipWithin(name.octets, subtree.octets, choices);
    case 'directory':
      return subtree.kind === 'directory' && nameWithin(name.name, subtree.name, partKeys[choices.nameStrings]);
    case 'unreadable':
      return false;
    case 'other':
      // Nothing here knows how to compare them: whatever is excluded is taken to be hit, whatever is permitted not.
      return subtree.kind === 'other' && reach === 'some';
  }
}

function dnsWithin(name: string, base: string, reach: 'some' | 'all', choices: ConstraintChoices): boolean {
  if (base === '') return true;
  if (below(name, base)) return true;
  if (reach === 'all' || choices.wildcard === 'literal' || !name.startsWith('*.')) return false;
  // One label stands in for `*`: the base may be one that it can become, or below one.
  const parent = name.slice(1);
  const bare = base.replace(/^\./, '');
  return bare.endsWith(parent) && !bare.slice(0, -parent.length).includes('.');
}

/** Equal to a base or below it; a base with a leading dot is only what is below it. */
function below(name: string, base: string): boolean {
  if (base.startsWith('.')) return name.length > base.length && name.endsWith(base);
  return name === base || name.endsWith(`.${base}`);
}

function emailWithin(name: string, base: string, reach: 'some' | 'all', { localPartCase, emptyBase }: ConstraintChoices): boolean {
  const box = mailbox(name);
  if (box === null) return reach === 'some';
  const wanted = mailbox(base);
  // RFC 5280 §7.5: the local part keeps its case, the host does not.
  if (wanted !== null) {
    const same = localPartCase ? wanted.local === box.local : wanted.local.toLowerCase() === box.local.toLowerCase();
    return same && wanted.host === box.host;
  }
  const host = base.toLowerCase();
  if (host === '') return emptyBase === 'every';
  return host.startsWith('.') ? below(box.host, host) : box.host === host;
}

function uriWithin(name: string, base: string, reach: 'some' | 'all', { uriUserInfo, strictForm, emptyBase }: ConstraintChoices): boolean {
  const authority = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/.exec(name)?.[1];
  const [, address] = /^(?:.*@)?(\[[^\]]*\])/.exec(authority ?? '') ?? [];
  const named = uriUserInfo === 'kept' ? authority?.replace(/:.*$/, '') : authority?.replace(/^.*@/, '').replace(/:\d*$/, '');
  const host = (address ?? named)?.replace(/\.$/, '').toLowerCase();
  // RFC 5280 §4.2.1.10: a URI without a host, or with an address for one, is refused where URIs are constrained. Peers compare addresses as text.
  if (host === undefined || host === '') return reach === 'some';
  if (strictForm && (address !== undefined || ipOctets(host) !== null)) return reach === 'some';
  if (base === '') return emptyBase === 'every';
  return base.startsWith('.') ? below(host, base) : host === base;
}

function ipWithin(octets: Uint8Array, range: Uint8Array, { addressFamilies }: ConstraintChoices): boolean {
  if (addressFamilies === 'apart' && octets.length !== range.length / 2) return false;
  return beginsIn(octets, range);
}

/** The address is in the range, as far as both go. */
function beginsIn(octets: Uint8Array, range: Uint8Array): boolean {
  const half = range.length / 2;
  return octets.subarray(0, half).every((octet, i) => ((octet ^ (range[i] ?? 0)) & (range[half + i] ?? 0)) === 0);
}

const partKeys = { any: partKey, java: javaPartKey, openssl: opensslPartKey } as const;

function nameWithin(name: Name, base: Name, key: (part: readonly Attribute[]) => string): boolean {
  return base.length <= name.length && base.every((part, i) => key(part) === key(name[i] ?? []));
}

/** An address and a mask of leading ones (RFC 4632). */
function isNetwork(octets: Uint8Array): boolean {
  if (octets.length !== 8 && octets.length !== 32) return false;
  const mask = Array.from(octets.subarray(octets.length / 2), (octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(mask);
}

/** Letters, digits, hyphens and, as is usual, underscores; labels of 1 to 63, 253 in all. */
function isHost(text: string): boolean {
  return text.length <= 253 && /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9_-]{1,63}(?<!-))*$/.test(text);
}

function mailbox(text: string): { readonly local: string; readonly host: string } | null {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const host = text.slice(at + 1).toLowerCase();
  if (at < 1 || !isHost(host)) return null;
  const quoted = /^"(?:[^"\\]|\\.)*"$/.test(local);
  return quoted || /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local) ? { local, host } : null;
}
