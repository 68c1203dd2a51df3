import assert from 'node:assert/strict';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { akiSkiMismatch } from '../../../src/rules/certificate/aki-ski-mismatch.ts';
import { caReissuedSameKey as rule } from '../../../src/rules/certificate/ca-reissued-same-key.ts';
import { authority, certificate, daysFromNoon, evidence, noon } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const renewed = authority({ serialNumber: '2', notAfter: daysFromNoon(3650) });

const notChecked = { kind: 'not-checked', because: { code: 'no-trust-given' } } as const;
const older = authority({ subjectKeyId: 'aa'.repeat(20), serialNumber: '1' });
const newer = authority({ subjectKeyId: 'bb'.repeat(20), serialNumber: '2', notBefore: daysFromNoon(-1) });
const because = { code: 'path-key-ids', subject: 'CN=es01', authority: older.subject, differences: [] } as const;

/** A certificate from the one, and trust in the other. */
function between(issuing: Certificate, trusted: Certificate, given: Partial<EndpointEvidence> = {}): EndpointEvidence {
  const leaf = certificate({ authorityKeyId: issuing.subjectKeyId, authorityCertSerialNumber: issuing.serialNumber });
  return evidence({
    chain: [leaf, issuing],
    anchors: [trusted],
    anchorLinks: [{ child: leaf, anchor: trusted, signature: true }],
    trust: { kind: 'untrusted', reason: 'key-identifier-mismatch', because, at: leaf },
    ...given,
  });
}

describe('ca-reissued-same-key', () => {
  needsCertificate(rule);

  it('notes that the CA which is sent and the one that was given are two certificates of one key', () => {
    const { message } = finding(rule.judge(evidence({ chain: [certificate(), renewed], anchors: [authority()] })));
    assert.match(
      message,
      /two certificates of CN=acme transport CA, O=acme with the same key: one ends on 2036-05-29, the other on 2031-05-31/,
    );
  });

  it('is high where somebody refuses what comes from the other one, with key ids, dates and fingerprints of both and who is behind', () => {
    const stale = finding(rule.judge(between(newer, older)));
    assert.equal(stale.severity, 'high');
    assert.match(stale.message, /^CN=es01, O=acme is not from the trusted certificate of its CA, CN=acme transport CA, O=acme\. /);
    assert.match(
      stale.message,
      /The CA was issued again with the same key\. The trusted CA certificate has the key ID aaaaaaaaaaaaaaaa\.\.\. /,
    );
    assert.match(
      stale.message,
      /\(2021-06-02 to 2031-05-31, SHA-256 [0-9a-f]{16}\.\.\.\); the one behind the refused certificate has the key ID bbbb/,
    );
    assert.match(
      stale.message,
      /The trusted one is the older: whoever refuses it needs the newer\. Elasticsearch on JDK 17 and on JDK 25 refuses it\.$/,
    );
    assert.deepEqual(
      [stale.facts?.namesakes?.newer, stale.facts?.namesakes?.key, stale.facts?.namesakes?.trusted.sha256],
      ['issuing', 'same', older.sha256],
    );
    const served = finding(rule.judge(between(older, newer)));
    assert.match(served.message, /The trusted one is the newer: the server still shows a certificate from the older\. Restart it/);
  });

  it('tells them by the serial number where the key ids are the same, and does not guess which is newer', () => {
    const again = authority({ subjectKeyId: older.subjectKeyId, serialNumber: '9' });
    const { message } = finding(rule.judge(between(again, older)));
    assert.match(message, /has the serial number 1 .*has the serial number 9 .*Which of the two is newer does not show/);
  });

  it('is no matter of high severity where nobody refuses it', () => {
    assert.equal(finding(rule.judge(between(newer, older, { trust: { kind: 'trusted', path: [] } }))).severity, 'low');
    assert.equal(finding(rule.judge(between(newer, older, { trust: notChecked }))).severity, 'medium');
  });

  it('says which of two that both verify is older, and who has it', () => {
    const sent = finding(rule.judge(evidence({ chain: [certificate(), authority()], anchors: [{ ...renewed, notBefore: noon }] })));
    assert.match(sent.message, /The older one is sent: the server has to be restarted if its files are newer\.$/);
    const given = finding(rule.judge(evidence({ chain: [certificate(), { ...renewed, notBefore: noon }], anchors: [authority()] })));
    assert.match(given.message, /The older one was given: that copy has to be fetched again\.$/);
  });

  it('leaves it to other rules where the key is another, or one certificate of the CA is at hand', () => {
    const leaf = certificate({ authorityKeyId: newer.subjectKeyId });
    const alone = { chain: [leaf], anchors: [older], anchorLinks: [{ child: leaf, anchor: older, signature: true }] };
    assert.equal(rule.judge(evidence(alone)).kind, 'not-applicable');
    assert.notEqual(akiSkiMismatch.judge(evidence(alone)).kind, 'pass');
    assert.equal(akiSkiMismatch.judge(between(newer, older)).kind, 'pass');
  });

  it('passes where other CAs are at hand', () => {
    const issuing = authority({ subject: 'CN=Issuing CA', issuer: authority().subject });
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: issuing.subject }), issuing] })).kind, 'pass');
  });

  it('has nothing to say of one CA, of none, or of a self-signed certificate', () => {
    assert.equal(rule.judge(evidence()).kind, 'not-applicable');
    assert.equal(rule.judge(evidence({ chain: [certificate(), authority()] })).kind, 'not-applicable');
    assert.equal(rule.judge(evidence({ anchors: [], issuer: null })).kind, 'not-applicable');
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: certificate().subject })] })).kind, 'not-applicable');
  });
});
