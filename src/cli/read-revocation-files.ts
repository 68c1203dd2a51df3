import { readRevocationLists, UsageError } from '../index.ts';
import { readInput } from './read-inputs.ts';

/** Revocation lists of PEM or DER files, DER. @throws UsageError */
export async function readRevocationFiles(files: readonly string[]): Promise<readonly Uint8Array[]> {
  const lists: Uint8Array[] = [];
  for (const file of files) {
    const found = readRevocationLists(await readInput(file, 'the revocation list'));
    if (found.length === 0)
      throw new UsageError('crl-unreadable', `${file}: it holds no revocation list`, 'give an X.509 CRL in PEM or DER');
    lists.push(...found);
  }
  return lists;
}
