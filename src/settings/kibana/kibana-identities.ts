import type { ContentFault } from '../../model/reasons/content-fault.ts';
import type { Secret } from '../../model/secret.ts';
import type { Anchor, Identity } from '../../model/setup.ts';
import { isKeyLabel, openPemKey, pemBlocks, pemText } from '../../stores/pem-keys.ts';
import { belongsTo } from '../../stores/private-key.ts';
import { formatOf } from '../../stores/read-store.ts';
import { keysOf, noIdentity } from '../../stores/store-faults.ts';
import { kibanaCertificates } from './kibana-certificates.ts';
import type { KibanaLoader, KibanaPrefix } from './kibana-loader.ts';
import { isSeenInStores, openKibanaStore } from './open-kibana-store.ts';

/** The certificate that Kibana would show, and those beside it in a key store, which it takes for CAs. */
export async function kibanaIdentities(
  loader: KibanaLoader,
  prefix: KibanaPrefix,
  server: boolean,
): Promise<{ readonly identities: readonly Identity[]; readonly extra: readonly Anchor[] }> {
  const nothing = { identities: [], extra: [] };
  if (loader.settings.text(`${prefix}.keystore.path`) !== null) {
    const read = await openKibanaStore(loader, prefix, 'keystore');
    if (read === null) return nothing;
    const { path, store } = read;
    const setting = `${prefix}.keystore.path`;
    const keys = keysOf(store);
    const lacking = noIdentity(store);
    const [key] = keys;
    if (keys.length > 1) {
      loader.startupErrors.push(
        loader.problem(
          'keystore-several-keys',
          prefix,
          { code: 'store-has-keys', file: path, keys: keys.length },
          {
            setting,
            file: path,
            log: 'Keystore contains multiple private keys.',
          },
        ),
      );
    } else if (lacking === 'no-key') {
      const log = server ? 'Did not find private key in keystore at [keystore.path].' : 'Did not find key in Elasticsearch keystore.';
      loader.startupErrors.push(
        loader.problem(
          'keystore-without-private-key',
          prefix,
          { code: 'store-without-key', file: path, besides: null },
          { setting, file: path, log },
        ),
      );
    } else if (lacking === 'no-certificate') {
      const log = server
        ? 'Did not find certificate in keystore at [keystore.path].'
        : 'Did not find certificate in Elasticsearch keystore.';
      loader.startupErrors.push(
        loader.problem(
          'keystore-without-private-key',
          prefix,
          { code: 'store-key-without-certificate', file: path },
          {
            setting,
            file: path,
            log,
          },
        ),
      );
    } else if (key !== undefined && key.key !== null && key.key.asymmetricKeyType !== 'rsa') {
      const because = { code: 'store-key-not-rsa', file: path, algorithm: key.key.asymmetricKeyType ?? null } as const;
      loader.startupErrors.push(loader.problem('pem-key-unsupported', prefix, because, { setting, file: path, certainty: 'likely' }));
    } else if (key?.matches === false) {
      const because = { code: 'store-key-foreign', file: path, subject: key.chain[0]?.subject ?? null } as const;
      loader.startupErrors.push(loader.problem('key-certificate-mismatch', prefix, because, { setting, file: path, log: mismatchLog }));
    }
    const leaf = key?.chain[0];
    const identities = key === undefined ? [] : [{ chain: key.chain, key: key.key, alias: key.alias, keyMatches: key.matches, file: path }];
    const others = [
      ...(key?.chain.slice(1) ?? []),
      ...store.entries.flatMap((entry) => (entry.kind === 'trusted' || entry.kind === 'unmarked' ? [entry.certificate] : [])),
    ];
    const extra = [...new Map(others.map((certificate) => [certificate.sha256, certificate])).values()]
      .filter((certificate) => certificate.spkiSha256 !== leaf?.spkiSha256 && isSeenInStores(certificate))
      .map((certificate): Anchor => ({ certificate, file: path, alias: null, from: 'keystore-extra' }));
    return { identities, extra };
  }
  if (loader.settings.text(`${prefix}.certificate`) === null || loader.settings.text(`${prefix}.key`) === null) return nothing;
  return { identities: await pemIdentity(loader, prefix), extra: [] };
}

