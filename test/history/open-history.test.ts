import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { migrations } from '../../src/history/migrations.ts';
import { explainedFault, isNetworkType, openHistory, readHistory } from '../../src/history/open-history.ts';
import { openDatabase } from '../../src/history/sqlite.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { endpointState, keep } from '../support/past-runs.ts';
import { root } from '../support/sources.ts';

const states = { 'a:9300': endpointState() };

describe('the file of a history', () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
  });
  let number = 0;
  beforeEach(() => {
    number += 1;
    mkdirSync(join(folder, String(number)));
    file = join(folder, String(number), 'tls.db');
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A history with a run in it. */
  async function begun(runs = 1): Promise<void> {
    const history = await openHistory(file);
    for (let day = 0; day < runs; day++) keep(history, day, states);
    history.close();
  }
  async function refusal(job: Promise<unknown>): Promise<UsageError> {
    const error = await job.then(
      () => assert.fail('it was opened'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof UsageError, String(error));
    return error;
  }
  const beside = () => readdirSync(join(file, '..')).sort();

  it('is readable and writable by its owner alone, whatever the umask says', async () => {
    const before = process.umask(0o000);
    try {
      await begun();
    } finally {
      process.umask(before);
    }
    for (const name of beside()) assert.equal(statSync(join(file, '..', name)).mode & 0o777, 0o600, name);
  });

  it('is whole by itself once it is closed', async () => {
    await begun(3);
    const copy = join(folder, `copy-${number}.db`);
    writeFileSync(copy, readFileSync(file));
    const history = await readHistory(copy);
    assert.equal(history.runs().length, 3);
    history.close();
  });

  it('that is not there is nothing to look into', async () => {
    assert.equal((await refusal(readHistory(file))).code, 'history-missing');
    assert.deepEqual(beside(), []);
  });

  it('of a newer release is left alone', async () => {
    await begun();
    const database = await openDatabase(file, { readOnly: false, timeoutMs: 1_000 });
    database.exec(`PRAGMA user_version = ${migrations.length + 1}; PRAGMA wal_checkpoint(TRUNCATE)`);
    database.close();
    const before = readFileSync(file);
    for (const open of [openHistory, readHistory]) {
      const { code, message } = await refusal(open(file));
      assert.equal(code, 'history-newer');
      const versions = `(version ${migrations.length + 1}; this release knows version ${migrations.length})`;
      assert.ok(message.endsWith(`is from a newer release of handclasp ${versions}`), message);
    }
    assert.deepEqual(readFileSync(file), before);
  });

  it('of another program is left alone', async () => {
    const database = await openDatabase(file, { readOnly: false, timeoutMs: 1_000 });
    database.exec('CREATE TABLE recipes (name TEXT)');
    database.close();
    const before = readFileSync(file);
    for (const open of [openHistory, readHistory]) assert.equal((await refusal(open(file))).code, 'history-foreign');
    assert.deepEqual(readFileSync(file), before);
  });

  it('that is no database is left alone', async () => {
    writeFileSync(file, 'root:x:0:0:root:/root:/bin/bash\n');
    for (const open of [openHistory, readHistory]) assert.equal((await refusal(open(file))).code, 'history-foreign');
    assert.deepEqual(beside(), ['tls.db']);
    assert.equal(readFileSync(file, 'utf8'), 'root:x:0:0:root:/root:/bin/bash\n');
  });

  describe('that is damaged', () => {
    const faults: Readonly<Record<string, (whole: Buffer) => Buffer>> = {
      'cut off': (whole) => whole.subarray(0, Math.floor(whole.length / 2)),
      'overwritten in its middle': (whole) =>
        Buffer.concat([whole.subarray(0, 5_000), Buffer.alloc(whole.length - 9_000, 0x5a), whole.subarray(whole.length - 4_000)]),
      'zeros, as a power failure leaves it': (whole) => Buffer.alloc(whole.length),
      'broken in its first page': (whole) => Buffer.concat([whole.subarray(0, 16), Buffer.alloc(84, 0xff), whole.subarray(100)]),
    };
    for (const [fault, damage] of Object.entries(faults)) {
      it(`(${fault}) is set aside, and a new one is begun`, async () => {
        await begun(5);
        const damaged = damage(readFileSync(file));
        writeFileSync(file, damaged);
        const told: (readonly [string, string])[] = [];
        const history = await openHistory(file, { onSetAside: (...both) => told.push(both) });
        assert.deepEqual(history.runs(), []);
        keep(history, 0, states);
        history.close();
        assert.equal(told.length, 1);
        const [, aside = ''] = told[0] ?? [];
        assert.match(aside, /\/tls\.db\.damaged-\d{8}T\d{6}Z$/);
        assert.deepEqual(readFileSync(aside), damaged);
        const again = await readHistory(file);
        assert.equal(again.runs().length, 1);
        again.close();
      });
    }

    it('is told, and left where it is, by who looks into it', async () => {
      await begun(5);
      const damaged = readFileSync(file).subarray(0, 6_000);
      writeFileSync(file, damaged);
      const looked = async () => {
        const history = await readHistory(file);
        try {
          history.runs();
        } catch (error) {
          throw await explainedFault(error, file);
        } finally {
          history.close();
        }
      };
      const error = await refusal(looked());
      assert.equal(error.code, 'history-damaged');
      assert.deepEqual(readFileSync(file), damaged);
    });

    it('never takes a name that is taken', async () => {
      for (let times = 0; times < 3; times++) {
        writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(5_000, times + 1)]));
        (await openHistory(file)).close();
      }
      const aside = beside().filter((name) => name.includes('.damaged-') && !/-(wal|shm)$/.test(name));
      assert.equal(aside.length, 3);
      assert.deepEqual(aside.map((name) => readFileSync(join(file, '..', name)).at(-1)).sort(), [1, 2, 3]);
    });
  });

  it('takes runs of several processes that begin it together, and loses none', async function () {
    this.timeout(60_000);
    const compiled = join(root, 'dist/src/history/open-history.js');
    const isCompiled = import.meta.url.includes('/dist/');
    const module = pathToFileURL(isCompiled ? compiled : join(root, 'src/history/open-history.ts')).href;
    const { run } = (await import('../support/past-runs.ts')).scanOf(3, 0);
    const program = join(folder, `writer-${number}.mjs`);
    writeFileSync(
      program,
      `import { openHistory } from ${JSON.stringify(module)};
       const history = await openHistory(process.argv[2]);
       for (let at = 0; at < 10; at++) history.add(${JSON.stringify(run)});
       history.close();`,
    );
    const writers = Array.from({ length: 4 }, () =>
      spawn(process.execPath, [...(isCompiled ? [] : ['--import', 'tsx']), program, file], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
    const ended = await Promise.all(
      writers.map(async (writer) => {
        let said = '';
        writer.stderr.on('data', (data) => {
          said += data;
        });
        const [status] = await once(writer, 'exit');
        return [status, said];
      }),
    );
    assert.deepEqual(
      ended,
      writers.map(() => [0, '']),
    );
    const history = await readHistory(file);
    try {
      assert.equal(history.runs().length, 40);
      assert.equal(history.counts().states, 120);
      assert.equal(new Set(history.runs().map(({ id }) => id)).size, 40);
    } finally {
      history.close();
    }
  });

  it('says so where another process writes for longer than one waits', async () => {
    await begun();
    const other = await openDatabase(file, { readOnly: false, timeoutMs: 0 });
    other.exec('BEGIN IMMEDIATE');
    const history = await openHistory(file, { timeoutMs: 50 });
    try {
      assert.throws(() => keep(history, 1, states), /database is locked/);
      other.exec('ROLLBACK');
      keep(history, 1, states);
      assert.equal(history.runs().length, 2);
    } finally {
      history.close();
      other.close();
    }
  });

  it('cannot be begun where there is no folder, and says so', async () => {
    const { code, message } = await refusal(openHistory(join(folder, 'none', 'tls.db')));
    assert.equal(code, 'history-unwritable');
    assert.match(message, /there is no such directory$/);
    const { message: directory } = await refusal(openHistory(folder));
    assert.match(directory, /it is a directory$/);
  });

  it('is looked into in a folder where nothing may be written', async () => {
    await begun(2);
    for (const name of beside().filter((each) => each !== 'tls.db')) rmSync(join(file, '..', name));
    chmodSync(join(file, '..'), 0o500);
    try {
      const history = await readHistory(file);
      assert.equal(history.runs().length, 2);
      history.close();
    } finally {
      chmodSync(join(file, '..'), 0o700);
    }
  });

  it('is not kept on a file system of the network', () => {
    // statfs(2) of NFS and CIFS, as a signed number too, and of ext4, tmpfs and overlayfs.
    for (const type of [0x6969, 0xff534d42, 0xff534d42 | 0]) assert.ok(isNetworkType(type), type.toString(16));
    for (const type of [0xef53, 0x01021994, 0x794c7630]) assert.ok(!isNetworkType(type), type.toString(16));
  });

  it('has a version for each step that brings it there', async () => {
    await begun();
    const database = await openDatabase(file, { readOnly: true, timeoutMs: 1_000 });
    assert.equal(Object.values(database.prepare('PRAGMA user_version').get() ?? {})[0], migrations.length);
    assert.equal(Object.values(database.prepare('PRAGMA journal_mode').get() ?? {})[0], 'wal');
    database.close();
    assert.ok(existsSync(file));
  });
});
