import { formatOf, type PasswordSource, readCertificates, type StoreEntry, UsageError } from '../index.ts';
import { describeFormat, openNamedStore } from './open-named-store.ts';
import { readInput } from './read-inputs.ts';

/** Certificates to trust, DER. */
export type Trust = { readonly anchors: readonly Uint8Array[]; readonly publicRoots: boolean };

/** What `--ca` names: files, or `system`. @throws UsageError where a file cannot be read, or holds nothing to trust. */
export async function readTrust(files: readonly string[], passwords: PasswordSource): Promise<Trust> {
  const anchors: Uint8Array[] = [];
  for (const file of files.filter((each) => each !== 'system')) anchors.push(...(await anchorsOf(file, passwords)));
  return { anchors, publicRoots: files.includes('system') };
}

const expected = 'give certificates in PEM, DER, PKCS#12 or JKS, or "system" for public roots';

async function anchorsOf(file: string, passwords: PasswordSource): Promise<readonly Uint8Array[]> {
  const content = await readInput(file, 'the CA file');
  const format = formatOf(content);
  if (format !== 'pkcs12' && format !== 'jks' && format !== 'jceks') {
    const { certificates, problem } = readCertificates(content);
    if (problem !== null) throw new UsageError('ca-unreadable', `${file}: ${problem.detail}`, expected);
    return certificates;
  }
  const { entries } = await openNamedStore(file, content, passwords, { code: 'ca-unreadable', expected });
  const anchors = entries.flatMap(anchorsOfEntry);
  if (anchors.length > 0) return anchors;
  throw new UsageError(
    'ca-unreadable',
    `${file}: it is ${describeFormat(format)} that holds no certificate of a CA`,
    'give a store with trusted certificates, or CA certificates in PEM or DER',
  );
}

/** Whoever names a store means its CAs, marked for a JVM or not, and whether they stand for themselves or above a key. */
function anchorsOfEntry(entry: StoreEntry): readonly Uint8Array[] {
  switch (entry.kind) {
    case 'trusted':
    case 'unmarked':
      return [entry.certificate.der];
    case 'key':
      return entry.chain.filter(({ isCa }, index) => index > 0 || isCa).map(({ der }) => der);
    case 'other':
    case 'unreadable':
      return [];
  }
}
