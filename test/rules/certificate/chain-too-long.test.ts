import assert from 'node:assert/strict';
import { chainTooLong as rule } from '../../../src/rules/certificate/chain-too-long.ts';
import { authority, certificate, conversation, evidence, healthy, observation } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const chainOf = (length: number) => [
  certificate(),
  ...Array.from({ length: length - 1 }, (_, index) => authority({ serialNumber: String(index) })),
];

describe('chain-too-long', () => {
  needsCertificate(rule);

  it('finds more certificates than a JVM takes', () => {
    const { message, facts } = finding(rule.judge(healthy('http', { chain: chainOf(11) })));
    assert.match(message, /11 certificates; a JVM accepts at most 10\./);
    assert.equal(facts?.certificates, 11);
    assert.equal(rule.judge(healthy('http', { chain: chainOf(10) })).kind, 'pass');
  });

  it("allows fewer on transport, where the same chain is a client's", () => {
    assert.match(finding(rule.judge(evidence({ chain: chainOf(9) }))).message, /8 from a client/);
    assert.equal(rule.judge(evidence({ chain: chainOf(8) })).kind, 'pass');
  });

  it('counts what was sent and could not be read', () => {
    const sent = conversation({ chain: chainOf(11).map(({ der }) => der) });
    finding(rule.judge(evidence({ observation: observation({ conversations: [sent] }) })));
  });

  it('finds a message of more than 32 KB, to the byte', () => {
    // Two lengths of 3 bytes come on top.
    const ofSize = (size: number) => evidence({ chain: [certificate({ der: new Uint8Array(size) })] });
    assert.match(finding(rule.judge(ofSize(32_763))).message, /32769 bytes/);
    assert.equal(rule.judge(ofSize(32_762)).kind, 'pass');
  });
});
