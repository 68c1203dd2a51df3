import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type EntryWish, mostEntries } from '../../src/archive/archive-entry.ts';
import { entryPath } from '../../src/archive/entry-path.ts';
import { readArchive } from '../../src/archive/read-archive.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { type MadeEntry, makeTar, makeTarGz, makeZip } from '../support/archive-maker.ts';

const whole: EntryWish = { most: 1000, longer: 'refuse' };
const wishFor = (path: string): EntryWish | null =>
  path.endsWith('.json') ? whole : path.endsWith('.log') ? { most: 20, longer: 'end' } : null;

describe('an archive', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-archive-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  let count = 0;
  const put = (bytes: Uint8Array): string => {
    count += 1;
    const file = join(folder, `${count}.bin`);
    writeFileSync(file, bytes);
    return file;
  };
  const readIn = async (file: string) => {
    const { entries, skipped } = await readArchive(file, wishFor);
    return { entries: entries.map(({ path, bytes, cut }) => [path, Buffer.from(bytes).toString(), cut]), skipped };
  };
  const refusal = async (bytes: Uint8Array): Promise<string> => {
    const file = put(bytes);
    try {
      await readArchive(file, wishFor);
    } catch (error) {
      assert.ok(error instanceof UsageError, String(error));
      assert.ok(error.hint.length > 0);
      assert.ok(error.message.startsWith(file), error.message);
      assert.doesNotMatch(error.message, /\n/);
      return error.message.slice(file.length + 2);
    }
    return 'none';
  };

  const forms = { zip: makeZip, tar: makeTar, 'tar.gz': makeTarGz } as const;
  const usual: readonly MadeEntry[] = [
    { path: 'top/a.json', content: '{}' },
    { path: '/top//b.json', content: '[1]' },
    { path: './top/unwanted.txt', content: 'x' },
    { path: 'top/es.log', content: 'first line\nsecond line\nthird line\n' },
  ];
  for (const [form, make] of Object.entries(forms)) {
    describe(`in the form of ${form}`, () => {
      it('gives what is wanted, by paths in one form, of a long log the end', async () => {
        assert.deepEqual(await readIn(put(make(usual))), {
          entries: [
            ['top/a.json', '{}', false],
            ['top/b.json', '[1]', false],
            ['top/es.log', 'third line\n', true],
          ],
          skipped: [],
        });
      });

      it('leaves out what leads out of it, links and what is too large, and says so', async () => {
        const { entries, skipped } = await readIn(
          put(
            make([
              { path: '../../etc/evil.json', content: '{}' },
              { path: 'a/../../evil.json', content: '{}' },
              { path: 'link.json', content: '/etc/shadow', link: true },
              { path: 'large.json', content: 'x'.repeat(1001) },
              { path: 'good.json', content: '{}' },
            ]),
          ),
        );
        assert.deepEqual(entries, [['good.json', '{}', false]]);
        assert.deepEqual(skipped.map(({ path, why }) => `${path} ${why}`).sort(), [
          '../../etc/evil.json outside',
          'a/../../evil.json outside',
          'large.json too-large',
          'link.json link',
        ]);
      });

      it('is refused as a whole where it is cut off', async () => {
        const bytes = make([{ path: 'a.json', content: JSON.stringify(Array.from({ length: 200 }, (_, i) => i)) }]);
        // The end of a tar file that is not packed is padding alone.
        const cut = form === 'tar' ? bytes.subarray(0, 700) : bytes.subarray(0, bytes.length - 30);
        assert.match(await refusal(cut), /no whole|cannot be read|ends too early/);
      });
    });
  }

  it('that is unpacked reads alike, and links in it are not followed', async () => {
    const unpacked = join(folder, 'unpacked');
    mkdirSync(join(unpacked, 'top'), { recursive: true });
    writeFileSync(join(unpacked, 'top', 'a.json'), '{}');
    writeFileSync(join(unpacked, 'top', 'es.log'), 'first line\nsecond line\nthird line\n');
    symlinkSync('/etc/hostname', join(unpacked, 'top', 'link.json'));
    symlinkSync('/etc', join(unpacked, 'etc'));
    assert.deepEqual(await readIn(unpacked), {
      entries: [
        ['top/a.json', '{}', false],
        ['top/es.log', 'third line\n', true],
      ],
      skipped: [{ path: 'top/link.json', why: 'link' }],
    });
  });

  it('in zip that is encrypted is refused, but not for an entry that nobody wants', async () => {
    assert.equal(await refusal(makeZip([{ path: 'a.json', content: '{}', encrypted: true }])), 'a.json is encrypted');
    const { entries } = await readIn(
      put(
        makeZip([
          { path: 'a.txt', content: '{}', encrypted: true },
          { path: 'b.json', content: '{}' },
        ]),
      ),
    );
    assert.deepEqual(entries, [['b.json', '{}', false]]);
  });

  it('in zip whose entry is not what its directory says is refused', async () => {
    assert.match(await refusal(makeZip([{ path: 'a.json', content: '{}', declaredCrc: 1 }])), /a\.json is damaged: its checksum is wrong/);
    assert.match(await refusal(makeZip([{ path: 'a.json', content: 'x'.repeat(900), declaredSize: 2 }])), /a\.json cannot be read/);
    assert.match(await refusal(makeZip([{ path: 'a.json', content: 'x', declaredSize: 900 }])), /a\.json cannot be read/);
  });

  it('that says that it unpacks to terabytes is refused before it is unpacked', async () => {
    const logs = Array.from({ length: 4 }, (_, i): MadeEntry => ({ path: `${i}.log`, content: 'x', declaredSize: 2 ** 32 - 2 }));
    assert.match(await refusal(makeZip(logs)), /unpacks to more than 8 GiB|cannot be read/);
  });

  it('that has a very long log gives its end alone', async () => {
    const content = Buffer.from(`${'x'.repeat(1023)}\n`.repeat(32 * 1024));
    const file = put(makeTarGz([{ path: 'big.log', content }]));
    const { entries } = await readArchive(file, () => ({ most: 1024 * 1024, longer: 'end' }));
    assert.equal(entries[0]?.cut, true);
    const size = entries[0]?.bytes.length ?? 0;
    assert.ok(size <= 1024 * 1024 && size > 1024 * 1024 - 2048, `${size}`);
  });

  it('with more entries than any diagnostic is refused', async function () {
    this.timeout(60_000);
    const bytes = makeZip([{ path: 'a.json', content: '{}' }]);
    // The end of the directory says how many there are.
    bytes.writeUInt16LE(0xffff, bytes.length - 12);
    bytes.writeUInt16LE(0xffff, bytes.length - 14);
    assert.match(await refusal(bytes), /not a complete zip file|directory is broken|entries/);
    assert.ok(mostEntries > 0xffff);
  });

  it('that is none is told by what it was named', async () => {
    assert.match(await refusal(Buffer.from('-----BEGIN CERTIFICATE-----\n')), /neither a zip file nor a tar file/);
    assert.equal(await refusal(Buffer.alloc(0)), 'it is empty');
    assert.match(
      await refusal(gzipSync(Buffer.from('a text that is no tar file, and longer than nothing'))),
      /not a tar\.gz file|not a complete tar\.gz/,
    );
    await assert.rejects(readArchive(join(folder, 'gone.zip'), wishFor), /cannot read the archive .*gone\.zip: there is no such file/);
  });

  it('answers any bytes with its entries or one line', async () => {
    const seeds = [makeZip(usual), makeTar(usual), makeTarGz(usual)];
    let seed = 1;
    const next = () => {
      seed = (seed * 48271) % 0x7fffffff;
      return seed;
    };
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(seeds[round % 3] ?? seeds[0] ?? Buffer.alloc(0));
      for (let change = 0; change < 1 + (round % 4); change++) bytes[next() % bytes.length] = next() % 256;
      const got = await refusal(round % 5 === 0 ? bytes.subarray(0, next() % bytes.length) : bytes);
      assert.ok(got.length > 0);
    }
  });
});

describe('the path of an entry', () => {
  it('has one form, and none that leads out', () => {
    assert.equal(entryPath('./a//b\\c.json'), 'a/b/c.json');
    assert.equal(entryPath('/api-diagnostics/nodes.json'), 'api-diagnostics/nodes.json');
    for (const name of ['../a', 'a/../b', 'a\\..\\b', 'C:\\a', 'a\0b', '', '/', './']) assert.equal(entryPath(name), null, name);
  });
});
