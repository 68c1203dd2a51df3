import assert from 'node:assert/strict';
import type { CertificateFlaw, CertificateReader } from '../../../src/model/certificate-flaw.ts';
import { certificateUnreadable as rule } from '../../../src/rules/certificate/certificate-unreadable.ts';
import { authority, certificate, evidence, healthy, plaintext, unseen, withoutChain } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const lost = (place: number, flaw: CertificateFlaw) => ({ der: new Uint8Array(), place, flaw });
const flawed = (flaw: CertificateFlaw, ...unreadableTo: CertificateReader[]) => certificate({ flaws: [{ flaw, unreadableTo }] });

describe('certificate-unreadable', () => {
  it('passes a chain that can be read', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate(), authority()] })).kind, 'pass');
  });

  it("finds the endpoint's own certificate, which nobody can read", () => {
    const { severity, message, facts } = finding(
      rule.judge(
        evidence({ chain: [], behindUnreadable: [authority()], unreadable: [lost(0, { code: 'truncated', have: 300, need: 900 })] }),
      ),
    );
    assert.equal(severity, 'critical');
    assert.equal(
      message,
      "The endpoint's own certificate is cut off after 300 of 900 bytes: nodes, Kibana and other clients refuse the connection.",
    );
    assert.deepEqual(facts?.certificates, [
      { position: 1, of: 2, subject: null, code: 'truncated', have: 300, need: 900, unreadableTo: ['java', 'openssl'] },
    ]);
  });

  it('says which one it is behind the own', () => {
    const { message } = finding(rule.judge(evidence({ chain: [certificate(), authority()], unreadable: [lost(1, { code: 'empty' })] })));
    assert.match(message, /^Certificate 2 of 3 is empty: /);
  });

  it('is high where some of those who connect cannot read it, and low where all can', () => {
    const chain = [flawed({ code: 'trailing-bytes', count: 1 }, 'openssl')];
    const trailing = finding(rule.judge(healthy('http', { chain })));
    assert.equal(trailing.severity, 'high');
    assert.equal(finding(rule.judge(healthy('kibana', { chain }))).severity, 'high');
    assert.equal(finding(rule.judge(healthy('transport', { chain }))).severity, 'low', 'only nodes connect to transport');
    const java = [flawed({ code: 'trailing-bytes', count: 1 }, 'java')];
    assert.equal(finding(rule.judge(healthy('transport', { chain: java }))).severity, 'critical');
    assert.equal(finding(rule.judge(healthy('http', { chain: java }))).severity, 'high');
    assert.match(trailing.message, /\(CN=es01.*\) has 1 byte behind its end: Kibana, curl and other clients on OpenSSL refuse/);
    const version = finding(rule.judge(evidence({ chain: [flawed({ code: 'field', fault: { code: 'field-version-unknown' } }, 'java')] })));
    assert.match(version.message, /nodes \(Java\) refuse the connection, Kibana \(OpenSSL\) reads it/);
    assert.equal(finding(rule.judge(evidence({ chain: [flawed({ code: 'not-der' })] }))).severity, 'low');
  });

  it('tells the worst first, and how many more there are', () => {
    const unreadable = [2, 3, 4, 5].map((place) => lost(place, { code: 'not-asn1' }));
    const { severity, message } = finding(rule.judge(evidence({ chain: [flawed({ code: 'not-der' }), authority()], unreadable })));
    assert.equal(severity, 'critical');
    assert.match(message, /^Certificate 3 of 6 .* 2 more like this\.$/);
  });

  it('cannot tell where no certificate was seen, and has nothing to say without TLS', () => {
    assert.match(unknownBecause(rule.judge(withoutChain())), /no certificate was seen/);
    assert.match(unknownBecause(rule.judge(unseen())), /refused the connection/);
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
