import type { EntryWish } from '../archive/archive-entry.ts';

const mebi = 1024 * 1024;

/** An answer of the REST API or of Kubernetes, kept whole or not at all. `nodes.json` of a thousand nodes has some 40 MiB. */
const answer: EntryWish = { most: 64 * mebi, longer: 'refuse' };

/** Of a log its end: what is wrong now stands there. */
const log: EntryWish = { most: 16 * mebi, longer: 'end' };

/** A log that is packed, before it is unpacked: its end alone would be of no use. */
const packedLog: EntryWish = { most: 16 * mebi, longer: 'refuse' };

/** A packed log may unpack to so many octets. */
export const mostOfPackedLog = 64 * mebi;

/** What support-diagnostics writes for each question to Elasticsearch that tells of TLS (elastic-rest.yml). */
export const answerFiles = ['version.json', 'nodes.json', 'ssl_certs.json', 'deprecation_info.json', 'remote_cluster_info.json'] as const;
export type AnswerFile = (typeof answerFiles)[number];

/** What support-diagnostics writes of a Kibana (kibana-rest.yml). */
export const kibanaStatusFile = 'kibana_status.json';

/** What both tools say of themselves. */
export const manifestFiles = ['manifest.json', 'diagnostic_manifest.json'] as const;

/** What eck-diagnostics writes for each namespace, as far as it tells of TLS. */
const kubernetesFiles = ['elasticsearch.json', 'kibana.json', 'secrets.json', 'pods.json', 'configmaps.json'] as const;

/** A list of eck-diagnostics: `NAMESPACE/secrets.json`. Diagnostics of a cluster lie deeper. */
export function isOfKubernetes(path: string): boolean {
  const [namespace, name, ...more] = path.split('/');
  return namespace !== '' && more.length === 0 && kubernetesFiles.some((file) => file === name);
}

const read: ReadonlySet<string> = new Set([...answerFiles, ...manifestFiles, kibanaStatusFile, 'elasticsearch.yml', 'kibana.yml']);

/** Which files of a diagnostic are read, and how much of each. */
export function wishForBundle(path: string): EntryWish | null {
  const name = nameOf(path);
  if (read.has(name) || isOfKubernetes(path)) return answer;
  if (!isLog(path)) return null;
  return name.endsWith('.gz') ? packedLog : log;
}

/** A log of a node, of Kibana or of a pod; not that of the garbage collector, of slow queries or of the tool itself. */
export function isLog(path: string): boolean {
  const name = nameOf(path);
  if (/^(?:eck-)?diagnostics\.log$|^gc\.log|slowlog|_deprecation|_audit|_access/.test(name)) return false;
  if (/^(?:previous-)?logs\.txt$/.test(name)) return /(?:^|\/)pod\//.test(path);
  return /\.log(?:\.gz)?$/.test(name) || /_server\.json(?:\.gz)?$/.test(name);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Folders within a diagnostic, which belong to what they stand in. */
const inner = new Set(['logs', 'config', 'commercial', 'cat', 'syscalls', 'docker', 'java', 'network']);

/** The folder of the diagnostic that a file belongs to: `api-diagnostics-20261130-120000`, or empty. */
export function folderOf(path: string): string {
  const parts = path.split('/').slice(0, -1);
  return (inner.has(parts.at(-1) ?? '') ? parts.slice(0, -1) : parts).join('/');
}
