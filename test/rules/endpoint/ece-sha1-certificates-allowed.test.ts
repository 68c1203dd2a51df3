import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { eceSha1CertificatesAllowed as rule } from '../../../src/rules/endpoint/ece-sha1-certificates-allowed.ts';
import { authority, certificate, conversation, conversation12, evidence, healthy, observation } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const weak = certificate({ subject: 'CN=client', signatureAlgorithm: 'sha1WithRSAEncryption' });
const accepted = conversation({ identity: 'given', ending: { kind: 'accepted', by: 'pong' } });

/** Insists on a certificate, and was shown one. */
function remote(given: Partial<EndpointEvidence> = {}, conversations = [conversation(), conversation12(), accepted]): EndpointEvidence {
  return evidence({
    deployment: { type: 'ece', guessed: false },
    eceService: 'remote-clusters',
    shownIdentity: [weak],
    observation: observation({ conversations }),
    ...given,
  });
}

describe(rule.id, () => {
  it('finds that a certificate signed with SHA-1 is accepted where one is required', () => {
    const { message } = finding(rule.judge(remote()));
    assert.match(message, /CN=client is signed with sha1WithRSAEncryption\. allowX509Sha1Certs\.sc allows that/);
    const intermediate = authority({ issuer: 'CN=root', signatureAlgorithm: 'ecdsa-with-SHA1' });
    finding(rule.judge(remote({ shownIdentity: [certificate(), intermediate] })));
  });

  it('passes where it is refused', () => {
    assert.equal(rule.judge(remote({}, [conversation(), conversation({ identity: 'given' })])).kind, 'pass');
  });

  it('does not know where it was not shown in a version that insists', () => {
    assert.equal(typeof unknownBecause(rule.judge(remote({}, [conversation(), conversation12()]))), 'string');
  });

  it('has nothing to see it by without such a certificate, a root aside, or where none is required', () => {
    for (const shownIdentity of [[], [certificate()], [certificate(), authority({ signatureAlgorithm: 'sha1WithRSAEncryption' })]])
      assert.equal(rule.judge(remote({ shownIdentity })).kind, 'not-applicable');
    assert.equal(
      rule.judge(healthy('http', { deployment: { type: 'ece', guessed: false }, shownIdentity: [weak] })).kind,
      'not-applicable',
    );
    assert.equal(rule.judge(remote({ deployment: { type: 'self', guessed: false } })).kind, 'not-applicable');
    assert.equal(rule.judge(remote({ eceService: 'internal' })).kind, 'not-applicable');
  });
});
