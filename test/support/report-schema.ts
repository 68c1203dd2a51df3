import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** From test/support and from dist/test/support alike. */
function schemaText(): string {
  for (const up of ['../../schema', '../../../schema']) {
    try {
      return readFileSync(new URL(`${up}/report.schema.json`, import.meta.url), 'utf8');
    } catch {}
  }
  throw new Error('schema/report.schema.json is not there');
}

const schema: unknown = JSON.parse(schemaText());
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
const validate = ajv.compile(closed(schema) as object);

/** Holds a report to the schema, and to no key beyond it: users may meet new keys, the tests must know of each. */
export function assertIsReport(data: unknown): void {
  assert.ok(validate(data), ajv.errorsText(validate.errors, { separator: '\n' }));
}

/** The schema as it ships says nothing against further keys; this one does, wherever keys are listed. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const copy: Record<string, unknown> = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  if ('properties' in copy && !('additionalProperties' in copy)) {
    copy.additionalProperties = false;
    // An empty schema for keys that bear a name of a keyword would be wrong; `properties` itself maps names to schemas.
    delete copy.$id;
  }
  return copy;
}
