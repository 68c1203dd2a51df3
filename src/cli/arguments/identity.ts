import type { Argv } from 'yargs';
import { UsageError } from '../../model/usage-error.ts';
import { one, text, type Values } from './values.ts';

/** The certificate to show, and its key: two files, or a store. */
export type IdentityRequest = {
  readonly cert: string | null;
  readonly key: string | null;
  readonly keyPassphraseFile: string | null;
  readonly keystore: string | null;
};

/** @param cert what help says of `--cert` */
export function identityOptions(command: Argv, cert: string): Argv {
  return command
    .option('cert', { ...text, describe: cert })
    .option('key', { ...text, describe: 'Its private key (PEM); by default looked for in --cert' })
    .option('key-passphrase-file', { ...text, describe: "The key's passphrase: first line of a file; or set HANDCLASP_KEY_PASSPHRASE" })
    .option('keystore', { ...text, describe: 'Certificate, chain and key from one file instead: PKCS#12, JKS, JCEKS or PEM' });
}

/** @throws UsageError */
export function identityRequest(values: Values): IdentityRequest {
  const request: IdentityRequest = {
    cert: one(values, 'cert'),
    key: one(values, 'key'),
    keyPassphraseFile: one(values, 'key-passphrase-file'),
    keystore: one(values, 'keystore'),
  };
  if (request.keystore !== null && (request.cert !== null || request.key !== null)) {
    const other = request.cert !== null ? '--cert' : '--key';
    throw new UsageError('arguments', `--keystore and ${other} exclude each other`, 'a store holds both the certificate and its key');
  }
  if (request.key !== null && request.cert === null) {
    throw new UsageError('arguments', '--key needs --cert', 'give the certificate that the key belongs to');
  }
  return request;
}
