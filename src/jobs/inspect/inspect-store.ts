import { createPublicKey, type KeyObject } from 'node:crypto';
import { aboutFile } from '../../evidence/file-evidence.ts';
import type { Certificate, PublicKey } from '../../model/certificate.ts';
import type { InspectedEntry, InspectedFile, InspectedStore, Problem } from '../../model/inspection.ts';
import type { Severity } from '../../model/severity.ts';
import type { Store, StoreEntry } from '../../stores/store.ts';
import { publicKeyOf } from '../../x509/parse-certificate.ts';
import { authorityProblems, certificateProblems } from './certificate-problems.ts';
import { hasIssued, inspectCertificates, inspectedCertificate } from './inspect-certificates.ts';

type OpenedStore = Extract<Store, { readonly kind: 'store' }>;
type KeyEntry = Extract<StoreEntry, { readonly kind: 'key' }>;

/**
 * What a store holds, and what is wrong with it and with its certificates. In PEM and DER the certificates keep the order of the file; in a store
 * those of chains come first, leaf first.
 */
export function inspectStore(file: string, content: Uint8Array, opened: OpenedStore, at: Date, expiresInMs: number | null): InspectedFile {
  if (isPlain(opened)) {
    const certificates = inspectCertificates(file, content, at, expiresInMs);
    const places = new Map(certificates.certificates.map(({ sha256 }, index) => [sha256, index + 1]));
    // That it holds a key is what is asked here, and no problem.
    const problem = certificates.certificates.length === 0 && certificates.unreadable.length === 0 ? null : certificates.problem;
    // Every certificate of such a file stands for itself and is listed already.
    const entries = opened.entries.filter(({ kind }) => kind === 'key');
    return { ...certificates, store: inspected(opened, entries, places), problem };
  }
  const followers = new Map<string, readonly Certificate[]>();
  const certificates = new Map<string, Certificate>();
  const keysFirst = [...opened.entries.filter(({ kind }) => kind === 'key'), ...opened.entries.filter(({ kind }) => kind !== 'key')];
  for (const entry of keysFirst) {
    const chain = entry.kind === 'key' ? entry.chain : entry.kind === 'trusted' || entry.kind === 'unmarked' ? [entry.certificate] : [];
    for (const [index, certificate] of chain.entries()) {
      if (certificates.has(certificate.sha256)) continue;
      certificates.set(certificate.sha256, certificate);
      followers.set(certificate.sha256, chain.slice(index + 1));
    }
  }
  const all = [...certificates.values()];
  const about = aboutFile(all, at, expiresInMs);
  const places = new Map(all.map(({ sha256 }, index) => [sha256, index + 1]));
  return {
    file,
    format: opened.format,
    store: inspected(opened, opened.entries, places),
    certificates: all.map((certificate, index) => {
      const above = followers.get(certificate.sha256) ?? [];
      const [next] = above;
      const problems =
        certificate.isCa || hasIssued(certificate, all)
          ? authorityProblems(certificate, about)
          : certificateProblems(certificate, above, about);
      return inspectedCertificate(certificate, next?.sha256 === all[index + 1]?.sha256 ? next : undefined, problems, at);
    }),
    unreadable: [],
    problem: opened.entries.length === 0 ? 'it opens, and holds nothing' : null,
  };
}

function isPlain({ format }: OpenedStore): boolean {
  return format === 'pem' || format === 'der';
}

function inspected(opened: OpenedStore, entries: readonly StoreEntry[], places: ReadonlyMap<string, number>): InspectedStore {
  return {
    integrity: opened.integrity,
    password: isPlain(opened) ? null : opened.password === 'none-needed' ? 'none-needed' : opened.password === 0 ? 'empty' : 'given',
    legacy: opened.oldEncryption,
    entries: entries.map((entry) => inspectedEntry(entry, opened, places)),
    notes: opened.notes,
    problems: [...storeProblems(opened)],
  };
}

