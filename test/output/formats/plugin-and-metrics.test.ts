import assert from 'node:assert/strict';
import type { CalendarEvent } from '../../../src/model/calendar.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { EndpointReport, Report } from '../../../src/model/report.ts';
import { csvRecord } from '../../../src/output/escape/csv-field.ts';
import { formats, renderDocument } from '../../../src/output/index.ts';
import { parseCalendar, parseXml } from '../../support/consumers.ts';
import { parsePrometheus } from '../../support/prometheus-text.ts';
import { certificateReport, endpointReport, finding, report } from '../../support/report.ts';

async function written(name: string, document: Report, failOn: Finding['severity'] | 'never' = 'high'): Promise<string> {
  const format = formats.find((each) => each.name === name);
  assert.ok(format);
  return await renderDocument(format, 'scan', { report: document, failOn }, { width: 80, colour: false });
}

const having = (severity: Finding['severity']) => endpointReport({ findings: [finding({ severity })] });
const unreached = endpointReport({ reachability: 'timeout', incomplete: ['no connection'], chain: [], tls: null });

describe('the output of a plugin', () => {
  for (const [what, endpoints, failOn, state] of [
    ['a healthy endpoint', [endpointReport()], 'high', 'OK'],
    ['a note', [having('low')], 'high', 'OK'],
    ['a medium problem', [having('medium')], 'high', 'WARNING'],
    ['a medium problem at the threshold', [having('medium')], 'medium', 'CRITICAL'],
    ['a critical problem', [having('critical')], 'high', 'CRITICAL'],
    ['a critical problem beside what was not reached', [unreached, having('critical')], 'high', 'CRITICAL'],
    ['what was not reached', [unreached], 'high', 'UNKNOWN'],
    ['a critical problem that decides nothing', [having('critical')], 'never', 'OK'],
  ] as const) {
    it(`is ${state} for ${what}`, async () => {
      assert.match(await written('nagios', report(endpoints), failOn), new RegExp(`^TLS ${state} - `));
    });
  }

  it('has the days that are left of each certificate, with the thresholds', async () => {
    const text = await written(
      'nagios',
      report([endpointReport({ chain: [certificateReport({ notAfter: '2026-12-05T00:00:00.000Z' })] })]),
    );
    assert.match(text, / 'es01:9300 abababab days'=11;30:;7:\n/);
  });
});

describe('metrics', () => {
  const expired = certificateReport({ notAfter: '2026-01-01T00:00:00.000Z' });
  const early = certificateReport({ notBefore: '2027-01-01T00:00:00.000Z' });
  const cases: readonly (readonly [string, Partial<EndpointReport>])[] = [
    ['expired', { chain: [expired], findings: [finding()] }],
    ['not yet valid', { chain: [early] }],
    ['untrusted', { trust: 'untrusted' }],
    ['for another name', { hostname: { verdict: 'mismatch', name: 'es01', detail: 'DNS:other' } }],
    [
      'behind a port that requires a client certificate',
      { clientAuth: { mode: 'required', byVersion: {}, acceptableIssuers: null, evidence: '' } },
    ],
    ['seen in a handshake that was broken off', { answer: 'cut', incomplete: ['cut'] }],
  ];
  for (const [what, change] of cases) {
    it(`have the end of a certificate that is ${what}`, async () => {
      const samples = parsePrometheus(await written('prometheus', report([endpointReport(change)])));
      assert.equal(samples.filter(({ name }) => name === 'probe_ssl_earliest_cert_expiry').length, 1);
    });
  }

  it('name blackbox_exporter’s figures as it does', async () => {
    const samples = parsePrometheus(await written('prometheus', report([endpointReport({ chain: [certificateReport(), expired] })])));
    const value = (name: string) => samples.find((sample) => sample.name === name);
    assert.equal(value('probe_success')?.value, 1);
    assert.equal(value('probe_ssl_earliest_cert_expiry')?.value, Date.parse('2026-01-01T00:00:00Z') / 1000);
    assert.deepEqual(value('probe_tls_version_info')?.labels, {
      instance: 'es01:9300',
      address: '10.0.0.11',
      channel: 'transport',
      version: 'TLS 1.3',
    });
    assert.equal(value('handclasp_run_complete')?.value, 1);
  });

  it('say that a run was not complete', async () => {
    const samples = parsePrometheus(await written('prometheus', report([unreached])));
    assert.equal(samples.find(({ name }) => name === 'handclasp_run_complete')?.value, 0);
    assert.equal(samples.find(({ name }) => name === 'probe_success')?.value, 0);
  });
});

