import assert from 'node:assert/strict';
import { savedRunSchema } from '../../src/replay/saved-run.ts';
import { shippedObservationsSchema } from '../support/observations-schema.ts';

describe('the schema of a saved run that ships', () => {
  it('is that of what is read; npm run schema writes it', () => {
    assert.deepEqual(shippedObservationsSchema(), JSON.parse(JSON.stringify(savedRunSchema())));
  });
});
