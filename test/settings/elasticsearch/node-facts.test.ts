import assert from 'node:assert/strict';
import type { FileFault } from '../../../src/model/reasons/file-fault.ts';
import { Secret } from '../../../src/model/secret.ts';
import type { NodeFacts, TlsContext } from '../../../src/model/setup.ts';
import { bootstrapFaults } from '../../../src/settings/elasticsearch/bootstrap-faults.ts';
import { ContextLoader } from '../../../src/settings/elasticsearch/context-loader.ts';
import { keystoreStartupErrors, unreadableYml, ymlStartupError } from '../../../src/settings/elasticsearch/file-faults.ts';
import { serverFaults } from '../../../src/settings/elasticsearch/listener-faults.ts';
import { factsOf } from '../../../src/settings/elasticsearch/node-facts.ts';
import { blockRemarks, securityRemarks } from '../../../src/settings/elasticsearch/setup-warnings.ts';
import { placesOfDirectory } from '../../../src/settings/file-places.ts';
import { MergedSettings } from '../../../src/settings/merged-settings.ts';
import { readYml } from '../../../src/settings/read-yml.ts';
import { setupProblemText } from '../../../src/wording/setup-problem-texts.ts';
import { nodeSetup } from '../setup-files.ts';

const merged = (yml: string, secure: readonly string[] = []) =>
  new MergedSettings(
    readYml(Buffer.from(yml), { file: 'elasticsearch.yml', environment: {}, variables: 'elasticsearch' }).settings,
    new Map(secure.map((key) => [key, new Secret('x')])),
    'elasticsearch.keystore',
    ',',
  );
const facts = (yml: string, old = false) => factsOf(merged(yml), old);
const under = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

describe('what the settings say of the node itself', () => {
  /** A fact, and the settings that it is taken from, best first; in the end what it is without any. */
  const orders: readonly (readonly [keyof NodeFacts, readonly string[], unknown])[] = [
    ['clusterName', ['cluster.name'], 'elasticsearch'],
    ['nodeName', ['node.name'], null],
    ['seedHosts', ['discovery.seed_hosts', 'discovery.zen.ping.unicast.hosts'], []],
    ['seedProviders', ['discovery.seed_providers', 'discovery.zen.hosts_provider'], []],
    ['initialMasterNodes', ['cluster.initial_master_nodes'], []],
    ['transportHosts', ['transport.bind_host', 'transport.host', 'network.bind_host', 'network.host'], []],
    ['transportPublishHosts', ['transport.publish_host', 'transport.host', 'network.publish_host', 'network.host'], []],
    ['transportPort', ['transport.port', 'transport.tcp.port'], '9300-9400'],
    ['httpHosts', ['http.bind_host', 'http.host', 'network.bind_host', 'network.host'], []],
    ['httpPublishHosts', ['http.publish_host', 'http.host', 'network.publish_host', 'network.host'], []],
    ['httpPort', ['http.port'], '9200-9300'],
    ['discoveryType', ['discovery.type'], null],
  ];
  for (const [fact, settings, otherwise] of orders) {
    it(`${fact} is of ${settings.join(', else ')}`, () => {
      assert.deepEqual(facts('a: b\n')[fact], otherwise);
      for (let from = 0; from < settings.length; from++) {
        const value = facts(under(...settings.slice(from).map((key, at) => `${key}: v${from + at}`)))[fact];
        assert.deepEqual([value].flat(), [`v${from}`], settings[from]);
      }
      // No other setting says it.
      const others = orders.flatMap(([, names]) => names).filter((name) => !settings.includes(name));
      assert.deepEqual(facts(under(...new Set(others.map((key) => `${key}: x`))))[fact], otherwise);
    });
  }

  it('security is on where nothing is set, but up to 7', () => {
    assert.deepEqual([facts('').securityEnabled.value, facts('', true).securityEnabled.value], [true, false]);
    assert.deepEqual(facts('xpack.security.enabled: false\n').securityEnabled, {
      value: false,
      place: { file: 'elasticsearch.yml', line: 1 },
    });
    assert.equal(facts('xpack.security.enabled: true\n', true).securityEnabled.value, true);
  });

  it('has each remote cluster with its addresses, and whether it has a key for it', () => {
    const yml = under(
      'cluster.remote.a.seeds: [x:9300, y:9300]',
      'cluster.remote.a.skip_unavailable: true',
      'cluster.remote.b.proxy_address: z:9443',
    );
    assert.deepEqual(factsOf(merged(yml, ['cluster.remote.b.credentials', 'cluster.remote.c.credentials']), false).remoteClusters, [
      { alias: 'a', addresses: ['x:9300', 'y:9300'], apiKey: false },
      { alias: 'b', addresses: ['z:9443'], apiKey: true },
      { alias: 'c', addresses: [], apiKey: true },
    ]);
    assert.deepEqual(facts('cluster.remote: x\nmy.cluster.remote.a.seeds: x\n').remoteClusters, []);
  });
});

