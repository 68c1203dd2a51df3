import assert from 'node:assert/strict';
import type { Certificate } from '../../src/model/certificate.ts';
import { sameName } from '../../src/model/same-name.ts';
import { pathFaultText } from '../../src/wording/path-fault-texts.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import type { Model } from '../../src/x509/path/model-choices.ts';
import { type VerifyResult, verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { keysOf, makeCa, makeLeaf, name } from '../support/certificate-maker.ts';
import { randomChain } from './random-chains.ts';

const root = { name: name('O=acme', 'CN=at hand'), keys: keysOf('P-256', 'at hand') };
const one = { name: name('CN=one'), keys: keysOf('P-256', 'one') };
const two = { name: name('CN=two'), keys: keysOf('P-256', 'two') };
const leaf = makeLeaf(['DNS:es01'], root);
const anchor = makeCa(root.name, root.keys);
/** The name in another kind of string, which is another name to Java alone. */
const otherwise = makeCa(name('O=~acme', 'CN=~at hand'), root.keys);
const stranger = makeCa(name('CN=stranger'), keysOf('P-256', 'stranger'));

async function told(model: Model, chain: readonly Uint8Array[], anchors: readonly Uint8Array[]): Promise<string> {
  const verdict = await verifyCertificate({ chain, anchors, at: new Date(), purpose: 'server', model });
  return verdict.trusted ? 'trusted' : pathFaultText(verdict.because);
}

const read = (der: Uint8Array): readonly Certificate[] => {
  const result = parseCertificate(der);
  return result.kind === 'certificate' ? [result.certificate] : [];
};

/** What is said of an issuer, or of key ids, that what is at hand shows to be false; null where it is true. */
function falsehood(verdict: VerifyResult, all: readonly Uint8Array[]): string | null {
  if (verdict.trusted) return null;
  const { because } = verdict;
  if (because.code === 'path-key-ids' && because.differences.some(({ named, has }) => named === has)) return pathFaultText(because);
  if (because.code !== 'path-issuer-unknown') return null;
  const isThere = all.flatMap(read).some(({ subject }) => sameName(subject, because.issuer) && subject !== because.subject);
  return isThere ? pathFaultText(because) : null;
}

describe('an issuer that is at hand and was not taken', () => {
  it('is said to be neither trusted nor in the chain only where no certificate of the name is', async () => {
    assert.equal(
      await told('jsse25', [leaf], [stranger]),
      'CN=es01 was issued by CN=at hand, O=acme, which is neither trusted nor in the chain',
    );
    assert.equal(
      await told('node', [leaf], [stranger]),
      'CN=es01 was issued by CN=at hand, O=acme, which is neither trusted nor in the chain',
    );
    assert.equal(await told('jsse25', [leaf], [anchor]), 'trusted');
  });

  it('is told by the way in which its name is written, where Java minds that', async () => {
    const written =
      /^CN=es01 was issued by CN=at hand, O=acme; a certificate of that name is trusted, but the name is written in another way there/;
    assert.match(await told('jsse17', [leaf], [otherwise]), written);
    assert.match(await told('jsse25', [leaf], [otherwise]), written);
    assert.match(await told('jsse25', [leaf, otherwise], [stranger]), /a certificate of that name is in the chain, but/);
    assert.equal(await told('node', [leaf], [otherwise]), 'trusted');
  });

  it('is told as a circle where CAs certify each other', async () => {
    const circle = [makeLeaf(['DNS:es01'], two), makeCa(two.name, two.keys, one), makeCa(one.name, one.keys, two)];
    assert.match(await told('node', circle, [stranger]), /^the chain runs in a circle: /);
  });

  it('is told with what cannot be read, among which it may be', async () => {
    const damaged = anchor.slice(0, -40);
    assert.match(
      await told('rfc5280', [leaf], [stranger, damaged]),
      /^CN=es01 was issued by CN=at hand, O=acme, which is not among the certificates that can be read; 1 of those sent and trusted cannot$/,
    );
  });

  it('never goes against what is at hand, in chains of all kinds', async () => {
    // The first ones showed it once.
    for (const seed of [21, 30, 111, 494, 572, 7_000, 7_001]) {
      const { chain, anchors, story } = randomChain(seed);
      for (const model of ['jsse17', 'node', 'rfc5280'] as const) {
        const verdict = await verifyCertificate({ chain, anchors, at: new Date(), purpose: 'server', model });
        assert.equal(falsehood(verdict, [...chain, ...anchors]), null, `${seed} ${story.join(', ')}`);
      }
    }
  });
});
