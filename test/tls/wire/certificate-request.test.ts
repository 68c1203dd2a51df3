import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode } from '../../../src/tls/bytes/codec.ts';
import { certificateRequest10, certificateRequest12, certificateRequest13 } from '../../../src/tls/wire/certificate-request.ts';
import { bytes, extensions, record, uint8, uint16 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';
import { hex } from '../../support/hex.ts';

const certificateTypes = fc.array(uint8, { maxLength: 5 });
const authorities = fc.array(bytes, { maxLength: 4 });

describe('CertificateRequest, TLS 1.3 (RFC 8446 §4.3.2)', () => {
  codecLaws(certificateRequest13, record({ context: bytes, extensions }));

  it('keeps an extension that no registry names', () => {
    const got = decode(certificateRequest13, hex('00 0004 fafa 0000'));
    assert.deepEqual(got.ok && got.value.extensions, [{ type: 0xfafa, data: new Uint8Array() }]);
  });

  it('says which field ended early, and where', () => {
    const got = decode(certificateRequest13, hex('00 0006 000d 0004 0002'));
    assert.equal(got.ok ? 'decoded' : got.error.message, 'extension_data: truncated at byte 9');
  });
});

describe('CertificateRequest, TLS 1.2 (RFC 5246 §7.4.4)', () => {
  codecLaws(certificateRequest12, record({ certificateTypes, signatureSchemes: fc.array(uint16, { maxLength: 20 }), authorities }));

  it('reads what a node asks for: its types, schemes and CA names', () => {
    const name = '300e310c300a06035504031303727361';
    assert.deepEqual(decode(certificateRequest12, hex(`03 400102 0004 0403 0804 0012 0010 ${name}`)), {
      ok: true,
      value: { certificateTypes: [64, 1, 2], signatureSchemes: [0x0403, 0x0804], authorities: [hex(name)] },
    });
  });
});

describe('CertificateRequest, TLS 1.1 and earlier (RFC 4346 §7.4.4)', () => {
  codecLaws(certificateRequest10, record({ certificateTypes, authorities }));
});
