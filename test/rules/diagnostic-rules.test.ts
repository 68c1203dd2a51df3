import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { readBundle } from '../../src/bundle/read-bundle.ts';
import { ruleCatalogue } from '../../src/jobs/explain/rule-catalogue.ts';
import type { DiagnosticEvidence } from '../../src/model/diagnostic.ts';
import { diagnosticRules } from '../../src/rules/diagnostic-rules.ts';
import { judgeDiagnostic } from '../../src/rules/framework/judge-diagnostic.ts';
import { makeZip } from '../support/archive-maker.ts';
import { collected, collectedNode, ownCertificate, trustedAuthority } from '../support/collected.ts';

const at = new Date('2026-12-01T00:00:00Z');
const tls = { security: { enabled: 'true', transport: { ssl: { enabled: 'true' } }, http: { ssl: { enabled: 'true' } } } };

describe('rules on what was collected', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-diagnostic-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const judge = async (given: Parameters<typeof collected>[0], more: Partial<DiagnosticEvidence> = {}) => {
    const file = join(folder, 'bundle.zip');
    writeFileSync(file, makeZip(collected(given)));
    const [diagnostic] = (await readBundle(file)).diagnostics;
    assert.ok(diagnostic);
    return judgeDiagnostic(diagnosticRules, { diagnostic, at, deployment: 'self', expiresInMs: null, ...more });
  };
  const told = async (...given: Parameters<typeof judge>) =>
    (await judge(...given)).findings.map(({ rule, severity, subjects }) => `${rule} ${severity} ${subjects.join(' ')}`);

  it('stand each in the file that bears its id, and have the id of a rule that is explained', async () => {
    const room = new URL('../../src/rules/diagnostic/', import.meta.url);
    const files = (await readdir(room)).filter((file) => /\.(js|ts)$/.test(file) && !file.endsWith('.d.ts'));
    assert.deepEqual(files.map((file) => file.slice(0, -extname(file).length)).sort(), diagnosticRules.map(({ id }) => id).sort());
    for (const { id } of diagnosticRules)
      assert.ok(
        ruleCatalogue.some((rule) => rule.id === id),
        id,
      );
  });

  it('find nothing in a healthy cluster, and say which of them hold', async () => {
    const { findings, unknown, passed } = await judge({ nodes: [collectedNode({ name: 'es01' }), collectedNode({ name: 'es02' })] });
    assert.deepEqual([findings, unknown], [[], []]);
    assert.deepEqual([...passed].sort(), diagnosticRules.map(({ id }) => id).sort());
  });

  const ends = (certificate: object, expiry: string) => ({ ...certificate, expiry });
  for (const [name, given, expected] of [
    [
      'security that is off',
      { nodes: [collectedNode({ name: 'a', settings: { xpack: { security: { enabled: 'false' } } } })] },
      ['security-disabled critical a'],
    ],
    [
      'transport without TLS',
      { nodes: [collectedNode({ name: 'a', settings: { xpack: { security: { ...tls.security, transport: {} } } } })] },
      ['transport-plaintext critical a'],
    ],
    [
      'HTTP without TLS',
      { nodes: [collectedNode({ name: 'a', settings: { xpack: { security: { ...tls.security, http: {} } } } })] },
      ['http-plaintext high a'],
    ],
    [
      'a certificate that has ended',
      { certificates: [ends(ownCertificate, '2026-11-30T23:59:59Z'), trustedAuthority] },
      ['leaf-expired critical es01'],
    ],
    [
      'a certificate that ends in a week',
      { certificates: [ends(ownCertificate, '2026-12-07T00:00:00Z'), trustedAuthority] },
      ['leaf-expiring high es01'],
    ],
    [
      'a certificate that ends in a month',
      { certificates: [ends(ownCertificate, '2026-12-30T00:00:00Z'), trustedAuthority] },
      ['leaf-expiring medium es01'],
    ],
    ['a CA that has ended', { certificates: [ownCertificate, ends(trustedAuthority, '2026-11-30T00:00:00Z')] }, ['ca-expired high es01']],
    [
      'a CA that ends in a quarter',
      { certificates: [ownCertificate, ends(trustedAuthority, '2027-02-28T00:00:00Z')] },
      ['ca-expiring medium es01'],
    ],
    [
      'the CA of auto-configuration, whose key lies beside it',
      { certificates: [ends({ ...trustedAuthority, has_private_key: true }, '2026-11-30T00:00:00Z')] },
      ['ca-expired high es01'],
    ],
    [
      'a node without TLS on HTTP among others',
      {
        nodes: [
          collectedNode({ name: 'a' }),
          collectedNode({ name: 'b' }),
          collectedNode({ name: 'c', settings: { xpack: { security: { ...tls.security, http: {} } } } }),
        ],
      },
      ['http-plaintext high c', 'nodes-disagree-on-tls-settings high c'],
    ],
    [
      'a node of another release on another JDK',
      {
        nodes: [collectedNode({ name: 'a' }), collectedNode({ name: 'b' }), collectedNode({ name: 'c', version: '9.4.0', jvm: '26.0.1' })],
      },
      ['nodes-disagree-on-tls-settings low c', 'nodes-disagree-on-tls-settings low c'],
    ],
    [
      'a remote cluster by certificate on 9',
      { remotes: { other: { connected: true, seeds: ['r:9300'] } } },
      ['remote-cert-model-deprecated low prod'],
    ],
    [
      'deprecations that concern TLS',
      {
        deprecations: {
          cluster_settings: [{ level: 'warning', message: 'Index lifecycle poll interval is set too low' }],
          node_settings: [
            {
              level: 'critical',
              message: 'Setting [xpack.security.transport.ssl.enabled] is unset',
              url: 'https://ela.st/x',
              details: 'on nodes a',
            },
          ],
        },
      },
      ['upgrade-tls-breakers high prod'],
    ],
  ] as const)
    it(`find ${name}`, async () => {
      assert.deepEqual(await told(given as Parameters<typeof judge>[0]), expected);
    });

  it('let be a certificate that ends in 31 days, a CA in 91, and on ECK what the operator renews in its last day', async () => {
    assert.deepEqual(
      await told({ certificates: [ends(ownCertificate, '2027-01-02T00:00:00Z'), ends(trustedAuthority, '2027-03-03T00:00:00Z')] }),
      [],
    );
    const soon = { certificates: [ends(ownCertificate, '2026-12-05T00:00:00Z'), trustedAuthority] };
    assert.deepEqual(await told(soon, { deployment: 'eck' }), []);
    assert.deepEqual(await told(soon, { deployment: 'eck', expiresInMs: 7 * 86_400_000 }), ['leaf-expiring high es01']);
  });

  it('let be a single node, and one on loopback, without TLS on transport', async () => {
    const plain = { xpack: { security: { ...tls.security, transport: {} } }, discovery: { type: 'single-node' } };
    assert.deepEqual(await told({ nodes: [collectedNode({ name: 'a', settings: plain })] }), []);
    const loopback = collectedNode({ name: 'a', address: '127.0.0.1', settings: { xpack: plain.xpack } });
    assert.deepEqual(await told({ nodes: [loopback] }), []);
  });

  it('let be a remote cluster by API key, and one by certificate before 9', async () => {
    assert.deepEqual(
      await told({ remotes: { other: { connected: true, seeds: ['r:9443'], cluster_credentials: '::es_redacted::' } } }),
      [],
    );
    const old = [collectedNode({ name: 'es01', version: '8.19.1' })];
    assert.deepEqual(await told({ nodes: old, remotes: { other: { connected: true, seeds: ['r:9300'] } } }), []);
  });

  it('cannot tell what was refused, by its privilege, and judge no Kibana', async () => {
    const error = {
      error: { type: 'security_exception', reason: 'this action is granted by the cluster privileges [monitor,manage,all]' },
      status: 403,
    };
    const { unknown } = await judge({ certificates: error });
    assert.deepEqual(
      unknown.map(({ rule, code }) => `${rule} ${code}`),
      ['leaf-expired', 'leaf-expiring', 'ca-expired', 'ca-expiring'].map((rule) => `${rule} privilege-lacking`),
    );
    assert.match(unknown[0]?.because ?? '', /the cluster privilege monitor is needed/);
  });

  it('cannot tell settings that the answer leaves out', async () => {
    const { settings: _none, ...bare } = collectedNode({ name: 'a' });
    const { unknown } = await judge({ nodes: [bare as ReturnType<typeof collectedNode>] });
    assert.deepEqual(
      unknown.map(({ rule }) => rule),
      ['security-disabled', 'transport-plaintext', 'http-plaintext'],
    );
  });
});
