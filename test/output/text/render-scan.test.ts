import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CalendarEvent, CalendarReport } from '../../../src/model/calendar.ts';
import type { Finding, Unknown } from '../../../src/model/finding.ts';
import type { EndpointReport } from '../../../src/model/report.ts';
import { displayWidth } from '../../../src/output/display-width.ts';
import { renderScan } from '../../../src/output/text/render-scan.ts';
import { certificateReport, endpointReport, finding, report } from '../../support/report.ts';

const plain = { width: 80, colour: false };
const widest = (text: string) => Math.max(...text.split('\n').map(displayWidth));
const linesOf = (text: string) => text.trimEnd().split('\n');

const optional = finding({
  rule: 'transport-client-auth-optional',
  title: 'Transport accepts clients without a certificate',
  detail: 'Confirmed: we connected without a certificate (TLS 1.2 and 1.3) and the node answered.',
  certainty: 'proven',
  evidence: { versions: ['TLSv1.3', 'TLSv1.2'] },
  fix: {
    steps: [
      {
        where: { machine: 'every-node', name: null, file: 'elasticsearch.yml' },
        kind: 'edit',
        text: 'Insist on client certificates.',
        lines: ['xpack.security.transport.ssl.client_authentication: required'],
      },
      {
        where: { machine: 'every-node', name: null, file: null },
        kind: 'restart',
        text: 'Restart Elasticsearch, one node after the other.',
      },
    ],
  },
});
const byDefault = finding({ rule: 'chain-root-included', severity: 'info', title: 'Root certificate is sent', asShipped: true });
const trusted = {
  trust: 'trusted',
  verdicts: { jsse17: { trusted: true } },
  chain: [
    certificateReport({ notAfter: '2028-11-22T18:00:01.500Z' }),
    certificateReport({ subject: 'CN=Acme CA, O=Acme', notAfter: '2036-11-20T18:00:01.500Z' }),
  ],
} as const satisfies Partial<EndpointReport>;

const es = (nth: number, change: Partial<EndpointReport> = {}) => {
  const host = `es-hot-${String(nth).padStart(3, '0')}`;
  return endpointReport({ target: `${host}:9300`, host, address: `10.0.${nth >> 8}.${nth & 255}`, ...trusted, ...change });
};
const closed = (nth: number) =>
  es(nth, {
    reachability: 'refused',
    answer: 'nothing',
    status: 'The connection was refused.',
    tls: null,
    clientAuth: null,
    chain: [],
    incomplete: ['it could not be reached'],
  });

