import assert from 'node:assert/strict';
import { apiFactsOf } from '../../../src/jobs/scan/api-facts-of.ts';
import type { AskedNode } from '../../../src/jobs/scan/ask-nodes.ts';
import { discoveryOf } from '../../../src/jobs/scan/discover-nodes.ts';
import type { ListedNode, NodeAnswers } from '../../../src/model/api-facts.ts';
import type { Observation } from '../../../src/model/observation.ts';
import { discoveryGapText } from '../../../src/wording/discovery-texts.ts';
import { reasonText } from '../../../src/wording/reason-text.ts';
import { forbidden, listedNode, nodeAnswers, reported } from '../../support/api-facts.ts';
import { observation } from '../../support/evidence.ts';

const seen = (host: string, port: number, address: string | null = host): Observation =>
  observation({ target: { label: `${host}:${port}`, host, port, scheme: null }, address });
const asked = (at: Observation, given: Partial<NodeAnswers> = {}): AskedNode => ({ observation: at, answers: nodeAnswers(given) });
const node = (name: string, http: string, transport: string, publishedName: string | null = null): ListedNode => ({
  ...listedNode,
  id: `${name}-id`,
  name,
  http: { published: { name: publishedName, address: http, port: 9200 }, bound: [] },
  transport: { published: { name: publishedName, address: transport, port: 9300 }, bound: [] },
});

describe('what the API tells of an endpoint', () => {
  const http = seen('es01', 9200, '10.0.0.11');
  const transport = seen('es01', 9300, '10.0.0.11');

  it('is of the node itself at the port that was asked, and at its transport port', () => {
    const answers = [asked(http)];
    for (const endpoint of [http, transport]) {
      const facts = apiFactsOf(endpoint, answers);
      assert.equal(facts.own, answers[0]?.answers);
      assert.ok(facts.direct);
      assert.equal(facts.node?.name, 'es01');
      assert.deepEqual(facts.clock, { aheadMs: 3, boundMs: 5 });
      assert.deepEqual(facts.member, reported({ name: 'es01', others: 0 }));
    }
  });

  it('is the word of another where the node itself was not asked', () => {
    const second = node('es02', '10.0.0.12', '10.0.0.12');
    const facts = apiFactsOf(seen('es02', 9300, '10.0.0.12'), [
      asked(http, {
        nodes: reported([listedNode, second]),
        members: reported([
          { name: 'es01', address: '10.0.0.11', port: 9300 },
          { name: 'es02', address: '10.0.0.12', port: 9300 },
        ]),
      }),
    ]);
    assert.deepEqual([facts.own, facts.direct, facts.node?.name], [null, false, 'es02']);
    assert.deepEqual(facts.member, reported({ name: 'es02', others: 1 }));
  });

  it('is not direct behind an address that the node does not name', () => {
    const balancer = seen('elastic.acme.org', 443, '192.0.2.1');
    const facts = apiFactsOf(balancer, [asked(balancer)]);
    assert.deepEqual([facts.own === null, facts.direct, facts.node?.name], [false, false, 'es01']);
  });

  it('does not take the loopback of another machine for its own', () => {
    const loopback = { name: null, address: '127.0.0.1', port: 9300 };
    const single = { ...listedNode, transport: { published: loopback, bound: [loopback] } };
    const here = seen('localhost', 9300, '127.0.0.1');
    assert.equal(apiFactsOf(here, [asked(http, { self: reported(single), nodes: reported([single]) })]).node, null);
    const local = seen('localhost', 9200, '127.0.0.1');
    assert.equal(apiFactsOf(here, [asked(local, { self: reported(single), nodes: reported([single]) })]).node?.name, 'es01');
  });

  it('names the remote cluster that an endpoint is to another', () => {
    const remotes = reported([
      { alias: 'far', connected: false, addresses: ['ES-Far:9443', '[2001:db8::1]:9443'], apiKey: true },
      { alias: 'near', connected: true, addresses: ['es01:9300'], apiKey: false },
    ]);
    const far = { by: 'es01:9200', alias: 'far', apiKey: true, connected: false };
    assert.deepEqual(apiFactsOf(seen('es-far', 9443, '192.0.2.7'), [asked(http, { remotes })]).remoteConnections, [far]);
    assert.deepEqual(apiFactsOf(seen('2001:db8::1', 9443), [asked(http, { remotes })]).remoteConnections, [far]);
    assert.deepEqual(apiFactsOf(seen('es-far', 9300), [asked(http, { remotes })]).remoteConnections, []);
  });

  it('says why the members are not known', () => {
    assert.deepEqual(apiFactsOf(transport, [asked(http, { members: forbidden })]).member, forbidden);
    assert.equal(apiFactsOf(transport, []).member.kind, 'refused');
  });
});

describe('the nodes that others know of', () => {
  const http = seen('es01', 9200, '10.0.0.11');

  it('are scanned by the name that they publish, and once', () => {
    const nodes = reported([
      listedNode,
      node('es02', '10.0.0.12', '10.0.0.12', 'ES02.acme.org'),
      node('es03', '2001:db8::3', '2001:db8::3'),
    ]);
    const {
      added,
      nodes: all,
      because,
    } = discoveryOf([asked(http, { nodes }), asked(seen('es02', 9200, '10.0.0.12'), { nodes })], [http.target]);
    assert.equal(because, null);
    assert.equal(all.length, 3);
    assert.deepEqual(
      added.map(({ label, host }) => `${label} | ${host}`),
      [
        'es01 (10.0.0.11:9300) | 10.0.0.11',
        'es02 (es02.acme.org:9300) | es02.acme.org',
        'es03 ([2001:db8::3]:9300) | 2001:db8::3',
        'es03 ([2001:db8::3]:9200) | 2001:db8::3',
      ],
    );
  });

  it('may be more where one refused to tell, which is said', () => {
    const { because } = discoveryOf([asked(http), asked(seen('es09', 9200), { nodes: forbidden })], [http.target]);
    assert.deepEqual(because, { code: 'nodes-not-named', refusals: [{ node: 'es09:9200', why: forbidden.because }] });
    assert.equal(because === null ? '' : discoveryGapText(because), `es09:9200: ${reasonText(forbidden.because)}`);
    assert.deepEqual(discoveryOf([], [http.target]).because, { code: 'no-http-port-of-a-node' });
  });
});
