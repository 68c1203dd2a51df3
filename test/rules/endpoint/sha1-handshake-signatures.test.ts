import assert from 'node:assert/strict';
import type { Conversation, Observation } from '../../../src/model/observation.ts';
import { sha1HandshakeSignatures as rule } from '../../../src/rules/endpoint/sha1-handshake-signatures.ts';
import { conversation, conversation12, evidence, observation, plaintext, withoutChain } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

function in12(given: Partial<Conversation>, seen: Partial<Observation> = {}) {
  return evidence({ observation: observation({ conversations: [conversation12(given)], ...seen }) });
}

describe('sha1-handshake-signatures', () => {
  it('finds a TLS 1.2 handshake that is signed with SHA-1', () => {
    for (const signatureScheme of ['rsa_pkcs1_sha1', 'ecdsa_sha1']) {
      assert.match(finding(rule.judge(in12({ signatureScheme }))).message, new RegExp(signatureScheme));
    }
  });

  it('passes a better digest, and a server of TLS 1.3 alone', () => {
    assert.equal(rule.judge(in12({ signatureScheme: 'rsa_pkcs1_sha256' })).kind, 'pass');
    const only13 = observation({ conversations: [conversation()], versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'rejected' } });
    assert.equal(rule.judge(evidence({ observation: only13 })).kind, 'pass');
  });

  it('cannot tell where no such signature was seen', () => {
    assert.equal(unknownBecause(rule.judge(withoutChain())), 'no signature of a TLS 1.2 handshake was seen');
    unknownBecause(
      rule.judge(evidence({ observation: observation({ conversations: [conversation()], versions: { 'TLSv1.3': 'accepted' } }) })),
    );
  });

  it('has nothing to say of RSA key exchange, which signs nothing, nor of a port without TLS', () => {
    assert.equal(rule.judge(in12({ signatureScheme: null, cipherSuite: 'TLS_RSA_WITH_AES_128_GCM_SHA256' })).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
