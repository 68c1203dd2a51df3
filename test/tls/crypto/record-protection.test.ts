import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { decode } from '../../../src/tls/bytes/codec.ts';
import { aeadOpen, aeadSeal } from '../../../src/tls/crypto/aead.ts';
import { keyBlockLength, type Opened, opener13, protection12, sealer13 } from '../../../src/tls/crypto/record-protection.ts';
import { CipherSuite } from '../../../src/tls/wire/cipher-suites.ts';
import { type TlsRecord, tlsRecord } from '../../../src/tls/wire/record.ts';
import { type SuiteParameters, suiteParameters } from '../../../src/tls/wire/suite-parameters.ts';
import { type TlsVersion, versionCode } from '../../../src/tls/wire/versions.ts';
import { hex, toHex } from '../../support/hex.ts';
import { simpleHandshake as trace } from './rfc8448.ts';

const handshake = 22;
const applicationData = 23;

describe('Record protection, TLS 1.3 (RFC 8446 §5.2)', () => {
  const aes = suite(CipherSuite.TLS_AES_128_GCM_SHA256);

  it("opens the server's records of RFC 8448 §3", () => {
    const flight = opener13(aes, hex(trace.serverHandshakeSecret)).open(record(hex(trace.serverFlightRecord)));
    assert.equal(shown(flight), `22 ${trace.encryptedExtensions}${trace.certificate}${trace.certificateVerify}${trace.serverFinished}`);

    const opener = opener13(aes, hex(trace.serverApplicationSecret));
    assert.match(shown(opener.open(record(hex(trace.newSessionTicketRecord)))), /^22 04/);
    assert.equal(shown(opener.open(record(hex(trace.serverApplicationRecord)))), `23 ${trace.applicationData}`);
    assert.equal(shown(opener.open(record(hex(trace.serverCloseNotifyRecord)))), '21 0100');
  });

  it("seals the client's records of RFC 8448 §3", () => {
    const finished = sealer13(aes, hex(trace.clientHandshakeSecret)).seal(handshake, 0x0303, hex(trace.clientFinished));
    assert.equal(toHex(finished), trace.clientFinishedRecord);

    const sealer = sealer13(aes, hex(trace.clientApplicationSecret));
    assert.equal(toHex(sealer.seal(applicationData, 0x0303, hex(trace.applicationData))), trace.clientApplicationRecord);
    assert.equal(toHex(sealer.seal(21, 0x0303, hex('0100'))), trace.clientCloseNotifyRecord);
  });

  for (const code of [
    CipherSuite.TLS_AES_128_GCM_SHA256,
    CipherSuite.TLS_AES_256_GCM_SHA384,
    CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
    CipherSuite.TLS_AES_128_CCM_SHA256,
    CipherSuite.TLS_AES_128_CCM_8_SHA256,
  ]) {
    const parameters = suite(code);
    const secret = new Uint8Array(parameters.hash === 'sha256' ? 32 : 48).fill(7);

    describe(parameters.name, () => {
      it('opens what it sealed, record after record', () => {
        const sealer = sealer13(parameters, secret);
        const opener = opener13(parameters, secret);
        for (const content of ['', '00', '0102030405', 'ab'.repeat(2 ** 14)]) {
          assert.equal(shown(opener.open(record(sealer.seal(applicationData, 0x0303, hex(content))))), `23 ${content}`);
        }
      });

      it('refuses every changed byte, header included, and a record cut short', () => {
        const sealed = sealer13(parameters, secret).seal(applicationData, 0x0303, hex('010203'));
        for (const changed of everyChange(sealed)) {
          assert.equal(opener13(parameters, secret).open(record(changed)).kind, 'bad-record-mac');
        }
        const { fragment, ...header } = record(sealed);
        for (let length = 0; length < fragment.length; length++) {
          const cut = { ...header, fragment: fragment.subarray(0, length) };
          assert.equal(opener13(parameters, secret).open(cut).kind, 'bad-record-mac');
        }
      });

      it('refuses a record that is out of order', () => {
        const sealer = sealer13(parameters, secret);
        sealer.seal(applicationData, 0x0303, hex('01'));
        const second = sealer.seal(applicationData, 0x0303, hex('02'));
        assert.equal(opener13(parameters, secret).open(record(second)).kind, 'bad-record-mac');
      });
    });
  }

  it('strips padding, and says where there is nothing else', () => {
    const secret = new Uint8Array(32).fill(7);
    // What stands before the type byte of a sealed record is content, so zeros and a type can be put there: the type byte itself becomes padding.
    const padded = sealer13(aes, secret).seal(0, 0x0303, hex('0102 16 000000'));
    assert.equal(shown(opener13(aes, secret).open(record(padded))), '22 0102');
    const empty = sealer13(aes, secret).seal(0, 0x0303, hex('000000'));
    assert.equal(opener13(aes, secret).open(record(empty)).kind, 'no-content-type');
  });

  it('refuses more than 2^14 bytes of content and a type', () => {
    const secret = hex(trace.serverHandshakeSecret);
    const seal = (inner: Uint8Array) => {
      const header = Buffer.from([applicationData, 3, 3, 0, 0]);
      header.writeUInt16BE(inner.length + 16, 3);
      const cipher = createCipheriv('aes-128-gcm', hex(trace.serverHandshakeKey), hex(trace.serverHandshakeIv)).setAAD(header);
      return record(Buffer.concat([header, cipher.update(inner), cipher.final(), cipher.getAuthTag()]));
    };
    const full = new Uint8Array(2 ** 14 + 1).fill(applicationData);
    const over = new Uint8Array(2 ** 14 + 2).fill(applicationData);
    const overByPadding = new Uint8Array(2 ** 14 + 2);
    overByPadding[0] = applicationData;
    assert.equal(opener13(aes, secret).open(seal(full)).kind, 'opened');
    assert.equal(opener13(aes, secret).open(seal(over)).kind, 'overflow');
    assert.equal(opener13(aes, secret).open(seal(overByPadding)).kind, 'overflow');
    assert.equal(opener13(aes, secret).open({ type: 23, version: 0x0303, fragment: new Uint8Array(2 ** 14 + 257) }).kind, 'overflow');
  });

  it('does not seal more than a record holds', () => {
    const sealer = sealer13(aes, new Uint8Array(32));
    assert.throws(() => sealer.seal(applicationData, 0x0303, new Uint8Array(2 ** 14 + 1)), RangeError);
  });

  it('has no use for a suite without an AEAD', () => {
    assert.throws(() => sealer13(suite(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA), new Uint8Array(32)), RangeError);
  });
});

