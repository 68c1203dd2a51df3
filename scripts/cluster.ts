import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError } from '../src/model/usage-error.ts';
import {
  type CertificateChoice,
  type CertificateVariant,
  type ClientAuthSetting,
  type ClusterOptions,
  certificateVariants,
  type NodeFile,
  type Product,
  type Setting,
  type VerificationSetting,
} from './cluster/cluster-options.ts';
import { clusterNames, clusterStatus } from './cluster/cluster-record.ts';
import { startCluster } from './cluster/start-cluster.ts';
import { stopCluster } from './cluster/stop-cluster.ts';

const usage = `cluster up|down|status: real Elasticsearch and OpenSearch clusters on loopback, to look at and to test with

up      starts one and says where it is, as JSON
  --product elasticsearch|opensearch      (elasticsearch)
  --version 8.19.21                       7.17.29 and 8.x want Java 17, 9.x Java 21 or later; OpenSearch 2.x Java 17
  --node-version N=VERSION                node N runs another release, as in the middle of a rolling upgrade
  --name es                               a cluster of the same name is replaced
  --net 127.0.10                          node N listens on 127.0.10.N, ports 9200 and 9300
  --nodes 1  --expect 1                   how many, and how many of them have to find one another
  --ending 2                              a node that is made unable to start, and is waited for until it has ended
  --security on|off                       (on) off: no TLS at all
  --transport-client-auth required|optional|none
  --verification full|certificate|none
  --http-client-auth required|optional|none
  --protocols TLSv1.3,TLSv1.2             on both ports
  --certificate N=FILE,KEY                what node N serves on its transport port (PEM), or N=FAULT:
                                          ${certificateVariants.join(', ')}
  --setting [N:]KEY=VALUE                 a line of the yml, of node N or of all; without a value the key is taken out
  --file N:PATH=FILE                      a file in the configuration directory of node N
  --java-home DIR  --heap 512  --wait 240 (MB, seconds)
down    --name es | --all                 ends it and removes its folder; --keep leaves the logs
status  what was started and which nodes run, as JSON

What is not given is left to the product. State is kept in HANDCLASP_CLUSTER_DIR (a folder in the temporary one); as root, nodes run as HANDCLASP_CLUSTER_USER (nobody).
`;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const [message, hint] =
    error instanceof UsageError ? [error.message, error.hint] : [error instanceof Error ? error.message : String(error), null];
  process.stderr.write(`cluster: ${message}\n${hint === null ? '' : `${hint}\n`}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function main([command, ...rest]: readonly string[]): Promise<number> {
  switch (command) {
    case 'up': {
      const startedAt = Date.now();
      const log = (line: string) => process.stderr.write(`${line}\n`);
      const record = await startCluster(upOptions(rest), { log, signal: stop.signal });
      log(`up after ${Math.round((Date.now() - startedAt) / 1000)} s`);
      process.stdout.write(`${JSON.stringify(record, null, 2)}\n`);
      return 0;
    }
    case 'down': {
      const { values } = parse(rest, { name: { type: 'string' }, all: { type: 'boolean' }, keep: { type: 'boolean' } });
      if (values.all !== true && values.name === undefined) throw wrong('down: which one?', 'give --name or --all');
      for (const name of values.all === true ? clusterNames() : [String(values.name)])
        await stopCluster(name, { keep: values.keep === true });
      return 0;
    }
    case 'status':
      process.stdout.write(`${JSON.stringify(clusterStatus(), null, 2)}\n`);
      return 0;
    default:
      process.stderr.write(usage);
      return command === 'help' || command === '--help' ? 0 : 2;
  }
}

function upOptions(args: readonly string[]): Partial<ClusterOptions> {
  const text = { type: 'string' } as const;
  const many = { type: 'string', multiple: true } as const;
  const { values } = parse(args, {
    product: text,
    version: text,
    'node-version': many,
    name: text,
    net: text,
    nodes: text,
    expect: text,
    security: text,
    'transport-client-auth': text,
    verification: text,
    'http-client-auth': text,
    protocols: text,
    certificate: many,
    setting: many,
    ending: many,
    file: many,
    'java-home': text,
    heap: text,
    wait: text,
  });
  const one = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const several = (name: string): readonly string[] => (Array.isArray(values[name]) ? values[name].map(String) : []);
  const whole = (name: string, factor = 1): number | undefined => {
    const value = one(name);
    if (value === undefined) return undefined;
    if (!/^\d+$/.test(value)) throw wrong(`--${name} ${value} is no whole number`, 'see cluster --help');
    return Number(value) * factor;
  };
  const among = <T extends string>(name: string, allowed: readonly T[]): T | undefined => {
    const value = one(name);
    const found = allowed.find((each) => each === value);
    if (value !== undefined && found === undefined)
      throw wrong(`--${name} ${value} is not one of ${allowed.join(', ')}`, 'see cluster --help');
    return found;
  };
  const clientAuth: readonly ClientAuthSetting[] = ['required', 'optional', 'none'];
  return defined<ClusterOptions>({
    product: among<Product>('product', ['elasticsearch', 'opensearch']),
    version: one('version'),
    versions: new Map(several('node-version').map(nodeVersion)),
    name: one('name'),
    net: one('net'),
    nodes: whole('nodes'),
    expect: whole('expect'),
    security: among('security', ['on', 'off']) !== 'off',
    transportClientAuth: among('transport-client-auth', clientAuth),
    verification: among<VerificationSetting>('verification', ['full', 'certificate', 'none']),
    httpClientAuth: among('http-client-auth', clientAuth),
    protocols: one('protocols')?.split(','),
    certificates: new Map(several('certificate').map(certificateChoice)),
    settings: several('setting').map(setting),
    files: several('file').map(nodeFile),
    ending: several('ending').map(Number),
    javaHome: one('java-home'),
    heapMb: whole('heap'),
    waitMs: whole('wait', 1000),
  });
}

function nodeVersion(text: string): [number, string] {
  const [, node, version] = /^(\d+)=(.+)$/.exec(text) ?? [];
  if (node === undefined || version === undefined) throw wrong(`--node-version ${text}`, 'write 2=9.5.3');
  return [Number(node), version];
}

function certificateChoice(text: string): [number, CertificateChoice] {
  const [, node, choice] = /^(\d+)=(.+)$/.exec(text) ?? [];
  if (node === undefined || choice === undefined) throw wrong(`--certificate ${text}`, 'write 2=FILE,KEY or 2=expired');
  const variant = certificateVariants.find((each: CertificateVariant) => each === choice);
  if (variant !== undefined) return [Number(node), { kind: 'variant', variant }];
  const [certificate, key] = choice.split(',');
  if (certificate === undefined || key === undefined)
    throw wrong(`--certificate ${text}`, `write 2=FILE,KEY, or one of ${certificateVariants.join(', ')}`);
  return [Number(node), { kind: 'files', certificate, key }];
}

function setting(text: string): Setting {
  const [, node, key, value] = /^(?:(\d+):)?([^=:]+)=(.*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) throw wrong(`--setting ${text}`, 'write KEY=VALUE, or 2:KEY=VALUE for one node');
  return { node: node === undefined ? null : Number(node), key, value };
}

function nodeFile(text: string): NodeFile {
  const [, node, path, file] = /^(\d+):([^=]+)=(.+)$/.exec(text) ?? [];
  if (path === undefined || file === undefined) throw wrong(`--file ${text}`, 'write 2:certs/node.p12=FILE');
  try {
    return { node: Number(node), path, content: readFileSync(file) };
  } catch {
    throw wrong(`--file ${text}: ${file} cannot be read`, 'name a file that is there');
  }
}

/** parseArgs, with its errors as the operator's. */
function parse(
  args: readonly string[],
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options'],
): { readonly values: Readonly<Record<string, unknown>> } {
  try {
    return parseArgs({ args: [...args], ...(options === undefined ? {} : { options }), strict: true });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error), 'see cluster --help');
  }
}

/** The same without the fields that are undefined, so that defaults apply to them. */
function defined<T>(given: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function wrong(message: string, hint: string): UsageError {
  return new UsageError('cluster-usage', message, hint);
}
