import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stages } from '../../../src/jobs/join/stages.ts';
import type { Report } from '../../../src/model/report.ts';
import { replay } from '../../../src/replay/recording.ts';
import { ruledOutReport } from '../../../src/wording/ruled-out-texts.ts';
import { assertCountsAgree } from '../../support/counts-agree.ts';
import { joinCases } from '../../support/join-cases.ts';
import { type JoinSituation, playJoin } from '../../support/join-situation.ts';
import { assertIsReport } from '../../support/report-schema.ts';

/** What is ruled out both ways stands in the order of the way, and before the step at which it fails. */
function assertRuledOutBefore({ cause, ruledOut = [] }: Report): void {
  const failing = stages.findIndex(({ rules }) => rules.includes(cause?.rule ?? ''));
  const passed = ruledOut.flatMap(({ what }) => {
    const at = stages.findIndex((stage) => what === ruledOutReport({ code: stage.code }, 'both').what);
    return at < 0 ? [] : [at];
  });
  assert.deepEqual(
    passed,
    [...passed].sort((a, b) => a - b),
  );
  // A log tells of what may be over, or of another connection.
  if (failing < 0 || cause?.confidence === 'possible') return;
  assert.ok(
    passed.every((at) => at < failing),
    `${cause?.rule}: ${ruledOut.map(({ what }) => what).join('; ')}`,
  );
}

describe('why a node does not join', () => {
  for (const { what, situation, cause, confidence = 'proven', detail } of joinCases) {
    it(`is told: ${what}`, async () => {
      const { report } = await playJoin(situation);
      assertIsReport(JSON.parse(JSON.stringify(report)));
      assertCountsAgree(report);
      assert.deepEqual(
        [report.cause?.rule ?? null, report.cause?.confidence],
        [cause, cause === null ? undefined : confidence],
        `${report.cause?.detail}\n${JSON.stringify(report.cause?.evidence)}`,
      );
      if (detail !== undefined) assert.match(report.cause?.detail ?? '', detail);
      assertRuledOutBefore(report);
      if (cause === null) assert.ok((report.ruledOut ?? []).length > 3, 'what is well is said');
    });
  }

  it('does not rule its files out where some of them could not be read', async () => {
    const http = 'xpack.security.http.ssl';
    const closed = new Uint8Array(readFileSync(join('test', 'settings', 'fixtures', 'elasticsearch-9-protected.keystore')));
    const codes = async (situation: JoinSituation) => (await playJoin(situation)).report.ruledOut?.map(({ code }) => code) ?? [];
    assert.ok((await codes({})).includes('own-files'));
    const bcfks = { [`${http}.enabled`]: 'true', [`${http}.keystore.path`]: 'http.bcfks', [`${http}.keystore.type`]: 'bcfks' };
    for (const situation of [{ yml: bcfks, files: { 'http.bcfks': 'not read' } }, { files: { 'elasticsearch.keystore': closed } }]) {
      const reported = await codes(situation);
      assert.ok(reported.includes('no-connection') && !reported.includes('own-files'), reported.join());
    }
  });

  it('does not rule out that there is no connection where none was tried', async () => {
    const { probe } = replay({ asked: [], api: null, partial: false });
    const { report } = await playJoin({ options: { probe } });
    assert.deepEqual([report.cause, report.ruledOut?.map(({ code }) => code)], [null, ['own-files']]);
  });

  it('is told in forty cases at least', () => {
    assert.ok(joinCases.length >= 40);
  });
});
