import assert from 'node:assert/strict';
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { Secret } from '../../src/model/secret.ts';
import { readStore } from '../../src/stores/read-store.ts';
import type { Store } from '../../src/stores/store.ts';
import { storeNoteText } from '../../src/wording/content-fault-texts.ts';
import { fixture, storePassword } from '../settings/setup-files.ts';
import { der, keysOf, makeCa, name } from '../support/certificate-maker.ts';

const salt = Buffer.from('0102030405060708', 'hex');
const data = '1.2.840.113549.1.7.1';
const certificate = makeCa(name('CN=store CA'), keysOf('P-256', 'store'));

/** AuthenticatedSafe (RFC 7292 §4) with one certificate that a JVM trusts, not encrypted: what it says is guarded by the MAC alone. */
function contentNamed(alias: string): Uint8Array {
  const bag = der.sequence(
    der.oid('1.2.840.113549.1.12.10.1.3'),
    der.raw(0xa0, der.sequence(der.oid('1.2.840.113549.1.9.22.1'), der.raw(0xa0, der.octets(certificate)))),
    der.set(
      der.sequence(der.oid('1.2.840.113549.1.9.20'), der.set(der.raw(0x1e, Buffer.from(alias, 'utf16le').swap16()))),
      der.sequence(der.oid('2.16.840.1.113894.746875.1.1'), der.set(der.oid('2.5.29.37.0'))),
    ),
  );
  return der.sequence(der.sequence(der.oid(data), der.raw(0xa0, der.octets(der.sequence(bag)))));
}

function store(content: Uint8Array, mac: Uint8Array): Uint8Array {
  return der.sequence(der.integer(3), der.sequence(der.oid(data), der.raw(0xa0, der.octets(content))), mac);
}

type Mac = { readonly title: string; readonly make: (content: Uint8Array, password: string, change?: Change) => Uint8Array };
/** What of a MAC is written otherwise than it was computed. */
type Change = { readonly value?: (value: Buffer) => Buffer; readonly salt?: Buffer; readonly rounds?: number };

