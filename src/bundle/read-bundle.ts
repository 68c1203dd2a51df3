import { gunzipSync } from 'node:zlib';
import type { ArchiveEntry } from '../archive/archive-entry.ts';
import { readArchive } from '../archive/read-archive.ts';
import { isObject, textOf } from '../elastic/json-fields.ts';
import { readCertificates } from '../elastic/rest/read-certificates.ts';
import { readCluster } from '../elastic/rest/read-cluster.ts';
import { readDeprecations } from '../elastic/rest/read-deprecations.ts';
import { readNodeSettings } from '../elastic/rest/read-node-settings.ts';
import { readRemotes } from '../elastic/rest/read-remotes.ts';
import type { Bundle, BundledLog, Diagnostic, NodeSettings } from '../model/diagnostic.ts';
import type { EckCluster } from '../model/eck.ts';
import type { Secret } from '../model/secret.ts';
import { UsageError } from '../model/usage-error.ts';
import { eckClusterIn } from '../settings/eck/eck-cluster.ts';
import { objectsIn } from '../settings/eck/read-objects.ts';
import { setupOfYml } from '../settings/elasticsearch/setup-of-yml.ts';
import {
  type AnswerFile,
  answerFiles,
  folderOf,
  isLog,
  isOfKubernetes,
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
    const diagnostic = folder === ofEck?.[0] ? null : await diagnosticIn(file, folder, inFolder, onSecret);
    if (diagnostic !== null) diagnostics.push(diagnostic);
  }
  if (diagnostics.length === 0)
    throw new UsageError(
      'archive-without-diagnostic',
      `${file}: nothing in it is about Elasticsearch`,
      'expected an archive of support-diagnostics or eck-diagnostics (nodes.json, ssl_certs.json, logs), or logs and elasticsearch.yml of a node',
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

async function diagnosticIn(
  archive: string,
  path: string,
  files: Files,
  onSecret: ((secret: Secret) => void) | undefined,
): Promise<Diagnostic | null> {
  const fileOf = (name: string): BundleFile | undefined => {
    const entry = files.get(name);
    return entry === undefined ? undefined : { archive, path: entry.path, bytes: entry.bytes };
  };
  const logs = [...files.values()].filter((entry) => isLog(entry.path)).map((entry) => logOf(archive, entry));
  const yml = files.get('elasticsearch.yml');
  const answered = answerFiles.some((name) => files.has(name));
  if (!answered && logs.length === 0 && yml === undefined) return null;
  const answer = <T>(name: AnswerFile, read: (body: unknown) => T | null) => answerOf(fileOf(name), name, read);
  const manifest = manifestOf(archive, files);
  const cluster = answer('version.json', readCluster);
  const nodes = answer('nodes.json', readNodeSettings);
  const version = (cluster.kind === 'told' ? cluster.value.version : null) ?? releaseOfNodes(nodes.kind === 'told' ? nodes.value : []);
  return {
    path,
    product: productOf(manifest?.product, path),
    tool: textOf(manifest?.diagnostic ?? manifest?.diagVersion, 40),
    collectedAt: instant(manifest?.timestamp ?? manifest?.collectionDate),
    node: cluster.kind === 'told' ? cluster.value.nodeName : aloneIn(nodes.kind === 'told' ? nodes.value : []),
    cluster,
    nodes,
    certificates: answer('ssl_certs.json', readCertificates),
    deprecations: answer('deprecation_info.json', readDeprecations),
    remotes: answer('remote_cluster_info.json', readRemotes),
    setup:
      yml === undefined ? null : await setupOfYml(yml.bytes, { file: yml.path, version, ...(onSecret === undefined ? {} : { onSecret }) }),
    logs: logs.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
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
