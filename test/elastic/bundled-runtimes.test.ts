import assert from 'node:assert/strict';
import { bundledRuntimes, knownLines, sourceOfBundled } from '../../src/elastic/bundled-runtimes.ts';

describe('what a release is shipped with', () => {
  it('is of a line what its newest release has', () => {
    assert.deepEqual(bundledRuntimes('9.5'), { jdks: [27], nodes: ['24.21'] });
    assert.deepEqual(bundledRuntimes('9.x'), bundledRuntimes('9.5'));
    assert.deepEqual(bundledRuntimes('9.3'), { jdks: [26], nodes: ['22.22'] });
    assert.deepEqual(bundledRuntimes('8.x'), bundledRuntimes('8.19'));
  });

  it('is of one release all that it may have', () => {
    assert.deepEqual(bundledRuntimes('9.4.1')?.jdks, [26, 27]);
    assert.deepEqual(bundledRuntimes('9.3.3')?.jdks, [25]);
    assert.deepEqual(bundledRuntimes('9.3.4')?.jdks, [26]);
    assert.deepEqual(bundledRuntimes('8.12.2')?.jdks, [17, 21, 24]);
    assert.deepEqual([bundledRuntimes('9.5.3')?.jdks, bundledRuntimes('9.5.4')?.jdks], [[26], [26, 27]]);
  });

  it('has for each line what it rests on, and says what nobody checked', () => {
    for (const line of knownLines) assert.match(sourceOfBundled(line) ?? '', /elastic\/(?:elasticsearch|kibana)#\d+/, line);
    assert.match(sourceOfBundled('9.0') ?? '', /JDK 23, and Node\.js: not checked$/);
    assert.equal(sourceOfBundled('6.8'), null);
  });

  it('is not known of a line that is not', () => {
    for (const release of ['10.0', '6.8', '9.9', '8', 'x']) assert.equal(bundledRuntimes(release), null, release);
  });
});
