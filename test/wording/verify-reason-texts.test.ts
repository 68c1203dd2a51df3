import assert from 'node:assert/strict';
import { verifyReasons } from '../../src/model/verify-reason.ts';
import { verifyReasonTexts } from '../../src/wording/verify-reason-texts.ts';

describe('The reasons for which a chain is not trusted', () => {
  for (const reason of verifyReasons) {
    it(`${reason} has a title and prose`, () => {
      const { title, prose } = verifyReasonTexts[reason];
      assert.match(title, /^[A-Z].*[^.]$/);
      assert.match(prose, /^[A-Za-z].{20,}\.$/s);
    });
  }
});
