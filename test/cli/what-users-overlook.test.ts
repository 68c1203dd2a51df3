import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { askPassword } from '../../src/cli/ask-password.ts';
import { parseTargetTexts } from '../../src/model/parse-targets.ts';
import { fixture } from '../settings/setup-files.ts';
import { runCli } from './run-cli.ts';

const closed = '127.0.0.1:1';

describe('what users overlook', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    writeFileSync(at('hosts.txt'), `${closed}\n`);
    writeFileSync(at('node.p12'), fixture('certutil-node.p12'));
  });
  after(() => rmSync(folder, { recursive: true }));

  describe('standard input from a terminal', () => {
    for (const [args, what] of [
      [['scan', '-'], 'targets, one per line'],
      [['scan', '-', '--format', 'ndjson'], 'targets, one per line'],
      [['inspect', '-'], 'what the file holds'],
      [['join', '--log', '-'], 'lines of the log'],
    ] as const) {
      it(`is asked for in words, and the first Ctrl-C ends it: ${args.join(' ')}`, async function () {
        // Threads load what tsc wrote.
        if (args.includes('ndjson' as never) && import.meta.url.endsWith('.ts')) this.skip();
        const interruption = new AbortController();
        const endless = (async function* () {
          await once(interruption.signal, 'abort');
          await new Promise(() => {});
          yield new Uint8Array();
        })();
        setTimeout(() => interruption.abort('SIGINT'), 50);
        const { status, out, err } = await runCli(args, { stdin: endless, stdinIsTerminal: true, interrupted: interruption.signal });
        assert.equal(status, 130);
        assert.equal(out, '');
        assert.ok(err.startsWith(`Type ${what}. Ctrl-D on a line of its own ends the input; Ctrl-C gives up.\n`), err);
      });
    }

    it('says nothing where it is a pipe', async () => {
      assert.equal((await runCli(['scan', '-', '--json'], { stdin: closed })).err, '');
    });

    it('of a process is given up at SIGINT, whatever it waits for', async () => {
      const compiled = import.meta.url.endsWith('.js');
      const command = compiled
        ? [fileURLToPath(new URL('../../bin/handclasp.js', import.meta.url))]
        : ['--import', 'tsx', fileURLToPath(new URL('../../bin/handclasp.ts', import.meta.url))];
      const child = spawn(process.execPath, [...command, 'scan', '-', '--trace'], { stdio: ['pipe', 'pipe', 'pipe'] });
      const closing = once(child, 'close');
      const interrupting = setInterval(() => child.kill('SIGINT'), compiled ? 700 : 5000);
      const [code, signal] = await closing;
      clearInterval(interrupting);
      // Before it listens to signals, one ends it as any process.
      assert.ok(code === 130 || signal === 'SIGINT', `${code} ${signal}`);
    }).timeout(30_000);
  });

  describe('a password prompt', () => {
    it('ends its line, which the answer does not show', async () => {
      const [input, output] = [new PassThrough(), new PassThrough()];
      let written = '';
      output.on('data', (chunk) => {
        written += chunk;
      });
      const answer = askPassword('password of a.p12', { input, output });
      setTimeout(() => input.write('hunter2\n'), 20);
      assert.equal(await answer, 'hunter2');
      assert.match(written, /^password of a\.p12: /);
      assert.ok(written.endsWith('\n'), JSON.stringify(written));
      assert.ok(!written.includes('hunter2'));
    });

    const inspected = (...answers: (string | null)[]) => {
      const prompts: string[] = [];
      const askPasswordOf = async (prompt: string) => {
        prompts.push(prompt);
        return answers[prompts.length - 1] ?? null;
      };
      return runCli(['inspect', at('node.p12')], { askPassword: askPasswordOf }).then((run) => ({ ...run, prompts }));
    };

    it('is asked again after a wrong answer, three times in all', async () => {
      const right = await inspected('wrong', 'store-password');
      assert.equal(right.prompts.length, 2);
      assert.equal(right.err, 'handclasp: that is not the password; try again\n');
      assert.match(right.out, /password {3}one that was given|password {2}correct|private key/);
      const wrong = await inspected('a', 'b', 'c', 'store-password');
      assert.equal(wrong.prompts.length, 3);
      assert.match(wrong.err, /^(handclasp: that is not the password; try again\n){2}handclasp: that is not the password\n/);
      assert.notEqual(wrong.status, 0);
    });

    it('is asked no more where the user answers nothing', async () => {
      assert.equal((await inspected(null)).prompts.length, 1);
      assert.equal((await inspected('wrong', null, 'store-password')).prompts.length, 2);
    });
  });

  describe('a list without its @', () => {
    it('is remarked on, and scanned as a host', async () => {
      const before = process.cwd();
      process.chdir(folder);
      try {
        const { err } = await runCli(['scan', 'hosts.txt', '--json']);
        assert.equal(err, 'handclasp: hosts.txt is taken for a host, and is a file: for the targets in it, write @hosts.txt\n');
        assert.equal((await runCli(['scan', 'hosts.txt', '--json', '--quiet'])).err, '');
        assert.equal((await runCli(['scan', '@hosts.txt', '--json'])).err, '');
      } finally {
        process.chdir(before);
      }
    });

    it('is the hint where its name can be no host', async () => {
      const { status, err } = await runCli(['scan', at('hosts.txt')]);
      assert.equal(status, 2);
      assert.ok(err.endsWith(`\n  ${at('hosts.txt')} is a file: for the targets in it, write @${at('hosts.txt')}\n`), err);
    });
  });

  describe('targets that stand twice', () => {
    const repeated = (text: string) => parseTargetTexts([{ text, origin: 'list' }]).repeated;

    it('are counted', () => {
      assert.equal(repeated('a\nb\n'), 0);
      assert.equal(repeated('a\nb\na\nA.\n'), 2);
      assert.equal(repeated('a:9300\na:9300\ntransport://a:9300\n'), 2);
      assert.equal(repeated('10.0.0.0/30\n10.0.0.1\n10.0.0.9\n'), 1);
    });

    it('are no doubles where one says more than the other', () => {
      assert.equal(repeated('a\na:9300\n'), 0);
      assert.equal(repeated('a:9300\na\n'), 0);
      assert.equal(repeated('a:9300\na:9200\n'), 0);
    });

    it('are said once, with their number', async () => {
      const of = async (stdin: string, ...args: string[]) => (await runCli(['scan', '-', '--json', ...args], { stdin })).err;
      assert.equal(await of(`${closed}\n${closed}\n`), 'handclasp: a target is listed twice: it is checked once\n');
      assert.equal(await of(`${closed}\n${closed}\n${closed}\n`), 'handclasp: 2 targets are repeated: each is checked once\n');
      assert.equal(await of(`${closed}\n${closed}\n`, '--quiet'), '');
    });
  });

  describe('matrix of one node', () => {
    it('is a usage error that says what to add', async () => {
      for (const args of [['127.0.0.1'], ['127.0.0.1:9300'], [`@${at('hosts.txt')}`], ['transport://no-such-host.invalid:9300']]) {
        const { status, out, err } = await runCli(['matrix', ...args]);
        assert.deepEqual([status, out], [2, ''], args.join(' '));
        assert.match(
          err,
          /^handclasp: matrix compares nodes, and \S+ is one\n {2}add the others, as in "handclasp matrix \S+ es02", or let it find them with --discover\n$/,
        );
      }
    });

    it('is none where two are named, or one is to find the others', async () => {
      assert.notEqual((await runCli(['matrix', closed, '127.0.0.1:2'])).status, 2);
      assert.doesNotMatch((await runCli(['matrix', closed, '--discover'])).err, /matrix compares nodes/);
    });
  });
});
