import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { Report } from '../../src/model/report.ts';
import { runCli } from './run-cli.ts';

describe('--baseline', () => {
  let folder: string;
  let stack: Lab;
  const at = (name: string) => join(folder, name);
  const target = (name: string) => stack.endpoints.find((endpoint) => endpoint.name === name)?.target ?? '';
  const scan = (names: readonly string[], ...args: string[]) =>
    runCli(['scan', ...names.map(target), '--ca', at('ca.pem'), '--depth', 'quick', ...args]);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    stack = await startLab();
    writeFileSync(at('ca.pem'), stack.trust.pem);
    await scan(['leaf-expired', 'weak-key'], '-o', at('before.json'));
  });
  after(async () => {
    await stack.close();
    rmSync(folder, { recursive: true });
  });

  it('shows nothing and ends in 0 where nothing is new; json keeps all', async () => {
    const { status, out } = await scan(['leaf-expired', 'weak-key'], '--baseline', at('before.json'));
    assert.equal(status, 0);
    assert.doesNotMatch(out, /leaf-expired/);
    assert.match(out, /Since baseline \(\d{4}-\d\d-\d\d\): \+0 problems, -0\./);
    const json = await scan(['leaf-expired', 'weak-key'], '--baseline', at('before.json'), '--json');
    assert.equal(json.status, 0);
    const report: Report = JSON.parse(json.out);
    assert.ok(report.endpoints[0]?.findings.some(({ rule }) => rule === 'leaf-expired'));
    assert.ok(report.summary.critical > 0);
    assert.deepEqual([report.baseline?.new, report.baseline?.gone], [[], []]);
  });

  it('shows what is new, and ends in 1 for it', async () => {
    const { status, out } = await scan(['leaf-expired', 'http-plaintext'], '--baseline', at('before.json'));
    assert.equal(status, 1);
    assert.doesNotMatch(out, /leaf-expired/);
    const flat = out.replace(/\s+/g, ' ');
    assert.match(flat, /Since baseline \([\d-]+\): \+\d problems?, -0\./);
    assert.match(flat, new RegExp(`Not seen now: ${target('weak-key').replace('https://', '')} \\(\\d+ findings? then\\)`));
  });

  it('says what is gone', async () => {
    const report: Report = JSON.parse(readFileSync(at('before.json'), 'utf8'));
    const healthy = target('healthy-http').replace('https://', '');
    const moved = JSON.stringify(report).replaceAll(target('leaf-expired').replace('https://', ''), healthy);
    writeFileSync(at('moved.json'), moved);
    const { status, out } = await scan(['healthy-http'], '--baseline', at('moved.json'));
    assert.equal(status, 0, out);
    assert.match(out.replace(/\s+/g, ' '), new RegExp(`\\+0 problems, -\\d\\. .*Gone: .*leaf-expired \\(${healthy}\\)`));
  });

  it('reads lines in NDJSON, the last of an endpoint, without half a line at the end', async () => {
    const { endpoints }: Report = JSON.parse(readFileSync(at('before.json'), 'utf8'));
    const line = (change: object) => (one: object) => JSON.stringify({ schema: 'handclasp.endpoint/1', ...one, ...change });
    const lines = [...endpoints.map(line({ findings: [] })), ...endpoints.map(line({})), '{"schema":"handclasp.endp'];
    writeFileSync(at('before.ndjson'), lines.join('\n'));
    assert.equal((await scan(['leaf-expired', 'weak-key'], '--baseline', at('before.ndjson'))).status, 0);
  });

  it('is refused where the file is no report, and in streamed scans, before anything is asked', async () => {
    writeFileSync(at('other.json'), '{"schema":"handclasp.inspection/1","files":[]}');
    for (const [args, message] of [
      [['--baseline', at('other.json')], /other\.json:1 is not a report of handclasp\n|other\.json is not a report of handclasp\n/],
      [['--baseline', at('gone.json')], /cannot read the baseline .*gone\.json: there is no such file\n/],
      [['--baseline', at('before.json'), '--format', 'ndjson'], /--baseline is not for streamed scans\n/],
    ] as const) {
      const { status, out, err } = await scan(['leaf-expired'], ...args);
      assert.deepEqual([status, out], [2, '']);
      assert.match(err, message);
    }
  });
});