describe('the text of a scan', () => {
  it('tells of one healthy endpoint in three lines', () => {
    assert.equal(
      renderScan(report([endpointReport({ ...trusted, findings: [byDefault] })]), { width: 100, colour: false, exit: 0 }),
      `OK    es01:9300   transport 8.19, TLS 1.3 and 1.2 · client certificate required (confirmed)
      certificate CN=es01, trusted, 730 days left · CA CN=Acme CA, 3,650 days left
No problems · 1 note about defaults (--show all) · 1.5 s · exit 0
`,
    );
  });

  it('has the verdict first, then a row an endpoint, the problems with their fix, and what was checked', () => {
    const endpoints = [
      endpointReport({ ...trusted }),
      endpointReport({
        ...trusted,
        target: 'es02:9300',
        host: 'es02',
        clientAuth: {
          mode: 'optional',
          byVersion: { 'TLSv1.3': 'optional', 'TLSv1.2': 'optional' },
          acceptableIssuers: null,
          evidence: '',
        },
        findings: [optional, byDefault],
      }),
    ];
    assert.equal(
      renderScan(report(endpoints), { ...plain, exit: 1 }),
      `FAIL  1 of 2 endpoints has a critical or high problem

     ENDPOINT  SERVICE        TLS     CLIENT CERT CERTIFICATE    PROBLEMS
CRIT es02:9300 transport 8.19 1.2 1.3 optional    trusted, 730 d 1 critical
OK   es01:9300 transport 8.19 1.2 1.3 required    trusted, 730 d -

CRITICAL  es02:9300  Transport accepts clients without a certificate
          Confirmed: we connected without a certificate (TLS 1.2 and 1.3) and
          the node answered.
     Fix  1. On every node, in elasticsearch.yml: Insist on client certificates.
               xpack.security.transport.ssl.client_authentication: required
          2. On every node: Restart Elasticsearch, one node after the other.
    More  handclasp explain transport-client-auth-optional

1 critical · 1 note about defaults (--show all) · 2 endpoints in 1.5 s · exit 1
`,
    );
  });

  it('says nothing of notes but how many there are, and tells them to who asks', () => {
    const weak = finding({ rule: 'weak-cipher-accepted', severity: 'low', title: 'Weak cipher suite is accepted' });
    const data = report([es(1, { findings: [weak] }), es(2, { findings: [weak, byDefault] })]);
    const reported = (options: Partial<Parameters<typeof renderScan>[1]>) => renderScan(data, { ...plain, ...options });
    assert.match(reported({}), /^OK {4}No problems in 2 endpoints\n/);
    assert.match(
      reported({}).replace(/\s+/g, ' '),
      /3 minor notes: weak cipher suite is accepted \(2 endpoints\), root certificate is sent \(--show all\)/,
    );
    assert.doesNotMatch(reported({}), /^LOW|^INFO/m);
    assert.match(reported({ show: ['low'] }), /^LOW {7}Weak cipher/m);
    assert.doesNotMatch(reported({ show: ['low'] }), /^INFO/m);
    assert.match(reported({ show: ['info'] }), /^LOW[\s\S]*^INFO/m);
    assert.match(reported({ show: ['all'] }), /^INFO/m);
    assert.match(reported({ show: ['chain-root-included'] }), /^INFO/m);
    // What decides the exit status is told.
    assert.match(reported({ failOn: 'low' }), /^LOW/m);
  });

  it('tells five problems in full, and of more a line each, worst first', () => {
    const problems = (count: number) =>
      Array.from({ length: count }, (_, nth) =>
        finding({ rule: `rule-${nth}`, title: `Problem ${nth}`, severity: nth === count - 1 ? 'critical' : 'high' }),
      );
    const text = (count: number, show: readonly string[] = []) =>
      renderScan(report([es(1, { findings: problems(count) }), es(2)]), { ...plain, show });
    assert.equal(text(5).match(/^ +Fix /gm)?.length, 5);
    assert.doesNotMatch(text(6), / Fix /);
    assert.match(text(6), /\n\nCRITICAL {2}Problem 5 {2}es-hot-001:9300\nHIGH {6}Problem 0 {2}es-hot-001:9300\n/);
    assert.match(text(6), /\nFixes: add --details, or --show rule-5 for one problem\n/);
    assert.equal(text(6, ['rule-2']).match(/^ +Fix /gm)?.length, 1);
  });

  it('names an assumption, and what differs from place to place', () => {
    const two = [
      es(1, { findings: [finding({ certainty: 'likely', detail: 'It ended.', remedy: 'Renew es-hot-001.' })] }),
      es(2, { findings: [finding({ detail: 'It ended long ago.', remedy: 'Renew es-hot-002.' })] }),
    ];
    const brief = renderScan(report(two), plain);
    assert.match(
      brief,
      /\n {10}2 endpoints: es-hot-001:9300 es-hot-002:9300\n {10}es-hot-001:9300: Likely: It ended\.\n {10}es-hot-002:9300: It ended long ago\.\n/,
    );
    assert.match(
      brief,
      /\n {5}Fix {2}for es-hot-001:9300; the others likewise \(--show leaf-expired\)\n {10}On every node: Renew es-hot-001\.\n/,
    );
    assert.doesNotMatch(brief, /Renew es-hot-002/);
    assert.match(renderScan(report(two), { ...plain, show: ['leaf-expired'] }), /Renew es-hot-002/);
  });

  it('does not repeat in details the words of a step that it has told', () => {
    const text = 'Restart Elasticsearch, one node after the other. Before each, set cluster.routing.allocation.enable to primaries.';
    const where = { machine: 'every-node', name: null, file: null } as const;
    const withRestart = (rule: string, lines?: readonly string[]) =>
      finding({ rule, fix: { steps: [{ where, kind: 'restart', text, ...(lines === undefined ? {} : { lines }) }] } });
    const shown = renderScan(
      report([es(1, { findings: [withRestart('a'), withRestart('b'), withRestart('c', ['systemctl restart x'])] }), es(2)]),
      { ...plain, details: true },
    );
    assert.equal(shown.match(/one node after the other/g)?.length, 1);
    assert.match(shown, / As step 1 of a\.\n/);
    assert.match(shown, / As step 1 of a, with:\n {12}systemctl restart x\n/);
  });

  it('counts what is closed, silent or not resolved, a line for all, and names them to who asks', () => {
    const gone = endpointReport({
      target: 'nohost:9300',
      host: 'nohost',
      address: null,
      reachability: 'unresolved',
      answer: 'nothing',
      status: 'The name does not resolve: ENOTFOUND.',
      tls: null,
      clientAuth: null,
      chain: [],
      incomplete: ['it could not be reached'],
    });
    const data = report([es(1), closed(2), closed(3), closed(4), closed(9), gone]);
    assert.match(renderScan(data, plain), /^PART {2}No problems in 1 endpoint; 5 unreachable\n/);
    assert.match(
      renderScan(data, plain),
      /\nUnreachable {2}4 refused, 1 not resolved: es-hot-002:9300 … es-hot-004:9300\s+es-hot-009:9300/,
    );
    const whole = renderScan(data, { ...plain, show: ['unreachable'] });
    assert.match(
      whole,
      /\nUnreachable {2}4 refused: es-hot-002:9300 … es-hot-004:9300 es-hot-009:9300\n {13}1 not resolved:\n {13}nohost:9300: The name does not resolve: ENOTFOUND\.\n/,
    );
  });

  it('keeps a number with its word where the last line is broken', () => {
    for (let width = 40; width <= 100; width++) {
      const text = renderScan(report([es(1, { findings: [optional, byDefault] }), es(2)]), { width, colour: false, exit: 1 });
      const last = text.split('\n\n').at(-1) ?? '';
      assert.doesNotMatch(last, /(?:^|\s)(?:exit|\d+)\n(?=.)/, `${width}\n${text}`);
      assert.ok(widest(last) <= width && !text.includes('\u00a0'), text);
    }
  });

  it('says which columns a narrow screen has no room for, and shows what stands in them to who asks for everything', () => {
    const data = report([es(1, { findings: [optional] }), es(2)]);
    const narrow = { ...plain, width: 40 };
    const brief = renderScan(data, narrow);
    assert.match(brief, /\nNot shown: SERVICE, TLS, CLIENT CERT,\s+CERTIFICATE \(--details --show\s+all\)\n/, brief);
    const whole = renderScan(data, { ...narrow, details: true, show: ['all'] });
    assert.doesNotMatch(whole, /Not shown/);
    const one = renderScan(report([es(2)]), narrow);
    const summary = one.slice(one.indexOf('es-hot-002'), one.indexOf('\nNo problems')).replace(/\s+/g, ' ').trim();
    assert.ok(summary.includes('certificate'), summary);
    assert.ok(whole.replace(/\s+/g, ' ').includes(summary), whole);
    assert.doesNotMatch(renderScan(data, { ...plain, width: 120 }), /Not shown/);
  });

  it('says of one endpoint that was not reached why, and of none that all is well', () => {
    assert.match(
      renderScan(report([closed(1)]), { ...plain, exit: 3 }),
      /^DOWN {2}es-hot-001:9300 {3}The connection was refused\.\nNothing was checked · 1\.5 s · exit 3\n$/,
    );
    assert.match(renderScan(report([closed(1), closed(2)]), plain), /^DOWN {2}Neither endpoint was reached\n/);
    assert.match(renderScan(report([], { partial: true }), plain), /^PART {2}No endpoint was checked; interrupted, so this is a part\n/);
    const cut = es(1, { incomplete: ['client authentication in TLSv1.3: quiet'] });
    assert.match(
      renderScan(report([cut, es(2)]), plain),
      /^PART {2}No problems in 2 endpoints; 1 not fully checked\n[\s\S]*1 not fully checked \(--verbose\)/,
    );
    assert.match(renderScan(report([cut]), plain), /^PART {2}es-hot-001:9300/);
  });

  it('does not say that all is well where there may be more nodes than were found', () => {
    const found = (because: string | null) =>
      renderScan(
        report([es(1), es(2)], { discovery: { nodes: 2, added: [], code: because === null ? null : 'nodes-not-named', because } }),
        plain,
      );
    assert.match(found('es01:9200 refused to tell (403)'), /^PART {2}No problems in 2 endpoints; not all nodes were found\n/);
    assert.match(found(null), /^OK {4}No problems in 2 endpoints\n/);
  });

  it('counts what is new alone against a baseline, and says so', () => {
    const baseline = { startedAt: null, new: [], gone: [], known: 3, notSeen: [] };
    assert.match(renderScan(report([es(1), es(2)], { baseline }), plain), /^OK {4}No new problems in 2 endpoints\n/);
    assert.match(
      renderScan(report([es(1, { findings: [optional] }), es(2)], { baseline }), plain),
      /^FAIL {2}1 of 2 endpoints has a new critical or high problem\n/,
    );
  });

  it('leaves out the default ports that nobody named and nobody listens at', () => {
    const unnamed = { ...closed(1), incomplete: [] };
    assert.match(renderScan(report([es(2), unnamed]), plain), /^OK {4}es-hot-002:9300 /);
  });

  it('explains what was not checked to who asks why', () => {
    const notAsked: Unknown = { rule: 'legacy-protocol-enabled', code: 'issuing-ca-missing', because: 'older versions were not asked for' };
    const cut = es(1, { unknown: [notAsked], incomplete: ['whether TLSv1 is accepted'] });
    const data = report([
      cut,
      es(2, {
        unknown: [
          notAsked,
          { rule: 'ca-expired', code: 'issuing-ca-missing', because: 'the issuer was not sent' },
          { rule: 'ca-not-a-ca', code: 'issuing-ca-missing', because: 'the issuer was not sent' },
        ],
      }),
    ]);
    assert.doesNotMatch(renderScan(data, plain), /older versions/);
    for (const asked of [{ verbose: true }, { details: true }])
      assert.match(
        renderScan(data, { ...plain, ...asked }),
        /\nNot checked\n {2}es-hot-001:9300: whether TLSv1 is accepted\n {2}all 2 endpoints: legacy-protocol-enabled: older versions were not asked for\n {2}es-hot-002:9300: ca-expired, ca-not-a-ca: the issuer was not sent\n/,
      );
  });

  it('does not take an address for an answer', () => {
    const guessed = endpointReport({
      channel: 'http',
      channelFrom: 'scheme',
      service: { security: 'tls', product: null, version: null, clusterName: null, nodeName: null, speaks: null },
    });
    assert.match(
      renderScan(report([guessed]), { width: 120, colour: false }),
      /TLS 1\.3 and 1\.2, protocol not identified · client certificate required/,
    );
    assert.match(renderScan(report([guessed, es(2)]), { width: 120, colour: false }), /TLS, protocol not identified/);
  });

  it('says where peers differ, and that trust was not checked', () => {
    const differ = endpointReport({
      ...trusted,
      channel: 'http',
      trust: 'peers-differ',
      trustDifference: 'Kibana refuses the chain; Elasticsearch trusts it.',
    });
    assert.match(renderScan(report([differ]), plain), /peers differ[\s\S]*\n {6}Kibana refuses the chain; Elasticsearch trusts it\.\n/);
    assert.match(renderScan(report([differ, es(2)]), plain), /peers differ, 730 d/);
    assert.match(
      renderScan(report([endpointReport()]), plain).replace(/\s+/g, ' '),
      /certificate CN=es01, trust not checked \(--ca FILE\)/,
    );
  });

  it('says what ends next and who breaks, and what follows it', () => {
    const [first, second, third] = [calendarEvent({ daysLeft: 5 }), calendarEvent({ daysLeft: 10, places: ['es02:9300'] }), endingCa];
    const text = (...events: readonly CalendarEvent[]) => renderScan({ ...report([es(1), es(2)]), calendar: calendar(events) }, plain);
    assert.match(
      text(first, second, third).replace(/\n +/g, ' '),
      /\nNext: es01's transport certificate expires in 5 days: es02 refuses it from then on\.\nThen: es02:9300 in 10 days, the CA CN=Acme CA in 12 days \(--show calendar\)\n/,
    );
    assert.match(text(first, second, third, third).replace(/\n +/g, ' '), /Then: .* in 12 days and 1 more \(--show calendar\)\n/);
    assert.match(text(calendarEvent({ daysLeft: 90 })), /\nNext: /);
    for (const given of [
      calendarEvent({ daysLeft: 91 }),
      calendarEvent({ daysLeft: -1 }),
      calendarEvent({ renewedBy: 'eck-operator' }),
      calendarEvent({ renewedBy: 'elastic' }),
      calendarEvent({ kind: 'public-limit-changes' }),
    ])
      assert.doesNotMatch(text(given), /Next: /);
    assert.doesNotMatch(text(), /Next: |Then: /);
    assert.doesNotMatch(renderScan(report([es(1), es(2)]), plain), /Next: /);
  });

  it('tells the whole calendar, with the order in which to renew, to who asks for it', () => {
    const data = { ...report([es(1)]), calendar: calendar([calendarEvent({ daysLeft: -3 }), endingCa]) };
    for (const asked of [{}, { details: true }])
      assert.doesNotMatch(renderScan(data, { ...plain, ...asked }), /Calendar|Renew in this order/);
    for (const asked of [{ show: ['calendar'] }, { show: ['all'] }])
      assert.match(
        renderScan(data, { ...plain, ...asked }).replace(/\n {5,}/g, ' '),
        /\n\nCalendar\n {2}2026-11-28 es01's .*\n {2}2026-11-28 The CA CN=Acme CA .*\n\nRenew in this order\n {2}1\. Make the CA\. Before 2026-11-28\.\n {2}2\. Drop the old one\.\n/,
      );
    const late = { ...calendar([endingCa]), at: '2026-11-29T00:00:00.000Z' };
    assert.match(
      renderScan({ ...data, calendar: late }, { ...plain, show: ['calendar'] }),
      / 1\. Make the CA\. Now: the CA or a certificate of it expired on 2026-11-28\.\n/,
    );
    const renewals = [{ ...late.renewals[0], step: 'renew', text: 'Renew.' }] as CalendarReport['renewals'];
    assert.match(
      renderScan({ ...data, calendar: { ...late, renewals } }, { ...plain, show: ['calendar'] }),
      / 1\. Renew\. Now: it expired on 2026-11-28\.\n/,
    );
    const many = renderScan(
      { ...report([es(1)]), calendar: calendar(Array.from({ length: 60 }, () => endingCa)) },
      { ...plain, show: ['calendar'] },
    );
    assert.match(many.replace(/\n +/g, ' '), / 10 more are in JSON \(--format json\)/);
  });

  it('shows what a full scan found', () => {
    const tls = endpointReport().tls;
    assert.ok(tls !== null);
    const full = endpointReport({
      tls: {
        ...tls,
        groups: ['x25519', 'secp256r1'],
        signatureSchemes: { 'TLSv1.3': ['rsa_pss_rsae_sha256'] },
        resumption: { psk: 'resumed', tickets: true },
      },
    });
    const text = renderScan(report([full]), plain);
    assert.match(
      text,
      /\n {6}groups +x25519, secp256r1\n {6}signatures +TLS 1\.3: rsa_pss_rsae_sha256\n {6}resumption +TLS 1\.3 by pre-shared key: resumed; TLS 1\.3 tickets:\n +sent\n/,
    );
    assert.match(renderScan(report([full, es(2)]), { ...plain, details: true }), /groups +x25519/);
  });
});