const contextOf = (kind: TlsContext['kind'], name: string, enabled: boolean, line: number | null = null) =>
  ({ kind, name, enabled: { value: enabled, place: line === null ? null : { file: 'elasticsearch.yml', line } } }) as TlsContext;
const transport = 'xpack.security.transport.ssl';
const http = 'xpack.security.http.ssl';

describe('what the bootstrap checks refuse', () => {
  type Case = readonly [string, { yml: string; transport: boolean; http: boolean; version?: string | null }, readonly string[]];
  const outside = 'network.host: 10.0.0.1\n';
  const tokens = 'xpack.security.authc.token.enabled: true\n';
  const tls = { transport: true, http: false };
  const missing = `bootstrap-tls-missing ${transport}.enabled`;
  const cases: readonly Case[] = [
    ['no TLS on transport', { ...tls, transport: false, yml: outside }, [`${missing} proven`]],
    [
      'no TLS on transport, of a release that is not known',
      { ...tls, transport: false, yml: outside, version: null },
      [`${missing} likely`],
    ],
    ['TLS on transport', { ...tls, yml: outside }, []],
    ['no TLS on transport of a node that stands alone', { ...tls, transport: false, yml: `${outside}discovery.type: single-node\n` }, []],
    [
      'no TLS on transport of another kind of discovery',
      { ...tls, transport: false, yml: `${outside}discovery.type: multi-node\n` },
      [`${missing} proven`],
    ],
    ['no TLS on transport without security', { ...tls, transport: false, yml: `${outside}xpack.security.enabled: false\n` }, []],
    ['no TLS on transport that is bound to the loopback', { ...tls, transport: false, yml: 'network.host: _local_\n' }, []],
    ['no TLS on transport that is published', { ...tls, transport: false, yml: 'transport.publish_host: es01\n' }, [`${missing} proven`]],
    ['tokens without HTTPS', { ...tls, yml: outside + tokens }, ['token-service-without-https xpack.security.authc.token.enabled proven']],
    ['tokens with HTTPS', { ...tls, http: true, yml: outside + tokens }, []],
    ['no tokens without HTTPS', { ...tls, yml: `${outside}xpack.security.authc.token.enabled: false\n` }, []],
  ];
  for (const [what, { yml, version = '9.1.0', ...on }, expected] of cases) {
    it(`${what}: ${expected.join(', ') || 'nothing'}`, () => {
      const contexts = [contextOf('transport', transport, on.transport), contextOf('http', http, on.http)];
      const told = bootstrapFaults(merged(yml), facts(yml), contexts, version);
      assert.deepEqual(
        told.map(({ rule, setting, certainty, stops, place, context, file }) => {
          assert.deepEqual([stops, context, file], [true, null, null]);
          assert.equal(place !== null, yml.includes(`${setting}:`));
          return `${rule} ${setting} ${certainty}`;
        }),
        expected,
      );
    });
  }
});

