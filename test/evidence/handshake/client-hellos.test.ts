import assert from 'node:assert/strict';
import { answeredHellos } from '../../../src/evidence/handshake/client-hellos.ts';
import { helloOf } from '../../../src/hellos/recorded-hellos.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { HandshakeFault } from '../../../src/model/handshake-prediction.ts';
import type { ClientHelloAnswer, Conversation } from '../../../src/model/observation.ts';
import { authority, certificate, conversation, conversation12 } from '../../support/evidence.ts';

const refused: ClientHelloAnswer = { hello: 'node24', client: 'Node.js 24', answer: 'refused', alert: 'handshake_failure' };
const chain = [certificate(), authority()];

function lacks(conversations: readonly Conversation[], shown: readonly Certificate[] = chain): HandshakeFault | null {
  return answeredHellos([refused], conversations, shown)[0]?.lacks ?? null;
}

describe('what a refused hello lacks of that by which handclasp was answered', () => {
  const { groups, signatureSchemes, versions, cipherSuites } = helloOf('node24');
  const ecdsa = (curve: string) => certificate({ publicKey: { algorithm: 'EC', bits: 256, curve } });
  const cases: readonly (readonly [what: string, seen: readonly Conversation[], fault: HandshakeFault, chain?: readonly Certificate[]])[] =
    [
      [
        'the version',
        [conversation12({ version: 'TLSv1.1' }), conversation12({ version: 'TLSv1' })],
        { code: 'no-common-version', client: versions, server: ['TLSv1.1', 'TLSv1'] },
      ],
      [
        'the suite',
        [conversation12({ cipherSuite: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA' })],
        { code: 'no-common-suite', version: 'TLSv1.2', client: cipherSuites, server: ['TLS_RSA_WITH_3DES_EDE_CBC_SHA'] },
      ],
      [
        'the signature',
        [conversation12({ signatureScheme: 'rsa_pkcs1_sha1' })],
        { code: 'no-signature-scheme', version: 'TLSv1.2', key: 'RSA 2048', client: signatureSchemes, server: ['rsa_pkcs1_sha1'] },
      ],
      [
        'the group',
        [conversation({ group: 'secp224r1' })],
        { code: 'no-common-group', version: 'TLSv1.3', client: groups, server: ['secp224r1'] },
      ],
      [
        'the curve of the key, in TLS 1.2',
        [conversation12({})],
        { code: 'curve-not-offered', version: 'TLSv1.2', curve: 'secp256k1', client: groups },
        [ecdsa('secp256k1'), authority()],
      ],
      [
        'SHA-1 in certificates',
        [conversation()],
        { code: 'own-chain-held-back', subject: authority().subject, algorithm: 'sha1WithRSAEncryption', isRoot: true, runtime: 'JDK 26' },
        [certificate(), authority({ signatureAlgorithm: 'sha1WithRSAEncryption' })],
      ],
    ];
  for (const [what, seen, fault, shown = chain] of cases)
    it(`is ${what}`, () => {
      assert.deepEqual(lacks(seen, shown), fault);
    });

  it('did not show where all was in the hello, or nothing was agreed on', () => {
    assert.equal(lacks([conversation()]), null);
    assert.equal(lacks([]), null);
    // The one version would have done.
    assert.equal(lacks([conversation({ group: 'secp224r1' }), conversation12()]), null);
  });

  it('is asked of refused hellos alone', () => {
    const answered: ClientHelloAnswer = { ...refused, answer: 'answered', alert: null };
    assert.deepEqual(answeredHellos([answered], [], chain), [{ ...answered, lacks: null }]);
  });
});
