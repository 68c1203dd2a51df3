import assert from 'node:assert/strict';
import { isAcceptanceUndetermined } from '../../../src/jobs/kibana/is-acceptance-undetermined.ts';
import { kibanaConnections } from '../../../src/jobs/kibana/kibana-connections.ts';
import type { Unknown } from '../../../src/model/finding.ts';
import type { Setting, Setup } from '../../../src/model/setup.ts';
import type { Target } from '../../../src/model/target.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { rulesOnTrust } from '../../../src/rules/rule-groups.ts';
import { bareSetup, tlsContext } from '../../support/tls-context.ts';

const setting = (key: string, value: Setting['value']): Setting => ({
  key,
  value,
  secret: false,
  place: { file: 'kibana.yml', line: 1 },
  from: 'yml',
});
const contexts = ['elasticsearch.ssl', 'monitoring.ui.elasticsearch.ssl', 'server.ssl'].map((name) => tlsContext(name));

function setup(facts: Partial<Setup['facts']>, settings: readonly Setting[] = []): Setup {
  return bareSetup({ product: 'kibana', contexts, settings, facts: { httpHosts: ['localhost'], httpPort: '5601', ...facts } });
}
/** As what, where, by which settings, for which name. */
function legs(given: Setup, to: readonly string[] = [], self: Target | null = null): readonly string[] {
  return kibanaConnections(given, to, self).map(
    ({ as, target: { host, port, scheme }, context, serverName, written }) =>
      `${as} ${scheme} ${host} ${port} ${context?.name ?? '-'} ${serverName ?? '-'} ${written}`,
  );
}
const own = 'own-port kibana localhost 5601 - - localhost:5601';
const dialled = (url: string, host: string, port: number) => `elasticsearch-host http ${host} ${port} elasticsearch.ssl ${host} ${url}`;
const monitored = (url: string, host: string, port: number) =>
  `monitoring-host http ${host} ${port} monitoring.ui.elasticsearch.ssl ${host} ${url}`;

