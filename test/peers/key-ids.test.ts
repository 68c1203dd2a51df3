import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonsIn } from '../../src/logs/find-log-line.ts';
import type { Model } from '../../src/x509/path/model-choices.ts';
import { verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { findJdks } from '../support/jsse-server.ts';
import { type KeyIdKind, keyIdKinds, leafKeys } from '../support/key-id-kinds.ts';
import { hasOpenssl } from '../support/openssl-server.ts';
import { skipUnless } from '../support/required.ts';
import { type Judge, startJsseJudge } from '../x509/jsse-judge.ts';
import { pemOf, startNodeJudge } from '../x509/node-judge.ts';

const ours = ({ chain, anchors }: KeyIdKind, model: Model) =>
  verifyCertificate({ chain, anchors, at: new Date(), purpose: 'server', model });

/** Our verdict is the judge's, and our reason is one that its words stand for. */
async function agrees(judge: Judge, model: Model): Promise<void> {
  for (const kind of keyIdKinds) {
    const { trusted, words } = await judge.ask({ ...kind, keys: leafKeys, name: null, purpose: 'server', story: [] });
    const verdict = await ours(kind, model);
    assert.equal(trusted, kind.trusting === 'all' || (kind.trusting === 'java' && model !== 'node'), `${kind.title}: it says ${words}`);
    assert.equal(verdict.trusted, trusted, `${kind.title}: it says ${words}`);
    if (!verdict.trusted) assert.ok(reasonsIn(words).includes(verdict.reason), `${kind.title}: ${verdict.reason} for ${words}`);
  }
}

describe('The verdict of real peers where key ids, serial numbers and issuers fit or do not', () => {
  for (const [model, major] of [
    ['jsse17', 17],
    ['jsse25', 25],
  ] as const) {
    it(`is that of JSSE on JDK ${major}`, async function () {
      const jdk = findJdks().find((found) => found.major === major);
      skipUnless(this, jdk !== undefined, `JDK ${major}`);
      if (jdk === undefined) return;
      this.timeout(60_000);
      const judge = await startJsseJudge(jdk);
      try {
        await agrees(judge, model);
      } finally {
        await judge.close();
      }
    });
  }

  it('is that of node:tls', async () => {
    const judge = await startNodeJudge();
    try {
      await agrees(judge, 'node');
    } finally {
      await judge.close();
    }
  });

  it('is that of openssl verify, in the model of Node', async function () {
    skipUnless(this, hasOpenssl(), 'OpenSSL');
    const directory = await mkdtemp(join(tmpdir(), 'handclasp-key-ids-'));
    const file = async (name: string, certificates: readonly Uint8Array[]): Promise<string> => {
      await writeFile(join(directory, name), certificates.map(pemOf).join(''));
      return join(directory, name);
    };
    try {
      for (const kind of keyIdKinds) {
        const [leaf, ...others] = kind.chain;
        const sent = others.length === 0 ? [] : ['-untrusted', await file('sent.pem', others)];
        const files = ['-CAfile', await file('ca.pem', kind.anchors), ...sent];
        const flags = ['-purpose', 'sslserver', '-auth_level', '1', '-no-CApath', '-no-CAstore'];
        const leafFile = await file('leaf.pem', leaf === undefined ? [] : [leaf]);
        const { status, stderr } = spawnSync('openssl', ['verify', ...flags, ...files, leafFile], { encoding: 'utf8' });
        assert.equal(status === 0, kind.trusting === 'all', `${kind.title}: ${stderr}`);
        assert.equal((await ours(kind, 'node')).trusted, status === 0, `${kind.title}: ${stderr}`);
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
