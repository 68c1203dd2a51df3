import assert from 'node:assert/strict';
import { type Broken, judged } from './setups.ts';

/** Each setup is read from real files, and the rule that it breaks says so, with the place. */
export function findsWhatIsBroken(cases: readonly Broken[]): void {
  for (const { rule, by, setup, severity, says, at, certainty = 'proven', stops = false } of cases) {
    it(`${rule} is broken by ${by}`, async () => {
      const { findings, unknown } = await judged(await setup());
      const found = findings.filter((finding) => finding.rule === rule);
      const reported = `${JSON.stringify(findings.map((finding) => [finding.rule, finding.detail]))} ${JSON.stringify(unknown)}`;
      const telling = found.find(({ detail }) => says.test(detail)) ?? assert.fail(`${rule} does not say ${says}: ${reported}`);
      assert.equal(telling.severity, severity);
      assert.equal(telling.evidence.certainty, certainty);
      assert.equal(telling.evidence.stops, stops);
      assert.ok(telling.subjects.length > 0, 'it names a file or a setting');
      if (at !== undefined)
        assert.ok(
          telling.subjects.some((subject) => at.test(subject)),
          telling.subjects.join(' '),
        );
      assert.deepEqual(JSON.parse(JSON.stringify(telling)), telling, 'a finding is plain JSON');
    });
  }
}
