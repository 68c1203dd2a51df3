import assert from 'node:assert/strict';
import { ekuTransportMissingClientauth as rule } from '../../../src/rules/certificate/eku-transport-missing-clientauth.ts';
import { certificate, conversation, evidence, observation } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const serverOnly = certificate({ extendedKeyUsage: ['serverAuth'] });
const itself = [{ name: serverOnly.subject, der: serverOnly.subjectDer, publicRoot: false }];
const none = { kind: 'none', evidence: 'no CertificateRequest' } as const;
const silent = [conversation({ certificateRequest: null })];

describe('eku-transport-missing-clientauth', () => {
  needsCertificate(rule);

  it('finds a certificate for servers only', () => {
    const { message, severity, facts } = finding(rule.judge(evidence({ chain: [serverOnly] })));
    assert.equal(message, 'CN=es01, O=acme may be used for serverAuth and not for clientAuth.');
    assert.equal(severity, undefined);
    assert.equal(facts?.clientCertificateAsked, 'yes');
    finding(rule.judge(evidence({ chain: [certificate({ extendedKeyUsage: [] })] })));
  });

  it('is high where the node trusts the certificate directly, which hides it', () => {
    const { message, severity } = finding(rule.judge(evidence({ chain: [serverOnly], acceptableIssuers: itself })));
    assert.equal(severity, 'high');
    assert.match(message, /lists this certificate among those it trusts/);
  });

  it('says so where it did not show whether certificates are asked for', () => {
    const seen = evidence({
      chain: [serverOnly],
      observation: observation({ clientAuth: {}, conversations: silent }),
      acceptableIssuers: null,
    });
    assert.match(finding(rule.judge(seen)).message, /whether this node asks for client certificates did not show/);
  });

  it('passes where nobody asks for client certificates', () => {
    const asksNone = observation({ clientAuth: { 'TLSv1.3': none, 'TLSv1.2': none }, conversations: silent });
    assert.equal(rule.judge(evidence({ chain: [serverOnly], observation: asksNone, acceptableIssuers: null })).kind, 'pass');
    const asksOnce = observation({
      clientAuth: { 'TLSv1.3': none, 'TLSv1.2': { kind: 'unknown', requested: true, because: { code: 'asked-and-undecided' } } },
      conversations: silent,
    });
    finding(rule.judge(evidence({ chain: [serverOnly], observation: asksOnce })));
  });

  it('passes both usages, any usage, and none named', () => {
    for (const extendedKeyUsage of [['serverAuth', 'clientAuth'], ['anyExtendedKeyUsage'], null]) {
      assert.equal(rule.judge(evidence({ chain: [certificate({ extendedKeyUsage })] })).kind, 'pass');
    }
  });
});
