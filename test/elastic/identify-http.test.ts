import assert from 'node:assert/strict';
import { identifyHttp } from '../../src/elastic/identify-http.ts';
import type { HttpAnswer } from '../../src/model/observation.ts';

const answer = (status: number, headers: HttpAnswer['headers'], body: unknown = ''): HttpAnswer => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const nobody = { product: null, version: null, clusterName: null, nodeName: null, channel: null, date: null };
const elasticsearch = { ...nobody, product: 'elasticsearch', channel: 'http' };
const openSearch = { ...nobody, product: 'opensearch', channel: 'http' };
const kibana = { ...nobody, product: 'kibana', channel: 'kibana' };

const unauthenticated = {
  error: {
    root_cause: [{ type: 'security_exception', reason: 'missing authentication credentials for REST request [/]' }],
    type: 'security_exception',
  },
  status: 401,
};

describe('who gave an HTTP answer', () => {
  it('is an Elasticsearch 7 that tells everything without security', () => {
    const body = {
      name: 'es-1',
      cluster_name: 'logs',
      version: { number: '7.17.29', build_flavor: 'default' },
      tagline: 'You Know, for Search',
    };
    assert.deepEqual(identifyHttp(answer(200, { 'x-elastic-product': ['Elasticsearch'] }, body)), {
      ...elasticsearch,
      version: '7.17.29',
      clusterName: 'logs',
      nodeName: 'es-1',
    });
    assert.equal(identifyHttp(answer(200, {}, body)).product, 'elasticsearch');
  });

  it('is an Elasticsearch whose 401 names no product and no release', () => {
    for (const basic of ['Basic realm="security" charset="UTF-8"', 'Basic realm="security", charset="UTF-8"']) {
      const headers = { 'www-authenticate': [basic, 'Bearer realm="security"', 'ApiKey'] };
      assert.deepEqual(identifyHttp(answer(401, headers, unauthenticated)), elasticsearch);
    }
  });

  it('is not Elasticsearch for its realm alone', () => {
    assert.deepEqual(identifyHttp(answer(401, { 'www-authenticate': ['Basic realm="security"'] }, 'Unauthorized')), nobody);
  });

  it('is an Elasticsearch that got a TLS hello in the clear', () => {
    const body = { error: { root_cause: [{ type: 'invalid_line_separator_exception' }] }, status: 400 };
    assert.deepEqual(identifyHttp(answer(400, { 'x-elastic-product': ['Elasticsearch'] }, body)), elasticsearch);
  });

  it('speaks HTTP of this family but says not which, where only the shape of its error shows', () => {
    const body = { error: { root_cause: [{ type: 'illegal_argument_exception' }] }, status: 400 };
    assert.deepEqual(identifyHttp(answer(400, {}, body)), { ...nobody, channel: 'http' });
  });

  it('is OpenSearch by its realm, its distribution or its tagline', () => {
    assert.deepEqual(identifyHttp(answer(401, { 'www-authenticate': ['Basic realm="OpenSearch Security"'] }, 'Unauthorized')), openSearch);
    const body = { name: 'os-1', cluster_name: 'tb-os', version: { distribution: 'opensearch', number: '2.19.4' } };
    assert.deepEqual(identifyHttp(answer(200, {}, body)), { ...openSearch, version: '2.19.4', clusterName: 'tb-os', nodeName: 'os-1' });
    const compatible = { version: { number: '7.10.2' }, tagline: 'The OpenSearch Project: https://opensearch.org/' };
    assert.equal(identifyHttp(answer(200, {}, compatible)).product, 'opensearch');
  });

  it('is a Kibana by its headers, old and new', () => {
    assert.deepEqual(identifyHttp(answer(302, { 'kbn-name': ['kb-1'], 'kbn-license-sig': ['ab'.repeat(32)] })), {
      ...kibana,
      nodeName: 'kb-1',
    });
    assert.deepEqual(identifyHttp(answer(302, { 'kbn-version': ['6.8.23'], 'kbn-name': ['kibana'] })), {
      ...kibana,
      version: '6.8.23',
      nodeName: 'kibana',
    });
  });

  it('is a Kibana that has not reached Elasticsearch yet', () => {
    assert.deepEqual(identifyHttp(answer(503, {}, 'Kibana server is not ready yet')), kibana);
  });

  it('gives the clock of the server, where it is in the one format allowed', () => {
    const dated = identifyHttp(answer(200, { date: ['Mon, 23 Nov 2026 18:00:00 GMT'] }));
    assert.equal(dated.date?.toISOString(), '2026-11-23T18:00:00.000Z');
    for (const date of ['2026', 'Mon, 99 Foo 2026 18:00:00 GMT', '']) assert.equal(identifyHttp(answer(200, { date: [date] })).date, null);
  });

  it('takes control characters out of a name, and cuts it', () => {
    const named = (name: string) => identifyHttp(answer(302, { 'kbn-name': [name] })).nodeName;
    assert.equal(named('\x1b[31mred\u202e\x07\u009b'), '[31mred');
    assert.equal(named('x'.repeat(1000))?.length, 255);
    assert.equal(named('\x00 '), null);
  });

  it('believes no version that is none, and no name that is not text', () => {
    const body = { name: 7, cluster_name: { a: 1 }, version: { number: '8; rm' }, tagline: 'You Know, for Search' };
    assert.deepEqual(identifyHttp(answer(200, {}, body)), elasticsearch);
  });

  it('is nobody we know', () => {
    for (const body of ['', '<html></html>', '[]', 'null', '{"version":"1.2.3"}', '{"error":{"root_cause":[]},"status":200}', '{']) {
      assert.deepEqual(identifyHttp(answer(404, { server: ['nginx'] }, body)), nobody, body);
    }
  });
});
