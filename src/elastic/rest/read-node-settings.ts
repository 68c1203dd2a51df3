import type { NodeSettings } from '../../model/diagnostic.ts';
import { type Fields, isObject, textOf } from '../json-fields.ts';
import { readNodes } from './read-nodes.ts';

/** The answer to `GET /_nodes`: also what it tells of settings. Null where it has another shape. */
export function readNodeSettings(body: unknown): readonly NodeSettings[] | null {
  const nodes = readNodes(body);
  if (nodes === null || !isObject(body) || !isObject(body.nodes)) return null;
  const all = body.nodes;
  return nodes.map((node): NodeSettings => {
    const fields = all[node.id];
    const jvm = isObject(fields) && isObject(fields.jvm) ? textOf(fields.jvm.version, 40) : null;
    return { ...node, jvm, told: isObject(fields) && isObject(fields.settings) ? toldBy(fields.settings, node.version) : null };
  });
}

function toldBy(settings: Fields, version: string | null): NodeSettings['told'] {
  const flag = (key: string, otherwise: boolean) => {
    const value = at(settings, key);
    return value === 'true' || value === true ? true : value === 'false' || value === false ? false : otherwise;
  };
  const seeds = at(settings, 'discovery.seed_hosts');
  return {
    // On unless it is set, since 8.
    security: flag('xpack.security.enabled', version !== null && !version.startsWith('7.')),
    transportTls: flag('xpack.security.transport.ssl.enabled', false),
    httpTls: flag('xpack.security.http.ssl.enabled', false),
    singleNode: at(settings, 'discovery.type') === 'single-node',
    seedHosts: (Array.isArray(seeds) ? seeds : typeof seeds === 'string' ? seeds.split(',') : []).flatMap((one) => textOf(one) ?? []),
  };
}

/** A setting by its dotted name: the answer nests them, and keeps some of the dots. */
function at(fields: Fields, key: string): unknown {
  if (Object.hasOwn(fields, key)) return fields[key];
  for (let dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
    const inner = fields[key.slice(0, dot)];
    if (!isObject(inner)) continue;
    const found = at(inner, key.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
