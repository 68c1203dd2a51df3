import assert from 'node:assert/strict';
import { authorityName } from '../../scripts/cluster/cluster-pki.ts';
import { profileSettings, withClusters } from './real-clusters.ts';
import { complaintsDuring, httpStatus, opennessOf, rulesOf, scan } from './scan.ts';
import { healthyTransport, namesInTheClear, profiledTransport } from './transport-laws.ts';

const version = '8.19.21';
/** What a transport version says of it; exact where the node told its release. */
const reported = /^8\.19(\.21)?$/;

describe(`Elasticsearch ${version} with security`, () => {
  const clusters = withClusters([{ name: 'test-es8', net: '127.0.110', version, settings: profileSettings }]);
  healthyTransport(clusters, 'test-es8', {
    product: 'elasticsearch',
    version: reported,
    cipherSuite: 'TLS_AES_256_GCM_SHA384',
    errorsByRefusal: 0,
  });
  profiledTransport(clusters, 'test-es8');

  it('is known on HTTP by its refusal, without a client certificate', async () => {
    const endpoint = await scan(`https://${clusters.node('test-es8').http}`);
    assert.equal(endpoint.channel, 'http');
    assert.equal(endpoint.service.product, 'elasticsearch');
    assert.equal(await httpStatus(clusters.node('test-es8')), 401);
    assert.deepEqual(endpoint.clientAuth?.byVersion, { 'TLSv1.3': 'none', 'TLSv1.2': 'none' });
    assert.equal(endpoint.chain[0]?.subject, 'CN=node-1, O=handclasp');
    assert.deepEqual(opennessOf(endpoint), []);
  });
});

describe(`Elasticsearch ${version}, weakened`, () => {
  const clusters = withClusters([
    { name: 'test-optional', net: '127.0.111', version, transportClientAuth: 'optional', httpClientAuth: 'required' },
    { name: 'test-none', net: '127.0.112', version, transportClientAuth: 'none', httpClientAuth: 'optional' },
    {
      name: 'test-unverified',
      net: '127.0.113',
      version,
      verification: 'none',
      certificates: new Map([[1, { kind: 'variant', variant: 'expired' }]]),
    },
    { name: 'test-plain', net: '127.0.114', version, security: false },
  ]);
  namesInTheClear(clusters, 'test-plain');
  const scanTransport = (name: string, ...flags: readonly string[]) => scan(`transport://${clusters.node(name).transport}`, ...flags);

  for (const [name, mode, rule] of [
    ['test-optional', 'optional', 'transport-client-auth-optional'],
    ['test-none', 'none', 'transport-client-auth-not-enforced'],
  ] as const) {
    it(`is found out where client authentication is ${mode}, and proves it by telling its version`, async () => {
      const endpoint = await scanTransport(name);
      assert.deepEqual(endpoint.clientAuth?.byVersion, { 'TLSv1.3': mode, 'TLSv1.2': mode });
      assert.deepEqual(endpoint.clientAuth?.acceptableIssuers, mode === 'none' ? null : [authorityName]);
      assert.deepEqual(opennessOf(endpoint), [rule]);
      assert.equal(endpoint.service.product, 'elasticsearch');
      assert.match(endpoint.service.version ?? 'none', reported);
    });

    it(`is asked in 2 connections where client authentication is ${mode}`, async () => {
      const endpoint = await scanTransport(name, '--depth', 'quick');
      assert.deepEqual(endpoint.clientAuth?.byVersion, { 'TLSv1.3': mode, 'TLSv1.2': mode });
      assert.ok(endpoint.cost.connections <= 2, `${endpoint.cost.connections} connections`);
    });
  }

  it('is found out where it verifies no certificate, though it refuses to do without', async () => {
    const endpoint = await scanTransport('test-unverified');
    assert.deepEqual(endpoint.clientAuth?.byVersion, { 'TLSv1.3': 'required', 'TLSv1.2': 'required' });
    assert.deepEqual(endpoint.clientAuth?.acceptableIssuers, []);
    assert.deepEqual(opennessOf(endpoint), ['transport-verification-none']);
  });

  it('lets a stranger in where it verifies no certificate', async () => {
    const endpoint = await scanTransport('test-unverified', '--try-self-signed');
    assert.deepEqual(opennessOf(endpoint), ['transport-verification-none']);
    const finding = endpoint.findings.find(({ rule }) => rule === 'transport-verification-none');
    assert.equal(finding?.evidence.stranger, 'accepted');
  });

  it('starts with an expired certificate without a word, and is found out', async () => {
    const endpoint = await scanTransport('test-unverified');
    assert.ok(rulesOf(endpoint).includes('leaf-expired'), rulesOf(endpoint).join(', '));
  });

  it('is found out where its transport is in the clear, and tells its version', async () => {
    const endpoint = await scanTransport('test-plain');
    assert.equal(endpoint.service.security, 'plaintext');
    assert.equal(endpoint.tls, null);
    assert.deepEqual(opennessOf(endpoint), ['transport-plaintext']);
    assert.equal(endpoint.service.product, 'elasticsearch');
    assert.match(endpoint.service.version ?? 'none', reported);
    assert.ok(endpoint.cost.connections <= 2, `${endpoint.cost.connections} connections`);
  });

  it('is known on HTTP in the clear', async () => {
    const endpoint = await scan(clusters.node('test-plain').http);
    assert.equal(endpoint.channel, 'http');
    assert.equal(endpoint.service.security, 'plaintext');
    assert.equal(endpoint.service.product, 'elasticsearch');
  });

  for (const [name, mode] of [
    ['test-optional', 'required'],
    ['test-none', 'optional'],
  ] as const) {
    it(`is no transport that is open where HTTP has client authentication ${mode}`, async () => {
      const endpoint = await scan(`https://${clusters.node(name).http}`);
      assert.deepEqual(endpoint.clientAuth?.byVersion, { 'TLSv1.3': mode, 'TLSv1.2': mode });
      assert.deepEqual(endpoint.clientAuth?.acceptableIssuers, [authorityName]);
      assert.deepEqual(opennessOf(endpoint), []);
    });
  }

  for (const name of ['test-optional', 'test-none', 'test-unverified', 'test-plain']) {
    it(`logs at most 2 warnings of a quick scan: ${name}`, async () => {
      const { warnings, errors } = await complaintsDuring(clusters.node(name), () => scanTransport(name, '--depth', 'quick'));
      assert.ok(warnings.length <= 2, warnings.join('\n'));
      assert.deepEqual(errors, []);
    });
  }
});
