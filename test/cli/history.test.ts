import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { type Listener, startListener } from '../../src/lab/servers/listener.ts';
import { elasticsearch8Node, transportApplication } from '../../src/lab/servers/transport-application.ts';
import { toolVersion } from '../../src/model/tool-version.ts';
import { clusterCa } from '../support/loopback-cluster.ts';
import { sourceText } from '../support/sources.ts';
import { runCli } from './run-cli.ts';

/** Whether a document is one of those that the schema of histories has. */
const holdsToSchema = (() => {
  const ajv = new Ajv({ strict: false, logger: false, formats: { 'date-time': true, uuid: true } });
  const schema = JSON.parse(
    sourceText('schema/history.schema.json').replace(
      'https://json-schema.org/draft/2020-12/schema',
      'http://json-schema.org/draft-07/schema#',
    ),
  );
  return ajv.compile(schema);
})();

describe('--history, history and diff', function () {
  this.timeout(60_000);
  let folder: string;
  let node: Listener | null = null;
  let port = 0;
  const at = (name: string) => join(folder, name);

  /** A node at the same port again, with a certificate of another kind. */
  async function restart(
    certificate: Parameters<typeof issue>[1] = {},
    change: { readonly clientAuthentication?: 'required' | 'optional'; readonly authority?: typeof clusterCa } = {},
  ): Promise<void> {
    await node?.close();
    const authority = change.authority ?? clusterCa;
    const identity = issue(authority, { subject: 'es01', altNames: ['DNS:es01', 'IP:127.0.0.1'], ...certificate });
    node = await startListener({
      host: '127.0.0.1',
      port,
      tls: { identity, clientAuthentication: change.clientAuthentication ?? 'required', clientTrust: [clusterCa.certificatePem] },
      application: transportApplication(elasticsearch8Node),
    });
    port = node.port;
  }
  const scan = (...args: readonly string[]) =>
    runCli(['scan', `transport://127.0.0.1:${port}`, '--ca', at('ca.pem'), '--history', at('tls.db'), '--exit-zero', ...args]);
  const diff = (...args: readonly string[]) => runCli(['diff', '--history', at('tls.db'), ...args]);
  const told = async (command: Promise<{ readonly out: string }>) => JSON.parse((await command).out);
  const kinds = async (...args: readonly string[]) =>
    (await told(diff('--json', ...args))).changes.map(
      ({ kind, severity }: { readonly kind: string; readonly severity: string }) => `${severity} ${kind}`,
    );

  const flat = (text: string) => text.replace(/\s+/g, ' ');

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    writeFileSync(at('ca.pem'), clusterCa.certificatePem);
    await restart();
  });
  after(async () => {
    await node?.close();
    rmSync(folder, { recursive: true });
  });

  it('keeps a run, says so, and has nothing before it', async () => {
    const { err } = await scan();
    assert.equal(err, `handclasp: kept as run 1 in ${at('tls.db')}\n`);
    assert.equal(statSync(at('tls.db')).mode & 0o777, 0o600);
    const { status, err: none } = await diff();
    assert.equal(status, 2);
    assert.match(none, /has no run before 1 of the same command and targets\n {2}run it again with --history, then compare/);
  });

  it('nothing changed where nothing did', async () => {
    assert.equal((await scan('-q')).err, '');
    const { status, out } = await diff();
    assert.equal(status, 0);
    assert.match(out, /^OK {4}Nothing changed since run 1 \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)$/m);
    const { changes, endpoints } = await told(diff('--json'));
    assert.deepEqual([changes, endpoints], [[], { compared: 1, changed: 0 }]);
  });

  it('tells a certificate that was renewed, with a new key', async () => {
    await restart({ notAfter: new Date(Date.now() + 900 * 86_400_000) });
    await scan();
    const { status, out } = await diff();
    assert.equal(status, 0);
    assert.match(
      flat(out),
      / INFO Certificate renewed with a new key: until \d{4}-\d\d-\d\d \(before: \d{4}-\d\d-\d\d\) 127\.0\.0\.1:\d+ /,
    );
  });

  it('tells strangers at the door, and ends in 1', async () => {
    await restart({}, { clientAuthentication: 'optional' });
    await scan();
    const { status, out } = await diff();
    assert.equal(status, 1);
    assert.match(out, /^FAIL {2}\d changes since run 3 .*: \d critical/m);
    assert.match(out, /^CRITICAL {2}Client authentication weakened: optional \(before: required\)$/m);
    assert.match(out, /^CRITICAL {2}New problem: Transport accepts clients without a certificate$/m);
    assert.equal((await diff('--fail-on', 'never')).status, 0);
    assert.equal((await diff('--exit-zero')).status, 0);
  });

  it('compares with the run that is named, by number and by time', async () => {
    assert.deepEqual(await kinds('1', '2'), []);
    assert.ok((await kinds('1')).includes('critical client-auth-weakened'));
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { status, err } = await diff(tomorrow);
    assert.equal(status, 2);
    assert.match(err, /run 4 was named as the earlier and as the later one/);
    assert.match((await diff('7')).err, /tls\.db has no run 7\n {2}the latest is 4;/);
    assert.match((await diff('yesterday')).err, /"yesterday" names no run\n/);
    assert.match((await diff('2001-01-01')).err, /has no run 2001-01-01\n/);
    assert.match((await diff('1', '2', '3')).err, /unexpected argument "3"\n/);
  });

  it('tells another CA, and that all is well again', async () => {
    await restart({ subject: 'es01' }, { authority: makeCa({ subject: 'other CA' }) });
    await scan();
    assert.ok((await kinds()).includes('medium issuer-changed'));
    await restart();
    await scan();
    const found = await kinds();
    assert.ok(found.includes('info finding-closed'), found.join());
    await restart({}, { clientAuthentication: 'optional' });
    await scan();
    assert.ok((await kinds()).includes('critical finding-reopened'));
  });

  it('lists runs, the latest first, with how many endpoints changed', async () => {
    const { out, status } = await runCli(['history', '--history', at('tls.db'), '--last', '3']);
    assert.equal(status, 0);
    const rows = out.split('\n').slice(0, 4);
    assert.match(rows[0] ?? '', /^RUN +STARTED \(UTC\) +COMMAND +ENDPOINTS +CRIT +HIGH +MED +NOT CHECKED +CHANGED$/);
    assert.deepEqual(
      rows.slice(1).map((row) => [row.split(/\s+/)[0], /1 endpoint$/.test(row)]),
      [
        ['7', true],
        ['6', true],
        ['5', true],
      ],
    );
    const { runs } = await told(runCli(['history', '--history', at('tls.db'), '--json']));
    assert.deepEqual(
      runs.map(({ id, changed }: { readonly id: number; readonly changed: number | null }) => [id, changed]),
      [
        [7, 1],
        [6, 1],
        [5, 1],
        [4, 1],
        [3, 1],
        [2, 0],
        [1, null],
      ],
    );
  });

  it('writes a page of all runs, and none of a single one', async () => {
    const { status, err } = await runCli(['history', '--history', at('tls.db'), '-o', at('page.html')]);
    assert.deepEqual([status, err], [0, '']);
    const page = readFileSync(at('page.html'), 'utf8');
    assert.match(page, /<h1>\w+: [^<]*endpoint/);
    for (const title of ['What is wrong now', 'What ends next', 'What changed', 'Problems over time', 'Endpoints'])
      assert.ok(page.includes(`<h2>${title}</h2>`), title);
    const refused = await runCli(['history', 'show', '--history', at('tls.db'), '-o', at('run.html')]);
    assert.equal(refused.status, 2);
    assert.match(refused.err, /^handclasp: history show writes no html\n/);
  });

  it('shows a run as it was judged then', async () => {
    const { out } = await runCli(['history', 'show', '4', '--history', at('tls.db')]);
    assert.match(out, new RegExp(`^Run 4: scan of .* UTC, judged by handclasp ${toolVersion.replaceAll('.', '\\.')}`));
    assert.match(
      flat(out),
      / CRITICAL Transport accepts clients without a certificate: 127\.0\.0\.1:\d+ \(transport-client-auth-optional\) /,
    );
    const run = await told(runCli(['history', 'show', '--history', at('tls.db'), '--json']));
    assert.equal(run.id, 7);
    assert.equal(run.endpoints[0].state.clientAuth, 'optional');
  });

  it('is exported and imported, and another history tells the same', async () => {
    const { out } = await runCli(['history', 'export', '--history', at('tls.db')]);
    assert.equal(out.trimEnd().split('\n').length, 7);
    writeFileSync(at('runs.ndjson'), out);
    const imported = await runCli(['history', 'import', at('runs.ndjson'), '--history', at('copy.db')]);
    assert.equal(imported.out, '7 runs imported.\n');
    const again = await runCli(['history', 'import', '-', '--history', at('copy.db')], { stdin: out });
    assert.equal(again.out, '0 runs imported, 7 known already.\n');
    assert.equal((await runCli(['history', 'export', '--history', at('copy.db')])).out, out);
    const of = async (name: string) => (await runCli(['diff', '--history', at(name)])).out;
    assert.equal(await of('copy.db'), await of('tls.db'));
    const one = await runCli(['history', 'export', '4', '--history', at('tls.db')]);
    assert.equal(one.out, `${out.split('\n')[3]}\n`);
  });

  it('says how far an import came that met a line that is none', async () => {
    const lines = readFileSync(at('runs.ndjson'), 'utf8').split('\n').slice(0, 3);
    writeFileSync(at('half.ndjson'), `${lines.slice(0, 2).join('\n')}\n{"schema":"handclasp.report/1"}\n`);
    const { status, out, err } = await runCli(['history', 'import', at('half.ndjson'), '--history', at('half.db')]);
    assert.deepEqual([status, out], [2, '']);
    assert.match(
      err,
      /^handclasp: 2 runs before line 3 imported\nhandclasp: .*half\.ndjson:3: .*\n {2}give what handclasp history export wrote\n$/,
    );
  });

  it('what a run saw can be judged again', async () => {
    const { out } = await runCli(['history', 'export', '4', '--history', at('tls.db')]);
    writeFileSync(at('run.json'), JSON.stringify(JSON.parse(out).saved));
    const { out: report } = await runCli(['scan', '--replay', at('run.json'), '--json', '--exit-zero']);
    assert.ok(
      JSON.parse(report).endpoints[0].findings.some(({ rule }: { readonly rule: string }) => rule === 'transport-client-auth-optional'),
    );
  });

  it('is a baseline for scans', async () => {
    const { out, status } = await runCli(['scan', `transport://127.0.0.1:${port}`, '--ca', at('ca.pem'), '--baseline', at('tls.db')]);
    assert.equal(status, 0, out);
    assert.match(out, /Since baseline \(\d{4}-\d\d-\d\d\): \+0 problems, -0/);
    const { err, status: none } = await runCli(['scan', 'es01', '--baseline', at('empty.db')]);
    assert.equal(none, 2);
    assert.match(err, /cannot read the baseline/);
  });

  it('keeps matrix and ready as well, each by itself', async () => {
    const both = [`transport://127.0.0.1:${port}`, 'transport://127.0.0.1:1'];
    for (const command of ['matrix', 'ready']) {
      const { err } = await runCli([
        command,
        ...both,
        '--ca',
        at('ca.pem'),
        '--history',
        at('other.db'),
        '--depth',
        'quick',
        '--timeout',
        '1s',
      ]);
      assert.match(err, /kept as run \d in/);
    }
    const { runs } = await told(runCli(['history', '--history', at('other.db'), '--json']));
    assert.deepEqual(
      runs.map(({ command, changed }: { readonly command: string; readonly changed: number | null }) => [command, changed]),
      [
        ['ready', null],
        ['matrix', null],
      ],
    );
  });

  it('deletes what is older than --keep, by itself and by hand', async () => {
    const lines = readFileSync(at('runs.ndjson'), 'utf8').replaceAll(/"uuid":"[^"]*"/g, () => `"uuid":"${crypto.randomUUID()}"`);
    const then = lines.replaceAll(/"startedAt":"\d{4}/g, '"startedAt":"2020').replaceAll(/"finishedAt":"\d{4}/g, '"finishedAt":"2020');
    writeFileSync(at('old.ndjson'), then);
    await runCli(['history', 'import', at('old.ndjson'), '--history', at('tls.db')]);
    await scan('--keep', '90d');
    const count = async () => (await told(runCli(['history', '--history', at('tls.db'), '--json']))).runs.length;
    assert.equal(await count(), 8);
    await runCli(['history', 'import', at('old.ndjson'), '--history', at('tls.db')]);
    assert.equal(await count(), 15);
    assert.equal((await runCli(['history', 'prune', '--keep', '52w', '--history', at('tls.db')])).out, '7 runs deleted, 8 kept.\n');
  });

  it('writes for programs what its schema has', async () => {
    const list = await told(runCli(['history', '--history', at('tls.db'), '--json']));
    const documents = [
      list,
      ...(await Promise.all(
        list.runs.map(({ id }: { readonly id: number }) =>
          told(runCli(['history', 'show', String(id), '--history', at('tls.db'), '--json'])),
        ),
      )),
      ...(await Promise.all([2, 3, 4, 5, 6, 7].map((id) => told(diff(String(id - 1), String(id), '--json', '--exit-zero'))))),
      ...readFileSync(at('runs.ndjson'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ];
    assert.ok(documents.length > 20);
    for (const document of documents)
      assert.ok(holdsToSchema(document), `${document.schema}: ${JSON.stringify(holdsToSchema.errors?.slice(-3))}`);
    assert.ok(!holdsToSchema({ ...list, runs: [{ ...list.runs[0], changed: 'some' }] }));
  });

  it('is damaged, is set aside, and the scan goes on', async () => {
    const damaged = readFileSync(at('copy.db')).subarray(0, 10_000);
    writeFileSync(at('copy.db'), damaged);
    const looked = await runCli(['history', '--history', at('copy.db')]);
    assert.equal(looked.status, 2);
    assert.match(looked.err, /copy\.db is damaged, and was left as it is\n/);
    const { status, err } = await runCli(['scan', `transport://127.0.0.1:${port}`, '--history', at('copy.db'), '--exit-zero']);
    assert.equal(status, 0);
    assert.match(
      err,
      /copy\.db is damaged: it is now .*copy\.db\.damaged-\d{8}T\d{6}Z, and a new history is begun\n[\s\S]*kept as run 1 in/,
    );
    const [aside = ''] = readdirSync(folder).filter((name) => /damaged-\w+$/.test(name));
    assert.deepEqual(readFileSync(at(aside)), damaged);
  });

  it('is refused where it makes no sense, before anything is asked', async () => {
    for (const [args, message] of [
      [['scan', 'es01', '--format', 'ndjson', '--history', 'x.db'], '--history is not for streamed scans'],
      [['scan', '--replay', 'run.json', '--history', 'x.db'], '--history and --replay cannot be used together'],
      [['scan', 'es01', '--keep', '90d'], '--keep needs --history'],
      [['scan', 'es01', '--history', 'x.db', '--keep', '90'], '--keep cannot be "90"'],
      [['history', '--keep', '90d', '--history', 'x.db'], '--keep is for history prune'],
      [['history', 'prune', '--history', 'x.db'], 'history prune needs --keep'],
      [['history', 'import', '--history', 'x.db'], 'history import needs a file'],
      [['history', 'shwo', '--history', 'x.db'], 'history cannot "shwo"'],
      [['history', 'show', '1', '2', '--history', 'x.db'], 'unexpected argument "2"'],
      [['diff'], 'no history was named'],
    ] as const) {
      const { status, err } = await runCli(args);
      assert.equal(status, 2, args.join(' '));
      assert.ok(err.startsWith(`handclasp: ${message}\n`), `${args.join(' ')}: ${err}`);
    }
  });

  it('is looked up in the file of options as well', async () => {
    writeFileSync(at('handclasp.yml'), 'history: tls.db\nkeep: 90d\n');
    const { out, status } = await runCli(['diff', '1', '2', '--config-file', at('handclasp.yml')]);
    assert.equal(status, 0, out);
    const replayed = await runCli(['scan', '--replay', at('run.json'), '--config-file', at('handclasp.yml'), '--exit-zero']);
    assert.equal(replayed.status, 0, replayed.err);
  });
});
