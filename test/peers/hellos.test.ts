import assert from 'node:assert/strict';
import { helloOf, recordedHellos } from '../../src/hellos/recorded-hellos.ts';
import { skipUnless } from '../support/required.ts';
import { captureAll, capturedRuntimes } from '../support/tls-peers/capture-all.ts';

describe('a hello that is recorded', () => {
  const runtimes = capturedRuntimes();

  before(function () {
    const captured = recordedHellos.filter(({ from }) => from === 'captured').length;
    // A JDK has two: its own, and with the suites of Elasticsearch.
    const here = runtimes.reduce((sum, runtime) => sum + (runtime.startsWith('jdk') ? 2 : 1), 0);
    skipUnless(this, here >= captured, 'one of the runtimes that .ci/run installs');
  });

  for (const runtime of runtimes)
    it(`is what ${runtime} says`, async function () {
      this.timeout(60_000);
      for (const [id, captured] of await captureAll(runtime)) {
        const { id: _id, title: _title, from, source: _source, ...recorded } = helloOf(id);
        assert.equal(from, 'captured');
        assert.deepEqual(captured, recorded, id);
      }
    });
});
