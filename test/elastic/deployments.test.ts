import assert from 'node:assert/strict';
import { guessDeployment } from '../../src/elastic/deployments.ts';

describe('the guess how the stack is run', () => {
  for (const [type, host, names] of [
    ['serverless', 'my-project-abc123.es.us-east-1.aws.elastic.cloud', []],
    ['ech', '0123456789abcdef.us-east-1.aws.found.io', ['CN=*.us-east-1.aws.found.io']],
    ['ech', 'logs.es.europe-west1.gcp.cloud.es.io', []],
    ['ech', 'LOGS.es.eastus2.azure.elastic-cloud.com.', []],
    ['ech', '10.0.0.5', ['CN=*.eastus2.azure.elastic-cloud.com']],
    ['ech', '10.0.0.5', ['CN=abc.node.def.cluster.123, O=elastic']],
    ['eck', '10.42.0.7', ['CN=logs-es-default-0.node.logs.prod.es.local, OU=logs']],
    ['eck', '10.42.0.7', ['CN=logs-es-http.prod.es.local, OU=logs']],
    ['eck', '10.42.0.7', ['CN=logs-kb-http.prod.kb.local, OU=logs']],
    ['eck', 'logs-es-http.prod.svc', []],
    ['eck', 'logs-kb-http', []],
    ['ece', 'es.acme.org', ['CN=elastic ce proxy root']],
    ['ece', '6dfc65aae62341e18a8b7692dcc97186.10.8.156.132.ip.es.io', []],
    ['self', 'es01.acme.org', ['CN=Elasticsearch security auto-configuration HTTP CA', 'es01', 'localhost']],
    ['self', 'found.io.acme.org', []],
    ['self', 'notfound.io', []],
    ['self', '127.0.0.1', []],
  ] as const) {
    it(`is ${type} for ${host}${names.length > 0 ? ` with ${names[0]}` : ''}`, () => {
      assert.deepEqual(guessDeployment({ host, names }), { type, guessed: true });
    });
  }

  it('follows the name connected to rather than those in a certificate', () => {
    assert.equal(guessDeployment({ host: 'p.es.us-east-1.aws.elastic.cloud', names: ['CN=acme proxy, OU=elastic ce'] }).type, 'serverless');
  });
});