/** OpenSSL compares the two when it is given them, so Kibana does not get as far as a node would. */
const mismatchLog = 'key values mismatch';

async function pemIdentity(loader: KibanaLoader, prefix: KibanaPrefix): Promise<readonly Identity[]> {
  const [keyPath] = loader.locate(`${prefix}.key`, prefix) ?? [];
  const openedKey = keyPath === undefined ? null : await loader.open(keyPath, `${prefix}.key`, prefix);
  const [path] = loader.locate(`${prefix}.certificate`, prefix) ?? [];
  const opened = path === undefined ? null : await loader.open(path, `${prefix}.certificate`, prefix);
  let key: Identity['key'] = null;
  if (keyPath !== undefined && openedKey !== null && openedKey.bytes !== null) {
    const block = pemBlocks(pemText(openedKey.bytes)).find(({ label }) => isKeyLabel(label));
    const passphraseKey = `${prefix}.keyPassphrase`;
    const configured = loader.password(passphraseKey);
    const first = block === undefined ? null : openPemKey(block, configured === null ? [] : [configured]);
    key = first?.key ?? null;
    const problem: ContentFault | null =
      first === null ? { code: 'pem-without-key' } : first.because === null ? null : { code: 'pem-key-unusable', fault: first.because };
    if (problem !== null) {
      const encrypted = first?.fault === 'password-needed' || first?.fault === 'wrong-password';
      const rule = encrypted ? 'pem-key-encrypted' : openedKey.bytes.length === 0 ? 'pem-empty' : 'pem-key-unsupported';
      if (encrypted && loader.secretsUnknown && configured === null) loader.unknown.push(loader.passwordUnknown(prefix, passphraseKey));
      else
        loader.startupErrors.push(
          loader.problem(
            rule,
            prefix,
            { code: 'file-content-wrong', file: keyPath, fault: problem },
            { setting: `${prefix}.key`, file: keyPath },
          ),
        );
      if (encrypted && block !== undefined) {
        const fits = (password: Secret) => openPemKey(block, [password]).key !== null;
        key = openPemKey(block, await loader.passwords({ kind: 'key', file: keyPath, setting: passphraseKey, fits })).key;
      }
    }
    loader.describe(keyPath, `${prefix}.key`, openedKey, formatOf(openedKey.bytes), problem);
    if (openedKey.mode !== null && (openedKey.mode & 0o007) !== 0) {
      const because = { code: 'key-open-to-everyone', file: keyPath, mode: openedKey.mode } as const;
      loader.warnings.push(
        loader.problem('private-key-world-readable', prefix, because, { setting: `${prefix}.key`, file: keyPath, stops: false }),
      );
    }
  }
  if (path === undefined || opened === null || opened.bytes === null) return [];
  const { chain, problem } = kibanaCertificates(opened.bytes);
  loader.describe(path, `${prefix}.certificate`, opened, formatOf(opened.bytes), problem);
  if (problem !== null) {
    loader.startupErrors.push(
      loader.problem(
        opened.bytes.length === 0 ? 'pem-empty' : 'pem-not-a-certificate',
        prefix,
        { code: 'file-content-wrong', file: path, fault: problem },
        {
          setting: `${prefix}.certificate`,
          file: path,
        },
      ),
    );
    return [];
  }
  const keyMatches = belongsTo(key, chain[0]);
  if (keyMatches === false && keyPath !== undefined) {
    const because = { code: 'key-of-another', file: keyPath, owner: chain[0]?.subject ?? path } as const;
    loader.startupErrors.push(
      loader.problem('key-certificate-mismatch', prefix, because, { setting: `${prefix}.key`, file: keyPath, log: mismatchLog }),
    );
  }
  return [{ chain, key, alias: null, keyMatches, file: path }];
}
