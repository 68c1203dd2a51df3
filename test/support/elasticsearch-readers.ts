import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { download } from '../../scripts/cluster/distribution.ts';
import { stateFolder } from '../../scripts/cluster/state-folder.ts';
import { findJdks } from './jsse-server.ts';
import { javas } from './tls-peers/tls-peers.ts';

/** A question to the readers of a release: how it takes a file. */
export type ReaderQuestion = {
  readonly kind: 'key' | 'certificates' | 'store' | 'jks';
  readonly file: string;
  /** Null: none. */
  readonly password: string | null;
};

/** What it answers: words where it reads the file, its message where it does not. */
export type ReaderAnswer = { readonly read: true; readonly words: string } | { readonly read: false; readonly message: string };

/** The home of a JDK by its major release; null where this machine has none. */
export function javaHome(major: number): string | null {
  return javas().get(major) ?? null;
}

/**
 * Asks `PemUtils` of a release of Elasticsearch, from Maven, and the stores of the JDK that it runs on. One JVM answers all questions.
 */
export async function askReaders(version: string, home: string, questions: readonly ReaderQuestion[]): Promise<readonly ReaderAnswer[]> {
  const classes = compiledReaders();
  const path = [classes, ...(await jarsOf(version))].join(process.platform === 'win32' ? ';' : ':');
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx256m'];
  const child = spawn(join(home, 'bin', 'java'), [...flags, '-cp', path, 'ElasticsearchReaders'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    text += chunk;
  });
  child.stdin.end(
    questions.map(({ kind, file, password }) => `${kind} ${base64(file)} ${password === null ? '-' : base64(password)}\n`).join(''),
  );
  await once(child, 'close');
  const lines = text.trimEnd().split('\n');
  if (lines.length !== questions.length) throw new Error(`${version} answered ${lines.length} of ${questions.length} questions`);
  return lines.map((line): ReaderAnswer => {
    const words = line.slice(3);
    return line.startsWith('ok ') ? { read: true, words } : { read: false, message: Buffer.from(words, 'base64').toString('utf8') };
  });
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** Kept beside the distributions, as Maven has fetched them. */
async function jarsOf(version: string): Promise<readonly string[]> {
  const folder = join(stateFolder(), 'readers', version);
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    const partial = mkdtempSync(join(dirname(folder), '.partial-'));
    for (const name of ['elasticsearch-ssl-config', 'elasticsearch-core']) {
      await download(`org.elasticsearch:${name}:${version}:jar`, partial, () => {});
    }
    await rename(partial, folder).catch(() => rmSync(partial, { recursive: true, force: true }));
  }
  return readdirSync(folder).map((name) => join(folder, name));
}

let classes: string | null = null;

/** Compiled once a process, by the JDK that has a compiler. */
function compiledReaders(): string {
  if (classes !== null) return classes;
  const [compiler] = findJdks();
  if (compiler === undefined) throw new Error('no JDK with a compiler is here');
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-readers-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  execFileSync(join(compiler.home, 'bin', 'javac'), ['--release', '17', '-nowarn', '-d', folder, sourceFile()], { stdio: 'pipe' });
  classes = folder;
  return folder;
}

function sourceFile(): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    const candidate = join(directory, 'test', 'support', 'ElasticsearchReaders.java');
    if (existsSync(candidate)) return candidate;
    if (dirname(directory) === directory) throw new Error('test/support/ElasticsearchReaders.java is missing');
  }
}
