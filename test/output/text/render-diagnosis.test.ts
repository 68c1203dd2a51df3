import assert from 'node:assert/strict';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { Report } from '../../../src/model/report.ts';
import { displayWidth } from '../../../src/output/display-width.ts';
import { renderDiagnosis } from '../../../src/output/text/diagnosis/render-diagnosis.ts';
import { joinCases } from '../../support/join-cases.ts';
import { type JoinSituation, playJoin } from '../../support/join-situation.ts';
import { kibanaCases } from '../../support/kibana-cases.ts';
import { playKibana } from '../../support/kibana-situation.ts';
import { clusterCa } from '../../support/loopback-cluster.ts';

const usual = { width: 80, colour: false, undecided: false };
const ssl = 'xpack.security.transport.ssl';

/** With the directory where a package has it, so that lines break as they would there. */
async function played(situation: JoinSituation): Promise<Report> {
  const { report, directory } = await playJoin(situation);
  return JSON.parse(JSON.stringify(report).replaceAll(directory, '/etc/elasticsearch'));
}

const situationOf = (what: string) => present(joinCases.find((one) => one.what === what)).situation;
const linesOf = (text: string) => text.trimEnd().split('\n');
function present<T>(one: T | undefined): T {
  assert.ok(one !== undefined);
  return one;
}

const squeezed = (text: string) => text.replace(/\s+/g, '');

/** Situations of each kind: files, the way there, trust, dates, names, what comes after TLS, logs, several members. */
const reported = [
  'nothing is wrong',
  'a wrong password for the store',
  'the store of the CA as trust store',
  'a tab in the yml',
  'no seed hosts',
  'a port that says nothing',
  'TLS is off on the node',
  'certificate and trust of another CA',
  'a certificate of another CA',
  'all of a CA of the same name',
  'one member of three that has expired',
  'an own certificate without the address that it publishes',
  'another cluster name, with security, by its log',
  'nothing but the lines of a prober',
];
const toldOfKibana = [
  'nothing wrong',
  'no CA named',
  'another CA named',
  'a client certificate of another CA',
  'an expired certificate of Kibana itself',
];

