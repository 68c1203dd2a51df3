import assert from 'node:assert/strict';
import { EcsFlat, EcsVersion } from '@elastic/ecs';
import { ruleCatalogue } from '../../src/jobs/explain/rule-catalogue.ts';
import { scan } from '../../src/jobs/scan/scan.ts';
import { startLab } from '../../src/lab/lab.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';
import { documentsOfEndpoint, documentsOfReport } from '../../src/output/ecs/documents-of.ts';
import { bulkLines, type EcsDocument, type EcsRun, ecsVersion } from '../../src/output/ecs/ecs-document.ts';
import { ecsFieldTypes } from '../../src/output/ecs/field-types.ts';
import { indexTemplates } from '../../src/output/ecs/index-templates.ts';
import { nameFields } from '../../src/output/ecs/name-attributes.ts';
import { certificateReport, endpointReport, finding, report } from '../support/report.ts';

const run: EcsRun = { command: 'scan', startedAt: '2026-11-30T20:00:00.000Z', hostname: 'monitor01', namespace: 'default' };
const rules = new Map(ruleCatalogue.map((rule) => [rule.id, rule]));

type Field = {
  readonly type: string;
  readonly normalize: readonly string[];
  readonly allowed_values?: readonly { readonly name: string }[];
};
const ecs: Readonly<Record<string, Field>> = EcsFlat;

/** Types that Elasticsearch searches alike (mapping types: families). */
const families: Readonly<Record<string, string>> = { wildcard: 'keyword', constant_keyword: 'keyword', match_only_text: 'text' };

/** Each value with its path; what is kept and not searched is one value. */
function* leaves(value: unknown, path: string): Generator<readonly [string, unknown]> {
  if (ecsFieldTypes[path] !== undefined || typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield [path, value];
    return;
  }
  for (const [key, inner] of Object.entries(value)) yield* leaves(inner, path === '' ? key : `${path}.${key}`);
}

function fits(value: unknown, type: string): boolean {
  switch (type) {
    case 'date':
      return (
        typeof value === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?Z)?$/.test(value) && !Number.isNaN(Date.parse(value))
      );
    case 'long':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'ip':
      return typeof value === 'string' && /^[\d.]+$|^[\da-f:.]+$/i.test(value);
    case 'object':
      return typeof value === 'object';
    default:
      return typeof value === 'string';
  }
}

function complaints({ body }: EcsDocument): readonly string[] {
  return [...leaves(body, '')].flatMap(([path, value]) => {
    const type = ecsFieldTypes[path];
    if (type === undefined) return [`${path} has no type`];
    const field = ecs[path];
    const wrong = [value].flat().filter((each) => !fits(each, type));
    const strange =
      field?.allowed_values === undefined ? [] : [value].flat().filter((each) => !field.allowed_values?.some(({ name }) => name === each));
    return [...wrong, ...strange].map((each) => `${path}: ${JSON.stringify(each)} is no ${type} that ECS allows`);
  });
}

