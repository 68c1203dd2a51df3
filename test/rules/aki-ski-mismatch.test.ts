import assert from 'node:assert/strict';
import type { Evidence } from '../../src/model/evidence.ts';
import { akiSkiMismatch as rule } from '../../src/rules/aki-ski-mismatch.ts';
import { authority, certificate, evidence } from '../support/evidence.ts';
import { finding } from '../support/outcomes.ts';
import { needsAuthority } from '../support/rule-laws.ts';

const renewed = authority({ spkiSha256: 'f'.repeat(64) });
const untrusted = { kind: 'untrusted', reason: 'key-identifier-mismatch', detail: 'as it is', at: null } as const;

function sent(ca: typeof renewed, signature: boolean | null, given: Partial<Evidence> = {}): Evidence {
  return evidence({
    chain: [certificate(), ca],
    links: [{ index: 0, names: true, signature }],
    anchors: [],
    issuer: null,
    trust: untrusted,
    ...given,
  });
}

describe('aki-ski-mismatch', () => {
  needsAuthority(rule);

  it('finds a CA beside the certificate that did not sign it', () => {
    const { message, severity, facts } = finding(rule.judge(sent(renewed, false)));
    assert.equal(severity, undefined);
    assert.match(message, /did not sign it: the signature does not verify/);
    assert.deepEqual([facts?.authorityKeyId, facts?.subjectKeyIdOfCa], [certificate().authorityKeyId, renewed.subjectKeyId]);
  });

  it('finds it with equal key ids as well, sent or given', () => {
    finding(rule.judge(sent(authority(), false)));
    const given = evidence({ issuer: null, trust: { ...untrusted, reason: 'signature-invalid' } });
    assert.match(finding(rule.judge(given)).message, /does not verify/);
  });

  it('is low where only the key ids differ, and medium where the signature could not be checked', () => {
    const other = authority({ subjectKeyId: 'aa' });
    const low = finding(rule.judge(evidence({ anchors: [other], issuer: other })));
    assert.equal(low.severity, 'low');
    assert.match(low.message, /which calls its key aa; the signature verifies all the same/);
    assert.equal(finding(rule.judge(sent(renewed, null))).severity, 'medium');
  });

  it('passes where signature and key ids fit, or one has no key id', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
    assert.equal(rule.judge(sent(authority(), true)).kind, 'pass');
    const bare = authority({ subjectKeyId: null });
    assert.equal(rule.judge(evidence({ anchors: [bare], issuer: bare })).kind, 'pass');
  });

  it('leaves a trusted CA of that name to trust-lookalike-ca', () => {
    assert.equal(rule.judge(sent(renewed, false, { anchors: [renewed] })).kind, 'pass');
  });

  it('does not compare certificates that do not name each other', () => {
    const seen = evidence({ chain: [certificate(), authority({ subject: 'CN=Elsewhere CA' })] });
    assert.equal(rule.judge(seen).kind, 'pass');
  });

  it('has nothing to say of a self-signed certificate alone', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: certificate().subject })] })).kind, 'not-applicable');
  });
});
