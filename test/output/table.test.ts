import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EndpointReport } from '../../src/model/report.ts';
import { displayWidth } from '../../src/output/display-width.ts';
import { renderTable } from '../../src/output/table.ts';
import { certificateReport, endpointReport, finding, report } from '../support/report.ts';

const plain = { width: 80, colour: false };
const widest = (text: string) => Math.max(...text.split('\n').map(displayWidth));

const optional = finding({
  rule: 'transport-client-auth-optional',
  title: 'The transport port asks for a certificate but lets those in who have none',
  detail: 'An empty Certificate was answered with a NewSessionTicket, and the transport ping came back.',
  evidence: { version: 'TLSv1.3', acceptedBy: 'pong', issuers: ['CN=Acme CA, O=Acme', 'CN=Acme old CA'] },
  remedy: 'Set xpack.security.transport.ssl.client_authentication to required on every node, then restart one after the other.',
});

describe('report as a table', () => {
  it('shows a row for each endpoint, then findings with evidence and remedy, then the sum', () => {
    const notAsked = {
      rule: 'legacy-protocol-enabled',
      code: 'older-versions-not-asked',
      because: 'older versions were not asked for; --depth standard asks',
    } as const;
    const weak = endpointReport({
      target: 'es02:9300',
      host: 'es02',
      findings: [finding({ severity: 'medium', rule: 'leaf-expiring' }), optional],
      unknown: [
        notAsked,
        { rule: 'ca-expired', code: 'issuing-ca-missing', because: 'the issuer was not sent' },
        { rule: 'ca-not-a-ca', code: 'issuing-ca-missing', because: 'the issuer was not sent' },
      ],
    });
    const gone = endpointReport({
      target: 'es03:9300',
      host: 'es03',
      reachability: 'refused',
      answer: 'nothing',
      status: 'Connection refused.',
      tls: null,
      clientAuth: null,
      chain: [],
      unknown: [{ rule: 'leaf-expired', code: 'no-certificate-seen', because: 'no certificate was seen' }],
      incomplete: ['it could not be reached'],
    });
    assert.equal(
      renderTable(report([endpointReport({ unknown: [notAsked] }), weak, gone]), plain),
      `ENDPOINT   ANSWERS             TLS  CLIENT AUTH  CHAIN       WORST FINDING
es01:9300  transport           1.3  required     ends        none
10.0.0.11  elasticsearch 8.19  1.2               2028-01-01
es02:9300  transport           1.3  required     ends        critical +1
10.0.0.11  elasticsearch 8.19  1.2               2028-01-01  transport-client-
                                                             auth-optional
es03:9300  refused             -    -            -           -
10.0.0.11

es02:9300 (10.0.0.11)
  Elasticsearch 8.19 transport over TLSv1.3.
  critical  The transport port asks for a certificate but lets those in who have
            none
            transport-client-auth-optional
            An empty Certificate was answered with a NewSessionTicket, and the
            transport ping came back.
            seen:   version: TLSv1.3; acceptedBy: pong; issuers: CN=Acme CA,
                    O=Acme, CN=Acme old CA
            fix:    On every node: Set
                    xpack.security.transport.ssl.client_authentication to
                    required on every node, then restart one after the other.
            source: RFC 5280 §6.1.3
  medium    Expired certificate
            leaf-expiring
            It ended on 2026-01-01.
            seen:   notAfter: 2026-01-01T00:00:00.000Z
            fix:    On every node: Issue a new one.
            source: RFC 5280 §6.1.3

es03:9300 (10.0.0.11)
  Connection refused.
  not told: it could not be reached

Not judged
  es01:9300, es02:9300: legacy-protocol-enabled: older versions were not asked
    for; --depth standard asks
  es02:9300: ca-expired, ca-not-a-ca: the issuer was not sent

3 endpoints in 1.5 s · 1 critical, 1 medium · 1 unreachable · 1 incomplete
`,
    );
  });

  it('tells client authentication by version where it differs', () => {
    const text = renderTable(
      report([
        endpointReport({
          clientAuth: {
            mode: 'optional',
            byVersion: { 'TLSv1.3': 'optional', 'TLSv1.2': 'required' },
            acceptableIssuers: null,
            evidence: '',
          },
        }),
      ]),
      plain,
    );
    assert.match(text, /1\.3 +1\.3 optional .*\n.* 1\.2 +1\.2 required /);
  });

  it('shows trust, a wrong name and an end that has come', () => {
    const text = renderTable(
      report([
        endpointReport({
          chain: [certificateReport(), certificateReport({ notAfter: '2026-11-01T00:00:00.000Z' })],
          trust: 'untrusted',
          verdicts: { jsse17: { trusted: false, reason: 'expired', detail: '' } },
          hostname: { verdict: 'mismatch', name: 'es01', detail: '' },
        }),
      ]),
      plain,
    );
    assert.match(text, /expired +none\n.*2026-11-01\n +untrusted\n +wrong name\n/);
  });

  it('shows what those decide who connect to the port, whatever RFC 5280 says', () => {
    const [no, yes] = [{ trusted: false, reason: 'incomplete-trust', detail: '' } as const, { trusted: true } as const];
    const shown = (given: Partial<EndpointReport>) =>
      renderTable(report([endpointReport({ chain: [certificateReport()], ...given })]), plain);
    const differ = shown({
      channel: 'http',
      trust: 'peers-differ',
      trustDifference: 'Kibana refuses the chain; Elasticsearch trusts it.',
      verdicts: { rfc5280: yes, node: no, jsse17: yes, jsse25: yes },
    });
    assert.match(differ, /\n +peers differ\n +Kibana refuses\n/);
    assert.match(differ, /differ: +Kibana refuses the chain; Elasticsearch trusts it\./);
    const refused = shown({
      trust: 'untrusted',
      trustRemark: 'RFC 5280 alone would trust it.',
      verdicts: { rfc5280: yes, node: yes, jsse17: no, jsse25: no },
    });
    assert.match(refused, /\n +untrusted\n/);
    assert.doesNotMatch(refused, /differ/);
    assert.match(shown({ trust: 'trusted', verdicts: { rfc5280: no, node: no, jsse17: yes, jsse25: yes } }), /\n +trusted\n/);
    assert.match(shown({ trust: 'not-checked', verdicts: {} }), / trust not checked\n/);
    assert.doesNotMatch(shown({ trust: 'not-checked', verdicts: 'not-checked' }), /trust/);
  });

  it('says when a run was interrupted', () => {
    assert.equal(renderTable(report([], { partial: true }), plain), 'PARTIAL, interrupted: 0 endpoints in 1.5 s · no findings\n');
  });

  it("prints the caller's note", () => {
    assert.match(
      renderTable(report([endpointReport()]), { ...plain, note: ({ target }) => `practice: ${target}` }),
      /\n {2}practice: es01:9300\n/,
    );
  });

  it('takes time in proportion to the endpoints, and keeps its columns', () => {
    const endpoints = Array.from({ length: 3000 }, (_, nth) =>
      endpointReport({ target: `10.0.${nth >> 8}.${nth & 255}:9300`, findings: [] }),
    );
    const startedAt = performance.now();
    const lines = renderTable(report(endpoints), plain).split('\n');
    assert.ok(performance.now() - startedAt < 10_000, 'cli-table3 alone takes many times as long');
    const rows = lines.slice(0, lines.indexOf(''));
    const columnsOf = (target: string) =>
      rows
        .find((row) => row.startsWith(target))
        ?.slice(target.length)
        .trimStart();
    assert.equal(columnsOf('10.0.11.183:9300'), columnsOf('10.0.0.0:9300'));
    const at = (target: string) => rows.find((row) => row.startsWith(`${target} `))?.search(/\s\S*$/);
    assert.equal(at('10.0.11.183:9300'), at('10.0.0.0:9300'));
  });

  it('colours only when told to, and says the same', () => {
    const data = report([endpointReport({ findings: [optional] }), endpointReport()]);
    const painted = renderTable(data, { width: 80, colour: true });
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    assert.match(painted, escapes);
    assert.equal(painted.replace(escapes, ''), renderTable(data, plain));
    assert.doesNotMatch(renderTable(data, plain), escapes);
  });

  it('never lets a peer steer the terminal', () => {
    const hostile = 'x\u001b]0;owned\u0007\u009b2J\r\n\u202e\u2066\u200b\ud800y';
    const data = report([
      endpointReport({
        target: hostile,
        status: hostile,
        service: { security: 'tls', product: hostile, version: hostile, clusterName: null, nodeName: null },
        findings: [
          finding({ title: hostile, detail: hostile, evidence: { [hostile]: [hostile, { [hostile]: hostile }] }, remedy: `a\n${hostile}` }),
        ],
        unknown: [{ rule: hostile, code: 'issuing-ca-missing', because: hostile }],
        incomplete: [hostile],
      }),
    ]);
    const text = renderTable(data, plain);
    assert.doesNotMatch(text, /[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u);
    assert.match(text, /\\x1b\]0;owned\\x07/);
    assert.ok(widest(text) <= 80);
  });

  it('stays within 80 columns, or whatever width it is given from 60 on', () => {
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
      note: words,
    });
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 4 }), fc.integer({ min: 60, max: 200 }), (rows, width) => {
        const endpoints = rows.map(({ target, host, address, product, version, ...rest }) =>
          endpointReport({
            target,
            host,
            address,
            service: { security: 'plaintext', product, version, clusterName: null, nodeName: null },
            findings: [finding({ ...rest, rule: 'transport-client-auth-not-enforced', source: rest.detail, evidence: { x: rest.detail } })],
            incomplete: [rest.detail],
            unknown: [{ rule: 'leaf-expired', code: 'issuing-ca-missing', because: rest.detail }],
          }),
        );
        assert.ok(widest(renderTable(report(endpoints), { width, colour: false })) <= width);
      }),
      { numRuns: 200 },
    );
  });
});
