import { readRevocationLists, UsageError } from '../index.ts';
import { readEach } from './input-faults.ts';
import { readInput } from './read-inputs.ts';

/** Revocation lists of PEM or DER files, DER. @throws InputFaults */
export async function readRevocationFiles(files: readonly string[]): Promise<readonly Uint8Array[]> {
  const lists = await readEach('crl', files, async (file) => {
    const found = readRevocationLists(await readInput(file, 'the revocation list'));
    if (found.length > 0) return found;
    throw new UsageError('crl-unreadable', `${file}: it holds no revocation list`, 'give an X.509 CRL in PEM or DER');
  });
  return lists.flat();
}
