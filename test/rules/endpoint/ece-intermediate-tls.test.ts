import assert from 'node:assert/strict';
import { eceDefaultSuites, eceIntermediateSuites } from '../../../src/model/ece-proxy-suites.ts';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { remedyText } from '../../../src/model/fix-text.ts';
import type { Observation } from '../../../src/model/observation.ts';
import { eceIntermediateTls as rule } from '../../../src/rules/endpoint/ece-intermediate-tls.ts';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';
import { conversation12, healthy, observation } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const proxy = (seen: Partial<Observation> = {}, given: Partial<EndpointEvidence> = {}) =>
  healthy('http', {
    deployment: { type: 'ece', guessed: false },
    eceService: 'proxy',
    observation: { ...healthy('http').observation, ...seen },
    ...given,
  });
const versions = observation().versions;
const suites = (accepted: readonly string[]): Partial<Observation> => ({
  details: { cipherSuites: { 'TLSv1.2': { accepted, gap: null, serverOrder: true } } },
});

describe(rule.id, () => {
  it('finds older versions, and says which setting brings them back', () => {
    const { message, certainty, facts } = finding(
      rule.judge(proxy({ versions: { ...versions, TLSv1: 'accepted', 'TLSv1.1': 'accepted' } })),
    );
    assert.match(message, /accepts TLSv1 and TLSv1\.1, .*setIntermediateTls\.sc brings them back/);
    assert.equal(certainty, undefined);
    assert.deepEqual(facts?.versions, ['TLSv1', 'TLSv1.1']);
  });

  it('finds each suite that the setting adds, and none of the default', () => {
    for (const suite of eceIntermediateSuites) finding(rule.judge(proxy(suites([...eceDefaultSuites, suite]))));
    assert.equal(rule.judge(proxy(suites(eceDefaultSuites))).kind, 'pass');
    assert.deepEqual(
      eceDefaultSuites.filter((suite) => eceIntermediateSuites.includes(suite)),
      [],
    );
  });

  it('finds a suite that was picked, where none was asked for', () => {
    finding(rule.judge(proxy({ conversations: [conversation12({ cipherSuite: 'TLS_RSA_WITH_AES_128_CBC_SHA' })] })));
  });

  it('is not sure where there is what no setting of the proxy has', () => {
    const { certainty, message } = finding(
      rule.judge(proxy(suites(['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256']))),
    );
    assert.equal(certainty, 'likely');
    assert.match(message, /TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 as well, which no setting of the proxy has/);
  });

  it('does not know where older versions were not asked for, or did not show', () => {
    assert.match(unknownBecause(rule.judge(proxy({ versions: { 'TLSv1.3': 'accepted' } }))), /older/i);
    assert.match(unknownBecause(rule.judge(proxy({ versions: { ...versions, TLSv1: 'unknown' } }))), /TLSv1/);
  });

  it('is about the proxy alone', () => {
    const old = { versions: { ...versions, TLSv1: 'accepted' } } as const;
    assert.equal(rule.judge(proxy(old, { deployment: { type: 'self', guessed: true } })).kind, 'not-applicable');
    for (const eceService of ['console', 'internal', 'remote-clusters'] as const)
      assert.equal(rule.judge(proxy(old, { eceService })).kind, 'not-applicable');
  });

  it('is mended by the script of the platform, and the proxies made anew', () => {
    const steps = rule.fix(fixContext({ channel: 'http', product: 'elasticsearch', deployment: 'ece' }));
    assert.match(remedyText({ steps }), /resetToDefaultTls\.sc[\s\S]*docker rm -f frc-proxies-proxyv2/);
  });
});
