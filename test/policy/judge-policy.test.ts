import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../src/model/evidence.ts';
import type { Finding, Unknown } from '../../src/model/finding.ts';
import type { Enumerated, Observation, TlsDetails } from '../../src/model/observation.ts';
import type { Policy, PolicyCheck, PolicyRequirement } from '../../src/model/policy.ts';
import type { PolicyReport, RequirementReport } from '../../src/model/policy-report.ts';
import type { ReasonCode } from '../../src/model/reasons/reason.ts';
import type { Severity } from '../../src/model/severity.ts';
import { hashOf } from '../../src/policy/checks/check-certificates.ts';
import type { PolicySubject } from '../../src/policy/checks/check-outcome.ts';
import { judgePolicy, type PolicyMatter } from '../../src/policy/judge-policy.ts';
import { Waivers } from '../../src/policy/waivers.ts';
import { authority, certificate, daysFromNoon, evidence, noon, observation } from '../support/evidence.ts';

type Verdict = RequirementReport['verdict'];

const all = (accepted: readonly string[]): Enumerated => ({ accepted, gap: null });
const cut = (accepted: readonly string[]): Enumerated => ({ accepted, gap: { kind: 'silence', afterMs: 500 } });
const details = (given: TlsDetails): Partial<Observation> => ({ details: given });
const suites12 = (list: Enumerated, serverOrder: boolean | null = true) =>
  details({ cipherSuites: { 'TLSv1.2': { ...list, serverOrder } } });
const features = (given: Partial<NonNullable<TlsDetails['features']>>) =>
  details({
    features: {
      version: 'TLSv1.2',
      extendedMasterSecret: true,
      secureRenegotiation: true,
      compression: false,
      heartbeat: false,
      ocspStapling: false,
      sessionTickets: false,
      sessionIds: false,
      ...given,
    },
  });
const chain = (...certificates: readonly ReturnType<typeof certificate>[]): Partial<EndpointEvidence> => ({ chain: certificates });
const key = (algorithm: string, bits: number | null, curve: string | null = null) =>
  chain(certificate({ publicKey: { algorithm, bits, curve } }));

function subject(
  seen: Partial<Observation> = {},
  judged: Partial<EndpointEvidence> = {},
  more: Partial<PolicySubject> = {},
): PolicySubject {
  const base = evidence({ observation: observation(seen) });
  return { label: 'es01:9300', evidence: { ...base, ...judged }, findings: [], unknown: [], ...more };
}

function finding(rule: string, severity: Finding['severity'] = 'high'): Finding {
  return { rule, severity, title: rule, detail: '', evidence: {}, remedy: '', fix: { steps: [] }, source: '' };
}

const unknown = (rule: string): Unknown => ({ rule, code: 'no-date-header', because: 'no clock' });

function judge(requirements: readonly PolicyRequirement[], given: Partial<PolicyMatter> = {}): PolicyReport {
  const policy: Policy = {
    schema: 'handclasp.policy/1',
    name: 'ours',
    title: 'Ours',
    edition: '1',
    source: 'here',
    provenance: 'own',
    requirements,
  };
  const severityOf = (rule: string): Severity => (rule.startsWith('mild') ? 'low' : 'critical');
  return judgePolicy(policy, {
    subjects: [subject()],
    findings: [],
    unknown: [],
    deployment: 'self',
    severityOf,
    waivers: new Waivers([], noon),
    ...given,
  });
}

const requirement = (check: PolicyCheck, more: Partial<PolicyRequirement> = {}): PolicyRequirement => ({
  id: 'one',
  level: 'must',
  title: 'One',
  check,
  ...more,
});

function of(check: PolicyCheck, given: Partial<PolicyMatter>, more: Partial<PolicyRequirement> = {}): RequirementReport {
  const [one] = judge([requirement(check, more)], given).requirements;
  assert.ok(one);
  return one;
}