describe('Record protection, TLS 1.0 to 1.2 (RFC 5246 §6.2.3)', () => {
  const cases: readonly (readonly [number, readonly TlsVersion[]])[] = [
    [CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, ['TLSv1.2']],
    [CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, ['TLSv1.2']],
    [CipherSuite.TLS_RSA_WITH_AES_128_CCM, ['TLSv1.2']],
    [CipherSuite.TLS_RSA_WITH_AES_256_CCM, ['TLSv1.2']],
    [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8, ['TLSv1.2']],
    [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8, ['TLSv1.2']],
    [CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, ['TLSv1.2']],
    [CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, ['TLSv1', 'TLSv1.1', 'TLSv1.2']],
    [CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA, ['TLSv1', 'TLSv1.1', 'TLSv1.2']],
    [CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256, ['TLSv1.2']],
    [CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, ['TLSv1.2']],
  ];

  for (const [code, versions] of cases) {
    for (const version of versions) {
      const parameters = suite(code);
      const wire = versionCode(version);
      const block = counting(keyBlockLength(parameters, version));
      const fresh = () => protection12(parameters, version, block);

      describe(`${parameters.name}, ${version}`, () => {
        it('opens what the other side sealed, record after record, in both directions', () => {
          for (const side of ['client', 'server'] as const) {
            const { sealer } = fresh()[side];
            const { opener } = fresh()[side];
            for (const content of ['', '00', 'ab'.repeat(15), 'ab'.repeat(16), 'ab'.repeat(500), 'ab'.repeat(2 ** 14)]) {
              assert.equal(shown(opener.open(record(sealer.seal(handshake, wire, hex(content))))), `22 ${content}`);
            }
          }
        });

        it('has keys of their own for client and server', () => {
          const sealed = fresh().client.sealer.seal(applicationData, wire, hex('010203'));
          assert.equal(fresh().server.opener.open(record(sealed)).kind, 'bad-record-mac');
        });

        it('refuses every changed byte, header included, and a record cut short', () => {
          for (const content of ['', '010203']) {
            const sealed = fresh().client.sealer.seal(applicationData, wire, hex(content));
            for (const changed of everyChange(sealed)) {
              assert.equal(fresh().client.opener.open(record(changed)).kind, 'bad-record-mac');
            }
            const { fragment, ...header } = record(sealed);
            for (let length = 0; length < fragment.length; length++) {
              const cut = { ...header, fragment: fragment.subarray(0, length) };
              assert.equal(fresh().client.opener.open(cut).kind, 'bad-record-mac');
            }
          }
        });

        it('refuses a record that is out of order, and one that comes twice', () => {
          const { sealer } = fresh().client;
          const first = record(sealer.seal(applicationData, wire, hex('01')));
          const second = record(sealer.seal(applicationData, wire, hex('02')));
          assert.equal(fresh().client.opener.open(second).kind, 'bad-record-mac');
          const { opener } = fresh().client;
          assert.equal(opener.open(first).kind, 'opened');
          assert.equal(opener.open(first).kind, 'bad-record-mac');
        });

        it('refuses a fragment over 2^14 + 2048 bytes, and does not seal content over 2^14', () => {
          const fragment = new Uint8Array(2 ** 14 + 2049);
          assert.equal(fresh().client.opener.open({ type: applicationData, version: wire, fragment }).kind, 'overflow');
          assert.throws(() => fresh().client.sealer.seal(applicationData, wire, new Uint8Array(2 ** 14 + 1)), RangeError);
        });
      });
    }
  }

  it('lays out an AES-GCM record as RFC 5288 §3 does', () => {
    const parameters = suite(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
    const block = counting(40);
    const { sealer } = protection12(parameters, 'TLSv1.2', block).client;
    sealer.seal(handshake, 0x0303, hex('00'));
    const sealed = Buffer.from(sealer.seal(applicationData, 0x0303, hex('0a0b0c')));
    const number = Buffer.from(hex('0000000000000001'));
    assert.equal(toHex(sealed.subarray(0, 13)), `170303001b${toHex(number)}`);
    const decipher = createDecipheriv(
      'aes-128-gcm',
      block.subarray(0, 16),
      Buffer.concat([block.subarray(32, 36), sealed.subarray(5, 13)]),
    );
    decipher.setAAD(Buffer.concat([number, hex('1703030003')])).setAuthTag(sealed.subarray(-16));
    assert.equal(toHex(Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()])), '0a0b0c');
  });

  it('takes the nonce of a ChaCha20-Poly1305 record from IV and number alone (RFC 7905 §2)', () => {
    const parameters = suite(CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256);
    const block = counting(2 * (32 + 12));
    const { sealer } = protection12(parameters, 'TLSv1.2', block).server;
    sealer.seal(handshake, 0x0303, hex('00'));
    const sealed = Buffer.from(sealer.seal(applicationData, 0x0303, hex('0a0b0c')));
    assert.equal(toHex(sealed.subarray(0, 5)), '1703030013');
    const nonce = Buffer.from(block.subarray(76, 88));
    nonce.writeUInt8(nonce.readUInt8(11) ^ 1, 11);
    const decipher = createDecipheriv('chacha20-poly1305', block.subarray(32, 64), nonce, { authTagLength: 16 });
    decipher.setAAD(hex('0000000000000001 1703030003'), { plaintextLength: 3 }).setAuthTag(sealed.subarray(-16));
    assert.equal(toHex(Buffer.concat([decipher.update(sealed.subarray(5, -16)), decipher.final()])), '0a0b0c');
  });

  it('lays out a CBC record with MAC, padding and an IV of its own (RFC 5246 §6.2.3.2)', () => {
    const parameters = suite(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);
    const block = counting(2 * (20 + 16));
    const iv = new Uint8Array(16).fill(0x99);
    const { sealer } = protection12(parameters, 'TLSv1.2', block, () => iv).client;
    const sealed = Buffer.from(sealer.seal(applicationData, 0x0303, hex('0a0b0c')));
    assert.equal(toHex(sealed.subarray(0, 21)), `1703030030${toHex(iv)}`);
    const plaintext = createDecipheriv('aes-128-cbc', block.subarray(40, 56), iv).setAutoPadding(false).update(sealed.subarray(21));
    const mac = createHmac('sha1', block.subarray(0, 20)).update(hex('0000000000000000 1703030003 0a0b0c')).digest();
    assert.equal(toHex(plaintext), `0a0b0c${toHex(mac)}${'08'.repeat(9)}`);
  });

  it('chains the records of TLS 1.0 (RFC 2246 §6.2.3.2)', () => {
    const parameters = suite(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);
    const block = counting(2 * (20 + 16 + 16));
    const { sealer } = protection12(parameters, 'TLSv1', block).client;
    const records = ['0a0b0c', '0d'].map((content) => Buffer.from(sealer.seal(applicationData, 0x0301, hex(content))).subarray(5));
    const decipher = createDecipheriv('aes-128-cbc', block.subarray(40, 56), block.subarray(72, 88)).setAutoPadding(false);
    const [first, second] = records.map((body) => toHex(decipher.update(body)));
    assert.match(first ?? '', /^0a0b0c/);
    assert.match(second ?? '', /^0d/);
  });

  describe('padding of a CBC record', () => {
    const parameters = suite(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);
    const block = counting(2 * (20 + 16));

    /** A record of content, its right MAC and the padding given. */
    const open = (content: string, padding: string, macOver = content): Opened => {
      const iv = new Uint8Array(16);
      const covered = Buffer.from(hex(macOver));
      const number = Buffer.concat([hex('0000000000000000 170303'), Uint8Array.of(covered.length >> 8, covered.length)]);
      const mac = createHmac('sha1', block.subarray(0, 20)).update(number).update(covered).digest();
      const plaintext = Buffer.concat([hex(content), mac, hex(padding)]);
      assert.equal(plaintext.length % 16, 0, 'whole blocks');
      const body = createCipheriv('aes-128-cbc', block.subarray(40, 56), iv).setAutoPadding(false).update(plaintext);
      const { opener } = protection12(parameters, 'TLSv1.2', block).client;
      return opener.open({ type: applicationData, version: 0x0303, fragment: Buffer.concat([iv, body]) });
    };

    it('may be as long as 256 bytes', () => {
      assert.equal(shown(open('0a0b0c', '08'.repeat(9))), '23 0a0b0c');
      assert.equal(shown(open('0a0b0c', 'f8'.repeat(249))), '23 0a0b0c');
      assert.equal(shown(open('0a'.repeat(12), 'ff'.repeat(256))), `23 ${'0a'.repeat(12)}`);
    });

    it('must be right in every byte', () => {
      for (let i = 0; i < 9; i++) {
        const wrong = Buffer.alloc(9, 8);
        wrong.writeUInt8(7, i);
        assert.equal(open('0a0b0c', toHex(wrong)).kind, 'bad-record-mac', `byte ${i}`);
      }
      for (let i = 0; i < 249; i++) {
        const wrong = Buffer.alloc(249, 248);
        wrong.writeUInt8(1, i);
        assert.equal(open('0a0b0c', toHex(wrong)).kind, 'bad-record-mac', `byte ${i} of long padding`);
      }
    });

    it('must leave room for the MAC', () => {
      // All 32 bytes after the MAC's key could be padding by their last byte, but then there would be no MAC.
      assert.equal(open('', '0c'.repeat(12)).kind, 'bad-record-mac');
      assert.equal(open('', '0b'.repeat(12)).kind, 'opened');
      assert.equal(open('', 'ff'.repeat(12)).kind, 'bad-record-mac');
    });

    it('does not save a wrong MAC', () => {
      assert.equal(open('0a0b0c', '08'.repeat(9), '0a0b0d').kind, 'bad-record-mac');
    });

    it('does not hide content over 2^14 bytes', () => {
      assert.equal(open('0a'.repeat(2 ** 14 - 4), '0f'.repeat(16)).kind, 'opened');
      assert.equal(open('0a'.repeat(2 ** 14 + 12), '0f'.repeat(16)).kind, 'overflow');
    });
  });

  it('takes an IV from the key block in TLS 1.0 alone', () => {
    const parameters = suite(CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA);
    assert.equal(keyBlockLength(parameters, 'TLSv1'), 2 * (20 + 32 + 16));
    assert.equal(keyBlockLength(parameters, 'TLSv1.1'), 2 * (20 + 32));
    assert.equal(keyBlockLength(suite(CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384), 'TLSv1.2'), 2 * (32 + 4));
    assert.throws(() => keyBlockLength(parameters, 'SSLv3'), RangeError);
    assert.throws(() => keyBlockLength(parameters, 'TLSv1.3'), RangeError);
    assert.throws(() => protection12(parameters, 'TLSv1', new Uint8Array(7)), RangeError);
  });
});

