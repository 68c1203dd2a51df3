import assert from 'node:assert/strict';
import { extendedMasterSecret, finishedData, keyBlock, masterSecret, prf } from '../../../src/tls/crypto/prf.ts';
import { hex, toHex } from '../../support/hex.ts';

const label = 'test label';

describe('The PRF of TLS 1.0 to 1.2', () => {
  it('combines MD5 and SHA-1 as NIST has it (CAVP, KDF 135, TLS 1.0/1.1, count 0)', () => {
    const premaster = hex('bded7fa5c1699c010be23dd06ada3a48349f21e5f86263d512c0c5cc379f0e780ec55d9844b2f1db02a96453513568d0');
    const clientRandom = hex('e5acaf549cd25c22d964c0d930fa4b5261d2507fad84c33715b7b9a864020693');
    const serverRandom = hex('135e4d557fdf3aa6406d82975d5c606a9734c9334b42136e96990fbd5358cdb2');
    const master = masterSecret('md5-sha1', premaster, clientRandom, serverRandom);
    assert.equal(toHex(master), '2f6962dfbc744c4b2138bb6b3d33054c5ecc14f24851d9896395a44ab3964efc2090c5bf51a0891209f46c1e1e998f62');
  });

  it('computes the published answer for SHA-256 (P_SHA256, IETF TLS list, 2009)', () => {
    const output = prf('sha256', hex('9bbe436ba940f017b17652849a71db35'), label, hex('a0ba9f936cda311827a6f796ffd5198c'), 100);
    assert.equal(
      toHex(output),
      'e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa0' +
        '22f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66',
    );
  });

  it('computes the published answer for SHA-384 (P_SHA384, IETF TLS list, 2009)', () => {
    const output = prf('sha384', hex('b80b733d6ceefcdc71566ea48e5567df'), label, hex('cd665cf6a8447dd6ff8b27555edb7465'), 148);
    assert.equal(
      toHex(output),
      '7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1233c9146a0e534cb400fed2700884f' +
        '9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d9184259b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655' +
        'c9e9aee691c8f3a26854308d5eaa3be85e0990703d73e56f',
    );
  });

  it('shares the middle byte between the halves of a secret of odd length', () => {
    const seed = hex('00');
    // An odd secret a b c has the halves a b and b c: the even secret a b b c has the same.
    assert.equal(toHex(prf('md5-sha1', hex('0a0b0c'), label, seed, 40)), toHex(prf('md5-sha1', hex('0a0b0b0c'), label, seed, 40)));
  });

  it('puts the label, then the randoms in the order that each use has', () => {
    const master = hex('11'.repeat(48));
    const client = hex('c0'.repeat(32));
    const server = hex('5e'.repeat(32));
    assert.equal(
      toHex(masterSecret('sha256', master, client, server)),
      toHex(prf('sha256', master, 'master secret', Buffer.concat([client, server]), 48)),
    );
    assert.equal(
      toHex(keyBlock('sha256', master, client, server, 72)),
      toHex(prf('sha256', master, 'key expansion', Buffer.concat([server, client]), 72)),
    );
    assert.equal(toHex(extendedMasterSecret('sha384', master, client)), toHex(prf('sha384', master, 'extended master secret', client, 48)));
    assert.equal(toHex(finishedData('sha256', master, 'client', client)), toHex(prf('sha256', master, 'client finished', client, 12)));
    assert.equal(toHex(finishedData('md5-sha1', master, 'server', client)), toHex(prf('md5-sha1', master, 'server finished', client, 12)));
  });
});
