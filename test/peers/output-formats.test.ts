import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { formats, renderDocument } from '../../src/output/index.ts';
import { hostileReport } from '../support/hostile.ts';
import { report } from '../support/report.ts';
import { skipUnless } from '../support/required.ts';
import { root } from '../support/sources.ts';
import { syntheticFleet } from '../support/synthetic-fleet.ts';

const look = { width: 80, colour: false };

async function written(name: string, document: ReturnType<typeof report>): Promise<string> {
  const format = formats.find((each) => each.name === name);
  assert.ok(format);
  return await renderDocument(format, 'matrix', { report: document }, look);
}

/** What a program says of a text on its standard input; it ends with 0 where all is well. */
function asked(command: string, args: readonly string[], input: string): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 2 ** 27 });
  return { status, said: stdout + stderr };
}

describe('formats before those who read them', function () {
  this.timeout(120_000);

  it('promtool takes the metrics, of a fleet and with hostile names', async function () {
    skipUnless(this, spawnSync('promtool', ['--version']).status === 0, 'promtool');
    const check = (text: string) => {
      const { status, said } = asked('promtool', ['check', 'metrics'], text);
      // 3: remarks on the style of names. Those of blackbox_exporter have some.
      const remarks = said.split('\n').filter((line) => line !== '' && !/^probe_\w+ /.test(line));
      assert.ok(status === 0 || (status === 3 && remarks.length === 0), `${status}: ${said.slice(0, 500)}`);
    };
    check(await written('prometheus', report([...syntheticFleet(200)])));
    await fc.assert(
      fc.asyncProperty(hostileReport, async (document) => check(await written('prometheus', document))),
      { numRuns: 25 },
    );
  });

  it('promtool takes the alert rules, and each of them alerts as its test says', function () {
    skipUnless(this, spawnSync('promtool', ['--version']).status === 0, 'promtool');
    for (const [command, file] of [
      ['check', 'handclasp.rules.yml'],
      ['test', 'handclasp.rules.test.yml'],
    ] as const) {
      const { status, stdout, stderr } = spawnSync('promtool', [command, 'rules', file], {
        cwd: join(root, 'docs', 'prometheus'),
        encoding: 'utf8',
      });
      assert.equal(status, 0, stdout + stderr);
    }
  });

  it('xmllint takes the test results', async function () {
    skipUnless(this, spawnSync('xmllint', ['--version']).status === 0, 'xmllint');
    await fc.assert(
      fc.asyncProperty(hostileReport, async (document) => {
        const { status, said } = asked('xmllint', ['--noout', '--nonet', '-'], await written('junit', document));
        assert.equal(status, 0, said.slice(0, 500));
      }),
      { numRuns: 50 },
    );
  });

  it('Python takes the records and the bill of materials', async function () {
    skipUnless(this, spawnSync('python3', ['--version']).status === 0, 'Python');
    const program =
      'import csv,io,sys; rows=list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("utf-8"), newline=""), strict=True)); print(len(rows), len({len(r) for r in rows}))';
    await fc.assert(
      fc.asyncProperty(hostileReport, async (document) => {
        const { status, said } = asked('python3', ['-c', program], await written('csv', document));
        const certificates = new Set(document.endpoints.flatMap(({ chain }) => chain.map(({ sha256 }) => sha256))).size;
        assert.equal(status, 0, said);
        assert.equal(said.trim(), `${certificates + 1} 1`);
        const bom = asked(
          'python3',
          ['-c', 'import json,sys; print(json.load(sys.stdin.buffer)["specVersion"])'],
          await written('cyclonedx', document),
        );
        assert.equal(bom.said.trim(), '1.7');
      }),
      { numRuns: 15 },
    );
  });
});
