import assert from 'node:assert/strict';
import { javaProperties, systemProperties } from '../../../src/settings/elasticsearch/jvm-options.ts';
import { readJvm } from '../../../src/settings/elasticsearch/read-jvm.ts';
import { jvmRemarks } from '../../../src/settings/elasticsearch/setup-warnings.ts';
import { unicastHosts } from '../../../src/settings/elasticsearch/unicast-hosts.ts';
import { setupProblemText } from '../../../src/wording/setup-problem-texts.ts';
import { withDirectory } from '../setup-files.ts';

describe('a line of jvm.options', () => {
  const holds = (line: string, java: number | null): boolean => systemProperties(line, 'jvm.options', java).length === 1;

  /** A line, and for which versions of Java it counts among 16, 17, 18, 20, 21. */
  const lines: readonly (readonly [string, readonly number[]])[] = [
    ['-Da=b', [16, 17, 18, 20, 21]],
    ['17:-Da=b', [17]],
    ['17-:-Da=b', [17, 18, 20, 21]],
    ['17-20:-Da=b', [17, 18, 20]],
    ['  17-20:-Da=b', [17, 18, 20]],
    ['21:-Da=b', [21]],
  ];
  for (const [line, versions] of lines) {
    it(`${line} counts for Java ${versions.join(', ')}`, () => {
      assert.deepEqual(
        [16, 17, 18, 20, 21].filter((java) => holds(line, java)),
        versions,
      );
      assert.ok(holds(line, null), 'where the version is not known, it may count');
    });
  }

  it('is a property with its value, its file and its line, or none', () => {
    const text = ['# a comment', '-Xmx1g', '-Djavax.net.debug', ' -Dx=a b ', '-Dy=1=2', '#-Dz=1', '-D=1'].join('\r\n');
    assert.deepEqual(
      systemProperties(text, 'jvm.options', 17).map(({ name, value, place }) => [name, value, place.file, place.line]),
      [
        ['javax.net.debug', '', 'jvm.options', 3],
        ['x', 'a b', 'jvm.options', 4],
        ['y', '1=2', 'jvm.options', 5],
      ],
    );
  });
});

describe('a file of Java properties', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['a=b', { a: 'b' }],
    ['a = b c ', { a: 'b c ' }],
    ['  a: b', { a: 'b' }],
    ['a b', { a: 'b' }],
    ['a', { a: '' }],
    ['# a=b\n! c=d\n\ne=f', { e: 'f' }],
    ['a=b\na=c', { a: 'c' }],
    ['a=b, \\\n    c\\\r\n\td', { a: 'b, cd' }],
    ['a=x\\=y\\\\z', { a: 'x=y\\z' }],
    ['a=b\rc=d\r\ne=f', { a: 'b', c: 'd', e: 'f' }],
    ['=b', {}],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => assert.deepEqual(Object.fromEntries(javaProperties(text)), expected));
  }
});