describe('a listener that is set up by half', () => {
  const server = 'xpack.security.remote_cluster_server.ssl';
  type Case = readonly [string, string, readonly TlsContext[], readonly string[]];
  const cases: readonly Case[] = [
    ['TLS without a key', `${http}.enabled: true\n`, [contextOf('http', http, true, 1)], [`ssl-enabled-without-key ${http}.enabled`]],
    ['TLS by default, without a key', 'a: b\n', [contextOf('http', http, true)], ['ssl-enabled-without-key null']],
    ...['keystore.path', 'key', 'certificate'].map(
      (name): Case => [`TLS with ${name}`, `${http}.enabled: true\n${http}.${name}: x\n`, [contextOf('http', http, true, 1)], []],
    ),
    [
      'settings without enabled',
      `${http}.verification_mode: none\n`,
      [contextOf('http', http, false)],
      [`ssl-settings-without-enabled ${http}.verification_mode`],
    ],
    [
      'settings without enabled, of which the first by name is told',
      `${transport}.verification_mode: none\n${transport}.key: x\n`,
      [contextOf('transport', transport, false)],
      [`ssl-settings-without-enabled ${transport}.key`],
    ],
    ['TLS that is off', `${http}.enabled: false\n${http}.key: x\n`, [contextOf('http', http, false, 1)], []],
    ['nothing', 'a: b\n', [contextOf('http', http, false)], []],
    ['no listener', 'a: b\n', [contextOf('realm', 'a.ssl', true), contextOf('remote-cluster-client', 'b.ssl', true)], []],
    [
      'a server for remote clusters without a key',
      'remote_cluster_server.enabled: true\n',
      [contextOf('remote-cluster-server', server, true)],
      ['ssl-enabled-without-key remote_cluster_server.enabled'],
    ],
    [
      'the same, whose TLS is on by name',
      `remote_cluster_server.enabled: true\n${server}.enabled: true\n`,
      [contextOf('remote-cluster-server', server, true, 2)],
      [`ssl-enabled-without-key ${server}.enabled`],
    ],
    [
      'a server for remote clusters that does not serve',
      `${server}.verification_mode: none\n`,
      [contextOf('remote-cluster-server', server, true)],
      [],
    ],
  ];
  for (const [what, yml, contexts, expected] of cases) {
    it(`${what}: ${expected.join(', ') || 'nothing'}`, () => {
      for (const [version, stops, certainty] of [
        ['9.1.0', true, 'proven'],
        ['8.19.0', true, 'proven'],
        ['7.17.0', false, 'proven'],
        [null, true, 'likely'],
      ] as const) {
        const told = serverFaults(merged(yml), contexts, version);
        assert.deepEqual(
          told.map((one) => {
            assert.deepEqual([one.stops, one.certainty, one.context], [stops, certainty, contexts[0]?.name]);
            assert.equal(one.place !== null, one.setting !== null && yml.includes(`${one.setting}:`));
            return `${one.rule} ${one.setting}`;
          }),
          expected,
        );
      }
    });
  }
});

describe('what is said of transport without TLS that may be', () => {
  for (const [what, yml, enabled, expected] of [
    ['the loopback', 'a: b\n', false, ['single-node-exempt']],
    ['a node that stands alone', 'network.host: 10.0.0.1\ndiscovery.type: single-node\n', false, ['single-node-exempt']],
    ['a node that others reach', 'network.host: 10.0.0.1\n', false, []],
    ['TLS', 'a: b\n', true, []],
    ['no security', 'xpack.security.enabled: false\n', false, ['security-disabled']],
    ['no diagnosis', 'xpack.security.ssl.diagnose.trust: false\n', true, ['diagnose-trust-disabled']],
    ['diagnosis', 'xpack.security.ssl.diagnose.trust: true\nxpack.security.enabled: true\n', true, []],
  ] as const) {
    it(`${what}: ${expected.join(', ') || 'nothing'}`, () => {
      const told = securityRemarks(merged(yml), facts(yml), [contextOf('http', http, false), contextOf('transport', transport, enabled)]);
      assert.deepEqual(
        told.map(({ rule }) => rule),
        expected,
      );
      assert.ok(told.every(({ stops, certainty }) => !stops && certainty === 'proven'));
    });
  }
});

