import assert from 'node:assert/strict';
import { skipUnless } from '../support/required.ts';
import { findRuntimes } from '../support/tls-peers/tls-peers.ts';
import { certificateKinds } from './pairs/certificate-kinds.ts';
import { predictPair } from './pairs/predict-pair.ts';
import { type Pair, runPairs } from './pairs/run-pairs.ts';
import { variants } from './pairs/variants.ts';

/*
 * Handshakes that are really made, against what the product foretells of each: runtimes of servers and of clients, kinds of certificates, settings of both ends. Where they differ the
 * product is wrong.
 */
const wanted = ['jdk17', 'jdk21', 'jdk25', 'node20', 'node22', 'node24', 'node26', 'go', 'python'];

describe('a handshake that is foretold', () => {
  const runtimes = findRuntimes();
  const servers = runtimes.filter((runtime) => /^(jdk(17|25)|node)/.test(runtime));
  const clients = runtimes.filter((runtime) => wanted.some((one) => runtime.startsWith(one)));

  before(function () {
    const missing = wanted.filter((one) => !runtimes.some((runtime) => runtime.startsWith(one)));
    skipUnless(this, missing.length === 0, missing.join(', '));
  });

  it('is what comes of it, for each kind of certificate on each runtime', async function () {
    this.timeout(600_000);
    const [from13, from12] = variants;
    assert.ok(from13 && from12);
    await compare(
      certificateKinds.flatMap((kind, index) =>
        servers.flatMap((server, place) =>
          clients
            // Each server meets each client over the kinds, and each kind half of the clients.
            .filter((_, at) => (at + index + place) % 2 === 0)
            .flatMap((client) => [
              { server, client, kind, variant: from13 },
              { server, client, kind, variant: from12 },
            ]),
        ),
      ),
    );
  });

  it('is what comes of it, for versions, suites, groups and signature schemes that were set', async function () {
    this.timeout(600_000);
    const keys = ['RSA 2048', 'RSA 1024', 'RSA-PSS key', 'ECDSA P-256', 'ECDSA P-384', 'ECDSA P-521', 'Ed25519'];
    const few = (list: readonly string[]) =>
      ['jdk17', 'jdk25', 'node20', 'node24'].flatMap((one) => list.find((name) => name.startsWith(one)) ?? []);
    const kinds = certificateKinds.filter(({ name }) => keys.includes(name));
    await compare(
      variants.slice(2).flatMap((variant, index) =>
        kinds.flatMap((kind, row) =>
          few(servers).flatMap((server, place) =>
            few(clients)
              .filter((_, at) => (at + index + row + place) % 2 === 0)
              .map((client) => ({ server, client, kind, variant })),
          ),
        ),
      ),
    );
  });
});

async function compare(pairs: readonly Pair[]): Promise<void> {
  const at = new Date();
  const wrong: string[] = [];
  let completed = 0;
  for (const result of await runPairs(pairs)) {
    const foretold = await predictPair(result, at);
    const completes = result.answer.startsWith('ok ');
    if (completes) completed += 1;
    if (completes === (foretold.kind === 'completes')) continue;
    const { server, client, kind, variant, answer } = result;
    wrong.push(`${client} to ${server}, ${kind.name}, ${variant.name}: ${answer.slice(0, 200)}; foretold: ${JSON.stringify(foretold)}`);
  }
  console.log(`      ${pairs.length - wrong.length} of ${pairs.length} as foretold, ${completed} of them complete`);
  assert.deepEqual(wrong.slice(0, 20), []);
  assert.ok(
    pairs.length >= 60 && completed > pairs.length / 10 && completed < pairs.length * 0.95,
    'a table of which all complete, or none, shows little',
  );
}
