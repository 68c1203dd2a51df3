import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Identity } from '../../src/lab/pki.ts';

export type Jdk = { readonly home: string; readonly major: number };

export type JsseConfiguration = {
  readonly identity: Identity;
  /** What client certificates may be signed by: DER of CAs, everything (as `verification_mode: none`), or the JVM's own roots. */
  readonly trust: readonly Uint8Array[] | 'all' | 'jvm';
  readonly clientAuth: 'need' | 'want' | 'none';
  readonly protocols?: readonly ('TLSv1.3' | 'TLSv1.2' | 'TLSv1.1' | 'TLSv1')[];
  /** Names as JSSE has them, which are IANA's. */
  readonly cipherSuites?: readonly string[];
  /** The frame that answers a transport request; its request id is overwritten. Default: Elasticsearch 8.19.21 to `internal:tcp/handshake`. */
  readonly answer?: Uint8Array;
};

export type JsseServers = {
  readonly jdk: Jdk;
  /** Starts one more server in the process and says its port on 127.0.0.1. */
  readonly serve: (configuration: JsseConfiguration) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** The JDKs of this machine, by JAVA_HOME and in /usr/lib/jvm, one for each major version, oldest first. */
export function findJdks(): readonly Jdk[] {
  const homes = [process.env.JAVA_HOME, ...listed('/usr/lib/jvm')].filter((home) => home !== undefined);
  const byMajor = new Map<number, Jdk>();
  for (const home of homes) {
    const jdk = jdkAt(home);
    if (jdk !== null && !byMajor.has(jdk.major)) byMajor.set(jdk.major, jdk);
  }
  return [...byMajor.values()].sort((a, b) => a.major - b.major);
}

/**
 * Starts a JVM that serves as many TLS configurations as it is asked for. It takes a second or two, so a suite starts one for all its cases.
 * With `legacy`, nothing is disabled: TLS 1.0, SHA-1 and what else `java.security` forbids. `jvm` are further options, as of jvm.options.
 */
export async function startJsseServers(
  jdk: Jdk,
  options: { readonly legacy?: boolean; readonly jvm?: readonly string[] } = {},
): Promise<JsseServers> {
  const flags = [
    '-Xmx128m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    ...(options.legacy === true ? ['-Dhandclasp.legacy=true'] : []),
    ...(options.jvm ?? []),
  ];
  const child = spawn(join(jdk.home, 'bin', 'java'), [...flags, sourceFile()], { stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    errors += text;
  });
  const exited = once(child, 'exit');
  // What was written to a process that has died is told by the missing answer.
  child.stdin.on('error', () => {});

  const waiting = new Map<string, (answer: string) => void>();
  createInterface(child.stdout).on('line', (line) => {
    const [id = '', ...answer] = line.split(' ');
    waiting.get(id)?.(answer.join(' '));
    waiting.delete(id);
  });
  child.on('exit', () => {
    for (const tell of waiting.values()) tell(`error the JVM ended: ${errors}`);
  });

  let served = 0;
  const serve = async (configuration: JsseConfiguration): Promise<number> => {
    served += 1;
    const id = String(served);
    const answer = await new Promise<string>((tell) => {
      if (child.exitCode !== null) return tell(`error the JVM has ended: ${errors}`);
      waiting.set(id, tell);
      child.stdin.write(`id=${id} ${words(configuration)}\n`);
    });
    const port = /^port (\d+)$/.exec(answer)?.[1];
    if (port === undefined) throw new Error(`JSSE on JDK ${jdk.major}: ${answer}`);
    return Number(port);
  };

  return {
    jdk,
    serve,
    close: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

function words({ identity, trust, clientAuth, protocols, cipherSuites, answer }: JsseConfiguration): string {
  return [
    `chain=${identity.chain.map(base64).join(',')}`,
    `key=${base64(identity.privateKey.export({ type: 'pkcs8', format: 'der' }))}`,
    `trust=${typeof trust === 'string' ? trust : trust.map(base64).join(',')}`,
    `clientAuth=${clientAuth}`,
    `protocols=${(protocols ?? ['TLSv1.3', 'TLSv1.2']).join(',')}`,
    `answer=${base64(answer ?? elasticsearch8)}`,
    ...(cipherSuites === undefined ? [] : [`cipherSuites=${cipherSuites.join(',')}`]),
  ].join(' ');
}

/** What Elasticsearch 8.19.21 answered to `internal:tcp/handshake` with header version 7170099. */
const elasticsearch8 = Buffer.from('455300000017000000000000000109006d683300000002000088cf9b04', 'hex');

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function listed(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory).map((name) => join(directory, name)) : [];
}

/** A JDK has a compiler, which a single-file source needs, and a `release` file that tells its version. */
function jdkAt(home: string): Jdk | null {
  const release = join(home, 'release');
  if (!existsSync(join(home, 'bin', 'javac')) || !existsSync(release)) return null;
  const major = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'))?.[1];
  return major === undefined ? null : { home: realpathSync(home), major: Number(major) };
}

/** The source beside this file, also when this file runs compiled, under dist. */
function sourceFile(): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    const candidate = join(directory, 'test', 'support', 'JsseServer.java');
    if (existsSync(candidate)) return candidate;
    if (dirname(directory) === directory) throw new Error('test/support/JsseServer.java is missing');
  }
}
