import assert from 'node:assert/strict';
import { findRules } from '../../../src/jobs/explain/find-rules.ts';
import { ruleCatalogue } from '../../../src/jobs/explain/rule-catalogue.ts';

const ids = (question: string) => {
  const found = findRules(ruleCatalogue, question);
  switch (found.kind) {
    case 'rule':
      return [found.rule.id];
    case 'rules':
      return [found.by, ...found.rules.map(({ id }) => id)];
    case 'none':
      return { nearest: found.nearest };
  }
};

const firstTwo = (question: string) => [ids(question)].flat().slice(0, 2);

describe('questions about rules', () => {
  it('are answered by id', () => {
    assert.deepEqual(ids('LEAF-expired '), ['leaf-expired']);
  });

  it('are answered by a line from a log that holds a known one, case aside', () => {
    assert.deepEqual(ids('[2026-11-23] WARN caused by: java.security.cert.certificateexpiredexception: notafter: Mon'), [
      'log-line',
      'leaf-expired',
      'ca-expired',
      'clock-skew',
    ]);
  });

  it('are answered by an entry of a log, as its product means it', () => {
    const kibana = '[2026-11-23T20:00:00.123+00:00][ERROR][elasticsearch-service] unable to verify the first certificate';
    assert.deepEqual(firstTwo(kibana), ['log-line', 'kibana-missing-es-ca']);
    const curl = 'curl: (60) SSL certificate problem: unable to get local issuer certificate';
    assert.deepEqual(firstTwo(curl), ['log-line', 'trust-unknown-issuer']);
  });

  it('are answered by a fragment of a known line', () => {
    assert.deepEqual(ids('plaintext http traffic'), ['log-line', 'plain-clients-on-https', 'kibana-es-scheme-mismatch', 'http-plaintext']);
  });

  it('are answered by words, those in the title first', () => {
    assert.deepEqual([ids('has expired')].flat().slice(0, 3), ['words', 'leaf-expired', 'ca-expired']);
  });

  it('are not answered by a guess', () => {
    assert.deepEqual(ids('leaf-expird'), { nearest: ['leaf-expired', 'leaf-expiring'] });
    assert.deepEqual(ids('zeppelin'), { nearest: [] });
  });

  it('find every rule by its id', () => {
    for (const known of ruleCatalogue) assert.deepEqual(findRules(ruleCatalogue, known.id), { kind: 'rule', rule: known });
  });
});
