import assert from 'node:assert/strict';
import type { FixContext, FixStep } from '../../../src/model/fix.ts';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';
import { authorityCertificate, isPem, issue, issuedFile } from '../../../src/rules/remedies/issue.ts';
import {
  certutil,
  defaultAuthority,
  elasticsearchTool,
  fullRestart,
  importAuthority,
  keystoreAdd,
  keystoreRemove,
  keytool,
  outFile,
  reloadKibana,
  restart,
  restartKibana,
  rollingRestart,
} from '../../../src/rules/remedies/tools.ts';

const place = (given: Partial<FixContext> = {}): FixContext =>
  fixContext({
    channel: 'transport',
    product: 'elasticsearch',
    deployment: 'self',
    node: { name: 'es03', subject: 'es', dns: ['es03'], ips: ['10.0.0.3'] },
    ...given,
  });
const [unknown, packaged, archive, container] = [
  place(),
  place({ packaging: 'package' }),
  place({ packaging: 'archive', home: '/opt/es' }),
  place({ packaging: 'container', release: '9.2.0' }),
];
const homeless = place({ packaging: 'archive' });
const kibana = (given: Partial<FixContext> = {}) => place({ product: 'kibana', channel: 'kibana', ...given });
const openSearch = (given: Partial<FixContext> = {}) => place({ product: 'opensearch', ...given });
const eck = place({ deployment: 'eck' });
const lines = (steps: readonly FixStep[]) => steps.flatMap((step) => step.lines ?? []);

