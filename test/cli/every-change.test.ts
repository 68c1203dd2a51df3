import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistory } from '../../src/history/open-history.ts';
import type { Change } from '../../src/model/change.ts';
import type { EndpointState, PastFinding } from '../../src/model/past-run.ts';
import type { Severity } from '../../src/model/severity.ts';
import { endpointState, keep, pastCertificate } from '../support/past-runs.ts';
import { runCli } from './run-cli.ts';

type Case = {
  readonly was?: Partial<EndpointState> | null;
  readonly is?: Partial<EndpointState> | null;
  /** Before both runs. */
  readonly long?: Partial<EndpointState>;
  readonly told: readonly [Severity, RegExp];
};

const certificate = (change: Parameters<typeof pastCertificate>[0]) => ({
  certificate: pastCertificate({ sha256: 'cd'.repeat(32), notAfter: '2030-01-01T00:00:00.000Z', ...change }),
});
const newKey = '09'.repeat(32);
const finding: PastFinding = { rule: 'leaf-expiring', severity: 'medium', title: 'Certificate expires soon' };
const suites = (...accepted: readonly string[]) => ({ cipherSuites: { 'TLSv1.2': { accepted, whole: true } } });
const modern = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';
const clear = { service: { ...endpointState().service, security: 'plaintext' }, clientAuth: null, certificate: null } as const;

/** A change of each kind, some of them in two ways. */
const cases: Readonly<Record<Exclude<Change['kind'], 'policy-verdict-changed'>, readonly [Case, ...Case[]]>> = {
  'certificate-renewed': [
    {
      is: certificate({ keySha256: newKey }),
      told: ['info', /Certificate renewed with a new key: until 2030-01-01 \(before: 2028-01-01\)/],
    },
    { is: certificate({}), told: ['low', /Certificate renewed with the same key: until 2030-01-01/] },
  ],
  'certificate-swapped': [{ is: certificate({ subject: 'CN=es02' }), told: ['medium', /Certificate swapped: CN=es02 until 2030-01-01/] }],
  'issuer-changed': [
    {
      is: certificate({ keySha256: newKey, issuer: 'CN=New CA', authorityKeyId: '03'.repeat(20) }),
      told: ['medium', /from another CA: CN=New CA/],
    },
  ],
  'client-auth-weakened': [
    { is: { clientAuth: 'optional' }, told: ['critical', /Client authentication weakened: optional \(before: required\)/] },
  ],
  'client-auth-strengthened': [
    { was: { clientAuth: 'none' }, told: ['info', /Client authentication strengthened: required \(before: none\)/] },
  ],
  'version-appeared': [
    {
      was: { versions: { TLSv1: 'rejected' } },
      is: { versions: { TLSv1: 'accepted' } },
      told: ['high', /TLSv1 is accepted, and was not before/],
    },
  ],
  'version-gone': [
    { was: { versions: { TLSv1: 'accepted' } }, is: { versions: { TLSv1: 'rejected' } }, told: ['info', /TLSv1 is no longer accepted/] },
  ],
  'suites-appeared': [
    {
      was: suites(modern),
      is: suites(modern, 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'),
      told: ['high', /1 cipher suite is accepted in TLSv1\.2, and was not before: TLS_RSA_WITH_3DES/],
    },
  ],
  'suites-gone': [{ was: suites(modern, 'TLS_OLD'), is: suites(modern), told: ['info', /no longer accepted in TLSv1\.2: TLS_OLD/] }],
  'tls-lost': [{ is: clear, told: ['critical', /Answers in the clear \(before: in TLS\)/] }],
  'tls-gained': [{ was: clear, told: ['info', /Answers in TLS \(before: in the clear\)/] }],
  'endpoint-came': [
    { was: null, told: ['info', /New endpoint/] },
    { was: { reachability: 'refused' }, told: ['info', /Answers again \(before: connection refused\)/] },
  ],
  'endpoint-went': [
    { is: null, told: ['info', /No longer among the targets/] },
    { is: { reachability: 'timeout' }, told: ['medium', /No longer answers: timed out/] },
  ],
  'finding-opened': [{ is: { findings: [finding] }, told: ['medium', /New problem: Certificate expires soon/] }],
  'finding-reopened': [
    { long: { findings: [finding] }, is: { findings: [finding] }, told: ['medium', /Problem is back: Certificate expires soon/] },
  ],
  'finding-closed': [{ was: { findings: [finding] }, told: ['info', /Problem is gone: Certificate expires soon \(before: medium\)/] }],
  'finding-worsened': [
    {
      was: { findings: [finding] },
      is: { findings: [{ ...finding, severity: 'high' }] },
      told: ['high', /Problem is worse: Certificate expires soon \(before: medium\)/],
    },
  ],
  'finding-eased': [
    {
      was: { findings: [{ ...finding, severity: 'high' }] },
      is: { findings: [finding] },
      told: ['info', /Problem is less severe: .* \(before: high\)/],
    },
  ],
  'no-longer-judged': [
    {
      was: { findings: [finding] },
      is: { unknown: [{ rule: finding.rule, code: 'no-certificate', because: 'no certificate was seen' }] },
      told: ['medium', /Not checked any more: leaf-expiring: no certificate was seen \(before: medium\)/],
    },
  ],
};

describe('diff tells every kind of change, and how bad it is', () => {
  let folder: string;
  let file: string;
  let changes: readonly Change[];
  const all = Object.entries(cases).flatMap(([kind, own]) => own.map((one, index) => ({ ...one, kind, target: `${kind}-${index}:9300` })));

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    file = join(folder, 'tls.db');
    const history = await openHistory(file);
    const states = (of: (one: Case) => Partial<EndpointState> | null | undefined) =>
      Object.fromEntries(
        all.flatMap((one) => {
          const state = of(one);
          return state === null ? [] : [[one.target, endpointState(state ?? {})] as const];
        }),
      );
    const policy = (verdict: string) => ({ cluster: { findings: [], unknown: [], policy: { name: 'baseline', verdict } } });
    keep(
      history,
      0,
      states(({ long, was }) => (was === null ? null : (long ?? was))),
    );
    keep(
      history,
      1,
      states(({ was }) => was),
      policy('ready'),
    );
    keep(
      history,
      2,
      states(({ is }) => is),
      policy('not-ready'),
    );
    history.close();
    const { out, status } = await runCli(['diff', '2', '3', '--history', file, '--json']);
    assert.equal(status, 1);
    ({ changes } = JSON.parse(out));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const { kind, target, told } of all) {
    const [severity, message] = told;
    it(`${target}: ${severity}`, () => {
      const change =
        changes.find((one) => one.kind === kind && one.target === target) ?? assert.fail(`not told: ${JSON.stringify(changes)}`);
      assert.equal(change.severity, severity);
      assert.match(change.message, message);
    });
  }

  it('and the verdict of a policy', () => {
    const change = changes.find(({ kind }) => kind === 'policy-verdict-changed') ?? assert.fail();
    assert.deepEqual([change.severity, change.message], ['high', 'Policy baseline: not ready (before: ready)']);
  });

  it('worst first, and each of them as a text too', async () => {
    const order = ['critical', 'high', 'medium', 'low', 'info'];
    const ranks = changes.map(({ severity }) => order.indexOf(severity));
    assert.deepEqual(
      ranks,
      ranks.toSorted((a, b) => a - b),
    );
    const { out } = await runCli(['diff', '2', '3', '--history', file], { columns: 400 });
    const text = out.replace(/\s+/g, ' ');
    for (const { told } of all) assert.match(text, told[1]);
  });
});
