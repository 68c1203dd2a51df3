import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as handclasp from '../src/index.ts';
import { toolVersion } from '../src/model/tool-version.ts';

describe('the library', () => {
  it('has what README promises', () => {
    const promised = [
      'scan',
      'probeTarget',
      'verifyCertificate',
      'openTls',
      'parseTargets',
      'inspectCertificates',
      'findRules',
      'renderTable',
      'renderJson',
      'record',
      'replay',
      'encodeSavedRun',
      'decodeSavedRun',
    ];
    const library: Readonly<Record<string, unknown>> = handclasp;
    for (const name of promised) assert.equal(typeof library[name], 'function', name);
  });

  it('bears the version of its package', () => {
    const file = ['../package.json', '../../package.json'].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
    assert.ok(file);
    assert.equal(toolVersion, JSON.parse(readFileSync(file, 'utf8')).version);
  });
});