describe('the tools that a fix calls', () => {
  it('are those of the machine at hand', () => {
    const tool = (context: FixContext) => elasticsearchTool(context, 'x');
    assert.deepEqual([unknown, packaged, archive, homeless, container, kibana({ packaging: 'package' })].map(tool), [
      'bin/x',
      '/usr/share/elasticsearch/bin/x',
      '/opt/es/bin/x',
      'bin/x',
      'docker compose exec SERVICE bin/x',
      'bin/x',
    ]);
    assert.deepEqual(
      [unknown, packaged, archive, homeless, container, kibana({ packaging: 'package' }), openSearch()].map((context) =>
        keytool(context, 'a', 'b'),
      ),
      [
        'keytool a b',
        '/usr/share/elasticsearch/jdk/bin/keytool a b',
        '/opt/es/jdk/bin/keytool a b',
        'keytool a b',
        'docker compose run --rm --no-deps --user 0 -v "$PWD:/work" SERVICE jdk/bin/keytool a b',
        'keytool a b',
        'keytool a b',
      ],
    );
    assert.equal(certutil(packaged, 'ca', '--x'), '/usr/share/elasticsearch/bin/elasticsearch-certutil ca --x');
    assert.match(
      certutil(container, 'ca'),
      /^docker run .* docker\.elastic\.co\/elasticsearch\/elasticsearch:9\.2\.0 elasticsearch-certutil ca$/,
    );
    assert.match(certutil(place({ packaging: 'container' }), 'ca'), /elasticsearch:RELEASE elasticsearch-certutil ca$/);
  });

  it('are told files as they see them', () => {
    assert.deepEqual(
      [outFile(packaged, 'a.p12'), outFile(container, 'a.p12'), outFile(packaged, 'a b')],
      ['"$PWD/a.p12"', '/work/a.p12', '"$PWD"/\'a b\''],
    );
    assert.deepEqual([defaultAuthority(packaged), defaultAuthority(container)], ['elastic-stack-ca.p12', '/work/elastic-stack-ca.p12']);
    const wish = { alias: 'ca', file: 'ca.crt', store: 'trust.p12' };
    assert.deepEqual(importAuthority(unknown, wish), [
      'keytool -importcert -trustcacerts -noprompt -alias ca -file ca.crt -keystore trust.p12',
    ]);
    assert.match(importAuthority(unknown, { ...wish, type: 'PKCS12' })[0] ?? '', / -storetype PKCS12$/);
    const [copied, imported] = importAuthority(container, wish);
    assert.equal(copied, 'cp ca.crt ca-to-add.crt');
    assert.match(imported ?? '', / -file \/work\/ca-to-add\.crt -keystore trust\.p12$/);
    assert.match(authorityCertificate(packaged, 'x'), /-in \/usr\/share\/elasticsearch\/elastic-stack-ca\.p12 .* -out x$/);
    assert.match(authorityCertificate(archive, 'x'), /-in \/opt\/es\/elastic-stack-ca\.p12 /);
    for (const context of [unknown, container, homeless, kibana({ packaging: 'package' })])
      assert.match(authorityCertificate(context, 'x'), /-in elastic-stack-ca\.p12 /);
  });

  it('keep secrets where the product at hand reads them', () => {
    const add = (context: FixContext) => lines(keystoreAdd(context, 'Add.', 'n'))[0];
    assert.deepEqual(
      [
        unknown,
        packaged,
        archive,
        container,
        kibana(),
        kibana({ packaging: 'package' }),
        kibana({ packaging: 'archive', home: '/opt/kb' }),
        kibana({ packaging: 'container' }),
        place({ channel: 'kibana', packaging: 'package' }),
        openSearch(),
        openSearch({ channel: 'kibana' }),
      ].map(add),
      [
        'bin/elasticsearch-keystore add n',
        '/usr/share/elasticsearch/bin/elasticsearch-keystore add n',
        '/opt/es/bin/elasticsearch-keystore add n',
        'docker compose run --rm --no-deps SERVICE bin/elasticsearch-keystore add n',
        'bin/kibana-keystore add n',
        '/usr/share/kibana/bin/kibana-keystore add n',
        '/opt/kb/bin/kibana-keystore add n',
        'docker compose run --rm --no-deps SERVICE bin/kibana-keystore add n',
        'bin/kibana-keystore add n',
        'bin/opensearch-keystore add n',
        'bin/opensearch-dashboards-keystore add n',
      ],
    );
    assert.equal(keystoreAdd(packaged, 'Add.', 'n').length, 1);
    // The tool would ask whether to overwrite it, and take a piped password for the answer.
    assert.equal(add({ ...packaged, secureSettings: ['n'] }), '/usr/share/elasticsearch/bin/elasticsearch-keystore add -f n');
    assert.match(keystoreAdd(container, 'Add.', 'n')[1]?.text ?? '', /in a volume/);
    const [secret, manifest] = keystoreAdd(place({ deployment: 'eck', resource: { name: 'logs', namespace: 'prod' } }), 'Add.', 'n');
    assert.match(secret?.lines?.[0] ?? '', /^kubectl create secret generic SECRET --namespace prod --from-file=n=PASSWORD_FILE /);
    assert.match(secret?.text ?? '', /keystore of each node from a secret/);
    assert.match(keystoreAdd(kibana({ deployment: 'eck' }), 'Add.', 'n')[0]?.text ?? '', /keystore of each Kibana from a secret/);
    assert.deepEqual([manifest?.where.machine, manifest?.kind, manifest?.lines?.[2]], ['kubernetes', 'edit', '    - secretName: SECRET']);
    assert.match(keystoreRemove(eck, 'Remove.', 'a', 'b').text, /spec\.secureSettings names: a, b\.$/);
    assert.deepEqual(
      keystoreRemove(packaged, 'Remove.', 'a', 'b').lines?.map((line) => line.replace(/^.* remove/, 'remove')),
      ['remove a', 'remove b'],
    );
  });
});

