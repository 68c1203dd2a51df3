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
    const packages = new Set(Object.values(outputs()).flatMap(packagesIn));
    assert.ok(packages.has('pkijs') && packages.has('zod'), [...packages].join(' '));
    for (const name of packages) assert.match(licences, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  });

  it('answers --version without loading what reads arguments', () => {
    const loaded = inputsLoadedBy(/^handclasp\.js$/);
    assert.ok(loaded.includes('src/cli/main.ts'), loaded.join(' '));
    assert.deepEqual(packagesIn({ inputs: Object.fromEntries(loaded.map((file) => [file, null])), imports: [] }), []);
    assert.deepEqual(
      loaded.filter((file) => !/^(bin|src\/(cli|model|output))\//.test(file)),
      [],
    );
  });

  it('loads for a command no room that the command has no use for, though all of it imports one list', () => {
    const explain = inputsLoadedBy(/^explain-command-/);
    assert.ok(explain.includes('src/jobs/explain/explain-rule.ts'), explain.join(' '));
    assert.deepEqual(
      explain.filter((file) => /^src\/(probe|tls|fleet|replay|lab|settings|stores)\//.test(file)),
      [],
    );
    const scan = inputsLoadedBy(/^scan-command-/);
    assert.ok(scan.includes('src/jobs/scan/scan.ts'), scan.join(' '));
    assert.deepEqual(
      scan.filter((file) => /^src\/(fleet|settings|jobs\/(join|kibana|matrix|inspect|explain))\/|saved-run\.ts$/.test(file)),
      [],
    );
  });
});

/** What the bundler says of a file that it wrote. */
type Output = {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
};

/** The files of ours and of packages that come with an output at once. */
function inputsLoadedBy(name: RegExp): readonly string[] {
  const all = outputs();
  const first = Object.keys(all).find((file) => name.test(file.replace('dist/bin/', '')));
  assert.ok(first, `no output is called ${name}`);
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind } of all[file]?.imports ?? []) if (kind === 'import-statement') load(path);
  };
  load(first);
  return [...loaded].flatMap((file) => Object.keys(all[file]?.inputs ?? {}));
}

function outputs(): Readonly<Record<string, Output>> {
  return JSON.parse(readFileSync(`${folder}../bundle.json`, 'utf8')).outputs;
}

function packagesIn({ inputs }: Output): readonly string[] {
  return Object.keys(inputs).flatMap((file) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
}
