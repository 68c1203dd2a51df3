import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { parse } from 'yaml';
import type { Fix, FixStep } from '../../src/model/fix.ts';
import { placeholders } from '../../src/model/placeholders.ts';

/** Where a fix is followed, and what the operator knows there that no step can. */
export type FixGround = {
  /** Where commands run: whatever one machine makes for another stays here. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What stands for each word in capitals, such as CA_CERT. */
  readonly words: Readonly<Record<string, string>>;
  /** What is typed where a program asks, by what it asks; the first that fits. */
  readonly answers: readonly (readonly [asked: RegExp, typed: string])[];
  /** Settings files by the name that a step gives them where it gives no path. */
  readonly files: Readonly<Record<string, string>>;
  /** Where the directories of packages, of images and of other machines are here, by how a path in a step begins. */
  readonly directories?: Readonly<Record<string, string>>;
  /** Commands that need what is not here, such as a cluster that runs. */
  readonly skipped?: RegExp;
};

/** What was done: how many steps of each kind. */
export type Followed = Readonly<Record<FixStep['kind'], number>>;

/**
 * Does what the steps of a fix say, as they say it, and nothing else: lines of an edit go into the file that the step names, commands go to bash. A restart is counted,
 * and left to the caller; advice is passed over. Throws Error at a step that cannot be followed, with what its command wrote.
 */
export async function followFix({ steps }: Fix, ground: FixGround): Promise<Followed> {
  const done = { edit: 0, command: 0, restart: 0, advice: 0 };
  for (const step of steps) {
    switch (step.kind) {
      case 'edit':
        applyEdit(step, ground);
        break;
      case 'command':
        for (const line of step.lines ?? [])
          if (ground.skipped?.test(line) !== true) await run(placed(filledIn(line, ground), ground), ground);
        break;
      case 'restart':
      case 'advice':
        break;
    }
    done[step.kind]++;
  }
  return done;
}

function applyEdit({ where, text, lines = [], removes = [] }: FixStep, { files, ...ground }: FixGround): void {
  const named = where.file === null ? null : placed(where.file, { files, ...ground });
  if (named === null) throw new Error(`no file is named: ${text}`);
  const file = isAbsolute(named) ? named : files[named];
  if (file === undefined) throw new Error(`${named} is no file that this place has: ${text}`);
  if (lines.length === 0 && removes.length === 0) throw new Error(`nothing is to be set or deleted: ${text}`);
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((row) => row !== '');
  const keyOf = (row: string) => /^([\w.-]+):/.exec(row)?.[1];
  const absent = removes.filter((name) => !rows.some((row) => keyOf(row) === name));
  if (removes.length > 0 && absent.length === removes.length && !/\bif (?:it is|they are) set\b/.test(text))
    throw new Error(`${file} has no ${absent.join(', ')}`);
  const filled = lines.map((line) => placed(filledIn(line, { files, ...ground }), { files, ...ground }));
  const added: unknown = parse(filled.join('\n'));
  const keys = added === null ? [] : Object.keys(Object(added));
  const kept = rows.filter((row) => {
    const key = keyOf(row);
    return key === undefined || !(removes.includes(key) || keys.includes(key));
  });
  writeFileSync(file, [...kept, ...filled, ''].join('\n'));
}

/** A line with its words in capitals replaced; one that nobody knows cannot be followed. */
function filledIn(line: string, { words }: FixGround): string {
  return line.replace(/(?<![\w$])[A-Z][A-Z_]+(?![\w=])/g, (word) => {
    if (!Object.hasOwn(placeholders, word)) return word;
    const value = words[word];
    if (value === undefined) throw new Error(`nobody knows ${word}: ${line}`);
    return value;
  });
}

/** The longest beginning counts; what an archive's own path begins with is left as it is. */
function placed(line: string, { directories = {} }: FixGround): string {
  const beginnings = Object.keys(directories).sort((a, b) => b.length - a.length);
  if (beginnings.length === 0) return line;
  const pattern = new RegExp(`(?<![\\w/.-])(?:${beginnings.map((path) => path.replaceAll('.', '\\.')).join('|')})(?=[/\\s'"]|$)`, 'g');
  return line.replace(pattern, (path) => directories[path] ?? path);
}

/** One line in bash, in a session of its own: without a terminal, programs ask and read on the standard streams. */
function run(line: string, { cwd, env, answers }: FixGround): Promise<void> {
  return new Promise((resolve, reject) => {
    const shell = spawn('bash', ['-c', line], { cwd, env, detached: true, stdio: 'pipe' });
    let [output, heard, answered] = ['', 0, 0];
    let quiet: NodeJS.Timeout | undefined;
    // What ends like a question may be the first half of what is said: it is one where nothing follows.
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      clearTimeout(quiet);
      quiet = setTimeout(answer, 100);
    };
    const answer = () => {
      const asked = output.slice(heard);
      if (!/(?::|\]|\?|next step\.)\s*$/.test(asked)) return;
      const found = answers.find(([question]) => question.test(asked));
      if (found === undefined) return;
      heard = output.length;
      // A program that asks again and again has no use for the answer.
      if (++answered > 30) {
        process.kill(-(shell.pid ?? 0), 'SIGKILL');
        return;
      }
      shell.stdin.write(`${found[1]}\n`);
    };
    const limit = setTimeout(() => process.kill(-(shell.pid ?? 0), 'SIGKILL'), 90_000);
    shell.stdout.on('data', hear);
    shell.stderr.on('data', hear);
    shell.stdin.on('error', () => {});
    shell.on('error', reject);
    shell.on('close', (status) => {
      clearTimeout(limit);
      clearTimeout(quiet);
      if (status === 0) resolve();
      else reject(new Error(`${line}\nended with ${status}\n${output.slice(-3000)}`));
    });
  });
}
