import type { DeprecationNotice } from '../../model/diagnostic.ts';
import { isObject, textOf } from '../json-fields.ts';

/** The answer to `GET /_migration/deprecations`, what concerns the cluster and its nodes; indices have no TLS. Null where it has another shape. */
export function readDeprecations(body: unknown): readonly DeprecationNotice[] | null {
  if (!isObject(body) || !Array.isArray(body.node_settings) || !Array.isArray(body.cluster_settings)) return null;
  return [...body.cluster_settings, ...body.node_settings].flatMap((one): DeprecationNotice[] => {
    const message = isObject(one) ? textOf(one.message, 1000) : null;
    if (!isObject(one) || message === null) return [];
    const url = textOf(one.url, 500);
    return [
      {
        level: one.level === 'critical' ? 'critical' : 'warning',
        message,
        details: textOf(one.details, 2000),
        url: url !== null && /^https:\/\/(?:\w+\.)*elastic\.co\//.test(url) ? url : null,
      },
    ];
  });
}
