import { UsageError } from '../../index.ts';
import { file, type Values } from './option.ts';

/** @param detail what else help says of `--cert`; null for nothing */
export function identityOptions(detail: string | null) {
  return {
    cert: file('cert', {
      group: 'Client identity',
      asks: true,
      common: true,
      help: 'Client certificate with its chain (PEM)',
      ...(detail === null ? {} : { detail }),
    }),
    key: file('key', { group: 'Client identity', asks: true, help: 'Its private key (PEM)', usual: 'looked for in --cert' }),
    keyPassphraseFile: file('key-passphrase-file', {
      group: 'Client identity',
      asks: true,
      help: "The key's passphrase, on the first line of a file",
      detail: 'or set HANDCLASP_KEY_PASSPHRASE',
    }),
    keystore: file('keystore', {
      group: 'Client identity',
      asks: true,
      help: 'Client certificate and key in one file',
      detail: 'PKCS#12, JKS, JCEKS or PEM, in place of --cert and --key',
    }),
  };
}

/** The certificate to show, and its key: two files, or a store. */
export type IdentityRequest = Values<ReturnType<typeof identityOptions>>;

/** @throws UsageError where they contradict each other */
export function checkIdentity({ cert, key, keystore }: IdentityRequest): void {
  if (keystore !== null && (cert !== null || key !== null)) {
    const other = cert !== null ? '--cert' : '--key';
    throw new UsageError('arguments', `--keystore and ${other} cannot be used together`, 'a store holds both the certificate and its key');
  }
  if (key !== null && cert === null)
    throw new UsageError('arguments', '--key needs --cert', 'give the certificate that the key belongs to');
}
