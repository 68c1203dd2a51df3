import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ready } from '../../src/jobs/ready/ready.ts';
import { daysFromNow, type Identity, issue, makeCa } from '../../src/lab/pki.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { RequirementReport } from '../../src/model/policy-report.ts';
import { emitSettings } from '../../src/policy/emit/emit-settings.ts';
import { policyLimits } from '../../src/policy/emit/policy-limits.ts';
import { policies } from '../../src/policy/policies.ts';
import { findJdks, startJsseServers } from '../support/jsse-server.ts';
import { emittedLines, startKibanaLike } from '../support/kibana-like.ts';
import { skipUnless } from '../support/required.ts';

/*
 * What `ready --emit` prints is given to the runtimes of Elasticsearch and Kibana as printed, and what they then do is held to the policy. Stock, they fail. That a
 * cluster of real nodes starts with it and forms is held by test/cluster/emitted-settings.test.ts.
 */
const ca = makeCa();
const now = new Date();

/** Requirements that settings and certificates decide; what only a whole cluster shows is left aside. */
const decided = [
  'protocol-versions',
  'cipher-suites',
  'groups',
  'groups-accepted',
  'public-key',
  'certificate-hash',
  'validity',
  'signature-schemes',
  'features',
];

/** Before JDK 27 and OpenSSL 3.5 there are no hybrid groups. */
const withHybrids = new Set(['post-quantum']);

const published = policies.filter(({ name }) => !withHybrids.has(name));

function identityFor(policy: Policy): Identity {
  const { key, days } = policyLimits(policy, now);
  const isEcAlone = key.algorithms !== null && !key.algorithms.includes('RSA');
  return issue(ca, {
    subject: 'es01',
    altNames: ['IP:127.0.0.1'],
    key: isEcAlone ? 'P-256' : `RSA-${key.rsaBits}`,
    notBefore: daysFromNow(-1),
    notAfter: daysFromNow((days ?? 397) - 2),
  });
}

async function brokenAt(target: string, policy: Policy): Promise<readonly RequirementReport[]> {
  const report = await ready(parseTargets(target), { policy, anchors: [ca.certificate], deployment: 'self', timeoutMs: 20_000 });
  assert.equal(report.endpoints[0]?.reachability, 'open');
  const kinds = new Map(policy.requirements.map(({ id, check }) => [id, check.kind]));
  const asked = (report.policy?.requirements ?? []).filter(({ id, level }) => level === 'must' && decided.includes(kinds.get(id) ?? ''));
  assert.deepEqual(
    asked.filter(({ verdict }) => verdict === 'undetermined').map(({ id, undetermined }) => `${id}: ${undetermined[0]?.because}`),
    [],
    'each of them was checked',
  );
  return asked.filter(({ verdict }) => verdict === 'broken');
}

const said = (broken: readonly RequirementReport[]) =>
  broken.map(({ id, broken: places }) => `${id}: ${places.flatMap(({ found }) => found).join(', ')}`);

describe('settings that are emitted for Elasticsearch, on JSSE', () => {
  const [jdk] = findJdks();
  before(function () {
    skipUnless(this, jdk !== undefined, 'a JDK');
  });

  for (const policy of published)
    it(`pass ${policy.name}`, async () => {
      assert.ok(jdk);
      const settings = emitSettings(policy, now);
      const yml = parse(emittedLines(settings, 'elasticsearch.yml').join('\n'));
      const servers = await startJsseServers(jdk, { jvm: emittedLines(settings, 'jvm.options.d/tls.options') });
      try {
        const port = await servers.serve({
          identity: identityFor(policy),
          trust: [ca.certificate],
          clientAuth: 'none',
          ...(yml['xpack.security.http.ssl.supported_protocols'] === undefined
            ? {}
            : { protocols: yml['xpack.security.http.ssl.supported_protocols'] }),
          ...(yml['xpack.security.http.ssl.cipher_suites'] === undefined
            ? {}
            : { cipherSuites: yml['xpack.security.http.ssl.cipher_suites'] }),
        });
        assert.deepEqual(said(await brokenAt(`https://127.0.0.1:${port}`, policy)), []);
      } finally {
        await servers.close();
      }
    });

  it('are needed: stock, each of the published policies with suites or groups is broken', async () => {
    assert.ok(jdk);
    const servers = await startJsseServers(jdk);
    try {
      for (const policy of published.filter(({ requirements }) =>
        requirements.some(({ level, check }) => level === 'must' && check.kind === 'groups'),
      )) {
        const port = await servers.serve({
          identity: issue(ca, { subject: 'es01', key: 'RSA-2048' }),
          trust: [ca.certificate],
          clientAuth: 'none',
        });
        const broken = (await brokenAt(`https://127.0.0.1:${port}`, policy)).map(({ id }) => id);
        assert.ok(
          broken.some((id) => /suites|versions|groups/.test(id)),
          `${policy.name}: ${broken}`,
        );
      }
    } finally {
      await servers.close();
    }
  });
});

describe('settings that are emitted for Kibana, on Node.js', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-emitted-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const policy of published)
    it(`pass ${policy.name}`, async () => {
      const { chainPem, privateKeyPem } = identityFor(policy);
      const kibana = await startKibanaLike(process.execPath, emitSettings(policy, now), {
        folder,
        certificate: chainPem,
        key: privateKeyPem,
        elasticsearchCa: ca.certificatePem,
      });
      try {
        assert.deepEqual(said(await brokenAt(`kibana://127.0.0.1:${kibana.port}`, policy)), []);
      } finally {
        await kibana.close();
      }
    });
});
