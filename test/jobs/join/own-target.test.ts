import assert from 'node:assert/strict';
import { type OwnAndOthers, ownAndOthers } from '../../../src/jobs/join/own-target.ts';
import { parseTargets } from '../../../src/model/parse-targets.ts';
import { nodeSetup } from '../../settings/setup-files.ts';

describe('where a node itself listens, by its files', () => {
  const reported = async (yml: string, seeds: readonly string[] = []): Promise<OwnAndOthers> =>
    ownAndOthers(await nodeSetup({ yml }), parseTargets(seeds.join('\n')));
  const own = async (yml: string) => (await reported(yml)).own?.label ?? null;

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

  it('is the entry of its own seed list that names it, and is none of its peers then', async () => {
    const seeds = ['es01', 'es03.acme.org', '10.0.0.12'].map((host) => `transport://${host}:9300`);
    const { own: itself, others } = await reported('node.name: es03\n', [...seeds, 'transport://10.0.0.12:9301']);
    assert.equal(itself?.host, 'es03.acme.org');
    assert.deepEqual(
      others.map(({ host, port }) => `${host}:${port}`),
      ['es01:9300', '10.0.0.12:9300', '10.0.0.12:9301'],
    );
    const byAddress = await reported('node.name: node-a\nnetwork.host: 10.0.0.12\n', seeds);
    assert.deepEqual([byAddress.own?.host, byAddress.others.length], ['10.0.0.12', 2]);
  });
});
