import assert from 'node:assert/strict';
import { nameTransportVersion } from '../../src/elastic/transport-version.ts';

const elasticsearch = (line: string, release: string | null = null) => ({ product: 'elasticsearch', release, line });
const openSearch = (line: string, release: string | null = null) => ({ product: 'opensearch', release, line });

describe('transport version ids', () => {
  // Answers of running nodes: 7.17.29, 8.19.21, 9.5.3, OpenSearch 2.19.4, and what the latter says to an old header.
  for (const [id, named] of [
    [7172999, elasticsearch('7.17', '7.17.29')],
    [8841096, elasticsearch('8.19')],
    [9458007, elasticsearch('9.5')],
    [136408227, openSearch('2.19', '2.19.4')],
    [7100299, elasticsearch('7.10', '7.10.2')],
  ] as const) {
    it(`names what ${id} stood for on a running node`, () => {
      assert.deepEqual(nameTransportVersion(id), named);
    });
  }

  for (const [id, line] of [
    [8500020, '8.9'],
    [8500060, '8.9'],
    [8500061, '8.10'],
    [8512001, '8.11'],
    [8560001, '8.12'],
    [8595001, '8.13'],
    [8636001, '8.14'],
    [8702003, '8.15'],
    [8772006, '8.16'],
    [8797002, '8.17'],
    [8840002, '8.18'],
    [8840012, '8.18'],
    [8841064, '8.19'],
    [9000009, '9.0'],
    [9112003, '9.1'],
    [9185020, '9.2'],
    [9250003, '9.3'],
    [9348001, '9.4'],
    [9458003, '9.5'],
  ] as const) {
    it(`says that ${id} is ${line}, without a release`, () => {
      assert.deepEqual(nameTransportVersion(id), elasticsearch(line));
    });
  }

  it('takes the last id that is a release number as one', () => {
    assert.deepEqual(nameTransportVersion(8080299), elasticsearch('8.8', '8.8.2'));
  });

  it('names a build between two lines by the lower one', () => {
    assert.equal(nameTransportVersion(8500001)?.line, '8.8');
    assert.equal(nameTransportVersion(9050000)?.line, '9.0');
  });

  it('does not guess beyond the newest line it knows', () => {
    assert.equal(nameTransportVersion(9458999)?.line, '9.5');
    assert.equal(nameTransportVersion(9459000)?.line, 'newer than 9.5');
    assert.equal(nameTransportVersion(9999999)?.line, 'newer than 9.5');
  });

  it('does not call a preview a release', () => {
    assert.deepEqual(nameTransportVersion(8000001), elasticsearch('8.0'));
    assert.deepEqual(nameTransportVersion(0x08000000 ^ 3000001), openSearch('3.0'));
  });

  it('has no name for a number that was never a version', () => {
    for (const id of [0, 1, 999999]) assert.equal(nameTransportVersion(id), null);
    assert.equal(nameTransportVersion(0x08000000), null);
  });
});
