import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkServerIdentity, connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { toPem } from '../../src/lab/pki.ts';
import type { Jdk } from './jsse-server.ts';

/** What a client is asked: does it trust what a port of this machine serves? */
export type ClientQuestion = {
  readonly port: number;
  readonly version: 'TLSv1.3' | 'TLSv1.2';
  /** The name that it connects to, and checks; null: none is checked. */
  readonly name: string | null;
  /** DER of CAs. */
  readonly anchors: readonly Uint8Array[];
};

/** A client's verdict, and its own words where it refuses. */
export type ClientVerdict = { readonly trusted: boolean; readonly words: string };

export type TlsClient = { readonly ask: (question: ClientQuestion) => Promise<ClientVerdict>; readonly close: () => Promise<void> };

/** node:tls as Kibana uses it. */
export const nodeClient: TlsClient = {
  ask: ({ port, version, name, anchors }) =>
    new Promise((resolve) => {
      const socket = connect({
        port,
        host: '127.0.0.1',
        minVersion: version,
        maxVersion: version,
        ca: anchors.map((der) => toPem('CERTIFICATE', der)),
        checkServerIdentity: (_host, certificate) => (name === null ? undefined : checkServerIdentity(name, certificate)),
      });
      const tell = (trusted: boolean, words: string): void => {
        socket.destroy();
        resolve({ trusted, words });
      };
      socket.on('secureConnect', () => tell(true, 'trusted'));
      socket.on('error', (error: Error & { readonly code?: string }) => tell(false, `${error.code}: ${error.message}`));
      socket.on('close', () => tell(false, 'closed'));
    }),
  close: async () => {},
};

/** `openssl s_client -verify_return_error`. */
export function opensslClient(): TlsClient {
  const directory = mkdtempSync(join(tmpdir(), 'handclasp-openssl-client-'));
  const file = join(directory, 'ca.pem');
  return {
    ask: async ({ port, version, name, anchors }) => {
      writeFileSync(file, anchors.map((der) => toPem('CERTIFICATE', der)).join(''));
      const flags = ['s_client', '-connect', `127.0.0.1:${port}`, version === 'TLSv1.3' ? '-tls1_3' : '-tls1_2', '-CAfile', file];
      const named = name === null ? [] : ['-verify_hostname', name];
      return new Promise((resolve) => {
        const child = execFile(
          'openssl',
          [...flags, ...named, '-no-CApath', '-no-CAstore', '-verify_return_error', '-brief'],
          { timeout: 15_000 },
          (error, _out, words) => {
            resolve({ trusted: error === null && /Verification: OK/.test(words), words: words.replace(/\s+/g, ' ') });
          },
        );
        child.stdin?.on('error', () => {});
        child.stdin?.end();
      });
    },
    close: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Starts a JVM whose JSSE client answers in the order of the questions. It takes a second or two. */
export async function startJsseClient(jdk: Jdk): Promise<TlsClient> {
  const flags = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const child = spawn(join(jdk.home, 'bin', 'java'), [...flags, sourceFile()], { stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = `${errors}${text}`.slice(-4000);
  });
  child.stdin.on('error', () => {});
  const exited = once(child, 'exit');
  const waiting: ((line: string) => void)[] = [];
  createInterface(child.stdout).on('line', (line) => waiting.shift()?.(line));
  child.on('exit', () => {
    for (const tell of waiting.splice(0)) tell(`error the JVM ended: ${errors}`);
  });
  return {
    ask: async ({ port, version, name, anchors }) => {
      const given = anchors.map((der) => Buffer.from(der).toString('base64')).join(',');
      const line = await new Promise<string>((tell) => {
        if (child.exitCode !== null) return tell(`error the JVM has ended: ${errors}`);
        waiting.push(tell);
        child.stdin.write(`${port} ${version} ${name ?? '-'} ${given}\n`);
      });
      if (line.startsWith('error')) throw new Error(`JSSE on JDK ${jdk.major}: ${line}`);
      return { trusted: line === 'trusted', words: line };
    },
    close: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

/** The source beside this file, also when this file runs compiled, under dist. */
function sourceFile(): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    const candidate = join(directory, 'test', 'support', 'TlsClient.java');
    if (existsSync(candidate)) return candidate;
    if (dirname(directory) === directory) throw new Error('test/support/TlsClient.java is missing');
  }
}
