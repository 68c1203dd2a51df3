import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../bin/', import.meta.url));

describe('the command, as it is packed', () => {
  before(function () {
    // From the sources there is none.
    if (!existsSync(folder) || !existsSync(`${folder}scan-worker.js`)) this.skip();
  });

  it('has the licence of each package that is in it', () => {
    const licences = readFileSync(`${folder}THIRD-PARTY-LICENSES.txt`, 'utf8');
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
    const text = scripts.map((name) => readFileSync(folder + name, 'utf8')).join('\n');
    // The bundler says above each part where it comes from.
    const packages = new Set(
      [...text.matchAll(/^\s*\/\/ node_modules\/(?:.*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\//gm)].map(([, name]) => name),
    );
    assert.ok(packages.has('pkijs') && packages.has('yargs'), [...packages].join(' '));
    for (const name of packages) assert.match(licences, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  });

  it('answers --version without loading what reads arguments', () => {
    const entry = readFileSync(`${folder}handclasp.js`, 'utf8');
    const imported = [...entry.matchAll(/^(?:import|export) .*?from "\.\/(.*?)"/gm)].map(([, file]) => file);
    for (const file of imported) assert.doesNotMatch(readFileSync(`${folder}${file}`, 'utf8'), /node_modules\//, file);
    assert.doesNotMatch(entry, /node_modules\//);
  });
});
