import { isIP } from 'node:net';
import type { ListedNode, ListedPort, PublishedAddress } from '../../model/api-facts.ts';
import { isObject, releaseOf, textOf } from '../json-fields.ts';

/** The nodes in an answer to `GET /_nodes/http,transport`. Null where it has another shape. */
export function readNodes(body: unknown): readonly ListedNode[] | null {
  if (!isObject(body) || !isObject(body.nodes)) return null;
  return Object.entries(body.nodes).flatMap(([id, value]): ListedNode[] => {
    if (!isObject(value)) return [];
    const node = textOf(id);
    return node === null
      ? []
      : [
          {
            id: node,
            name: textOf(value.name) ?? node,
            version: releaseOf(value.version),
            http: readPort(value.http),
            transport: readPort(value.transport),
          },
        ];
  });
}

function readPort(value: unknown): ListedPort | null {
  if (!isObject(value)) return null;
  const published = publishedAddress(value.publish_address);
  if (published === null) return null;
  const bound = Array.isArray(value.bound_address) ? value.bound_address : [];
  return { published, bound: bound.flatMap((one) => publishedAddress(one) ?? []) };
}

/** `es01/10.0.0.11:9300`, `10.0.0.11:9300`, `[::1]:9300`, `es01/[::1]:9300`. Null where it is none of them. */
export function publishedAddress(value: unknown): PublishedAddress | null {
  const parts = typeof value === 'string' ? /^(?:([^/]{1,255})\/)?(?:\[([^\]]+)\]|([^:[\]/]+)):(\d{1,5})$/.exec(value) : null;
  if (parts === null) return null;
  const address = parts[2] ?? parts[3] ?? '';
  const port = Number(parts[4]);
  if (isIP(address) === 0 || port < 1 || port > 65_535) return null;
  const name = textOf(parts[1]);
  return { name: name === null || isIP(name) !== 0 ? null : name, address, port };
}
