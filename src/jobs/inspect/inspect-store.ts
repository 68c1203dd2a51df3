import { createPublicKey, type KeyObject } from 'node:crypto';
import { aboutFile } from '../../evidence/file-evidence.ts';
import type { Certificate, PublicKey } from '../../model/certificate.ts';
import type { InspectedEntry, InspectedFile, InspectedStore } from '../../model/inspection.ts';
import type { StoreEntry } from '../../stores/store.ts';
import { isPlain, keysOf, type OpenedStore } from '../../stores/store-faults.ts';
import { fileProblemText, storeNoteText } from '../../wording/content-fault-texts.ts';
import { entryFlawText, keyFaultText } from '../../wording/key-fault-texts.ts';
import { publicKeyOf } from '../../x509/public-key.ts';
import { authorityProblems, certificateProblems } from './certificate-problems.ts';
import { hasIssued, inspectCertificates, inspectedCertificate } from './inspect-certificates.ts';
import { belongs, storeProblems } from './store-problems.ts';

/**
 * What a store holds, and what is wrong with it and with its certificates. In PEM and DER the certificates keep the order of the file; in a store
 * those of chains come first, leaf first.
 */
export function inspectStore(file: string, content: Uint8Array, opened: OpenedStore, at: Date, expiresInMs: number | null): InspectedFile {
  const keyEntries = keysOf(opened);
  if (isPlain(opened)) {
    const certificates = inspectCertificates(file, content, at, { expiresInMs, keys: keyEntries.map(({ key }) => key) });
    const places = new Map(certificates.certificates.map(({ sha256 }, index) => [sha256, index + 1]));
    // That it holds a key is what is asked here, and no problem.
    const isKeyAlone = certificates.certificates.length === 0 && certificates.unreadable.length === 0;
    // Every certificate of such a file stands for itself and is listed already.
    return { ...certificates, store: inspected(opened, keyEntries, places), ...(isKeyAlone ? { problem: null, code: null } : {}) };
  }
  const followers = new Map<string, readonly Certificate[]>();
  const certificates = new Map<string, Certificate>();
  const keysFirst = [...keyEntries, ...opened.entries.filter(({ kind }) => kind !== 'key')];
  for (const entry of keysFirst) {
    const chain = entry.kind === 'key' ? entry.chain : entry.kind === 'trusted' || entry.kind === 'unmarked' ? [entry.certificate] : [];
    for (const [index, certificate] of chain.entries()) {
      if (certificates.has(certificate.sha256)) continue;
      certificates.set(certificate.sha256, certificate);
      followers.set(certificate.sha256, chain.slice(index + 1));
    }
  }
  const withKey = new Set(keyEntries.map(({ chain }) => chain[0]?.sha256));
  const all = [...certificates.values()];
  const about = aboutFile(file, all, at, expiresInMs);
  const places = new Map(all.map(({ sha256 }, index) => [sha256, index + 1]));
  const isEmpty = opened.entries.length === 0;
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
          : certificateProblems(certificate, above, withKey.has(certificate.sha256), about);
      return inspectedCertificate(certificate, next?.sha256 === all[index + 1]?.sha256 ? next : undefined, problems, at);
    }),
    unreadable: [],
    problem: isEmpty ? fileProblemText({ code: 'store-holds-nothing' }) : null,
    code: isEmpty ? 'store-holds-nothing' : null,
  };
}

function inspected(opened: OpenedStore, entries: readonly StoreEntry[], places: ReadonlyMap<string, number>): InspectedStore {
  return {
    integrity: opened.integrity,
    password: isPlain(opened) ? null : opened.password === 'none-needed' ? 'none-needed' : opened.password === 0 ? 'empty' : 'given',
    legacy: opened.oldEncryption,
    entries: entries.map((entry) => inspectedEntry(entry, opened, places)),
    notes: opened.notes.map(storeNoteText),
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
        code: because?.code ?? null,
        because: because === null ? null : keyFaultText(because),
        matches: belongs(entry, opened),
        chain: chain.map(place),
      };
    }
    case 'trusted':
    case 'unmarked':
      return { kind: entry.kind, alias: entry.alias, certificate: place(entry.certificate) };
    case 'other':
      return entry;
    case 'unreadable': {
      const { kind, alias, what, flaw } = entry;
      return { kind, alias, what, code: flaw.code, because: entryFlawText(flaw) };
    }
  }
}

/** Its public half alone. */
function describeKey(key: KeyObject): PublicKey {
  return publicKeyOf(new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' })));
}
