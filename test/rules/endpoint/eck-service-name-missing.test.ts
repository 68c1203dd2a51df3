import assert from 'node:assert/strict';
import { eckServiceNameMissing as rule } from '../../../src/rules/endpoint/eck-service-name-missing.ts';
import { certificate, healthy, plaintext, withoutChain } from '../../support/evidence.ts';

const under = (channel: 'http' | 'kibana', dns: readonly string[], guessed = false) =>
  healthy(channel, {
    deployment: { type: 'eck', guessed },
    chain: [certificate({ subjectAltNames: dns.map((value) => ({ kind: 'dns', value })) })],
  });

describe(rule.id, () => {
  it('finds a certificate for the outside name alone, and says where ECK was but guessed', () => {
    const outcome = rule.judge(under('http', ['logs.acme.org']));
    assert.ok(outcome.kind === 'finding');
    assert.match(outcome.message, /<name>-es-http\.<namespace>\.svc/);
    assert.doesNotMatch(outcome.message, /guessed/);
    const guessed = rule.judge(under('http', ['logs.acme.org'], true));
    assert.match(guessed.kind === 'finding' ? guessed.message : '', /guessed/);
  });

  it('finds a Kibana with the name of Elasticsearch', () => {
    assert.equal(rule.judge(under('kibana', ['logs-es-http.prod.svc'])).kind, 'finding');
  });

  it('passes the name of the Service, in full or by wildcard', () => {
    for (const dns of ['logs-es-http.prod.svc', 'LOGS-es-http.prod.svc.cluster.local', '*.prod.svc']) {
      assert.deepEqual(rule.judge(under('http', ['logs.acme.org', dns])), { kind: 'pass' }, dns);
    }
    assert.deepEqual(rule.judge(under('kibana', ['logs-kb-http.prod.svc'])), { kind: 'pass' });
  });

  it('does not know where no certificate was seen', () => {
    assert.equal(rule.judge({ ...withoutChain({ channel: 'http' }), deployment: { type: 'eck', guessed: false } }).kind, 'unknown');
  });

  it('has nothing to say outside ECK, without TLS, nor of transport', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
    assert.equal(rule.judge({ ...plaintext({ channel: 'http' }), deployment: { type: 'eck', guessed: false } }).kind, 'not-applicable');
    assert.ok(!rule.channels.includes('transport'));
  });
});
