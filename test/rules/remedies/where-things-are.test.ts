import assert from 'node:assert/strict';
import type { Channel } from '../../../src/model/channel.ts';
import type { Facts } from '../../../src/model/facts.ts';
import type { FixContext, FixProduct, MaterialFormat } from '../../../src/model/fix.ts';
import type { MaterialFile, Setup } from '../../../src/model/setup.ts';
import { contextOfSetup, ofContext } from '../../../src/rules/remedies/context-of-setup.ts';
import { onEveryNode } from '../../../src/rules/remedies/enable-tls.ts';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';
import { clientPrefix, elasticsearchOf } from '../../../src/rules/remedies/kibana.ts';
import { isRunByOperator, type Layer, layerOf, prefixOf } from '../../../src/rules/remedies/layer.ts';
import { configDirectory, folderOf, inService, localCopy, newFiles, ownerOf, replaceFiles } from '../../../src/rules/remedies/put-files.ts';
import { leftoverSecrets, missingUses, secureName, usesOf } from '../../../src/rules/remedies/secrets.ts';
import { removal, setting, settingAdvice } from '../../../src/rules/remedies/settings-edit.ts';
import { advice, at } from '../../../src/rules/remedies/steps.ts';
import { bareSetup, tlsContext } from '../../support/tls-context.ts';

type Given = Partial<Omit<FixContext, 'files' | 'found'>> & {
  readonly files?: Partial<FixContext['files']>;
  readonly found?: Partial<FixContext['found']>;
};
const place = (given: Given = {}): FixContext =>
  fixContext({ channel: 'transport', product: 'elasticsearch', deployment: 'self', ...given });

describe('what the settings of a layer are called', () => {
  const prefixes: readonly (readonly [
    product: FixProduct,
    channel: Channel,
    prefix: string | null,
    expected: string,
    yml: string,
    name: Layer['product'],
  ])[] = [
    ['elasticsearch', 'transport', null, 'xpack.security.transport.ssl', 'elasticsearch.yml', 'Elasticsearch'],
    ['elasticsearch', 'http', null, 'xpack.security.http.ssl', 'elasticsearch.yml', 'Elasticsearch'],
    ['elasticsearch', 'remote-cluster', null, 'xpack.security.remote_cluster_server.ssl', 'elasticsearch.yml', 'Elasticsearch'],
    ['elasticsearch', 'unknown', null, 'xpack.security.transport.ssl', 'elasticsearch.yml', 'Elasticsearch'],
    [
      'elasticsearch',
      'http',
      'transport.profiles.x.xpack.security.ssl',
      'transport.profiles.x.xpack.security.ssl',
      'elasticsearch.yml',
      'Elasticsearch',
    ],
    ['elasticsearch', 'kibana', null, 'server.ssl', 'kibana.yml', 'Kibana'],
    ['kibana', 'http', null, 'server.ssl', 'kibana.yml', 'Kibana'],
    ['kibana', 'http', 'elasticsearch.ssl', 'elasticsearch.ssl', 'kibana.yml', 'Kibana'],
    ['opensearch', 'transport', null, 'plugins.security.ssl.transport', 'opensearch.yml', 'OpenSearch'],
    ['opensearch', 'http', null, 'plugins.security.ssl.http', 'opensearch.yml', 'OpenSearch'],
    ['opensearch', 'remote-cluster', null, 'plugins.security.ssl.transport', 'opensearch.yml', 'OpenSearch'],
    ['opensearch', 'kibana', null, 'server.ssl', 'opensearch_dashboards.yml', 'OpenSearch Dashboards'],
  ];
  const parts: Readonly<Record<Layer['product'], Omit<Layer, 'prefix' | 'product' | 'yml'>>> = {
    Elasticsearch: {
      ...{
        certificate: 'certificate',
        key: 'key',
        keystore: 'keystore.path',
        truststore: 'truststore.path',
        authorities: 'certificate_authorities',
      },
      ...{
        keystorePassword: 'keystore.secure_password',
        truststorePassword: 'truststore.secure_password',
        keyPassphrase: 'secure_key_passphrase',
      },
    },
    Kibana: {
      ...{
        certificate: 'certificate',
        key: 'key',
        keystore: 'keystore.path',
        truststore: 'truststore.path',
        authorities: 'certificateAuthorities',
      },
      ...{ keystorePassword: 'keystore.password', truststorePassword: 'truststore.password', keyPassphrase: 'keyPassphrase' },
    },
    OpenSearch: {
      ...{ certificate: 'pemcert_filepath', key: 'pemkey_filepath', keystore: 'keystore_filepath', truststore: 'truststore_filepath' },
      ...{
        authorities: 'pemtrustedcas_filepath',
        keystorePassword: 'keystore_password_secure',
        truststorePassword: 'truststore_password_secure',
      },
      keyPassphrase: 'pemkey_password_secure',
    },
    'OpenSearch Dashboards': {
      ...{
        certificate: 'certificate',
        key: 'key',
        keystore: 'keystore.path',
        truststore: 'truststore.path',
        authorities: 'certificateAuthorities',
      },
      ...{ keystorePassword: 'keystore.password', truststorePassword: 'truststore.password', keyPassphrase: 'keyPassphrase' },
    },
  };
  for (const [product, channel, prefix, expected, yml, name] of prefixes) {
    it(`${product} on ${channel}, ${prefix}: ${expected}`, () => {
      const layer = layerOf(place({ product, channel, prefix }));
      const named = Object.fromEntries(Object.entries(parts[name]).map(([part, tail]) => [part, `${expected}.${tail}`]));
      assert.deepEqual(layer, { prefix: expected, product: name, yml, ...named });
      assert.equal(prefixOf(place({ product, channel, prefix })), expected);
    });
  }

  it('are those of an operator in Kubernetes, which runs no OpenSearch', () => {
    assert.equal(isRunByOperator(place({ deployment: 'eck' })), true);
    assert.equal(isRunByOperator(place({ deployment: 'eck', product: 'opensearch' })), false);
    assert.equal(isRunByOperator(place()), false);
  });
});

