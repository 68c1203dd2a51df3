import assert from 'node:assert/strict';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { drawPath, modelOf, type VerificationMode, verifyAsPeer } from '../../src/x509/path/peer-verdicts.ts';
import { keysOf, makeCa, makeLeaf, name } from '../support/certificate-maker.ts';

const root = { name: name('root'), keys: keysOf('P-256', 'root') };
const rootDer = makeCa(root.name, root.keys);
const leaf = makeLeaf(['DNS:es01'], root);
const input = { chain: [leaf], anchors: [rootDer], at: new Date(), purpose: 'server' } as const;
const longAgo = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };

describe('The verdicts of peers', () => {
  it('follow verification_mode: full compares the name, certificate does not, none compares nothing', async () => {
    const outcomes = async (mode: VerificationMode, chain: readonly Uint8Array[]): Promise<boolean[]> => {
      const peers = [{ kind: 'elastic', jdk: 17 }, { kind: 'elastic', jdk: 25 }, { kind: 'kibana' }] as const;
      return Promise.all(peers.map(async (peer) => (await verifyAsPeer(peer, mode, { ...input, chain, name: 'es02' })).trusted));
    };
    const expired = makeLeaf(['DNS:es02'], root, longAgo);
    assert.deepEqual(await outcomes('full', [leaf]), [false, false, false]);
    assert.deepEqual(await outcomes('certificate', [leaf]), [true, true, true]);
    assert.deepEqual(await outcomes('certificate', [expired]), [false, false, false]);
    assert.deepEqual(await outcomes('none', [expired]), [true, true, true]);
    const client = await verifyAsPeer({ kind: 'elastic', jdk: 25 }, 'full', { ...input, purpose: 'client', name: 'es02' });
    assert.equal(client.trusted, true);
  });

  it('are those of the model of its JVM, or of Node', () => {
    assert.deepEqual(
      [modelOf({ kind: 'elastic', jdk: 17 }), modelOf({ kind: 'elastic', jdk: 25 }), modelOf({ kind: 'kibana' })],
      ['jsse17', 'jsse25', 'node'],
    );
  });

  it('compare the name of a server alone, and only where one is given', async () => {
    for (const purpose of ['server', 'client'] as const) {
      for (const name of ['es01', 'es02', undefined]) {
        const { trusted } = await verifyAsPeer({ kind: 'elastic', jdk: 25 }, 'full', {
          ...input,
          purpose,
          ...(name === undefined ? {} : { name }),
        });
        assert.equal(trusted, purpose === 'client' || name !== 'es02', `${purpose} ${name}`);
      }
    }
  });

  it('come with the path, drawn from the anchor down', async () => {
    const path = [leaf, rootDer].flatMap((der) => {
      const read = parseCertificate(der);
      return read.kind === 'certificate' ? [read.certificate] : [];
    });
    const lines = drawPath(path);
    assert.match(lines[0] ?? '', /^CN=root · until \d{4}-\d\d-\d\d · SHA-256 [0-9a-f]{64} · SHA-1 [0-9a-f]{40}$/);
    assert.match(lines[1] ?? '', /^└─ CN=es01 · /);
  });
});
