import assert from 'node:assert/strict';
import { pathFaultText } from '../../src/wording/path-fault-texts.ts';
import type { Model } from '../../src/x509/path/model-choices.ts';
import { verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { findJdks } from '../support/jsse-server.ts';
import { hasOpenssl } from '../support/openssl-server.ts';
import { type RawChainServer, startRawChainServer } from '../support/raw-chain-server.ts';
import { skipUnless } from '../support/required.ts';
import { nodeClient, opensslClient, startJsseClient, type TlsClient } from '../support/tls-clients.ts';
import { unreadableAnchor, unreadableKey, unreadableKinds } from '../support/unreadable-kinds.ts';

const versions = ['TLSv1.3', 'TLSv1.2'] as const;

/** What a real client says of each kind, in both versions of TLS, against what is expected of its family. */
async function disagreements(server: RawChainServer, client: TlsClient, family: 'java' | 'openssl'): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { title, chain, accepted } of unreadableKinds) {
    for (const version of versions) {
      server.show({ chain, key: unreadableKey });
      const { trusted, words } = await client.ask({ port: server.port, version, name: null, anchors: [unreadableAnchor] });
      if (trusted !== accepted[family]) wrong.push(`${title} in ${version}: ${words.slice(0, 300)}`);
    }
  }
  return wrong;
}

describe('Certificates that peers cannot read', () => {
  let server: RawChainServer;
  before(async () => {
    server = await startRawChainServer({ chain: [], key: unreadableKey });
  });
  after(() => server.close());

  it('are accepted or refused by node:tls as the table has it', async function () {
    this.timeout(120_000);
    assert.deepEqual(await disagreements(server, nodeClient, 'openssl'), []);
  });

  it('are accepted or refused by OpenSSL as the table has it', async function () {
    skipUnless(this, hasOpenssl(), 'openssl');
    this.timeout(120_000);
    const client = opensslClient();
    try {
      assert.deepEqual(await disagreements(server, client, 'openssl'), []);
    } finally {
      await client.close();
    }
  });

  for (const major of [17, 25]) {
    it(`are accepted or refused by JSSE on JDK ${major} as the table has it`, async function () {
      const jdk = findJdks().find((found) => found.major === major);
      skipUnless(this, jdk !== undefined, `JDK ${major}`);
      if (jdk === undefined) return;
      this.timeout(120_000);
      const client = await startJsseClient(jdk);
      try {
        assert.deepEqual(await disagreements(server, client, 'java'), []);
      } finally {
        await client.close();
      }
    });
  }

  const families: readonly (readonly [Model, 'java' | 'openssl'])[] = [
    ['jsse17', 'java'],
    ['jsse25', 'java'],
    ['node', 'openssl'],
  ];
  for (const [model, family] of families) {
    it(`are judged by the model ${model} as by the real one`, async () => {
      for (const { title, chain, accepted } of unreadableKinds) {
        const verdict = await verifyCertificate({ chain, anchors: [unreadableAnchor], at: new Date(), purpose: 'server', model });
        assert.equal(
          verdict.trusted,
          accepted[family],
          `${title}: ${verdict.trusted ? 'trusted' : `${verdict.reason}, ${pathFaultText(verdict.because)}`}`,
        );
      }
    });
  }
});
