import assert from 'node:assert/strict';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { differenceOf, drawPath, type VerificationMode, verdictsByModel, verifyAsPeer } from '../../src/x509/peer-verdicts.ts';
import { keysOf, makeCa, makeLeaf, name } from '../support/certificate-maker.ts';

const root = { name: name('root'), keys: keysOf('P-256', 'root') };
const rootDer = makeCa(root.name, root.keys);
const leaf = makeLeaf(['DNS:es01'], root);
const input = { chain: [leaf], anchors: [rootDer], at: new Date(), purpose: 'server' } as const;
const longAgo = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };

describe('The verdicts of peers', () => {
  it('say nothing of a difference where there is none', async () => {
    assert.equal(differenceOf(await verdictsByModel(input)), null);
    assert.equal(differenceOf(await verdictsByModel({ ...input, anchors: [makeCa(name('other'), root.keys)] })), null);
  });

  it('say who fails and who does not: an expired CA in the trust store', async () => {
    const anchors = [makeCa(root.name, root.keys, undefined, longAgo)];
    assert.equal(
      differenceOf(await verdictsByModel({ ...input, anchors })),
      'Kibana refuses the chain (CA expired: CN=root ended on 2021-01-01T00:00:00Z); Elasticsearch on JDK 17 and on JDK 25 trusts it.',
    );
  });

  it('say so of two JDKs as well: a chain of nine certificates from a client', async () => {
    const chain = [leaf];
    let above = root;
    for (let i = 0; i < 8; i++) {
      const ca = { name: name(`ca ${i}`), keys: keysOf('P-256', `ca ${i}`) };
      chain.splice(1, 0, makeCa(ca.name, ca.keys, above));
      above = ca;
    }
    chain[0] = makeLeaf(['DNS:es01'], above);
    const verdicts = await verdictsByModel({ ...input, chain, purpose: 'client' });
    assert.match(
      differenceOf(verdicts) ?? '',
      /^Elasticsearch on JDK 25 refuses the chain \(Chain too long: .*\); Elasticsearch on JDK 17 and Kibana trusts it\.$/,
    );
  });

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
