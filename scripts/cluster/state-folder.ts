import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where distributions, certificates and running clusters are kept: HANDCLASP_CLUSTER_DIR, else a folder in the system's temporary one. */
export function stateFolder(): string {
  return resolve(process.env.HANDCLASP_CLUSTER_DIR ?? join(tmpdir(), 'handclasp-cluster'));
}

export function clusterFolder(name: string): string {
  return join(stateFolder(), 'clusters', name);
}

/** Who runs the nodes: both products refuse to run as root. Null where we are not root and run them ourselves. */
export type NodeUser = { readonly uid: number; readonly gid: number } | null;

/** As root: the user HANDCLASP_CLUSTER_USER, else `nobody`. */
export function nodeUser(): NodeUser {
  if (process.getuid?.() !== 0) return null;
  const name = process.env.HANDCLASP_CLUSTER_USER ?? 'nobody';
  const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }).trim());
  return { uid: ask('-u'), gid: ask('-g') };
}

/** Makes the folder, and makes sure that nobody else prepared it for us and that the nodes' user gets into it. */
export function openStateFolder(user: NodeUser): string {
  const folder = stateFolder();
  mkdirSync(folder, { recursive: true });
  const { uid } = statSync(folder);
  if (uid !== process.getuid?.()) throw new Error(`${folder} belongs to user ${uid}; set HANDCLASP_CLUSTER_DIR to a folder of your own`);
  chmodSync(folder, 0o755);
  for (const part of ['clusters', 'distributions', 'pki']) mkdirSync(join(folder, part), { recursive: true });
  if (user !== null && spawnSync('test', ['-x', join(folder, 'clusters')], { uid: user.uid, gid: user.gid, cwd: '/' }).status !== 0) {
    throw new Error(`user ${user.uid} cannot enter ${folder}; set HANDCLASP_CLUSTER_DIR to a folder that everyone can enter`);
  }
  return folder;
}
