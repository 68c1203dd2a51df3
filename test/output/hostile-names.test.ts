import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Inspection } from '../../src/model/inspection.ts';
import type { Report } from '../../src/model/report.ts';
import { formats, renderDocument } from '../../src/output/index.ts';
import {
  cyclonedxComplaints,
  markdownTokens,
  parseCalendar,
  parseCsv,
  parseXml,
  sarifComplaints,
  type XmlElement,
} from '../support/consumers.ts';
import { hostileInspection, hostileReport } from '../support/hostile.ts';
import { parsePrometheus } from '../support/prometheus-text.ts';

const look = { width: 80, colour: false };

async function written(name: string, document: Report | Inspection): Promise<string> {
  const format = formats.find((each) => each.name === name);
  assert.ok(format, name);
  if (document.schema === 'handclasp.inspection/1') return await renderDocument(format, 'inspection', { inspection: document }, look);
  if (document.policy !== undefined) return await renderDocument(format, 'readiness', { report: document }, look);
  if (document.cause !== undefined) return await renderDocument(format, 'diagnosis', { report: document, undecided: false }, look);
  const texts = [
    await renderDocument(format, 'scan', { report: document }, look),
    await renderDocument(format, 'matrix', { report: document }, look),
  ];
  if (name !== 'cyclonedx') assert.equal(texts[0], texts[1], 'one report is written in one way');
  return texts[0] ?? '';
}

/** What a terminal obeys or hides, and what is no Unicode. Line breaks are judged by each format. */
const harmful = /(?![\r\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function fingerprints(document: Report | Inspection): ReadonlySet<string> {
  const certificates =
    document.schema === 'handclasp.inspection/1'
      ? document.files.flatMap((file) => file.certificates)
      : document.endpoints.flatMap(({ chain }) => chain);
  return new Set(certificates.map(({ sha256 }) => sha256));
}

const all: fc.Arbitrary<Report | Inspection> = fc.oneof(
  { weight: 2, arbitrary: hostileReport },
  { weight: 1, arbitrary: hostileInspection },
);

const runs = { numRuns: 60 };

/** Holds a law of what a format writes, for whatever names there are. */
function law(name: string, format: string, holds: (text: string, document: Report | Inspection) => void): void {
  it(name, async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(all, async (document) => {
        const text = await written(format, document);
        assert.doesNotMatch(text, harmful);
        assert.ok(text.endsWith('\n'));
        holds(text, document);
      }),
      runs,
    );
  });
}

