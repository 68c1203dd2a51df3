import assert from 'node:assert/strict';
import { ruleCatalogue } from '../../../src/jobs/explain/rule-catalogue.ts';
import { judgeEck } from '../../../src/jobs/ready/judge-eck.ts';
import { eckRules } from '../../../src/rules/eck-rules.ts';
import { eckClusterIn } from '../../../src/settings/eck/eck-cluster.ts';
import { objectsIn } from '../../../src/settings/eck/read-objects.ts';
import { eckObjects } from '../../support/eck-objects.ts';

const clusterOf = (given: Parameters<typeof eckObjects>[0] = {}) =>
  eckClusterIn(
    objectsIn('all.json', JSON.stringify({ kind: 'List', items: eckObjects(given) })),
    { namespace: 'prod', name: 'main' },
    { source: 'files', gaps: [] },
  );
const judged = (given: Parameters<typeof eckObjects>[0] = {}) => judgeEck(clusterOf(given), { at: new Date() });
const told = async (given: Parameters<typeof eckObjects>[0] = {}) =>
  (await judged(given)).findings
    .filter(({ asShipped }) => asShipped !== true)
    .map(({ rule, severity, subjects }) => `${rule} ${severity} ${subjects.join(' ')}`);
const secret = (name: string, ...keys: readonly string[]) => ({
  kind: 'Secret',
  metadata: { name, namespace: 'prod' },
  data: Object.fromEntries(keys.map((key) => [key, Buffer.from('x').toString('base64')])),
});