describe('the length of a scan', () => {
  it('is at most ten lines for three healthy endpoints', () => {
    assert.ok(linesOf(renderScan(report([es(1), es(2), es(3)].map((one) => ({ ...one, findings: [byDefault] }))), plain)).length <= 10);
  });

  it('is at most sixty lines for 448 endpoints of which 427 are closed', () => {
    const kinds: readonly Finding[] = Array.from({ length: 9 }, (_, nth) =>
      finding({
        rule: `rule-${nth}`,
        title: `Problem number ${nth} of the fleet`,
        severity: nth < 3 ? 'critical' : nth < 6 ? 'high' : 'medium',
      }),
    );
    const open = Array.from({ length: 21 }, (_, nth) => es(nth, { findings: kinds.filter((_, kind) => (nth + kind) % 3 === 0) }));
    const all = report([...open, ...Array.from({ length: 427 }, (_, nth) => closed(100 + 2 * nth))]);
    const text = renderScan(all, plain);
    assert.ok(linesOf(text).length <= 60, text);
    assert.match(text, /^FAIL {2}All 21 reached endpoints have critical or high problems; 427 unreachable\n\nCRITICAL /);
    assert.match(text, /Unreachable {2}427 refused: es-hot-100 … and 426 more \(--show unreachable\)\n/);
    assert.match(renderScan(all, { ...plain, show: ['unreachable'] }), /es-hot-952/);
  });

  it('grows with what is wrong, not with how many are well', () => {
    const startedAt = performance.now();
    const many = renderScan(report(Array.from({ length: 3000 }, (_, nth) => es(nth))), plain);
    assert.ok(performance.now() - startedAt < 10_000);
    assert.ok(linesOf(many).length <= 5, many);
  });
});