describe('AEAD', () => {
  it('checks the tag of an empty message with every cipher', () => {
    for (const cipher of ['aes-128-gcm', 'chacha20-poly1305', 'aes-128-ccm', 'aes-128-ccm-8'] as const) {
      const keyLength = cipher === 'chacha20-poly1305' ? 32 : 16;
      const tagLength = cipher === 'aes-128-ccm-8' ? 8 : 16;
      const bulk = { kind: 'aead', cipher, keyLength, fixedIvLength: 4, tagLength } as const;
      const [key, nonce, aad] = [counting(keyLength), counting(12), hex('01')];
      const sealed = aeadSeal(bulk, key, nonce, aad, new Uint8Array());
      assert.equal(sealed.length, tagLength);
      assert.equal(aeadOpen(bulk, key, nonce, aad, sealed)?.length, 0);
      assert.equal(aeadOpen(bulk, key, nonce, hex('02'), sealed), null);
      for (const changed of everyChange(sealed)) assert.equal(aeadOpen(bulk, key, nonce, aad, changed), null);
    }
  });
});

function suite(code: number): SuiteParameters {
  const parameters = suiteParameters(code);
  assert.ok(parameters);
  return parameters;
}

function record(bytes: Uint8Array): TlsRecord {
  const got = decode(tlsRecord, bytes);
  assert.ok(got.ok);
  return got.value;
}

function shown(opened: Opened): string {
  return opened.kind === 'opened' ? `${opened.type} ${toHex(opened.content)}` : opened.kind;
}

/** 1, 2, 3, …: no two keys cut from it are alike. */
function counting(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i + 1);
}

/** One bit of one byte after the other, but for the length of a record, which says only where it ends. */
function* everyChange(bytes: Uint8Array): Generator<Uint8Array> {
  const isRecord = bytes[1] === 3 && bytes.length > 16;
  for (let i = 0; i < bytes.length; i++) {
    if (isRecord && (i === 3 || i === 4)) continue;
    yield bytes.map((byte, at) => (at === i ? byte ^ 0x10 : byte));
  }
}
