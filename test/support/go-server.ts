import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
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
  const { port, close } = await startGoProgram('go-server', [certificate, key]);
  const closeAll = async (): Promise<void> => {
    await close();
    await rm(directory, { recursive: true, force: true });
  };
  return { port, close: closeAll };
}

export type GoFleetOptions = {
  /** The newest version; TLS 1.2 is spoken in any case, since some scanners know nothing newer. */
  readonly version: '1.2' | '1.3';
  readonly clientAuth: 'none' | 'optional' | 'required';
  /** Leaf certificates, spread over the addresses. */
  readonly certificates: number;
};

/** What a fleet has counted since it was last asked. `cpuMs` is the total of the process. */
export type FleetCounts = { readonly connections: number; readonly bytesIn: number; readonly bytesOut: number; readonly cpuMs: number };

export type GoFleet = {
  readonly port: number;
  readonly counts: () => Promise<FleetCounts>;
  readonly close: () => Promise<void>;
};

/** Builds and starts a server that answers at one port of every address of 127.0.0.0/8 and counts. */
export async function startGoFleet({ version, clientAuth, certificates }: GoFleetOptions): Promise<GoFleet> {
  const args = ['-version', version, '-client-auth', clientAuth, '-certificates', String(certificates)];
  const { port, child, close } = await startGoProgram('go-fleet', args);
  const counts = async (): Promise<FleetCounts> => {
    const answer = once(child.stdout, 'data');
    child.stdin.write('\n');
    return JSON.parse(String((await answer)[0])) as FleetCounts;
  };
  return { port, counts, close };
}

type GoProgram = {
  readonly port: number;
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly close: () => Promise<void>;
};

/** A program whose source stands beside this file, and which is not compiled with it. It prints its port and ends with its standard input. */
async function startGoProgram(folder: string, args: readonly string[]): Promise<GoProgram> {
  const directory = await mkdtemp(join(tmpdir(), 'handclasp-go-'));
  const program = join(directory, folder);
  const here = fileURLToPath(new URL('.', import.meta.url));
  // Without go.mod, Go would keep to what it did years ago.
  const build = spawnSync('go', ['build', '-o', program, '.'], {
    cwd: join(here.replace(/([\\/])dist[\\/]test[\\/]/, '$1test$1'), folder),
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '' },
  });
  if (build.status !== 0) throw new Error(`go build: ${build.stderr}`);
  // All the hybrids that this Go knows, whatever its go.mod says.
  const env = { ...process.env, GODEBUG: 'tlsmlkem=1,tlssecpmlkem=1' };
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {});
  // What it has to say of broken handshakes is not read, and must not fill the pipe.
  child.stderr.resume();
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
  return { port: Number(port), child, close };
}
