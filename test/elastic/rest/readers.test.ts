import assert from 'node:assert/strict';
import { readCertificates } from '../../../src/elastic/rest/read-certificates.ts';
import { readClocks } from '../../../src/elastic/rest/read-clocks.ts';
import { readMembers } from '../../../src/elastic/rest/read-members.ts';
import { publishedAddress } from '../../../src/elastic/rest/read-nodes.ts';
import { readRemotes } from '../../../src/elastic/rest/read-remotes.ts';

describe('a certificate that a node lists', () => {
  const good = { path: 'http.p12', format: 'PKCS12', subject_dn: 'CN=es01', serial_number: '0a1b', expiry: '2030-01-01T00:00:00.000Z' };
  for (const [value, has] of [
    [true, true],
    [false, false],
    [undefined, false],
    [null, false],
    ['true', false],
    [1, false],
  ] as const)
    it(`has its key where that is said, and nowhere else: ${value}`, () =>
      assert.equal(readCertificates([{ ...good, has_private_key: value }])?.[0]?.hasPrivateKey, has));
  for (const change of [{ path: undefined }, { subject_dn: null }, { serial_number: 'x' }, { expiry: 'soon' }, { expiry: undefined }])
    it(`is none without what is needed, and then nor is the list: ${JSON.stringify(change)}`, () =>
      assert.equal(readCertificates([good, { ...good, ...change }]), null));
  for (const [written, serial] of [
    ['0A1B', 'a1b'],
    ['00', '0'],
    ['-00ff', '-ff'],
  ] as const)
    it(`has its serial number without zeros before it: ${written}`, () =>
      assert.equal(readCertificates([{ ...good, serial_number: written }])?.[0]?.serialNumber, serial));
});

describe('a remote cluster that a node lists', () => {
  const good = { connected: true, seeds: ['10.0.0.1:9300'], proxy_address: 'proxy:9400' };
  for (const [value, apiKey] of [
    ['::es_redacted::', true],
    [undefined, false],
    [null, false],
    [true, false],
  ] as const)
    it(`connects with an API key where one is named: ${value}`, () =>
      assert.deepEqual(readRemotes({ west: { ...good, cluster_credentials: value } }), [
        { alias: 'west', connected: true, addresses: ['10.0.0.1:9300', 'proxy:9400'], apiKey },
      ]));
  it('is none that does not say whether it is connected, and then nor is the list', () =>
    assert.equal(readRemotes({ west: good, east: { ...good, connected: 'yes' } }), null));
});

describe('the clock of a node', () => {
  it('is compared with the middle between question and answer, and no closer than half of what lies between', () => {
    const at = (ms: number) => new Date(1_700_000_000_000 + ms);
    const read = (timestamp: unknown) => readClocks({ nodes: { a: { timestamp } } }, at(0), at(500));
    assert.deepEqual(read(at(250).getTime()), { a: { aheadMs: 0, boundMs: 250 } });
    assert.deepEqual(read(at(10_250).getTime()), { a: { aheadMs: 10_000, boundMs: 250 } });
    assert.deepEqual(read(at(-10_000).getTime()), { a: { aheadMs: -10_250, boundMs: 250 } });
    assert.deepEqual(read('now'), {});
    assert.equal(readClocks({ nodes: [] }, at(0), at(1)), null);
  });
});

describe('an address that a node publishes', () => {
  for (const [written, expected] of [
    ['es01/10.0.0.11:9300', ['es01', '10.0.0.11', 9300]],
    ['10.0.0.11:9300', [null, '10.0.0.11', 9300]],
    ['10.0.0.11/10.0.0.11:9300', [null, '10.0.0.11', 9300]],
    ['[::1]:9300', [null, '::1', 9300]],
    ['es01/[::1]:9300', ['es01', '::1', 9300]],
    ['10.0.0.11:65535', [null, '10.0.0.11', 65535]],
    ['10.0.0.11:65536', null],
    ['10.0.0.11:0', null],
    ['es01:9300', null],
    ['10.0.0.11', null],
    [7, null],
  ] as const)
    it(`${written}: ${expected?.join(' ') ?? 'none'}`, () => {
      const read = publishedAddress(written);
      assert.deepEqual(read === null ? null : [read.name, read.address, read.port], expected);
    });
});

describe('a member that a node lists', () => {
  it('has a name, an address and a port; where one has not, nothing is believed', () => {
    const good = { name: 'es01', ip: '10.0.0.11', port: '9300' };
    assert.deepEqual(readMembers([good]), [{ name: 'es01', address: '10.0.0.11', port: 9300 }]);
    for (const change of [{ name: '' }, { ip: 'es01' }, { ip: null }, { port: 'x' }, { port: undefined }])
      assert.equal(readMembers([good, { ...good, ...change }]), null, JSON.stringify(change));
  });
});
