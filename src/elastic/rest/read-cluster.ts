import type { ClusterName } from '../../model/api-facts.ts';
import { isObject, releaseOf, textOf } from '../json-fields.ts';

/** The answer to `GET /`. Null where it has another shape. */
export function readCluster(body: unknown): ClusterName | null {
  if (!isObject(body)) return null;
  const clusterName = textOf(body.cluster_name);
  if (clusterName === null) return null;
  return {
    clusterName,
    clusterUuid: textOf(body.cluster_uuid),
    nodeName: textOf(body.name),
    version: isObject(body.version) ? releaseOf(body.version.number) : null,
  };
}
