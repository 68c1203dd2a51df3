import assert from 'node:assert/strict';
import { formats } from '../../src/output/index.ts';
import { feedLines } from '../../src/output/sink/feed-lines.ts';
import { openSinks } from '../../src/output/sink/open-sinks.ts';
import type { RunFacts, SinkEndpoint } from '../../src/output/sink/sink.ts';
import { cyclonedxComplaints, parseCsv, sarifComplaints } from '../support/consumers.ts';
import { parsePrometheus } from '../support/prometheus-text.ts';
import { syntheticFleet, syntheticLines } from '../support/synthetic-fleet.ts';

const facts: RunFacts = {
  version: '0.1.0',
  startedAt: '2026-11-23T18:00:00.000Z',
  finishedAt: '2026-11-23T18:01:00.000Z',
  partial: false,
  failOn: 'high',
  undecided: false,
  pairs: [],
  unknown: [],
  rules: new Map(),
};

async function opened(name: string) {
  const sink = await formats.find((format) => format.name === name)?.open?.();
  assert.ok(sink, name);
  return sink;
}

async function documentOf(name: string, endpoints: Iterable<SinkEndpoint>): Promise<string> {
  const sink = await opened(name);
  for (const endpoint of endpoints) sink.endpoint(endpoint);
  return [...sink.end(facts)].join('');
}

async function streamed(name: string, endpoints: number): Promise<string> {
  const sink = await opened(name);
  for (const lines of syntheticLines(endpoints)) feedLines(lines, [sink]);
  return [...sink.end(facts)].join('');
}

type Result = { readonly ruleId: string; readonly locations: readonly unknown[]; readonly properties: { readonly occurrences: number } };

const resultsOf = (text: string): readonly Result[] => JSON.parse(text).runs[0].results;

function occurrences(results: readonly Result[], rule: string): number {
  return results.filter(({ ruleId }) => ruleId === rule).reduce((sum, { properties }) => sum + properties.occurrences, 0);
}

describe('documents of a fleet', () => {
  it('are the same from lines of a streamed scan as from a report', async () => {
    for (const name of ['sarif', 'junit', 'gitlab', 'github', 'prometheus', 'nagios', 'csv', 'ics']) {
      assert.equal(await streamed(name, 100), await documentOf(name, syntheticFleet(100)), name);
    }
  });

  it('are the same where several grow together and share what they keep', async () => {
    const names = ['csv', 'cyclonedx', 'ics', 'sarif', 'junit', 'gitlab', 'github', 'prometheus', 'nagios'];
    const sinks = await openSinks(names.map((name) => formats.find((format) => format.name === name) ?? assert.fail(name)));
    for (const lines of syntheticLines(100))
      feedLines(
        lines,
        sinks.map((sink) => sink ?? assert.fail()),
      );
    for (const [index, sink] of sinks.entries()) {
      const name = names[index] ?? '';
      const apart = (text: string) => text.replace(/urn:uuid:[0-9a-f-]+/, '');
      assert.equal(apart([...(sink?.end(facts) ?? [])].join('')), apart(await streamed(name, 100)), name);
    }
  });

  it('do not depend on the order in which endpoints come', async () => {
    const endpoints = [...syntheticFleet(1500)];
    for (const name of ['sarif', 'gitlab', 'github', 'prometheus', 'nagios', 'csv', 'ics']) {
      assert.equal(await documentOf(name, endpoints), await documentOf(name, [...endpoints].reverse()), name);
    }
  }).timeout(30_000);

  it('count in JUnit what counts as a failure at the end', async () => {
    const endpoints = [...syntheticFleet(30)];
    const sink = await opened('junit');
    for (const endpoint of endpoints) sink.endpoint(endpoint);
    const text = [...sink.end({ ...facts, failOn: 'medium' })].join('');
    const [, tests, failures] = /<testsuites [^>]*tests="(\d+)" failures="(\d+)"/.exec(text) ?? [];
    assert.equal(text.split('<testcase ').length - 1, Number(tests));
    assert.equal(text.split('<failure ').length - 1, Number(failures));
    assert.ok(Number(failures) > 0 && Number(failures) < Number(tests));
    assert.equal(text.split('<testsuite ').length - 1, endpoints.length);
  });

  it('have at most 5,000 results and 100 locations in SARIF, and count every finding', async () => {
    for (const count of [500, 900, 6000]) {
      const text = await streamed('sarif', count);
      const results = resultsOf(text);
      assert.ok(results.length <= 5000, `${results.length}`);
      assert.deepEqual(sarifComplaints(text), []);
      for (const { locations } of results) assert.ok(locations.length >= 1 && locations.length <= 100);
      assert.equal(occurrences(results, 'leaf-expiring'), count);
      assert.equal(occurrences(results, 'weak-key'), Math.ceil(count / 3));
      assert.equal(occurrences(results, 'transport-client-auth-optional'), Math.ceil(count / 5));
      // By certificate as long as there are few, then by the CA that issued them.
      assert.equal(results.filter(({ ruleId }) => ruleId === 'leaf-expiring').length, count <= 1000 ? count : 40);
      assert.equal(results.filter(({ ruleId }) => ruleId === 'trust-unknown-issuer').length, 40);
      assert.equal(results.filter(({ ruleId }) => ruleId === 'weak-cipher-accepted').length, 1);
    }
  }).timeout(30_000);

  it('tell the rules that take the most room together, where there are more than 5,000 results', async () => {
    const many = [...syntheticFleet(900)].map((endpoint) => ({
      ...endpoint,
      findings: Array.from({ length: 8 }, (_, index) => ({ ...(endpoint.findings[0] ?? assert.fail()), rule: `rule-${index}` })),
    }));
    const results = resultsOf(await documentOf('sarif', many));
    assert.ok(results.length <= 5000 && results.length > 4000, `${results.length}`);
    for (let index = 0; index < 8; index++) assert.equal(occurrences(results, `rule-${index}`), 900);
  });

  it('have each certificate once in CycloneDX and CSV, however many show it', async () => {
    const count = 2000;
    const text = await streamed('cyclonedx', count);
    assert.deepEqual(cyclonedxComplaints(text), []);
    const components: readonly { readonly 'bom-ref': string; readonly evidence?: { readonly occurrences: readonly unknown[] } }[] =
      JSON.parse(text).components;
    const certificates = components.filter((component) => component['bom-ref'].startsWith('certificate:'));
    assert.equal(certificates.length, count + 40);
    assert.equal(new Set(certificates.map((one) => one['bom-ref'])).size, count + 40);
    for (const { evidence } of certificates) assert.ok((evidence?.occurrences.length ?? 0) <= 100);
    const [, ...records] = parseCsv(await streamed('csv', count));
    assert.equal(records.length, count + 40);
  }).timeout(30_000);

  it('have a figure for each endpoint in Prometheus, and samples of the certificates that end first', async () => {
    const samples = parsePrometheus(await streamed('prometheus', 3000));
    const of = (name: string) => samples.filter((sample) => sample.name === name);
    assert.equal(of('probe_ssl_earliest_cert_expiry').length, 3000);
    const ends = of('handclasp_certificate_not_after_timestamp_seconds').map(({ value }) => value);
    assert.equal(ends.length, 1000);
    const all = [...syntheticFleet(3000)].flatMap(({ chain }) => chain.slice(0, 1)).map(({ notAfter }) => Date.parse(notAfter) / 1000);
    assert.equal(Math.max(...ends), all.sort((a, b) => a - b)[999]);
  }).timeout(30_000);
});