describe('hostile names are text', () => {
  law('in SARIF: it holds to the schema, and each place is a path', 'sarif', (text) => {
    assert.deepEqual(sarifComplaints(text), []);
    const [run] = JSON.parse(text).runs;
    const prints = run.results.map((result: { partialFingerprints: object }) => JSON.stringify(result.partialFingerprints));
    assert.equal(new Set(prints).size, prints.length);
    for (const { locations, ruleId, ruleIndex, message } of run.results) {
      assert.equal(run.tool.driver.rules[ruleIndex].id, ruleId);
      assert.match(ruleId, /^[a-z0-9/-]+$/);
      // No link of SARIF, and no placeholder that is filled in.
      assert.doesNotMatch(message.text, /(?<!\\)\]\(/);
      assert.ok(message.text !== '' && locations.length > 0);
      for (const { physicalLocation } of locations) {
        const { uri } = physicalLocation.artifactLocation;
        assert.match(uri, /^(?:[A-Za-z0-9._-]|%[0-9A-F]{2})+(?:\/(?:[A-Za-z0-9._-]|%[0-9A-F]{2})+)*$/);
        assert.ok(
          !uri.split('/').some((segment: string) => /^\.+$/.test(decodeURIComponent(segment.replace(/%(?:[89A-F].|$)/g, 'x')))),
          uri,
        );
      }
    }
  });

  law('in JUnit: there are as many cases as are counted', 'junit', (text) => {
    const root = parseXml(text);
    assert.equal(root.name, 'testsuites');
    const cases: XmlElement[] = [];
    for (const suite of root.children) {
      assert.equal(suite.name, 'testsuite');
      assert.equal(Number(suite.attributes.tests), suite.children.length);
      for (const one of suite.children) {
        assert.equal(one.name, 'testcase');
        assert.equal(one.attributes.classname, suite.attributes.name);
        assert.ok(one.children.length <= 1);
        for (const { name, children } of one.children) {
          assert.ok(['failure', 'error', 'skipped', 'system-out'].includes(name), name);
          assert.equal(children.length, 0);
        }
        cases.push(one);
      }
    }
    assert.equal(Number(root.attributes.tests), cases.length);
    assert.equal(Number(root.attributes.failures), cases.filter((one) => one.children[0]?.name === 'failure').length);
  });

  law('in CSV: a record for each certificate, and no formula', 'csv', (text, document) => {
    const [head = [], ...records] = parseCsv(text);
    assert.equal(records.length, fingerprints(document).size);
    for (const record of records) {
      assert.equal(record.length, head.length);
      for (const [index, field] of record.entries()) {
        if (!['days_left', 'endpoints'].includes(head[index] ?? '')) assert.doesNotMatch(field.trimStart(), /^[=+\-@\t\r]/);
      }
    }
    assert.equal(text.split('\r\n').length, records.length + 2);
  });

  law('in a calendar: an event for each certificate, in lines of 75 octets', 'ics', (text, document) => {
    const events = parseCalendar(text);
    const others = 'calendar' in document ? (document.calendar?.events ?? []).filter(({ certificate }) => certificate === null) : [];
    assert.equal(events.length, fingerprints(document).size + others.length);
    for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/);
    for (const event of events) {
      assert.deepEqual(event.map(([name]) => name).sort(), ['categories', 'description', 'dtstamp', 'dtstart', 'summary', 'transp', 'uid']);
    }
    const ids = events.map((event) => event.find(([name]) => name === 'uid')?.[1]);
    for (const sha256 of fingerprints(document)) assert.equal(ids.filter((id) => id === `${sha256}@handclasp`).length, 1);
    assert.equal(new Set(ids).size, fingerprints(document).size + new Set(others.map(({ id }) => id)).size);
  });

  law('in CycloneDX: it holds to the schema, and has each certificate once', 'cyclonedx', (text, document) => {
    assert.deepEqual(cyclonedxComplaints(text), []);
    const { components } = JSON.parse(text);
    const refs: readonly string[] = components.map((component: { 'bom-ref': string }) => component['bom-ref']);
    assert.equal(new Set(refs).size, refs.length);
    assert.deepEqual(
      new Set(refs.filter((ref) => ref.startsWith('certificate:'))),
      new Set([...fingerprints(document)].map((sha256) => `certificate:${sha256}`)),
    );
    // What is referred to is there.
    for (const [, ref = ''] of text.matchAll(/"ref":("(?:[^"\\]|\\.)*")/g)) assert.ok(refs.includes(JSON.parse(ref)), ref);
    for (const { cryptoProperties } of components)
      for (const { algorithms } of cryptoProperties.protocolProperties?.cipherSuites ?? [])
        for (const ref of algorithms) assert.ok(refs.includes(ref), ref);
  });

  law('in Prometheus: samples of ours alone, each once', 'prometheus', (text, document) => {
    const samples = parsePrometheus(text);
    for (const { name } of samples) assert.match(name, /^(?:handclasp|probe)_/);
    assert.equal(
      samples.filter(({ name }) => name === 'handclasp_certificate_not_after_timestamp_seconds').length,
      fingerprints(document).size,
    );
  });

  law('in the output of a plugin: one bar, and figures behind it', 'nagios', (text) => {
    const [first = '', ...others] = text.split('\n');
    const [said = '', figures = '', ...more] = first.split('|');
    assert.equal(more.length, 0);
    assert.match(said, /^TLS (?:OK|WARNING|CRITICAL|UNKNOWN) - /);
    assert.match(figures, /^(?: '[^'"=|]+'=-?\d+(?:;[\d:]*){0,3})+$/);
    for (const line of others) assert.ok(!line.includes('|'));
    assert.ok(Buffer.byteLength(text) < 16_384);
  });

  law('in annotations: a command a line', 'github', (text) => {
    for (const line of text.slice(0, -1).split('\n')) {
      assert.match(line, /^::(?:error|warning|notice) title=handclasp[^:,]*::(?:(?!%(?!25)).)+$/u);
    }
    assert.ok(text.split('\n').length <= 32);
  });

  law('in a code quality report: paths, and fingerprints of their own', 'gitlab', (text) => {
    const entries: readonly Readonly<Record<string, unknown>>[] = JSON.parse(text);
    assert.equal(new Set(entries.map(({ fingerprint }) => fingerprint)).size, entries.length);
    for (const { description, check_name, severity, location, ...more } of entries) {
      assert.deepEqual(Object.keys(more), ['fingerprint']);
      assert.ok(typeof description === 'string' && description !== '');
      assert.match(String(check_name), /^[a-z0-9/-]+$/);
      assert.ok(['info', 'minor', 'major', 'critical', 'blocker'].includes(String(severity)));
      assert.match((location as { path: string }).path, /^[A-Za-z0-9._%/-]+$/);
    }
  });

  law('in Markdown: no link, no picture, no markup of theirs, nobody is mentioned', 'markdown', (text) => {
    assert.ok(text.length <= 65_536);
    const tags = ['<details>', '<summary>', '</summary>', '</details>', '<code>', '</code>'];
    for (const { type, raw, tokens } of markdownTokens(text)) {
      assert.ok(!['link', 'image', 'em', 'del', 'blockquote', 'hr', 'def'].includes(type), `${type}: ${raw}`);
      if (type === 'html') {
        const left = tags
          .reduce((rest, tag) => rest.replaceAll(tag, ''), raw)
          .replaceAll('<!-- -->', '')
          .replaceAll('<!-- handclasp -->', '');
        assert.doesNotMatch(left, /[<>]/, raw);
      }
      if (type === 'text' && tokens === undefined) assert.doesNotMatch(raw, /[@#](?!<!-- -->)(?<!&#)\w/);
    }
  });
});
