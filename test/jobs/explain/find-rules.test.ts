import assert from 'node:assert/strict';
import { findRules } from '../../../src/jobs/explain/find-rules.ts';
import { knownRules } from '../../../src/jobs/explain/known-rules.ts';
import type { RuleText } from '../../../src/model/rule-text.ts';

const rule = (id: string, title: string, logLines?: readonly string[]): RuleText => ({
  ...{
    id,
    title,
    severity: 'high',
    channels: ['http'],
    holds: `${title} must not be.`,
    why: 'Clients fail.',
    fix: () => [],
    source: 'RFC',
  },
  ...(logLines === undefined ? {} : { logLines }),
});
const rules = [
  rule('leaf-expired', 'Certificate has expired', ['CertificateExpiredException: NotAfter']),
  rule('ca-expired', 'CA has expired'),
  rule('http-plaintext', 'HTTP without TLS', ['received plaintext http traffic on an https channel']),
];
const ids = (question: string) => {
  const found = findRules(rules, question);
  switch (found.kind) {
    case 'rule':
      return [found.rule.id];
    case 'rules':
      return [found.by, ...found.rules.map(({ id }) => id)];
    case 'none':
      return { nearest: found.nearest };
  }
};

describe('questions about rules', () => {
  it('are answered by id', () => {
    assert.deepEqual(ids('LEAF-expired '), ['leaf-expired']);
  });

  it('are answered by a line from a log that holds a known one, case aside', () => {
    assert.deepEqual(ids('[2026-11-23] WARN caused by: java.security.cert.certificateexpiredexception: notafter: Mon'), ['leaf-expired']);
  });

  it('are answered by a fragment of a known line', () => {
    assert.deepEqual(ids('plaintext http traffic'), ['http-plaintext']);
  });

  it('are answered by words, those in the title first', () => {
    assert.deepEqual(ids('has expired'), ['words', 'leaf-expired', 'ca-expired']);
    assert.deepEqual(ids('tls http'), ['http-plaintext']);
  });

  it('are not answered by a guess', () => {
    assert.deepEqual(ids('leaf-expird'), { nearest: ['leaf-expired'] });
    assert.deepEqual(ids('kubernetes'), { nearest: [] });
  });

  it('find every rule by its id, and by each of its log lines', () => {
    for (const known of knownRules) {
      assert.deepEqual(findRules(knownRules, known.id), { kind: 'rule', rule: known });
      for (const line of known.logLines ?? []) {
        const found = findRules(knownRules, `[2026-11-23T18:00:00,000][WARN ][o.e.x.c.s] [es01] ${line} [Netty4TcpChannel]`);
        const all = found.kind === 'rule' ? [found.rule] : found.kind === 'rules' ? found.rules : [];
        assert.ok(all.includes(known), `${known.id}: ${line}`);
      }
    }
  });
});
