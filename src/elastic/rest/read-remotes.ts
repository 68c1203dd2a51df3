import type { RemoteCluster } from '../../model/api-facts.ts';
import { isObject, textOf } from '../json-fields.ts';

/** The answer to `GET /_remote/info`: `cluster_credentials` (8.10 and later) is there where an API key is set. Null where it has another shape. */
export function readRemotes(body: unknown): readonly RemoteCluster[] | null {
  if (!isObject(body)) return null;
  const remotes = Object.entries(body).map(([key, value]): RemoteCluster | null => {
    const alias = textOf(key);
    if (alias === null || !isObject(value) || typeof value.connected !== 'boolean') return null;
    const seeds = Array.isArray(value.seeds) ? value.seeds : [];
    return {
      alias,
      connected: value.connected,
      addresses: [...seeds, value.proxy_address].flatMap((address) => textOf(address) ?? []),
      apiKey: typeof value.cluster_credentials === 'string',
    };
  });
  return remotes.every((one) => one !== null) ? remotes : null;
}
