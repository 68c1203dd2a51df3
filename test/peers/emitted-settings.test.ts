import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ready } from '../../src/jobs/ready/ready.ts';
import { daysFromNow, type Identity, issue, makeCa } from '../../src/lab/pki.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { RequirementReport } from '../../src/model/policy-report.ts';
import { type EmittedSettings, emitSettings } from '../../src/policy/emit/emit-settings.ts';
import { policyLimits } from '../../src/policy/emit/policy-limits.ts';
import { policies } from '../../src/policy/policies.ts';
import { findJdks, startJsseServers } from '../support/jsse-server.ts';
import { skipUnless } from '../support/required.ts';

/*
 * What `ready --emit` prints is given to the runtimes of Elasticsearch and Kibana as printed, and what they then do is held to the policy. Stock, they fail. That a whole
 * Elasticsearch starts with it, and that a cluster forms, these tests do not show.
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

const linesOf = ({ files }: EmittedSettings, file: string) => files.find((one) => one.file === file)?.lines ?? [];

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
      const yml = parse(linesOf(settings, 'elasticsearch.yml').join('\n'));
      const servers = await startJsseServers(jdk, { jvm: linesOf(settings, 'jvm.options.d/tls.options') });
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
      const settings = emitSettings(policy, now);
      const config = parse(linesOf(settings, 'kibana.yml').join('\n'));
      const { chainPem, privateKeyPem } = identityFor(policy);
      writeFileSync(join(folder, 'openssl-tls.cnf'), `${linesOf(settings, 'openssl-tls.cnf').join('\n')}\n`);
      const options = linesOf(settings, 'node.options').map((line) => line.replace(/=.*$/, `=${join(folder, 'openssl-tls.cnf')}`));
      const versions: readonly string[] = config['server.ssl.supportedProtocols'] ?? ['TLSv1.2', 'TLSv1.3'];
      writeFileSync(
        join(folder, 'server.json'),
        JSON.stringify({
          cert: chainPem,
          key: privateKeyPem,
          // As Kibana's own HTTP server has them.
          honorCipherOrder: true,
          minVersion: [...versions].sort()[0],
          maxVersion: [...versions].sort().at(-1),
          ...(config['server.ssl.cipherSuites'] === undefined ? {} : { ciphers: config['server.ssl.cipherSuites'].join(':') }),
        }),
      );
      const server = spawn(process.execPath, [...options, '--input-type=module', '--eval', serverSource, join(folder, 'server.json')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        const [port] = await once(server.stdout.setEncoding('utf8'), 'data');
        assert.deepEqual(said(await brokenAt(`kibana://127.0.0.1:${String(port).trim()}`, policy)), []);
      } finally {
        server.kill();
        await once(server, 'exit');
      }
    });
});

const serverSource = `
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
const server = createServer(JSON.parse(readFileSync(process.argv[1], 'utf8')), (_request, response) => response.setHeader('kbn-name', 'kibana').end());
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;
