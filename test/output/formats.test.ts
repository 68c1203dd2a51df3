import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { DocumentKind } from '../../src/output/format.ts';
import { formats, formatsOf, renderDocument } from '../../src/output/index.ts';
import { report } from '../support/report.ts';

const folder = new URL('../../src/output/formats/', import.meta.url);
const kinds: readonly DocumentKind[] = ['scan', 'matrix', 'diagnosis', 'inspection', 'rules'];

describe('the registry of formats', () => {
  it('has each format that has a file, under the name of its file', () => {
    const files = readdirSync(folder)
      .filter((file) => /^[a-z]+\.(js|ts)$/.test(file))
      .map((file) => file.replace(/\.\w+$/, ''));
    assert.deepEqual(formats.map(({ name }) => name).sort(), files.sort());
  });

  it('has no ending twice, and none in capitals', () => {
    const endings = formats.flatMap((format) => format.endings);
    assert.equal(new Set(endings).size, endings.length);
    for (const ending of endings) assert.match(ending, /^[a-z0-9]+(?:\.[a-z0-9]+)?$/);
    for (const format of formats) assert.ok(format.endings.length > 0, format.name);
  });

  it('has a form for people and one for programs of every kind of document, the former first', () => {
    for (const kind of kinds)
      assert.deepEqual(
        formatsOf(kind)
          .slice(0, 2)
          .map(({ name }) => name),
        ['table', 'json'],
        kind,
      );
  });

  it('has no format that writes a document both whole and in parts, and none that writes nothing', () => {
    for (const { name, render, streams } of formats) {
      for (const kind of streams) assert.equal(render[kind], undefined, name);
      assert.ok(Object.keys(render).length + streams.length > 0, name);
    }
  });

  it('writes a report whole in each format that says so, and refuses it in the others', async () => {
    const look = { width: 80, colour: false };
    for (const format of formats) {
      const write = renderDocument(format, 'scan', { report: report([]) }, look);
      if (format.render.scan === undefined) await assert.rejects(write, RangeError);
      else assert.ok((await write).endsWith('\n'), format.name);
    }
  });
});
