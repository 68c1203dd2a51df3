import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { folderOf, isLog } from '../../src/bundle/bundle-files.ts';
import { readBundle } from '../../src/bundle/read-bundle.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { type MadeEntry, makeTarGz, makeZip } from '../support/archive-maker.ts';
import { collected, collectedNode } from '../support/collected.ts';

describe('an archive of a diagnostic', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-bundle-'));
  });
  after(() => rmSync(folder, { recursive: true }));
  let count = 0;
  const put = (entries: readonly MadeEntry[], make = makeZip): string => {
    count += 1;
    const file = join(folder, `${count}.bin`);
    writeFileSync(file, make(entries));
    return file;
  };

  it('of support-diagnostics tells who answered, the nodes, the certificates and the tool', async () => {
    for (const make of [makeZip, makeTarGz]) {
      const bundle = await readBundle(put(collected({ nodes: [collectedNode({ name: 'es01' }), collectedNode({ name: 'es02' })] }), make));
      assert.deepEqual(
        [bundle.kind, bundle.tool, bundle.collectedAt?.toISOString()],
        ['support-diagnostics', '9.3.6', '2026-11-30T12:00:00.000Z'],
      );
      const [one, ...more] = bundle.diagnostics;
      assert.equal(more.length, 0);
      assert.equal(one?.node, 'es01');
      assert.deepEqual(one?.nodes.kind === 'told' ? one.nodes.value.map(({ name, jvm, told }) => [name, jvm, told?.transportTls]) : null, [
        ['es01', '24.0.1', true],
        ['es02', '24.0.1', true],
      ]);
      assert.deepEqual(one?.certificates.kind === 'told' ? one.certificates.value.map(({ path }) => path) : null, [
        'certs/transport.p12',
        'certs/ca.crt',
      ]);
    }
  });

  it('tells settings that the answer nests, and those that it writes with dots', async () => {
    const nested = collectedNode({
      name: 'a',
      settings: { discovery: { type: 'single-node' }, 'xpack.security': { http: { 'ssl.enabled': 'true' } } },
    });
    const bundle = await readBundle(put(collected({ nodes: [nested] })));
    const [one] = bundle.diagnostics;
    assert.deepEqual(one?.nodes.kind === 'told' ? one.nodes.value[0]?.told : null, {
      security: true,
      transportTls: false,
      httpTls: true,
      singleNode: true,
      seedHosts: [],
    });
  });

  it('has the refusals that its tool met, by the privilege that was missing', async () => {
    const refused = {
      error: {
        type: 'security_exception',
        reason:
          'action [cluster:monitor/xpack/ssl/certificates/get] is unauthorized for user [x] with effective roles [y], this action is granted by the cluster privileges [monitor,manage,all]',
      },
      status: 403,
    };
    const [one] = (
      await readBundle(
        put(
          collected({
            certificates: refused,
            deprecations: { error: { reason: 'x granted by the cluster privileges [manage,all]' }, status: 403 },
          }),
        ),
      )
    ).diagnostics;
    assert.deepEqual(one?.certificates, { kind: 'refused', because: { code: 'privilege-lacking', of: 'user', privilege: 'monitor' } });
    assert.deepEqual(one?.deprecations, { kind: 'refused', because: { code: 'privilege-lacking', of: 'user', privilege: 'manage' } });
  });

  it('says which file is not in it, or is empty', async () => {
    const entries = collected({}).filter(({ path }) => !path.endsWith('ssl_certs.json'));
    const [one] = (await readBundle(put([...entries, { path: 'api-diagnostics-20261130-120000/ssl_certs.json', content: '' }])))
      .diagnostics;
    assert.deepEqual(one?.certificates, { kind: 'refused', because: { code: 'archive-lacks', file: 'ssl_certs.json' } });
  });

  it('with a file that is no JSON is refused, with its line', async () => {
    const file = put([
      { path: 'd/nodes.json', content: '{\n"nodes": {\n,}\n}' },
      { path: 'd/version.json', content: '{}' },
    ]);
    await assert.rejects(readBundle(file), (error: unknown) => {
      assert.ok(error instanceof UsageError);
      assert.equal(error.message, `${file}: d/nodes.json:3: it is not JSON`);
      return true;
    });
  });

  it('with nothing of Elasticsearch is refused', async () => {
    await assert.rejects(readBundle(put([{ path: 'readme.txt', content: 'x' }])), /nothing in it is about Elasticsearch/);
  });

  it('that somebody packed by hand has logs, packed ones too, and settings without the files that they name', async () => {
    const yml =
      'node.name: es07\nxpack.security.enabled: true\nxpack.security.transport.ssl.enabled: true\nxpack.security.transport.ssl.keystore.path: certs/t.p12\nxpack.security.transport.ssl.keystore.password: hunter2secret\n';
    const secrets: string[] = [];
    const bundle = await readBundle(
      put([
        { path: 'es07/config/elasticsearch.yml', content: yml },
        { path: 'es07/logs/prod.log', content: '[2026-11-30T12:00:00,000][INFO ][o.e.n.Node] [es07] started\n' },
        { path: 'es07/logs/prod-2026-11-29-1.log.gz', content: gzipSync('[2026-11-29T12:00:00,000][INFO ][o.e.n.Node] [es07] started\n') },
        { path: 'es07/logs/gc.log', content: 'x' },
      ]),
      (secret) => secrets.push(secret.reveal()),
    );
    assert.equal(bundle.kind, 'other');
    const [one] = bundle.diagnostics;
    assert.deepEqual(
      one?.logs.map(({ path }) => path),
      ['es07/logs/prod-2026-11-29-1.log.gz', 'es07/logs/prod.log'],
    );
    assert.equal(one?.setup?.facts.nodeName, 'es07');
    assert.deepEqual(secrets, ['hunter2secret']);
    const transport = one?.setup?.contexts.find(({ kind }) => kind === 'transport');
    assert.deepEqual([transport?.trust.kind, transport?.identities.length], ['unknown', 0]);
    // The files are elsewhere, which is no reason for the node not to start.
    assert.deepEqual(one?.setup?.startupErrors, []);
  });

  it('whose packed log unpacks to far more than a log is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
    await assert.rejects(readBundle(put([{ path: 'd/logs/es.log.gz', content: bomb }])), /es\.log\.gz: it unpacks to more than any log/);
  });

  it('of eck-diagnostics has a diagnostic for each cluster and the logs of each pod', async () => {
    const inner = collected({ top: 'prod/elasticsearch/main/' });
    const bundle = await readBundle(
      put([
        {
          path: 'manifest.json',
          content: JSON.stringify({ diagType: 'eck-diagnostics', diagVersion: '3.2.0', collectionDate: '2026-11-30T10:00:00Z' }),
        },
        { path: 'version.json', content: '{"ServerVersion":{"major":"1"}}' },
        { path: 'nodes.json', content: '{"kind":"List","items":[]}' },
        {
          path: 'prod/elasticsearch.json',
          content: JSON.stringify({
            kind: 'List',
            items: [
              {
                kind: 'Elasticsearch',
                metadata: { name: 'main', namespace: 'prod' },
                spec: { http: { tls: { selfSignedCertificate: { disabled: true } } } },
              },
            ],
          }),
        },
        {
          path: 'prod/secrets.json',
          content: JSON.stringify({ Items: [{ kind: 'Secret', metadata: { name: 'main-es-http-certs-public', namespace: 'prod' } }] }),
        },
        { path: 'prod/kibana.json', content: '' },
        ...inner,
        { path: 'prod/kibana/kb//version.json', content: '{}' },
        { path: 'prod/pod/main-es-default-0/logs.txt', content: '{"@timestamp":"2026-11-30T10:00:00Z"}\n' },
      ]),
    );
    assert.deepEqual([bundle.kind, bundle.tool], ['eck-diagnostics', '3.2.0']);
    assert.deepEqual(
      bundle.eck.map(({ namespace, name, elasticsearch, gaps }) => [
        namespace,
        name,
        elasticsearch.http.selfSignedDisabled,
        gaps.map(({ because }) => because.code),
      ]),
      [['prod', 'main', true, ['kubernetes-secrets-without-data']]],
    );
    assert.deepEqual(
      bundle.diagnostics.map(({ path, product }) => `${path} ${product}`),
      ['prod/elasticsearch/main elasticsearch', 'prod/kibana/kb kibana', 'prod/pod/main-es-default-0 elasticsearch'],
    );
  });
});

describe('files of a diagnostic', () => {
  it('are logs of nodes, not of the tool, of the collector or of slow queries', () => {
    for (const path of [
      'd/logs/prod.log',
      'd/logs/prod_server.json',
      'd/logs/prod-2026-11-29-1.log.gz',
      'ns/pod/a/logs.txt',
      'ns/pod/a/previous-logs.txt',
    ])
      assert.ok(isLog(path), path);
    for (const path of [
      'd/diagnostics.log',
      'eck-diagnostics.log',
      'd/logs/gc.log',
      'd/logs/gc.log.01',
      'd/logs/prod_index_search_slowlog.log',
      'd/logs/prod_deprecation.json',
      'd/logs.txt',
      'd/nodes.json',
    ])
      assert.ok(!isLog(path), path);
  });

  it('belong to the folder of their diagnostic', () => {
    assert.equal(folderOf('api-diagnostics-1/commercial/xpack.json'), 'api-diagnostics-1');
    assert.equal(folderOf('logs/es.log'), '');
    assert.equal(folderOf('ns/pod/es-0/logs.txt'), 'ns/pod/es-0');
  });
});
