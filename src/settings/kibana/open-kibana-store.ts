import type { Certificate } from '../../model/certificate.ts';
import { Secret } from '../../model/secret.ts';
import { readStore } from '../../stores/read-store.ts';
import { type OpenedStore, passwordWeakness } from '../../stores/store-faults.ts';
import { weakPasswordTexts } from '../../wording/weak-password-text.ts';
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
    const detail =
      configured === null
        ? `${path} has a password, and ${passwordKey} is set nowhere.`
        : `${path}: the password from ${passwordKey} is not the right one.`;
    loader.startupErrors.push(
      loader.problem(rule, prefix, detail, {
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
    const is = store.kind === 'unreadable' ? store.detail : `it is ${store.format.toUpperCase()}, where PKCS#12 was expected`;
    loader.describe(path, setting, opened, store.format, is);
    if (!wrong) loader.startupErrors.push(loader.problem('keystore-type-mismatch', prefix, `${path}: ${is}.`, { setting, file: path }));
    return null;
  }
  loader.describe(path, setting, opened, store.format, null);
  const weakness = passwordWeakness(store);
  if (weakness !== null) {
    const detail = `${path} is protected by ${weakPasswordTexts[weakness]}.`;
    loader.warnings.push(loader.problem('weak-store-password', prefix, detail, { setting, file: path, stops: false }));
  }
  if (store.unknownToForge) {
    const detail = `${path} is encrypted with RC4, RC2 of 128 bits or 3DES with two keys, which Kibana does not read.`;
    loader.startupErrors.push(
      loader.problem('kibana-legacy-pkcs12', prefix, detail, {
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
