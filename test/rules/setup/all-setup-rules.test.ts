import assert from 'node:assert/strict';
import { gatherSetupEvidence } from '../../../src/evidence/gather-setup-evidence.ts';
import { deployments } from '../../../src/model/deployment.ts';
import type { Setup } from '../../../src/model/setup.ts';
import { judgeSetup } from '../../../src/rules/framework/judge-setup.ts';
import type { SetupRule } from '../../../src/rules/framework/rule.ts';
import { setupRules } from '../../../src/rules/setup-rules.ts';
import { kibanaSetup, nodeSetup } from '../../settings/setup-files.ts';
import { brokenCertificates } from './broken-certificates.ts';
import { brokenFiles, locked } from './broken-files.ts';
import { brokenSettings, openWithoutTheWire } from './broken-settings.ts';
import { judged, kibana, node } from './setups.ts';

const broken = [...brokenCertificates, ...brokenSettings, ...brokenFiles];

/** What no setup on disk breaks here: the key would have to be published, the wire seen, the store have two keys, or the file be of ECE itself. */
const otherwise = [
  'default-or-sample-certificate',
  'ece-route-server-not-renewed',
  'kibana-missing-es-ca',
  'kibana-enrollment-ca-stale',
  'keystore-several-keys',
  'stale-certificate-in-memory',
];

const ruleNamed = (id: string) => setupRules.find((rule) => rule.id === id) ?? assert.fail(`no rule ${id}`);

describe('all rules on setups', () => {
  it('are each broken by some setup', () => {
    const tried = new Set([...broken.map(({ rule }) => rule), ...otherwise]);
    assert.deepEqual(
      setupRules.map(({ id }) => id).filter((id) => !tried.has(id)),
      [],
    );
  });

  it('find nothing, and leave nothing open, in a node and a Kibana that are well', async () => {
    for (const setup of [await node(), await kibana()]) {
      const { findings, unknown } = await judged(setup);
      assert.deepEqual({ findings, unknown }, { findings: [], unknown: [] });
    }
  });

  it('judge the same of a node for every deployment, each with a remedy of its own', async () => {
    const setup = await node({ 'xpack.security.ssl.diagnose.trust': 'false' });
    const remedies: (string | undefined)[] = [];
    for (const deployment of deployments) {
      const { findings } = await judged(setup, deployment);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        ['diagnose-trust-disabled'],
      );
      remedies.push(findings[0]?.remedy);
    }
    assert.equal(new Set(remedies).size, deployments.length);
  });

  it('pass nothing on certificates in a store that no password opens', async () => {
    const { findings, unknown } = await judged(await locked());
    const open = unknown.map(({ rule }) => rule);
    assert.deepEqual(findings, []);
    for (const id of [
      'leaf-expired',
      'weak-key',
      'ca-expired',
      'trust-unknown-issuer',
      'key-certificate-mismatch',
      'keystore-password-wrong',
      'keystore-password-not-stored',
      'verification-full-with-shared-certificate',
    ])
      assert.ok(open.includes(id), id);
    for (const { because } of unknown) assert.match(because, /could not be opened|with a password, and none was given/);
  });

  it('pass nothing where the settings could not be read, and say so of what stops the process alone', async () => {
    for (const setup of [await nodeSetup({ yml: 'a: b: [' }), await kibanaSetup({ yml: 'a: b: [' })]) {
      const { findings, unknown } = await judged(setup);
      assert.deepEqual(
        findings.map(({ rule, severity, evidence }) => [rule, severity, evidence.stops]),
        [['yaml-shape-overrides', 'critical', true]],
      );
      assert.equal(unknown.length, setupRules.filter(({ products }) => products.includes(setup.product)).length - 1);
      for (const { because } of unknown) assert.match(because, /yml: It is not valid YAML/);
    }
  });

  it('are asked of their own product alone', async () => {
    const seen = async (setup: Setup) => {
      const asked: string[] = [];
      const rules = setupRules.map((rule): SetupRule => {
        const judge = () => {
          asked.push(rule.id);
          return { kind: 'pass' } as const;
        };
        return { ...rule, judge };
      });
      judgeSetup(rules, await gatherSetupEvidence(setup, { at: new Date(), deployment: 'self' }));
      return asked;
    };
    for (const rule of await seen(await node())) assert.ok(ruleNamed(rule).products.includes('elasticsearch'));
    for (const rule of await seen(await kibana())) assert.ok(ruleNamed(rule).products.includes('kibana'));
  });

  it('put what keeps the process from starting before what is as grave', async () => {
    const { findings } = await judged(
      await node({ 'xpack.security.http.ssl.key': null, 'xpack.security.transport.ssl.client_authentication': 'none' }),
    );
    assert.deepEqual(
      findings.slice(0, 2).map(({ rule, severity }) => [rule, severity]),
      [
        ['conflicting-key-settings', 'critical'],
        ['transport-client-auth-not-enforced', 'critical'],
      ],
    );
  });

  it('cost no more than their own outcome where one fails', async () => {
    const failing: SetupRule = {
      ...ruleNamed('leaf-expired'),
      judge: () => {
        throw new Error('beyond all bounds');
      },
    };
    const evidence = await gatherSetupEvidence(await node({ 'xpack.security.ssl.diagnose.trust': 'false' }), {
      at: new Date(),
      deployment: 'self',
    });
    const { findings, unknown } = judgeSetup([failing, ruleNamed('diagnose-trust-disabled')], evidence);
    assert.deepEqual(unknown, [{ rule: 'leaf-expired', code: 'rule-failed', because: 'the rule failed: beyond all bounds' }]);
    assert.equal(findings.length, 1);
  });

  it('tell a key that is public by the certificate in the files', async () => {
    const evidence = await gatherSetupEvidence(await node(), { at: new Date(), deployment: 'self' });
    // Of the demo configuration of OpenSearch; its private key would be needed to read such a setup from files.
    const published = '04b071855200cd9d3b0cc3f0c975aac32a70f38174309a5c8b1b24190113a45b';
    const shown = evidence.shown.map((one) => ({
      ...one,
      evidence: { ...one.evidence, chain: one.evidence.chain.map((each) => ({ ...each, spkiSha256: published })) },
    }));
    const outcome = ruleNamed('default-or-sample-certificate').judge({ ...evidence, shown });
    assert.equal(outcome.kind, 'findings');
  });

  it('show no secret that stands in files and settings', async () => {
    const texts: string[] = [];
    for (const { setup } of [...broken, ...openWithoutTheWire])
      texts.push(JSON.stringify(await judged(await setup())).replace(/"rule":"[^"]*"|(?:weak-store|keystore)-password(?:-[a-z-]+)?/g, ''));
    for (const secret of ['store-password', 'ca-password', 'marked', 'PRIVATE KEY']) assert.ok(!texts.join('\n').includes(secret), secret);
  });
});
