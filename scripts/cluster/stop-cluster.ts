import { rm } from 'node:fs/promises';
import { nodeFolders } from './cluster-record.ts';
import { stopNode } from './node-process.ts';
import { clusterFolder } from './state-folder.ts';

/** Ends a cluster's nodes and removes its folder, logs included unless they shall stay. A cluster that is not there is none to end. */
export async function stopCluster(name: string, options: { readonly keep?: boolean } = {}): Promise<void> {
  await Promise.all(nodeFolders(name).map((folder) => stopNode(folder)));
  if (options.keep !== true) await rm(clusterFolder(name), { recursive: true, force: true, maxRetries: 3 });
}
