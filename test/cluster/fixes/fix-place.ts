import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { authorityOfFiles } from '../../../scripts/cluster/cluster-pki.ts';
import { type NodeUser, nodeUser } from '../../../scripts/cluster/state-folder.ts';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { type Authority, type Identity, issue } from '../../../src/lab/pki.ts';
import type { Fix } from '../../../src/model/fix.ts';
import { makeElasticsearchKeystore } from '../../support/keystore-maker.ts';

/** What a distribution, its Java and one CA are needed for: the machine on which fixes are followed. */
export type Workshop = {
  readonly folder: string;
  readonly distribution: string;
  readonly javaHome: string;
  readonly user: NodeUser;
  /** A CA that elasticsearch-certutil made, as it leaves it, and what it is made of. */
  readonly authorityStore: string;
  readonly authority: Authority;
};

/** The passwords of the CA's store, and of every other store. */
export const passwords = { authority: 'opensesame-ca', store: 'opensesame', fresh: 'a-fresh-opensesame' } as const;

/** The address of node N; the first is a real node that is well. */
export const network = '127.0.172';
export const clusterName = 'test-fixes';

/** A directory as an archive leaves it, with one node's configuration in it. */
export type FixPlace = {
  readonly home: string;
  readonly config: string;
  /** Where commands run. */
  readonly work: string;
};

/** What a node's configuration is made of beside what makes it well: what is wrong. A setting that is null is left out. */
export type Misconfigured = {
  /** Whose configuration it is; Elasticsearch's where absent. */
  readonly product?: 'kibana';
  readonly settings?: Readonly<Record<string, string | null>>;
  /** By path in the configuration directory. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Entries of elasticsearch.keystore. */
  readonly secrets?: Readonly<Record<string, string>>;
};

export const transport = 'xpack.security.transport.ssl';
export const http = 'xpack.security.http.ssl';

/** Makes the machine. `elasticsearch-certutil` makes the CA. */
export function openWorkshop(distribution: string, javaHome: string): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-fixes-'));
  chmodSync(folder, 0o755);
  const authorityStore = join(folder, 'elastic-stack-ca.p12');
  const first: Workshop = { folder, distribution, javaHome, user: nodeUser(), authorityStore, authority: undefined as never };
  const { home } = emptyPlace(first, 'authority');
  const certutil = join(home, 'bin', 'elasticsearch-certutil');
  execFileSync(certutil, ['ca', '--out', authorityStore, '--pass', passwords.authority, '--silent'], { stdio: 'pipe' });
  const openssl = (...words: readonly string[]) =>
    execFileSync('openssl', ['pkcs12', '-in', authorityStore, '-passin', `pass:${passwords.authority}`, ...words], { encoding: 'utf8' });
  return { ...first, authority: authorityOfFiles(openssl('-nokeys'), openssl('-nocerts', '-nodes')) };
}

export function closeWorkshop({ folder }: Workshop): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** A certificate of node 3, which is the one at fault. */
export function nodeIdentity({ authority }: Workshop, wish: Partial<CertificateWish> = {}, from: Authority = authority): Identity {
  return issue(from, { subject: 'es03', altNames: ['DNS:es03', `IP:${network}.3`], ...wish });
}

