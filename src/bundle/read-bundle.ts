import { gunzipSync } from 'node:zlib';
import type { ArchiveEntry } from '../archive/archive-entry.ts';
import { readArchive } from '../archive/read-archive.ts';
import { isObject, releaseOf, textOf } from '../elastic/json-fields.ts';
import { readCertificates } from '../elastic/rest/read-certificates.ts';
import { readCluster } from '../elastic/rest/read-cluster.ts';
import { readDeprecations } from '../elastic/rest/read-deprecations.ts';
import { readNodeSettings } from '../elastic/rest/read-node-settings.ts';
import { readRemotes } from '../elastic/rest/read-remotes.ts';
import type { Bundle, BundledLog, Diagnostic, KibanaStatus, NodeSettings } from '../model/diagnostic.ts';
import type { EckCluster } from '../model/eck.ts';
import type { Secret } from '../model/secret.ts';
import { UsageError } from '../model/usage-error.ts';
import { eckClusterIn } from '../settings/eck/eck-cluster.ts';
import { objectsIn } from '../settings/eck/read-objects.ts';
import { setupOfYml } from '../settings/elasticsearch/setup-of-yml.ts';
import { setupOfKibanaYml } from '../settings/kibana/read-kibana.ts';
import {
  type AnswerFile,
  answerFiles,
  folderOf,
  isLog,
  isOfKubernetes,
  kibanaStatusFile,
  manifestFiles,
  mostOfPackedLog,
  nameOf,
  wishForBundle,
} from './bundle-files.ts';
import { answerOf, type BundleFile, jsonOf } from './read-answer.ts';

/**
 * What an archive of support-diagnostics or eck-diagnostics holds, or the folder that it was unpacked into, or what somebody packed by hand: logs and settings files.
 * Offline, streaming, in bounded memory.
 *
 * @param onSecret is given every secret that is found, so that it can be kept out of whatever is written
 * @throws UsageError where the archive, or a file of it that tells of TLS, cannot be read, or where there is nothing of that in it
 */
export async function readBundle(file: string, onSecret?: (secret: Secret) => void): Promise<Bundle> {
  const { entries, skipped } = await readArchive(file, wishForBundle);
  const files = new Map<string, Map<string, ArchiveEntry>>();
  for (const entry of entries) {
    const folder = folderOf(entry.path);
    const inFolder = files.get(folder) ?? new Map<string, ArchiveEntry>();
    // A file of the diagnostic itself goes before one of the same name in a folder of it.
    const key = isLog(entry.path) ? entry.path : nameOf(entry.path);
    if (!inFolder.has(key)) inFolder.set(key, entry);
    files.set(folder, inFolder);
  }
  const ofEck = [...files].find(([, inFolder]) => manifestOf(file, inFolder)?.diagType === 'eck-diagnostics');
  const diagnostics: Diagnostic[] = [];
  for (const [folder, inFolder] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (folder === ofEck?.[0]) continue;
    const [ofNode, ofKibana] = byProduct(file, folder, inFolder);
    for (const part of [ofNode, ofKibana]) {
      const diagnostic = part === null ? null : await diagnosticIn(file, folder, part, onSecret);
      if (diagnostic !== null) diagnostics.push(diagnostic);
    }
  }
  if (diagnostics.length === 0)
    throw new UsageError(
      'archive-without-diagnostic',
      `${file}: nothing in it is about Elasticsearch or Kibana`,
      'expected an archive of support-diagnostics or eck-diagnostics (nodes.json, ssl_certs.json, kibana_status.json, logs), or logs and elasticsearch.yml or kibana.yml',
    );
  const outer = ofEck === undefined ? null : manifestOf(file, ofEck[1]);
  const [first] = diagnostics;
  return {
    file,
    kind: ofEck !== undefined ? 'eck-diagnostics' : diagnostics.some(({ tool }) => tool !== null) ? 'support-diagnostics' : 'other',
    tool: outer === null ? (first?.tool ?? null) : textOf(outer.diagVersion, 40),
    eck: ofEck === undefined ? [] : eckClustersIn(file, entries),
    collectedAt: outer === null ? (first?.collectedAt ?? null) : instant(outer.collectionDate),
    diagnostics,
    skipped,
  };
}

/** Each Elasticsearch that eck-diagnostics found, out of the lists that it writes for a namespace. */
function eckClustersIn(file: string, entries: readonly ArchiveEntry[]): readonly EckCluster[] {
  const lists = entries.filter(({ path, bytes }) => isOfKubernetes(path) && bytes.length > 0);
  const objects = lists.flatMap(({ path, bytes }) => objectsIn(`${file}: ${path}`, new TextDecoder().decode(bytes)));
  return objects
    .filter(({ kind }) => kind === 'Elasticsearch')
    .map(({ name, namespace }) => eckClusterIn(objects, { namespace: namespace ?? 'default', name }, { source: file, gaps: [] }));
}

type Files = ReadonlyMap<string, ArchiveEntry>;

type ProductFiles = { readonly product: Diagnostic['product']; readonly files: Files };

