import { isIP } from 'node:net';
import type { Member } from '../../model/api-facts.ts';
import { isObject, textOf } from '../json-fields.ts';

/** The answer to `GET /_cat/nodes?h=name,ip,port&format=json`, whose values are all texts. Null where it has another shape. */
export function readMembers(body: unknown): readonly Member[] | null {
  if (!Array.isArray(body)) return null;
  const members = body.map((row): Member | null => {
    if (!isObject(row)) return null;
    const [name, address] = [textOf(row.name), textOf(row.ip)];
    const port = Number(row.port);
    return name === null || address === null || isIP(address) === 0 || !Number.isInteger(port) ? null : { name, address, port };
  });
  return members.every((one) => one !== null) ? members : null;
}