describe('a restart', () => {
  const brief = (steps: readonly FixStep[]) =>
    steps.map(({ where, text, lines: all = [] }) => [where.machine, text.split(/[.,:]/)[0], ...all].join(' | '));
  it('is of what is at fault, as it was installed', () => {
    assert.deepEqual(brief(restart(unknown)), ['node | Restart Elasticsearch']);
    assert.deepEqual(brief(restart(packaged)), ['node | Restart Elasticsearch | systemctl restart elasticsearch']);
    assert.deepEqual(brief(restart(container)), ['node | Restart Elasticsearch | docker compose restart SERVICE']);
    assert.equal(lines(restart(archive)).at(-1), '/opt/es/bin/elasticsearch -d -p PID_FILE');
    assert.deepEqual(lines(restart(homeless)), []);
    assert.deepEqual(lines(restart(kibana({ packaging: 'archive', home: '/opt/kb' }))), []);
    assert.deepEqual(brief(restart(kibana({ packaging: 'package' }))), ['kibana | Restart Kibana | systemctl restart kibana']);
    assert.deepEqual(lines(restart(openSearch({ packaging: 'package' }))), ['systemctl restart opensearch']);
    assert.deepEqual(lines(restart(openSearch({ packaging: 'package', channel: 'kibana' }))), ['systemctl restart opensearch-dashboards']);
    assert.equal(restart(packaged, 'Why.')[0]?.text, 'Restart Elasticsearch. Why.');
    for (const steps of [restart(eck), rollingRestart(eck), fullRestart(eck, 'x'), restartKibana(eck), reloadKibana(eck)])
      assert.deepEqual(steps, []);
  });

  it('is of one node after the other, or of all at once', () => {
    assert.deepEqual(
      [rollingRestart(packaged)[0]?.where.machine, /one node after the other/.test(rollingRestart(packaged)[0]?.text ?? '')],
      ['every-node', true],
    );
    assert.deepEqual(
      [rollingRestart(kibana())[0]?.where.machine, /one node/.test(rollingRestart(kibana())[0]?.text ?? '')],
      ['kibana', false],
    );
    assert.doesNotMatch(rollingRestart(openSearch({ channel: 'kibana' }))[0]?.text ?? '', /one node/);
    assert.deepEqual(lines(fullRestart(packaged, 'Why.')), ['systemctl stop elasticsearch', 'systemctl start elasticsearch']);
    assert.deepEqual(lines(fullRestart(container, 'Why.')), []);
    assert.equal(fullRestart(container, 'Why.')[0]?.text, 'Stop all nodes, then start all of them. Why.');
  });

  it('is of Kibana, from wherever the fix began', () => {
    assert.deepEqual(brief(restartKibana(kibana({ packaging: 'package' }))), ['kibana | Restart Kibana | systemctl restart kibana']);
    assert.deepEqual(brief(restartKibana(packaged)), ['kibana | Restart Kibana']);
    assert.match(brief(restartKibana(openSearch()))[0] ?? '', /\| Restart OpenSearch Dashboards$/);
  });

  const releases: readonly (readonly [release: string | null, signals: boolean])[] = [
    [null, true],
    ['8.11.1', false],
    ['8.11.2', true],
    ['8.11.10', true],
    ['8.10.9', false],
    ['8.12.0', true],
    ['7.17.29', false],
    ['9.0.0', true],
  ];
  for (const [release, signals] of releases)
    it(`of Kibana ${release} is ${signals ? 'a signal' : 'needed'} for its own certificate`, () => {
      const [first] = lines(reloadKibana(kibana({ packaging: 'package', release })));
      assert.equal(first, signals ? 'kill -HUP "$(systemctl show --property MainPID --value kibana)"' : 'systemctl restart kibana');
    });

  it('of Kibana is needed for what it shows as a client', () => {
    const first = (given: Partial<FixContext>) => lines(reloadKibana(kibana({ packaging: 'container', ...given })))[0];
    assert.equal(first({ prefix: 'elasticsearch.ssl' }), 'docker compose restart SERVICE');
    for (const prefix of ['server.ssl', null]) assert.equal(first({ prefix }), 'docker compose kill --signal HUP SERVICE');
    const [bare] = reloadKibana(kibana({ release: '9.0.0' }));
    assert.deepEqual([bare?.text, bare?.lines], ['Send Kibana the signal HUP. It reads the files at this signal.', undefined]);
    assert.match(reloadKibana(kibana())[0]?.text ?? '', /From 8\.11\.2 it reads/);
    assert.match(reloadKibana(openSearch({ channel: 'kibana' }))[0]?.text ?? '', /^Restart OpenSearch Dashboards\./);
  });
});