function inspectedEntry(entry: StoreEntry, opened: OpenedStore, places: ReadonlyMap<string, number>): InspectedEntry {
  const place = ({ sha256 }: Certificate) => places.get(sha256) ?? 0;
  switch (entry.kind) {
    case 'key': {
      const { kind, alias, key, because, chain } = entry;
      return {
        kind,
        alias,
        key: key === null ? null : describeKey(key),
        because,
        matches: belongs(entry, opened),
        chain: chain.map(place),
      };
    }
    case 'trusted':
    case 'unmarked':
      return { kind: entry.kind, alias: entry.alias, certificate: place(entry.certificate) };
    case 'other':
    case 'unreadable':
      return entry;
  }
}

/** A key in PEM has no certificate of its own: it belongs to one of the file, or, where there are any, to none. */
function belongs({ key, matches }: KeyEntry, { entries, format }: OpenedStore): boolean | null {
  if (matches !== null || format !== 'pem') return matches;
  return key !== null && entries.some(({ kind }) => kind === 'trusted') ? false : null;
}

/** Its public half alone. */
function describeKey(key: KeyObject): PublicKey {
  return publicKeyOf(new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' })));
}

function problem(rule: string, severity: Severity, detail: string): Problem {
  return { rule, severity, detail };
}

function* storeProblems(opened: OpenedStore): Generator<Problem> {
  const { entries, format, unknownToForge, password } = opened;
  const keys = entries.filter((entry) => entry.kind === 'key');
  const own = keys.filter(({ chain }) => chain[0]?.isCa !== true);
  for (const entry of keys) {
    if (belongs(entry, opened) !== false) continue;
    const detail =
      entry.chain[0] === undefined
        ? 'The private key belongs to no certificate of this file.'
        : `The private key${named(entry)} does not belong to ${entry.chain[0].subject}: every handshake with it fails.`;
    yield problem('key-certificate-mismatch', 'critical', detail);
  }
  for (const entry of entries) {
    if (entry.kind !== 'unreadable' || isPlain(opened)) continue;
    const detail = `${entry.alias ?? 'An entry'} holds ${entry.what} that cannot be read: ${entry.because}.`;
    yield problem('certificate-unreadable', 'high', detail);
  }
  for (const entry of keys.filter(({ chain }) => chain[0]?.isCa === true)) {
    // So that nodes can enrol, Elasticsearch's own configuration keeps the CA of HTTP beside the node's key.
    const enrols = entry.alias === 'http_ca' && own.length > 0;
    yield problem(
      'ca-private-key-on-nodes',
      enrols ? 'info' : 'high',
      `It holds the private key of the CA ${entry.chain[0]?.subject ?? ''}${named(entry)}: ${enrols ? 'nodes need it to enrol others' : 'whoever reads this file can issue certificates, so it belongs on no node'}.`,
    );
  }
  if (keys.length > 1) {
    const usual = own.length === 1 && keys.some(({ alias }) => alias === 'http_ca');
    const severity = usual ? 'info' : own.length < keys.length ? 'high' : 'medium';
    yield problem(
      'keystore-several-keys',
      severity,
      `It holds ${keys.length} private keys: which one is shown, the JVM decides; Kibana takes none.`,
    );
  }
  if (format !== 'pem' && format !== 'der' && entries.length > 0 && !entries.some(({ kind }) => kind === 'trusted')) {
    const unmarked = entries.filter(({ kind }) => kind === 'unmarked').length;
    const seen =
      unmarked > 0
        ? `${unmarked === 1 ? 'One certificate lacks' : `${unmarked} certificates lack`} the attribute 2.16.840.1.113894.746875.1.1, without which a JVM does not see a certificate, and there is no other`
        : 'It holds no trusted certificate';
    // For a key store that is as it should be.
    yield problem(
      'truststore-no-anchors',
      keys.length > 0 ? 'info' : 'high',
      `${seen}: with it as trust store Elasticsearch does not start.`,
    );
  }
  if (unknownToForge) yield problem('kibana-legacy-pkcs12', 'medium', 'Kibana does not read the way in which it is encrypted.');
  if (password === 0 && keys.length > 0) yield problem('weak-store-password', 'low', 'Its password is the empty one.');
}

function named({ alias }: KeyEntry): string {
  return alias === null ? '' : ` (${alias})`;
}