describe('the text of join and kibana', () => {
  const reports: { readonly what: string; readonly report: Report }[] = [];
  before(async function () {
    this.timeout(60_000);
    for (const what of reported) reports.push({ what, report: await played(situationOf(what)) });
    for (const what of toldOfKibana) {
      const [, situation] = present(kibanaCases.find(([title]) => title === what));
      reports.push({ what: `Kibana, ${what}`, report: (await playKibana(situation)).report });
    }
  });
  const textOf = (what: string) => renderDiagnosis(present(reports.find((one) => one.what === what)).report, usual);

  it('tells a foreign CA in thirty lines at 80 columns, with both sides and the line that holds the trust', () => {
    for (const what of ['certificate and trust of another CA', 'a certificate of another CA']) {
      const text = textOf(what);
      assert.ok(linesOf(text).length <= 30, `${linesOf(text).length} lines\n${text}`);
      assert.match(text, /^es03 cannot join: /);
      assert.match(text, /\[confirmed\]/);
    }
    const text = textOf('certificate and trust of another CA');
    assert.match(text, /^ +issued by +CN=acme transport CA, O=acme {2}SHA-256 [0-9a-f]{16}…$/m);
    assert.match(
      text,
      /^ +es03 trusts +CN=Somebody else CA {2}SHA-256 [0-9a-f]{16}…\n +elasticsearch\.yml:9: certificate_authorities: \["certs\/ca\.crt"\]$/m,
    );
    assert.match(text, /es03 and 127\.0\.0\.1:\d+ reject each other's certificates\./);
  });

  it('tells that all is well in four lines', () => {
    for (const what of ['nothing is wrong', 'Kibana, nothing wrong']) {
      const text = textOf(what);
      assert.ok(linesOf(text).length <= 4, text);
      assert.match(text, /^(es03 should be able to join|Kibana should be able to start)/);
    }
  });

  it('names what a likely cause takes for granted, and does not claim what is but possible', () => {
    assert.match(
      textOf('an own certificate without the address that it publishes'),
      /\[likely \(assumes 127\.0\.0\.1:\d+ has\s+verification_mode full\)\]/,
    );
    assert.match(textOf('nothing but the lines of a prober'), /\[possible; other causes fit too\]/);
    assert.doesNotMatch(textOf('nothing but the lines of a prober'), /cannot join/);
    const remedy = textOf('nothing but the lines of a prober');
    assert.match(remedy, /1\. On 10\.0\.0\.99: Find out what connects from there\./);
    assert.match(remedy, /--name NODE --dns HOST --ip 10\.0\.0\.99 /);
    assert.doesNotMatch(remedy, /On es03:|--name es03/);
    assert.match(textOf('Kibana, another CA named'), /\[likely \(assumes the CA that was not sent is a root\)\]/);
  });

  it('says whose certificate it is', () => {
    assert.match(textOf('one member of three that has expired'), /^es03 cannot join: the certificate of 127\.0\.0\.1:\d+ has expired\./);
    assert.match(textOf('Kibana, a client certificate of another CA'), /Elasticsearch does not trust\s+its\s+certificate's CA\./);
    assert.match(
      textOf('Kibana, an expired certificate of Kibana itself'),
      /^Kibana connects, but its own port has a problem: its certificate has\s+expired\./,
    );
  });

  it('names every file that is missing, and the line that names it', async () => {
    const report = await played({ yml: { [`${ssl}.key`]: 'certs/gone.key', [`${ssl}.certificate_authorities`]: '["certs/gone.crt"]' } });
    const text = renderDiagnosis(report, usual);
    assert.match(text, /^es03 does not start: 2 files that its TLS settings name are missing\./);
    for (const each of ['certs/gone.key', 'certs/gone.crt', 'elasticsearch.yml:8', 'elasticsearch.yml:9'])
      assert.ok(text.includes(each), `${each}\n${text}`);
  });

  it('names file and line of each key that belongs to another certificate', async () => {
    const http = 'xpack.security.http.ssl';
    const report = await played({
      present: (it) => ({ ...it, privateKeyPem: issue(clusterCa, { subject: 'another' }).privateKeyPem }),
      yml: { [`${http}.enabled`]: 'true', [`${http}.certificate`]: 'certs/http.crt', [`${http}.key`]: 'certs/http.key' },
      files: {
        'certs/http.crt': issue(clusterCa, { subject: 'es03' }).certificatePem,
        'certs/http.key': issue(clusterCa, { subject: 'third' }).privateKeyPem,
      },
    });
    const text = renderDiagnosis(report, usual);
    for (const each of ['certs/node.crt', 'certs/http.crt', 'elasticsearch.yml:8', 'elasticsearch.yml:12'])
      assert.ok(text.includes(each), `${each}\n${text}`);
  });

  for (const width of [40, 60, 80, 100, 200]) {
    it(`keeps to ${width} columns, but for what is copied`, () => {
      for (const { what, report } of reports) {
        const copied = new Set(
          [report.cause, ...(report.findings ?? []), ...report.endpoints.flatMap(({ findings }) => findings)].flatMap((one) =>
            (one?.fix.steps ?? []).flatMap(({ lines = [] }) => lines),
          ),
        );
        for (const asked of [{}, { show: ['all'], details: true }])
          for (const line of linesOf(renderDiagnosis(report, { ...usual, width, ...asked })))
            assert.ok(displayWidth(line) <= width || copied.has(line.trim()), `${what}: ${line}`);
      }
    });
  }

  it('loses nothing to who asks for everything', () => {
    for (const { what, report } of reports) {
      const whole = squeezed(renderDiagnosis(report, { ...usual, width: 120, show: ['all'], details: true }));
      const { cause, findings = [], unknown = [], ruledOut = [], endpoints, log } = report;
      const texts = [
        ...(cause == null
          ? []
          : [
              cause.detail,
              cause.rule,
              cause.source,
              ...cause.subjects,
              ...cause.logLines,
              ...cause.fix.steps.flatMap(({ text, lines = [] }) => [text, ...lines]),
            ]),
        ...findings
          .filter((_, index) => index !== cause?.finding)
          .flatMap(({ rule, title, detail }) => (rule === cause?.rule ? [detail] : [title, detail])),
        ...unknown.flatMap(({ because }) => [because]),
        ...ruledOut.flatMap((one) => [one.what, one.because]),
        ...endpoints.flatMap((endpoint) => [endpoint.target, ...endpoint.findings.flatMap(({ title, detail }) => [title, detail])]),
        ...(log === undefined ? [] : [...log.remarks.map(({ text }) => text)]),
      ];
      for (const text of texts) assert.ok(whole.includes(squeezed(text)), `${what}: ${text}`);
    }
  });

  it('says with --verbose what rules each step out, what is assumed, and why something was not checked', () => {
    const what = 'an own certificate without the address that it publishes';
    const { report } = present(reports.find((one) => one.what === what));
    const whole = squeezed(renderDiagnosis(report, { ...usual, verbose: true }));
    const { cause, ruledOut = [], unknown = [] } = report;
    assert.ok(ruledOut.length > 3 && (cause?.assumes ?? []).length > 0 && unknown.length > 0, what);
    for (const { what: step, because } of ruledOut) assert.ok(whole.includes(squeezed(`${step}: ${because}`)), because);
    for (const { text } of cause?.assumes ?? []) assert.ok(whole.includes(squeezed(text)), text);
    for (const { because } of unknown) assert.ok(whole.includes(squeezed(because)), because);
  });

  it('tells each cause in thirty lines at 80 columns, its fix whole', async function () {
    this.timeout(120_000);
    for (const { what, situation } of joinCases) {
      const report = await played(situation);
      const text = renderDiagnosis(report, usual);
      assert.ok(linesOf(text).length <= 30, `${what}: ${linesOf(text).length} lines\n${text}`);
      for (const { text: step, lines = [] } of report.cause?.fix.steps ?? []) {
        assert.ok(squeezed(text).includes(squeezed(step)), `${what}: ${step}`);
        for (const line of lines) assert.ok(text.includes(line), `${what}: ${line}`);
      }
    }
  });

  it('does not say again, with another fix, what the cause says', async () => {
    for (const what of ['the store of the CA as trust store', 'trust in another CA', 'certificate and trust of another CA']) {
      const report = await played(situationOf(what));
      assert.ok(
        report.endpoints.some(({ findings }) => findings.some(({ rule }) => rule === 'trust-unknown-issuer')),
        what,
      );
      for (const asked of [{}, { show: ['all'] }]) {
        const [, others = ''] = renderDiagnosis(report, { ...usual, ...asked }).split(/\n\n(?=HIGH|CRITICAL|Checked)/);
        assert.doesNotMatch(others, /Issuer is not trusted/, `${what}\n${others}`);
      }
    }
  });

  it('leaves nothing in that would steer a terminal', async () => {
    const odd = makeCa({ subject: 'ca\u001b[31m' });
    const report = await played({ members: [{ authority: odd, trusts: [odd, clusterCa] }] });
    const text = renderDiagnosis(report, { ...usual, show: ['all'], details: true });
    assert.ok(report.cause?.trust !== undefined && !text.includes('\u001b'), text);
  });
});