describe('the text of a scan on a terminal', () => {
  it('colours only when told to, and says the same', () => {
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    for (const view of [{}, { details: true, show: ['all'] }]) {
      const data = report([es(1, { findings: [optional, byDefault] }), es(2), closed(3)]);
      const painted = renderScan(data, { width: 80, colour: true, ...view });
      assert.match(painted, escapes);
      assert.equal(painted.replace(escapes, ''), renderScan(data, { ...plain, ...view }));
    }
  });

  it('is never steered by a peer', () => {
    const hostile = 'x\u001b]0;owned\u0007\u009b2J\r\n\u202e\u2066\u200b\ud800y';
    const one = endpointReport({
      target: hostile,
      status: hostile,
      service: { security: 'tls', product: hostile, version: hostile, clusterName: null, nodeName: null, speaks: 'http' },
      chain: [certificateReport({ subject: hostile, issuer: hostile })],
      findings: [
        finding({ title: hostile, detail: hostile, evidence: { [hostile]: [hostile, { [hostile]: hostile }] }, remedy: `a\n${hostile}` }),
      ],
      unknown: [{ rule: hostile, code: 'issuing-ca-missing', because: hostile }],
      incomplete: [hostile],
    });
    for (const data of [report([one]), report([one, { ...one, host: 'b' }])]) {
      const text = renderScan(data, { ...plain, details: true, show: ['all'], note: () => hostile });
      assert.doesNotMatch(text, /[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u);
      assert.match(text, /\\x1b\]0;owned\\x07/);
      assert.ok(widest(text) <= 80);
    }
  });

  it('stays within the width, from 40 on', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'es', '-', '.', ' ', '日本', ':', 'WWWWWWWW', '\u001b'), maxLength: 40 });
    const anything = fc.record({
      target: words,
      host: words,
      address: words,
      product: words,
      version: words,
      title: words,
      detail: words,
      remedy: words,
    });
    const view = fc.record({
      details: fc.boolean(),
      verbose: fc.boolean(),
      show: fc.subarray(['all', 'low', 'unreachable', 'leaf-expired']),
    });
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 8 }), fc.integer({ min: 40, max: 200 }), view, (rows, width, asked) => {
        const endpoints = rows.map(({ target, host, address, product, version, ...rest }, nth) =>
          endpointReport({
            target,
            host,
            address,
            ...(nth % 3 === 2 ? { reachability: 'unresolved' as const, answer: 'nothing' as const, tls: null } : {}),
            chain: [certificateReport({ subject: rest.title })],
            service: { security: 'plaintext', product, version, clusterName: null, nodeName: null, speaks: 'http' },
            findings: [
              finding({
                ...rest,
                rule: `leaf-expired${nth}`,
                severity: nth % 2 === 0 ? 'high' : 'low',
                source: rest.detail,
                evidence: { x: rest.detail },
              }),
            ],
            incomplete: [rest.detail],
            unknown: [{ rule: 'leaf-expired', code: 'issuing-ca-missing', because: rest.detail }],
          }),
        );
        const text = renderScan(report(endpoints), { width, colour: false, ...asked, footer: rows[0]?.detail ?? '' });
        assert.ok(widest(text) <= width, text);
      }),
      { numRuns: 300 },
    );
  });
});