describe('test results', () => {
  it('fail for what is at the threshold alone, and are an error for what was not reached', async () => {
    const root = parseXml(await written('junit', report([having('critical'), having('low'), unreached])));
    assert.deepEqual([root.attributes.failures, root.attributes.errors], ['1', '1']);
    const [, low] = root.children;
    assert.equal(low?.children[1]?.children[0]?.name, 'system-out');
  });
});

describe('a calendar', () => {
  it('has the end of a certificate that several endpoints show once, at that instant', async () => {
    const events = parseCalendar(await written('ics', report([endpointReport(), endpointReport({ target: 'es02:9300' })])));
    assert.equal(events.length, 1);
    const of = (name: string) => events[0]?.find(([each]) => each === name)?.[1];
    assert.equal(of('dtstart'), '2028-01-01T00:00:00Z');
    assert.equal(of('uid'), `${'ab'.repeat(32)}@handclasp`);
    assert.match(of('description') ?? '', /^Subject: CN=es01\nIssuer: CN=Acme CA\n.*\nShown by: es01:9300 es02:9300\n/);
  });
});

describe('a calendar of a run that foretold who breaks', () => {
  const event = (given: Partial<CalendarEvent>): CalendarEvent => ({
    id: `certificate:${'ab'.repeat(32)}`,
    kind: 'certificate-expires',
    at: '2028-01-01T00:00:00.000Z',
    daysLeft: 400,
    summary: "es01's transport certificate expires in 400 days: es02 and es03 refuse it from then on.",
    certificate: { subject: 'CN=es01', issuer: 'CN=Acme CA', sha256: 'ab'.repeat(32) },
    places: ['es01:9300'],
    count: 1,
    breaks: [],
    breakCount: 0,
    unknown: [],
    unknownCodes: [],
    renewedBy: 'operator',
    longestRenewalDays: null,
    ...given,
  });
  const waiver = event({
    id: 'waiver-ends:x at y',
    kind: 'waiver-ends',
    at: '2027-04-01T00:00:00.000Z',
    certificate: null,
    summary: 'The waiver of ops ends.',
  });
  const of = (events: readonly (readonly (readonly [string, string])[])[], nth: number, name: string) =>
    events[nth]?.find(([each]) => each === name)?.[1];

  it('says in the entry of a certificate who refuses it from then on', async () => {
    const data = report([endpointReport()], { calendar: { at: '2026-11-23T18:00:00.000Z', events: [event({})], renewals: [] } });
    const events = parseCalendar(await written('ics', data));
    assert.equal(events.length, 1);
    assert.match(
      of(events, 0, 'description') ?? '',
      /^es01's transport certificate expires in 400 days: es02 and es03 refuse it from then on\.\nSubject: CN=es01\n/,
    );
  });

  it('has an entry of its own for what is no certificate of a port, the same from run to run', async () => {
    const at = (day: number, summary: string) =>
      report([endpointReport()], {
        calendar: { at: `2026-11-${day}T18:00:00.000Z`, events: [waiver, { ...waiver, summary }], renewals: [] },
      });
    const events = parseCalendar(await written('ics', at(23, 'Other words.')));
    assert.equal(events.length, 3);
    assert.deepEqual(
      ['summary', 'description', 'dtstart', 'categories'].map((name) => of(events, 1, name)),
      ['Waiver ends', 'The waiver of ops ends.', '2027-04-01T00:00:00Z', 'WAIVER'],
    );
    assert.equal(of(events, 1, 'uid'), of(events, 2, 'uid'));
    assert.equal(of(events, 1, 'uid'), of(parseCalendar(await written('ics', at(24, 'x'))), 1, 'uid'));
  });
});

describe('a field of CSV', () => {
  for (const [value, text] of [
    ['=1+1', "'=1+1"],
    [' =1+1', "' =1+1"],
    ['@x', "'@x"],
    ['＝1', "'＝1"],
    ['a"b,c', '"a""b,c"'],
    ['a\nb', 'a\\x0ab'],
    [' a', '" a"'],
    [-3, '-3'],
    [null, ''],
    [true, 'true'],
  ] as const) {
    it(`is ${text} for ${JSON.stringify(value)}`, () => assert.equal(csvRecord([value]), `${text}\r\n`));
  }
});
