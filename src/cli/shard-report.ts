import { createHash } from 'node:crypto';
import type { Shard, ShardReport } from '../index.ts';
import type { ClientIdentity } from './client-identity.ts';
import type { ScanRequest } from './commands/scan.ts';
import type { Trust } from './read-trust.ts';

/** What was read for a scan, as far as its results depend on it. */
type Read = { readonly trust: Trust; readonly crls: readonly Uint8Array[]; readonly identity: ClientIdentity | null };

/**
 * What a part of a scan says of itself. Of files it has digests of what they come to: another order of the same certificates is no difference, and no file tells what is in it.
 *
 * @param depth the one that is in force
 */
export function shardReport(
  shard: Shard,
  request: ScanRequest,
  { trust, crls, identity }: Read,
  depth: string,
  { targets, allTargets }: Pick<ShardReport, 'targets' | 'allTargets'>,
): ShardReport {
  return {
    ...shard,
    targets,
    allTargets,
    options: {
      depth,
      'quiet-wire': request.quietWire,
      vantage: request.vantage,
      'server-name': request.serverName,
      deployment: request.deployment,
      'expires-in': request.expiresIn === null ? null : `${request.expiresIn / 86_400_000}d`,
      'try-self-signed': request.trySelfSigned,
      ca: trust.anchors.length === 0 && trust.publicRoots ? 'system' : digestOf(trust.anchors, trust.publicRoots ? 'system' : ''),
      crl: digestOf(crls),
      cert: digestOf(identity?.chain ?? []),
      user: request.user !== null,
      'api-key-file': request.apiKeyFile !== null,
    },
  };
}

function digestOf(contents: readonly Uint8Array[], beside = ''): string | null {
  if (contents.length === 0) return null;
  const each = contents.map((bytes) => createHash('sha256').update(bytes).digest('hex')).sort();
  return `sha256:${createHash('sha256')
    .update([...each, beside].join('\n'))
    .digest('hex')}`;
}
