import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** From test/support and from dist/test/support alike. */
export function shippedObservationsSchema(): object {
  for (const up of ['../../schema', '../../../schema']) {
    try {
      return JSON.parse(readFileSync(new URL(`${up}/observations.schema.json`, import.meta.url), 'utf8'));
    } catch {}
  }
  throw new Error('schema/observations.schema.json is not there');
}

// Formats say what base64 and instants look like; patterns beside them say it, too.
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
const validate = ajv.compile(shippedObservationsSchema());

/** Holds a saved run to the schema that ships. */
export function assertIsSavedRun(data: unknown): void {
  assert.ok(validate(data), ajv.errorsText(validate.errors, { separator: '\n' }));
}
