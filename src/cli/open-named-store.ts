import { contentFaultText, openGivenStore, type PasswordSource, type Store, type StoreFormat, UsageError } from '../index.ts';

/** What to do where no password is known. */
export const passwordsHint = 'give --password-file, or set HANDCLASP_PASSWORD, or run where there is a terminal to ask at';

/**
 * Opens a store that the command line names.
 *
 * @param expected the hint where it is something else than a store
 * @throws UsageError with that code, where it cannot be read
 */
export async function openNamedStore(
  file: string,
  content: Uint8Array,
  passwords: PasswordSource,
  { code, expected }: { readonly code: string; readonly expected: string },
): Promise<Extract<Store, { readonly kind: 'store' }>> {
  const store = await openGivenStore(content, file, passwords);
  if (store.kind === 'store') return store;
  const isLocked = store.fault === 'password-needed' || store.fault === 'wrong-password';
  throw new UsageError(code, `${file}: ${contentFaultText(store.because)}`, isLocked ? passwordsHint : expected);
}

/** As the end of `it is …`. */
export function describeFormat(format: StoreFormat): string {
  switch (format) {
    case 'pkcs12':
      return 'a PKCS#12 store';
    case 'jks':
    case 'jceks':
      return `a Java key store (${format.toUpperCase()})`;
    case 'pem':
    case 'der':
      return format.toUpperCase();
    case 'pkcs7':
      return 'a PKCS#7 bundle';
    case 'unknown':
      return 'an unknown file';
  }
}
