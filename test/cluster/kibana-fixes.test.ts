import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
import { connectAsKibana } from './fixes/kibana-client.ts';
import { kibanaClientScenarios } from './fixes/kibana-client-scenarios.ts';
import { servedAddress, servePlace } from './fixes/served-place.ts';

const version = '8.19.21';

describe('fixes that kibana prints for what it connects with, followed step by step', () => {
  let workshop: Workshop | undefined;
  before(async function () {
    this.timeout(300_000);
    const java = findJava(javaRange('elasticsearch', version));
    skipUnless(this, process.platform === 'linux', 'Linux');
    skipUnless(this, java !== null, 'Java 17 to 25');
    skipUnless(this, await hasMaven(), 'Maven');
    openStateFolder(null);
    workshop = openWorkshop(await installDistribution('elasticsearch', version, () => {}), java?.home ?? '');
  });
  after(() => {
    if (workshop !== undefined) closeWorkshop(workshop);
  });

  it('are tried of 20 rules at least', () => {
    assert.ok(new Set(kibanaClientScenarios.map(({ rule }) => rule)).size >= 20);
  });

  for (const scenario of kibanaClientScenarios) {
    const { rule, what, also, words, answers = [], connectsBefore = false, brings } = scenario;
    const title = what === undefined ? rule : `${rule}: ${what}`;
    it(`${title}; a client like Kibana connects with the result`, async function () {
      this.timeout(180_000);
      assert.ok(workshop);
      const name = title.replaceAll(/\W+/g, '-');
      const elasticsearch = makePlace(workshop, `${name}-es`, scenario.elasticsearch?.(workshop) ?? {});
      const kibana = placeOfKibana(workshop, name, scenario);
      also?.(kibana);
      const before = await judged(kibana, elasticsearch);
      assert.equal(before.connects, connectsBefore, String(before.why));
      const found = before.cause?.rule === rule ? before.cause : before.findings.find((one) => one.rule === rule);
      assert.ok(found, `not found: ${before.findings.map((one) => `${one.rule} ${one.severity} ${one.detail}`).join('\n')}`);
      const certs = join(kibana.config, 'certs');
      const followed = await followFix(found.fix, {
        cwd: kibana.home,
        env: { ...process.env, CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1' },
        words: { ...usualWords(kibana), ...words?.(certs, elasticsearch) },
        answers: [...answers, ...usualAnswers],
        files: {
          'kibana.yml': join(kibana.config, 'kibana.yml'),
          'elasticsearch.yml': join(elasticsearch.config, 'elasticsearch.yml'),
        },
        directories: { '/etc/kibana': kibana.config },
      });
      assert.ok(followed.edit + followed.command > 0, 'advice only');
      const after = await judged(kibana, elasticsearch);
      assert.ok(after.connects, String(after.why));
      assert.notEqual(after.cause?.rule, rule);
      assert.deepEqual(
        after.findings.filter((one) => one.rule === rule).map(({ detail }) => detail),
        [],
      );
      const known = new Set([...before.findings.map((one) => one.rule), brings]);
      assert.deepEqual(
        after.findings
          .filter((one) => /critical|high/.test(one.severity) && !known.has(one.rule))
          .map((one) => `${one.rule}: ${one.detail}`),
        [],
      );
    });
  }
});

/** What handclasp finds, and whether a client like Kibana connects, while Elasticsearch is served. */
async function judged({ config }: FixPlace, elasticsearch: FixPlace) {
  const close = await servePlace(elasticsearch, version);
  try {
    const connected = await connectAsKibana(config, version).then(
      (statuses) => ({ connects: statuses.every((status) => status === 200 || status === 401), why: statuses as unknown }),
      (error: unknown) => ({ connects: false, why: error }),
    );
    const answer = await askHandclasp(['kibana', '--config', config]);
    return { ...connected, cause: answer.cause, findings: findingsOf(answer) };
  } finally {
    await close();
  }
}

function placeOfKibana(workshop: Workshop, name: string, { kibana }: (typeof kibanaClientScenarios)[number]): FixPlace {
  const home = join(workshop.folder, name, 'kibana-8.19.21');
  const certs = join(home, 'config', 'certs');
  mkdirSync(join(home, 'data'), { recursive: true });
  mkdirSync(join(home, 'bin'), { recursive: true });
  const { settings = {}, files = {} } = kibana?.(workshop, certs) ?? {};
  const place = makePlace(workshop, name, {
    product: 'kibana',
    settings: { 'elasticsearch.hosts': `["https://${servedAddress}:9200"]`, ...settings },
    files,
  });
  writeFileSync(join(home, 'bin', 'kibana-keystore'), `#!/bin/sh\nexec ${keystoreTool} '${place.config}' "$@"\n`, { mode: 0o755 });
  return place;
}

const compiled = fileURLToPath(new URL('./fixes/kibana-keystore-tool.js', import.meta.url));
const keystoreTool = existsSync(compiled)
  ? `'${process.execPath}' '${compiled}'`
  : `'${process.execPath}' --import '${import.meta.resolve('tsx')}' '${join(dirname(compiled), 'kibana-keystore-tool.ts')}'`;

function usualWords({ work }: FixPlace): Readonly<Record<string, string>> {
  return {
    NODE: 'es03',
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
  [/password|passphrase|pass phrase|Enter value for/i, passwords.store],
];