describe('a requirement of a policy', () => {
  type Case = readonly [what: string, check: PolicyCheck, subject: PolicySubject, verdict: Verdict, told?: readonly string[] | ReasonCode];
  const versions: PolicyCheck = { kind: 'protocol-versions', allow: ['TLSv1.3', 'TLSv1.2'], require: ['TLSv1.3'] };
  const suites: PolicyCheck = { kind: 'cipher-suites', version: 'TLSv1.2', allow: ['A', 'B'] };
  const groups: PolicyCheck = { kind: 'groups', allow: ['x25519'] };
  const someGroups: PolicyCheck = { kind: 'groups-accepted', anyOf: ['x25519', 'secp256r1', 'secp384r1'], atLeast: 2 };
  const schemes: PolicyCheck = { kind: 'signature-schemes', allow: ['rsa_pss_rsae_sha256'] };
  const publicKey: PolicyCheck = {
    kind: 'public-key',
    of: 'leaf',
    algorithms: ['RSA', 'EC'],
    rsaBits: 3072,
    ecBits: 256,
    curves: ['P-256'],
  };
  const hash: PolicyCheck = { kind: 'certificate-hash', allow: ['SHA256'] };
  const validity: PolicyCheck = { kind: 'validity', days: 366 };
  const daysLeft: PolicyCheck = { kind: 'days-left', days: 7 };
  const feature: PolicyCheck = { kind: 'features', require: ['extended_master_secret'], forbid: ['compression'] };
  const order: PolicyCheck = { kind: 'suite-order', decides: 'client' };
  const accepted = (given: Observation['versions']): Partial<Observation> => ({ versions: { ...observation().versions, ...given } });
  const lasting = (days: number) =>
    chain(certificate({ notBefore: daysFromNoon(0), notAfter: new Date(daysFromNoon(days).getTime() - 1000) }));

  const cases: readonly Case[] = [
    ['versions within', versions, subject(), 'met'],
    ['an older version', versions, subject(accepted({ 'TLSv1.1': 'accepted' })), 'broken', ['TLSv1.1']],
    ['a version that is asked for and not there', versions, subject(accepted({ 'TLSv1.3': 'rejected' })), 'broken', ['no TLSv1.3']],
    ['a version that did not show', versions, subject(accepted({ TLSv1: 'unknown' })), 'undetermined', 'policy-version-not-shown'],
    [
      'a version that was not asked for',
      versions,
      subject({ versions: { 'TLSv1.3': 'accepted' } }),
      'undetermined',
      'policy-version-not-shown',
    ],
    [
      'no TLS',
      versions,
      subject({ service: { ...observation().service, security: 'plaintext' }, conversations: [] }),
      'broken',
      ['no TLS'],
    ],
    [
      'no TLS, asked for its suites',
      suites,
      subject({ service: { ...observation().service, security: 'plaintext' }, conversations: [] }),
      'not-applicable',
    ],
    ['no handshake', versions, subject({ conversations: [] }), 'undetermined', 'policy-no-tls-answer'],
    ['suites within', suites, subject(suites12(all(['B', 'A']))), 'met'],
    ['a suite beyond', suites, subject(suites12(all(['A', 'C']))), 'broken', ['C']],
    ['a suite beyond, in a list that is cut', suites, subject(suites12(cut(['A', 'C']))), 'broken', ['C']],
    ['suites within, in a list that is cut', suites, subject(suites12(cut(['A']))), 'undetermined', 'policy-list-incomplete'],
    ['suites that were not asked for', suites, subject(), 'undetermined', 'policy-not-asked'],
    ['suites of a version that is not accepted', suites, subject(accepted({ 'TLSv1.2': 'rejected' })), 'not-applicable'],
    [
      'suites of a version that did not show',
      suites,
      subject(accepted({ 'TLSv1.2': 'unknown' })),
      'undetermined',
      'policy-version-not-shown',
    ],
    ['groups within', groups, subject(details({ groups: { 'TLSv1.3': all(['x25519']) } })), 'met'],
    [
      'groups left out since they were asked in another version',
      groups,
      subject(
        details({
          groups: { 'TLSv1.3': all(['x25519']), 'TLSv1.2': { accepted: ['x25519'], gap: { kind: 'elsewhere', version: 'TLSv1.3' } } },
        }),
      ),
      'met',
    ],
    [
      'a group beyond, in one version',
      groups,
      subject(details({ groups: { 'TLSv1.3': all(['x25519']), 'TLSv1.2': all(['x448']) } })),
      'broken',
      ['x448'],
    ],
    [
      'groups in a list that is cut',
      groups,
      subject(details({ groups: { 'TLSv1.3': cut(['x25519']) } })),
      'undetermined',
      'policy-list-incomplete',
    ],
    ['groups that were not asked for', groups, subject(), 'undetermined', 'policy-not-asked'],
    ['two of the groups', someGroups, subject(details({ groups: { 'TLSv1.3': cut(['x25519', 'secp384r1']) } })), 'met'],
    [
      'one of the groups',
      someGroups,
      subject(details({ groups: { 'TLSv1.3': all(['x25519', 'x448']) } })),
      'broken',
      ['only x25519, x448'],
    ],
    [
      'one of the groups, in a list that is cut',
      someGroups,
      subject(details({ groups: { 'TLSv1.3': cut(['x25519']) } })),
      'undetermined',
      'policy-list-incomplete',
    ],
    ['schemes within', schemes, subject(details({ signatureSchemes: { 'TLSv1.3': all(['rsa_pss_rsae_sha256']) } })), 'met'],
    [
      'a scheme beyond',
      schemes,
      subject(details({ signatureSchemes: { 'TLSv1.2': all(['rsa_pkcs1_sha1']) } })),
      'broken',
      ['rsa_pkcs1_sha1'],
    ],
    ['schemes that were not asked for', schemes, subject(), 'undetermined', 'policy-not-asked'],
    ['an RSA key of the least size', publicKey, subject({}, key('RSA', 3072)), 'met'],
    ['an RSA key a bit smaller', publicKey, subject({}, key('RSA', 3071)), 'broken', ['RSA 3071 (CN=es01, O=acme)']],
    ['an RSA key of unknown size', publicKey, subject({}, key('RSA', null)), 'broken', ['RSA (CN=es01, O=acme)']],
    ['an EC key on the curve', publicKey, subject({}, key('EC', 256, 'P-256')), 'met'],
    ['an EC key on another curve', publicKey, subject({}, key('EC', 384, 'P-384')), 'broken', ['EC P-384 (CN=es01, O=acme)']],
    ['another kind of key', publicKey, subject({}, key('Ed25519', null)), 'broken', ['Ed25519 (CN=es01, O=acme)']],
    [
      'a CA with a small key, where the leaf is asked for',
      publicKey,
      subject({}, chain(certificate({ publicKey: { algorithm: 'RSA', bits: 4096, curve: null } }), authority())),
      'met',
    ],
    [
      'a CA with a small key, where the chain is asked for',
      { ...publicKey, of: 'chain' },
      subject({}, chain(certificate({ publicKey: { algorithm: 'RSA', bits: 4096, curve: null } }), authority())),
      'broken',
      ['RSA 2048 (CN=acme transport CA, O=acme)'],
    ],
    ['no certificate', publicKey, subject({}, { chain: [] }), 'undetermined', 'policy-no-certificate'],
    ['a hash within', hash, subject({}, chain(certificate())), 'met'],
    [
      'SHA-1 in an intermediate',
      hash,
      subject(
        {},
        chain(certificate(), authority({ subject: 'CN=between', selfSigned: false, signatureAlgorithm: 'sha1WithRSAEncryption' })),
      ),
      'broken',
      ['sha1WithRSAEncryption (CN=between)'],
    ],
    [
      'SHA-1 in a root, whose signature nobody verifies',
      hash,
      subject({}, chain(certificate(), authority({ signatureAlgorithm: 'sha1WithRSAEncryption' }))),
      'met',
    ],
    [
      'SHA-1 in a self-signed certificate of its own',
      hash,
      subject({}, chain(authority({ signatureAlgorithm: 'sha1WithRSAEncryption' }))),
      'broken',
      ['sha1WithRSAEncryption (CN=acme transport CA, O=acme)'],
    ],
    ['366 days', validity, subject({}, lasting(366)), 'met'],
    ['367 days', validity, subject({}, lasting(367)), 'broken', ['367 days (CN=es01, O=acme)']],
    ['a certificate from before the time', { ...validity, issuedFrom: '2026-06-02' }, subject({}, lasting(900)), 'not-applicable'],
    [
      'a certificate from the first instant of the time',
      { ...validity, issuedFrom: '2026-06-01' },
      subject({}, lasting(900)),
      'broken',
      ['900 days (CN=es01, O=acme)'],
    ],
    ['a certificate from after the time', { ...validity, issuedBefore: '2026-06-01' }, subject({}, lasting(900)), 'not-applicable'],
    ['a week left', daysLeft, subject({}, chain(certificate({ notAfter: daysFromNoon(7) }))), 'met'],
    [
      'less than a week left',
      daysLeft,
      subject({}, chain(certificate({ notAfter: new Date(daysFromNoon(7).getTime() - 1) }))),
      'broken',
      ['6 days left (CN=es01, O=acme)'],
    ],
    ['an extension that is there', feature, subject(features({})), 'met'],
    ['an extension that is missing', feature, subject(features({ extendedMasterSecret: false })), 'broken', ['no extended_master_secret']],
    ['an extension that should not be', feature, subject(features({ compression: true })), 'broken', ['compression']],
    ['extensions that were not asked for', feature, subject(), 'undetermined', 'policy-not-asked'],
    ['extensions where there is no TLS 1.2', feature, subject(accepted({ 'TLSv1.2': 'rejected' })), 'not-applicable'],
    ['the order of the client', order, subject(suites12(all(['A', 'B']), false)), 'met'],
    ['the order of the server', order, subject(suites12(all(['A', 'B']), true)), 'broken', ['the server decides']],
    ['an order that did not show', order, subject(suites12(all(['A', 'B']), null)), 'undetermined', 'policy-suite-order-unclear'],
    ['one suite, which has no order', order, subject(suites12(all(['A']), null)), 'not-applicable'],
    ['a rule that found nothing', { kind: 'rules', rules: ['a'] }, subject({}, {}, { findings: [finding('b')] }), 'met'],
    ['a rule that found something', { kind: 'rules', rules: ['a', 'b'] }, subject({}, {}, { findings: [finding('b')] }), 'broken', ['b']],
    [
      'a rule that found something milder',
      { kind: 'rules', rules: ['b'], atLeast: 'critical' },
      subject({}, {}, { findings: [finding('b')] }),
      'met',
    ],
    [
      'a rule that could not tell',
      { kind: 'rules', rules: ['a'] },
      subject({}, {}, { unknown: [unknown('a')] }),
      'undetermined',
      'no-date-header',
    ],
    ['any rule', { kind: 'rules', rules: 'any' }, subject({}, {}, { findings: [finding('b')] }), 'broken', ['b']],
    [
      'any rule, of which a mild one could not tell',
      { kind: 'rules', rules: 'any', atLeast: 'high' },
      subject({}, {}, { unknown: [unknown('mild')] }),
      'met',
    ],
    [
      'any rule, of which a grave one could not tell',
      { kind: 'rules', rules: 'any', atLeast: 'high' },
      subject({}, {}, { unknown: [unknown('a')] }),
      'undetermined',
      'no-date-header',
    ],
    [
      'a rule at an endpoint that was not reached',
      { kind: 'rules', rules: ['a'] },
      subject({ reachability: { kind: 'refused' } }),
      'undetermined',
      'policy-no-tls-answer',
    ],
    ['what nobody can see', { kind: 'by-hand' }, subject(), 'by-hand'],
    ['a channel that answered', { kind: 'channels-seen', seen: ['transport'] }, subject(), 'met'],
    [
      'a channel that nobody asked',
      { kind: 'channels-seen', seen: ['transport', 'http'] },
      subject(),
      'undetermined',
      'policy-channel-not-seen',
    ],
  ];
  for (const [what, check, one, verdict, told] of cases)
    it(`${check.kind}: ${what}: ${verdict}`, () => {
      const report = of(check, { subjects: [one] });
      assert.equal(report.verdict, verdict);
      if (typeof told === 'string')
        assert.deepEqual(
          report.undetermined.map(({ code }) => code),
          [told],
        );
      else
        assert.deepEqual(
          report.broken.flatMap(({ found }) => found),
          told ?? [],
        );
      assert.ok(report.undetermined.every(({ because }) => because.length > 10 || because === 'no clock'));
    });

  it('of others is broken by rules that no requirement names', () => {
    const requirements = [requirement({ kind: 'rules', rules: ['a'] }), requirement({ kind: 'rules', rules: 'others' }, { id: 'two' })];
    const verdicts = (rule: string) =>
      judge(requirements, { subjects: [subject({}, {}, { findings: [finding(rule)] })] }).requirements.map(({ verdict }) => verdict);
    assert.deepEqual(verdicts('a'), ['broken', 'met']);
    assert.deepEqual(verdicts('b'), ['met', 'broken']);
  });

  it('of others is broken by rules that requirements of other deployments alone name', () => {
    const requirements = [
      requirement({ kind: 'rules', rules: ['a'] }, { when: { deployments: ['self'] } }),
      requirement({ kind: 'rules', rules: 'others' }, { id: 'two' }),
    ];
    const verdicts = (deployment: PolicyMatter['deployment']) =>
      judge(requirements, { deployment, subjects: [subject({}, {}, { findings: [finding('a')] })] }).requirements.map(
        ({ verdict }) => verdict,
      );
    assert.deepEqual(verdicts('self'), ['broken', 'met']);
    assert.deepEqual(verdicts('ech'), ['not-applicable', 'broken']);
  });

  it('of files alone is not known where no endpoint was seen, and met by what holds in them', () => {
    const asked = (check: PolicyCheck, given: Partial<PolicyMatter> = {}) =>
      judge([requirement(check)], { subjects: [], filesGiven: true, ...given }).requirements.map(({ verdict, undetermined }) => [
        verdict,
        undetermined[0]?.code,
      ]);
    assert.deepEqual(asked({ kind: 'rules', rules: ['a'] }), [['undetermined', 'policy-endpoint-needed']]);
    assert.deepEqual(asked({ kind: 'groups-accepted', anyOf: ['x25519'] }), [['undetermined', 'policy-endpoint-needed']]);
    assert.deepEqual(asked({ kind: 'rules', rules: ['a'] }, { passed: ['a'] }), [['met', undefined]]);
    assert.deepEqual(asked({ kind: 'rules', rules: 'others' }, { passed: ['a'] }), [['undetermined', 'policy-endpoint-needed']]);
  });

  it('counts what shows in comparison alone, at each of its subjects', () => {
    const report = of({ kind: 'rules', rules: ['a'] }, { findings: [{ ...finding('a'), subjects: ['es01', 'es02'] }] });
    assert.deepEqual(report.broken, [
      { subject: 'es01', found: ['a'] },
      { subject: 'es02', found: ['a'] },
    ]);
    assert.equal(of({ kind: 'rules', rules: ['a'] }, { unknown: [unknown('a')] }).verdict, 'undetermined');
  });

  it('is broken where one endpoint breaks it, and another did not show', () => {
    const check: PolicyCheck = { kind: 'groups', allow: ['x25519'] };
    const report = of(check, { subjects: [subject(), subject(details({ groups: { 'TLSv1.3': all(['x448']) } }))] });
    assert.deepEqual([report.verdict, report.broken.length, report.undetermined.length], ['broken', 1, 1]);
  });

  it('holds only for its channels, its deployments, its number of nodes, and public roots', () => {
    const check: PolicyCheck = { kind: 'rules', rules: 'any' };
    const broken = { subjects: [subject({}, {}, { findings: [finding('a')] })] };
    const two = { subjects: [...broken.subjects, subject({ address: '10.0.0.12' })] };
    const verdict = (given: Partial<PolicyMatter>, more: Partial<PolicyRequirement>) => of(check, given, more).verdict;
    assert.equal(verdict(broken, { channels: ['http'] }), 'not-applicable');
    assert.equal(verdict(broken, { channels: ['http', 'transport'] }), 'broken');
    assert.equal(verdict(broken, { when: { deployments: ['eck'] } }), 'not-applicable');
    assert.equal(verdict(broken, { when: { deployments: ['eck', 'self'] } }), 'broken');
    assert.equal(verdict(broken, { when: { nodesFrom: 2 } }), 'not-applicable');
    assert.equal(verdict(two, { when: { nodesFrom: 2 } }), 'broken');
    assert.equal(verdict(two, { when: { nodesFrom: 3 } }), 'not-applicable');
    const lasting: PolicyCheck = { kind: 'validity', days: 1 };
    const trust = (publicTrust: EndpointEvidence['publicTrust']) => ({ subjects: [subject({}, { chain: [certificate()], publicTrust })] });
    const when = { when: { publicRoot: true } } as const;
    assert.equal(of(lasting, trust({ kind: 'trusted', path: [] }), when).verdict, 'broken');
    assert.equal(
      of(lasting, trust({ kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null }), when).verdict,
      'not-applicable',
    );
    assert.equal(of(lasting, trust({ kind: 'not-checked', because: { code: 'run-interrupted' } }), when).verdict, 'undetermined');
  });
});

