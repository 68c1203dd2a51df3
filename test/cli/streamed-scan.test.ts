import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { issue, makeCa } from '../../src/lab/pki.ts';
import type { EndpointReport } from '../../src/model/report.ts';
import { endpointRules } from '../../src/rules/endpoint-rules.ts';
import { cyclonedxComplaints, parseCsv, sarifComplaints } from '../support/consumers.ts';
import { startFakeReceiver } from '../support/fake-receiver.ts';
import { listening } from '../support/listening.ts';
import { parsePrometheus } from '../support/prometheus-text.ts';
import { runCli } from './run-cli.ts';

const ca = makeCa();
const identity = issue(ca);
/** Their fix has the name that was connected to, which a stream leaves out. */
const aboutNames = new Set(endpointRules.flatMap(({ id, aboutName }) => (aboutName === true ? [id] : [])));

describe('a streamed scan', function () {
  this.timeout(60_000);
  const servers: net.Server[] = [];
  let folder: string;

  before(async function () {
    // Threads load what tsc wrote; Node 20 gives them no loader for TypeScript.
    if (import.meta.url.endsWith('.ts')) {
      console.log('      skipped: threads need the compiled code, as npm test has it');
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), 'handclasp-streamed-'));
  });
  after(async () => {
    for (const server of servers) server.close();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  async function serve(options: tls.TlsOptions, onConnection: () => void = () => {}): Promise<number> {
    const server = tls.createServer({ key: identity.privateKeyPem, cert: identity.chainPem, ca: [ca.certificatePem], ...options });
    server.on('tlsClientError', () => {});
    server.on('connection', onConnection);
    // Whoever is let in is answered, with nothing: a silent server would be waited for.
    server.on('secureConnection', (socket) => socket.on('error', () => {}).on('data', () => socket.end()));
    servers.push(server);
    return listening(server);
  }

  it('tells of an endpoint what a scan with a report tells, but for time and cost, the steps of fixes, and names in them', async () => {
    const plain = http.createServer((_, response) => response.end('hello'));
    servers.push(plain);
    const ports = [
      await serve({}),
      await serve({ maxVersion: 'TLSv1.2' }),
      await serve({ requestCert: true, rejectUnauthorized: false }),
      await serve({ requestCert: true }),
      await serve({ requestCert: true, maxVersion: 'TLSv1.2' }),
      await listening(plain),
      1,
    ];
    const targets = ports.flatMap((port) => [`transport://127.0.0.1:${port}`, `https://localhost:${port}`]);
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, ca.certificatePem);
    for (const depth of ['glance', 'quick']) {
      const options = ['--depth', depth, '--ca', caFile, '--exit-zero', '--quiet'];
      const streamed = await runCli(['scan', '-', '--format', 'ndjson', '--threads', '2', ...options], { stdin: targets.join('\n') });
      const whole = await runCli(['scan', '-', '--format', 'json', ...options], { stdin: targets.join('\n') });
      const lines = streamed.out.trimEnd().split('\n');
      const report: { readonly endpoints: readonly EndpointReport[] } = JSON.parse(whole.out);
      const byName = (a: EndpointReport, b: EndpointReport) => `${a.target} ${a.address}`.localeCompare(`${b.target} ${b.address}`);
      const comparable = (endpoints: readonly EndpointReport[]) =>
        [...endpoints].sort(byName).map(({ cost: { connections }, startedAt: _, clockAheadMs, ...endpoint }) => ({
          ...endpoint,
          hasClock: clockAheadMs !== undefined,
          connections,
          findings: endpoint.findings.map(({ fix: __, remedy, ...finding }) => ({
            ...finding,
            remedy: aboutNames.has(finding.rule) ? remedy.length > 0 : remedy,
          })),
        }));
      const endpoints = lines.map((line) => {
        const { schema, part, ...endpoint } = JSON.parse(line);
        assert.equal(schema, 'handclasp.endpoint/1');
        assert.ok(part.nth >= 1 && part.nth <= part.of);
        return endpoint as EndpointReport;
      });
      assert.deepEqual(comparable(endpoints), comparable(report.endpoints), depth);
    }
  });

  it('sends its documents to Elasticsearch as results come, and what the receiver does not take waits', async () => {
    const port = await serve({});
    const targets = Array.from({ length: 40 }, (_, n) => `https://127.0.0.${n + 1}:${port}\n`).join('');
    let isOpen = false;
    const receiver = await startFakeReceiver(() => (isOpen ? 'take' : { status: 401 }));
    try {
      const run = () =>
        runCli(
          [
            'scan',
            '-',
            '--stream',
            '--exit-zero',
            '--depth',
            'glance',
            '-o',
            `elasticsearch=${receiver.url}`,
            '--es-spool',
            join(folder, 'spool'),
          ],
          { stdin: targets },
        );
      const refused = await run();
      assert.equal(refused.status, 3, refused.err);
      assert.match(refused.err, /asks for credentials .*\n {2}\d+ documents wait in /);
      isOpen = true;
      const taken = await run();
      assert.equal(taken.status, 0, taken.err);
      const endpoints = [...receiver.documents].filter(([id]) => id.startsWith('logs-handclasp.endpoint-default/'));
      assert.equal(endpoints.length, 80);
      assert.equal(new Set(endpoints.map(([, body]) => (body.handclasp as { run: { id: string } }).run.id)).size, 2);
      assert.deepEqual(receiver.repeated, []);
    } finally {
      await receiver.close();
    }
  });

  it('sends what an earlier run wrote into the file that it resumes, once', async () => {
    const port = await serve({});
    const targetsOf = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => `https://127.0.0.${from + n + 1}:${port}\n`).join('');
    const receiver = await startFakeReceiver(() => 'take');
    const file = join(folder, 'resumed.ndjson');
    const output = ['-o', `elasticsearch=${receiver.url}`, '--es-spool', join(folder, 'spool-of-resumed')];
    const options = ['scan', '-', '--resume', file, '--exit-zero', '--depth', 'glance', '-q'];
    const endpoints = () => [...receiver.documents.keys()].filter((id) => id.startsWith('logs-handclasp.endpoint-default/')).length;
    try {
      // As a run that was killed before it sent anything.
      assert.equal((await runCli(options, { stdin: targetsOf(0, 30) })).status, 0);
      assert.equal((await runCli([...options, ...output], { stdin: targetsOf(0, 50) })).status, 0);
      assert.equal(endpoints(), 50);
      assert.deepEqual(receiver.repeated, []);
      const { status, err } = await runCli([...options, ...output], { stdin: targetsOf(0, 50) });
      assert.equal(status, 0, err);
      assert.equal(endpoints(), 50);
      assert.ok(receiver.repeated.length >= 50);
    } finally {
      await receiver.close();
    }
  });

  it('writes the documents that grow with it beside its lines, and refuses those that need the whole report', async () => {
    const ports = [await serve({}), await serve({ requestCert: true })];
    const targets = ports.map((port) => `https://127.0.0.1:${port}`);
    const files = ['fleet.ndjson', 'fleet.sarif', 'fleet.cdx.json', 'fleet.csv', 'fleet.prom'].map((name) => join(folder, name));
    const { status, err } = await runCli(['scan', ...targets, '-q', '--fail-on', 'never', ...files.flatMap((file) => ['-o', file])]);
    assert.equal(status, 0, err);
    const [lines = '', sarif = '', bom = '', csv = '', metrics = ''] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    assert.equal(lines.trimEnd().split('\n').length, 2);
    assert.deepEqual(sarifComplaints(sarif), []);
    assert.deepEqual(cyclonedxComplaints(bom), []);
    const shown = lines
      .trimEnd()
      .split('\n')
      .flatMap((line) => (JSON.parse(line) as EndpointReport).chain.map(({ sha256 }) => sha256));
    assert.equal(parseCsv(csv).length, 1 + new Set(shown).size);
    assert.equal(parsePrometheus(metrics).filter(({ name }) => name === 'probe_ssl_earliest_cert_expiry').length, 2);
    const whole = await runCli(['scan', ...targets, '-q', '-o', join(folder, 'x.ndjson'), '-o', join(folder, 'x.md')]);
    assert.equal(whole.status, 2);
    assert.match(whole.err, /^handclasp: a streamed scan keeps no report, which markdown needs\n/);
    const plugin = await runCli(['scan', ...targets, '-q', '--stream', '--format', 'nagios']);
    assert.match(plugin.out, /^TLS (?:OK|WARNING|CRITICAL) - /);
    assert.equal(plugin.status, { OK: 0, WARNING: 1, CRITICAL: 2 }[plugin.out.split(' ')[1] ?? '']);
  });

  it('points in SARIF to the line of the list that names the target, as a scan with a report does, and ready', async () => {
    const port = await serve({ requestCert: true });
    const list = join(folder, 'hosts.txt');
    await writeFile(list, `# ours\ntransport://127.0.0.1:${port}\n`);
    for (const command of [['scan'], ['scan', '--stream'], ['ready']]) {
      const { out } = await runCli([...command, `@${list}`, '-q', '--format', 'sarif']);
      assert.deepEqual(sarifComplaints(out), []);
      const locations = JSON.parse(out).runs[0].results.flatMap((result: { locations: readonly object[] }) => result.locations);
      assert.ok(locations.length > 0, command.join(' '));
      const uri = list.split('/').filter(Boolean).join('/');
      const lines = locations.map((one: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }) => [
        one.physicalLocation.artifactLocation.uri,
        one.physicalLocation.region.startLine,
      ]);
      assert.ok(
        lines.some(([file, line]: readonly [string, number]) => file === uri && line === 2),
        `${command.join(' ')}: ${JSON.stringify(lines)}`,
      );
      if (command[0] === 'scan') assert.ok(lines.every(([file]: readonly [string, number]) => file === uri));
    }
  });

  it('goes on after it was killed, with nothing lost and nothing twice', async () => {
    // Slow enough to be killed in the middle.
    const port = await serve({ requestCert: true, minVersion: 'TLSv1.3' });
    const list = join(folder, 'targets');
    const output = join(folder, 'killed.ndjson');
    const names = Array.from({ length: 120 }, (_, index) => `127.0.${index >> 5}.${(index & 31) + 1}:${port}`);
    const relays = names.map(async (name) => {
      const relay = net.createServer((client) => {
        const upstream = net.connect(port, '127.0.0.1');
        client.on('error', () => upstream.destroy()).pipe(upstream);
        upstream.on('error', () => client.destroy()).pipe(client);
      });
      const host = name.slice(0, name.lastIndexOf(':'));
      if (host === '127.0.0.1') return;
      servers.push(relay);
      await new Promise<void>((done) => relay.listen(port, host, done));
    });
    await Promise.all(relays);
    await writeFile(list, names.map((name) => `transport://${name}\n`).join(''));
    const command = fileURLToPath(new URL('../../bin/handclasp.js', import.meta.url));
    const args = ['scan', `@${list}`, '--resume', output, '--depth', 'glance', '--max-rate', '150', '--quiet', '--exit-zero'];
    const first = spawn(process.execPath, [command, ...args], { stdio: 'ignore' });
    const written = async () => (await readFile(output, 'utf8').catch(() => '')).split('\n').length - 1;
    while ((await written()) < 30) await new Promise((done) => setTimeout(done, 20));
    first.kill('SIGKILL');
    await once(first, 'exit');
    const before = await written();
    assert.ok(before < names.length, `killed too late: ${before} were done`);
    const { status } = await runCli(args);
    assert.equal(status, 0);
    const labels = (await readFile(output, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).target);
    assert.deepEqual([...labels].sort(), [...names].sort());
  });

  it('has no more connections to an address at once than it may', async () => {
    let open = 0;
    let most = 0;
    const server = net.createServer((socket) => {
      open += 1;
      most = Math.max(most, open);
      let counted = true;
      const leave = () => {
        if (counted) open -= 1;
        counted = false;
      };
      socket.on('error', () => {}).on('close', leave);
      // Whoever sees the end may be back before this end is told of its own close.
      setTimeout(() => {
        leave();
        socket.destroy();
      }, 10);
    });
    servers.push(server);
    const port = await listening(server);
    const targets = Array.from({ length: 20 }, () => `transport://127.0.0.1:${port}`).join('\n');
    for (const format of ['ndjson', 'json']) {
      most = 0;
      const limit = ['--max-per-host', '2', '--depth', 'glance', '--exit-zero', '--quiet'];
      await runCli(['scan', '-', '--format', format, ...limit], {
        stdin: format === 'json' ? targets.replace(/127\.0\.0\.1/, 'localhost') : targets,
      });
      assert.ok(most > 0 && most <= 2, `${format}: ${most}`);
    }
  });

  it('names a line that is no target, does the others, and is incomplete', async () => {
    const port = await serve({ requestCert: true });
    const { status, out, err } = await runCli(['scan', '-', '--format', 'ndjson', '--depth', 'glance', '--fail-on', 'never'], {
      stdin: `transport://127.0.0.1:${port}\nnot a target!\nhttps://127.0.0.1:${port}\n`,
    });
    assert.equal(out.trimEnd().split('\n').length, 2);
    assert.match(err, /^handclasp: standard input:2: .+\n {2}.+\n/);
    assert.match(err, /1 line is not a target/);
    assert.equal(status, 3);
  });

  it('takes the closed default ports of a host that was named alone for no gap, where another answers', async () => {
    // An address that no other server of these tests has, since the ports are given.
    const host = '127.77.0.1';
    const server = tls.createServer({ key: identity.privateKeyPem, cert: identity.chainPem, ca: [ca.certificatePem], requestCert: true });
    server.on('tlsClientError', () => {});
    servers.push(server);
    await new Promise<void>((done) => server.listen(9300, host, done));
    const options = ['scan', '-', '--format', 'ndjson', '--depth', 'glance', '--fail-on', 'never'];
    const alone = await runCli(options, { stdin: `${host}\n` });
    const lines = alone.out.trimEnd().split('\n');
    const reports: readonly EndpointReport[] = lines.map((line) => JSON.parse(line));
    assert.deepEqual(
      reports.map(({ port, reachability, incomplete }) => ({ port, reachability, incomplete })),
      [
        { port: 9300, reachability: 'open', incomplete: [] },
        { port: 9200, reachability: 'refused', incomplete: [] },
        { port: 5601, reachability: 'refused', incomplete: [] },
      ],
    );
    assert.match(alone.err, /^(FAIL|WARN|PART|OK) +.*\b(1|the) endpoint\b/im);
    assert.match(alone.err, /3 targets, 3 endpoints/);
    assert.equal(alone.status, 0);
    const named = await runCli(options, { stdin: `${host}:9300\n${host}:9200\n` });
    assert.equal(named.status, 3);
  });
});
