import type { TrustUnread } from '../../model/reasons/setup-reason.ts';
import type { Anchor } from '../../model/setup.ts';
import { formatOf } from '../../stores/read-store.ts';
import type { StoreEntry } from '../../stores/store.ts';
import { fileUnread } from '../open-file.ts';

import { kibanaCertificates } from './kibana-certificates.ts';
import type { KibanaLoader, KibanaPrefix } from './kibana-loader.ts';
import { isSeenInStores, openKibanaStore } from './open-kibana-store.ts';

/** Whom Kibana trusts by a context; `broken` says what of it could not be read. */
export async function kibanaAnchors(
  loader: KibanaLoader,
  prefix: KibanaPrefix,
  extra: readonly Anchor[],
): Promise<{ readonly anchors: readonly Anchor[]; readonly broken: TrustUnread | null }> {
  const anchors: Anchor[] = [...extra];
  let broken: TrustUnread | null = null;
  const store = await openKibanaStore(loader, prefix, 'truststore');
  if (store !== null) {
    // What belongs to a private key in it is no CA to Kibana: elastic-stack-ca.p12 of certutil as a trust store trusts nobody.
    const held = new Set(store.store.entries.flatMap((entry) => (entry.kind === 'key' ? (entry.chain[0]?.spkiSha256 ?? []) : [])));
    const certificates = store.store.entries.flatMap((entry) =>
      entry.kind === 'key' ? entry.chain.slice(1).map((certificate) => ({ certificate, alias: entry.alias })) : certificateOf(entry),
    );
    const found = [...new Map(certificates.map((one) => [one.certificate.sha256, one])).values()]
      .filter(({ certificate }) => !held.has(certificate.spkiSha256) && isSeenInStores(certificate))
      .map(({ certificate, alias }): Anchor => ({ certificate, file: store.path, alias, from: 'trusted-entry' }));
    anchors.push(...found);
  } else if (loader.settings.text(`${prefix}.truststore.path`) !== null)
    broken = { code: 'trust-file-unread', what: `${prefix}.truststore.path` };
  const setting = `${prefix}.certificateAuthorities`;
  const paths = loader.locate(setting, prefix);
  if (paths === null) broken = { code: 'setting-names-no-file', setting };
  for (const path of paths ?? []) {
    const opened = await loader.open(path, setting, prefix);
    if (opened.bytes === null) {
      broken = fileUnread(path, opened);
      continue;
    }
    const { chain, problem } = kibanaCertificates(opened.bytes);
    loader.describe(path, setting, opened, formatOf(opened.bytes), problem);
    if (problem !== null) {
      broken = { code: 'trust-file-broken', file: path, fault: problem };
      loader.startupErrors.push(
        loader.problem(
          opened.bytes.length === 0 ? 'pem-empty' : 'pem-not-a-certificate',
          prefix,
          { code: 'file-content-wrong', file: path, fault: problem },
          {
            setting,
            file: path,
            stops: true,
            certainty: 'likely',
          },
        ),
      );
    }
    anchors.push(...chain.map((certificate): Anchor => ({ certificate, file: path, alias: null, from: 'ca-file' })));
  }
  return { anchors, broken };
}

function certificateOf(entry: StoreEntry): readonly Pick<Anchor, 'certificate' | 'alias'>[] {
  return entry.kind === 'trusted' || entry.kind === 'unmarked' ? [{ certificate: entry.certificate, alias: entry.alias }] : [];
}
