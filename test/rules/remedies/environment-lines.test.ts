import assert from 'node:assert/strict';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';
import { removal, setting } from '../../../src/rules/remedies/settings-edit.ts';

describe('settings that stand in the environment', () => {
  const context = (product: 'elasticsearch' | 'kibana', environmentFile: string | null) =>
    fixContext({ channel: 'http', product, deployment: 'self', directory: '/srv/stack', environmentFile });

  it('are written as the image takes them, in the file that has them', () => {
    const values = { 'server.ssl.key': 'k.key', 'elasticsearch.hosts': ['https://a', 'https://b'] };
    const kibana = setting(context('kibana', '/srv/stack/kibana.env'), 'at-fault', 'Set it.', values);
    assert.equal(kibana.where.file, '/srv/stack/kibana.env');
    assert.deepEqual(kibana.lines, ['SERVER_SSL_KEY=k.key', 'ELASTICSEARCH_HOSTS=["https://a","https://b"]']);
    const node = setting(context('elasticsearch', 'compose.yaml'), 'at-fault', 'Set it.', {
      'xpack.security.http.ssl.enabled': true,
      'xpack.security.http.ssl.certificate_authorities': ['a.crt', 'b.crt'],
    });
    assert.deepEqual(node.lines, [
      '- xpack.security.http.ssl.enabled=true',
      '- xpack.security.http.ssl.certificate_authorities=a.crt,b.crt',
    ]);
  });

  it('are deleted by their names there', () => {
    const { text, removes } = removal(context('kibana', 'kibana.env'), 'at-fault', ['server.ssl.cert']);
    assert.deepEqual([text, removes], ['Delete SERVER_SSL_CERT.', ['SERVER_SSL_CERT']]);
  });

  it('stay in the yml file of other nodes, and where nothing is in the environment', () => {
    assert.deepEqual(setting(context('elasticsearch', 'node.env'), 'every-node', 'Set it.', { a: 1 }).lines, ['a: 1']);
    const own = setting(context('kibana', null), 'at-fault', 'Set it.', { 'server.ssl.enabled': true });
    assert.deepEqual([own.where.file, own.lines], ['/srv/stack/kibana.yml', ['server.ssl.enabled: true']]);
  });
});