const calendar = (events: readonly CalendarEvent[]): CalendarReport => ({
  at: '2026-11-23T18:00:01.500Z',
  events,
  renewals: [
    { step: 'make-ca', text: 'Make the CA.', subject: 'CN=Acme CA', places: [], before: '2026-11-28T00:00:00.000Z' },
    { step: 'drop-ca', text: 'Drop the old one.', subject: 'CN=Acme CA', places: ['es01:9300'], before: null },
  ],
});

function calendarEvent(given: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    id: `certificate:${'ab'.repeat(32)}`,
    kind: 'certificate-expires',
    at: '2026-11-28T18:00:00.000Z',
    daysLeft: 5,
    summary: `es01's transport certificate expires in 5 days: es02 refuses it from then on.`,
    certificate: { subject: 'CN=es01', issuer: 'CN=Acme CA', sha256: 'ab'.repeat(32) },
    places: ['es01:9300'],
    count: 1,
    breaks: [{ by: 'es02:9300', clients: null, refuses: 'es01:9300', certainty: 'proven' }],
    breakCount: 1,
    unknown: [],
    unknownCodes: [],
    renewedBy: 'operator',
    longestRenewalDays: null,
    ...given,
  };
}

const endingCa = calendarEvent({
  kind: 'ca-expires',
  daysLeft: 12,
  summary: 'The CA CN=Acme CA above es01 expires in 12 days.',
  certificate: { subject: 'CN=Acme CA', issuer: 'CN=Acme CA', sha256: 'ca'.repeat(32) },
});
