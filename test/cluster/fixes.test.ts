import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hasMaven, installDistribution } from '../../scripts/cluster/distribution.ts';
import { findJava, javaRange } from '../../scripts/cluster/java-home.ts';
import { openStateFolder } from '../../scripts/cluster/state-folder.ts';
import { daysFromNow } from '../../src/lab/pki.ts';
import { followFix } from '../support/fix-follower.ts';
import { skipUnless } from '../support/required.ts';
import { certificateScenarios } from './fixes/certificate-scenarios.ts';
import {
  askHandclasp,
  closeWorkshop,
  type FixPlace,
  findingsOf,
  http,
  makePlace,
  network,
  nodeIdentity,
  openWorkshop,
  passwords,
  transport,
  type Workshop,
} from './fixes/fix-place.ts';
import type { FixScenario } from './fixes/fix-scenario.ts';
import { kibanaScenarios } from './fixes/kibana-scenarios.ts';
import { startBesideFirst, startFirst, whileBesideFirst } from './fixes/real-node.ts';
import { settingsScenarios } from './fixes/settings-scenarios.ts';
import { storeOf, storeScenarios } from './fixes/store-scenarios.ts';

const version = '8.19.21';
const scenarios: readonly FixScenario[] = [...settingsScenarios, ...certificateScenarios, ...kibanaScenarios, ...storeScenarios];

describe('fixes of nodes of Elasticsearch 8.19.21, followed step by step', () => {
  let workshop: Workshop | undefined;
  let endFirst: (() => Promise<void>) | undefined;
  before(async function () {
    this.timeout(300_000);
    const java = findJava(javaRange('elasticsearch', version));
    skipUnless(this, process.platform === 'linux', 'Linux');
    skipUnless(this, java !== null, 'Java 17 to 25');
    skipUnless(this, await hasMaven(), 'Maven');
    openStateFolder(null);
    const distribution = await installDistribution('elasticsearch', version, () => {});
    workshop = openWorkshop(distribution, java?.home ?? '');
    endFirst = await startFirst(workshop);
  });
  after(async () => {
    await endFirst?.();
    if (workshop !== undefined) closeWorkshop(workshop);
  });

  it('is tried of 25 rules at least', () => {
    assert.ok(new Set(scenarios.map(({ rule }) => rule)).size >= 25);
  });

  for (const scenario of scenarios) {
    const { rule, what, make, also, words, answers = [], joins } = scenario;
    const title = what === undefined ? rule : `${rule}: ${what}`;
    it(joins === true ? `${title}, and the node joins` : title, async function () {
      this.timeout(180_000);
      assert.ok(workshop);
      const place = makePlace(workshop, title.replaceAll(/\W+/g, '-'), make(workshop));
      also?.(place, workshop);
      const first = await askHandclasp(question(place));
      const before = findingsOf(first);
      const found = first.cause?.rule === rule ? first.cause : before.find((one) => one.rule === rule);
      assert.ok(found, `not found: ${before.map((one) => `${one.rule} ${one.severity} ${one.detail}`).join('\n')}`);
      const followed = await followFix(found.fix, {
        cwd: place.work,
        env: { ...process.env, CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1' },
        words: { ...usualWords(place), ...words?.(place) },
        answers: [...answers, ...usualAnswers],
        // It asks a cluster that runs.
        skipped: /elasticsearch-reset-password/,
        files: Object.fromEntries(['elasticsearch.yml', 'kibana.yml'].map((name) => [name, join(place.config, name)])),
      });
      assert.ok(followed.edit + followed.command > 0, 'advice only');
      const second = await askHandclasp(question(place));
      const after = findingsOf(second);
      assert.notEqual(second.cause?.rule, rule);
      const left = after.filter((one) => one.rule === rule);
      assert.deepEqual(
        left.map(({ detail }) => detail),
        [],
      );
      const known = new Set(before.map((one) => `${one.rule} ${one.detail}`));
      const fresh = after.filter((one) => /critical|high/.test(one.severity) && !known.has(`${one.rule} ${one.detail}`));
      assert.deepEqual(
        fresh.map((one) => `${one.rule}: ${one.detail}`),
        [],
      );
      if (joins === true) await startBesideFirst(workshop, place);
    });
  }

  it('ends what scan finds at a real node: by a restart what settings do, and without one what a certificate does', async function () {
    this.timeout(400_000);
    assert.ok(workshop);
    const shop = workshop;
    const expiring = { notBefore: daysFromNow(-400), notAfter: daysFromNow(6) };
    const place = makePlace(shop, 'found-by-scan', {
      settings: {
        [`${transport}.client_authentication`]: 'optional',
        [`${http}.certificate`]: null,
        [`${http}.key`]: null,
        [`${http}.keystore.path`]: 'certs/http.p12',
      },
      files: { 'certs/http.p12': storeOf(shop, nodeIdentity(shop, expiring)) },
      secrets: { [`${http}.keystore.secure_password`]: passwords.store },
    });
    const [tls, rest] = [`transport://${network}.3:9300`, `https://${network}.3:9200`];
    const scanned = async (target: string) => findingsOf(await askHandclasp(['scan', target, '--ca', join(place.work, 'cluster-ca.crt')]));
    const follow = async (target: string, rule: string) => {
      const found = (await scanned(target)).find((one) => one.rule === rule);
      assert.ok(found, rule);
      await followFix(found.fix, {
        cwd: place.home,
        env: { ...process.env, CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1' },
        words: {
          ...usualWords(place),
          CERT_FILE: join(place.config, 'certs/node.crt'),
          KEYSTORE_FILE: join(place.config, 'certs/http.p12'),
        },
        answers: usualAnswers,
        files: { 'elasticsearch.yml': join(place.config, 'elasticsearch.yml') },
      });
    };
    const rules = async (target: string) => (await scanned(target)).map(({ rule }) => rule);
    await whileBesideFirst(shop, place, async () => {
      await follow(rest, 'leaf-expiring');
      // Elasticsearch looks at its files every five seconds.
      for (const deadline = Date.now() + 30_000; (await rules(rest)).includes('leaf-expiring'); )
        assert.ok(Date.now() < deadline, 'the node goes on showing the old certificate');
      await follow(tls, 'transport-client-auth-optional');
    });
    await whileBesideFirst(shop, place, async () => {
      const left = await scanned(tls);
      assert.deepEqual(
        left.filter(({ severity }) => /critical|high|medium/.test(severity)).map(({ rule }) => rule),
        [],
      );
    });
  });
});

function question({ config }: FixPlace): readonly string[] {
  return [existsSync(join(config, 'kibana.yml')) ? 'kibana' : 'join', '--config', config];
}

function usualWords({ work }: FixPlace): Readonly<Record<string, string>> {
  return {
    CA_CERT: join(work, 'cluster-ca.crt'),
    CA_KEY: join(work, 'cluster-ca.key'),
    HOST: 'es03',
    ADDRESS: `${network}.3`,
    CLUSTER: 'Another',
  };
}

const usualAnswers: readonly (readonly [RegExp, string])[] = [
  [/password for CA|password for .*elastic-stack-ca\.p12/i, passwords.authority],
  [/Overwrite\? \[y\/N\]/i, 'y'],
  [/Import Password/i, passwords.authority],
  [/password|passphrase|pass phrase|Enter value for/i, passwords.store],
];
