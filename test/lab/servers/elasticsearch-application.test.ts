import assert from 'node:assert/strict';
import { elasticsearchApplication } from '../../../src/lab/servers/elasticsearch-application.ts';
import { type Listener, startListener } from '../../../src/lab/servers/listener.ts';

describe('the Elasticsearch HTTP servers of the lab', () => {
  let listener: Listener | undefined;
  afterEach(() => listener?.close());

  const ask = async (security: 'on' | 'off', path: string): Promise<Response> => {
    const application = elasticsearchApplication({ name: 'es01', clusterName: 'practice', version: '8.19.21', security });
    listener = await startListener({ host: '127.0.0.1', port: 0, tls: null, application });
    return fetch(`http://127.0.0.1:${listener.port}${path}`, { headers: { connection: 'close' } });
  };

  it('refuse who has no credentials, with three challenges and without the product header', async () => {
    const answer = await ask('on', '/_nodes');
    assert.equal(answer.status, 401);
    assert.equal(answer.headers.get('www-authenticate'), 'Basic realm="security", charset="UTF-8", Bearer realm="security", ApiKey');
    assert.equal(answer.headers.get('x-elastic-product'), null);
    assert.equal(answer.headers.get('date'), null);
    const body = (await answer.json()) as { status: number; error: { root_cause: { reason: string }[] } };
    assert.equal(body.status, 401);
    assert.equal(body.error.root_cause[0]?.reason, 'missing authentication credentials for REST request [/_nodes]');
  });

  it('tell everybody who they are where security is off', async () => {
    const answer = await ask('off', '/');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('x-elastic-product'), 'Elasticsearch');
    const body = (await answer.json()) as { name: string; version: { number: string }; tagline: string };
    assert.deepEqual([body.name, body.version.number, body.tagline], ['es01', '8.19.21', 'You Know, for Search']);
  });

  it('know only the one path', async () => {
    const answer = await ask('off', '/nothing');
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /no handler found for uri \[\/nothing\] and method \[GET\]/);
  });
});
