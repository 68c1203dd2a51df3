import assert from 'node:assert/strict';
import { brokenSettings, openWithoutTheWire } from './broken-settings.ts';
import { findsWhatIsBroken } from './finds-what-is-broken.ts';
import { judged } from './setups.ts';

describe('rules on the settings of a setup', () => {
  findsWhatIsBroken(brokenSettings);

  for (const { rule, setup, because } of openWithoutTheWire) {
    it(`${rule} is left open where the files do not say`, async () => {
      const { findings, unknown } = await judged(await setup());
      assert.deepEqual(
        findings.filter((finding) => finding.rule === rule),
        [],
      );
      assert.match(unknown.find((one) => one.rule === rule)?.because ?? 'it is not unknown', because);
    });
  }
});
