import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodePlan } from './node-plan.ts';
import type { NodeUser } from './state-folder.ts';

/** A node that was started: the launcher, which goes away once the node runs by itself. */
export type NodeStart = { readonly plan: NodePlan; readonly launcher: ChildProcess };

/** Writes the node's files and starts it, without waiting for it. */
export async function startNode(plan: NodePlan, user: NodeUser): Promise<NodeStart> {
  for (const [file, content] of plan.files) {
    const path = join(plan.folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    await chmod(path, 0o640);
  }
  for (const folder of ['data', 'logs', 'tmp']) await mkdir(join(plan.folder, folder), { recursive: true });
  if (user !== null) give(plan.folder, user);
  const console = openSync(join(plan.folder, 'console.log'), 'a');
  try {
    const launcher = spawn(plan.command, [...(plan.daemon ? ['-d'] : []), '-p', join(plan.folder, 'pid')], {
      cwd: plan.folder,
      env: { PATH: process.env.PATH, HOME: plan.folder, ...plan.environment },
      detached: true,
      stdio: ['ignore', console, console],
      ...(user ?? {}),
    });
    // Whoever waits for the node sees an exit without a process; without a listener the error would end us.
    launcher.on('error', () => {});
    launcher.unref();
    if (launcher.pid !== undefined) await writeFile(join(plan.folder, 'launcher-pid'), String(launcher.pid));
    return { plan, launcher };
  } finally {
    closeSync(console);
  }
}

/** The processes of the node in this folder: itself, or what starts it. A recorded pid that has become another process is none. */
export function runningNode(folder: string): readonly number[] {
  const recorded = ['pid', 'launcher-pid']
    .map((file) => join(folder, file))
    .filter((file) => existsSync(file))
    .map((file) => Number(readFileSync(file, 'utf8').trim()));
  return [...new Set(recorded)].filter((pid) => Number.isInteger(pid) && pid > 1 && isOurs(pid, folder));
}

/** Ends the node in this folder, in good order if it goes within ten seconds. */
export async function stopNode(folder: string): Promise<void> {
  await end(folder, 'SIGTERM');
  await end(folder, 'SIGKILL');
}

/** Asks again each time, since a launcher that is ended may just have written down the pid of its node. */
async function end(folder: string, signal: NodeJS.Signals): Promise<void> {
  const reported = new Set<number>();
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 100) {
    const running = runningNode(folder);
    if (running.length === 0) return;
    for (const pid of running.filter((each) => !reported.has(each))) {
      process.kill(pid, signal);
      reported.add(pid);
    }
    await sleep(100);
  }
}

/** What the node said on its console and in its log before it gave up: the lines that tell most. */
export function lastWords(folder: string): string {
  const logs = existsSync(join(folder, 'logs')) ? readdirSync(join(folder, 'logs')).filter((file) => file.endsWith('.log')) : [];
  const lines = [join(folder, 'console.log'), ...logs.map((file) => join(folder, 'logs', file))]
    .flatMap((file) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []))
    .filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /error|exception|fatal|caused by/i.test(line));
  return (telling.length > 0 ? telling : lines).slice(-8).join('\n');
}

/** The node's folder stands on the command lines of launcher and node. */
function isOurs(pid: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${folder}/`);
  } catch {
    return false;
  }
}

function give(path: string, user: { readonly uid: number; readonly gid: number }): void {
  chownSync(path, user.uid, user.gid);
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name), user);
}
