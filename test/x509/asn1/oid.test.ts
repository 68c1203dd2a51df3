import assert from 'node:assert/strict';
import { Asn1Error } from '../../../src/x509/asn1/element.ts';
import { oid } from '../../../src/x509/asn1/oid.ts';
import { onlyElement } from '../../../src/x509/asn1/read-der.ts';

const read = (hex: string): string => oid(onlyElement(Buffer.from(hex.replaceAll(' ', ''), 'hex'), 'oid'), 'oid');

describe('An object identifier', () => {
  it('is spelled in dots', () => {
    assert.equal(read('06 03 55 04 03'), '2.5.4.3');
    assert.equal(read('06 06 2a 86 48 86 f7 0d'), '1.2.840.113549');
    assert.equal(read('06 02 88 37'), '2.999');
    assert.equal(read('06 01 00'), '0.0');
  });

  it('keeps arcs beyond what a number holds exactly', () => {
    assert.equal(read('06 0b 69 83 ff ff ff ff ff ff ff ff 7f'), '2.25.36893488147419103231');
  });

  it('stays short and distinct when it is absurdly long', () => {
    const long = (last: string): string => read(`06 81 c8 ${'01'.repeat(199)}${last}`);
    assert.match(long('02'), /^oid-of-200-octets-[0-9a-f]{32}$/);
    assert.notEqual(long('02'), long('03'));
  });

  it('is refused where it is empty, cut, padded, or something else', () => {
    for (const hex of ['06 00', '06 02 55 84', '06 02 80 01', '04 01 55']) assert.throws(() => read(hex), Asn1Error);
  });
});
