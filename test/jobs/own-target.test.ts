import assert from 'node:assert/strict';
import { ownTarget } from '../../src/jobs/join/own-target.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';
import { nodeSetup } from '../settings/setup-files.ts';

describe('where a node itself listens, by its files', () => {
  const own = async (yml: string, seeds = '') =>
    ownTarget(await nodeSetup({ yml }), seeds === '' ? [] : parseTargets(seeds))?.label ?? null;

  it('is known where host and port are written out', async () => {
    assert.equal(await own('network.host: 10.0.0.13\ntransport.port: 9300\n'), '10.0.0.13:9300');
    assert.equal(await own('transport.publish_host: es03.acme.org\nnetwork.host: 0.0.0.0\ntransport.port: 9301\n'), 'es03.acme.org:9301');
    assert.equal(await own('network.host: "[2001:db8::13]"\ntransport.port: 9300\n'), '[2001:db8::13]:9300');
  });

  it('is not guessed where the machine decides: another node may answer there', async () => {
    for (const yml of [
      'network.host: _site_\ntransport.port: 9300\n',
      'network.host: 0.0.0.0\ntransport.port: 9300\n',
      'transport.port: 9300\n',
    ])
      assert.equal(await own(yml), null, yml);
    assert.equal(await own('network.host: 10.0.0.13\n'), null);
    assert.equal(await own('network.host: 10.0.0.13\ntransport.port: 9300-9400\n'), null);
  });

  it('is no place of its own where it is among those that it dials', async () => {
    assert.equal(await own('network.host: 10.0.0.13\ntransport.port: 9300\n', 'transport://10.0.0.13:9300'), null);
  });
});
