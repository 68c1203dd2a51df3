import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duration } from '../../src/cli/options/option.ts';
import { colourOf } from '../../src/cli/terminal.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { runCli } from './run-cli.ts';

const closed = '127.0.0.1:1';
const targetsOf = (report: string): readonly string[] =>
  JSON.parse(report).endpoints.map(({ target }: { readonly target: string }) => target);

describe('options that several commands share', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    writeFileSync(join(folder, 'hosts.txt'), `# two\n${closed}\n127.0.0.1:2\n`);
  });
  after(() => rmSync(folder, { recursive: true }));

  describe('--json', () => {
    it('is short for --format json', async () => {
      assert.deepEqual(targetsOf((await runCli(['scan', closed, '--json'])).out), [closed]);
      const asked = ['explain', 'leaf-expired'];
      assert.equal((await runCli([...asked, '--json'])).out, (await runCli([...asked, '--format', 'json'])).out);
    });

    it('goes with a file like a --format, and is refused beside another ending', async () => {
      const file = join(folder, 'scan.out');
      assert.equal((await runCli(['scan', closed, '--json', '-o', file])).out, '');
      assert.deepEqual(targetsOf(readFileSync(file, 'utf8')), [closed]);
      const { status, err } = await runCli(['scan', closed, '--json', '-o', join(folder, 'scan.ndjson')]);
      assert.equal(status, 2);
      assert.match(err, /is ndjson by its ending, and json by the --format beside it/);
      assert.match((await runCli(['scan', closed, '--json', '--format', 'table'])).err, /two reports cannot both go to standard output/);
    });

    it('does not go with --resume, which is ndjson', async () => {
      const { err } = await runCli(['scan', closed, '--json', '--resume', join(folder, 'scan.ndjson')]);
      assert.match(err, /--resume names its own output/);
    });
  });

  describe('--targets FILE', () => {
    const scanned = async (args: readonly string[], stdin = '') => targetsOf((await runCli(['scan', ...args, '--json'], { stdin })).out);

    it('is the same as @FILE, may be repeated, and goes beside operands', async () => {
      const list = join(folder, 'hosts.txt');
      const other = join(folder, 'more.txt');
      writeFileSync(other, '127.0.0.1:4\n');
      assert.deepEqual(await scanned(['--targets', list]), await scanned([`@${list}`]));
      const all = await scanned(['127.0.0.1:3', '--targets', list, '--targets', other]);
      assert.deepEqual(all, ['127.0.0.1:3', closed, '127.0.0.1:2', '127.0.0.1:4']);
    });

    it('reads standard input where the file is -', async () => {
      assert.deepEqual(await scanned(['--targets', '-'], `${closed}\n`), [closed]);
    });

    it('is a list in matrix and join as well, and says what is wrong with it', async () => {
      for (const command of ['scan', 'matrix', 'join']) {
        const { status, err } = await runCli([command, '--targets', join(folder, 'gone.txt')]);
        assert.equal(status, 2, command);
        assert.match(err, /cannot read the list of targets .*gone\.txt: there is no such file/);
      }
    });
  });

  describe('a span of time', () => {
    const timeout = duration('timeout', { units: ['ms', 's', 'm'], bare: 's', least: '100ms', most: '60m' }, { group: 'Pace', help: '' });
    const life = duration('expires-in', { units: ['d', 'w'], bare: null, least: '1d', most: '5200w' }, { group: 'Trust', help: '' });

    it('has a unit, and may be without where one goes without saying', () => {
      const cases = {
        '5s': 5000,
        '500ms': 500,
        '2m': 120_000,
        '5': 5000,
        '0.2': 200,
        '1.5s': 1500,
        '100ms': 100,
        '60m': 3_600_000,
      };
      for (const [text, ms] of Object.entries(cases)) assert.equal(timeout.read([text]), ms, text);
      assert.equal(life.read(['30d']), 30 * 86_400_000);
      assert.equal(life.read(['4w']), 28 * 86_400_000);
      assert.equal(timeout.read([]), null);
    });

    it('is refused in one line that says what was expected', () => {
      for (const text of ['', '5h', '5 s', '-5s', '1e3', 's', '99ms', '0', '61m', '3601', 'soon', '5S']) {
        assert.throws(
          () => timeout.read([text]),
          (error) =>
            error instanceof UsageError &&
            error.message === `--timeout cannot be "${text}"` &&
            error.hint === 'it is a time from 100ms to 60m, in ms or s or m',
          text,
        );
      }
      for (const text of ['30', '30h', '0d', '9999w']) assert.throws(() => life.read([text]), /--expires-in cannot be/, text);
    });
  });

  describe('colour', () => {
    const of = (noColour: boolean, outIsTerminal: boolean, env: Readonly<Record<string, string>>) =>
      colourOf({ noColour, outIsTerminal, env });

    it('is for terminals, unless --no-color, NO_COLOR or FORCE_COLOR say otherwise, in this order', () => {
      assert.equal(of(false, true, {}), true);
      assert.equal(of(false, false, {}), false);
      assert.equal(of(false, true, { TERM: 'dumb' }), false);
      assert.equal(of(false, false, { FORCE_COLOR: '1' }), true);
      assert.equal(of(false, true, { FORCE_COLOR: '0' }), false);
      assert.equal(of(false, true, { NO_COLOR: '1', FORCE_COLOR: '1' }), false);
      assert.equal(of(false, true, { NO_COLOR: '' }), true);
      assert.equal(of(true, true, { FORCE_COLOR: '1' }), false);
    });

    it('leaves with --no-color, wherever that stands', async () => {
      const colourful = { env: { FORCE_COLOR: '1' } };
      const isColoured = async (...args: string[]) => (await runCli(args, colourful)).out.includes('\u001b[');
      assert.ok(await isColoured('scan', closed));
      assert.ok(!(await isColoured('--no-color', 'scan', closed)));
      assert.ok(!(await isColoured('scan', closed, '--no-color')));
      assert.ok(!(await isColoured('scan', '--no-color', closed)));
      assert.match((await runCli(['scan', closed, '--no-color=yes'])).err, /--no-color takes no value/);
    });
  });
});