describe('resources of Elastic Cloud on Kubernetes', () => {
  it('that are well give no finding, and the rules on certificates are asked of each secret', async () => {
    const { findings, unknown, passed } = await judged();
    assert.deepEqual([findings.map(({ rule, subjects }) => `${rule} ${subjects}`), unknown], [[], []]);
    assert.ok(passed.includes('leaf-expired') && passed.includes('eck-tls-disabled') && passed.includes('eck-rotation-during-upgrade'));
  });

  it('are judged by rules that are explained', () => {
    for (const { id } of eckRules)
      assert.ok(
        ruleCatalogue.some((rule) => rule.id === id),
        id,
      );
  });

  const cases: readonly (readonly [string, Parameters<typeof eckObjects>[0], readonly string[]])[] = [
    ['TLS that is switched off', { http: { selfSignedCertificate: { disabled: true } } }, ['eck-tls-disabled high Elasticsearch main']],
    [
      'a setting that overrides',
      { config: { 'xpack.security.http.ssl.supported_protocols': ['TLSv1.2'] } },
      ['eck-config-override medium Elasticsearch main, nodeSet default'],
    ],
    [
      'a setting that overrides and turns verification off, nested',
      { config: { xpack: { security: { transport: { ssl: { verification_mode: 'none' } } } } } },
      ['eck-config-override critical Elasticsearch main, nodeSet default'],
    ],
    [
      'a setting of Kibana that overrides',
      { kibanaConfig: { 'elasticsearch.ssl.verificationMode': 'none' } },
      ['eck-config-override critical Kibana kb'],
    ],
    [
      'a secret that lacks its key',
      { http: { certificate: { secretName: 'own' } }, extra: [secret('own', 'tls.crt', 'ca.crt')] },
      ['eck-custom-secret-incomplete high own'],
    ],
    [
      'a secret that lacks ca.crt',
      { http: { certificate: { secretName: 'own' } }, extra: [secret('own', 'tls.crt', 'tls.key')] },
      ['eck-custom-secret-incomplete medium own'],
    ],
    [
      'a secret that mixes a CA key with a certificate',
      { http: { certificate: { secretName: 'own' } }, extra: [secret('own', 'tls.crt', 'tls.key', 'ca.key', 'ca.crt')] },
      ['eck-custom-secret-incomplete high own'],
    ],
    [
      'a secret of transport without the key of its CA',
      { transport: { certificate: { secretName: 'own' } }, extra: [secret('own', 'tls.crt', 'tls.key')] },
      ['eck-custom-secret-incomplete high own'],
    ],
    [
      'a resource that is paused',
      { annotations: { 'eck.k8s.elastic.co/managed': 'false' } },
      ['eck-operator-not-rotating high Elasticsearch main'],
    ],
  ];
  for (const [name, given, expected] of cases)
    it(`are found with ${name}`, async () => {
      assert.deepEqual(await told(given), expected);
    });

  it('are found with a CA whose rotation falls into the time of an upgrade, and worse while one is under way', async () => {
    assert.ok(!(await told({ caDays: 9 })).some((one) => one.startsWith('eck-rotation')));
    assert.deepEqual(
      (await told({ caDays: 7 })).filter((one) => one.startsWith('eck-rotation')),
      ['eck-rotation-during-upgrade medium Elasticsearch main'],
    );
    const upgrading = { caDays: 7, status: { version: '9.0.0', phase: 'ApplyingChanges' } };
    const [finding] = (await judged(upgrading)).findings.filter(({ rule }) => rule === 'eck-rotation-during-upgrade');
    assert.equal(finding?.severity, 'high');
    assert.match(finding?.detail ?? '', /the upgrade from 9\.0\.0 to 9\.1\.2 is under way/);
  });

  it('go by the configuration of the operator', async () => {
    const operator = (yaml: string) => ({
      kind: 'ConfigMap',
      metadata: { name: 'elastic-operator', namespace: 'elastic-system' },
      data: { 'eck.yaml': yaml },
    });
    const rotation = async (yaml: string, caDays: number) =>
      (await told({ caDays, extra: [operator(yaml)] })).some((one) => one.startsWith('eck-rotation'));
    assert.equal(await rotation('ca-cert-rotate-before: 720h\n', 36), true);
    assert.equal(await rotation('ca-cert-rotate-before: 720h\n', 39), false);
    assert.equal(await rotation('ca-dir: /tmp/ca\n', 5), false);
  });

  it('are found with node sets that are given different CAs', async () => {
    const found = await told({ secondCa: true });
    assert.ok(found.includes('ca-rotation-half-done high main-es-cold-es-transport-certs'), found.join('\n'));
  });

  it('are found with a certificate in a secret that has expired, by its place', async () => {
    const found = await told({ leafDays: -1 });
    assert.ok(found.includes('leaf-expired critical main-es-default-es-transport-certs/main-es-default-0.tls.crt'), found.join('\n'));
    assert.ok(found.includes('leaf-expired critical main-es-http-certs-public/tls.crt'));
    assert.ok(found.includes('leaf-expired critical kb-kb-http-certs-public/tls.crt'));
  });

  it("are found with a certificate of one's own that is not for the service", async () => {
    const objects = eckObjects({
      http: { certificate: { secretName: 'own' } },
      extra: [secret('own', 'tls.crt', 'tls.key', 'ca.crt')],
    }) as readonly {
      metadata: { name: string };
      data?: Record<string, string>;
    }[];
    const kibana = objects.find(({ metadata }) => metadata.name === 'kb-kb-http-certs-public');
    const served = objects.find(({ metadata }) => metadata.name === 'main-es-http-certs-public');
    assert.ok(kibana?.data && served?.data);
    served.data['tls.crt'] = kibana.data['tls.crt'] ?? '';
    const cluster = eckClusterIn(
      objectsIn('a', JSON.stringify({ items: objects })),
      { namespace: 'prod', name: 'main' },
      { source: 'files', gaps: [] },
    );
    const { findings } = await judgeEck(cluster, { at: new Date() });
    assert.deepEqual(
      findings.filter(({ rule }) => rule === 'eck-service-name-missing').map(({ subjects }) => subjects),
      [['main-es-http-certs-public/tls.crt']],
    );
  });

  it('leave certificate and key of a third party alone, and what is none of TLS', async () => {
    const thirdParty = { selfSignedCertificates: { disabled: true }, certificateAuthorities: { configMapName: 'trust' } };
    assert.deepEqual(
      await told({
        transport: thirdParty,
        config: { 'xpack.security.transport.ssl.certificate': '/a.crt', 'node.store.allow_mmap': false },
      }),
      [],
    );
    assert.deepEqual(
      await told({
        http: { selfSignedCertificate: { disabled: true }, certificate: { secretName: 'own' } },
        extra: [secret('own', 'ca.crt', 'ca.key')],
      }),
      [],
    );
  });

  it('do not tell of certificates where the secrets came without data, as eck-diagnostics writes them', async () => {
    const cluster = clusterOf({ data: false });
    assert.deepEqual(
      cluster.gaps.map(({ because }) => because.code),
      ['kubernetes-secrets-without-data'],
    );
    const { unknown, findings } = await judgeEck(cluster, { at: new Date() });
    assert.deepEqual(findings, []);
    for (const rule of ['leaf-expired', 'eck-rotation-during-upgrade'])
      assert.ok(
        unknown.some((one) => one.rule === rule),
        rule,
      );
  });

  it('keep nothing of a secret but certificates and names of keys', () => {
    const text = JSON.stringify(clusterOf(), (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value));
    assert.doesNotMatch(text, /hunter2|PRIVATE KEY|secret-key-bytes/);
    assert.match(text, /main-es-default-0\.tls\.key/);
  });
});