describe('the entry of a keystore for a setting', () => {
  const ssl = 'xpack.security.transport.ssl';
  const names: readonly (readonly [setting: string | null, expected: string])[] = [
    [null, `${ssl}.keystore.secure_password`],
    [`${ssl}.keystore.path`, `${ssl}.keystore.secure_password`],
    [`${ssl}.keystore.password`, `${ssl}.keystore.secure_password`],
    [`${ssl}.keystore.secure_password`, `${ssl}.keystore.secure_password`],
    [`${ssl}.truststore.path`, `${ssl}.truststore.secure_password`],
    [`${ssl}.keystore.key_password`, `${ssl}.keystore.secure_key_password`],
    [`${ssl}.key`, `${ssl}.secure_key_passphrase`],
    [`${ssl}.certificate`, `${ssl}.secure_key_passphrase`],
    [`${ssl}.key_passphrase`, `${ssl}.secure_key_passphrase`],
  ];
  for (const [setting, expected] of names) it(`${setting}: ${expected}`, () => assert.equal(secureName(place({ setting })), expected));

  it('is another in Kibana', () => {
    const of = (setting: string | null) => secureName(place({ product: 'kibana', channel: 'kibana', setting }));
    assert.deepEqual(
      [
        of(null),
        of('server.ssl.keystore.path'),
        of('server.ssl.key'),
        of('server.ssl.certificate'),
        of('elasticsearch.ssl.truststore.path'),
      ],
      [
        'server.ssl.keystore.password',
        'server.ssl.keystore.password',
        'server.ssl.keyPassphrase',
        'server.ssl.keyPassphrase',
        'elasticsearch.ssl.truststore.password',
      ],
    );
  });

  const both = [`${ssl}.keystore.secure_password`, `${ssl}.truststore.secure_password`] as const;
  it('is one for each use of a store', () => {
    assert.deepEqual(usesOf(place({ files: { keystore: 'a.p12', truststore: 'a.p12' } })), both);
    assert.deepEqual(usesOf(place({ files: { keystore: 'a.p12', truststore: 'b.p12' } })), [both[0]]);
    assert.deepEqual(usesOf(place({ files: { keystore: 'a.p12' } })), [both[0]]);
    assert.deepEqual(usesOf(place()), [both[0]]);
  });

  it('is asked for where it is missing, and that of the setting at hand in any case', () => {
    const shared = { files: { keystore: 'a.p12', truststore: 'a.p12' } };
    const missing = (secureSettings: readonly string[] | null, setting: string | null = null) =>
      missingUses(place({ ...shared, secureSettings, setting }));
    assert.deepEqual(missing(null), both);
    assert.deepEqual(missing([]), both);
    assert.deepEqual(missing([both[1]]), [both[0]]);
    assert.deepEqual(missing([both[0]]), both);
    assert.deepEqual(missing([...both]), [both[0]]);
    assert.deepEqual(missing([both[0]], `${ssl}.truststore.path`), [both[1]]);
  });

  it('is removed where it is there, or may be', () => {
    const lines = (secureSettings: readonly string[] | null, ...all: readonly string[]) =>
      leftoverSecrets(place({ secureSettings, packaging: 'package' }), ...all);
    const [known] = lines(['a'], 'a', 'b');
    assert.ok(known?.lines?.length === 1 && known.lines[0]?.endsWith(' remove a'));
    assert.doesNotMatch(known.text, /if they are there/);
    const [unknown] = lines(null, 'a', 'b');
    assert.equal(unknown?.lines?.length, 2);
    assert.match(unknown.text, /if they are there/);
    assert.deepEqual(lines(['c'], 'a', 'b'), []);
    assert.deepEqual(lines(null), []);
  });
});

