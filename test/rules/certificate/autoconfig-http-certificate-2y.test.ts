import assert from 'node:assert/strict';
import { autoconfigHttpCertificate2y as rule } from '../../../src/rules/certificate/autoconfig-http-certificate-2y.ts';
import { authority, certificate, daysFromNoon, healthy } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const ca = authority({
  subject: 'CN=Elasticsearch security auto-configuration HTTP CA',
  notBefore: daysFromNoon(-600),
  notAfter: daysFromNoon(495),
});

function ending(days: number, anchors = [ca]) {
  const leaf = certificate({ issuer: ca.subject, notBefore: daysFromNoon(days - 730), notAfter: daysFromNoon(days) });
  return healthy('http', { chain: [leaf], anchors });
}

describe('autoconfig-http-certificate-2y', () => {
  needsCertificate(rule);

  it('reminds of the day from the beginning', () => {
    const { message, severity } = finding(rule.judge(ending(700)));
    assert.equal(severity, 'info');
    assert.equal(
      message,
      'Auto-configuration made the certificate. It expires on 2028-05-01, in 700 days, and its CA on 2027-10-09. Nothing renews them.',
    );
  });

  it('reckons the end of a CA that was not seen', () => {
    const { message, facts } = finding(rule.judge(ending(700, [])));
    assert.match(message, /its CA about 2029-05-01/);
    assert.equal(facts?.caSeen, false);
  });

  it('is medium within 90 days, until leaf-expiring speaks', () => {
    assert.equal(finding(rule.judge(ending(91))).severity, 'info');
    assert.equal(finding(rule.judge(ending(90))).severity, 'medium');
    assert.equal(finding(rule.judge(ending(30))).severity, 'info');
  });

  it('leaves a certificate that has ended to leaf-expired', () => {
    assert.equal(rule.judge(ending(-1)).kind, 'pass');
  });

  it('has nothing to say of another CA, such as that of transport', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
    const chain = [certificate({ issuer: 'CN=Elasticsearch security auto-configuration transport CA' })];
    assert.equal(rule.judge(healthy('http', { chain })).kind, 'not-applicable');
  });
});
