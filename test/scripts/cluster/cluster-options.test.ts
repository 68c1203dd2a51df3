import assert from 'node:assert/strict';
import { type ClusterOptions, clusterOptions } from '../../../scripts/cluster/cluster-options.ts';
import { elasticsearchSettings } from '../../../scripts/cluster/elasticsearch-node.ts';
import { javaRange } from '../../../scripts/cluster/java-home.ts';
import { settingsYaml } from '../../../scripts/cluster/node-plan.ts';
import { opensearchSettings } from '../../../scripts/cluster/opensearch-node.ts';
import { UsageError } from '../../../src/model/usage-error.ts';

const nodesDn = 'CN=node-*,O=handclasp';

describe('options of a real cluster', () => {
  it('choose the release by the product', () => {
    assert.equal(clusterOptions({}).version, '8.19.21');
    assert.equal(clusterOptions({ product: 'opensearch' }).version, '2.19.4');
  });

  it('expect every node to join unless told otherwise', () => {
    assert.equal(clusterOptions({ nodes: 3 }).expect, 3);
    assert.equal(clusterOptions({ nodes: 3, expect: 2 }).expect, 2);
    assert.equal(clusterOptions({ nodes: 3, ending: [2] }).expect, 2);
  });

  const refused: readonly (readonly [what: string, given: Partial<ClusterOptions>])[] = [
    ['a name that is a path', { name: '../es' }],
    ['an address that is not loopback', { net: '10.0.0' }],
    ['a release without its third number', { version: '8.19' }],
    ['more nodes than two cores start', { nodes: 21 }],
    ['a first node that does not start', { nodes: 2, ending: [1] }],
    ['an ending of a node that there is not', { nodes: 2, ending: [3] }],
    ['a file for a node that there is not', { files: [{ node: 2, path: 'certs/node.p12', content: '' }] }],
    ['a certificate for a node that there is not', { certificates: new Map([[2, { kind: 'variant', variant: 'expired' }]]) }],
    ['an OpenSearch without client authentication', { product: 'opensearch', transportClientAuth: 'none' }],
  ];
  for (const [what, given] of refused) {
    it(`refuse ${what}`, () => {
      assert.throws(() => clusterOptions(given), UsageError);
    });
  }

  it('leave to the product what is not said', () => {
    const es = settingsYaml(elasticsearchSettings(clusterOptions({}), 1, '/x'));
    assert.doesNotMatch(es, /client_authentication|verification_mode|supported_protocols/);
    const os = settingsYaml(opensearchSettings(clusterOptions({ product: 'opensearch' }), 1, '/x', nodesDn));
    assert.doesNotMatch(os, /clientauth_mode|enforce_hostname_verification|enabled_protocols/);
  });

  it('reach the yml as the product spells them', () => {
    const wish = {
      transportClientAuth: 'optional',
      httpClientAuth: 'required',
      verification: 'certificate',
      protocols: ['TLSv1.2'],
    } as const;
    const es = elasticsearchSettings(clusterOptions(wish), 1, '/x');
    assert.equal(es.get('xpack.security.transport.ssl.client_authentication'), 'optional');
    assert.equal(es.get('xpack.security.transport.ssl.verification_mode'), 'certificate');
    assert.equal(es.get('xpack.security.http.ssl.client_authentication'), 'required');
    assert.equal(es.get('xpack.security.http.ssl.supported_protocols'), '[TLSv1.2]');
    const { transportClientAuth, ...rest } = wish;
    assert.equal(transportClientAuth, 'optional');
    const os = opensearchSettings(clusterOptions({ ...rest, product: 'opensearch' }), 1, '/x', nodesDn);
    assert.equal(os.get('plugins.security.ssl.http.clientauth_mode'), 'REQUIRE');
    assert.equal(os.get('plugins.security.ssl.transport.enforce_hostname_verification'), 'false');
    assert.equal(os.get('plugins.security.ssl.transport.enabled_protocols'), '["TLSv1.2"]');
  });

  it('let a setting of one node win over those of all', () => {
    const options = clusterOptions({
      nodes: 2,
      settings: [
        { node: null, key: 'node.attr.rack', value: 'a' },
        { node: 2, key: 'node.attr.rack', value: 'b' },
        { node: 2, key: 'http.port', value: '' },
      ],
    });
    assert.match(settingsYaml(elasticsearchSettings(options, 1, '/x')), /^node\.attr\.rack: a$/m);
    const second = settingsYaml(elasticsearchSettings(options, 2, '/x'));
    assert.match(second, /^node\.attr\.rack: b$/m);
    assert.doesNotMatch(second, /http\.port/);
  });

  it('say which Java each line runs on', () => {
    assert.deepEqual(javaRange('elasticsearch', '7.17.29'), { from: 11, to: 22 });
    assert.deepEqual(javaRange('elasticsearch', '8.19.21'), { from: 17, to: 25 });
    assert.equal(javaRange('elasticsearch', '9.5.3').from, 21);
    assert.equal(javaRange('opensearch', '3.4.0').from, 21);
  });
});