describe('where files are put', () => {
  const container = { packaging: 'container' } as const;
  const run = 'docker compose run --rm --no-deps --user 0 SERVICE ';
  it('is the configuration directory, as far as that is known', () => {
    const directories: readonly (readonly [Given, string])[] = [
      [{}, 'CONFIG_DIR'],
      [{ directory: '/etc/elasticsearch' }, '/etc/elasticsearch'],
      [{ directory: '/srv/x', ...container }, '/usr/share/elasticsearch/config'],
      [{ product: 'kibana' }, '/etc/kibana'],
      [{ product: 'kibana', directory: '/srv/kb' }, '/srv/kb'],
      [{ product: 'opensearch', directory: '/srv/x' }, 'CONFIG_DIR'],
      [{ product: 'opensearch', channel: 'kibana' }, '/etc/opensearch-dashboards'],
    ];
    for (const [given, expected] of directories) assert.equal(configDirectory(place(given)), expected);
  });

  it('has owner and mode of the service, which files in use keep', () => {
    const own = place({ directory: '/etc/elasticsearch' });
    assert.deepEqual(replaceFiles(own, ['a.crt', '/etc/elasticsearch/a.crt']), ['cp a.crt /etc/elasticsearch/a.crt']);
    assert.deepEqual(newFiles(own, ['a.crt', '/etc/elasticsearch/a.crt']), [
      'cp a.crt /etc/elasticsearch/a.crt',
      'chown --reference=/etc/elasticsearch/elasticsearch.yml /etc/elasticsearch/a.crt',
      'chmod 640 /etc/elasticsearch/a.crt',
    ]);
    assert.deepEqual(newFiles(own, ['a.crt', '/etc/elasticsearch/certs/a.crt'], ['b', '/etc/elasticsearch/certs/b']), [
      'mkdir -p /etc/elasticsearch/certs',
      'cp a.crt /etc/elasticsearch/certs/a.crt',
      'cp b /etc/elasticsearch/certs/b',
      'chown --reference=/etc/elasticsearch/elasticsearch.yml /etc/elasticsearch/certs /etc/elasticsearch/certs/a.crt /etc/elasticsearch/certs/b',
      'chmod 750 /etc/elasticsearch/certs',
      'chmod 640 /etc/elasticsearch/certs/a.crt /etc/elasticsearch/certs/b',
    ]);
  });

  it('is the service in a container, where they get the owner again', () => {
    const own = place(container);
    const to = '/usr/share/elasticsearch/config/a.crt';
    const owned = [`${run}chown 1000:0 ${to}`, `${run}chmod 640 ${to}`];
    assert.deepEqual(replaceFiles(own, ['a.crt', to]), [`docker compose cp a.crt SERVICE:${to}`, ...owned]);
    assert.deepEqual(newFiles(own, ['a.crt', to]), [`docker compose cp a.crt SERVICE:${to}`, ...owned]);
    assert.deepEqual([inService(own), inService(place()), ownerOf(own)], [run, '', '1000:0']);
    assert.equal(ownerOf(place({ product: 'kibana' })), '--reference=/etc/kibana/kibana.yml');
  });

  it('is a copy for tools that read it', () => {
    assert.deepEqual(localCopy(place(), '/a/b c'), { fetch: [], file: "'/a/b c'" });
    assert.deepEqual(localCopy(place(container), '/a/b.p12'), {
      fetch: ['docker compose cp SERVICE:/a/b.p12 from-service-b.p12'],
      file: 'from-service-b.p12',
    });
    assert.deepEqual([folderOf(null), folderOf('/a/b'), folderOf('/a')], ['CONFIG_DIR', '/a', '/']);
  });
});

