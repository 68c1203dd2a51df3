import assert from 'node:assert/strict';
import { settingsOfCommandLine } from '../../../src/settings/container/command-line-settings.ts';
import { settingsOfElasticsearchVariables } from '../../../src/settings/container/elasticsearch-variables.ts';
import { readEnvironmentFile } from '../../../src/settings/container/environment-variable.ts';
import { interpolated } from '../../../src/settings/container/interpolate.ts';
import { settingsOfKibanaVariables } from '../../../src/settings/container/kibana-variables.ts';

const place = { file: 'node.env', line: 3 };
const variable = (name: string, value: string) => ({ name, value, place });

describe('settings outside of the yml file', () => {
  it('come from the environment of Elasticsearch by their own names, and by ES_SETTING_', () => {
    const cases: readonly (readonly [name: string, key: string | null])[] = [
      ['xpack.security.http.ssl.enabled', 'xpack.security.http.ssl.enabled'],
      ['cluster.name', 'cluster.name'],
      ['ES_SETTING_XPACK_SECURITY_HTTP_SSL_ENABLED', 'xpack.security.http.ssl.enabled'],
      ['ES_SETTING_XPACK_SECURITY_TRANSPORT_SSL_VERIFICATION__MODE', 'xpack.security.transport.ssl.verification_mode'],
      ['ES_SETTING_XPACK_SECURITY_TRANSPORT_SSL_CERTIFICATE__AUTHORITIES', 'xpack.security.transport.ssl.certificate_authorities'],
      ['ES_JAVA_OPTS', null],
      ['ELASTIC_PASSWORD', null],
      ['Xpack.security.enabled', null],
      ['PATH', null],
    ];
    for (const [name, key] of cases) {
      const [found] = settingsOfElasticsearchVariables([variable(name, 'true')]);
      assert.equal(found?.key ?? null, key, name);
      if (found !== undefined) assert.deepEqual([found.value, found.place], ['true', place]);
    }
    assert.deepEqual(settingsOfElasticsearchVariables([variable('cluster.name', '')]), []);
  });

  it('come from the environment of Kibana in capitals', () => {
    const cases: readonly (readonly [name: string, value: string, key: string | null, read: string | readonly string[]])[] = [
      ['ELASTICSEARCH_HOSTS', 'https://es01:9200', 'elasticsearch.hosts', 'https://es01:9200'],
      [
        'ELASTICSEARCH_HOSTS',
        '["https://es01:9200","https://es02:9200"]',
        'elasticsearch.hosts',
        ['https://es01:9200', 'https://es02:9200'],
      ],
      [
        'ELASTICSEARCH_SSL_CERTIFICATEAUTHORITIES',
        'config/certs/ca/ca.crt',
        'elasticsearch.ssl.certificateAuthorities',
        'config/certs/ca/ca.crt',
      ],
      ['SERVER_SSL_ENABLED', 'true', 'server.ssl.enabled', 'true'],
      ['SERVER_SSL_KEYSTORE_PATH', '/k.p12', 'server.ssl.keystore.path', '/k.p12'],
      ['SERVERNAME', 'kibana', null, ''],
      ['server.ssl.enabled', 'true', null, ''],
      ['MEM_LIMIT', '1', null, ''],
    ];
    for (const [name, value, key, read] of cases) {
      const [found] = settingsOfKibanaVariables([variable(name, value)]);
      assert.equal(found?.key ?? null, key, name);
      if (found !== undefined) assert.deepEqual(found.value, read);
    }
  });

  it('come from the arguments', () => {
    const of = (product: 'elasticsearch' | 'kibana', ...words: string[]) =>
      settingsOfCommandLine(product, words, place).map(({ key, value }) => [key, value]);
    assert.deepEqual(of('elasticsearch', 'elasticsearch', '-Ecluster.name=a', '-E', 'node.name=b', '-d', '-p', 'pid'), [
      ['cluster.name', 'a'],
      ['node.name', 'b'],
    ]);
    assert.deepEqual(of('elasticsearch', '-Expack.security.http.ssl.key=a=b.key'), [['xpack.security.http.ssl.key', 'a=b.key']]);
    assert.deepEqual(
      of('kibana', 'kibana', '--server.ssl.enabled', '--server.ssl.key=k', '--elasticsearch.hosts', '["https://a"]', '--allow-root'),
      [
        ['server.ssl.enabled', 'true'],
        ['server.ssl.key', 'k'],
        ['elasticsearch.hosts', ['https://a']],
      ],
    );
  });

  it('have the line of a file with variables, of a repeated one the last', () => {
    assert.deepEqual(readEnvironmentFile('# c\nA=1\nexport B="two words"\nA=3\n', 'f'), [
      { name: 'A', value: '3', place: { file: 'f', line: 4 } },
      { name: 'B', value: 'two words', place: { file: 'f', line: 3 } },
    ]);
  });

  it('are filled in as Compose does', () => {
    const cases: readonly (readonly [text: string, value: string, ...unset: string[]])[] = [
      [`$A/\${A}`, '1/1'],
      [`\${B:-b}\${B-b}`, 'bb'],
      [`\${E:-e}\${E-e}`, 'e'],
      [`\${A:+set}\${B:+set}`, 'set'],
      [`\${B}x`, 'x', 'B'],
      [`\${B:?needed}`, '', 'B'],
      ['$$A', '$A'],
      ['$', '$'],
    ];
    for (const [text, value, ...unset] of cases) assert.deepEqual(interpolated(text, { A: '1', E: '' }), { value, unset }, text);
  });
});