/** The files of a folder by whose they are: somebody who packs by hand may put those of a node and of Kibana into one. */
function byProduct(archive: string, path: string, files: Files): readonly [ProductFiles | null, ProductFiles | null] {
  const named = productOf(manifestOf(archive, files)?.product, path);
  const isKibana = named === 'kibana' || files.has(kibanaStatusFile) || files.has('kibana.yml');
  if (!isKibana) return [{ product: named, files }, null];
  const ofNode = answerFiles.some((name) => files.has(name)) || files.has('elasticsearch.yml');
  if (named === 'kibana' || !ofNode) return [null, { product: 'kibana', files }];
  const isIts = (key: string) => key === kibanaStatusFile || key === 'kibana.yml' || (isLog(key) && /kibana/.test(nameOf(key)));
  const part = (own: boolean) => new Map([...files].filter(([key]) => isIts(key) === own));
  return [
    { product: 'elasticsearch', files: part(false) },
    { product: 'kibana', files: part(true) },
  ];
}

async function diagnosticIn(
  archive: string,
  path: string,
  { product, files }: ProductFiles,
  onSecret: ((secret: Secret) => void) | undefined,
): Promise<Diagnostic | null> {
  const fileOf = (name: string): BundleFile | undefined => {
    const entry = files.get(name);
    return entry === undefined ? undefined : { archive, path: entry.path, bytes: entry.bytes };
  };
  const logs = [...files.values()].filter((entry) => isLog(entry.path)).map((entry) => logOf(archive, entry));
  const yml = files.get(product === 'kibana' ? 'kibana.yml' : 'elasticsearch.yml');
  const answered = answerFiles.some((name) => files.has(name)) || (product === 'kibana' && files.has(kibanaStatusFile));
  if (!answered && logs.length === 0 && yml === undefined) return null;
  const answer = <T>(name: AnswerFile, read: (body: unknown) => T | null) => answerOf(fileOf(name), name, read);
  const manifest = manifestOf(archive, files);
  const cluster = answer('version.json', readCluster);
  const nodes = answer('nodes.json', readNodeSettings);
  const kibana = product === 'kibana' ? kibanaStatusIn(fileOf(kibanaStatusFile)) : null;
  const version =
    product === 'kibana'
      ? (kibana?.version ?? null)
      : ((cluster.kind === 'told' ? cluster.value.version : null) ?? releaseOfNodes(nodes.kind === 'told' ? nodes.value : []));
  const ofYml = product === 'kibana' ? setupOfKibanaYml : setupOfYml;
  return {
    path,
    product,
    tool: textOf(manifest?.diagnostic ?? manifest?.diagVersion, 40),
    collectedAt: instant(manifest?.timestamp ?? manifest?.collectionDate),
    node: cluster.kind === 'told' ? cluster.value.nodeName : aloneIn(nodes.kind === 'told' ? nodes.value : []),
    cluster,
    nodes,
    certificates: answer('ssl_certs.json', readCertificates),
    deprecations: answer('deprecation_info.json', readDeprecations),
    remotes: answer('remote_cluster_info.json', readRemotes),
    kibana,
    setup: yml === undefined ? null : await ofYml(yml.bytes, { file: yml.path, version, ...(onSecret === undefined ? {} : { onSecret }) }),
    logs: logs.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Null where there is no such answer, or it is none of Kibana. */
function kibanaStatusIn(file: BundleFile | undefined): KibanaStatus | null {
  const body = file === undefined ? undefined : jsonOf(file);
  if (!isObject(body)) return null;
  const version = isObject(body.version) ? releaseOf(body.version.number) : null;
  const core = isObject(body.status) && isObject(body.status.core) ? body.status.core : null;
  const told = core !== null && isObject(core.elasticsearch) ? core.elasticsearch : null;
  const [level, summary] = told === null ? [null, null] : [textOf(told.level, 40), textOf(told.summary, 2000)];
  return { name: textOf(body.name), version, elasticsearch: level === null ? null : { level, summary: summary ?? '' } };
}

/** Both of a diagnostic of today: the newer says more. */
function manifestOf(archive: string, files: Files): Readonly<Record<string, unknown>> | null {
  const read = manifestFiles.flatMap((name) => {
    const entry = files.get(name);
    const body = entry === undefined ? undefined : jsonOf({ archive, path: entry.path, bytes: entry.bytes });
    return isObject(body) ? [body] : [];
  });
  return read.length === 0 ? null : Object.assign({}, ...read);
}

function productOf(named: unknown, path: string): Diagnostic['product'] {
  if (named === 'kibana' || named === 'logstash') return named;
  // eck-diagnostics puts those of Kibana into a folder of that name.
  const folder = path.split('/').at(-2) ?? path;
  return folder === 'kibana' || folder === 'logstash' ? folder : 'elasticsearch';
}

/** A node that has joined nobody knows itself alone. */
function aloneIn(nodes: readonly NodeSettings[]): string | null {
  const [first, second] = nodes;
  return first !== undefined && second === undefined ? first.name : null;
}

function releaseOfNodes(nodes: readonly NodeSettings[]): string | null {
  return nodes.map(({ version }) => version).find((version) => version !== null) ?? null;
}

function instant(value: unknown): Date | null {
  const at = new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at;
}

function logOf(archive: string, { path, bytes, cut }: ArchiveEntry): BundledLog {
  if (!path.endsWith('.gz')) return { path, text: new TextDecoder().decode(bytes), cut };
  try {
    return { path, text: new TextDecoder().decode(gunzipSync(bytes, { maxOutputLength: mostOfPackedLog })), cut };
  } catch (cause) {
    const tooLarge = cause instanceof RangeError || (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE');
    throw new UsageError(
      'archive-unreadable',
      `${archive}: ${path}: ${tooLarge ? 'it unpacks to more than any log' : 'it is not a complete gzip file'}`,
      'make the archive again, or take the file out of it',
      { cause },
    );
  }
}
