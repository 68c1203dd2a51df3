import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Identity } from '../../src/lab/pki.ts';

export type OpensslServer = {
  readonly port: number;
  /** What it has printed until now: handshakes, alerts, its own errors. */
  readonly output: () => string;
  readonly close: () => Promise<void>;
};

/** The version line, such as `OpenSSL 3.0.19 27 Jan 2026`; null where there is no openssl. LibreSSL is not taken for it. */
export function opensslVersion(): string | null {
  const { status, stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return status === 0 && stdout.startsWith('OpenSSL ') ? stdout.trim() : null;
}

export function hasOpenssl(): boolean {
  return opensslVersion() !== null;
}

/**
 * Starts `openssl s_server` on a free port of loopback and waits until it listens.
 *
 * `flags` are s_server's own, such as `['-tls1_2', '-Verify', '1']`; files are written for them from `identity` (`-cert`, `-key`,
 * `-cert_chain`) and `trust` (`-CAfile`, whose names go into the CertificateRequest as `-Verify` asks for one). It serves one connection after the other: a second one waits until the first has ended.
 */
export async function startOpensslServer(options: {
  readonly identity: Identity;
  /** PEM. */
  readonly trust?: readonly string[];
  readonly flags?: readonly string[];
}): Promise<OpensslServer> {
  const directory = await mkdtemp(join(tmpdir(), 'handclasp-openssl-'));
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(directory, name);
    await writeFile(path, text);
    return path;
  };
  const { identity, trust = [], flags = [] } = options;
  const files = ['-cert', await file('cert.pem', identity.certificatePem), '-key', await file('key.pem', identity.privateKeyPem)];
  const beside = identity.chainPem.slice(identity.certificatePem.length);
  if (beside !== '') files.push('-cert_chain', await file('chain.pem', beside));
  if (trust.length > 0) files.push('-CAfile', await file('ca.pem', trust.join('')));

  const child = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...files, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  // s_server sends its input to the client, so the pipe stays open and empty.
  child.stdin.on('error', () => {});
  const exited = once(child, 'exit');
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exited;
    await rm(directory, { recursive: true, force: true });
  };

  for (const deadline = Date.now() + 10_000; ; await new Promise((done) => setTimeout(done, 10))) {
    const port = /^ACCEPT 127\.0\.0\.1:(\d+)$/m.exec(output)?.[1];
    if (port !== undefined) return { port: Number(port), output: () => output, close };
    if (child.exitCode !== null || Date.now() > deadline) {
      await close();
      throw new Error(`openssl s_server did not start: ${output}`);
    }
  }
}
