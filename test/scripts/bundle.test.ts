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
    assert.ok(packages.has('pkijs') && packages.has('cli-table3'), [...packages].join(' '));
    for (const name of packages) assert.match(licences, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  });

  it('answers --version without loading what reads arguments', () => {
    const all = outputs();
    const loaded = new Set<string>();
    const load = (file: string) => {
      if (loaded.has(file)) return;
      loaded.add(file);
      for (const { path, kind } of all[file]?.imports ?? []) if (kind === 'import-statement') load(path);
    };
    load('dist/bin/handclasp.js');
    assert.ok(loaded.size > 1, [...loaded].join(' '));
    assert.deepEqual(
      [...loaded].flatMap((file) => packagesIn(all[file] ?? { inputs: {}, imports: [] })),
      [],
    );
  });
});

/** What the bundler says of a file that it wrote. */
type Output = {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
};

function outputs(): Readonly<Record<string, Output>> {
  return JSON.parse(readFileSync(`${folder}../bundle.json`, 'utf8')).outputs;
}

function packagesIn({ inputs }: Output): readonly string[] {
  return Object.keys(inputs).flatMap((file) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
}
