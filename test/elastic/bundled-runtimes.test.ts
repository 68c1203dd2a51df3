import assert from 'node:assert/strict';
import { bundledRuntimes } from '../../src/elastic/bundled-runtimes.ts';

describe('what a release is shipped with', () => {
  it('is of a line what its newest release has', () => {
    assert.deepEqual(bundledRuntimes('9.5'), { jdks: [27], nodes: ['24.18'] });
    assert.deepEqual(bundledRuntimes('9.x'), bundledRuntimes('9.5'));
    assert.deepEqual(bundledRuntimes('9.3'), { jdks: [26], nodes: ['22.22'] });
    assert.deepEqual(bundledRuntimes('8.x'), bundledRuntimes('8.19'));
  });

  it('is of one release all that it may have', () => {
    assert.deepEqual(bundledRuntimes('9.4.1')?.jdks, [26, 27]);
    assert.deepEqual(bundledRuntimes('9.3.3')?.jdks, [25]);
    assert.deepEqual(bundledRuntimes('9.3.4')?.jdks, [26]);
    assert.deepEqual(bundledRuntimes('8.12.2')?.jdks, [17, 21, 24]);
  });

  it('is not known of a line that is not', () => {
    for (const release of ['10.0', '6.8', '9.9', '8', 'x']) assert.equal(bundledRuntimes(release), null, release);
  });
});
