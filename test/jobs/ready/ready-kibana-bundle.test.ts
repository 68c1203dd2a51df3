import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBundle } from '../../../src/bundle/read-bundle.ts';
import { judgeGiven } from '../../../src/jobs/ready/judge-given.ts';
import { type MadeEntry, makeZip } from '../../support/archive-maker.ts';
import { collected } from '../../support/collected.ts';

const top = 'kibana-api-diagnostics-20261130-120000/';
const status = (level: string, summary: string) => ({
  name: 'kb',
  version: { number: '9.1.2' },
  status: { overall: { level }, core: { elasticsearch: { level, summary } } },
});
const manifest: MadeEntry = { path: `${top}diagnostic_manifest.json`, content: JSON.stringify({ diagnostic: '9.3.6', product: 'kibana' }) };
const file = (path: string, content: unknown): MadeEntry => ({
  path: `${top}${path}`,
  content: typeof content === 'string' ? content : JSON.stringify(content),
});
const refused = 'Unable to retrieve version information from Elasticsearch nodes. self-signed certificate in certificate chain';

describe('a Kibana in an archive', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-kibana-bundle-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function judged(entries: readonly MadeEntry[]) {
    const path = join(folder, 'archive.zip');
    writeFileSync(path, makeZip(entries));
    const bundle = await readBundle(path);
    const given = { setups: [], bundles: [bundle], eck: [] };
    return { bundle, ...(await judgeGiven(given, { at: new Date('2026-11-30T12:00:00Z'), deployment: 'self', examined: [] })) };
  }

  it('is judged by what it says of its connection to Elasticsearch', async () => {
    const { findings, bundles = [] } = await judged([manifest, file('kibana_status.json', status('critical', refused))]);
    assert.deepEqual(
      findings.map(({ rule, subjects, evidence }) => [rule, subjects, evidence.certainty]),
      [['kibana-missing-es-ca', ['kb'], findings[0]?.evidence.certainty]],
    );
    assert.match(findings[0]?.detail ?? '', /^Kibana calls its connection to Elasticsearch critical: Unable to retrieve/);
    assert.match(findings[0]?.remedy ?? '', /elasticsearch\.ssl\.certificateAuthorities/);
    assert.deepEqual(bundles[0]?.kibanas, [{ name: 'kb', version: '9.1.2', elasticsearch: 'critical' }]);
  });

  it('is well where it says so, and its log has nothing since', async () => {
    const log = `[2026-11-30T11:00:00.000+00:00][ERROR][elasticsearch-service] ${refused}\n[2026-11-30T11:05:00.000+00:00][INFO ][status] Kibana is now available\n`;
    const { findings } = await judged([
      manifest,
      file('kibana_status.json', status('available', 'Elasticsearch is available')),
      file('logs/kibana.log', log),
    ]);
    assert.deepEqual(findings, []);
  });

  it('is judged by its log, where it answered nothing', async () => {
    const log = `[2026-11-30T11:00:00.000+00:00][ERROR][elasticsearch-service] ${refused}\n`;
    const { findings } = await judged([manifest, file('logs/kibana.log', log)]);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['kibana-missing-es-ca'],
    );
  });

  it('is judged by the settings that somebody packed, without the files that they name', async () => {
    const yml = [
      'server.ssl.enabled: true',
      'server.ssl.certificate: kb.crt',
      'server.ssl.key: kb.key',
      'elasticsearch.hosts: ["https://es01:9200"]',
      'elasticsearch.ssl.verificationMode: none',
      'server.ssl.keyPassphrase: hunter2-marked',
    ].join('\n');
    const { findings, bundle } = await judged([
      manifest,
      file('config/kibana.yml', yml),
      file('kibana_status.json', status('available', '')),
    ]);
    const rules = findings.map(({ rule }) => rule);
    assert.ok(rules.includes('kibana-verification-weakened') && rules.includes('password-in-yaml'), rules.join(' '));
    assert.ok(!rules.includes('file-missing'), rules.join(' '));
    assert.equal(bundle.diagnostics[0]?.setup?.version, '9.1.2');
    assert.ok(!JSON.stringify(findings).includes('hunter2-marked'));
  });

  it('stands beside a node that was packed into the same folder', async () => {
    const { bundle, nodes } = await judged([
      ...collected({ top: '' }),
      { path: 'kibana.yml', content: 'server.name: kb' },
      { path: 'logs/kibana.log', content: '' },
    ]);
    assert.deepEqual(
      bundle.diagnostics.map(({ product, node, setup }) => [product, node, setup?.facts.nodeName ?? null]),
      [
        ['elasticsearch', 'es01', null],
        ['kibana', null, 'kb'],
      ],
    );
    assert.equal(nodes, 1);
  });
});
