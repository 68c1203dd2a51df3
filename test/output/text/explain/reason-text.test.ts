import assert from 'node:assert/strict';
import { findReasons } from '../../../../src/jobs/explain/find-reasons.ts';
import { verifyReasons } from '../../../../src/model/verify-reason.ts';
import { renderReasons } from '../../../../src/output/text/explain/reason-text.ts';

describe('reasons as text', () => {
  it('say what they mean and who writes what, within the width', () => {
    const text = renderReasons(verifyReasons.flatMap(findReasons), { width: 80, colour: false });
    for (const reason of verifyReasons) assert.ok(text.includes(reason));
    for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
    assert.match(text, /^unknown-issuer {2}Issuer not trusted/m);
    assert.match(text, /^ {2}Elasticsearch {3}PKIX path building failed$/m);
  });
});