const digestIds = {
  sha1: '1.3.14.3.2.26',
  sha224: '2.16.840.1.101.3.4.2.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;
const hmacIds = { sha256: '1.2.840.113549.2.9', sha512: '1.2.840.113549.2.11' } as const;
const same = (value: Buffer): Buffer => value;

/** RFC 7292 appendix B.2 for a key as long as the digest, and so of one block. */
function macKey(digest: string, password: string, rounds: number): Buffer {
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64;
  const filled = (bytes: Buffer): Buffer => Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
  const text = Buffer.concat([Buffer.from(password, 'utf16le').swap16(), Buffer.alloc(2)]);
  let key: Buffer = Buffer.concat([Buffer.alloc(block, 3), filled(salt), filled(text)]);
  for (let i = 0; i < rounds; i++) key = createHash(digest).update(key).digest();
  return key;
}

const classic = (digest: keyof typeof digestIds): Mac => ({
  title: `a MAC of ${digest}`,
  make: (content, password, change = {}) => {
    const value = (change.value ?? same)(
      createHmac(digest, macKey(digest, password, 2000))
        .update(content)
        .digest(),
    );
    const info = der.sequence(der.sequence(der.oid(digestIds[digest]), der.null()), der.octets(value));
    return der.sequence(info, der.octets(change.salt ?? salt), der.integer(change.rounds ?? 2000));
  },
});

/** RFC 9579. */
const pbmac1 = (digest: keyof typeof hmacIds, length = digest === 'sha256' ? 32 : 64): Mac => ({
  title: `PBMAC1 with ${digest} and a key of ${length} octets`,
  make: (content, password, change = {}) => {
    const value = (change.value ?? same)(
      createHmac(digest, pbkdf2Sync(password, salt, 2000, length, digest))
        .update(content)
        .digest(),
    );
    const scheme = der.sequence(der.oid(hmacIds[digest]), der.null());
    const derivation = der.sequence(
      der.oid('1.2.840.113549.1.5.12'),
      der.sequence(der.octets(change.salt ?? salt), der.integer(change.rounds ?? 2000), der.integer(length), scheme),
    );
    const info = der.sequence(der.sequence(der.oid('1.2.840.113549.1.5.14'), der.sequence(derivation, scheme)), der.octets(value));
    return der.sequence(info, der.octets(Buffer.alloc(1)), der.integer(1));
  },
});

const macs: readonly Mac[] = [
  classic('sha1'),
  classic('sha224'),
  classic('sha256'),
  classic('sha384'),
  classic('sha512'),
  pbmac1('sha256'),
  pbmac1('sha512'),
  pbmac1('sha256', 20),
  pbmac1('sha512', 128),
];

function words(read: Store): string {
  if (read.kind === 'unreadable') return read.fault;
  return `${read.integrity}: ${read.entries.map((entry) => `${entry.kind} ${'alias' in entry ? entry.alias : ''}`).join(', ')}`;
}
const open = (bytes: Uint8Array, password = 'secret'): string =>
  words(readStore(bytes, { name: 'x.p12', passwords: [new Secret(password)] }));
const flipped = (value: Buffer): Buffer => Buffer.from(value.map((octet, i) => (i === value.length - 1 ? octet ^ 1 : octet)));

describe('a PKCS#12 store', () => {
  const good = contentNamed('ca');
  for (const { title, make } of macs) {
    it(`with ${title} is verified with its password, and with no other`, () => {
      assert.equal(open(store(good, make(good, 'secret'))), 'verified: trusted ca');
      assert.equal(open(store(good, make(good, 'pässwörd')), 'pässwörd'), 'verified: trusted ca');
      assert.equal(open(store(good, make(good, 'secret')), 'Secret'), 'wrong-password');
    });

    it(`with ${title} is not opened where its content is not what the MAC was made of`, () => {
      assert.equal(open(store(contentNamed('cb'), make(good, 'secret'))), 'wrong-password');
    });

    it(`with ${title} is not opened where the MAC is wrong in a bit, cut off or empty, or has another salt or number of rounds`, () => {
      const changes: readonly Change[] = [
        { value: flipped },
        { value: (value) => value.subarray(0, -1) },
        { value: (value) => value.subarray(0, 0) },
        { salt: flipped(salt) },
        { rounds: 2001 },
      ];
      for (const change of changes) assert.equal(open(store(good, make(good, 'secret', change))), 'wrong-password', JSON.stringify(change));
    });
  }

  for (const length of [0, 1025]) {
    it(`with PBMAC1 and a key of ${length} octets is refused in words`, () => {
      const scheme = der.sequence(der.oid(hmacIds.sha256), der.null());
      const derivation = der.sequence(
        der.oid('1.2.840.113549.1.5.12'),
        der.sequence(der.octets(salt), der.integer(1), der.integer(length), scheme),
      );
      const info = der.sequence(
        der.sequence(der.oid('1.2.840.113549.1.5.14'), der.sequence(derivation, scheme)),
        der.octets(Buffer.alloc(32)),
      );
      const read = readStore(store(good, der.sequence(info, der.octets(salt), der.integer(1))), {
        name: 'x.p12',
        passwords: [new Secret('secret')],
      });
      assert.equal(read.kind, 'unreadable');
    });
  }

  it('with a MAC of an algorithm that is not known is read, and says that it was not checked', () => {
    const info = der.sequence(der.sequence(der.oid('1.2.3.4'), der.null()), der.octets(Buffer.alloc(20)));
    const bytes = store(good, der.sequence(info, der.octets(salt), der.integer(1)));
    assert.equal(open(bytes), 'not-supported: trusted ca');
    const read = readStore(bytes, { name: 'x.p12', passwords: [new Secret('secret')] });
    assert.match(
      read.kind === 'store' ? read.notes.map(storeNoteText).join() : '',
      /1\.2\.3\.4.* is not supported; the content was read without checking it$/,
    );
  });

  it('without a MAC is read, and says that nothing vouches for it', () => {
    const bare = der.sequence(der.integer(3), der.sequence(der.oid(data), der.raw(0xa0, der.octets(good))));
    assert.equal(open(bare), 'absent: trusted ca');
  });
});

describe('a Java store', function () {
  // The key of a JCEKS store is stretched in 200,000 rounds.
  this.timeout(120_000);

  for (const file of ['keytool.jks', 'keytool.jceks']) {
    const read = (bytes: Uint8Array) => readStore(bytes, { name: file, passwords: [storePassword] });
    /** The digest as it must be for what stands before it (Sun's JavaKeyStore). */
    const redone = (bytes: Buffer): Buffer => {
      const body = bytes.subarray(0, -20);
      const secret = Buffer.from(storePassword.reveal(), 'utf16le').swap16();
      return Buffer.concat([body, createHash('sha1').update(secret).update('Mighty Aphrodite').update(body).digest()]);
    };

    it(`${file} is verified by the digest at its end`, () => {
      const bytes = Buffer.from(fixture(file));
      assert.deepEqual(redone(bytes), bytes);
      assert.match(words(read(bytes)), /^verified: /);
    });

    it(`${file} is not opened where the digest, or an alias, differs in a bit`, () => {
      const bytes = Buffer.from(fixture(file));
      for (const at of [bytes.length - 1, bytes.length - 20]) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
        assert.equal(words(read(changed)), 'wrong-password');
      }
      const renamed = Buffer.from(bytes);
      const alias = renamed.indexOf('es01', 0, 'latin1');
      assert.ok(alias > 0);
      renamed.write('es02', alias, 'latin1');
      assert.equal(words(read(renamed)), 'wrong-password');
      assert.match(words(read(redone(renamed))), /^verified: .*key es02/);
    });

    it(`${file} opens, and its key does not, where the key's own seal is broken`, () => {
      const bytes = Buffer.from(fixture(file));
      // Kind 1 is a key: its alias after its length, eight octets of a date, and the sealed key after its length.
      const kind = bytes.indexOf(Buffer.from('000000010004', 'hex'));
      const length = bytes.readUInt32BE(kind + 6 + 4 + 8);
      const last = kind + 6 + 4 + 8 + 4 + length - 1;
      bytes.writeUInt8(bytes.readUInt8(last) ^ 1, last);
      const opened = read(redone(bytes));
      assert.ok(opened.kind === 'store' && opened.integrity === 'verified');
      const key = opened.entries.find((entry) => entry.kind === 'key');
      assert.equal(key?.kind === 'key' && key.key, null);
      assert.equal(key?.kind === 'key' && key.fault, 'wrong-password');
    });
  }
});
