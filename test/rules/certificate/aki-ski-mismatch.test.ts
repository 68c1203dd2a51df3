import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { akiSkiMismatch as rule } from '../../../src/rules/certificate/aki-ski-mismatch.ts';
import { authority, certificate, evidence, healthy } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsAuthority } from '../../support/rule-laws.ts';

const renewed = authority({ spkiSha256: 'f'.repeat(64) });
const untrusted = { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null } as const;

function sent(ca: typeof renewed, signature: boolean | null, given: Partial<EndpointEvidence> = {}): EndpointEvidence {
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

  it('finds it with equal key ids as well', () => {
    finding(rule.judge(sent(authority(), false)));
  });

  it('is high where somebody who connects refuses the chain for it, and says who', () => {
    const leaf = certificate({ authorityCertSerialNumber: 'abc' });
    const differences = [{ what: 'serial number', named: 'abc', has: 'def' }] as const;
    const because = { code: 'path-key-ids', subject: 'CN=es01', authority: 'CN=CA', differences } as const;
    const refusal = { reason: 'key-identifier-mismatch', because, at: leaf } as const;
    const all = finding(rule.judge(evidence({ chain: [leaf], trust: { kind: 'untrusted', ...refusal } })));
    assert.equal(all.severity ?? rule.severity, 'high');
    assert.match(all.message, /^The key of CN=CA signed CN=es01.* has def\. Elasticsearch on JDK 17 and on JDK 25 refuses it\.$/);
    assert.deepEqual(all.facts?.differences, [{ what: 'serial number', named: 'abc', has: authority().serialNumber }]);
    const some = finding(
      rule.judge(
        healthy('http', {
          chain: [leaf],
          trust: { kind: 'peers-differ', trusting: ['jsse17'], refusals: [{ ...refusal, by: ['node'] }], path: [], unchecked: null },
        }),
      ),
    );
    assert.equal(some.severity ?? rule.severity, 'high');
    assert.match(some.message, /Kibana refuses it\.$/);
  });

  it('has the facts of the pair that is refused, of several that differ', () => {
    const [upper, lower] = [authority({ subject: 'CN=upper', issuer: 'CN=root' }), authority({ subject: 'CN=lower', issuer: 'CN=upper' })];
    const chain = [certificate({ issuer: 'CN=lower', authorityKeyId: 'aa' }), { ...lower, authorityKeyId: 'bb' }, upper];
    const links = [0, 1].map((index) => ({ index, names: true, signature: true }));
    const of = (at: (typeof chain)[number] | null) => {
      const refusal = { reason: 'key-identifier-mismatch', because: { code: 'path-leads-nowhere' }, at } as const;
      return finding(rule.judge(evidence({ chain, links, anchors: [], issuer: null, trust: { kind: 'untrusted', ...refusal } }))).facts;
    };
    const facts = chain.slice(0, 2).map((child) => of(child));
    assert.deepEqual(
      facts.map((one) => [one?.subject, one?.authorityKeyId, one?.subjectKeyIdOfCa]),
      [
        [chain[0]?.subject, 'aa', lower.subjectKeyId],
        ['CN=lower', 'bb', upper.subjectKeyId],
      ],
    );
    for (const one of [upper, null]) {
      const { subject = null, issuer = null, refusedBy } = of(one) ?? {};
      assert.deepEqual([subject, issuer], [one?.subject ?? null, one?.issuer ?? null]);
      assert.ok(Array.isArray(refusedBy));
    }
  });

  it('is low where all trust the chain, medium where that or the signature was not checked', () => {
    const other = authority({ subjectKeyId: 'aa' });
    const low = finding(rule.judge(evidence({ anchors: [other], issuer: other })));
    assert.equal(low.severity, 'low');
    assert.match(
      low.message,
      /^The key of .* signed .* names the key id [0-9a-f]+, where that CA has aa; Elasticsearch .* trusts it all the same\.$/,
    );
    assert.equal(
      finding(rule.judge(sent(other, true, { trust: { kind: 'not-checked', because: { code: 'no-trust-given' } } }))).severity,
      'medium',
    );
    assert.equal(finding(rule.judge(sent(other, null))).severity, 'medium');
  });

  for (const [what, given] of [
    ['key id', { authorityKeyId: 'aa' }],
    ['serial number', { authorityCertSerialNumber: 'aa' }],
    ['issuer', { authorityCertIssuer: 'CN=aa' }],
  ] as const) {
    it(`compares the ${what}`, () => {
      const { facts, message } = finding(rule.judge(evidence({ chain: [certificate(given)], issuer: authority() })));
      const differences = (facts?.differences ?? []) as readonly { readonly what: string }[];
      assert.match(message, new RegExp(`names the ${what} (?:CN=)?aa, where that CA has `));
      assert.deepEqual(
        differences.map((one) => one.what),
        [what],
      );
    });
  }

  it('passes where one of several certificates of the CA fits: the other is a former one', () => {
    const former = authority({ subjectKeyId: 'aa', serialNumber: 'bb' });
    for (const anchors of [
      [former, authority()],
      [authority(), former],
    ])
      assert.equal(rule.judge(evidence({ anchors, issuer: anchors[0] ?? null })).kind, 'pass');
  });

  it('passes where signature and key ids fit, or one has no key id', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
    assert.equal(rule.judge(sent(authority(), true)).kind, 'pass');
    const bare = authority({ subjectKeyId: null });
    assert.equal(rule.judge(evidence({ anchors: [bare], issuer: bare })).kind, 'pass');
  });

  it('leaves a trusted CA of that name to trust-lookalike-ca', () => {
    assert.equal(rule.judge(sent(renewed, false, { anchors: [renewed] })).kind, 'pass');
    const third = authority({ spkiSha256: 'e'.repeat(64) });
    finding(rule.judge(sent(renewed, false, { anchors: [third], issuer: null })));
  });

  it('does not compare certificates that do not name each other', () => {
    const seen = evidence({ chain: [certificate(), authority({ subject: 'CN=Elsewhere CA' })] });
    assert.equal(rule.judge(seen).kind, 'pass');
  });

  it('has nothing to say of a self-signed certificate alone', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: certificate().subject })] })).kind, 'not-applicable');
  });
});
