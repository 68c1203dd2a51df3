import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/report.ts';
import { kibanaCases } from '../../support/kibana-cases.ts';
import { playKibana } from '../../support/kibana-situation.ts';
import { assertIsReport } from '../../support/report-schema.ts';

describe('handclasp kibana, over situations', () => {
  for (const [title, situation, { rule, confidence = 'proven', stops, code }] of kibanaCases) {
    it(`names the cause for ${title}`, async () => {
      const { report, urls, node } = await playKibana(situation);
      assertIsReport(JSON.parse(JSON.stringify(report)));
      const reported = { rule: report.cause?.rule ?? null, confidence: report.cause?.confidence ?? null };
      assert.deepEqual(
        reported,
        { rule, confidence: rule === null ? null : confidence },
        JSON.stringify(report.cause ?? report.findings, null, 1),
      );
      if (code !== undefined) assert.equal(node[0], code);
      if (stops === undefined)
        assert.deepEqual(
          refused(report, urls),
          urls.filter((_, index) => node[index] !== null),
          `Node said ${node.join(', ')}`,
        );
    });
  }
});

/** The hosts that Kibana does not get through to. */
function refused({ findings = [] }: Report, urls: readonly string[]): readonly string[] {
  return urls.filter((url) => findings.some(({ evidence }) => evidence.blocks === true && String(evidence.host).startsWith(url)));
}
