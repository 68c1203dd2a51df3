import assert from 'node:assert/strict';
import { issue, makeCa } from '../../src/lab/pki.ts';
import type { ClusterFinding, Report } from '../../src/model/report.ts';
import { renderDiagnosis } from '../../src/output/text/diagnosis/render-diagnosis.ts';
import { fixture } from '../settings/setup-files.ts';
import { assertCountsAgree } from '../support/counts-agree.ts';
import { type JoinSituation, playJoin } from '../support/join-situation.ts';
import { playKibana } from '../support/kibana-situation.ts';
import { clusterCa } from '../support/loopback-cluster.ts';

const transport = 'xpack.security.transport.ssl';
const http = 'xpack.security.http.ssl';
const plain = { width: 4_000, colour: false, undecided: false };

const httpFiles = { [`${http}.enabled`]: 'true', [`${http}.certificate`]: 'certs/http.crt', [`${http}.key`]: 'certs/http.key' };
const stores = (password: string) => ({
  [`${transport}.certificate`]: null,
  [`${transport}.key`]: null,
  [`${transport}.certificate_authorities`]: null,
  [`${transport}.keystore.path`]: 'certs/node.p12',
  [`${transport}.keystore.password`]: password,
  [`${transport}.truststore.path`]: 'certs/trust.p12',
  [`${transport}.truststore.password`]: password,
});

/** Cases of one rule, of which the cause is one. */
const cases: readonly (readonly [what: string, situation: JoinSituation, rule: string, times: number, all: readonly RegExp[]])[] = [
  [
    'two key files that are missing',
    {
      yml: { [`${transport}.key`]: 'certs/gone.key', ...httpFiles, [`${http}.key`]: 'certs/gone-too.key' },
      files: { 'certs/http.crt': issue(clusterCa, { subject: 'es03' }).certificatePem },
    },
    'file-missing',
    2,
    [/certs\/gone\.key/, /certs\/gone-too\.key/, /elasticsearch\.yml:\d+/],
  ],
  [
    'one file that is missing twice, at two settings',
    { yml: { [`${transport}.certificate`]: 'certs/gone.pem', [`${transport}.key`]: 'certs/gone.pem' } },
    'file-missing',
    1,
    [/certs\/gone\.pem/],
  ],
  [
    'two stores with an old password',
    { yml: stores('old'), files: { 'certs/node.p12': fixture('certutil-node.p12'), 'certs/trust.p12': fixture('keytool-trust.p12') } },
    'keystore-password-wrong',
    2,
    [/node\.p12/, /trust\.p12/],
  ],
  [
    'the key of another certificate, twice',
    {
      present: (it) => ({ ...it, privateKeyPem: issue(clusterCa, { subject: 'another' }).privateKeyPem }),
      yml: httpFiles,
      files: {
        'certs/http.crt': issue(clusterCa, { subject: 'es03' }).certificatePem,
        'certs/http.key': issue(clusterCa, { subject: 'third' }).privateKeyPem,
      },
    },
    'key-certificate-mismatch',
    2,
    [/certs\/node\.(?:crt|key)/, /certs\/http\.(?:crt|key)/],
  ],
];

const withoutWrapping = (text: string) => text.replace(/\s+/g, '');

describe('what is counted', () => {
  for (const [what, situation, rule, times, all] of cases) {
    it(`can all be seen: ${what}`, async () => {
      const { report } = await playJoin(situation);
      assertCountsAgree(report);
      const found = (report.findings ?? []).filter((one) => one.rule === rule);
      assert.ok(found.length >= times, `${found.length} findings of ${rule}`);
      assert.equal(report.cause?.rule, rule);
      const text = renderDiagnosis(report, plain);
      for (const each of all) assert.match(text, each);
      for (const { detail } of found) assert.ok(withoutWrapping(text).includes(withoutWrapping(detail)), `${detail}\n${text}`);
    });
  }

  it('has the cause among it, once, where the wire shows it and the files show the same', async () => {
    const { report } = await playJoin({ certificate: { extendedKeyUsage: ['serverAuth'] } });
    assertCountsAgree(report);
    const { cause, findings = [], summary } = report;
    assert.equal(cause?.rule, 'eku-transport-missing-clientauth');
    assert.equal(findings.filter(({ rule }) => rule === cause?.rule).length, 1);
    assert.equal(findings[cause?.finding ?? -1]?.severity, 'critical');
    assert.ok(summary.critical >= 1);
    assert.ok(
      cause?.subjects.some((one) => /node\.crt|elasticsearch\.yml/.test(one)),
      `file and line are told: ${cause?.subjects.join()}`,
    );
  });

  it('has the cause among it where a log alone shows it', async () => {
    const log =
      '[2026-11-28T17:02:25,795][WARN ][o.e.d.HandshakingTransportAddressConnector] [es03] handshake to [10.0.0.11:9300] failed\njava.lang.IllegalStateException: remote cluster name [acme] does not match local cluster name [elsewhere]\n';
    const { report } = await playJoin({ log });
    assertCountsAgree(report);
    assert.deepEqual([report.cause?.rule, report.cause?.finding, report.summary.critical], ['cluster-name-mismatch', 0, 1]);
  });

  it('holds for several hosts of a Kibana that fail alike', async () => {
    const ca = makeCa({ subject: 'acme HTTP CA' });
    const identity = issue(ca, { subject: 'es01', altNames: ['DNS:localhost', 'IP:127.0.0.1'] });
    const { report } = await playKibana({ hosts: [{ identity }, { identity }, { identity, name: '127.0.0.1' }] });
    assertCountsAgree(report);
    const found = (report.findings ?? []).filter(({ rule }) => rule === report.cause?.rule);
    assert.equal(found.length, 3);
    const text = renderDiagnosis(report, plain);
    for (const { evidence } of found) assert.ok(text.includes(String(evidence.host)));
  });

  it('is held to by a check that finds a case which is not shown, or not counted', () => {
    const one: ClusterFinding = {
      rule: 'file-missing',
      severity: 'critical',
      title: 'File is not there',
      detail: 'it is not',
      evidence: {},
      remedy: 'On the node: Put it there.',
      fix: { steps: [{ where: { machine: 'node', name: null, file: null }, kind: 'advice', text: 'Put it there.' }] },
      source: 'docs',
      subjects: ['a.yml:1'],
    };
    const summary = { critical: 2, high: 0, medium: 0, low: 0, info: 0, endpoints: 0, unreachable: 0, incomplete: 0 };
    const whole: Report = {
      schema: 'handclasp.report/1',
      tool: { name: 'handclasp', version: '0' },
      startedAt: '2026-11-30T00:00:00.000Z',
      finishedAt: '2026-11-30T00:00:01.000Z',
      partial: false,
      endpoints: [],
      findings: [one, { ...one, subjects: ['a.yml:2'] }],
      cause: { ...one, finding: 1, confidence: 'proven', commands: [], logLines: [] },
      summary,
    };
    assertCountsAgree(whole);
    assert.throws(() => assertCountsAgree({ ...whole, summary: { ...summary, critical: 1 } }));
    assert.throws(() => assertCountsAgree({ ...whole, findings: [one] }));
    assert.throws(() => assertCountsAgree({ ...whole, findings: [one, { ...one, rule: 'pem-empty' }] }));
  });
});