describe('what the command line of the JVM changes of TLS', () => {
  const security = 'jdk.tls.disabledAlgorithms=SSLv3, RC4\njdk.certpath.disabledAlgorithms=MD2,,MD5\n';
  const read = (files: Readonly<Record<string, string>>) =>
    withDirectory(
      { 'own.security': security, 'empty.security': 'jdk.tls.disabledAlgorithms=\n', 'bare.security': '# nothing\n', ...files },
      async (directory) => {
        const jvm = await readJvm(directory, null);
        const text = JSON.stringify({
          jvm,
          told: jvmRemarks(jvm).map(({ rule, setting, stops, certainty, place, because }) => [
            rule,
            setting,
            stops,
            certainty,
            place?.line,
            setupProblemText(because),
          ]),
        });
        return JSON.parse(text.replaceAll(directory, 'config')) as { jvm: typeof jvm; told: readonly (readonly unknown[])[] };
      },
    );
  const option = (value: string) => ({ 'jvm.options': `-Xmx1g\n-Djava.security.properties=${value}\n` });

  it('is nothing where there are no such files, or nothing of it in them', async () => {
    assert.deepEqual(await read({}), { jvm: null, told: [] });
    assert.deepEqual(await read({ 'jvm.options.d/x.txt': '-Djavax.net.ssl.trustStore=x\n' }), { jvm: null, told: [] });
    assert.deepEqual(await read({ 'jvm.options': '-Xmx1g\n-Des.path=x\n-Dnet.ssl.x=y\n' }), {
      jvm: { javaSecurity: null, properties: [] },
      told: [],
    });
  });

  for (const [value, file, replaces, disabled, certPath, problem] of [
    ['own.security', 'config/own.security', false, ['SSLv3', 'RC4'], ['MD2', 'MD5'], null],
    ['=own.security', 'config/own.security', true, ['SSLv3', 'RC4'], ['MD2', 'MD5'], null],
    ['empty.security', 'config/empty.security', false, [], null, null],
    ['bare.security', 'config/bare.security', false, null, null, null],
    ['file:own.security', 'config/own.security', false, ['SSLv3', 'RC4'], ['MD2', 'MD5'], null],
    ['=file:own.security', 'config/own.security', true, ['SSLv3', 'RC4'], ['MD2', 'MD5'], null],
    ['file:///none', '/none', false, null, null, 'There is no such file.'],
    ['my-file:own.security', 'config/my-file:own.security', false, null, null, 'There is no such file.'],
  ] as const) {
    it(`is a java.security of its own: ${value}`, async () => {
      const { jvm, told } = await read(option(value));
      const place = { file: 'config/jvm.options', line: 2 };
      assert.deepEqual(jvm?.javaSecurity, {
        file,
        place,
        replaces,
        disabledAlgorithms: disabled,
        certPathDisabledAlgorithms: certPath,
        problem: problem === null ? null : { code: 'file-unread', file, fault: 'missing', size: null },
      });
      assert.deepEqual(
        [told.length, told[0]?.slice(0, 5)],
        [1, ['java-security-overridden', 'java.security.properties', false, 'proven', 2]],
      );
      const detail = String(told[0]?.[5]);
      assert.ok(detail.startsWith(`${file} ${replaces ? 'stands instead of' : 'is added to'} `), detail);
      assert.ok(
        detail.endsWith(
          problem ?? (disabled === null ? 'It does not set jdk.tls.disabledAlgorithms.' : `is ${disabled.join(', ') || 'empty'}.`),
        ),
        detail,
      );
    });
  }

  it('is a block of PEM in place of a path, of which nothing is shown', async () => {
    const { jvm, told } = await read(option('-----BEGIN PRIVATE KEY-----MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7'));
    assert.deepEqual([jvm?.javaSecurity?.disabledAlgorithms, jvm?.javaSecurity?.problem], [null, { code: 'no-path-given' }]);
    assert.match(String(told[0]?.[5]), /java\.security\. No path follows it\.$/);
    assert.ok(!JSON.stringify([jvm, told]).includes('MIIBVQ'));
  });

  it('is the last that is set, in the order of the files: jvm.options, then those of the folder by name', async () => {
    const { jvm } = await read({
      'jvm.options.d/b.options': '-Djava.security.properties=own.security\n-Djdk.tls.client.protocols=TLSv1.3\n',
      'jvm.options.d/a.options': '-Djava.security.properties=bare.security\n-Djavax.net.ssl.keyStorePassword=hunter2\n',
      ...option('empty.security'),
    });
    assert.equal(jvm?.javaSecurity?.file, 'config/own.security');
    assert.deepEqual(
      jvm?.properties.map(({ key, value, secret, from, place }) => [key, value, secret, from, place.line]),
      [
        ['java.security.properties', 'empty.security', false, 'yml', 2],
        ['java.security.properties', 'bare.security', false, 'yml', 1],
        ['javax.net.ssl.keyStorePassword', null, true, 'yml', 2],
        ['java.security.properties', 'own.security', false, 'yml', 1],
        ['jdk.tls.client.protocols', 'TLSv1.3', false, 'yml', 2],
      ],
    );
  });

  it('is told of each property of javax.net.ssl, and of no other', async () => {
    const { told } = await read({ 'jvm.options': '-Djavax.net.ssl.trustStore=x\n-Djdk.tls.client.protocols=y\n-Dcom.sun.net.ssl.z=1\n' });
    assert.deepEqual(
      told.map((one) => one.slice(0, 5)),
      [['javax-net-ssl-properties', 'javax.net.ssl.trustStore', false, 'proven', 1]],
    );
  });
});

describe('unicast_hosts.txt', () => {
  it('names a host a line, but for what is empty or a comment', async () => {
    await withDirectory({ 'unicast_hosts.txt': 'es01\r\n  es02:9301 \n\n# es03\n  #es04\nes05 # x' }, async (directory) => {
      assert.deepEqual(await unicastHosts(directory), ['es01', 'es02:9301', 'es05 # x']);
      assert.deepEqual(await unicastHosts(`${directory}/none`), []);
    });
  });
});
