import type { Certificate } from '../../model/certificate.ts';
import type { ContentFault } from '../../model/reasons/content-fault.ts';
import type { SetupProblemReason } from '../../model/reasons/setup-problem-reason.ts';
import { Secret } from '../../model/secret.ts';
import { readStore } from '../../stores/read-store.ts';
import { type OpenedStore, passwordWeakness } from '../../stores/store-faults.ts';
import type { KibanaLoader, KibanaPrefix } from './kibana-loader.ts';

/** Kibana reads PKCS#12 alone; in it the certificate of the key is the identity, and every other certificate a CA. */
export async function openKibanaStore(
  loader: KibanaLoader,
  prefix: KibanaPrefix,
  part: 'keystore' | 'truststore',
): Promise<{ readonly path: string; readonly store: OpenedStore } | null> {
  const setting = `${prefix}.${part}.path`;
  const [path] = loader.locate(setting, prefix) ?? [];
  if (path === undefined) return null;
  const opened = await loader.open(path, setting, prefix);
  if (opened.bytes === null) return null;
  const passwordKey = `${prefix}.${part}.password`;
  const configured = loader.password(passwordKey);
  let store = readStore(opened.bytes, { name: path, passwords: [configured ?? new Secret('')] });
  const wrong = store.kind === 'unreadable' && (store.fault === 'wrong-password' || store.fault === 'password-needed');
  if (wrong && loader.secretsUnknown && configured === null) loader.unknown.push(loader.passwordUnknown(prefix, passwordKey));
  else if (wrong) {
    const rule = configured === null ? 'keystore-password-not-stored' : 'keystore-password-wrong';
    const because: SetupProblemReason =
      configured === null
        ? { code: 'store-password-not-set', file: path, setting: passwordKey, legacy: null }
        : { code: 'store-password-wrong', file: path, setting: passwordKey };
    loader.startupErrors.push(
      loader.problem(rule, prefix, because, {
        setting: configured === null ? setting : passwordKey,
        file: path,
        log: 'PKCS#12 MAC could not be verified. Invalid password?',
      }),
    );
  }
  if (wrong) {
    const { bytes } = opened;
    const fits = (password: Secret) => readStore(bytes, { name: path, passwords: [password] }).kind === 'store';
    store = readStore(bytes, { name: path, passwords: await loader.passwords({ kind: 'store', file: path, setting: passwordKey, fits }) });
  }
  if (store.kind === 'unreadable' || store.format !== 'pkcs12') {
    const { format } = store;
    const is: ContentFault =
      store.kind === 'unreadable'
        ? store.because
        : { code: 'content-instead', found: { code: 'content-of-format', format }, expected: 'pkcs12' };
    loader.describe(path, setting, opened, store.format, is);
    if (!wrong)
      loader.startupErrors.push(
        loader.problem('keystore-type-mismatch', prefix, { code: 'file-content-wrong', file: path, fault: is }, { setting, file: path }),
      );
    return null;
  }
  loader.describe(path, setting, opened, store.format, null);
  const weakness = passwordWeakness(store);
  if (weakness !== null) {
    const because = { code: 'store-password-weak', file: path, weakness } as const;
    loader.warnings.push(loader.problem('weak-store-password', prefix, because, { setting, file: path, stops: false }));
  }
  if (store.unknownToForge) {
    const because = { code: 'store-encryption-not-read-by-kibana', file: path } as const;
    loader.startupErrors.push(
      loader.problem('kibana-legacy-pkcs12', prefix, because, {
        setting,
        file: path,
        log: 'Cannot read encrypted PBE data block. Unsupported OID.',
      }),
    );
  }
  return { path, store };
}

/** Kibana reads stores with node-forge, which knows RSA keys alone and passes over every other certificate without a word. */
export function isSeenInStores({ publicKey }: Certificate): boolean {
  return publicKey.algorithm === 'RSA';
}
