import assert from 'node:assert/strict';
import type { Conversation } from '../../../src/model/observation.ts';
import { keyCertificateMismatch as rule } from '../../../src/rules/endpoint/key-certificate-mismatch.ts';
import { conversation, conversation12, evidence, observation } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

function signed(...signatures: Conversation['serverSignature'][]) {
  const [first = 'not-seen', second = 'not-seen'] = signatures;
  return evidence({
    observation: observation({ conversations: [conversation({ serverSignature: first }), conversation12({ serverSignature: second })] }),
  });
}

describe('key-certificate-mismatch', () => {
  needsCertificate(rule);

  it('finds a handshake signature that does not verify, in whichever version', () => {
    assert.match(finding(rule.judge(signed('invalid'))).message, /\(TLSv1\.3\) does not verify under the key of CN=es01/);
    assert.equal(finding(rule.judge(signed('valid', 'invalid'))).facts?.version, 'TLSv1.2');
  });

  it('passes where one verified', () => {
    assert.equal(rule.judge(signed('valid', 'not-seen')).kind, 'pass');
    assert.equal(rule.judge(signed('unverifiable', 'valid')).kind, 'pass');
  });

  it('cannot tell where none was seen, or none could be checked', () => {
    assert.equal(unknownBecause(rule.judge(signed())), 'no handshake signature of the server was seen');
    assert.match(unknownBecause(rule.judge(signed('unverifiable'))), /could not be checked \(rsa_pss_rsae_sha256\)/);
  });
});
