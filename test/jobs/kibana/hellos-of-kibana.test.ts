import assert from 'node:assert/strict';
import { hellosOfKibana } from '../../../src/jobs/kibana/hellos-of-kibana.ts';

describe('what a Kibana of a release says first', () => {
  for (const [release, hellos] of [
    ['9.4', ['node24']],
    ['9.3.4', ['node22']],
    ['9.0.1', ['node22-openssl3.0']],
    ['8.19.2', ['node22-openssl3.0', 'node24']],
    ['7.17.29', ['node20']],
    ['12.0', ['node20', 'node24']],
    [null, ['node20', 'node24']],
  ] as const)
    it(`is that of ${hellos.join(' or ')}: ${release ?? 'a release that is not known'}`, () => {
      assert.deepEqual(hellosOfKibana(release), hellos);
    });
});
