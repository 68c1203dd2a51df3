import type { PasswordSource } from '../index.ts';

/** Certificates to trust, DER. */
export type Trust = { readonly anchors: readonly Uint8Array[]; readonly publicRoots: boolean };

/** What `--ca` names: files, or `system`. @throws UsageError where a file cannot be read, or holds nothing to trust. */
export async function readTrust(names: readonly string[], passwords: PasswordSource): Promise<Trust> {
  const anchors: Uint8Array[] = [];
  const files = names.filter((name) => name !== 'system');
  if (files.length > 0) {
    const { readAnchors } = await import('./read-anchors.ts');
    for (const file of files) anchors.push(...(await readAnchors(file, passwords)));
  }
  return { anchors, publicRoots: names.includes('system') };
}

/** The lists of `--crl`, DER. @throws UsageError */
export async function readCrls(files: readonly string[]): Promise<readonly Uint8Array[]> {
  return files.length === 0 ? [] : await (await import('./read-revocation-files.ts')).readRevocationFiles(files);
}