describe('the settings file that is edited', () => {
  const file = (which: Parameters<typeof setting>[1], given: Given = {}) => {
    const { where } = setting(place(given), which, 'Set it.', { a: true });
    return `${where.machine} ${where.file}`;
  };
  const known = { directory: '/etc/x' };
  const files: readonly (readonly [which: Parameters<typeof setting>[1], given: Given, expected: string])[] = [
    ['at-fault', {}, 'node elasticsearch.yml'],
    ['at-fault', known, 'node /etc/x/elasticsearch.yml'],
    ['at-fault', { product: 'kibana', channel: 'kibana' }, 'kibana kibana.yml'],
    ['every-node', known, 'every-node elasticsearch.yml'],
    ['every-node', { ...known, product: 'opensearch' }, 'every-node opensearch.yml'],
    ['every-node', { ...known, product: 'kibana', channel: 'kibana' }, 'kibana /etc/x/kibana.yml'],
    ['every-node-of-elasticsearch', { ...known, product: 'kibana', channel: 'kibana' }, 'every-node elasticsearch.yml'],
    ['remote-cluster', known, 'remote-cluster elasticsearch.yml'],
  ];
  for (const [which, given, expected] of files)
    it(`${which} of ${given.product ?? 'elasticsearch'}: ${expected}`, () => assert.equal(file(which, given), expected));
});

describe('a setting that is deleted', () => {
  it('is named with why, and with the condition where it may not be there', () => {
    const text = (...more: [why?: string, condition?: '' | 'if it is set' | 'if they are set']) =>
      removal(place(), 'at-fault', ['a', 'b'], ...more).text;
    assert.deepEqual(
      [text(), text('Why.'), text('', 'if they are set'), text('Why.', 'if they are set')],
      ['Delete a and b.', 'Delete a and b. Why.', 'Delete a and b, if they are set.', 'Delete a and b, if they are set. Why.'],
    );
    assert.deepEqual([removal(place(), 'at-fault', ['a']).kind, removal(place(), 'at-fault', ['a']).removes], ['edit', ['a']]);
  });

  it('stands in the manifest where an operator writes the settings', () => {
    const operated = (given: Given, which: Parameters<typeof removal>[1] = 'at-fault') => {
      const { kind, text, where, removes } = removal(place({ deployment: 'eck', ...given }), which, ['a']);
      return [kind, text, where.machine, where.name, removes];
    };
    assert.deepEqual(operated({}), ['advice', 'Delete a. The place is spec.nodeSets[].config.', 'kubernetes', 'Elasticsearch', undefined]);
    const kibana = { product: 'kibana', channel: 'kibana' } as const;
    assert.deepEqual(operated(kibana), ['advice', 'Delete a. The place is spec.config.', 'kubernetes', 'Kibana', undefined]);
    assert.deepEqual(operated(kibana, 'every-node-of-elasticsearch'), operated({}));
  });

  it('is advice where no line says beforehand what to write', () => {
    const where = (given: Given) => {
      const step = settingAdvice(place(given), 'at-fault', 'See to it.');
      return [step.kind, step.where.machine, step.where.name, step.where.file];
    };
    assert.deepEqual(where({}), ['advice', 'node', null, 'elasticsearch.yml']);
    assert.deepEqual(where({ deployment: 'eck' }), ['advice', 'kubernetes', 'Elasticsearch', null]);
  });
});