/** A node whose configuration is well but for what is said. */
export function makePlace(workshop: Workshop, name: string, { product, settings = {}, files = {}, secrets = {} }: Misconfigured): FixPlace {
  const place = emptyPlace(workshop, name);
  if (product === 'kibana') return kibanaPlace(workshop, place, settings, files);
  const identity = nodeIdentity(workshop);
  const { home, config, work } = place;
  writeFileSync(join(work, 'cluster-ca.crt'), workshop.authority.certificatePem);
  writeFileSync(join(work, 'cluster-ca.key'), workshop.authority.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const all: Readonly<Record<string, string | Uint8Array>> = {
    'certs/node.crt': identity.chainPem,
    'certs/node.key': identity.privateKeyPem,
    'certs/ca.crt': workshop.authority.certificatePem,
    'elasticsearch.keystore': makeElasticsearchKeystore({ 'keystore.seed': 'aaaaaaaaaaaaaaaaaaaa', ...secrets }),
    'log4j2.properties': readFileSync(join(workshop.distribution, 'config', 'log4j2.properties')),
    'jvm.options': [
      '-Xms256m',
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      `-Djava.io.tmpdir=${join(home, 'tmp')}`,
      '',
    ].join('\n'),
    'elasticsearch.yml': yml({ ...goodSettings(home), ...settings }),
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    const file = join(config, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    asPackage(workshop, file, 0o660);
  }
  for (const folder of [config, join(config, 'certs')]) asPackage(workshop, folder, 0o2750);
  for (const folder of ['data', 'logs', 'tmp']) mkdirSync(join(home, folder));
  if (workshop.user !== null)
    for (const folder of ['.', 'data', 'logs', 'tmp']) chownSync(join(home, folder), workshop.user.uid, workshop.user.gid);
  writeFileSync(join(home, 'elastic-stack-ca.p12'), readFileSync(workshop.authorityStore));
  return place;
}

/** A Kibana beside the distribution, whose certutil its fixes need. */
function kibanaPlace(
  workshop: Workshop,
  { home, work }: FixPlace,
  settings: NonNullable<Misconfigured['settings']>,
  files: NonNullable<Misconfigured['files']>,
): FixPlace {
  const config = join(dirname(home), 'kibana-8.19.21', 'config');
  const good = {
    'elasticsearch.hosts': `["https://${network}.1:9200"]`,
    'elasticsearch.ssl.certificateAuthorities': `["${config}/certs/ca.crt"]`,
  };
  mkdirSync(join(config, 'certs'), { recursive: true });
  writeFileSync(join(work, 'cluster-ca.crt'), workshop.authority.certificatePem);
  writeFileSync(join(work, 'cluster-ca.key'), workshop.authority.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  writeFileSync(join(home, 'elastic-stack-ca.p12'), readFileSync(workshop.authorityStore));
  const all = { 'kibana.yml': yml({ ...good, ...settings }), 'certs/ca.crt': workshop.authority.certificatePem, ...files };
  for (const [path, content] of Object.entries(all)) {
    writeFileSync(join(config, path), content);
    asPackage(workshop, join(config, path), 0o660);
  }
  return { home, config, work };
}

/** What `handclasp … --format json` says. */
export async function askHandclasp(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  const shell = spawn(process.execPath, [...handclasp, ...words, '--format', 'json'], { env: { PATH: process.env.PATH, ...env } });
  let [out, err] = ['', ''];
  shell.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  shell.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const status = await new Promise((resolve) => shell.on('close', resolve));
  if (out === '') throw new Error(`handclasp ${words.join(' ')} ended with ${status}\n${err}`);
  return JSON.parse(out) as Answer;
}

type Answer = {
  readonly cause?: Found | null;
  readonly [part: string]: unknown;
};

export type Found = {
  readonly rule: string;
  readonly severity: string;
  readonly detail: string;
  readonly asShipped?: true;
  readonly fix: Fix;
};

/** Every finding of an answer, wherever it stands. */
export function findingsOf(answer: unknown): readonly Found[] {
  if (Array.isArray(answer)) return answer.flatMap(findingsOf);
  if (typeof answer !== 'object' || answer === null) return [];
  const own = 'rule' in answer && 'severity' in answer && 'fix' in answer ? [answer as Found] : [];
  return [...own, ...Object.values(answer).flatMap(findingsOf)];
}

const compiled = fileURLToPath(new URL('../../../bin/handclasp.js', import.meta.url));
const handclasp = existsSync(compiled)
  ? [compiled]
  : ['--import', 'tsx', fileURLToPath(new URL('../../../bin/handclasp.ts', import.meta.url))];

function emptyPlace({ folder, distribution, javaHome }: Workshop, name: string): FixPlace {
  const home = join(folder, name, 'elasticsearch-8.19.21');
  const [config, work] = [join(home, 'config'), join(folder, name, 'work')];
  for (const made of [join(config, 'certs'), work]) mkdirSync(made, { recursive: true });
  mkdirSync(join(home, 'plugins'));
  for (const part of ['bin', 'lib', 'modules']) symlinkSync(join(distribution, part), join(home, part));
  symlinkSync(javaHome, join(home, 'jdk'));
  return { home, config, work };
}

function goodSettings(home: string): Readonly<Record<string, string>> {
  return {
    'cluster.name': `handclasp-${clusterName}`,
    'node.name': 'es03',
    'path.data': join(home, 'data'),
    'path.logs': join(home, 'logs'),
    'network.host': `${network}.3`,
    'discovery.seed_hosts': `["${network}.1"]`,
    'cluster.routing.allocation.disk.threshold_enabled': 'false',
    'xpack.security.enabled': 'true',
    'xpack.security.enrollment.enabled': 'false',
    [`${transport}.enabled`]: 'true',
    [`${transport}.certificate`]: 'certs/node.crt',
    [`${transport}.key`]: 'certs/node.key',
    [`${transport}.certificate_authorities`]: '["certs/ca.crt"]',
    [`${http}.enabled`]: 'true',
    [`${http}.certificate`]: 'certs/node.crt',
    [`${http}.key`]: 'certs/node.key',
    [`${http}.certificate_authorities`]: '["certs/ca.crt"]',
  };
}

function yml(settings: Readonly<Record<string, string | null>>): string {
  return Object.entries(settings)
    .flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}\n`]))
    .join('');
}

/** As the packages leave it: root owns it, and the service's group may read it. */
function asPackage({ user }: Workshop, path: string, mode: number): void {
  if (user !== null) chownSync(path, 0, user.gid);
  chmodSync(path, mode);
}
