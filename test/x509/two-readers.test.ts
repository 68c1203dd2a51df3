import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bodyOf, parseCertificate } from '../../src/x509/parse-certificate.ts';
import { publicRoots } from '../../src/x509/public-roots.ts';
import { readStructure } from '../../src/x509/read-structure.ts';
import { keysOf, makeCa, makeLeaf, name } from '../support/certificate-maker.ts';
import { unreadableKinds } from '../support/unreadable-kinds.ts';

// Reports show what our own walk over the DER reads; signatures and paths are checked over what pkijs reads. Were they to differ, a report would show another
// certificate than the one that was verified.

const ca = { name: name('O=acme', 'C=DE', 'emailAddress=ca@acme.org', 'CN=acme CA'), keys: keysOf('P-256', 'two readers') };
const names = ['DNS:es01', 'IP:10.0.0.1', 'email:a@b', 'URI:http://x', 'dirName:foo', 'other:1.2.3=abc'];
const fixtures: readonly Uint8Array[] = [
  makeLeaf(names, ca),
  makeCa(ca.name, ca.keys),
  makeCa(name('~bmp', '&teletex', '%print'), keysOf('RSA-2048')),
  makeCa(name('ed'), keysOf('Ed25519')),
  ...unreadableKinds.flatMap(({ chain }) => chain),
];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** What both read, or null where the walk reads no DER in the bytes. */
function facts(bytes: Uint8Array) {
  const result = parseCertificate(bytes);
  if (result.kind === 'unreadable') return null;
  const { certificate } = result;
  // Of what is no DER the walk takes the parts that pkijs reads.
  if (certificate.flaws?.some(({ flaw: { code } }) => code === 'not-der' || code === 'trailing-bytes' || code === 'pem-text')) return null;
  const { tbs, signature, serialNumber, extensionList: extensions } = bodyOf(certificate);
  const { subjectDer: subject, issuerDer: issuer, notBefore, notAfter } = certificate;
  return { tbs, signature, serialNumber, extensions, subject, issuer, notBefore, notAfter };
}

function agree(bytes: Uint8Array): 'both read it' | 'one reads it' {
  const walked = facts(bytes);
  const structure = readStructure(bytes);
  if (walked === null || structure === null) return 'one reads it';
  const plain = ({ extensions, notBefore, notAfter, ...octets }: typeof structure) => ({
    extensions: extensions.map(({ id, critical, value }) => [id, critical, hex(value)]),
    dates: [notBefore.getTime(), notAfter.getTime()],
    octets: Object.entries(octets)
      .map(([field, value]) => [field, hex(value)])
      .toSorted(),
  });
  assert.deepEqual(plain(walked), plain(structure), hex(bytes));
  return 'both read it';
}

describe('The walk over a certificate and pkijs', () => {
  it('read the same in every public root and in certificates of all kinds', () => {
    for (const { der } of publicRoots()) assert.equal(agree(der), 'both read it');
    const read = fixtures.filter((bytes) => agree(bytes) === 'both read it');
    assert.ok(read.length >= 40, `${read.length}`);
  });

  it('read the same, where both read it, of certificates with any octets changed', () => {
    const fixture = fc.constantFrom(...fixtures.filter((bytes) => bytes.length < 4096));
    const changes = fc.array(fc.tuple(fc.nat(4095), fc.nat(255)), { minLength: 1, maxLength: 3 });
    let read = 0;
    fc.assert(
      fc.property(fixture, changes, (good, changed) => {
        const bytes = Uint8Array.from(good);
        for (const [at, octet] of changed) bytes[at % bytes.length] = octet;
        if (agree(bytes) === 'both read it') read++;
      }),
      { numRuns: 600 },
    );
    assert.ok(read > 100, `${read}`);
  });

  it('are both refused an algorithm without an identifier, and a signature with more than seven unused bits', () => {
    const good = makeLeaf(['DNS:es01'], ca);
    const inner = Buffer.from(good).indexOf(Buffer.from('06082a8648ce3d040302', 'hex'));
    const outer = Buffer.from(good).lastIndexOf(Buffer.from('06082a8648ce3d040302', 'hex'));
    const changed = (at: number, octet: number): Uint8Array => good.map((old, index) => (index === at ? octet : old));
    // Behind the outer algorithm stand the head of the BIT STRING and the count of its unused bits.
    for (const bytes of [changed(inner, 0x04), changed(outer, 0x04), changed(outer + 12, 8)]) {
      assert.equal(facts(bytes), null);
      assert.equal(readStructure(bytes), null);
    }
  });
});
