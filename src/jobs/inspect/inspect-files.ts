import type { KeyObject } from 'node:crypto';
import type { Certificate } from '../../model/certificate.ts';
import type { InspectedEntry, InspectedFile, Problem } from '../../model/inspection.ts';
import { keyCertificateMismatch } from '../../rules/endpoint/key-certificate-mismatch.ts';
import { outOfStep, type PairFile } from '../../rules/facts/pem-pair.ts';
import { pemPairOutOfStep } from '../../rules/setup/pem-pair-out-of-step.ts';
import type { PasswordSource } from '../../stores/password-source.ts';
import { belongsTo } from '../../stores/private-key.ts';
import type { Store } from '../../stores/store.ts';
import { storeProblemText } from '../../wording/store-problem-texts.ts';
import { type InspectOptions, openAndInspect } from './inspect-file.ts';

/** A file as it was given. */
export type GivenFile = {
  readonly name: string;
  readonly content: Uint8Array;
  /** When it was last written; null where that is not known, as of standard input. */
  readonly modifiedAt: Date | null;
};

/** What is in each of several files, as `inspectFile` tells it; of a key and a certificate in PEM that are a pair by their names, or alone, whether they are one. */
export async function inspectFiles(
  files: readonly GivenFile[],
  at: Date,
  passwords: PasswordSource,
  options: InspectOptions = {},
): Promise<readonly InspectedFile[]> {
  const opened: Opened[] = [];
  // One by one: each may ask for a password.
  for (const given of files) {
    const { name, content } = given;
    opened.push({ given, ...(await openAndInspect(name, content, at, passwords, options)) });
  }
  const problems = new Map<Opened, readonly Problem[]>(
    pairsOf(opened).map(({ holder, key, certificate }) => [
      holder,
      pairProblems({ path: holder.given.name, modifiedAt: holder.given.modifiedAt }, key, certificate),
    ]),
  );
  return opened.map((one) => {
    const { inspected } = one;
    if (inspected.store === null) return inspected;
    const { entries, problems: own } = inspected.store;
    const store = {
      ...inspected.store,
      entries: withCertificatesElsewhere(entries, one, opened),
      problems: [...own, ...(problems.get(one) ?? [])],
    };
    return { ...inspected, store };
  });
}

/** A key that stands alone with where its certificates are: a pair in two files is seen to be one. */
function withCertificatesElsewhere(
  entries: readonly InspectedEntry[],
  holder: Opened,
  opened: readonly Opened[],
): readonly InspectedEntry[] {
  const key = loneKey(holder.store);
  if (key === null) return entries;
  const elsewhere = opened.flatMap(({ given, inspected, store }) => {
    if (given === holder.given || store.kind !== 'store') return [];
    const own = store.entries.flatMap((entry) => ('certificate' in entry ? [entry.certificate] : entry.kind === 'key' ? entry.chain : []));
    const same = new Set(own.filter((certificate) => belongsTo(key, certificate) === true).map(({ sha256 }) => sha256));
    return inspected.certificates.flatMap(({ sha256 }, index) => (same.has(sha256) ? [{ file: given.name, certificate: index + 1 }] : []));
  });
  return elsewhere.length === 0 ? entries : entries.map((entry) => (entry.kind === 'key' ? { ...entry, elsewhere } : entry));
}

type Opened = { readonly given: GivenFile; readonly inspected: InspectedFile; readonly store: Store };
type WithLeaf = PairFile & { readonly leaf: Certificate };
type Pair = { readonly holder: Opened; readonly key: KeyObject; readonly certificate: WithLeaf };

/** Each file with a key alone, and the file with certificates alone that is named like it; where one of each was given, these two. */
function pairsOf(opened: readonly Opened[]): readonly Pair[] {
  const keys = opened.flatMap((holder) => {
    const key = loneKey(holder.store);
    return key === null ? [] : [{ holder, key }];
  });
  const certificates = opened.flatMap(({ given: { name, modifiedAt }, store }): WithLeaf[] => {
    const leaf = firstLeaf(store);
    return leaf === null ? [] : [{ path: name, modifiedAt, leaf }];
  });
  return keys.flatMap(({ holder, key }): Pair[] => {
    const named = certificates.filter(({ path }) => stemOf(path) === stemOf(holder.given.name));
    const [certificate, ...others] = named.length > 0 || keys.length > 1 ? named : certificates;
    return certificate === undefined || others.length > 0 ? [] : [{ holder, key, certificate }];
  });
}

/** The key of a PEM file that holds one key and nothing else; null where it holds other things, or the key is closed. */
function loneKey(store: Store): KeyObject | null {
  const [entry, ...others] = store.kind === 'store' && store.format === 'pem' ? store.entries : [];
  return entry?.kind === 'key' && others.length === 0 ? entry.key : null;
}

/** The first certificate of a PEM file with certificates alone, where it is none of a CA. */
function firstLeaf(store: Store): Certificate | null {
  const entries = store.kind === 'store' && store.format === 'pem' ? store.entries : [];
  const [first] = entries;
  return first?.kind === 'trusted' && !first.certificate.isCa && entries.every(({ kind }) => kind === 'trusted') ? first.certificate : null;
}

/** `certs/es01` of `certs/es01.key`. */
function stemOf(path: string): string {
  return path.replace(/\.[^./\\]*$/, '');
}

function pairProblems(keyFile: PairFile, key: KeyObject, certificate: WithLeaf): readonly Problem[] {
  if (belongsTo(key, certificate.leaf) !== false) return [];
  const apart = outOfStep<PairFile>(keyFile, certificate);
  const detail = storeProblemText({ code: 'store-key-of-another-file', subject: certificate.leaf.subject, path: certificate.path });
  return [
    { rule: keyCertificateMismatch.id, severity: keyCertificateMismatch.severity, detail },
    ...(apart === null ? [] : [{ rule: pemPairOutOfStep.id, severity: pemPairOutOfStep.severity, detail: apart.message }]),
  ];
}
