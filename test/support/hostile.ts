import fc from 'fast-check';
import type { CalendarEvent, CalendarReport } from '../../src/model/calendar.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Inspection } from '../../src/model/inspection.ts';
import type { PolicyReport } from '../../src/model/policy-report.ts';
import type { CertificateReport, ClusterFinding, EndpointReport, PairReport, Report } from '../../src/model/report.ts';
import { severities } from '../../src/model/severity.ts';
import { certificateReport, endpointReport, finding, report } from './report.ts';

/** Each means something to a reader of one of our formats. */
const loaded = [
  '<script>alert(1)</script>',
  '</style></title><img src=x onerror=alert(1)>',
  ']]>',
  '<!-- x -->',
  '&lt;&#60;&amp;',
  '"\'`',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  'a,b;c',
  'a"b""c',
  "it's = 1",
  '::error file=a,line=1::owned',
  '%0A::warning::owned',
  'a%0d%0ab',
  'one\ntwo',
  'one\r\nBEGIN:VEVENT\r\nUID:x',
  '\u0000\u0007\u001b[31m\u009b',
  '\u202edrowssap\u2066',
  '\u2028\u2029\u0085',
  '\ud800',
  'x\udc00y',
  '\ufffe\uffff\ufeff',
  '| OK | rta=1;2;3',
  'a|b\\|c',
  '\\',
  '\\n',
  '# HELP up up',
  'up{a="b"} 1',
  '"} 1\nup 1',
  '[x](javascript:alert(1))',
  '![x](http://evil.example/x.png)',
  'http://evil.example www.evil.example mail@evil.example',
  '@everyone #1 GH-1 org/repo#2',
  '```\n# owned',
  '</details>',
  '| a | b |\n|---|---|',
  '{0} {1}',
  'javascript:alert(1)',
  'file:///etc/passwd',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '',
  ' ',
  '::1',
  '[::1]:9300',
  'host:9300',
  'Ünïcödé 名前 🔒',
  'e\u0301\u0301\u0301',
  '__proto__',
  'constructor',
  '1. list',
  '- list',
];

