import assert from 'node:assert/strict';
import fc from 'fast-check';
import { integer, namedBits, objectIdentifier, octetString, time, unsigned } from '../../../src/x509/asn1/write-der.ts';

const hexOf = (der: Uint8Array): string => Buffer.from(der).toString('hex');

describe('written DER', () => {
  it('writes integers in two’s complement, in the fewest bytes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 130n), max: 1n << 130n }), (value) => {
        const contents = integer(value).subarray(2);
        const unsigned = BigInt(`0x${hexOf(contents)}`);
        assert.equal(BigInt.asIntN(contents.length * 8, unsigned), value);
        const [first = 0, second = 0] = contents;
        const spare = contents.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
        assert.ok(!spare, 'no spare leading byte');
      }),
    );
  });

  it('writes what is not negative without the zeros in front, and with one where the number would be negative', () => {
    assert.equal(hexOf(unsigned(Uint8Array.of())), '020100');
    assert.equal(hexOf(unsigned(Uint8Array.of(0, 0))), '020100');
    assert.equal(hexOf(unsigned(Uint8Array.of(0, 0x7f))), '02017f');
    assert.equal(hexOf(unsigned(Uint8Array.of(0x80, 0))), '0203008000');
  });

  it('writes named bits without trailing zeros, digitalSignature and keyEncipherment as CAs do', () => {
    assert.equal(hexOf(namedBits([0, 2])), '030205a0');
    assert.equal(hexOf(namedBits([5, 6])), '03020106');
    assert.equal(hexOf(namedBits([8])), '0303070080');
    assert.equal(hexOf(namedBits([])), '030100');
  });

  it('writes object identifiers, each arc in base 128', () => {
    assert.equal(hexOf(objectIdentifier('2.5.29.37.0')), '0604551d2500');
    assert.equal(hexOf(objectIdentifier('1.2.840.113549.1.1.11')), '06092a864886f70d01010b');
    assert.equal(hexOf(objectIdentifier('2.999.3')), '0603883703');
  });

  it('writes instants before 2050 as UTCTime and later ones as GeneralizedTime', () => {
    assert.equal(hexOf(time(new Date('2049-12-31T23:59:59.999Z'))), `170d${hexOf(Buffer.from('491231235959Z'))}`);
    assert.equal(hexOf(time(new Date('2050-01-01T00:00:00Z'))), `180f${hexOf(Buffer.from('20500101000000Z'))}`);
  });

  it('writes lengths in the short form up to 127, then in as many bytes as it takes', () => {
    assert.equal(hexOf(octetString(new Uint8Array(127))).slice(0, 4), '047f');
    assert.equal(hexOf(octetString(new Uint8Array(128))).slice(0, 6), '048180');
    assert.equal(hexOf(octetString(new Uint8Array(256))).slice(0, 8), '04820100');
  });
});
