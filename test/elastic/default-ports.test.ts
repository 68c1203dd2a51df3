import assert from 'node:assert/strict';
import { channelHint } from '../../src/elastic/default-ports.ts';

describe('the hint of a port', () => {
  for (const [port, channel] of [
    [9200, 'http'],
    [9243, 'http'],
    [9299, 'http'],
    [9300, 'transport'],
    [9343, 'transport'],
    [9399, 'transport'],
    [9400, 'transport'],
    [9443, 'remote-cluster'],
    [5601, 'kibana'],
    [443, 'http'],
    [12443, 'http'],
    [18500, 'http'],
    [19999, 'transport'],
    [9199, 'unknown'],
    [9401, 'unknown'],
    [80, 'unknown'],
    [14043, 'http'],
    [23500, 'remote-cluster'],
    [20000, 'unknown'],
  ] as const) {
    it(`takes ${port} for ${channel}`, () => {
      assert.equal(channelHint(port), channel);
    });
  }
});
