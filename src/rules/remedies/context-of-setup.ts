import type { Channel } from '../../model/channel.ts';
import type { Json } from '../../model/facts.ts';
import type { FixContext, MaterialFormat, Packaging } from '../../model/fix.ts';
import type { ContextKind, MaterialFile, Setup, TlsContext } from '../../model/setup.ts';
import type { SetupEvidence } from '../../model/setup-evidence.ts';
import type { SetupCase } from '../framework/rule.ts';
import { fileNameOf, fixContext, isPlain, issuerOfCertificate, nodeOfCertificate } from './fix-context.ts';

/** What the files of a node or a Kibana show that a fix is chosen by. */
export function contextOfSetup(
  { setup, deployment }: Pick<SetupEvidence, 'setup' | 'deployment'>,
  one: Pick<SetupCase, 'facts' | 'context'>,
): FixContext {
  const { facts = {} } = one;
  const context = setup.contexts.find(({ name }) => name === one.context) ?? null;
  const [leaf] = context?.identities[0]?.chain ?? [];
  const setting = firstText(facts.settings);
  const file = context?.files.find(({ path }) => path === firstText(facts.files));
  const names = nodeOfCertificate(leaf, namesIn(setup, context?.kind ?? null));
  return fixContext({
    channel: channelOfKind(context?.kind ?? null, setup),
    product: setup.product,
    deployment,
    release: setup.version,
    ...placeOfProduct(setup),
    directory: isPlain(setup.directory) ? setup.directory : null,
    environmentFile: environmentFileOf(setup, setting, context?.name ?? null),
    ...(context === null ? {} : ofContext(context)),
    prefix: context?.name ?? null,
    setting,
    path: firstText(facts.files),
    secureSettings: setup.keystore.kind === 'opened' ? setup.keystore.entries : setup.keystore.kind === 'absent' ? [] : null,
    node: { ...names, name: fileNameOf(setup.facts.nodeName) },
    issuer: issuerOfCertificate(leaf),
    found: {
      namesakes: facts.namesakes ?? null,
      host: text(facts.host),
      speaks: text(facts.speaks),
      rightHosts: rightHosts(setup, text(facts.host), text(facts.speaks)),
      missing: text(facts.missing),
      refusedBy: text(facts.refusedBy),
      hidesCertificate: facts.alwaysPresentCertificate === false,
      format: file?.format ?? null,
      password: passwordAtFault(setup, file, setting),
      alias: text(facts.alias),
      remoteCluster: text(facts.remoteCluster),
      clusterName: null,
      seedHosts: null,
    },
  });
}

/** The file outside of the yml file that has the setting at fault; without one of its own, that which has the others of its context. */
function environmentFileOf({ settings }: Setup, setting: string | null, prefix: string | null): string | null {
  const outside = settings.filter(({ from, place }) => from === 'environment' && place.line !== null && isPlain(place.file));
  const own = setting === null ? [] : settings.filter(({ key }) => key === setting);
  const found =
    own.length > 0
      ? outside.find(({ key }) => key === setting)
      : outside.find(({ key }) => prefix !== null && key.startsWith(`${prefix}.`));
  return found?.place.file ?? null;
}

/** What is known of the right password, where that of a file is wrong. */
function passwordAtFault(
  { startupErrors }: Setup,
  file: MaterialFile | undefined,
  setting: string | null,
): FixContext['found']['password'] {
  const wrong = startupErrors.find(
    (one) => one.rule === 'keystore-password-wrong' && one.setting === setting && one.file !== null && one.file === file?.path,
  );
  if (wrong === undefined) return null;
  if (wrong.because.code === 'store-key-password-differs') return 'of-key';
  return file?.problem === null ? 'given' : null;
}

/** What one TLS context has in use. */
export function ofContext({ files, name }: TlsContext): Pick<FixContext, 'format' | 'files'> {
  // A path that would not stay on its line is left to the operator.
  const plain = files.filter(({ path }) => isPlain(path));
  const named = (part: string) => plain.find(({ setting }) => setting === `${name}.${part}`) ?? null;
  const keystore = named('keystore.path');
  const certificate = named('certificate');
  const truststore = named('truststore.path');
  return {
    format: keystore !== null ? formatOf(keystore.format, keystore.path) : certificate !== null ? 'pem' : null,
    files: {
      certificate: certificate?.path ?? null,
      key: named('key')?.path ?? null,
      keystore: keystore?.path ?? null,
      truststore: truststore?.path ?? null,
      authorities: plain.flatMap(({ setting, path }) => (/\.certificate_?authorities$/i.test(setting) ? [path] : [])),
    },
  };
}

/** A store that could not be read is taken for what its name says. */
function formatOf(format: string | null, path: string): MaterialFormat | null {
  if (format === 'pem' || format === 'pkcs12' || format === 'jks') return format;
  if (format === 'jceks') return 'jks';
  return /\.(?:p12|pfx)$/i.test(path) ? 'pkcs12' : /\.(?:jks|ks|keystore)$/i.test(path) ? 'jks' : null;
}

/** Where the packages and images of Elastic have their configuration. */
function placeOfProduct({ directory, product }: Setup): { readonly packaging: Packaging | null; readonly home: string | null } {
  if (directory === `/etc/${product}`) return { packaging: 'package', home: null };
  if (directory === `/usr/share/${product}/config`) return { packaging: 'container', home: null };
  const home = new RegExp(`^(/.*/${product}[^/]*|/${product}[^/]*)/config$`).exec(directory)?.[1] ?? null;
  return home === null ? { packaging: null, home } : { packaging: 'archive', home };
}

const channels: Readonly<Record<ContextKind, Channel>> = {
  transport: 'transport',
  'transport-profile': 'transport',
  http: 'http',
  'remote-cluster-server': 'remote-cluster',
  'remote-cluster-client': 'remote-cluster',
  realm: 'http',
  'other-client': 'http',
  'kibana-server': 'kibana',
  // What it needs of Elasticsearch is of the HTTP layer there.
  'kibana-elasticsearch': 'http',
};

function channelOfKind(kind: ContextKind | null, { product }: Setup): Channel {
  return kind === null ? (product === 'kibana' ? 'kibana' : 'transport') : channels[kind];
}

/** The names that its settings give to others. */
function namesIn({ facts, product }: Setup, kind: ContextKind | null): readonly string[] {
  if (product === 'kibana') return facts.httpPublishHosts.flatMap((url) => (URL.canParse(url) ? [new URL(url).hostname] : []));
  const hosts = kind === 'http' ? facts.httpPublishHosts : facts.transportPublishHosts;
  return hosts.map((host) => host.replace(/^\[(.*)\]$/, '$1')).filter((host) => !/^_|^(?:0\.0\.0\.0|::|localhost|127\.)/.test(host));
}

/** The hosts as they ought to be; where another protocol answers, the port is what is wrong, and that is not known. */
function rightHosts({ facts: { elasticsearchHosts } }: Setup, host: string | null, speaks: string | null): readonly string[] | null {
  if (host === null || (speaks !== 'http' && speaks !== 'https') || !/^https?:\/\/[^\s]+$/i.test(host)) return null;
  const right = host.replace(/^https?/i, speaks);
  // One that was named on the command line stands in no file.
  return elasticsearchHosts.includes(host) ? elasticsearchHosts.map((url) => (url === host ? right : url)) : [right];
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && isPlain(value) ? value : null;
}

function firstText(values: readonly string[] = []): string | null {
  return text(values[0]);
}
