import {
  type EckCluster,
  eckClusterIn,
  inClusterAccess,
  readEckFromKubernetes,
  readKubeconfig,
  readKubernetesObjects,
  reasonText,
  UsageError,
} from '../index.ts';
import type { EckRequest } from './options/eck.ts';
import type { Terminal } from './terminal.ts';

/**
 * Reads the cluster of `--eck`, from files or from the API server; none where nobody asks.
 *
 * @throws UsageError where it is not there, or the API server does not let anything of it be read
 */
export async function readEck(
  { eck, eckFiles, kubeconfig, timeoutMs }: EckRequest & { readonly timeoutMs: number },
  terminal: Terminal,
): Promise<readonly EckCluster[]> {
  if (eck === null) return [];
  const [namespace = '', name = ''] = eck.split('/');
  if (eckFiles.length > 0) {
    return [eckClusterIn(await readKubernetesObjects(eckFiles), { namespace, name }, { source: 'files', gaps: [] })];
  }
  const { server, anchors, serverName, token, identity } =
    kubeconfig === null ? await inClusterAccess(terminal.env) : await readKubeconfig(kubeconfig);
  if (token !== null) terminal.mask.add(token);
  const host = server.hostname.replace(/^\[(.*)\]$/, '$1');
  const { objects, gaps } = await readEckFromKubernetes(
    {
      scheme: 'https',
      address: host,
      port: server.port === '' ? 443 : Number(server.port),
      serverName: serverName ?? host,
      anchors,
      credentials: token === null ? null : { kind: 'token', token },
      ...(identity === null ? {} : { identity }),
      timeoutMs,
      signal: terminal.interrupted,
    },
    { namespace, name },
  );
  const [first] = gaps;
  if (objects.length === 0 && first !== undefined)
    throw new UsageError(
      'eck-unread',
      `the API server ${server.host} does not show ${eck}: ${reasonText(first.because)}`,
      'check name, namespace and the rights of the account: kubectl auth can-i get elasticsearch',
    );
  return [eckClusterIn(objects, { namespace, name }, { source: `API server ${server.host}`, gaps })];
}