describe('what there is to ask of a Kibana', () => {
  it('is each of its hosts, with and without a port, and its own port', () => {
    const hosts = ['https://es01:9200', 'http://es02:9200', 'https://es03', 'http://es04', 'HTTPS://[2001:db8::1]:9201'];
    assert.deepEqual(legs(setup({ elasticsearchHosts: hosts })), [
      dialled('https://es01:9200', 'es01', 9200),
      dialled('http://es02:9200', 'es02', 9200),
      dialled('https://es03', 'es03', 443),
      dialled('http://es04', 'es04', 80),
      dialled('HTTPS://[2001:db8::1]:9201', '2001:db8::1', 9201),
      own,
    ]);
  });

  it('is no host that is written wrongly, in its settings', () => {
    assert.deepEqual(legs(setup({ elasticsearchHosts: ['es01:9200', 'https://', 'ftp://es01', 'https://es01:99999'] })), [own]);
  });

  it('is what the command line names in their place', () => {
    const given = setup({ elasticsearchHosts: ['https://es01:9200'] }, [setting('monitoring.ui.elasticsearch.hosts', 'https://mon:9200')]);
    assert.deepEqual(legs(given, ['https://es09:9200']), [dialled('https://es09:9200', 'es09', 9200), own]);
    for (const wrong of ['es09:9200', 'https://', 'ftp://es09', 'https://es09:99999'])
      assert.throws(() => kibanaConnections(given, [wrong], null), UsageError, wrong);
  });

  const lists: readonly (readonly [what: string, settings: readonly Setting[], hosts: readonly string[]])[] = [
    ['one', [setting('monitoring.ui.elasticsearch.hosts', 'https://m1:9200')], ['m1']],
    ['a list', [setting('monitoring.ui.elasticsearch.hosts', ['https://m1:9200', 'https://m2:9200'])], ['m1', 'm2']],
    [
      'one an item',
      [
        setting('monitoring.ui.elasticsearch.hosts.0', 'https://m1:9200'),
        setting('monitoring.ui.elasticsearch.hosts.1', 'https://m2:9200'),
      ],
      ['m1', 'm2'],
    ],
    [
      'the last of two',
      [setting('monitoring.ui.elasticsearch.hosts', 'https://m1:9200'), setting('monitoring.ui.elasticsearch.hosts', 'https://m2:9200')],
      ['m2'],
    ],
    ['none that is secret', [setting('monitoring.ui.elasticsearch.hosts', null)], []],
    ['none of another name', [setting('monitoring.ui.elasticsearch.hostsx', 'https://m1:9200')], []],
    ['none that is a list in a list', [setting('monitoring.ui.elasticsearch.hosts.0', ['https://m1:9200'])], []],
  ];
  for (const [what, settings, hosts] of lists) {
    it(`is each host of the monitoring cluster: ${what}`, () => {
      assert.deepEqual(legs(setup({}, settings)), [...hosts.map((host) => monitored(`https://${host}:9200`, host, 9200)), own]);
    });
  }

  const ports: readonly (readonly [hosts: readonly string[], port: string, expected: string | null])[] = [
    [[], '5601', 'localhost 5601'],
    [['0.0.0.0'], '5601', '127.0.0.1 5601'],
    [['0'], '5601', '127.0.0.1 5601'],
    [['::'], '5601', '::1 5601'],
    [['10.0.0.5'], '5602', '10.0.0.5 5602'],
    [['2001:db8::1'], '5601', '2001:db8::1 5601'],
    [['localhost'], '0', null],
    [['localhost'], 'x', null],
    [['localhost'], '5601x', null],
    [['localhost'], '99999', null],
    [['a..b'], '5601', null],
  ];
  for (const [httpHosts, httpPort, expected] of ports) {
    it(`is its own port, as server.host ${httpHosts.join()} and server.port ${httpPort} have it: ${expected}`, () => {
      const [leg, ...more] = kibanaConnections(setup({ httpHosts, httpPort }), [], null);
      assert.deepEqual([leg === undefined ? null : `${leg.target.host} ${leg.target.port}`, more], [expected, []]);
      if (leg !== undefined) assert.deepEqual([leg.as, leg.target.scheme, leg.context, leg.serverName], ['own-port', 'kibana', null, null]);
    });
  }

  it('is its own port where the command line says', () => {
    const self: Target = { label: 'kb:443', host: 'kb', port: 443, scheme: null };
    assert.deepEqual(legs(setup({ httpPort: 'x' }), [], self), ['own-port kibana kb 443 - - kb:443']);
  });

  const urls: readonly (readonly [url: string, expected: string | null])[] = [
    ['https://kb.acme.org', 'kb.acme.org 443'],
    ['http://kb.acme.org', 'kb.acme.org 80'],
    ['https://kb.acme.org:8443/kb', 'kb.acme.org 8443'],
    ['HTTP://kb.acme.org', 'kb.acme.org 80'],
    ['https://[2001:db8::1]:8443', '2001:db8::1 8443'],
    ['kb.acme.org', null],
    ['ftp://kb.acme.org', null],
    ['https://', null],
  ];
  for (const [url, expected] of urls) {
    it(`is where its public URL leads: ${url}: ${expected}`, () => {
      const leg = kibanaConnections(setup({ httpPublishHosts: [url] }), [], null).find(({ as }) => as === 'public-url');
      assert.equal(leg === undefined ? null : `${leg.target.host} ${leg.target.port}`, expected);
      if (leg === undefined) return;
      assert.deepEqual([leg.serverName, leg.context, leg.written, leg.target.scheme], [leg.target.host, null, url, 'kibana']);
    });
  }

  it('is no public URL where none is set', () => {
    assert.deepEqual(legs(setup({ httpPublishHosts: [] })), [own]);
  });
});

describe('whether Kibana and Elasticsearch let each other in', () => {
  const untold = (unknown?: readonly string[]) =>
    isAcceptanceUndetermined({
      ...(unknown === undefined ? {} : { unknown: unknown.map((rule): Unknown => ({ rule, code: 'no-connection', because: '' })) }),
    } as never);

  it('could not be told where a rule on trust or on client certificates is open, and no other', () => {
    assert.ok(rulesOnTrust.size > 0);
    for (const rule of [...rulesOnTrust, 'http-client-cert-required-by-surprise']) assert.equal(untold(['weak-key', rule]), true, rule);
    assert.equal(untold(['weak-key']), false);
    assert.equal(untold([]), false);
    assert.equal(untold(), false);
  });
});
