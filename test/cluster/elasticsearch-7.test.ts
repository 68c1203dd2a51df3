import assert from 'node:assert/strict';
import { profileSettings, withClusters } from './real-clusters.ts';
import { httpStatus, opennessOf, scan } from './scan.ts';
import { healthyTransport, namesInTheClear, profiledTransport } from './transport-laws.ts';

const version = '7.17.29';

describe(`Elasticsearch ${version} with security`, () => {
  const clusters = withClusters([
    { name: 'test-es7', net: '127.0.115', version, settings: profileSettings },
    { name: 'test-plain7', net: '127.0.121', version, security: false },
  ]);
  healthyTransport(clusters, 'test-es7', {
    product: 'elasticsearch',
    version: /^7\.17\.29$/,
    cipherSuite: 'TLS_AES_256_GCM_SHA384',
    errorsByRefusal: 0,
  });
  profiledTransport(clusters, 'test-es7');
  namesInTheClear(clusters, 'test-plain7');

  it('is known on HTTP by its refusal', async () => {
    const endpoint = await scan(`https://${clusters.node('test-es7').http}`);
    assert.equal(endpoint.service.product, 'elasticsearch');
    assert.equal(await httpStatus(clusters.node('test-es7')), 401);
    assert.deepEqual(endpoint.clientAuth?.byVersion, { 'TLSv1.3': 'none', 'TLSv1.2': 'none' });
    assert.deepEqual(opennessOf(endpoint), []);
  });
});
