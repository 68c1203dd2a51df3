import type { PasswordSource } from '../index.ts';
import { readEach } from './input-faults.ts';

/** Certificates to trust, DER. */
export type Trust = { readonly anchors: readonly Uint8Array[]; readonly publicRoots: boolean };

/** What `--ca` names: files, or `system`. @param option that names them @throws InputFaults of all files that cannot be read, or hold nothing to trust */
export async function readTrust(names: readonly string[], passwords: PasswordSource, option = 'ca'): Promise<Trust> {
  let anchors: readonly Uint8Array[] = [];
  const files = names.filter((name) => name !== 'system');
  if (files.length > 0) {
    const { readAnchors } = await import('./read-anchors.ts');
    anchors = (await readEach(option, files, (file) => readAnchors(file, passwords))).flat();
  }
  return { anchors, publicRoots: names.includes('system') };
}

/** The lists of `--crl`, DER. @throws UsageError */
export async function readCrls(files: readonly string[]): Promise<readonly Uint8Array[]> {
  return files.length === 0 ? [] : await (await import('./read-revocation-files.ts')).readRevocationFiles(files);
}