describe('Elasticsearch, as a fix that began at Kibana sees it', () => {
  const names = (host: string | null) => {
    const { node, product, channel, deployment } = elasticsearchOf(
      place({ product: 'kibana', channel: 'kibana', deployment: 'eck', found: { host } }),
    );
    assert.deepEqual([product, channel, deployment], ['elasticsearch', 'http', 'eck']);
    return [node.dns, node.ips];
  };
  const hosts: readonly (readonly [host: string | null, dns: readonly string[], ips: readonly string[]])[] = [
    [null, [], []],
    ['no URL', [], []],
    ['https://es01.acme.org:9200', ['es01.acme.org'], []],
    ['https://10.0.0.1:9200', [], ['10.0.0.1']],
    ['https://[2001:db8::1]:9200', [], ['2001:db8::1']],
    ['https://1.es.acme.org', ['1.es.acme.org'], []],
  ];
  for (const [host, dns, ips] of hosts) it(`is at ${host}`, () => assert.deepEqual(names(host), [dns, ips]));

  it('is reached by the settings of the connection, not those of the own port', () => {
    const prefix = (one: string | null) => clientPrefix(place({ prefix: one }));
    assert.deepEqual(
      [prefix(null), prefix('server.ssl'), prefix('monitoring.ui.elasticsearch.ssl')],
      ['elasticsearch.ssl', 'elasticsearch.ssl', 'monitoring.ui.elasticsearch.ssl'],
    );
  });

  it('has a file on every node', () => {
    const steps = onEveryNode([advice(at('node', { name: 'es01' }), 'A.'), advice(at('kibana'), 'B.')]);
    assert.deepEqual(
      steps.map(({ where }) => where),
      [at('every-node'), at('kibana')],
    );
  });
});

