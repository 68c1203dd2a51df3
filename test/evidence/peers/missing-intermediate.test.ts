import assert from 'node:assert/strict';
import { missingIntermediate, signersOf, topOf } from '../../../src/evidence/peers/missing-intermediate.ts';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { Peer } from '../../../src/model/peer-handshake.ts';
import { parseCertificate } from '../../../src/x509/parse-certificate.ts';

function read(der: Uint8Array): Certificate {
  const result = parseCertificate(der);
  return result.kind === 'certificate' ? result.certificate : assert.fail(result.flaw.code);
}

const root = makeCa({ subject: 'Root' });
const issuing = makeCa({ subject: 'Issuing', parent: root });
const namesake = makeCa({ subject: 'Issuing', parent: root });
const leaf = read(issue(issuing, { subject: 'es01' }).certificate);
const [ofRoot, ofIssuing, ofNamesake] = [root, issuing, namesake].map(({ certificate }) => read(certificate));
/** A certificate of the issuer's name that issues nothing. */
const noCa = read(issue(root, { subject: 'Issuing' }).certificate);
const above = (one: Certificate | undefined) => one ?? assert.fail('no certificate');

describe('an intermediate that was not sent', () => {
  const trusted = [above(ofRoot).subject];
  for (const [what, chain, names, known, found] of [
    ['known from elsewhere, its issuer trusted', [leaf], trusted, [ofRoot, ofIssuing], true],
    ['known, its issuer not trusted', [leaf], ['CN=Other'], [ofIssuing], false],
    ['not known', [leaf], trusted, [ofRoot], false],
    ['known by another of its name alone, with another key', [leaf], trusted, [ofNamesake], false],
    ['known by a certificate of its name that is no CA', [leaf], trusted, [noCa], false],
    ['sent', [leaf, above(ofIssuing)], trusted, [ofIssuing], false],
    ['a root, which nobody sends', [read(issue(root, { subject: 'es02' }).certificate)], trusted, [ofRoot], false],
  ] as const)
    it(`is ${found ? 'the reason' : 'none'}: ${what}`, () => {
      const refusal = missingIntermediate(chain, chain[0] ?? leaf, names, known.map(above));
      assert.equal(refusal?.reason ?? null, found ? 'missing-intermediate' : null);
      if (found) assert.equal(refusal?.facts?.sha256, above(ofIssuing).sha256);
    });
});

describe('the CAs at hand that signed a certificate', () => {
  const trust = (...names: readonly string[]) => ({ kind: 'names', names: names.map((name) => ({ name })), tried: [] }) as never;
  const holder = (...chain: readonly (Certificate | undefined)[]) => ({ label: 'es01', chain: chain.map(above) }) as unknown as Peer;
  const signers = (of: Peer, names: readonly string[], known: readonly (Certificate | undefined)[]) =>
    signersOf(leaf, of, trust(...names), known.map(above)).map(({ sha256 }) => sha256);
  const mine = above(ofIssuing).sha256;
  it('are those of a trusted name whose key did sign, sent or known', () => {
    const name = above(ofIssuing).subject;
    assert.deepEqual(signers(holder(leaf, ofIssuing), [name], []), [mine]);
    assert.deepEqual(signers(holder(leaf), [name], [ofRoot, ofNamesake, ofIssuing]), [mine]);
    assert.deepEqual(signers(holder(leaf, ofIssuing), ['CN=Other'], []), []);
    assert.deepEqual(signers(holder(leaf), [name], [ofNamesake]), []);
  });
});

describe('the top of a chain', () => {
  it('is the last that did not issue itself, or else the leaf', () => {
    assert.equal(topOf([leaf, above(ofIssuing), above(ofRoot)], leaf), ofIssuing);
    assert.equal(topOf([leaf], leaf), leaf);
    assert.equal(topOf([above(ofRoot)], above(ofRoot)), ofRoot);
  });
});
