import type { PasswordSource } from '../index.ts';
import type { ClientIdentity } from './client-identity.ts';
import type { IdentityRequest } from './options/identity.ts';
import type { Terminal } from './terminal.ts';

/**
 * The certificate to show, of `--keystore`, or of `--cert` and `--key`; null where neither was given.
 *
 * @throws UsageError where a file cannot be read, or key and certificate do not belong together.
 */
export async function readIdentity(
  request: IdentityRequest & { readonly quiet: boolean },
  terminal: Pick<Terminal, 'env' | 'err' | 'mask'>,
  passwords: PasswordSource,
): Promise<ClientIdentity | null> {
  const { cert, keystore } = request;
  if (cert === null && keystore === null) return null;
  const { identityOfStore, identityOfFiles } = await import('./identity-of-files.ts');
  if (keystore !== null) return await identityOfStore(keystore, request.quiet ? null : terminal, passwords);
  return cert === null ? null : await identityOfFiles(cert, request, terminal);
}
