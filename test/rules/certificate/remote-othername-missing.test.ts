import assert from 'node:assert/strict';
import type { Deployment } from '../../../src/model/deployment.ts';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { remoteOthernameMissing as rule } from '../../../src/rules/certificate/remote-othername-missing.ts';
import { certificate, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

function on(type: Deployment, given: Partial<EndpointEvidence> = {}): EndpointEvidence {
  return evidence({ deployment: { type, guessed: false }, ...given });
}

describe('remote-othername-missing', () => {
  needsCertificate(rule);

  it('finds a managed node without an otherName', () => {
    const { facts } = finding(rule.judge(on('ech')));
    assert.deepEqual(facts?.subjectAltNames, ['dns:es01', 'ip:10.0.0.11']);
    finding(rule.judge(on('ece', { chain: [certificate({ subjectAltNames: null })] })));
  });

  it('passes one that has it', () => {
    const chain = [certificate({ subjectAltNames: [{ kind: 'other', value: '2.5.4.3=n1.node.c1.cluster.s1' }] })];
    assert.equal(rule.judge(on('ech', { chain })).kind, 'pass');
  });

  it('has nothing to say elsewhere, nor of a port that asks for no certificate', () => {
    for (const type of ['self', 'eck', 'serverless'] as const) assert.equal(rule.judge(on(type)).kind, 'not-applicable');
    assert.equal(rule.judge(on('ech', { acceptableIssuers: null })).kind, 'not-applicable');
  });
});
