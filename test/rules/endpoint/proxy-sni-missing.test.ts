import assert from 'node:assert/strict';
import type { Observation } from '../../../src/model/observation.ts';
import { proxySniMissing as rule } from '../../../src/rules/endpoint/proxy-sni-missing.ts';
import { conversation, healthy } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';

const ece = { type: 'ece', guessed: false } as const;
const seen = (given: Partial<Observation> = {}) =>
  healthy('http', { deployment: ece, observation: { ...healthy('http').observation, ...given } });
const { service } = seen().observation;
const nobody = { ...service, product: null, application: null };
const other = conversation({ serverName: null, chain: [new Uint8Array([1])] });

describe(rule.id, () => {
  it('finds a proxy that knows no deployment by this name', () => {
    const answer = { status: 404, headers: {}, body: '{"ok":false,"message":"Unknown resource."}' };
    const outcome = rule.judge(seen({ service: { ...nobody, application: { kind: 'http', answer } } }));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /by the name es01/);
  });

  it('finds a certificate that depends on the name sent', () => {
    assert.equal(rule.judge(seen({ conversations: [conversation(), other] })).kind, 'finding');
  });

  it('says of a name on Elastic Cloud what it may be, and of an address that it is none', () => {
    const answer = { status: 404, headers: {}, body: '{"ok":false,"message":"Unknown resource."}' };
    const at = (host: string) =>
      rule.judge(
        seen({ target: { label: host, host, port: 443, scheme: null }, service: { ...nobody, application: { kind: 'http', answer } } }),
      );
    assert.match(
      finding(at('x.es.eu-west-1.aws.found.io')).message,
      /deleted or renamed, is in another region, or the name is misspelt\.$/,
    );
    assert.match(finding(at('192.0.2.7')).message, /An address names no deployment\.$/);
  });

  it('finds an address that is refused for want of a name, and not a name that is sent', () => {
    const refused = conversation({
      serverName: null,
      ending: { kind: 'alert', description: 112, name: 'unrecognized_name', phase: 'before-server-hello' },
    });
    const at = (host: string) => rule.judge(seen({ target: { label: host, host, port: 443, scheme: null }, conversations: [refused] }));
    assert.match(finding(at('192.0.2.7')).message, /since 192\.0\.2\.7 is an address, and was refused by the alert unrecognized_name/);
    assert.equal(at('es01').kind, 'pass');
  });

  it('notes that it takes a name, where that was asked', () => {
    const asked = (absent: 'refused' | 'other-certificate' | 'same-certificate') =>
      rule.judge(seen({ details: { serverName: { absent, unknown: 'unknown' } } }));
    for (const absent of ['refused', 'other-certificate'] as const) assert.equal(finding(asked(absent)).severity, 'info');
    assert.equal(asked('same-certificate').kind, 'pass');
  });

  it('passes where a deployment answered, or the name makes no difference', () => {
    assert.deepEqual(rule.judge(seen()), { kind: 'pass' });
    assert.deepEqual(rule.judge(seen({ service: nobody, conversations: [conversation(), conversation({ serverName: null })] })), {
      kind: 'pass',
    });
  });

  it('does not know where nobody answered, and names were not compared', () => {
    assert.equal(rule.judge(seen({ service: nobody })).kind, 'unknown');
  });

  it('has nothing to say where no such proxy stands, nor of transport', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
    for (const eceService of ['console', 'internal'] as const)
      assert.equal(rule.judge(healthy('http', { deployment: ece, eceService })).kind, 'not-applicable');
    assert.ok(!rule.channels.includes('transport'));
  });
});
