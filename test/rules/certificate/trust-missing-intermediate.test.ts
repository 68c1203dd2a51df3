import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { trustMissingIntermediate as rule } from '../../../src/rules/certificate/trust-missing-intermediate.ts';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';
import { authority, certificate, evidence, healthy } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const trust = { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null } as const;
const root = { name: authority().subject, der: authority().subjectDer, publicRoot: false };

function alone(issuer: string, given: Partial<EndpointEvidence> = {}): EndpointEvidence {
  return evidence({ chain: [certificate({ issuer })], trust, acceptableIssuers: null, ...given });
}

describe('trust-missing-intermediate', () => {
  needsCertificate(rule);

  it('finds an issuer that is an intermediate by its name', () => {
    for (const issuer of ['CN=acme Issuing CA', 'CN=Intermediate CA', 'CN=acme Sub CA 1', 'CN=acme int', 'O=acme, CN=Signing CA']) {
      const { message, facts } = finding(rule.judge(alone(issuer)));
      assert.match(message, /is an intermediate \(its name says so\), and the endpoint did not send it/);
      assert.equal(facts?.missing, issuer);
    }
  });

  it('finds it where the node trusts the given CA and does not name this issuer', () => {
    const { message } = finding(rule.judge(alone('CN=acme CA 2', { acceptableIssuers: [root] })));
    assert.match(
      message,
      /an intermediate that is missing, or a CA that has nothing to do with the given one: the server trusts the given CA/,
    );
    const named = finding(rule.judge(alone('CN=acme Issuing CA', { acceptableIssuers: [root] }))).message;
    assert.match(named, /is an intermediate \(its name says so, and the server trusts the given CA/);
  });

  it('has a way out for a certificate of another CA in its fix', () => {
    for (const product of ['elasticsearch', 'opensearch'] as const) {
      const steps = rule.fix(fixContext({ channel: 'transport', product, deployment: 'self' }));
      assert.match(steps.at(-1)?.text ?? '', /no such intermediate.*trust-unknown-issuer/);
    }
  });

  it('finds a gap above an intermediate that was sent', () => {
    const lower = authority({ subject: 'CN=Issuing CA 1', issuer: 'CN=Intermediate CA' });
    const { facts } = finding(
      rule.judge(evidence({ chain: [certificate({ issuer: lower.subject }), lower], trust, acceptableIssuers: null })),
    );
    assert.equal(facts?.below, 'CN=Issuing CA 1');
  });

  it('finds it by the name without trust as well', () => {
    finding(rule.judge(alone('CN=acme Issuing CA', { anchors: [], trust: { kind: 'not-checked', because: { code: 'no-trust-given' } } })));
  });

  it('cannot tell where nothing shows what the issuer is', () => {
    assert.match(unknownBecause(rule.judge(alone('CN=acme CA 2'))), /CN=acme CA 2 was neither sent nor given.*whether it is a root/);
  });

  it("passes where the issuer is a root: by its name, a name of the stack's tools, or the word of the node", () => {
    assert.equal(rule.judge(alone('CN=acme Root')).kind, 'pass');
    assert.equal(rule.judge(alone('CN=Elasticsearch security auto-configuration HTTP CA')).kind, 'pass');
    const named = { ...root, name: 'CN=Issuing CA' };
    assert.equal(rule.judge(alone('CN=Issuing CA', { acceptableIssuers: [named] })).kind, 'pass');
  });

  it('passes where the given CA issued the certificate itself, or the chain reaches a root', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
    assert.equal(
      rule.judge(evidence({ chain: [certificate(), authority()], anchors: [authority({ subject: 'CN=Elsewhere CA' })], trust })).kind,
      'pass',
    );
    // Issued by a trusted name, refused for another reason.
    assert.equal(rule.judge(evidence({ trust })).kind, 'pass');
  });

  it('leaves the proxy of ECE to its own rule', () => {
    const ece = { deployment: { type: 'ece', guessed: false }, chain: [certificate({ issuer: 'CN=Issuing CA' })], trust } as const;
    assert.equal(rule.judge(healthy('http', ece)).kind, 'pass');
    finding(rule.judge(evidence(ece)));
  });
});