describe('the block of auto-configuration', () => {
  const begin = '#--- BEGIN SECURITY AUTO CONFIGURATION ---';
  const end = '#--- END SECURITY AUTO CONFIGURATION ---';
  const told = (...lines: readonly string[]) => {
    const text = lines.join('\r\n');
    const yml = readYml(Buffer.from(text), { file: 'e.yml', environment: {}, variables: 'elasticsearch' });
    return blockRemarks(text, 'e.yml', yml).map(({ context, setting, place, file, rule }) => {
      assert.deepEqual([file, rule], ['e.yml', 'autoconfig-block-conflict']);
      return `${context} ${setting}:${place?.line}`;
    });
  };
  const one = `${transport}.key: a`;
  const two = `${transport}.certificate: b`;
  it('is told of beside lines of one’s own for the same prefix, before it or behind it', () => {
    assert.deepEqual(told(two, begin, one, end), [`${transport} ${transport}.certificate:1`]);
    assert.deepEqual(told(begin, one, end, two), [`${transport} ${transport}.certificate:4`]);
    assert.deepEqual(told(begin, one, `${http}.key: a`, end, two, `${http}.certificate: b`), [
      `${transport} ${transport}.certificate:5`,
      `${http} ${http}.certificate:6`,
    ]);
  });

  it('is not told of where it stands alone, where it has nothing, or where it has no end', () => {
    assert.deepEqual(told(begin, one, two, end), []);
    assert.deepEqual(told(begin, `${http}.key: a`, end, one), []);
    assert.deepEqual(told(begin, end, one), []);
    assert.deepEqual(told(one, two), []);
    assert.deepEqual(told(begin, one, two), []);
    assert.deepEqual(told(end, one, begin, two), []);
    assert.deepEqual(told(one, begin, end), []);
  });
});

describe('a file that a context could not read', () => {
  const loader = (version: string | null) =>
    new ContextLoader(
      { kind: 'transport', prefix: transport },
      {
        settings: merged(`${transport}.key: a\n`),
        directory: '/etc/es',
        places: placesOfDirectory('/etc/es', '/etc/es'),
        version,
        passwords: () => [],
        secretsUnknown: false,
      },
    );
  const nothing = { bytes: null, mode: null, size: 9, modifiedAt: null, realPath: null };
  const problemOf = (reader: ContextLoader, fault: FileFault, all: readonly string[]) => {
    reader.noteUnread({ ...nothing, fault }, 'a', `${transport}.key`, 'W', all);
    const [problem, ...more] = reader.startupErrors;
    assert.ok(problem !== undefined && more.length === 0 && reader.unknown.length === 0);
    return problem;
  };

  it('is not known where it is of another machine', () => {
    const reader = loader('9.1.0');
    reader.noteUnread({ ...nothing, fault: 'elsewhere' }, 'a', `${transport}.key`, 'W');
    assert.deepEqual(
      [reader.startupErrors, reader.unknown],
      [[], [{ code: 'file-elsewhere', context: transport, setting: `${transport}.key`, file: 'a' }]],
    );
  });

  for (const [fault, rule, certainty, one, several] of [
    [
      'missing',
      'file-missing',
      'proven',
      'cannot read configured W [a] because the file does not exist',
      'cannot read configured W [a,b] because one or more files do not exist',
    ],
    ['denied', 'file-not-readable', 'likely', 'not permitted to read the W file [a]', 'not permitted to read one of more Wfiles [a,b]'],
    [
      'directory',
      'file-missing',
      'proven',
      'cannot read configured W [a] - Is a directory',
      'cannot read configured W [a,b] - Is a directory',
    ],
    ['not-a-file', 'file-not-readable', 'likely', null, null],
    ['too-large', 'file-not-readable', 'likely', null, null],
    ['exhausted', 'file-not-readable', 'likely', null, null],
    ['failed', 'file-not-readable', 'likely', null, null],
  ] as const) {
    it(`for ${fault}: ${rule}, ${certainty}`, () => {
      const setting = `${transport}.key`;
      for (const [all, log] of [
        [['a'], one],
        [['a', 'b'], several],
      ] as const) {
        const told = problemOf(loader('9.1.0'), fault, all);
        assert.deepEqual(
          [told.rule, told.certainty, told.stops, told.setting, told.file, told.place?.line, told.logText],
          [rule, certainty, true, setting, 'a', 1, log === null ? null : `failed to load SSL configuration [${transport}] - ${log}`],
        );
        assert.deepEqual(told.because, { code: 'file-unread', file: 'a', fault, size: 9 });
        assert.match(setupProblemText(told.because), /^a: .+\.$/);
      }
      // 7 says no more than that.
      assert.equal(
        problemOf(loader('7.17.0'), fault, ['a']).logText,
        one === null ? null : `failed to load SSL configuration [${transport}]`,
      );
    });
  }
});

