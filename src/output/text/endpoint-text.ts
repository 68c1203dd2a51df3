import { daysLeft, daysLeftText } from '../../model/days-left.ts';
import type { CertificateReport, EndpointReport } from '../../model/report.ts';
import type { Tone } from '../paint.ts';
import type { Cell } from './columns.ts';
import { commonName } from './common-name.ts';

const channels = {
  transport: 'transport',
  http: 'HTTP',
  kibana: 'Kibana',
  'remote-cluster': 'remote cluster',
  unknown: 'unknown',
} as const;
const odd = { cut: 'TLS, broken off', other: 'not TLS', silent: 'silent', closed: 'closed at once', nothing: '-' } as const;

/** What answers, as far as it showed: what stands in an address or follows from a port is no answer. */
export function serviceText(endpoint: EndpointReport): string {
  const { channel, answer, service } = endpoint;
  if (answer === 'cut' || answer === 'other' || answer === 'silent' || answer === 'closed' || answer === 'nothing') return odd[answer];
  if (!isIdentified(endpoint)) return 'TLS, protocol not identified';
  const { product, version, security } = service;
  const name = product === 'opensearch' ? `OpenSearch ${channel === 'kibana' ? 'Dashboards' : channels[channel]}` : channels[channel];
  return [name, ...(version === null ? [] : [version]), ...(security === 'plaintext' ? ['without TLS'] : [])].join(' ');
}

/** Whether the protocol above TLS showed, or whoever insists on a client certificate does what a transport port does. */
export function isIdentified({ channel, service: { speaks } }: EndpointReport): boolean {
  return speaks !== null || channel === 'transport' || channel === 'remote-cluster';
}

/** `1.2 1.3`: the versions that are accepted, the oldest first. */
export function versionsOf({ tls }: EndpointReport): readonly string[] {
  if (tls === null) return [];
  const accepted = Object.entries(tls.versions).flatMap(([version, answer]) => (answer === 'accepted' ? [version] : []));
  return (accepted.length === 0 ? [tls.version] : accepted).map(versionNumber).sort();
}

/** `1.3` of `TLSv1.3`. */
export function versionNumber(version: string): string {
  return version
    .replace(/^TLSv/, '')
    .replace(/^1$/, '1.0')
    .replace(/^SSLv3$/, 'SSL 3.0');
}

/** What it does with a client that has no certificate, in a word, by version where that differs. */
export function clientCertificateCell({ clientAuth }: EndpointReport): Cell {
  if (clientAuth === null) return { text: '-', tone: 'faint' };
  const word = (mode: string) => (mode === 'unknown' ? 'not checked' : mode);
  const modes = modesOf(clientAuth);
  if (typeof modes === 'string') return { text: word(modes) };
  return { text: modes.map(([version, mode]) => `${versionNumber(version)} ${word(mode)}`).join(', ') };
}

/** The same as part of a sentence; null where TLS did not come so far. */
export function clientCertificateText({ clientAuth }: EndpointReport): string | null {
  if (clientAuth === null) return null;
  const modes = modesOf(clientAuth);
  if (typeof modes === 'string') return `client certificate ${modeTexts[modes]}`;
  return `client certificate ${modes.map(([version, mode]) => `${modeTexts[mode]} in TLS ${versionNumber(version)}`).join(', ')}`;
}

type ClientAuthReport = NonNullable<EndpointReport['clientAuth']>;
type Mode = keyof typeof modeTexts;

/** One mode, where all versions have the same; else that of each version, the oldest first. */
function modesOf({ mode, byVersion }: ClientAuthReport): Mode | readonly (readonly [version: string, Mode])[] {
  const all = Object.entries(byVersion).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Set(all.map(([, each]) => each)).size < 2 ? (all[0]?.[1] ?? mode) : all;
}

const modeTexts = {
  none: 'not asked for',
  optional: 'optional (confirmed)',
  required: 'required (confirmed)',
  requested: 'asked for; whether it is required was not checked',
  unknown: 'not checked',
} as const;

/** The certificate of the chain that ends first, its trust and its name, in a cell. */
export function certificateCell(endpoint: EndpointReport, at: string): Cell {
  const { chain, hostname } = endpoint;
  if (chain.length === 0) return { text: '-', tone: 'faint' };
  const days = Math.min(...chain.map(({ notAfter }) => daysLeft(notAfter, at)));
  const trust = trustText(endpoint);
  const parts = [
    ...(trust === null ? [] : [trust.text]),
    ...(hostname.verdict === 'mismatch' ? ['wrong name'] : []),
    days < 0 ? 'expired' : `${days} d`,
  ];
  const tone: Tone | undefined =
    days < 0 ? 'critical' : days <= 7 || hostname.verdict === 'mismatch' ? 'high' : days <= 30 ? 'medium' : trust?.tone;
  return { text: parts.join(', '), ...(tone === undefined ? {} : { tone }) };
}

/** What those decide who connect to the port; null where no trust was given. */
export function trustText({ trust, verdicts }: EndpointReport): { readonly text: string; readonly tone: Tone } | null {
  if (verdicts === 'not-checked') return null;
  switch (trust) {
    case 'trusted':
      return { text: 'trusted', tone: 'good' };
    case 'untrusted':
      return { text: 'untrusted', tone: 'high' };
    case 'not-checked':
      return { text: 'trust not checked', tone: 'medium' };
    case 'peers-differ':
      return { text: 'peers differ', tone: 'high' };
  }
}

/** The endpoint's own certificate and the CA above it, with the days that are left. */
export function certificateText(endpoint: EndpointReport, at: string): string | null {
  const { chain, hostname } = endpoint;
  const [leaf, ...above] = chain;
  if (leaf === undefined) return null;
  const trust = trustText(endpoint);
  const own = [
    `certificate ${commonName(leaf.subject)}`,
    trust === null ? 'trust not checked (--ca FILE)' : trust.text,
    ...(hostname.verdict === 'mismatch' ? ['wrong name'] : []),
    daysLeftText(daysLeft(leaf.notAfter, at)),
  ].join(', ');
  return [own, ...authorityTexts(leaf, above, at)].join(' · ');
}

function authorityTexts(leaf: CertificateReport, above: readonly CertificateReport[], at: string): readonly string[] {
  if (above.length > 0) return above.map(({ subject, notAfter }) => `CA ${commonName(subject)}, ${daysLeftText(daysLeft(notAfter, at))}`);
  return leaf.issuer === leaf.subject ? ['self-signed'] : [`CA ${commonName(leaf.issuer)}`];
}
