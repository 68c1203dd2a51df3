import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Identity } from '../../src/lab/pki.ts';

/** The minor version of Go 1, which has ML-KEM in TLS from 24 on; null where there is no Go. */
export function goVersion(): number | null {
  const { status, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const minor = /go1\.(\d+)/.exec(status === 0 ? stdout : '')?.[1];
  return minor === undefined ? null : Number(minor);
}

/** Builds and starts a server on Go's crypto/tls with its defaults: TLS 1.2 and 1.3, h2 and http/1.1, no client certificate asked for. */
export async function startGoServer(identity: Identity): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'handclasp-go-'));
  const certificate = join(directory, 'certificate.pem');
  const key = join(directory, 'key.pem');
  await writeFile(certificate, identity.chainPem);
  await writeFile(key, identity.privateKeyPem);
  const program = join(directory, 'server');
  // Without go.mod, Go would keep to what it did years ago.
  const build = spawnSync('go', ['build', '-o', program, '.'], {
    cwd: sourceFolder(),
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '' },
  });
  if (build.status !== 0) throw new Error(`go build: ${build.stderr}`);
  // All the hybrids that this Go knows, whatever its go.mod says.
  const env = { ...process.env, GODEBUG: 'tlsmlkem=1,tlssecpmlkem=1' };
  const child = spawn(program, [certificate, key], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {});
  const exited = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.stdin.end();
    await exited;
    await rm(directory, { recursive: true, force: true });
  };
  const port = await new Promise<string>((resolve) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString()));
    child.once('exit', () => resolve(''));
  });
  if (!/^\d+\s*$/.test(port)) {
    await close();
    throw new Error('the Go server did not start');
  }
  return { port: Number(port), close };
}

/** The source stands beside this file, and is not compiled with it. */
function sourceFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return join(here.replace(/([\\/])dist[\\/]test[\\/]/, '$1test$1'), 'go-server');
}
