import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { get } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HelloContent } from '../../src/hellos/recorded-hello.ts';
import { diagnoseKibana } from '../../src/jobs/kibana/kibana.ts';
import type { Identity } from '../../src/lab/pki.ts';
import { elasticsearchApplication } from '../../src/lab/servers/elasticsearch-application.ts';
import { kibanaApplication } from '../../src/lab/servers/kibana-application.ts';
import { type Application, type Listener, startListener, type TlsSettings } from '../../src/lab/servers/listener.ts';
import type { Report } from '../../src/model/report.ts';
import { Secret } from '../../src/model/secret.ts';
import { readKibanaSetup } from '../../src/settings/kibana/read-kibana.ts';
import { assertCountsAgree } from './counts-agree.ts';
import { startHelloGate } from './hello-gate.ts';

/** One Elasticsearch on loopback, and the setting by which Kibana connects to it. */
export type HostWish = {
  /** Null speaks in the clear. */
  readonly identity: Identity | null;
  /** Default `localhost`. */
  readonly name?: string;
  /** Default: by what it speaks. */
  readonly scheme?: 'http' | 'https';
  readonly tls?: Partial<TlsSettings>;
  /** What speaks above TLS; default Elasticsearch's REST API. */
  readonly application?: Application;
  /** Nothing listens. */
  readonly down?: true;
  /** Of which hellos it refuses, by alert 40. */
  readonly refuses?: (hello: HelloContent) => boolean;
};

/** A Kibana: its settings beside the hosts, the files in its directory, and what Node is given in its place. */
export type KibanaSituation = {
  readonly hosts: readonly HostWish[];
  readonly yml?: readonly string[];
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly version?: string;
  readonly password?: string;
  /** What a Kibana with these settings gives to node:https. */
  readonly node?: {
    readonly ca?: string;
    readonly verification?: 'full' | 'certificate' | 'none';
    readonly cert?: string;
    readonly key?: string;
  };
  /** What its own port serves; absent: it does not run. */
  readonly serves?: Identity | 'plaintext';
  readonly ports?: readonly number[];
};

/** What came of it. `node` has, for each host, the code with which a real client of Node failed, or null. */
export type SituationResult = {
  readonly report: Report;
  readonly urls: readonly string[];
  readonly node: readonly (string | null)[];
  readonly directory: string;
};

/** Starts the servers, writes the directory, asks handclasp, and a client of Node set as Kibana sets it. */
export async function playKibana(situation: KibanaSituation): Promise<SituationResult> {
  const listeners: Listener[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'handclasp-kibana-'));
  try {
    const urls: string[] = [];
    for (const [index, wish] of situation.hosts.entries()) {
      const port = situation.ports?.[index];
      const listener = port === undefined ? await startElasticsearch(wish) : null;
      const scheme = wish.scheme ?? (wish.identity === null ? 'http' : 'https');
      urls.push(`${scheme}://${wish.name ?? 'localhost'}:${port ?? listener?.port ?? 0}`);
      if (listener === null) continue;
      if (wish.down) await listener.close();
      else listeners.push(listener);
    }
    const own = situation.serves === undefined ? null : await startKibana(situation.serves);
    if (own !== null) listeners.push(own);
    const lines = [
      `elasticsearch.hosts: ${JSON.stringify(urls)}`,
      `server.port: ${own?.port ?? 1}`,
      'server.host: 127.0.0.1',
      ...(situation.yml ?? []),
    ];
    await writeFiles(directory, { 'kibana.yml': `${lines.join('\n')}\n`.replaceAll('{dir}', directory), ...situation.files });
    const { password } = situation;
    const setup = await readKibanaSetup({
      directory,
      environment: {},
      passwords: () => (password === undefined ? [] : [new Secret(password)]),
      version: situation.version ?? '9.1.2',
      workingDirectory: directory,
    });
    const report = await diagnoseKibana({ setup, timeoutMs: 2000 });
    assertCountsAgree(report);
    const node = await Promise.all(urls.map((url) => askAsNode(url, situation.node ?? {})));
    return { report, urls, node, directory };
  } finally {
    await Promise.all(listeners.map((listener) => listener.close()));
    rmSync(directory, { recursive: true, force: true });
  }
}

async function writeFiles(directory: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content, { mode: 0o640 });
  }
}

async function startElasticsearch({ identity, tls = {}, application, refuses }: HostWish): Promise<Listener> {
  const settings = identity === null ? null : { identity, clientAuthentication: 'none' as const, clientTrust: [], ...tls };
  const rest = elasticsearchApplication({ name: 'es01', clusterName: 'acme', version: '9.1.2', security: 'on' });
  const listener = await startListener({ host: '127.0.0.1', port: 0, tls: settings, application: application ?? rest });
  return refuses === undefined ? listener : startHelloGate(listener, refuses);
}

function startKibana(serves: Identity | 'plaintext'): Promise<Listener> {
  const tls = serves === 'plaintext' ? null : { identity: serves, clientAuthentication: 'none' as const, clientTrust: [] };
  return startListener({ host: '127.0.0.1', port: 0, tls, application: kibanaApplication({ name: 'kibana' }) });
}

/** One request with the options that Kibana gives to its client (client_config.ts), a new connection, and no second try. */
function askAsNode(url: string, { ca, verification = 'full', cert, key }: NonNullable<KibanaSituation['node']>): Promise<string | null> {
  const codeOf = (error: Error) => ('code' in error ? String(error.code) : error.message);
  return new Promise((resolve) => {
    const answered = (response: NodeJS.ReadableStream) => {
      response.resume();
      resolve(null);
    };
    const options = {
      agent: false as const,
      family: 4,
      timeout: 5000,
      ...(ca === undefined ? {} : { ca }),
      rejectUnauthorized: verification !== 'none',
      ...(verification === 'certificate' ? { checkServerIdentity: () => undefined } : {}),
      ...(cert === undefined || key === undefined ? {} : { cert, key }),
    };
    const asked = url.startsWith('https:')
      ? request(url, options, answered)
      : get(url, { agent: false, family: 4, timeout: 5000 }, answered);
    asked.on('error', (error) => resolve(codeOf(error)));
    asked.on('timeout', () => asked.destroy(new Error('timeout')));
    asked.end();
  });
}
