import assert from 'node:assert/strict';
import { ruleCatalogue } from '../../../src/jobs/explain/rule-catalogue.ts';
import type { EndpointReport } from '../../../src/model/report.ts';
import { sarif } from '../../../src/output/formats/sarif.ts';
import { renderDocument } from '../../../src/output/index.ts';
import { placeUri } from '../../../src/output/sink/place-uri.ts';
import { sarifComplaints } from '../../support/consumers.ts';
import { certificateReport, endpointReport, finding, report } from '../../support/report.ts';

const look = { width: 80, colour: false };
const sha256 = 'ab'.repeat(32);

async function run(endpoints: readonly EndpointReport[], change = {}) {
  const text = await renderDocument(
    sarif,
    'scan',
    { report: report(endpoints, change), rules: async () => new Map(ruleCatalogue.map((rule) => [rule.id, rule])) },
    look,
  );
  assert.deepEqual(sarifComplaints(text), []);
  return JSON.parse(text).runs[0];
}

const withFinding = (target: string, change: Parameters<typeof finding>[0] = {}) =>
  endpointReport({ target, chain: [certificateReport({ sha256 })], findings: [finding({ evidence: { sha256 }, ...change })] });

describe('SARIF', () => {
  it('tells a finding of one certificate once, with the endpoints that show it', async () => {
    const { results } = await run([withFinding('es02:9300'), withFinding('es01:9300')]);
    assert.equal(results.length, 1);
    assert.deepEqual(
      results[0].locations.map(
        (location: { logicalLocations: readonly { fullyQualifiedName: string }[] }) => location.logicalLocations[0]?.fullyQualifiedName,
      ),
      ['es01:9300', 'es02:9300'],
    );
    assert.equal(results[0].message.text, 'Expired certificate. At es01:9300: It ended on 2026-01-01. Also at es02:9300.');
  });

  it('has the same fingerprint in the next run, whoever shows the certificate by then, and another for another certificate', async () => {
    const print = async (endpoints: readonly EndpointReport[]) =>
      (await run(endpoints)).results[0].partialFingerprints['handclaspProblem/v1'];
    const first = await print([withFinding('es01:9300')]);
    assert.equal(await print([withFinding('es07:9300', { detail: 'It ended 9 days ago.' }), withFinding('es08:9300')]), first);
    assert.notEqual(await print([withFinding('es01:9300', { evidence: { sha256: 'cd'.repeat(32) } })]), first);
  });

  it('explains each rule: what it asks for, what follows, the fix and the source; with a level and a score', async () => {
    const { tool } = await run([withFinding('es01:9300', { severity: 'medium' })]);
    const [rule] = tool.driver.rules;
    const about = ruleCatalogue.find(({ id }) => id === 'leaf-expired');
    assert.ok(about);
    for (const text of [about.requirement, about.impact, 'Issue a new one.', about.source, 'handclasp explain leaf-expired'])
      assert.ok(rule.help.text.includes(text), text);
    assert.equal(rule.defaultConfiguration.level, 'warning');
    assert.equal(rule.properties['security-severity'], '5.5');
    assert.ok(rule.properties.tags.includes('security'));
  });

  it('has no score for what is no fault', async () => {
    const { tool, results } = await run([withFinding('es01:9300', { severity: 'info' })]);
    assert.equal(results[0].level, 'note');
    assert.ok(!('security-severity' in tool.driver.rules[0].properties));
  });

  it('tells a waived finding as suppressed, apart from those that are not', async () => {
    const waived = { reason: 'a lab', owner: 'ops', until: '2027-01-31' };
    const { results } = await run([withFinding('es01:9300'), withFinding('es02:9300', { waived })]);
    assert.equal(results.length, 2);
    const suppressed = results.filter((result: { suppressions?: unknown }) => result.suppressions !== undefined);
    assert.deepEqual(suppressed[0].suppressions, [
      { kind: 'external', status: 'accepted', justification: 'a lab (ops, until 2027-01-31)' },
    ]);
    assert.equal(suppressed.length, 1);
  });

  it('says what was not checked, and that a run was interrupted', async () => {
    const { invocations } = await run([endpointReport({ reachability: 'timeout', incomplete: ['no connection'] })], { partial: true });
    assert.equal(invocations[0].executionSuccessful, false);
    const texts = invocations[0].toolExecutionNotifications.map(({ message }: { message: { text: string } }) => message.text);
    assert.deepEqual(texts, ['The run was interrupted: this has what was done until then.', '1 endpoint was not reached.']);
  });

  it('points to a line of a file where the finding is about one', async () => {
    const file = { ...finding(), subjects: ['/etc/elasticsearch/elasticsearch.yml:9'] };
    const { results } = await run([], { findings: [file] });
    assert.deepEqual(results[0].locations[0].physicalLocation, {
      artifactLocation: { uri: 'etc/elasticsearch/elasticsearch.yml' },
      region: { startLine: 9 },
    });
  });

  it('points to the line of the list that names the target, where GitHub shows it, and names the target beside it', async () => {
    const found = { ...finding(), evidence: {} };
    const listed = (target: string, line: number) =>
      endpointReport({ target, listedAt: { file: './lists/hosts.txt', line }, findings: [found] });
    const { results } = await run([
      listed('es02:9300', 7),
      listed('es01:9300', 3),
      endpointReport({ target: 'es03:9300', findings: [found] }),
    ]);
    assert.deepEqual(
      results[0].locations.map(
        ({
          physicalLocation,
          logicalLocations,
        }: {
          physicalLocation: { artifactLocation: { uri: string }; region: object };
          logicalLocations: { fullyQualifiedName: string }[];
        }) => [physicalLocation.artifactLocation.uri, physicalLocation.region, logicalLocations[0]?.fullyQualifiedName],
      ),
      [
        ['lists/hosts.txt', { startLine: 3 }, 'es01:9300'],
        ['lists/hosts.txt', { startLine: 7 }, 'es02:9300'],
        ['endpoints/es03%3A9300', { startLine: 1 }, 'es03:9300'],
      ],
    );
    assert.doesNotMatch(results[0].message.text, /hosts\.txt|\0/);
  });

  it('does so for findings on several endpoints, of a comparison or a policy', async () => {
    const { results } = await run([endpointReport({ listedAt: { file: 'hosts.txt', line: 4 } })], {
      findings: [{ ...finding(), subjects: ['es01:9300', 'es09:9300'] }],
    });
    const places = results[0].locations.map(
      (one: { physicalLocation: { artifactLocation: { uri: string } } }) => one.physicalLocation.artifactLocation.uri,
    );
    assert.deepEqual(places, ['hosts.txt', 'endpoints/es09%3A9300']);
  });

  // GitHub refuses a file in which one place is no path: a scheme, an empty one, a blank, a colon.
  for (const [place, uri] of [
    ['es01:9300', 'endpoints/es01%3A9300'],
    ['localhost:9200', 'endpoints/localhost%3A9200'],
    ['https://es01:9200', 'endpoints/https%3A%2F%2Fes01%3A9200'],
    ['[::1]:9300', 'endpoints/%5B%3A%3A1%5D%3A9300'],
    ['', 'endpoints'],
    [' ', 'endpoints/%20'],
    ['..', 'endpoints'],
    ['../../etc/passwd', 'etc/passwd'],
    ['C:\\certs\\node.crt', 'C%3A/certs/node.crt'],
    ['/etc/kibana/kibana.yml:12', 'etc/kibana/kibana.yml'],
    ['elasticsearch.yml:3', 'elasticsearch.yml'],
    ['es-ü.example:9300', 'endpoints/es-%C3%BC.example%3A9300'],
    ['git:repo@x', 'endpoints/git%3Arepo%40x'],
    ['a\u0000b\ud800', 'endpoints/a%00b%EF%BF%BD'],
  ] as const) {
    it(`has ${JSON.stringify(place)} as ${uri}`, () => assert.equal(placeUri(place), uri));
  }
});
