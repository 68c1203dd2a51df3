import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type tls from 'node:tls';
import { fileURLToPath } from 'node:url';

/** What runs `ml-kem-server-program`: this Node where its OpenSSL is 3.5 or later, else the one that HANDCLASP_ML_KEM_NODE names; null without either. */
export function mlKemNode(): { readonly program: string; readonly openssl: string } | null {
  for (const program of [process.execPath, process.env.HANDCLASP_ML_KEM_NODE]) {
    if (program === undefined || program === '') continue;
    const { status, stdout } = spawnSync(program, ['-p', 'process.versions.openssl'], { encoding: 'utf8' });
    const [major = 0, minor = 0] = status === 0 ? stdout.split('.').map(Number) : [];
    if (major > 3 || (major === 3 && minor >= 5)) return { program, openssl: stdout.trim() };
  }
  return null;
}

/** Starts a server on OpenSSL 3.5 or later. `mlDsa` asks for a certificate with such a key, in place of `key` and `cert`. */
export async function startMlKemServer(
  node: { readonly program: string },
  options: tls.TlsOptions & { readonly mlDsa?: 'ml-dsa-65' },
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const compiled = fileURLToPath(new URL('./ml-kem-server-program.js', import.meta.url));
  // A Node that has OpenSSL 3.5 takes TypeScript as well.
  const program = existsSync(compiled) ? compiled : compiled.replace(/js$/, 'ts');
  const child = spawn(node.program, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => {});
  const exited = once(child, 'exit');
  const port = await new Promise<string>((resolve) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString()));
    child.once('exit', () => resolve(''));
  });
  const close = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  if (!/^\d+\s*$/.test(port)) {
    await close();
    throw new Error('the server with ML-KEM did not start');
  }
  return { port: Number(port), close };
}