describe('what files show that a fix is chosen by', () => {
  const file = (setting: string, path: string, format: string | null = 'pem'): MaterialFile => ({
    path,
    setting,
    format,
    place: { file: 'x', line: 1 },
    problem: null,
    mode: null,
    modifiedAt: null,
  });
  const tls = (...files: readonly MaterialFile[]) => ofContext(tlsContext('s', { files }));
  const formats: readonly (readonly [files: readonly MaterialFile[], format: MaterialFormat | null])[] = [
    [[], null],
    [[file('s.certificate', 'a.crt')], 'pem'],
    [[file('s.key', 'a.key')], null],
    [[file('s.keystore.path', 'a', 'pkcs12')], 'pkcs12'],
    [[file('s.keystore.path', 'a', 'jks')], 'jks'],
    [[file('s.keystore.path', 'a', 'jceks')], 'jks'],
    [[file('s.keystore.path', 'a', 'pem')], 'pem'],
    [[file('s.keystore.path', 'a.p12', null)], 'pkcs12'],
    [[file('s.keystore.path', 'a.PFX', null)], 'pkcs12'],
    [[file('s.keystore.path', 'a.jks', null)], 'jks'],
    [[file('s.keystore.path', 'a.ks', null)], 'jks'],
    [[file('s.keystore.path', 'a.keystore', null)], 'jks'],
    [[file('s.keystore.path', 'p12', null)], null],
    [[file('s.keystore.path', 'a.p12x', null)], null],
    [[file('s.keystore.path', 'a.jks', 'strange')], 'jks'],
    [[file('s.certificate', 'a.crt'), file('s.keystore.path', 'a', 'jks')], 'jks'],
    [[file('other.certificate', 'a.crt')], null],
    [[file('s.certificate', 'a\nb')], null],
  ];
  for (const [files, format] of formats)
    it(`is the kind of file: ${files.map(({ setting, path }) => `${setting} ${path}`).join()}: ${format}`, () =>
      assert.equal(tls(...files).format, format));

  it('are the files in use', () => {
    const { files } = tls(
      ...[
        file('s.certificate', 'c'),
        file('s.key', 'k'),
        file('s.keystore.path', 'ks'),
        file('s.truststore.path', 'ts'),
        file('s.certificate_authorities', 'ca'),
      ],
      file('s.certificateAuthorities', 'ca2'),
    );
    assert.deepEqual(files, { certificate: 'c', key: 'k', keystore: 'ks', truststore: 'ts', authorities: ['ca', 'ca2'] });
    assert.deepEqual(tls().files, { certificate: null, key: null, keystore: null, truststore: null, authorities: [] });
  });

  const of = (setup: Setup, facts: Facts = {}, context: string | null = null) =>
    contextOfSetup({ setup, deployment: 'self' }, { facts, context });
  it('is how the product was installed', () => {
    const installed = (directory: string, product: 'elasticsearch' | 'kibana' = 'elasticsearch') => {
      const { packaging, home } = of(bareSetup({ directory, product }));
      return [packaging, home];
    };
    assert.deepEqual(installed('/etc/elasticsearch'), ['package', null]);
    assert.deepEqual(installed('/etc/kibana', 'kibana'), ['package', null]);
    assert.deepEqual(installed('/etc/kibana'), [null, null]);
    assert.deepEqual(installed('/usr/share/elasticsearch/config'), ['container', null]);
    assert.deepEqual(installed('/opt/elasticsearch-9.2.0/config'), ['archive', '/opt/elasticsearch-9.2.0']);
    assert.deepEqual(installed('/elasticsearch/config'), ['archive', '/elasticsearch']);
    assert.deepEqual(installed('/opt/elasticsearch-9.2.0/conf'), [null, null]);
    assert.deepEqual(installed('opt/elasticsearch/config'), [null, null]);
  });

  it('are the names that it gives to others', () => {
    const transport = {
      transportPublishHosts: ['es03.acme.org', '[2001:db8::1]', '_site_', '0.0.0.0', '::', 'localhost', '127.0.0.1', '10.0.0.3'],
      httpPublishHosts: ['web.acme.org'],
    };
    const contexts = [tlsContext('t'), tlsContext('h', { kind: 'http' })];
    const names = (context: string | null, product: 'elasticsearch' | 'kibana' = 'elasticsearch', facts = transport) => {
      const { node } = of(bareSetup({ contexts, product, facts }), {}, context);
      return [node.dns, node.ips];
    };
    assert.deepEqual(names('t'), [['es03.acme.org'], ['2001:db8::1', '10.0.0.3']]);
    assert.deepEqual(names(null), [['es03.acme.org'], ['2001:db8::1', '10.0.0.3']]);
    assert.deepEqual(names('h'), [['web.acme.org'], []]);
    assert.deepEqual(names(null, 'kibana', { ...transport, httpPublishHosts: ['https://kb.acme.org/x', 'no URL'] }), [['kb.acme.org'], []]);
  });

  it('are the hosts as they ought to be', () => {
    const right = (host: string, speaks: string | undefined, hosts: readonly string[] = ['https://a:9200', 'https://b:9200']) =>
      of(bareSetup({ product: 'kibana', facts: { elasticsearchHosts: hosts } }), { host, ...(speaks === undefined ? {} : { speaks }) })
        .found.rightHosts;
    assert.deepEqual(right('https://a:9200', 'http'), ['http://a:9200', 'https://b:9200']);
    assert.deepEqual(right('http://c:9200', 'https'), ['https://c:9200']);
    assert.equal(right('https://a:9200', 'transport'), null);
    assert.equal(right('https://a:9200', undefined), null);
    assert.equal(right('a:9200', 'https'), null);
    assert.equal(right('https://a b', 'http'), null);
  });

  it('is which port it is about, and what its keystore has', () => {
    const kinds = {
      'transport-profile': 'transport',
      'remote-cluster-server': 'remote-cluster',
      'remote-cluster-client': 'remote-cluster',
      realm: 'http',
      'other-client': 'http',
      http: 'http',
      transport: 'transport',
      'kibana-server': 'kibana',
      'kibana-elasticsearch': 'http',
    } as const;
    for (const [kind, channel] of Object.entries(kinds))
      assert.equal(of(bareSetup({ contexts: [tlsContext('x', { kind: kind as never })] }), {}, 'x').channel, channel, kind);
    assert.deepEqual([of(bareSetup()).channel, of(bareSetup({ product: 'kibana' })).channel], ['transport', 'kibana']);
    const secrets = (kind: 'opened' | 'absent' | 'locked' | 'unreadable') =>
      of(bareSetup({ keystore: { ...bareSetup().keystore, kind, entries: ['a'] } })).secureSettings;
    assert.deepEqual([secrets('opened'), secrets('absent'), secrets('locked'), secrets('unreadable')], [['a'], [], null, null]);
    const { setting, path, prefix } = of(bareSetup({ contexts: [tlsContext('x')] }), { settings: ['s1', 's2'], files: ['f1'] }, 'x');
    assert.deepEqual([setting, path, prefix], ['s1', 'f1', 'x']);
    assert.deepEqual([of(bareSetup()).setting, of(bareSetup(), { settings: ['a\nb'] }).setting], [null, null]);
    assert.equal(of(bareSetup(), { alwaysPresentCertificate: false }).found.hidesCertificate, true);
    assert.equal(of(bareSetup()).found.hidesCertificate, false);
  });
});
