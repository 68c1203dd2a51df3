import assert from 'node:assert/strict';
import type { HttpAnswer } from '../../../src/model/observation.ts';
import { trafficFilterRefuses as rule } from '../../../src/rules/endpoint/traffic-filter-refuses.ts';
import { healthy, plaintext, unseen } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';

function judged(answer: Partial<HttpAnswer>) {
  const like = healthy('http').observation;
  const application = { kind: 'http', answer: { status: 403, headers: {}, body: '', ...answer } } as const;
  return rule.judge(healthy('http', { observation: { ...like, service: { ...like.service, product: null, application } } }));
}

describe(rule.id, () => {
  it('finds the answer that names the filters, and the short one, which is likely', () => {
    const long =
      '{"ok":false,"message":"Forbidden due to traffic filtering. Please see the Elastic documentation on Traffic Filtering for more information."}';
    assert.equal(finding(judged({ body: long })).certainty, undefined);
    assert.equal(finding(judged({ body: '{"ok":false,"message":"Forbidden"}' })).certainty, 'likely');
  });

  it('takes no other refusal for it', () => {
    for (const answer of [
      { body: '{"error":{"type":"security_exception"},"status":403}' },
      { status: 401, body: '{"ok":false,"message":"Forbidden"}' },
      { body: 'Forbidden' },
    ])
      assert.equal(judged(answer).kind, 'not-applicable');
    assert.equal(rule.judge(unseen({ channel: 'http' })).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext({ channel: 'http' })).kind, 'not-applicable');
  });
});
