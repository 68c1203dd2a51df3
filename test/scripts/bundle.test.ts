import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../bin/', import.meta.url));

describe('the command, as it is packed', () => {
  before(function () {
    // From the sources there is none.
    if (!existsSync(folder) || !existsSync(`${folder}scan-worker.js`)) this.skip();
  });

  it('has the licence of each package that is in it', () => {
    const licences = readFileSync(`${folder}THIRD-PARTY-LICENSES.txt`, 'utf8');
    const packages = new Set(Object.values(outputs()).flatMap(({ inputs }) => packagesIn(Object.keys(inputs))));
    assert.ok(packages.has('pkijs') && packages.has('zod'), [...packages].join(' '));
    for (const name of packages) assert.match(licences, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  });

  // What a start reads before it does anything is most of what it takes: these lists are to stay as short as they are.
  it('answers --version with what has the version, and no more', () => {
    assert.deepEqual(loadedBy(/^handclasp\.js$/), ['bin/handclasp.ts', 'src/cli/start.ts', 'src/model/tool-version.ts']);
  });

  it('reads arguments without what does a command', () => {
    assert.deepEqual(roomsLoadedBy(/^run-process-/), ['cli', 'model', 'output']);
    assert.deepEqual(roomsLoadedBy(/^parse-arguments-/), ['cli', 'model', 'output']);
  });

  it('explains a rule with the texts of rules and lines of logs, without what looks at anything', () => {
    assert.deepEqual(roomsLoadedBy(/^run-explain-/), ['cli', 'jobs/explain', 'logs', 'model', 'output', 'rules', 'wording']);
    const texts = ['src/logs/catalogue/', 'src/logs/client-lines/'];
    const logs = loadedBy(/^run-explain-/).filter((file) => file.startsWith('src/logs/') && !texts.some((one) => file.startsWith(one)));
    assert.deepEqual(logs, ['src/logs/find-log-line.ts']);
  });

  it('scans without files, stores, the lab, other commands, and what writes the report', () => {
    assert.deepEqual(
      roomsLoadedBy(/^run-scan-/),
      [
        'cli',
        'elastic',
        'evidence',
        'jobs/scan',
        'model',
        'output',
        'probe',
        'replay',
        'report',
        'rules',
        'tls',
        'wording',
        'x509',
      ].toSorted(),
    );
    const loaded = loadedBy(/^run-scan-/);
    assert.deepEqual(
      loaded.filter((file) => /^src\/output\/text\/render-|^src\/replay\/(?!recording)/.test(file)),
      [],
    );
    assert.deepEqual(packagesIn(loaded), ['@noble/hashes', '@peculiar/utils', 'asn1js', 'bytestreamjs', 'get-east-asian-width', 'pkijs']);
  });

  it('compares runs and lists them without what asks or judges, and without what checks an import', () => {
    for (const [command, rooms] of [
      [/^run-diff-/, ['cli', 'history', 'model', 'output', 'wording']],
      [/^run-history-/, ['cli', 'history', 'model', 'output']],
    ] as const) {
      assert.deepEqual(roomsLoadedBy(command), rooms);
      assert.deepEqual(packagesIn(loadedBy(command)), []);
    }
  });

  it('hands a stream to its threads without what scans: that is loaded by each of them', () => {
    assert.deepEqual(roomsLoadedBy(/^run-mass-scan-/), ['cli', 'fleet', 'model', 'output']);
    assert.deepEqual(packagesIn(loadedBy(/^run-mass-scan-/)), ['get-east-asian-width']);
    assert.deepEqual(
      roomsLoadedBy(/^scan-worker\.js$/),
      ['elastic', 'evidence', 'fleet', 'jobs/scan', 'model', 'probe', 'report', 'rules', 'tls', 'wording', 'x509'].toSorted(),
    );
  });

  it('opens few files for a scan, and imports of another what is there', () => {
    assert.ok(filesLoadedBy(/^run-scan-/).length <= 30, filesLoadedBy(/^run-scan-/).join(' '));
    const all = outputs();
    let seen = 0;
    for (const file of Object.keys(all).filter((one) => one.endsWith('.js')))
      for (const [, names = '', from = ''] of readFileSync(`${folder}../../${file}`, 'utf8').matchAll(
        /\bimport(?:\{([^}]*)\}from)?"\.\/([\w-]+\.js)"/g,
      )) {
        const there = all[`dist/bin/${from}`]?.exports;
        assert.ok(there, `${file} imports ${from}`);
        for (const name of names.split(',').flatMap((one) => one.split(' as ')[0] || [])) {
          assert.ok(there.includes(name), `${file} imports ${name} of ${from}`);
          seen += 1;
        }
      }
    assert.ok(seen > 1000, String(seen));
  });

  it('makes nothing in each of its files that takes time', () => {
    for (const file of Object.keys(outputs()))
      assert.doesNotMatch(readFileSync(`${folder}../../${file}`, 'utf8'), /createRequire\(import\.meta/, file);
  });
});

/** What the bundler says of a file that it wrote. */
type Output = {
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
  readonly exports: readonly string[];
};

/** The files of ours and of packages that come with an output at once. */
function loadedBy(name: RegExp): readonly string[] {
  const all = outputs();
  // What nothing was taken of is named as well.
  return filesLoadedBy(name)
    .flatMap((file) => Object.entries(all[file]?.inputs ?? {}))
    .flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []))
    .toSorted();
}

/** The outputs that are loaded with one of them. */
function filesLoadedBy(name: RegExp): readonly string[] {
  const all = outputs();
  const first = Object.keys(all).find((file) => name.test(file.replace('dist/bin/', '')));
  assert.ok(first, `no output is called ${name}`);
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind } of all[file]?.imports ?? []) if (kind === 'import-statement' && path in all) load(path);
  };
  load(first);
  return [...loaded];
}

/** Rooms, those of jobs by the job. */
function roomsLoadedBy(name: RegExp): readonly string[] {
  const rooms = loadedBy(name).flatMap((file) => /^src\/(jobs\/[^/]+|[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(rooms)];
}

function outputs(): Readonly<Record<string, Output>> {
  return JSON.parse(readFileSync(`${folder}../bundle.json`, 'utf8')).outputs;
}

function packagesIn(files: readonly string[]): readonly string[] {
  return [...new Set(files.flatMap((file) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []))];
}