/** Text that a peer, a file or a name server could hand us. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...loaded) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...loaded), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.array(fc.nat(0xffff), { maxLength: 12 }).map((units) => String.fromCharCode(...units)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...loaded.filter((text) => text !== ''))
      .map((text) => text.repeat(Math.ceil(10_000 / text.length)).slice(0, 10_000)),
  },
);

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));

const certificate: fc.Arbitrary<CertificateReport> = fc
  .record({
    subject: hostileText,
    issuer: hostileText,
    serialNumber: fc.stringMatching(/^[0-9a-f]{2,40}$/),
    subjectAltNames: fc.array(hostileText, { maxLength: 3 }),
    sha256: hash,
    signatureAlgorithm: hostileText,
    algorithm: hostileText,
    curve: fc.option(hostileText),
    keyUsage: fc.option(fc.array(hostileText, { maxLength: 2 })),
    notAfter: fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }).map((date) => date.toISOString()),
  })
  .map(({ algorithm, curve, ...change }) => certificateReport({ ...change, publicKey: { algorithm, bits: 2048, curve } }));

const found: fc.Arbitrary<Finding> = fc
  .record({
    rule: fc.constantFrom('leaf-expired', 'weak-key', 'trust-unknown-issuer'),
    severity: fc.constantFrom(...severities),
    title: hostileText,
    detail: hostileText,
    remedy: hostileText,
    line: hostileText,
    source: hostileText,
    evidence: fc.oneof(
      hash.map((sha256) => ({ sha256 })),
      hostileText.map((issuer) => ({ issuer })),
      fc.constant({}),
    ),
  })
  .map(({ line, ...change }) =>
    finding({
      ...change,
      fix: {
        steps: [{ where: { machine: 'node', name: change.detail, file: line }, kind: 'command', text: change.remedy, lines: [line] }],
      },
    }),
  );

const endpoint: fc.Arbitrary<EndpointReport> = fc
  .record({
    target: hostileText,
    host: hostileText,
    address: fc.option(hostileText),
    status: hostileText,
    chain: fc.array(certificate, { maxLength: 2 }),
    findings: fc.array(found, { maxLength: 3 }),
    because: hostileText,
    reachability: fc.constantFrom('open', 'refused', 'unresolved'),
    suite: hostileText,
    group: fc.option(hostileText),
    incomplete: fc.array(hostileText, { maxLength: 2 }),
    cluster: fc.option(hostileText),
  })
  .map(({ because, suite, group, cluster, ...change }) => {
    const plain = endpointReport();
    return endpointReport({
      ...change,
      unknown: [{ rule: 'weak-key', code: 'not-asked', because }] as unknown as EndpointReport['unknown'],
      service: { ...plain.service, clusterName: cluster, nodeName: cluster },
      tls:
        plain.tls === null
          ? null
          : { ...plain.tls, cipherSuite: suite, group, cipherSuites: { 'TLSv1.3': [suite] }, groups: [group ?? 'x25519'] },
    });
  });

const clusterFinding: fc.Arbitrary<ClusterFinding> = fc
  .record({ found, subjects: fc.array(hostileText, { maxLength: 4 }) })
  .map(({ found: one, subjects }) => ({ ...one, subjects }));

const pair: fc.Arbitrary<PairReport> = fc
  .record({ from: hostileText, to: hostileText, verdict: fc.constantFrom('accepted', 'refused', 'unknown'), detail: hostileText })
  .map((one) => ({ ...one, rule: 'trust-unknown-issuer', byVerification: { full: one.verdict, certificate: one.verdict } }));

const policy: fc.Arbitrary<PolicyReport> = fc
  .record({
    title: hostileText,
    clause: fc.option(hostileText),
    subject: hostileText,
    found: hostileText,
    broken: fc.boolean(),
    waived: fc.boolean(),
  })
  .map(({ title, clause, subject, found: against, broken, waived }) => ({
    name: 'baseline',
    title,
    edition: title,
    source: title,
    provenance: 'own',
    note: title,
    verdict: broken ? 'not-ready' : 'undetermined',
    waivers: [],
    requirements: [
      {
        id: 'a-thing',
        level: 'must',
        title,
        clause,
        verdict: broken ? 'broken' : 'undetermined',
        broken: broken ? [{ subject, found: [against] }] : [],
        waived: waived ? [{ subject, found: [against], reason: title, owner: title, until: title }] : [],
        undetermined: broken ? [] : [{ subject, code: 'rule-failed', because: against }],
      },
    ],
  }));

const calendarEvent: fc.Arbitrary<CalendarEvent> = fc
  .record({
    id: hostileText,
    summary: hostileText,
    subject: hostileText,
    places: fc.array(hostileText, { maxLength: 2 }),
    isOther: fc.boolean(),
  })
  .map(({ id, summary, subject, places, isOther }) => ({
    id,
    kind: isOther ? 'waiver-ends' : 'ca-expires',
    at: '2027-03-01T00:00:00.000Z',
    daysLeft: 20,
    summary,
    certificate: isOther ? null : { subject, issuer: subject, sha256: 'ab'.repeat(32) },
    places,
    count: places.length,
    breaks: places.map((by) => ({ by, clients: null, refuses: subject, certainty: 'likely' })),
    breakCount: places.length,
    unknown: places,
    unknownCodes: places.map(() => 'acceptance-not-shown'),
    renewedBy: 'operator',
    longestRenewalDays: null,
  }));

const calendar: fc.Arbitrary<CalendarReport> = fc
  .record({ events: fc.array(calendarEvent, { maxLength: 3 }), text: hostileText })
  .map(({ events, text }) => ({
    at: '2026-11-23T18:00:00.000Z',
    events,
    renewals: [{ step: 'renew', text, subject: text, places: [text], before: '2027-03-01T00:00:00.000Z' }],
  }));

/** Reports of every command, with such texts wherever a text may come from outside. */
export const hostileReport: fc.Arbitrary<Report> = fc
  .record({
    endpoints: fc.array(endpoint, { maxLength: 3 }),
    findings: fc.array(clusterFinding, { maxLength: 2 }),
    pairs: fc.option(fc.array(pair, { maxLength: 3 })),
    partial: fc.boolean(),
    policy: fc.option(policy),
    cause: fc.option(found),
    calendar: fc.option(calendar),
  })
  .map(({ endpoints, findings, pairs, partial, policy: held, cause, calendar: ends }) => {
    const labels = [...new Set((pairs ?? []).flatMap(({ from, to }) => [from, to]))];
    return report(endpoints, {
      findings,
      partial,
      ...(held === null ? {} : { policy: held }),
      ...(ends === null ? {} : { calendar: ends }),
      ...(cause === null
        ? {}
        : { cause: { ...cause, finding: null, confidence: 'likely', subjects: [cause.title], commands: [], logLines: [] } }),
      ...(pairs === null
        ? {}
        : {
            pairs,
            matrix: {
              nodes: labels.map((label) => ({ label, address: null, issuer: label, authorityKeyId: null, trusts: [label], stage: null })),
              differs: labels.slice(0, 1).map((node) => ({ node, rule: 'trust-unknown-issuer', code: 'as-found', because: node })),
              rotation: null,
            },
          }),
    });
  });

/** The same of files. */
export const hostileInspection: fc.Arbitrary<Inspection> = fc
  .array(
    fc.record({
      file: hostileText,
      certificates: fc.array(
        fc.record({
          certificate,
          rule: fc.constantFrom('weak-key', 'leaf-expired'),
          severity: fc.constantFrom(...severities),
          detail: hostileText,
        }),
        { maxLength: 2 },
      ),
      problem: fc.option(hostileText),
    }),
    { maxLength: 2 },
  )
  .map((files) => ({
    schema: 'handclasp.inspection/1',
    at: '2026-11-23T18:00:00.000Z',
    files: files.map(({ file, certificates, problem }) => ({
      file,
      format: 'pem',
      store: null,
      unreadable: [],
      problem,
      code: problem === null ? null : 'content-empty-file',
      certificates: certificates.map(({ certificate: one, rule, severity, detail }) => ({
        ...one,
        pathLength: null,
        selfSigned: false,
        signedByNext: null,
        problems: [{ rule, severity, detail }],
      })),
    })),
  }));
