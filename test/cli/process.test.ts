import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listening } from '../support/listening.ts';
import { recordedAnswers, restCa, startRestServer } from '../support/rest-server.ts';

const compiled = new URL('../../bin/handclasp.js', import.meta.url);
const command = existsSync(compiled)
  ? [fileURLToPath(compiled)]
  : ['--import', 'tsx', fileURLToPath(new URL('../../bin/handclasp.ts', import.meta.url))];

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [...command, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
}

async function finished(child: ChildProcess): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

describe('the process', function () {
  this.timeout(60_000);

  it('exits with the status, results on stdout, the rest on stderr', async () => {
    assert.deepEqual(await finished(start('--version')), { code: 0, out: '0.1.0\n', err: '' });
    const usage = await finished(start('scan', '--wat'));
    assert.equal(usage.code, 2);
    assert.equal(usage.out, '');
    assert.match(usage.err, /^handclasp: unknown option --wat\n {2}.+\n$/);
  });

  it('is quiet when its reader has gone', async () => {
    const child = start('explain');
    child.stdout?.destroy();
    const { err } = await finished(child);
    assert.equal(err, '');
  });

  it('prints a completion script for the shell in use', async () => {
    const { code, out } = await finished(start('completion', 'bash'));
    assert.equal(code, 0);
    assert.match(out, /^complete -F _handclasp handclasp$/m);
  });

  it('streams from its worker threads', async () => {
    const closed = net.createServer();
    const port = await listening(closed);
    closed.close();
    const { code, out, err } = await finished(start('scan', `127.0.0.1:${port}`, '--format', 'ndjson', '--quiet'));
    assert.equal(code, 3, err);
    assert.equal(JSON.parse(out).reachability, 'refused');
  });

  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`reports what is done after ${signal}, and exits with ${status}`, async () => {
      const silent = net.createServer();
      const port = await listening(silent);
      const connected = once(silent, 'connection');
      const child = start('scan', `127.0.0.1:${port}`, '--timeout', '60', '--format', 'json');
      const end = finished(child);
      const [socket] = await connected;
      child.kill(signal);
      const { code, out, err } = await end;
      socket.destroy();
      silent.close();
      assert.equal(code, status, err);
      assert.equal(JSON.parse(out).partial, true);
    });
  }

  it('loads an HTTP client only where the REST API is to be asked', async () => {
    const tell =
      "import{createRequire as r}from'node:module';process.on('exit',()=>console.error('undici',Object.keys(r(process.execPath).cache).some(k=>k.includes('/undici/'))))";
    const reported = async (...args: string[]) => {
      const preload = ['--import', `data:text/javascript,${encodeURIComponent(tell)}`];
      return (await finished(spawn(process.execPath, [...preload, ...command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }))).err;
    };
    const node = await startRestServer((port) => recordedAnswers(port));
    const directory = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    try {
      const ca = join(directory, 'ca.pem');
      writeFileSync(ca, restCa.certificatePem);
      const target = `https://127.0.0.1:${node.port}`;
      assert.match(await reported('scan', target, '--ca', ca), /^undici false$/m);
      assert.match(await reported('scan', target, '--ca', ca, '--discover'), /^undici true$/m);
    } finally {
      rmSync(directory, { recursive: true });
      await node.close();
    }
  });
});
