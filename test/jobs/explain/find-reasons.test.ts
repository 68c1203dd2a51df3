import assert from 'node:assert/strict';
import { findReasons } from '../../../src/jobs/explain/find-reasons.ts';
import { verifyReasons } from '../../../src/model/verify-reason.ts';
import { reasonTexts } from '../../../src/x509/verify-reason.ts';

const codes = (question: string) => findReasons(question).map(({ code }) => code);

describe('reasons for which a chain is refused', () => {
  it('are found by their code', () => {
    for (const reason of verifyReasons) assert.deepEqual(codes(reason), [reason]);
  });

  it('are found by every line that is known of them', () => {
    for (const reason of verifyReasons) {
      const { jsse, elasticsearch, node } = reasonTexts[reason].lines;
      for (const line of [...jsse, ...elasticsearch, ...node])
        assert.ok(codes(`[WARN ][o.e.x] ${line}, closing`).includes(reason), `${reason}: ${line}`);
    }
  });

  it('are found by the lines that users search for', () => {
    assert.ok(codes('PKIX path building failed').includes('unknown-issuer'));
    assert.notDeepEqual(codes('SELF_SIGNED_CERT_IN_CHAIN'), []);
  });

  it('are none for words that no verifier writes', () => {
    assert.deepEqual(codes('good morning'), []);
  });
});
