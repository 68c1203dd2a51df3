import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../src/cli/commands/index.ts';
import type { Option } from '../../src/cli/options/option.ts';
import { type Authority, issue, makeCa, toPem } from '../../src/lab/pki.ts';
import { elasticsearchApplication } from '../../src/lab/servers/elasticsearch-application.ts';
import { kibanaApplication } from '../../src/lab/servers/kibana-application.ts';
import { startListener } from '../../src/lab/servers/listener.ts';
import type { Report } from '../../src/model/report.ts';
import { name as nameOf } from '../support/certificate-maker.ts';
import { listening } from '../support/listening.ts';
import { clusterCa, type NodeWish, startNodes } from '../support/loopback-cluster.ts';
import { assertIsSavedRun } from '../support/observations-schema.ts';
import { recordedAnswers, restCa, startRestServer } from '../support/rest-server.ts';
import { makeRevocationList } from '../support/revocation-list-maker.ts';
import { type CliSetting, runCli } from './run-cli.ts';

type Timeless = Omit<Report, 'startedAt' | 'finishedAt'>;

/** A report without the times of the run itself. */
function timeless({ startedAt: _start, finishedAt: _finish, ...report }: Report): Timeless {
  return report;
}

describe('--save and --replay', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-replay-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const at = (name: string) => join(folder, name);
  const put = (name: string, content: string) => {
    writeFileSync(at(name), content);
    return at(name);
  };

  /** Runs a command and saves it. */
  const saved = async (command: string, args: readonly string[], setting: CliSetting = {}): Promise<Report> => {
    const { status, out, err } = await runCli([command, ...args, '--save', at('run.json'), '--format', 'json'], setting);
    assert.ok([0, 1, 3, 130].includes(status), err);
    const text = readFileSync(at('run.json'), 'utf8');
    assertIsSavedRun(JSON.parse(text));
    assert.equal(statSync(at('run.json')).mode & 0o777, 0o600);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('.')),
      [],
      'nothing is left beside the file',
    );
    return JSON.parse(out);
  };
  const replayed = async (command: string, ...args: readonly string[]): Promise<Report> => {
    const { status, out, err } = await runCli([command, '--replay', at('run.json'), '--format', 'json', ...args]);
    assert.ok([0, 1, 3].includes(status), err);
    return JSON.parse(out);
  };
  const refused = async (...args: readonly string[]): Promise<string> => {
    const { status, out, err } = await runCli(args);
    assert.equal(status, 2, `${out}${err}`);
    assert.equal(out, '');
    assert.equal(err.trimEnd().split('\n').length, 2, err);
    return err.split('\n')[0]?.replace(/^handclasp: /, '') ?? '';
  };

  /** Transport ports, for as long as they are asked. */
  const withNodes = async (wishes: readonly NodeWish[], use: (targets: readonly string[], ports: readonly number[]) => Promise<void>) => {
    const cluster = await startNodes(wishes);
    const ports = cluster.targets.map(({ port }) => port);
    try {
      await use(
        ports.map((port) => `transport://127.0.0.1:${port}`),
        ports,
      );
    } finally {
      await cluster.close();
    }
  };

  it('of the lab at depth full tell the same when it is gone', async () => {
    const report = await saved('scan', ['--lab', '--depth', 'full']);
    assert.ok(report.summary.critical > 5, 'there is something to find');
    const again = await replayed('scan');
    assert.deepEqual(timeless(again), timeless(report));
    const { out: table } = await runCli(['scan', '--replay', at('run.json')]);
    assert.match(table, /trust-lookalike-ca|Same CA name/);
  });

  it('keep the name that was asked for, lists of revocation, the deployment and who asked how', async () => {
    await withNodes([{ certificate: { serialNumber: 1234n } }], async (targets) => {
      const ca = put('ca.pem', clusterCa.certificatePem);
      const crl = makeRevocationList({ by: { name: nameOf('O=acme', 'CN=acme transport CA'), keys: clusterCa }, serials: [1234] });
      writeFileSync(at('revoked.crl'), crl);
      const options = [
        '--ca',
        ca,
        '--crl',
        at('revoked.crl'),
        '--server-name',
        'es09',
        '--deployment',
        'eck',
        '--quiet-wire',
        '--vantage',
        'outside',
      ];
      const report = await saved('scan', [...targets, ...options]);
      assert.ok(report.endpoints[0]?.findings.length);
      assert.deepEqual(timeless(await replayed('scan')), timeless(report));
      // Another trust, and another deployment, for what was seen then.
      const other = put('other.pem', makeCa({ subject: 'another CA' }).certificatePem);
      const [endpoint] = (await replayed('scan', '--ca', other, '--deployment', 'self')).endpoints;
      assert.match(JSON.stringify(report.endpoints[0]?.verdicts), /revoked/);
      assert.equal(report.endpoints[0]?.trust, 'trusted');
      assert.equal(endpoint?.trust, 'untrusted');
      assert.equal(endpoint?.deployment.type, 'self');
    });
  });

  it('of a matrix tell the same of each pair, with the client certificate that was shown', async () => {
    const otherCa = makeCa({ subject: 'other transport CA' });
    const client = issue(clusterCa, { subject: 'client' });
    const shown = ['--cert', put('client.pem', client.chainPem), '--key', put('client.key', client.privateKeyPem)];
    let report: Report | null = null;
    await withNodes([{}, {}, { authority: otherCa }], async (targets) => {
      report = await saved('matrix', [...targets, '--ca', put('ca.pem', clusterCa.certificatePem), ...shown]);
    });
    assert.ok(report !== null);
    const { pairs = [] } = report as Report;
    assert.deepEqual(new Set(pairs.map(({ verdict }) => verdict)).size > 1, true);
    assert.deepEqual(timeless(await replayed('matrix')), timeless(report));
    const text = readFileSync(at('run.json'), 'utf8');
    const key = client.privateKeyPem.split('\n')[1] ?? '';
    assert.ok(key.length > 20 && !text.includes(key), 'the key stays where it is');
    // A scan of what a matrix saved, and of some of it.
    const scan = await replayed('scan');
    assert.equal(scan.endpoints.length, 3);
    const [first] = (report as Report).endpoints;
    const some = await replayed('scan', `transport://${first?.target}`);
    assert.deepEqual(
      some.endpoints.map(({ target }) => target),
      [first?.target],
    );
    assert.deepEqual(some.endpoints[0]?.chain, first?.chain);
    const join3 = await replayed('join');
    assert.equal(join3.endpoints.length, 3);
    assert.notEqual(join3.cause, null, 'one of another CA stands out');
  });

  const nodeFiles = (seeds: readonly string[], authority: Authority) => {
    const node = issue(authority, { subject: 'es03', altNames: ['DNS:es03', 'IP:127.0.0.1'] });
    const ssl = 'xpack.security.transport.ssl';
    const lines = [
      'cluster.name: acme',
      'node.name: es03',
      'network.host: 127.0.0.1',
      `discovery.seed_hosts: ${JSON.stringify(seeds)}`,
      'xpack.security.enabled: true',
      `${ssl}.enabled: true`,
      `${ssl}.certificate: ${put('node.crt', node.chainPem)}`,
      `${ssl}.key: ${put('node.key', node.privateKeyPem)}`,
      `${ssl}.certificate_authorities: ["${put('node-ca.crt', authority.certificatePem)}"]`,
    ];
    put('elasticsearch.yml', `${lines.join('\n')}\n`);
    return ['--config', folder, '--release', '8.19.21'];
  };

  it('of a join with the files of the node tell the same of what it connects to', async () => {
    let [report, config]: [Report | null, readonly string[]] = [null, []];
    await withNodes([{}, {}], async (_, ports) => {
      config = nodeFiles(
        ports.map((port) => `127.0.0.1:${port}`),
        makeCa({ subject: 'other transport CA' }),
      );
      report = await saved('join', config);
    });
    assert.ok(report !== null && (report as Report).cause != null);
    assert.deepEqual(timeless(await replayed('join', ...config)), timeless(report));
    // Without its files nothing says which nodes are meant.
    assert.equal(await refused('join', '--replay', at('run.json')), `${at('run.json')} was saved with --config, and names no nodes`);
    // A certificate that was exchanged since was never shown: what became of the former one says nothing of it.
    nodeFiles(
      (report as Report).endpoints.map(({ target }) => target),
      clusterCa,
    );
    const exchanged = await replayed('join', ...config);
    assert.deepEqual([...new Set(exchanged.endpoints.map(({ reachability }) => reachability))], ['not-attempted']);
  });

  it('of a join from outside keep who is to join whom, and read the log anew', async () => {
    const log = put(
      'node.log',
      '[2026-11-23T22:21:21,848][WARN ][o.e.c.c.ClusterFormationFailureHelper] [es03] master not discovered yet\n',
    );
    let report: Report | null = null;
    let labels: readonly string[] = [];
    await withNodes([{}, {}, { authority: makeCa({ subject: 'other transport CA' }) }], async (targets) => {
      const [first = '', second = '', third = ''] = targets.map((target) => target.replace('transport://', ''));
      labels = [first, second, third];
      report = await saved('join', [third, '--to', first, second, '--log', log]);
    });
    assert.ok(report !== null && (report as Report).cause != null);
    assert.deepEqual(timeless(await replayed('join', '--log', log)), timeless(report));
    const turned = await replayed('join', labels[0] ?? '', '--to', labels[2] ?? '');
    assert.deepEqual(
      turned.endpoints.map(({ target }) => target),
      [labels[0], labels[2]],
    );
  });

  it('of a Kibana tell the same with its files, and where it was said to connect to', async () => {
    const ca = makeCa({ subject: 'acme HTTP CA' });
    const names = ['DNS:localhost', 'IP:127.0.0.1'] as const;
    const tls = { clientAuthentication: 'none' as const, clientTrust: [] };
    const application = elasticsearchApplication({ name: 'es01', clusterName: 'acme', version: '9.1.2', security: 'on' });
    const es = await startListener({
      host: '127.0.0.1',
      port: 0,
      tls: { ...tls, identity: issue(ca, { subject: 'es01', altNames: names }) },
      application,
    });
    const own = await startListener({ host: '127.0.0.1', port: 0, tls: null, application: kibanaApplication({ name: 'kibana' }) });
    put('es-ca.crt', makeCa({ subject: 'acme HTTP CA' }).certificatePem);
    put('kibana.yml', `elasticsearch.hosts: ["https://localhost:1"]\nelasticsearch.ssl.certificateAuthorities: [${at('es-ca.crt')}]\n`);
    let report: Report;
    try {
      report = await saved('kibana', [
        '--config',
        folder,
        '--release',
        '9.1.2',
        '--to',
        `https://localhost:${es.port}`,
        '--self',
        `127.0.0.1:${own.port}`,
      ]);
    } finally {
      await Promise.all([es.close(), own.close()]);
    }
    assert.notEqual(report.cause, null);
    assert.ok(report.endpoints.length >= 2);
    assert.deepEqual(timeless(await replayed('kibana', '--config', folder, '--release', '9.1.2')), timeless(report));
    assert.equal((await replayed('scan')).endpoints.length, report.endpoints.length);
    for (const command of ['matrix', 'join'])
      assert.equal(await refused(command, '--replay', at('run.json')), `${at('run.json')}: ${command} cannot use what kibana saved`);
  });

  it('keep what the REST API told, and nothing of who asked', async () => {
    const password = 'marked-password-7f3a';
    const ca = put('ca.pem', toPem('CERTIFICATE', restCa.certificate));
    const other = await startRestServer((port) => recordedAnswers(port, { name: 'es-2' }));
    // It repeats what it was sent.
    const first = await startRestServer((port) => ({
      ...recordedAnswers(port, { others: [{ name: 'es-2', http: other.port, transport: 1 }] }),
      '/_remote/info': (request, response) => {
        const sent = Buffer.from(request.headers.authorization?.split(' ')[1] ?? '', 'base64').toString('latin1');
        const remote = { connected: false, seeds: ['10.0.0.1:9300'], mode: 'sniff' };
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ [`remote ${sent}`]: remote }));
      },
    }));
    const credentials = ['--user', 'elastic', '--user-password-file', put('password', `${password}\n`)];
    let report: Report;
    try {
      report = await saved('scan', [`https://127.0.0.1:${first.port}`, '--ca', ca, '--discover', '--timeout', '1', ...credentials]);
      assert.ok(first.requests.some(({ authorization }) => authorization !== undefined));
    } finally {
      await Promise.all([first.close(), other.close()]);
    }
    assert.ok((report.discovery?.added.length ?? 0) > 0);
    assert.deepEqual(timeless(await replayed('scan')), timeless(report));
    const text = readFileSync(at('run.json'), 'utf8');
    const octets = [...text.matchAll(/"([A-Za-z0-9+/]{16,}={0,2})"/g)].map(([, base64 = '']) =>
      Buffer.from(base64, 'base64').toString('latin1'),
    );
    const token = Buffer.from(`elastic:${password}`).toString('base64');
    for (const one of [text, ...octets]) for (const mark of [password, 'marked-', token]) assert.ok(!one.includes(mark));
    assert.match(text, /\(secret\)/, 'the server did send it back');
    // One that was found, alone: it brings in no other.
    const found = report.discovery?.added.find((label) => label.includes(`:${other.port}`)) ?? '';
    const alone = await replayed('scan', `https://127.0.0.1:${other.port}`);
    assert.deepEqual(
      alone.endpoints.map(({ target }) => target),
      [found],
    );
    assert.equal(alone.discovery?.added.length ?? 0, 0);
    // The environment gives no credentials to what asks nothing.
    const { status } = await runCli(['scan', '--replay', at('run.json')], { env: { HANDCLASP_API_KEY: 'not a key' } });
    assert.notEqual(status, 2);
  });

  it('save nothing rather than what a mask would spoil', async () => {
    const server = await startRestServer((port) => recordedAnswers(port));
    try {
      const ca = put('ca.pem', toPem('CERTIFICATE', restCa.certificate));
      const credentials = ['--user', 'elastic', '--user-password-file', put('password', 'accepted\n')];
      const args = [`https://127.0.0.1:${server.port}`, '--ca', ca, ...credentials, '--format', 'json', '--save', at('run.json')];
      const { status, out, err } = await runCli(['scan', ...args]);
      assert.equal(status, 2);
      assert.match(err, /^handclasp: the run cannot be saved: a password that it was given is also a word of the file/);
      assert.equal(JSON.parse(out).endpoints.length, 1, 'the report is written all the same');
      assert.ok(!readdirSync(folder).some((name) => name.includes('run.json')));
    } finally {
      await server.close();
    }
  });

  it('save what an interrupted run came to, which stays a part', async () => {
    const interruption = new AbortController();
    const sockets: Socket[] = [];
    const silent = createServer((socket) => {
      sockets.push(socket.on('error', () => {}));
      interruption.abort('SIGINT');
    });
    const port = await listening(silent);
    let report: Report | null = null;
    await withNodes([{}], async (targets) => {
      report = await saved('scan', [...targets, `127.0.0.1:${port}`, '--concurrency', '1'], { interrupted: interruption.signal });
    });
    for (const socket of sockets) socket.destroy();
    silent.close();
    const interrupted = report as Report | null;
    assert.equal(interrupted?.partial, true);
    assert.equal(interrupted.endpoints.length, 1);
    assert.deepEqual(timeless(await replayed('scan')), timeless(interrupted));
  });

  it('leave the file that was there when the run cannot begin', async () => {
    put('run.json', 'what was there');
    assert.match(await refused('scan', 'no:such:target', '--save', at('run.json')), /no:such:target/);
    assert.equal(readFileSync(at('run.json'), 'utf8'), 'what was there');
  });

  it('refuse to save where nothing can be written, or something else is', async () => {
    assert.match(
      await refused('scan', '127.0.0.1:1', '--save', join(folder, 'nowhere', 'run.json')),
      /cannot write .*there is no directory/,
    );
    assert.match(await refused('scan', '127.0.0.1:1', '--save', folder), /it is a directory/);
    assert.match(await refused('scan', '127.0.0.1:1', '--save', at('a.json'), '-o', at('a.json')), /given twice/);
    assert.match(await refused('scan', '127.0.0.1:1', '--save', '-'), /--save needs a file/);
    for (const option of ['--save', '--replay'])
      assert.equal(
        await refused('scan', '127.0.0.1:1', option, at('run.json'), '--format', 'ndjson'),
        `${option} is not for streamed scans`,
      );
  });

  it('refuse beside --replay whatever says what to ask, or how', async () => {
    const sample = ({ name, argument }: Option) =>
      argument === null
        ? []
        : [
            argument.kind === 'choice'
              ? (argument.choices[0] ?? '')
              : argument.kind === 'number' || argument.kind === 'duration'
                ? // Days, where seconds would make no sense.
                  name === 'keep'
                  ? '2d'
                  : '2'
                : 'something',
          ];
    const asking: string[] = [];
    for (const { name, options } of commands) {
      if (!('replay' in options)) continue;
      for (const option of Object.values(options).filter(({ asks }) => asks)) {
        asking.push(option.name);
        assert.equal(
          await refused(name, '--replay', at('run.json'), `--${option.name}`, ...sample(option)),
          `--${option.name} and --replay cannot be used together`,
        );
      }
    }
    const expected = [
      'depth',
      'timeout',
      'concurrency',
      'user',
      'api-key-file',
      'discover',
      'cert',
      'key',
      'keystore',
      'save',
      'history',
      'lab',
    ];
    for (const name of [...expected, 'try-self-signed', 'max-per-host', 'max-rate', 'max-per-network', 'threads', 'resume'])
      assert.ok(asking.includes(name), name);
  });

  it('refuse what is no saved run, with the file and the place', async () => {
    await withNodes([{}], async (targets) => {
      await saved('scan', [...targets, '--depth', 'quick']);
    });
    const whole = readFileSync(at('run.json'), 'utf8');
    const file = at('damaged.json');
    const cases: readonly (readonly [text: string, expected: RegExp])[] = [
      [whole.slice(0, 500), /: it is not JSON$/],
      ['', /: it is not JSON$/],
      ['{"schema":"handclasp.report/1"}', /: it is handclasp\.report\/1, where handclasp\.observations\/1 was expected$/],
      [whole.replace('observations/1', 'observations/2'), /: it is handclasp\.observations\/2, where/],
      [whole.replace('"host":"127.0.0.1"', '"host":7'), /: targets\[0\]\.host: /],
      [whole.replace(/"chain":\["/, '"chain":["!'), /: asked\[0\]\.observations\[0\]\.conversations\[0\]\.chain\[0\]: /],
    ];
    for (const [text, expected] of cases) {
      writeFileSync(file, text);
      const line = await refused('scan', '--replay', file);
      assert.ok(line.startsWith(file), line);
      assert.match(line, expected);
    }
    assert.match(await refused('scan', '--replay', at('nowhere.json')), /cannot read the saved run/);
    assert.equal(await refused('scan', 'es09', '--replay', at('run.json')), `${at('run.json')} has nothing of es09`);
  });
});
