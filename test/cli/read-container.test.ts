import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeFileOf, readService } from '../../src/cli/read-container.ts';
import { readElasticsearchSetup, readKibanaSetup, UsageError } from '../../src/index.ts';

/** As in the compose files of Elastic's documentation: settings in the environment, certificates in a volume that Docker keeps. */
const compose = `services:
  setup:
    image: docker.elastic.co/elasticsearch/elasticsearch:\${STACK_VERSION}
    volumes: [ certs:/usr/share/elasticsearch/config/certs ]
    command: bash -c 'bin/elasticsearch-certutil ca'
  es01:
    image: docker.elastic.co/elasticsearch/elasticsearch:\${STACK_VERSION}
    volumes:
      - certs:/usr/share/elasticsearch/config/certs
    environment:
      - node.name=es01
      - cluster.name=\${CLUSTER_NAME}
      - xpack.security.enabled=true
      - xpack.security.http.ssl.enabled=true
      - xpack.security.http.ssl.key=certs/es01/es01.key
      - xpack.security.http.ssl.certificate=certs/es01/es01.crt
      - xpack.security.http.ssl.certificate_authorities=certs/ca/ca.crt
      - xpack.security.transport.ssl.enabled=true
      - xpack.security.transport.ssl.key=certs/es01/es01.key
      - xpack.security.transport.ssl.certificate=certs/es01/es01.crt
      - xpack.security.transport.ssl.certificate_authorities=certs/ca/ca.crt
      - xpack.security.transport.ssl.verification_mode=certificate
  kibana:
    image: docker.elastic.co/kibana/kibana:\${STACK_VERSION}
    volumes:
      - ./certs:/usr/share/kibana/config/certs
    environment:
      - ELASTICSEARCH_HOSTS=https://es01:9200
      - ELASTICSEARCH_USERNAME=kibana_system
      - ELASTICSEARCH_SSL_CERTIFICATEAUTHORITIES=config/certs/ca/ca.crt
volumes:
  certs: { driver: local }
`;
const variables = 'STACK_VERSION=8.15.0\nCLUSTER_NAME=docker-cluster\n';

describe('a service of a compose file', () => {
  let folder = '';
  const file = () => join(folder, 'docker-compose.yml');
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const none = { service: null, envFile: null };
  const read = async (product: 'elasticsearch' | 'kibana', text = compose) => {
    write('docker-compose.yml', text);
    const { release, ...service } = await readService(product, file(), none);
    const options = { ...service, version: release, passwords: () => [] };
    return product === 'kibana' ? await readKibanaSetup(options) : await readElasticsearchSetup(options);
  };
  const refused = async (text: string, options: { readonly service: string | null; readonly envFile: string | null } = none) => {
    write('docker-compose.yml', text);
    try {
      await readService('kibana', file(), options);
    } catch (error) {
      if (error instanceof UsageError) return `${error.message.replace(folder, '')} — ${error.hint}`;
      throw error;
    }
    return null;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-compose-'));
    write('.env', variables);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('of the documentation has no fault, and says which files are not at hand', async () => {
    const node = await read('elasticsearch');
    assert.deepEqual(node.startupErrors, []);
    assert.equal(node.version, '8.15.0');
    assert.equal(node.facts.clusterName, 'docker-cluster');
    const missing = node.unknown.flatMap((unknown) => (unknown.code === 'file-elsewhere' ? [unknown.file] : []));
    assert.ok(missing.includes('/usr/share/elasticsearch/config/certs/es01/es01.key'), missing.join());
  });

  it('has the files that are mounted from this machine, and misses those that are not there', async () => {
    const kibana = await read('kibana');
    assert.deepEqual(kibana.facts.elasticsearchHosts, ['https://es01:9200']);
    const [fault, ...more] = kibana.startupErrors;
    assert.deepEqual(more, []);
    assert.equal(fault?.rule, 'file-missing');
    assert.equal(fault?.file, join(folder, 'certs', 'ca', 'ca.crt'));
    // The line of the compose file, not one of a kibana.yml.
    assert.deepEqual(fault?.place, { file: file(), line: 30 });
  });

  it('is told with the line where one setting is broken', async () => {
    const broken = (from: string, to: string) => read('elasticsearch', compose.replace(from, to));
    const lineOf = (text: string) => compose.split('\n').findIndex((line) => line.includes(text)) + 1;
    const cases: readonly (readonly [from: string, to: string, rule: string])[] = [
      ['transport.ssl.verification_mode=certificate', 'transport.ssl.verification_mode=certificat', 'unknown-ssl-setting'],
      ['http.ssl.key=certs', 'http.ssl.keys=certs', 'unknown-ssl-setting'],
    ];
    for (const [from, to, rule] of cases) {
      const { startupErrors } = await broken(from, to);
      const found = startupErrors.find((error) => error.rule === rule);
      assert.ok(found !== undefined, `${to}: ${startupErrors.map((error) => error.rule).join()}`);
      assert.deepEqual(found.place, { file: file(), line: lineOf(from) }, to);
    }
  });

  it('comes before its yml file', async () => {
    write('kibana.yml', 'elasticsearch.hosts: [ "http://other:9200" ]\nserver.ssl.enabled: true\n');
    const mounted = compose.replace('./certs:/usr/share/kibana/config/certs', './kibana.yml:/usr/share/kibana/config/kibana.yml');
    const { facts, startupErrors } = await read('kibana', mounted);
    assert.deepEqual(facts.elasticsearchHosts, ['https://es01:9200']);
    assert.ok(startupErrors.some(({ rule }) => rule === 'ssl-enabled-without-key'));
  });

  it('is refused with what to do', async () => {
    assert.match((await refused('services: [\n')) ?? '', /^\/docker-compose\.yml:2: it is not valid YAML — "docker compose config"/);
    assert.match((await refused('a: 1\n')) ?? '', /has no services/);
    assert.match((await refused('services: { a: { image: nginx } }\n')) ?? '', /no service with an image of Kibana — .*--service NAME/);
    const two = 'services: { k1: { image: kibana, environment: { A: 1 } }, k2: { image: kibana, environment: { A: 1 } } }\n';
    assert.match((await refused(two)) ?? '', /several services of Kibana: k1, k2 — .*--service NAME/);
    assert.equal(await refused(two, { service: 'k2', envFile: null }), null);
    assert.match((await refused(two, { service: 'k3', envFile: null })) ?? '', /no service k3 — it has k1, k2/);
    assert.match(
      (await refused('services: { k: { image: kibana, extends: { service: a } } }\n')) ?? '',
      /extends another one — .*docker compose config/,
    );
    write('.env', '');
    assert.match((await refused(compose)) ?? '', /uses \$\{STACK_VERSION\}, which has no value here — .*--env-file FILE/);
    write('other.env', variables);
    assert.equal(await refused(compose, { service: null, envFile: join(folder, 'other.env') }), null);
  });

  it('is found where the directory has no file of the product, and not beside one', async () => {
    write('docker-compose.yml', compose);
    assert.equal(await composeFileOf(folder, 'kibana'), file());
    assert.equal(await composeFileOf(file(), 'kibana'), file());
    write('kibana.yml', '');
    assert.equal(await composeFileOf(folder, 'kibana'), null);
    assert.equal(await composeFileOf(join(folder, 'kibana.yml'), 'kibana'), null);
    assert.equal(await composeFileOf(join(folder, 'none'), 'kibana'), null);
  });
});
