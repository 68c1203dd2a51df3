import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { unzip } from '../../../scripts/cluster/unzip.ts';

describe('unzip', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-unzip-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const unpack = async (entries: readonly Entry[]) => {
    writeFileSync(join(folder, 'it.zip'), zip(entries));
    await unzip(join(folder, 'it.zip'), join(folder, 'out'));
  };

  it('unpacks stored and deflated files into their folders', async () => {
    await unpack([
      { name: 'top/', data: '', mode: 0o40750 },
      { name: 'top/a.txt', data: 'stored', mode: 0o100644 },
      { name: 'top/deep/b.txt', data: 'deflated '.repeat(50), mode: 0o100644, deflate: true },
    ]);
    assert.equal(readFileSync(join(folder, 'out/top/a.txt'), 'utf8'), 'stored');
    assert.equal(readFileSync(join(folder, 'out/top/deep/b.txt'), 'utf8'), 'deflated '.repeat(50));
  });

  it('keeps what can be executed executable, and lets everyone read the rest', async () => {
    await unpack([
      { name: 'bin/run', data: '#!/bin/sh', mode: 0o100750 },
      { name: 'config/it.yml', data: 'a: b', mode: 0o100660 },
    ]);
    assert.equal(statSync(join(folder, 'out/bin/run')).mode & 0o777, 0o755);
    assert.equal(statSync(join(folder, 'out/config/it.yml')).mode & 0o777, 0o644);
  });

  it('refuses an entry that would land outside', async () => {
    await assert.rejects(unpack([{ name: '../evil', data: 'x', mode: 0o100644 }]), /outside its folder: \.\.\/evil/);
  });

  it('refuses what is no zip', async () => {
    writeFileSync(join(folder, 'it.zip'), 'a page that says why there is no such file');
    await assert.rejects(unzip(join(folder, 'it.zip'), join(folder, 'out')), /is not a zip file/);
  });
});

type Entry = { readonly name: string; readonly data: string; readonly mode: number; readonly deflate?: boolean };

/** The least that is a zip: local headers with their data, the directory, its end. */
function zip(entries: readonly Entry[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode, deflate } of entries) {
    const raw = Buffer.from(data);
    const packed = deflate === true ? deflateRawSync(raw) : raw;
    const header = Buffer.alloc(30 + name.length);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(deflate === true ? 8 : 0, 8);
    header.writeUInt16LE(name.length, 26);
    header.write(name, 30);
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(deflate === true ? 8 : 0, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(raw.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(mode * 0x10000, 38);
    entry.writeUInt32LE(offset, 42);
    entry.write(name, 46);
    local.push(header, packed);
    directory.push(entry);
    offset += header.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...directory, end]);
}
