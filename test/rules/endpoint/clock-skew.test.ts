import assert from 'node:assert/strict';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { clockSkew as rule } from '../../../src/rules/endpoint/clock-skew.ts';
import { apiFacts } from '../../support/api-facts.ts';
import { certificate, conversation12, daysFromNoon, evidence, healthy, noon, observation, unseen } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

function ahead(aheadMs: number, boundMs = 10, leaf: Certificate = certificate()): EndpointEvidence {
  return evidence({ observation: observation({ channel: 'http', clock: { aheadMs, boundMs } }), chain: [leaf] });
}

function hello(...offsetSeconds: number[]): EndpointEvidence {
  const conversations = offsetSeconds.map((offset) => conversation12({ helloTime: noon.getTime() / 1000 + offset }));
  return evidence({ observation: observation({ conversations }) });
}

describe('clock-skew', () => {
  it('finds a clock that is off by more than a minute, either way', () => {
    const { message, severity, facts } = finding(rule.judge(ahead(90_000)));
    assert.equal(message, 'The clock of the endpoint is 90 seconds ahead (HTTP Date header).');
    assert.equal(severity, undefined);
    assert.deepEqual(facts, { aheadMs: 90_000, boundMs: 10, from: 'HTTP Date header' });
    assert.match(finding(rule.judge(ahead(-7_200_000))).message, /2 hours behind/);
  });

  it('allows for the delay of the network', () => {
    assert.equal(rule.judge(ahead(62_000, 2000)).kind, 'pass');
    finding(rule.judge(ahead(62_001, 2000)));
    assert.equal(rule.judge(ahead(-60_000, 0)).kind, 'pass');
  });

  it('is high where a certificate is valid by one clock and not by the other', () => {
    const { severity, message } = finding(rule.judge(ahead(3 * 86_400_000, 10, certificate({ notAfter: daysFromNoon(1) }))));
    assert.equal(severity, 'high');
    assert.match(message, /by it, its own certificate is not valid, by the clock of this machine it is valid/);
    assert.match(
      finding(rule.judge(ahead(-3 * 86_400_000, 10, certificate({ notAfter: daysFromNoon(-1) })))).message,
      /is valid, by the clock of this machine it is not/,
    );
  });

  it('reads the time in a TLS 1.2 ServerHello, and takes what is far off for random bytes', () => {
    assert.match(finding(rule.judge(hello(300))).message, /5 minutes ahead \(time in the TLS 1\.2 ServerHello\)/);
    assert.equal(rule.judge(hello(61)).kind, 'pass');
    finding(rule.judge(hello(-63)));
    assert.equal(rule.judge(hello(-3601)).kind, 'not-applicable');
    assert.equal(rule.judge(hello(86_400, 86_400)).kind, 'not-applicable');
  });

  it('believes a ServerHello that is hours off only where a second one agrees', () => {
    assert.match(finding(rule.judge(hello(7200, 7203))).message, /2 hours ahead/);
    assert.equal(rule.judge(hello(7200)).kind, 'not-applicable');
    assert.equal(rule.judge(hello(300, 1_000_000)).kind, 'not-applicable');
  });

  it('needs no TLS', () => {
    const plain = { ...observation().service, security: 'plaintext' } as const;
    finding(
      rule.judge(
        evidence({ chain: [], observation: observation({ channel: 'http', service: plain, clock: { aheadMs: 90_000, boundMs: 10 } }) }),
      ),
    );
  });

  it('cannot tell where an HTTP port sent no Date, or no answer', () => {
    assert.match(unknownBecause(rule.judge(healthy('http'))), /its HTTP answer has no Date header/);
    unknownBecause(rule.judge(healthy('kibana')));
    assert.match(unknownBecause(rule.judge(unseen({ channel: 'http' }))), /no HTTP answer was seen/);
  });

  it("takes the word of the node itself, from its REST API, before a Date header, which may be a proxy's", () => {
    const api = apiFacts({ clock: { aheadMs: -120_000, boundMs: 40 } });
    assert.match(finding(rule.judge(evidence({ api }))).message, /^The clock of the endpoint is 2 minutes behind \(GET _nodes\/stats\)/);
    assert.match(finding(rule.judge({ ...ahead(3), api })).message, /GET _nodes\/stats/);
    assert.equal(rule.judge({ ...ahead(90_000), api: apiFacts() }).kind, 'pass');
  });

  it('has nothing to say of a transport port, which shows no clock', () => {
    assert.equal(rule.judge(evidence()).kind, 'not-applicable');
  });
});
