import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCa } from '../../src/lab/pki.ts';
import { followFix } from '../support/fix-follower.ts';
import { hasOpenssl } from '../support/openssl-server.ts';
import { skipUnless } from '../support/required.ts';
import { askHandclasp, type FixPlace, findingsOf, network } from './fixes/fix-place.ts';
import { type OpenSearchScenario, openSearchPlace, openSearchScenarios } from './fixes/opensearch-scenarios.ts';
import { servedAddress, servePlace } from './fixes/served-place.ts';

describe('fixes that scan prints for OpenSearch, followed step by step with OpenSSL', () => {
  const authority = makeCa({ subject: 'The CA of the cluster' });
  let folder = '';
  before(function () {
    skipUnless(this, process.platform === 'linux', 'Linux');
    skipUnless(this, hasOpenssl(), 'OpenSSL');
    folder = mkdtempSync(join(tmpdir(), 'handclasp-opensearch-fixes-'));
  });
  after(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  for (const scenario of openSearchScenarios) {
    const { rule, layer } = scenario;
    it(`${rule} of ${layer}`, async function () {
      this.timeout(120_000);
      const place = openSearchPlace(join(folder, `${rule}-${layer}`), authority, scenario);
      const { config, work } = place;
      const before = await scanned(place, scenario);
      const found = before.find((one) => one.rule === rule);
      assert.ok(found, `not found: ${before.map((one) => `${one.rule} ${one.severity} ${one.detail}`).join('\n')}`);
      const followed = await followFix(found.fix, {
        cwd: place.home,
        env: process.env,
        words: usualWords(place, layer),
        answers: [],
        files: {
          'opensearch.yml': join(config, 'opensearch.yml'),
          'opensearch_dashboards.yml': join(work, 'dashboards', 'opensearch_dashboards.yml'),
        },
        directories: { '/etc/opensearch-dashboards': join(work, 'dashboards') },
        // It speaks to a cluster that runs.
        skipped: /securityadmin\.sh/,
      });
      assert.ok(followed.edit + followed.command > 0, 'advice only');
      const after = await scanned(place, scenario);
      assert.deepEqual(
        after.filter((one) => one.rule === rule && one.severity !== scenario.leaves).map(({ detail }) => detail),
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

async function scanned(place: FixPlace, { layer, isItsOwnCluster, options = [] }: OpenSearchScenario) {
  const close = await servePlace(place, '2.19.4');
  const target = layer === 'transport' ? `transport://${servedAddress}:9300` : `https://${servedAddress}:9200`;
  const fresh = join(place.home, 'new-ca.crt');
  const trust = isItsOwnCluster === true ? [] : ['--ca', existsSync(fresh) ? fresh : join(place.work, 'cluster-ca.crt')];
  const own = layer === 'transport' ? ['--cert', join(place.work, 'scanner.crt'), '--key', join(place.work, 'scanner.key')] : [];
  try {
    return findingsOf(await askHandclasp(['scan', target, ...trust, ...own, ...options]));
  } finally {
    await close();
  }
}

function usualWords({ work, config }: FixPlace, layer: OpenSearchScenario['layer']): Readonly<Record<string, string>> {
  const [CA_CERT, CA_KEY] = [join(work, 'cluster-ca.crt'), join(work, 'cluster-ca.key')];
  return {
    ...{ NODE: 'es03', HOST: 'es03', ADDRESS: `${network}.3`, CLUSTER: 'New', CONFIG_DIR: config, CA_CERT, CA_KEY, OLD_CA_CERT: CA_CERT },
    CERT_FILE: join(config, 'certs', `${layer}.crt`),
    KEY_FILE: join(config, 'certs', `${layer}.key`),
    TRUST_FILE: join(config, 'certs', `${layer}-trust.crt`),
    INTERMEDIATE: join(work, 'intermediate.crt'),
  };
}
