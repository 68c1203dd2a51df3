import assert from 'node:assert/strict';
import { authorityName } from '../../scripts/cluster/cluster-pki.ts';
import { withClusters } from './real-clusters.ts';
import { httpStatus, opennessOf, scan } from './scan.ts';
import { healthyTransport, namesInTheClear } from './transport-laws.ts';

describe('OpenSearch 2.19.4 with the security plugin', () => {
  const clusters = withClusters([
    { name: 'test-os', net: '127.0.117', product: 'opensearch' },
    { name: 'test-os12', net: '127.0.118', product: 'opensearch', protocols: ['TLSv1.2'], httpClientAuth: 'required' },
    { name: 'test-os13', net: '127.0.119', product: 'opensearch', protocols: ['TLSv1.3'], httpClientAuth: 'none' },
    { name: 'test-osplain', net: '127.0.120', product: 'opensearch', security: false },
  ]);
  healthyTransport(clusters, 'test-os', {
    product: 'opensearch',
    version: /^2\.19\.4$/,
    cipherSuite: 'TLS_AES_128_GCM_SHA256',
    errorsByRefusal: 1,
  });

  namesInTheClear(clusters, 'test-osplain');

  it('is known on HTTP by its refusal, and asks for a certificate there without insisting', async () => {
    const endpoint = await scan(`https://${clusters.node('test-os').http}`);
    assert.equal(endpoint.channel, 'http');
    assert.equal(endpoint.service.product, 'opensearch');
    assert.equal(await httpStatus(clusters.node('test-os')), 401);
    assert.deepEqual(endpoint.clientAuth?.byVersion, { 'TLSv1.3': 'optional', 'TLSv1.2': 'optional' });
    assert.deepEqual(endpoint.clientAuth?.acceptableIssuers, [authorityName]);
  });

  for (const [name, version, httpMode] of [
    ['test-os12', 'TLSv1.2', 'required'],
    ['test-os13', 'TLSv1.3', 'none'],
  ] as const) {
    it(`requires a client certificate on transport with ${version} alone; HTTP: ${httpMode}`, async () => {
      const transport = await scan(`transport://${clusters.node(name).transport}`);
      assert.deepEqual({ ...transport.clientAuth?.byVersion }, { [version]: 'required' });
      assert.deepEqual(transport.clientAuth?.acceptableIssuers, [authorityName]);
      const http = await scan(`https://${clusters.node(name).http}`);
      assert.deepEqual({ ...http.clientAuth?.byVersion }, { [version]: httpMode });
    });
  }

  it('is found out where its transport is in the clear, and tells its version', async () => {
    const endpoint = await scan(`transport://${clusters.node('test-osplain').transport}`);
    assert.deepEqual(opennessOf(endpoint), ['transport-plaintext']);
    assert.equal(endpoint.service.product, 'opensearch');
    assert.equal(endpoint.service.version, '2.19.4');
    const http = await scan(clusters.node('test-osplain').http);
    assert.equal(http.service.security, 'plaintext');
    assert.equal(http.service.product, 'opensearch');
    assert.equal(http.service.version, '2.19.4');
  });
});
