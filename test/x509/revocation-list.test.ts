import assert from 'node:assert/strict';
import { readRevocationLists } from '../../src/x509/path/read-revocation-lists.ts';
import { parseRevocationList } from '../../src/x509/path/revocation-list.ts';
import { verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { der, extension, extensions, keysOf, makeCa, makeLeaf, name } from '../support/certificate-maker.ts';
import { makeRevocationList, type RevocationListWish } from '../support/revocation-list-maker.ts';

const root = { name: name('root'), keys: keysOf('P-256', 'root') };
const middle = { name: name('middle'), keys: keysOf('P-256', 'middle') };
const anchor = makeCa(root.name, root.keys);
const middleDer = makeCa(middle.name, middle.keys, root, { serialNumber: 77 });
const leaf = makeLeaf(['DNS:es01'], middle, { serialNumber: 1234 });
const day = 86_400_000;

const list = (wish: Partial<RevocationListWish> = {}): Uint8Array => makeRevocationList({ by: middle, ...wish });

async function verdict(...crls: readonly Uint8Array[]): Promise<string> {
  const result = await verifyCertificate({
    chain: [leaf, middleDer],
    anchors: [anchor],
    at: new Date(),
    purpose: 'server',
    model: 'rfc5280',
    crls,
  });
  return result.trusted ? 'trusted' : `${result.reason} ${result.at?.subject}`;
}

describe('A revocation list (RFC 5280 §5)', () => {
  it('revokes what it names, at any height of the path', async () => {
    assert.equal(await verdict(list({ serials: [5, 1234] })), 'revoked CN=es01');
    assert.equal(await verdict(list(), list({ by: root, serials: [77] })), 'revoked CN=middle');
  });

  it('leaves others alone, and so does one of another issuer, or bytes that are none', async () => {
    assert.equal(await verdict(list({ serials: [1235] })), 'trusted');
    assert.equal(await verdict(list({ by: root, serials: [1234] })), 'trusted');
    assert.equal(await verdict(Uint8Array.of(1, 2, 3)), 'trusted');
  });

  it('says nothing where it is out of date or another signed it', async () => {
    assert.equal(await verdict(list({ next: -day })), 'revocation-unknown CN=es01');
    assert.equal(await verdict(list({ keys: root.keys, serials: [1234] })), 'revocation-unknown CN=es01');
    assert.equal(await verdict(list({ next: -day }), list()), 'trusted');
  });

  it('still revokes what it names when it is out of date', async () => {
    assert.equal(await verdict(list({ next: -day, serials: [1234] })), 'revoked CN=es01');
  });

  it('counts for what it covers: CAs, leaves, no delta list', async () => {
    const only = (tag: number): Uint8Array => extension('2.5.29.28', true, der.sequence(der.raw(tag, Uint8Array.of(0xff))));
    assert.equal(await verdict(list({ serials: [1234], more: [only(0x82)] })), 'trusted');
    assert.equal(await verdict(list({ serials: [1234], more: [only(0x81)] })), 'revoked CN=es01');
    assert.equal(await verdict(list({ serials: [1234], more: [only(0x84)] })), 'trusted');
    assert.equal(await verdict(list({ serials: [1234], more: [extension('2.5.29.27', true, der.integer(1))] })), 'trusted');
  });

  it('takes back what only a list of changes takes back', () => {
    const removal = (reason: number, id = '2.5.29.21') => der.sequence(extension(id, false, der.raw(0x0a, Uint8Array.of(reason))));
    const named = (extensions?: Uint8Array) => [
      ...(parseRevocationList(list({ serials: [5, 6], of: extensions })) ?? assert.fail()).revoked,
    ];
    assert.deepEqual(named(), ['05', '06']);
    assert.deepEqual(named(removal(1)), ['05', '06']);
    assert.deepEqual(named(removal(8, '2.5.29.24')), ['05', '06']);
    assert.deepEqual(named(removal(8)), []);
    const dated = extension('2.5.29.24', false, der.time(new Date('2026-01-01T00:00:00Z')));
    assert.deepEqual(named(der.sequence(dated, extension('2.5.29.21', false, der.raw(0x0a, Uint8Array.of(8))))), []);
  });

  it('counts for what it covers where it names where it is to be had, and not where another extension is critical', () => {
    const scope = (...more: readonly Uint8Array[]) => parseRevocationList(list({ more }))?.scope;
    const point = (...parts: readonly Uint8Array[]) => extension('2.5.29.28', true, der.sequence(...parts));
    const flag = (tag: number) => der.raw(tag, Uint8Array.of(0xff));
    assert.equal(scope(), 'all');
    assert.equal(scope(point()), 'all');
    assert.equal(scope(point(der.raw(0xa0))), 'all');
    assert.equal(scope(point(der.raw(0xa0), flag(0x81))), 'leaf');
    assert.equal(scope(point(flag(0x82))), 'ca');
    for (const tag of [0x83, 0x84, 0x85]) assert.equal(scope(point(flag(tag))), null);
    assert.equal(scope(extension('2.5.29.20', false, der.integer(7)), point(flag(0x82))), 'ca');
    assert.equal(scope(extension('2.5.29.20', true, der.integer(7)), point(flag(0x82))), null);
  });

  it('does not count if keyUsage of the CA lacks cRLSign', async () => {
    const mute = makeCa(middle.name, middle.keys, root, {
      extensions: [extensions.basicConstraints(true), extensions.keyUsage('keyCertSign')],
    });
    const result = await verifyCertificate({
      chain: [leaf, mute],
      anchors: [anchor],
      at: new Date(),
      purpose: 'server',
      model: 'rfc5280',
      crls: [list()],
    });
    assert.equal(result.trusted ? '' : result.reason, 'revocation-unknown');
  });

  it('is not asked for by Elasticsearch and Kibana', async () => {
    for (const model of ['jsse17', 'jsse25', 'node'] as const) {
      const result = await verifyCertificate({
        chain: [leaf, middleDer],
        anchors: [anchor],
        at: new Date(),
        purpose: 'server',
        model,
        crls: [list({ serials: [1234] })],
      });
      assert.equal(result.trusted, true);
    }
  });

  it('never makes it throw', () => {
    const good = list({ serials: [1, 2, 3] });
    for (let length = 0; length < good.length; length++) assert.equal(parseRevocationList(good.subarray(0, length)), null);
  });
});

describe('A file of revocation lists', () => {
  const pem = (bytes: Uint8Array) => `-----BEGIN X509 CRL-----\n${Buffer.from(bytes).toString('base64')}\n-----END X509 CRL-----\n`;

  it('is DER, or PEM with any number of them', () => {
    const one = list({ serials: [1] });
    const other = list({ by: root });
    assert.deepEqual(readRevocationLists(one), [one]);
    assert.deepEqual(
      readRevocationLists(Buffer.from(`text\r\n${pem(one)}${pem(other)}`)).map((each) => Buffer.from(each)),
      [Buffer.from(one), Buffer.from(other)],
    );
  });

  it('holds none where it is something else', () => {
    for (const bytes of [new Uint8Array(), Buffer.from('hello'), leaf, Buffer.from(pem(leaf))])
      assert.deepEqual(readRevocationLists(bytes), []);
  });
});
