import assert from 'node:assert/strict';
import { readCompose } from '../../../src/settings/container/read-compose.ts';

const read = (text: string, environment: Readonly<Record<string, string>> = {}) => {
  const compose = readCompose(text, 'compose.yaml', environment);
  assert.ok(compose.kind === 'services');
  return compose.services;
};

describe('a compose file', () => {
  it('has services with what they are started with, and the lines where it stands', () => {
    const [es, kibana] = read(
      `x-common: &common
  image: docker.elastic.co/elasticsearch/elasticsearch:\${STACK_VERSION}
  env_file: [node.env, { path: other.env, required: false }]
services:
  es01:
    <<: *common
    environment:
      - node.name=es01
      - xpack.security.http.ssl.key=certs/\${NODE}/\${NODE}.key
    volumes:
      - certs:/usr/share/elasticsearch/config/certs
      - ./es01.yml:/usr/share/elasticsearch/config/elasticsearch.yml:ro
    command: elasticsearch -E 'cluster.name=a b'
  kibana:
    image: kibana:8.15.0@sha256:0
    environment:
      SERVER_SSL_ENABLED: true
      "SERVER_SSL_KEY": config/k.key
    volumes:
      - { type: bind, source: ./config, target: /usr/share/kibana/config }
      - { type: volume, source: data, target: /usr/share/kibana/data }
`,
      { STACK_VERSION: '8.15.0', NODE: 'es01' },
    );
    assert.ok(es !== undefined && kibana !== undefined);
    assert.deepEqual([es.name, es.product, es.release, es.line], ['es01', 'elasticsearch', '8.15.0', 5]);
    assert.deepEqual(es.environmentFiles, ['node.env', 'other.env']);
    assert.deepEqual(
      es.variables.map(({ name, value, place }) => [name, value, place.line]),
      [
        ['node.name', 'es01', 8],
        ['xpack.security.http.ssl.key', 'certs/es01/es01.key', 9],
      ],
    );
    assert.deepEqual(es.mounts, [
      { target: '/usr/share/elasticsearch/config/certs', source: null },
      { target: '/usr/share/elasticsearch/config/elasticsearch.yml', source: './es01.yml' },
    ]);
    assert.deepEqual([es.command, es.commandLine], [['elasticsearch', '-E', 'cluster.name=a b'], 13]);
    assert.deepEqual([kibana.product, kibana.unset, kibana.extends], ['kibana', [], false]);
    assert.deepEqual(
      kibana.variables.map(({ name, value, place }) => [name, value, place.line]),
      [
        ['SERVER_SSL_ENABLED', 'true', 17],
        ['SERVER_SSL_KEY', 'config/k.key', 18],
      ],
    );
    assert.deepEqual(
      kibana.mounts.map(({ source }) => source),
      ['./config', null],
    );
  });

  it('knows the product by the image alone', () => {
    const product = (image: string) => read(`services: { a: { image: '${image}' } }`)[0]?.product;
    assert.equal(product('docker.elastic.co/elasticsearch/elasticsearch:9.1.2'), 'elasticsearch');
    assert.equal(product('elasticsearch'), 'elasticsearch');
    assert.equal(product('registry:5000/mirror/kibana/kibana:8.15.0-SNAPSHOT'), 'kibana');
    assert.equal(product('docker.elastic.co/elasticsearch/elasticsearch-wolfi:8.19.0'), 'elasticsearch');
    assert.equal(product('elasticsearch-exporter:1'), null);
    assert.equal(product('nginx'), null);
  });

  it('tells variables without a value, and what extends another', () => {
    const [service] = read(
      `services:\n  a:\n    image: kibana:\${V}\n    extends: { service: b }\n    environment: { X: "\${Y:-}", Z: "\${W}" }\n`,
    );
    assert.deepEqual([service?.unset, service?.extends, service?.release], [['V', 'W'], true, null]);
  });

  it('has files that Compose puts in', () => {
    const [service] = read(
      'configs: { yml: { file: ./k.yml } }\nservices:\n  a:\n    image: kibana\n    configs: [{ source: yml, target: /usr/share/kibana/config/kibana.yml }]\n',
    );
    assert.deepEqual(service?.mounts, [{ target: '/usr/share/kibana/config/kibana.yml', source: './k.yml' }]);
  });

  it('may be broken, or something else', () => {
    assert.deepEqual(readCompose('services:\n  a: [\n', 'f', {}), { kind: 'broken', line: 3 });
    for (const text of ['', 'a: 1', '- 1', 'services: 3', 'null']) assert.deepEqual(readCompose(text, 'f', {}), { kind: 'other' }, text);
    for (const text of [
      'services: { a: }',
      'services: { a: 3 }',
      'services: { a: { environment: 3, volumes: x, command: 4, env_file: { } } }',
    ])
      assert.equal(readCompose(text, 'f', {}).kind, 'services', text);
  });
});