describe('a certificate that is issued', () => {
  const line = (given: Partial<FixContext>, wish: Parameters<typeof issue>[1] = { what: 'x' }) =>
    issue(place({ packaging: 'package', ...given }), wish).flatMap((step) => step.lines ?? []);
  const tool = '/usr/share/elasticsearch/bin/elasticsearch-certutil cert';
  it('has names and file of the node, in the kind of file that is in use', () => {
    assert.deepEqual(line({}), [`${tool} --ca elastic-stack-ca.p12 --name es03 --dns es03 --ip 10.0.0.3 --out "$PWD/es03.p12"`]);
    assert.deepEqual(line({ format: 'pem' }), [
      `${tool} --ca elastic-stack-ca.p12 --name es03 --dns es03 --ip 10.0.0.3 --pem --out "$PWD/es03.zip"`,
      'unzip es03.zip',
    ]);
    assert.match(
      line({ format: 'jks' })[1] ?? '',
      /^keytool -importkeystore -srckeystore es03\.p12 -srcstoretype PKCS12 -destkeystore es03\.jks -deststoretype JKS$/,
    );
    assert.match(
      line({ node: { name: null, subject: null, dns: [], ips: [] } })[0] ?? '',
      /--name NODE --dns HOST --ip ADDRESS --out "\$PWD\/NODE\.p12"$/,
    );
    assert.match(line({ node: { name: null, subject: 'es', dns: ['a', 'b'], ips: [] } })[0] ?? '', /--name es --dns a,b --out /);
    assert.match(line({ node: { name: 'x/y', subject: 'es', dns: [], ips: ['10.0.0.1'] } })[0] ?? '', /--name es --ip 10\.0\.0\.1 --out /);
  });

  it('is from the CA that there is', () => {
    const from = (issuer: FixContext['issuer'], given: Partial<FixContext> = {}) => line({ issuer, ...given }).join('\n');
    const remarks = (issuer: FixContext['issuer']) =>
      issue(place({ issuer }), { what: 'x' }).flatMap(({ kind, text }) => (kind === 'advice' ? [text] : []));
    assert.match(from({ name: 'CN=mine', madeBy: null }), / --ca-cert CA_CERT --ca-key CA_KEY /);
    assert.match(remarks({ name: 'CN=mine', madeBy: null })[0] ?? '', /^CA_CERT and CA_KEY are those of CN=mine\./);
    assert.match(from({ name: 'CN=x', madeBy: 'certutil' }), / --ca elastic-stack-ca\.p12 /);
    assert.deepEqual(remarks({ name: 'CN=x', madeBy: 'certutil' }), []);
    assert.match(remarks({ name: null, madeBy: null })[0] ?? '', /^If the CA is in PEM files/);
    assert.match(from({ name: 'CN=x', madeBy: 'auto-configuration' }, { channel: 'http' }), /--ca "\$PWD\/http_ca\.p12" /);
    assert.match(from({ name: 'CN=x', madeBy: 'auto-configuration' }), / --ca elastic-stack-ca\.p12 /);
    assert.match(line({}, { what: 'x', authority: 'new' })[0] ?? '', / --ca "\$PWD\/new-ca\.p12" /);
  });

  it('is put into files of these names', () => {
    assert.deepEqual(issuedFile(place()), { store: 'es03.p12', certificate: 'es03/es03.crt', key: 'es03/es03.key' });
    assert.equal(issuedFile(place({ format: 'jks' })).store, 'es03.jks');
    assert.equal(issuedFile(openSearch()).certificate, 'es03.crt');
    const kinds = [place(), place({ format: 'pem' }), place({ format: 'jks' }), kibana(), kibana({ format: 'pkcs12' }), openSearch()];
    assert.deepEqual(kinds.map(isPem), [false, true, false, true, false, true]);
  });

  it('is told the password of the old store, where there is one', () => {
    const text = (given: Partial<FixContext>, wish = {}) =>
      issue(place(given), { what: 'x', ...wish }).find(({ kind }) => kind === 'command')?.text;
    assert.equal(text({}), 'Issue a certificate x. Give it the password of the old store.');
    assert.equal(text({ format: 'pem' }), 'Issue a certificate x.');
    assert.equal(text({}, { isFirst: true }), 'Issue a certificate x.');
  });
});
