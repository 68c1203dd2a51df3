import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCli } from './run-cli.ts';

/** Runs the lab until `during` is over. */
async function withLab<T>(args: readonly string[], during: (out: string) => Promise<T>) {
  const interruption = new AbortController();
  let printed = '';
  const running = runCli(['lab', ...args], {
    interrupted: interruption.signal,
    onOut: (text) => {
      printed += text;
    },
  });
  const ended = running.then(() => {});
  while (printed === '') {
    const isOver = await Promise.race([ended.then(() => true), sleep(20).then(() => false)]);
    if (isOver && printed === '') break;
  }
  try {
    return { result: await during(printed), run: running };
  } finally {
    interruption.abort('SIGINT');
    await ended;
  }
}

/** As a shell parts what handclasp prints. */
const words = (command: string) => command.split(' ').slice(1);

describe('the lab', function () {
  this.timeout(120_000);

  it('has exercises: each command, typed as it stands, finds its answer', async () => {
    await withLab(['--exercises'], async (out) => {
      const questions = [...out.matchAll(/^(\d+)\. (?:.|\n {4}(?!handclasp))*\n {4}(handclasp .*)$/gm)].map(([, number, command]) => ({
        number,
        command: command ?? '',
      }));
      const answers = [...(out.split('Answers:')[1]?.replace(/\n {4}/g, ' ') ?? '').matchAll(/^(\d+)\. .*\(([\w-]+)\)$/gm)];
      assert.ok(questions.length >= 18, out);
      assert.deepEqual(
        answers.map(([, number]) => number),
        questions.map(({ number }) => number),
      );
      for (const [index, { command }] of questions.entries()) {
        const rule = answers[index]?.[2] ?? '';
        const { out: reported, err } = await runCli(words(command));
        assert.equal(err, '', command);
        assert.ok(reported.includes(rule), `${command} does not find ${rule}:\n${reported}`);
      }
    });
  });

  it('starts the servers of some rules alone, and knows which there are', async () => {
    await withLab(['--only', 'leaf-expired', '--only', 'weak-key'], async (out) => {
      const rules = [...out.matchAll(/^[a-z]+:\/\/\S+ +(\S+)$/gm)].map(([, rule]) => rule);
      assert.deepEqual(rules, ['leaf-expired', 'weak-key']);
    });
    const { status, err } = await runCli(['lab', '--only', 'leaf-expird']);
    assert.equal(status, 2);
    assert.match(
      err,
      /^handclasp: no server of the lab shows "leaf-expird"\n {2}did you mean leaf-expired\? the lab shows transport-plaintext, /,
    );
  });

  it('takes a free port where its own is taken, and says so', async () => {
    let taken: Server | null = createServer();
    try {
      await new Promise<void>((resolve, reject) => taken?.once('error', reject).listen(15602, '127.0.0.1', resolve));
    } catch {
      // Somebody else has it, which is as good.
      taken = null;
    }
    try {
      const { result, run } = await withLab(['--only', 'kibana-plaintext'], async (out) => /kibana:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1]);
      assert.ok(result !== undefined && result !== '15602', result);
      assert.match((await run).err, /^handclasp: port 15602 taken: the list has free ones instead\nthe lab is up; Ctrl-C ends it\n$/);
    } finally {
      taken?.close();
    }
  });

  it('leaves nothing behind', async () => {
    const { result } = await withLab(['--only', 'weak-key'], async (out) => /^CAs to trust +(\S+)$/m.exec(out)?.[1] ?? '');
    assert.notEqual(result, '');
    assert.ok(!existsSync(result));
  });
});
