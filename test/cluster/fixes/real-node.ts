import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { passwordHash } from '../../../scripts/cluster/elasticsearch-node.ts';
import { lastWords, runningNode, stopNode } from '../../../scripts/cluster/node-process.ts';
import { countNodes } from '../../../scripts/cluster/readiness.ts';
import { type FixPlace, makePlace, network, nodeIdentity, type Workshop } from './fix-place.ts';

const login = { user: 'handclasp', password: 'a password of the tests' };

/** The node that the others join: it is well, and stays until it is ended. */
export async function startFirst(workshop: Workshop): Promise<() => Promise<void>> {
  const identity = nodeIdentity(workshop, { subject: 'es01', altNames: ['DNS:es01', `IP:${network}.1`] });
  const place = makePlace(workshop, 'first', {
    settings: {
      'node.name': 'es01',
      'network.host': `${network}.1`,
      'cluster.initial_master_nodes': '["es01"]',
    },
    files: {
      'certs/node.crt': identity.chainPem,
      'certs/node.key': identity.privateKeyPem,
      users: `${login.user}:${passwordHash(login.password)}\n`,
      users_roles: `superuser:${login.user}\n`,
      'roles.yml': '',
      'role_mapping.yml': '',
    },
  });
  start(workshop, place);
  try {
    await untilThere(place, 1, `${network}.1`);
  } catch (error) {
    await stopNode(place.home);
    throw error;
  }
  return () => stopNode(place.home);
}

/** A node with the files as they are, until the first counts it; it is ended then. Throws Error with its last words where it does not come. */
export async function startBesideFirst(workshop: Workshop, place: FixPlace): Promise<void> {
  await whileBesideFirst(workshop, place, async () => {});
}

/** The same, with what is done while the node is there. */
export async function whileBesideFirst(workshop: Workshop, place: FixPlace, doing: () => Promise<void>): Promise<void> {
  start(workshop, place);
  try {
    await untilThere(place, 2, `${network}.1`);
    await doing();
  } finally {
    await stopNode(place.home);
  }
}

/** The distribution runs with the configuration of the place: started from a tree of links, Elasticsearch finds that it may read its own code. */
function start({ user, distribution, javaHome }: Workshop, { home, config }: FixPlace): void {
  const output = openSync(join(home, 'logs', 'console'), 'a');
  try {
    const launcher = spawn(join(distribution, 'bin', 'elasticsearch'), ['-d', '-p', join(home, 'pid')], {
      cwd: home,
      env: {
        PATH: process.env.PATH,
        HOME: join(home, 'tmp'),
        ES_TMPDIR: join(home, 'tmp'),
        CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1',
        ES_PATH_CONF: config,
        ES_JAVA_HOME: javaHome,
      },
      detached: true,
      stdio: ['ignore', output, output],
      ...(user ?? {}),
    });
    launcher.on('error', () => {});
    launcher.unref();
  } finally {
    closeSync(output);
  }
}

async function untilThere(place: FixPlace, count: number, first: string): Promise<void> {
  const deadline = Date.now() + 100_000;
  for (;;) {
    const seen = await countNodes(first, { scheme: 'https', login, client: null });
    if (seen === count) return;
    if (Date.now() > deadline || hasEnded(place)) throw new Error(`the node of ${place.home} did not come\n${lastWords(place.home)}`);
    await sleep(300);
  }
}

/** The launcher writes down the pid of the node, and says so where it fails. */
function hasEnded({ home }: FixPlace): boolean {
  const said = join(home, 'logs', 'console');
  if (existsSync(said) && /Elasticsearch died|ERROR: |fatal exception/.test(readFileSync(said, 'utf8'))) return true;
  return existsSync(join(home, 'pid')) && runningNode(home).length === 0;
}
