import assert from 'node:assert/strict';
import { eceServiceAt } from '../../src/elastic/ece-services.ts';
import { defaultTargetPorts } from '../../src/model/default-target-ports.ts';

describe('what of Elastic Cloud Enterprise listens at a port', () => {
  for (const [service, ports] of [
    ['proxy', [443, 9200, 9243, 9300, 9343]],
    ['remote-clusters', [9400, 9443]],
    ['console', [12300, 12343, 12400, 12443]],
    ['internal', [2112, 2375, 12191, 12201, 14043, 18000, 19999, 20500, 21999, 22191, 23999]],
    [null, [22, 80, 5601, 9201, 12444, 17999, 24000]],
  ] as const) {
    it(`is ${service ?? 'nothing'} at ${ports.join(', ')}`, () => {
      for (const port of ports) assert.equal(eceServiceAt(port), service, `${port}`);
    });
  }

  it('is asked at every port of the proxy and the Cloud UI where a host alone is named, and at no inner one', () => {
    const ports = defaultTargetPorts('ece.example.org', 'ece');
    assert.deepEqual(
      ports.filter((port) => eceServiceAt(port) === 'internal' || eceServiceAt(port) === null),
      [],
    );
    for (let port = 1; port < 65_536; port++) {
      const service = eceServiceAt(port);
      assert.equal(ports.includes(port), service !== null && service !== 'internal', `${port}`);
    }
  });
});
