import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { assertIsReport } from '../support/report-schema.ts';
import { runCli } from './run-cli.ts';

/** Nobody listens there: what matters is who is asked. */
const hosts = Array.from({ length: 12 }, (_, at) => `127.0.1.${at + 1}`);
const targets = hosts.flatMap((host) => [`transport://${host}:1`, `https://${host}:2`]);

describe('a scan in parts, and merge', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handclasp-merge-'));
  });
  after(() => rm(folder, { recursive: true }));

  const at = (name: string) => join(folder, name);
  const scanned = async (index: number, name: string, ...more: readonly string[]) => {
    const { status, err } = await runCli(['scan', ...targets, '--shard', `${index}/3`, '-o', at(name), '--quiet', ...more]);
    assert.equal(status, 3, err);
    return at(name);
  };
  const report = async (file: string): Promise<Report> => JSON.parse(await readFile(file, 'utf8'));

  describe('in JSON', () => {
    const parts: string[] = [];
    before(async () => {
      for (const index of [0, 1, 2]) parts.push(await scanned(index, `part-${index}.json`));
    });

    it('has each target in one part, and both ports of a host in the same', async () => {
      const reports = await Promise.all(parts.map(report));
      for (const one of reports) assertIsReport(one);
      const asked = reports.map(({ endpoints }) => endpoints.map(({ host }) => host));
      assert.deepEqual(asked.flat().sort(), hosts.flatMap((host) => [host, host]).sort());
      for (const host of hosts) assert.equal(asked.filter((some) => some.includes(host)).length, 1, host);
      assert.deepEqual(
        reports.map(({ shard }) => [shard?.index, shard?.of, shard?.allTargets]),
        [0, 1, 2].map((index) => [index, 3, targets.length]),
      );
    });

    it('makes the report of one scan of them all', async () => {
      const [first = '', second = '', third = ''] = parts;
      const { status, err } = await runCli(['merge', third, first, second, '-o', at('merged.json')]);
      assert.deepEqual([status, err], [3, '']);
      const merged = await report(at('merged.json'));
      assertIsReport(merged);
      assert.deepEqual(merged.merged, { of: 3, missing: [] });
      assert.equal(merged.partial, false);
      const whole = await runCli(['scan', ...targets, '--json', '--quiet']);
      const expected: Report = JSON.parse(whole.out);
      assert.deepEqual(merged.summary, expected.summary);
      const told = ({ endpoints }: Report) => endpoints.map(({ target, status: text }) => `${target} ${text}`).sort();
      assert.deepEqual(told(merged), told(expected));
    });

    it('names the part that is missing, and ends with 3', async () => {
      const { status, out, err } = await runCli(['merge', parts[0] ?? '', parts[2] ?? '', '--fail-on', 'never']);
      assert.equal(status, 3);
      assert.equal(err, 'handclasp: no part of shard 1/3: the report is not whole\n');
      assert.match(out, /1 of 3 parts missing/);
    });

    it('refuses parts of other options, and reports that are no parts', async () => {
      const other = await scanned(1, 'other.json', '--depth', 'glance');
      const refused = await runCli(['merge', parts[0] ?? '', other]);
      assert.equal(refused.status, 2);
      assert.match(
        refused.err,
        /other\.json was scanned with --depth glance, and .*part-0\.json with --depth standard\n {2}scan all shards/,
      );
      await runCli(['scan', targets[0] ?? '', '-o', at('whole.json'), '--quiet']);
      const whole = await runCli(['merge', at('whole.json')]);
      assert.match(whole.err, /whole\.json is no part: its scan had no --shard\n {2}scan with --shard I\/N, then merge\n/);
    });

    it('refuses a part that somebody changed', async () => {
      const [own, foreign] = await Promise.all(parts.map(report));
      const mixed = { ...own, endpoints: [...(own?.endpoints ?? []), ...(foreign?.endpoints ?? [])] };
      await writeFile(at('mixed.json'), JSON.stringify(mixed));
      const { status, err } = await runCli(['merge', at('mixed.json')]);
      assert.equal(status, 2);
      assert.match(err, /mixed\.json says that it is shard 0\/3, and 127\.0\.1\.\d+:\d belongs to another/);
    });
  });

  describe('in NDJSON', () => {
    before(function () {
      // Threads load what tsc wrote; Node 20 gives them no loader for TypeScript.
      if (import.meta.url.endsWith('.ts')) this.skip();
    });

    it('has the lines of all parts, of which one has none', async () => {
      const list = hosts.slice(0, 2).map((host) => `transport://${host}:1`);
      const parts: string[] = [];
      for (const index of [0, 1, 2, 3]) {
        parts.push(at(`few-${index}.ndjson`));
        const { err } = await runCli(['scan', ...list, '--shard', `${index}/4`, '-o', parts[index] ?? '', '--quiet']);
        assert.equal(err, '');
      }
      const { status, err } = await runCli(['merge', ...parts, '-o', at('few.ndjson'), '-o', at('few.csv'), '--exit-zero']);
      assert.deepEqual([status, err], [0, '']);
      const lines = (await readFile(at('few.ndjson'), 'utf8')).trimEnd().split('\n');
      assert.deepEqual(lines.map((line) => JSON.parse(line).host).sort(), hosts.slice(0, 2));
      assert.match(await readFile(at('few.csv'), 'utf8'), /^\uFEFF?\w+/);
    });

    it('knows the part of an interrupted scan, which goes on with --resume', async () => {
      const file = await scanned(0, 'cut.ndjson');
      const text = await readFile(file, 'utf8');
      const lines = text.trimEnd().split('\n');
      await writeFile(file, `${lines.slice(0, 2).join('\n')}\n`);
      const cut = await runCli(['merge', file]);
      assert.match(cut.err, /cut\.ndjson does not end as a part does: its scan had no --shard, or was interrupted\n {2}continue it/);
      await runCli(['scan', ...targets, '--shard', '0/3', '--resume', file, '--quiet']);
      const again = (await readFile(file, 'utf8')).trimEnd().split('\n');
      assert.equal(again.length, lines.length);
      // One that was whole goes on too: the line that ends it is written anew.
      await runCli(['scan', ...targets, '--shard', '0/3', '--resume', file, '--quiet']);
      assert.equal((await readFile(file, 'utf8')).trimEnd().split('\n').length, lines.length);
      const { err } = await runCli(['merge', file, '--format', 'ndjson']);
      assert.equal(err, 'handclasp: no part of shard 1/3, 2/3: the report is not whole\n');
    });
  });

  for (const [words, message] of [
    [['--shard', '3/3'], '--shard cannot be "3/3"\n  parts are counted from 0: of 3 parts, the last is 2/3'],
    [['--shard', '1'], '--shard cannot be "1"\n  it is I/N, as in 0/8'],
    [['--shard', '0/0'], '--shard cannot be "0/0"'],
    [['--shard', '0/2', '--discover'], '--shard and --discover do not go together'],
    [['--shard', '0/2', '--baseline', 'x.json'], '--shard and --baseline do not go together'],
  ] as const) {
    it(`refuses ${words.join(' ')}`, async () => {
      const { status, err } = await runCli(['scan', 'es01', ...words]);
      assert.equal(status, 2);
      assert.ok(err.startsWith(`handclasp: ${message}`), err);
    });
  }
});