describe('a fault of elasticsearch.yml', () => {
  const failed = 'Failed to load settings from [elasticsearch.yml]';
  for (const [because, stops, certainty, log] of [
    [{ code: 'yml-syntax', error: 'BAD_INDENT' }, true, 'proven', failed],
    [{ code: 'yml-duplicate', setting: 'k' }, true, 'proven', "Duplicate field 'f'"],
    [{ code: 'yml-not-a-map' }, true, 'proven', failed],
    [{ code: 'yml-null-value', setting: 'k' }, true, 'proven', 'null-valued setting found for key [k]'],
    [{ code: 'yml-list-of-maps', setting: 'k' }, true, 'proven', 'only value lists are allowed in serialized settings'],
    [{ code: 'yml-several-documents' }, true, 'proven', 'malformed, expected end of settings but encountered additional content'],
    [{ code: 'yml-not-utf8' }, true, 'proven', failed],
    [{ code: 'yml-too-large', octets: 9 }, false, 'proven', failed],
    [{ code: 'yml-variable-unresolved', setting: 'k', variable: 'v' }, true, 'likely', "Could not resolve placeholder 'v'"],
  ] as const) {
    it(`${because.code}: ${stops ? 'stops it' : 'does not stop it'}, ${certainty}`, () => {
      const place = { file: 'e.yml', line: 3 };
      assert.deepEqual(ymlStartupError({ because, place, key: 'k', field: 'f' }), {
        rule: 'yaml-shape-overrides',
        stops,
        certainty,
        context: null,
        setting: 'k',
        place,
        file: 'e.yml',
        because,
        logText: log,
      });
    });
  }
});

describe('a configuration that may not be read', () => {
  it('is told of as likely: the node may be another user', () => {
    assert.deepEqual(unreadableYml('e.yml', { bytes: null, fault: 'denied', mode: null, size: null, modifiedAt: null, realPath: null }), {
      rule: 'file-not-readable',
      stops: true,
      certainty: 'likely',
      context: null,
      setting: null,
      place: { file: 'e.yml', line: null },
      file: 'e.yml',
      because: { code: 'file-unread', file: 'e.yml', fault: 'denied', size: null },
      logText: null,
    });
  });

  it('is told of elasticsearch.keystore where it is there, and is none', () => {
    const unreadable = (fault: 'denied' | 'directory') =>
      keystoreStartupErrors({ kind: 'unreadable', protected: false, because: { code: 'file-unread', file: 'k', fault, size: null } }, 'k');
    assert.deepEqual(unreadable('denied'), []);
    assert.deepEqual(
      unreadable('directory').map(({ rule, stops, certainty, file }) => [rule, stops, certainty, file]),
      [['keystore-type-mismatch', true, 'proven', 'k']],
    );
    const broken = keystoreStartupErrors({ kind: 'unreadable', protected: false, because: { code: 'keystore-empty' } }, 'k');
    assert.equal(broken.length, 1);
    assert.deepEqual(keystoreStartupErrors({ kind: 'absent' }, 'k'), []);
    assert.deepEqual(keystoreStartupErrors({ kind: 'locked', protected: true, because: { code: 'keystore-password-missing' } }, 'k'), []);
  });
});

describe('trust that names no file', () => {
  const pem = '"-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----"';
  for (const [name, setting] of [
    ['truststore.path', `${transport}.truststore.path`],
    ['certificate_authorities', `${transport}.certificate_authorities`],
    ['keystore.path', `${transport}.keystore.path`],
  ] as const) {
    it(`is not known, and says by which setting: ${name}`, async () => {
      const setup = await nodeSetup({ yml: `${transport}.enabled: true\n${transport}.${name}: ${pem}\n` });
      const { trust, files } = setup.contexts.find(({ kind }) => kind === 'transport') ?? assert.fail();
      assert.deepEqual([trust.kind, trust.because, trust.anchors, files], ['unknown', { code: 'setting-names-no-file', setting }, [], []]);
    });
  }
});
