import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { root, sourceText } from './sources.ts';

/** A document of the repository that another program reads. @typeParam T what a test looks at of it, which its schema holds it to */
export function yamlOf<T>(file: string): T {
  return parse(sourceText(file)) as T;
}

/** What a script came to, and with which words it started the command; null where it did not. */
export type Started = { readonly status: number | null; readonly words: readonly string[] | null; readonly said: string };

/**
 * Runs a script of an example by the shell that would run it, with a command in place of ours that keeps its words, and writes what is named behind each `--output`.
 *
 * @param program the command that the script starts: `handclasp`, or `node`
 * @param exit with which the command ends
 */
export function startedBy(
  shell: 'sh' | 'bash',
  script: string,
  { program, exit, env }: { readonly program: string; readonly exit: number; readonly env: Readonly<Record<string, string>> },
): Started {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
  try {
    const words = join(folder, 'words');
    const stub = join(folder, program);
    writeFileSync(
      stub,
      `#!/usr/bin/env bash\nprintf '%s\\0' "$@" >'${words}'\nfor one; do case $one in *.md) echo '# verdict' >"$one";; esac; done\nexit ${exit}\n`,
    );
    chmodSync(stub, 0o755);
    const { status, stdout, stderr } = spawnSync(shell, ['-c', script], {
      encoding: 'utf8',
      cwd: folder,
      env: { PATH: `${folder}${delimiter}${process.env.PATH}`, ...env },
    });
    return { status, words: wordsIn(words), said: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function wordsIn(file: string): readonly string[] | null {
  try {
    return readFileSync(file, 'utf8').split('\0').slice(0, -1);
  } catch {
    return null;
  }
}

/** Blocks of YAML that a page shows. */
export function yamlBlocks(page: string): readonly string[] {
  return [...readFileSync(join(root, page), 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);
}
