import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ClusterRecord, NodeRecord } from '../../scripts/cluster/cluster-record.ts';
import type { EndpointReport, Report } from '../../src/model/report.ts';
import { startDelayProxy } from '../support/delay-proxy.ts';

/** The product as its users have it: compiled. The tests run from `dist/test/cluster`, beside it. */
const handclasp = fileURLToPath(new URL('../../bin/handclasp.js', import.meta.url));

/** Scans one target from the command line. Fails unless there is one endpoint in the report. */
export async function scan(target: string, ...flags: readonly string[]): Promise<EndpointReport> {
  const { report } = await runReport(['scan', target, ...flags]);
  const [endpoint, ...others] = report.endpoints;
  assert.ok(endpoint !== undefined && others.length === 0, `${report.endpoints.length} endpoints in the report of one target`);
  return endpoint;
}

/** Runs a command line to its report. Fails where there is none, or something on stderr looks like a stack trace. */
export async function runReport(
  args: readonly string[],
): Promise<{ readonly report: Report; readonly stderr: string; readonly code: number }> {
  const { stdout, stderr, code } = await run([...args, '--format', 'json']);
  assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+\)?$/m, 'a stack trace reached the user');
  assert.ok([0, 1, 3].includes(code), `exit status ${code}\n${stderr}`);
  const report = JSON.parse(stdout) as Report;
  assert.equal(report.schema, 'handclasp.report/1');
  return { report, stderr, code };
}

/** Scans a transport port as if 20 ms of round trip lay before it, and counts the connections that it takes from outside. */
export async function scanFromAfar(
  host: string,
  port: number,
  ...flags: readonly string[]
): Promise<{ readonly endpoint: EndpointReport; readonly connections: number }> {
  const proxy = await startDelayProxy({ host, port, oneWayMs: 10 });
  try {
    const endpoint = await scan(`transport://127.0.0.1:${proxy.port}`, ...flags);
    return { endpoint, connections: proxy.counts().connections };
  } finally {
    await proxy.close();
  }
}

/** The flags that make us a client which the cluster's CA has signed for. */
export function asClient({ ca, client }: ClusterRecord): readonly string[] {
  assert.ok(ca !== null && client !== null, 'the cluster has no certificates');
  return ['--ca', ca, '--cert', client.certificate, '--key', client.key];
}

/** What the node's HTTP port answers to someone without credentials. */
export function httpStatus({ httpScheme, address }: NodeRecord): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpScheme === 'https' ? httpsGet : httpGet;
    request({ host: address, port: 9200, path: '/', agent: false, rejectUnauthorized: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });
}

/** The ids of the findings. */
export function rulesOf(endpoint: EndpointReport): readonly string[] {
  return endpoint.findings.map(({ rule }) => rule);
}

const transportFindings = [
  'transport-plaintext',
  'transport-client-auth-optional',
  'transport-client-auth-not-enforced',
  'transport-verification-none',
] as const;

/** Findings that say how far a transport port is open. */
export function opennessOf(endpoint: EndpointReport): readonly string[] {
  return rulesOf(endpoint).filter((rule) => transportFindings.some((one) => one === rule));
}

/** Entries of a node's log at WARN and above. */
export type Complaints = { readonly warnings: readonly string[]; readonly errors: readonly string[] };

/** What the node complained of while something was done to it. */
export async function complaintsDuring(node: NodeRecord, work: () => Promise<unknown>): Promise<Complaints> {
  await sleep(500);
  const before = readFileSync(node.log, 'utf8').length;
  await work();
  // The node closes a connection and logs a little later than we do.
  await sleep(1_500);
  const lines = readFileSync(node.log, 'utf8').slice(before).split('\n');
  return {
    // What a node says of its own cluster every few minutes is none of our doing.
    warnings: lines.filter((line) => /^\[[^\]]+\]\[WARN *\]\[(?!o\.e\.c\.c\.|o\.o\.c\.c\.)/.test(line)),
    errors: lines.filter((line) => /^\[[^\]]+\]\[(ERROR|FATAL) *\]/.test(line)),
  };
}

/** Runs a command line, whatever it ends with. */
export function run(args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string; readonly code: number }> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [handclasp, ...args], { timeout: 60_000, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr, code: 0 });
      else if (typeof error.code === 'number') resolve({ stdout, stderr, code: error.code });
      else reject(error);
    });
  });
}
