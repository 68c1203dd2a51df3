import assert from 'node:assert/strict';
import { createAnswersSoFar } from '../../src/probe/answers-so-far.ts';
import { conversation, conversation12 } from '../support/evidence.ts';

const leaf = Uint8Array.of(1);
const other = Uint8Array.of(2);

describe('what the hellos have shown so far', () => {
  it('is nothing at first', () => {
    const seen = createAnswersSoFar();
    assert.deepEqual([seen.groups('TLSv1.3'), seen.signatureSchemes('TLSv1.3'), seen.leaves()], [[], [], []]);
  });

  it('is each group and scheme once, by version, in the order in which it showed', () => {
    const seen = createAnswersSoFar();
    for (const group of ['secp384r1', 'x25519', 'secp384r1', null, '0xfafa'])
      seen.noteConversation(conversation({ group, signatureScheme: null }));
    seen.noteConversation(conversation12({ group: 'secp256r1', signatureScheme: 'rsa_pkcs1_sha256' }));
    seen.note({ version: 'TLSv1.2', cipherSuite: 0xc02f, group: 0x1e, signatureScheme: 0x0804, certificates: null });
    assert.deepEqual(seen.groups('TLSv1.3'), [0x18, 0x1d]);
    assert.deepEqual(seen.groups('TLSv1.2'), [0x17, 0x1e]);
    assert.deepEqual(seen.signatureSchemes('TLSv1.3'), []);
    assert.deepEqual(seen.signatureSchemes('TLSv1.2'), [0x0401, 0x0804]);
  });

  it('is each leaf once, with how often it came and whose key the suites asked for', () => {
    const seen = createAnswersSoFar();
    const came = (cipherSuite: string, der: Uint8Array) =>
      seen.noteConversation(conversation12({ cipherSuite, chain: [der, Uint8Array.of(9)] }));
    came('TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', leaf);
    came('TLS_DHE_RSA_WITH_AES_256_GCM_SHA384', Uint8Array.of(1));
    came('TLS_RSA_WITH_AES_128_CBC_SHA', leaf);
    came('TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', other);
    came('TLS_DHE_DSS_WITH_AES_128_CBC_SHA', other);
    seen.noteConversation(conversation({ chain: [leaf] }));
    seen.note({ version: 'TLSv1.2', cipherSuite: 0xc02b, group: null, signatureScheme: null, certificates: [leaf] });
    assert.deepEqual(seen.leaves(), [
      { der: leaf, times: 5, authentication: ['RSA', 'any', 'ECDSA'] },
      { der: other, times: 2, authentication: ['ECDSA', 'DSS'] },
    ]);
  });

  for (const [suite, kind] of [
    ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'RSA'],
    ['TLS_DHE_RSA_WITH_AES_128_CBC_SHA', 'RSA'],
    ['TLS_RSA_WITH_AES_128_CBC_SHA', 'RSA'],
    ['TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA', 'ECDSA'],
    ['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA', 'ECDSA'],
    ['TLS_DH_DSS_WITH_AES_128_CBC_SHA', 'DSS'],
    ['TLS_DHE_DSS_WITH_AES_128_CBC_SHA', 'DSS'],
    ['TLS_AES_128_GCM_SHA256', 'any'],
    ['TLS_RSA_PSK_WITH_AES_128_CBC_SHA', 'RSA'],
    ['TLS_DH_anon_WITH_AES_128_CBC_SHA', 'any'],
    [null, 'any'],
  ] as const) {
    it(`is the key that a suite asks for: ${suite}, ${kind}`, () => {
      const seen = createAnswersSoFar();
      seen.noteConversation(conversation12({ cipherSuite: suite, chain: [leaf] }));
      assert.deepEqual(seen.leaves()[0]?.authentication, [kind]);
    });
  }

  it('is nothing where no version was settled, and no leaf where none came', () => {
    const seen = createAnswersSoFar();
    seen.noteConversation(conversation({ version: null }));
    seen.note({ version: null, cipherSuite: 0xc02b, group: 0x1d, signatureScheme: 0x0804, certificates: [leaf] });
    seen.noteConversation(conversation({ chain: [], group: null, signatureScheme: null }));
    assert.deepEqual([seen.groups('TLSv1.3'), seen.leaves()], [[], []]);
  });
});
