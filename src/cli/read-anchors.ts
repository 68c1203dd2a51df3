import { contentFaultText, formatOf, type PasswordSource, readCertificates, type StoreEntry, UsageError } from '../index.ts';
import { describeFormat, openNamedStore } from './open-named-store.ts';
import { readInput } from './read-inputs.ts';

const expected = 'give certificates in PEM, DER, PKCS#12 or JKS, or "system" for public roots';

/** The certificates of a file that `--ca` names, DER. @throws UsageError where it cannot be read, or holds nothing to trust */
export async function readAnchors(file: string, passwords: PasswordSource): Promise<readonly Uint8Array[]> {
  const content = await readInput(file, 'the CA file');
  const format = formatOf(content);
  if (format !== 'pkcs12' && format !== 'jks' && format !== 'jceks') {
    const { certificates, problem } = readCertificates(content);
    if (problem !== null) throw new UsageError('ca-unreadable', `${file}: ${contentFaultText(problem.because)}`, expected);
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
