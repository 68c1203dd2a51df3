import assert from 'node:assert/strict';
import { networkOf } from '../../src/fleet/network-of.ts';

describe('the network of a host', () => {
  for (const [host, network] of [
    ['10.1.2.3', '10.1.2'],
    ['es01.prod.acme.org', 'prod.acme.org'],
    ['es01', 'es01'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ] as const) {
    it(`of ${host} is ${network}`, () => assert.equal(networkOf(host), network));
  }
});