describe('the verdict by a policy', () => {
  const verdictOf = (...verdicts: readonly (readonly [level: 'must' | 'should', verdict: Verdict])[]) => {
    const checks: Readonly<Record<Verdict, PolicyCheck>> = {
      met: { kind: 'rules', rules: ['c'] },
      broken: { kind: 'rules', rules: ['a'] },
      waived: { kind: 'rules', rules: ['d'] },
      undetermined: { kind: 'rules', rules: ['b'] },
      'not-applicable': { kind: 'validity', days: 1, issuedBefore: '1990-01-01' },
      'by-hand': { kind: 'by-hand' },
    };
    const one = subject({}, { chain: [certificate()] }, { findings: [finding('a'), finding('d')], unknown: [unknown('b')] });
    const waivers = new Waivers([{ rule: 'd', subject: '*', reason: 'moved in May', owner: 'ops', until: '2026-06-30' }], noon);
    return judge(
      verdicts.map(([level, verdict], index) => requirement(checks[verdict], { id: `r${index}`, level })),
      { subjects: [one], waivers },
    ).verdict;
  };

  it('is ready only where each requirement that must be met was checked and is met', () => {
    assert.equal(verdictOf(['must', 'met'], ['must', 'not-applicable'], ['must', 'by-hand']), 'ready');
    assert.equal(verdictOf(['must', 'waived']), 'ready');
    assert.equal(verdictOf(['must', 'waived'], ['must', 'broken']), 'not-ready');
    assert.equal(verdictOf(['must', 'met'], ['must', 'undetermined']), 'undetermined');
    assert.equal(verdictOf(['must', 'met'], ['must', 'undetermined'], ['must', 'broken']), 'not-ready');
  });

  it('is not decided by what should be', () => {
    assert.equal(verdictOf(['must', 'met'], ['should', 'broken'], ['should', 'undetermined']), 'ready');
  });

  it('is not known where nothing that must be met was met', () => {
    assert.equal(verdictOf(['must', 'not-applicable']), 'undetermined');
    assert.equal(verdictOf(['should', 'met']), 'undetermined');
    assert.equal(judge([requirement({ kind: 'rules', rules: 'any' })], { subjects: [] }).verdict, 'undetermined');
  });
});

describe('the hash of a signature algorithm', () => {
  for (const [algorithm, hash] of [
    ['sha256WithRSAEncryption', 'SHA256'],
    ['ecdsa-with-SHA384', 'SHA384'],
    ['sha1WithRSAEncryption', 'SHA1'],
    ['md5WithRSAEncryption', 'MD5'],
    ['ED25519', 'none'],
    ['Ed448', 'none'],
    ['1.2.3.4', '1.2.3.4'],
  ] as const)
    it(`${algorithm} is ${hash}`, () => assert.equal(hashOf(algorithm), hash));
});