const everything = endpointReport({
  host: 'es01.example.org',
  address: 'fe80::1%eth0',
  channel: 'http',
  service: { security: 'tls', product: 'elasticsearch', version: '8.19.21', clusterName: 'acme', nodeName: 'es01', speaks: 'http' },
  tls: {
    ...{
      version: 'TLSv1.2',
      cipherSuite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      group: 'x25519',
      signatureScheme: null,
      alpn: 'http/1.1',
    },
    versions: { 'TLSv1.3': 'rejected', 'TLSv1.2': 'accepted' },
    cipherSuites: { 'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] },
    groups: ['x25519', 'secp256r1'],
  },
  chain: [
    certificateReport({
      subject: 'CN=es01+OU=a\\, b, O=Acme, L=Bern, ST=BE, C=CH',
      publicKey: { algorithm: 'RSA', bits: 2048, curve: null },
    }),
    certificateReport({ subject: 'CN=Acme CA', notAfter: '2027-01-01T00:00:00.000Z', isCa: true }),
  ],
  incomplete: ['cipher suites of TLSv1.1'],
  findings: [
    finding({ rule: 'weak-cipher-accepted', source: 'https://example.org/weak', certainty: 'likely', asShipped: true }),
    finding({ waived: { reason: 'old', owner: 'platform team', until: '2027-03-31' } }),
  ],
});
const unreached = endpointReport({ address: null, reachability: 'unresolved', answer: 'nothing', tls: null, clientAuth: null, chain: [] });

describe('documents for Elasticsearch', () => {
  it('have fields of ECS with the types that it gives them, and all others under handclasp', () => {
    assert.equal(EcsVersion, ecsVersion);
    for (const [path, type] of Object.entries(ecsFieldTypes)) {
      if (path.startsWith('handclasp.')) continue;
      const field = ecs[path];
      assert.ok(field !== undefined, `${path} is no field of ECS`);
      assert.equal(type, families[field.type] ?? field.type, path);
    }
    assert.ok(!Object.keys(ecs).some((path) => path.startsWith('handclasp.')));
  });

  it('have the values that such fields take', () => {
    for (const endpoint of [everything, unreached, endpointReport()]) {
      for (const document of documentsOfEndpoint(endpoint, run, rules)) assert.deepEqual(complaints(document), []);
    }
  });

  it('are one for each endpoint and one for each finding', () => {
    const made = documentsOfEndpoint(everything, run, rules);
    assert.deepEqual(
      made.map(({ dataset, body }) => [dataset, (body.event as { kind: string }).kind]),
      [
        ['endpoint', 'state'],
        ['finding', 'alert'],
        ['finding', 'alert'],
      ],
    );
    assert.equal(new Set(made.map(({ id }) => id)).size, 3);
  });

  it('of the lab keep to it too, whatever is wrong there', async function () {
    this.timeout(60_000);
    const lab = await startLab();
    try {
      const found = await scan(parseTargets(lab.endpoints.map(({ target }) => target).join('\n')), {
        anchors: lab.trust.der,
        depth: 'standard',
      });
      const made = [...documentsOfReport(found, run, rules)];
      assert.ok(made.length > 60);
      assert.deepEqual(made.flatMap(complaints), []);
      assert.equal(new Set(made.map(({ id }) => id)).size, made.length);
      const described = made
        .filter(({ dataset }) => dataset === 'finding')
        .map(({ body }) => (body.rule as { description?: string }).description);
      assert.ok(described.every((text) => text !== undefined && text.length > 20));
    } finally {
      await lab.close();
    }
  });

  it('have the same id where they say the same, whichever run sends them, and another where they do not', () => {
    const id = (change: Partial<EcsRun> = {}, endpoint = endpointReport()) =>
      documentsOfEndpoint(endpoint, { ...run, ...change }, rules)[0]?.id;
    assert.equal(id(), id());
    assert.equal(id(), id({ startedAt: '2026-11-30T20:00:00.001Z' }));
    const others = [
      id({ hostname: 'monitor02' }),
      id({ command: 'ready' }),
      id({}, endpointReport({ target: 'es02:9300' })),
      id({}, endpointReport({ address: '10.0.0.12' })),
      id({}, endpointReport({ startedAt: '2026-11-23T10:00:01.000Z' })),
      // Judged by another trust.
      id({}, endpointReport({ trust: 'untrusted' })),
    ];
    assert.equal(new Set([id(), ...others]).size, others.length + 1);
  });

  it('of a policy have what it asks for and is not met', () => {
    const document = report([], {
      policy: {
        ...{ name: 'ours', title: 'Ours', edition: '1', source: 'https://example.org', verdict: 'not-ready', waivers: [] },
        requirements: [
          {
            ...{
              id: 'min-version',
              level: 'must',
              title: 'TLS 1.2 or newer',
              clause: '§1',
              verdict: 'broken',
              waived: [],
              undetermined: [],
            },
            broken: [{ subject: 'es01:9300', found: ['TLSv1.1'] }],
          },
        ],
      } as unknown as NonNullable<Parameters<typeof report>[1]>['policy'] & object,
    });
    const [made, ...others] = [...documentsOfReport(document, { ...run, command: 'ready' }, rules)];
    assert.equal(others.length, 0);
    assert.deepEqual(made === undefined ? null : complaints(made), []);
    assert.equal((made?.body.rule as { id: string } | undefined)?.id, 'ours/min-version');
  });

  it('are two lines that UTF-8 can hold, whatever is in a name', () => {
    const odd = endpointReport({ status: 'a\ud800b\u2028c\nd' });
    const text = documentsOfEndpoint(odd, run, rules).map(bulkLines).join('');
    assert.equal(Buffer.from(text, 'utf8').toString('utf8'), text);
    const [action = '', body = '', ...rest] = text.split('\n');
    assert.deepEqual(rest, ['']);
    assert.deepEqual(Object.keys(JSON.parse(action).create), ['_index', '_id']);
    assert.equal(JSON.parse(body).message, 'a\ufffdb\u2028c\nd');
  });

  it('have a template that has each of their fields, and nothing that could be in conflict', () => {
    const [component] = indexTemplates;
    assert.ok(component);
    const { mappings } = component.body.template as { mappings: { dynamic: unknown; properties: object } };
    assert.equal(mappings.dynamic, false);
    for (const [path, type] of Object.entries(ecsFieldTypes)) {
      const mapping = path.split('.').reduce(
        (at: Record<string, unknown>, part) => {
          const { properties } = at as { properties: Record<string, Record<string, unknown>> };
          return properties[part] ?? {};
        },
        mappings as unknown as Record<string, unknown>,
      );
      assert.equal(mapping.type, type, path);
    }
  });
});

describe('a distinguished name in ECS', () => {
  for (const [text, fields] of [
    ['CN=es01, O=acme', { common_name: ['es01'], organization: ['acme'] }],
    ['CN=a\\, b\\+c, OU=x+OU=y', { common_name: ['a, b+c'], organizational_unit: ['x', 'y'] }],
    ['1.2.3=#0401, C=CH', { country: ['CH'] }],
    ['CN=O\\=x', { common_name: ['O=x'] }],
    ['', {}],
  ] as const) {
    it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(nameFields(text), { distinguished_name: text, ...fields }));
  }
});
