import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasMaven, installDistribution } from '../../scripts/cluster/distribution.ts';
import { findJava, javaRange } from '../../scripts/cluster/java-home.ts';
import { openStateFolder } from '../../scripts/cluster/state-folder.ts';
import { followFix } from '../support/fix-follower.ts';
import { skipUnless } from '../support/required.ts';
import {
  askHandclasp,
  closeWorkshop,
  type FixPlace,
  findingsOf,
  makePlace,
  network,
  openWorkshop,
  passwords,
  type Workshop,
} from './fixes/fix-place.ts';
import { type ScanScenario, scanScenarios } from './fixes/scan-scenarios.ts';
import { servedAddress, servePlace } from './fixes/served-place.ts';

/** Of release 9, whose tools and JDK are others: what is met most. */
const mostUsual: ReadonlySet<string> = new Set(
  ['leaf-expired', 'leaf-expiring', 'self-signed-per-node', 'san-ip-missing', 'weak-signature', 'trust-missing-intermediate'].concat([
    'legacy-protocol-enabled',
    'transport-client-auth-optional',
    'http-plaintext',
    'transport-plaintext',
    'kibana-plaintext',
  ]),
);

for (const [version, scenarios] of [
  ['8.19.21', scanScenarios],
  ['9.5.3', scanScenarios.filter(({ rule, what }) => mostUsual.has(rule) && what === undefined)],
] as const) {
  describe(`fixes that scan prints, followed step by step with the tools of ${version}`, () => {
    let workshop: Workshop | undefined;
    before(async function () {
      this.timeout(300_000);
      const java = findJava(javaRange('elasticsearch', version));
      skipUnless(this, process.platform === 'linux', 'Linux');
      skipUnless(this, java !== null, `Java for Elasticsearch ${version}`);
      skipUnless(this, await hasMaven(), 'Maven');
      openStateFolder(null);
      workshop = openWorkshop(await installDistribution('elasticsearch', version, () => {}), java?.home ?? '');
    });
    after(() => {
      if (workshop !== undefined) closeWorkshop(workshop);
    });

    for (const scenario of scenarios) {
      const { rule, layer, what, make, also, words, answers } = scenario;
      const title = `${rule} of ${layer}${what === undefined ? '' : `: ${what}`}`;
      it(title, async function () {
        this.timeout(180_000);
        assert.ok(workshop);
        const place = makePlace(workshop, title.replaceAll(/\W+/g, '-'), make(workshop));
        also?.(place, workshop);
        const kibana = layer === 'kibana' ? place.config : join(place.work, 'kibana');
        mkdirSync(kibana, { recursive: true });
        if (layer !== 'kibana') writeFileSync(join(kibana, 'kibana.yml'), '');
        const before = await scanned(place, scenario, version);
        const found = before.find((one) => one.rule === rule);
        assert.ok(found, `not found: ${before.map((one) => `${one.rule} ${one.severity} ${one.detail}`).join('\n')}`);
        const followed = await followFix(found.fix, {
          cwd: place.home,
          env: { ...process.env, CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1' },
          words: { ...usualWords(place, layer), ...words?.(place) },
          answers: [...(answers?.(place) ?? []), ...usualAnswers],
          files: { 'elasticsearch.yml': join(place.config, 'elasticsearch.yml'), 'kibana.yml': join(kibana, 'kibana.yml') },
          directories: { '/etc/kibana': kibana },
        });
        assert.ok(followed.edit + followed.command > 0, 'advice only');
        const after = await scanned(place, scenario, version);
        assert.deepEqual(
          after.filter((one) => one.rule === rule && one.asShipped !== true).map(({ detail }) => detail),
          [],
        );
        const known = new Set(before.map((one) => one.rule));
        const fresh = after.filter((one) => /critical|high|medium/.test(one.severity) && !known.has(one.rule));
        assert.deepEqual(
          fresh.map((one) => `${one.rule}: ${one.detail}`),
          [],
        );
      });
    }
  });
}

async function scanned(place: FixPlace, { layer, isItsOwnCluster, options = [] }: ScanScenario, version: string) {
  const close = await servePlace(place, version);
  const target = {
    transport: `transport://${servedAddress}:9300`,
    http: `https://${servedAddress}:9200`,
    kibana: `https://${servedAddress}:5601`,
  }[layer];
  try {
    return findingsOf(await askHandclasp(['scan', target, ...(isItsOwnCluster === true ? [] : ['--ca', caOf(place)]), ...options]));
  } finally {
    await close();
  }
}

/** That which the fix made, where it made one. */
function caOf({ home, work }: FixPlace): string {
  const fresh = join(home, 'new-ca.crt');
  return existsSync(fresh) ? fresh : join(work, 'cluster-ca.crt');
}

function usualWords({ work, config }: FixPlace, layer: ScanScenario['layer']): Readonly<Record<string, string>> {
  return {
    NODE: 'es03',
    CA_CERT: join(work, 'cluster-ca.crt'),
    CA_KEY: join(work, 'cluster-ca.key'),
    OLD_CA_CERT: join(work, 'cluster-ca.crt'),
    HOST: 'es03',
    ADDRESS: `${network}.3`,
    CLUSTER: 'Another',
    CONFIG_DIR: config,
    KEYSTORE_FILE: join(config, 'certs', `${layer}.p12`),
    TRUSTSTORE_FILE: join(config, 'certs', `${layer}.p12`),
    TRUST_FILE: join(config, 'certs', 'ca.crt'),
    CERT_FILE: join(config, 'certs', 'node.crt'),
    KEY_FILE: join(config, 'certs', 'node.key'),
  };
}

const usualAnswers: readonly (readonly [RegExp, string])[] = [
  [/password for CA|password for .*elastic-stack-ca\.p12/i, passwords.authority],
  [/Overwrite\? \[y\/N\]/i, 'y'],
  [/Import Password/i, passwords.authority],
  [/password|passphrase|pass phrase|Enter value for/i, passwords.store],
];
