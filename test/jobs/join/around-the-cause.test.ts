import assert from 'node:assert/strict';
import { isUnsettled } from '../../../src/jobs/join/both-sides.ts';
import { contextOfSuspect } from '../../../src/jobs/join/context-of-suspect.ts';
import type { JoinView } from '../../../src/jobs/join/join-view.ts';
import { joinerOfSetup, publishedBy } from '../../../src/jobs/join/joiner-of-setup.ts';
import { ownAndOthers } from '../../../src/jobs/join/own-target.ts';
import { type FoundCause, withCause } from '../../../src/jobs/join/with-cause.ts';
import { evaluatePair } from '../../../src/jobs/matrix/evaluate-pair.ts';
import type { ClusterFinding } from '../../../src/model/report.ts';
import type { Setup } from '../../../src/model/setup.ts';
import type { Target } from '../../../src/model/target.ts';
import type { PairOutcome } from '../../../src/rules/framework/rule.ts';
import { joinRules, seedRules } from '../../../src/rules/join-rules.ts';
import { authority, certificate, evidence, observation } from '../../support/evidence.ts';
import { anchorTrust, handshake, peer } from '../../support/peer.ts';
import { bareSetup, tlsContext } from '../../support/tls-context.ts';

const transport = tlsContext('xpack.security.transport.ssl');
const withFiles = bareSetup({ contexts: [transport] });

describe('the place of the cause among the findings', () => {
  const finding = (rule: string, context: string | null = transport.name): ClusterFinding =>
    ({ rule, severity: 'medium', detail: rule, evidence: context === null ? {} : { context }, subjects: [`file of ${rule}`] }) as never;
  const [expired, weak] = [finding('leaf-expired'), finding('weak-key')];
  const found = (given: Partial<FoundCause> = {}): FoundCause => ({
    cause: { rule: 'leaf-expired', confidence: 'likely', detail: 'wire', evidence: { host: 'x' }, subjects: ['es03'] } as never,
    finding: null,
    blamesJoiner: true,
    ...given,
  });
  const told = (given: FoundCause, findings: readonly ClusterFinding[], setup: Setup | null = withFiles) => {
    const { cause, findings: all } = withCause(given, findings, setup);
    return {
      place: cause?.finding,
      subjects: cause?.subjects,
      all: all.map(({ rule, severity, detail }) => `${rule} ${severity} ${detail}`),
    };
  };
  const own = 'leaf-expired critical wire';
  const same = 'leaf-expired critical leaf-expired';

  const cases: readonly (readonly [
    what: string,
    given: FoundCause,
    findings: readonly ClusterFinding[],
    all: readonly string[],
    setup?: Setup | null,
  ])[] = [
    ['alone', found(), [], [own]],
    ['before others', found(), [weak], [own, 'weak-key medium weak-key']],
    ['as what the files show of the same', found(), [weak, expired], [same, 'weak-key medium weak-key']],
    [
      'as the very finding that it is',
      found({ finding: weak }),
      [expired, weak],
      ['weak-key critical weak-key', 'leaf-expired medium leaf-expired'],
    ],
    ['by itself, where it is not of the node', found({ blamesJoiner: false }), [expired], [own, 'leaf-expired medium leaf-expired']],
    [
      'by itself, where files show the same of HTTP',
      found(),
      [finding('leaf-expired', 'xpack.security.http.ssl')],
      [own, 'leaf-expired medium leaf-expired'],
    ],
    ['by itself, where files show it of no context', found(), [finding('leaf-expired', null)], [own, 'leaf-expired medium leaf-expired']],
    [
      'by itself, where files show it twice',
      found(),
      [expired, finding('leaf-expired')],
      [own, 'leaf-expired medium leaf-expired', 'leaf-expired medium leaf-expired'],
    ],
    ['by itself, without files', found(), [finding('leaf-expired', null)], [own, 'leaf-expired medium leaf-expired'], null],
    ['by itself, with files that have no transport', found(), [expired], [own, 'leaf-expired medium leaf-expired'], bareSetup()],
  ];
  for (const [what, given, findings, all, setup] of cases) {
    it(`is the first, once: ${what}`, () => {
      const result = told(given, findings, setup);
      assert.deepEqual([result.place, result.all], [0, all]);
    });
  }

  it('is none where there is no cause', () => {
    assert.deepEqual(withCause({ cause: null, finding: null, blamesJoiner: false }, [weak], withFiles), { cause: null, findings: [weak] });
  });

  it('has the subjects of both, and says as a finding how sure it is', () => {
    assert.deepEqual(told(found(), [expired]).subjects, ['es03', 'file of leaf-expired']);
    assert.deepEqual(withCause(found(), [], withFiles).findings[0]?.evidence, { host: 'x', certainty: 'likely', blocks: true });
  });
});

describe('what a node publishes, by its settings', () => {
  const cases: readonly (readonly [hosts: readonly string[], expected: readonly string[]])[] = [
    [[], ['127.0.0.1']],
    [['_local_'], ['127.0.0.1']],
    [['_local:ipv4_'], ['127.0.0.1']],
    [['_local:ipv6_'], []],
    [['_site_'], []],
    [['_eth0_'], []],
    [['0.0.0.0'], []],
    [['::'], []],
    [['[::]'], []],
    [['10.0.0.13'], ['10.0.0.13']],
    [['[2001:db8::1]'], ['2001:db8::1']],
    [['localhost'], ['localhost']],
    [['es03.acme.org', '10.0.0.13'], ['es03.acme.org']],
    [['x10.0.0.0'], ['x10.0.0.0']],
    [['10.0.0.0.0'], ['10.0.0.0.0']],
  ];
  for (const [hosts, expected] of cases)
    it(`${hosts.join(' and ') || 'nothing'}: ${expected.join() || 'the machine decides'}`, () =>
      assert.deepEqual(publishedBy(hosts), expected));

  it('is what others dial, in TLS where security is on', () => {
    const joiner = (given: Parameters<typeof bareSetup>[0]) => joinerOfSetup(bareSetup({ contexts: [transport], ...given }));
    const of = (one: ReturnType<typeof joinerOfSetup>) =>
      one === null
        ? null
        : [one.label, one.security, one.gap?.code ?? null, one.namesConnectedTo, one.namesSurelyConnectedTo, one.release, one.clusterName];
    assert.deepEqual(of(joiner({ facts: { transportPublishHosts: ['10.0.0.13'] } })), [
      'es03',
      'tls',
      'no-certificate-in-files',
      ['10.0.0.13'],
      ['10.0.0.13'],
      '8.19.21',
      'acme',
    ]);
    assert.deepEqual(of(joiner({ version: null, facts: { nodeName: null, securityEnabled: { value: false, place: null } } })), [
      'this node',
      'plaintext',
      null,
      ['127.0.0.1'],
      ['127.0.0.1'],
      null,
      'acme',
    ]);
    assert.equal(joinerOfSetup(bareSetup()), null);
  });
});

describe('a node among its own seeds', () => {
  const target = (host: string, port = 9300): Target => ({ label: `${host}:${port}`, host, port, scheme: 'transport' });
  const own = (
    facts: Parameters<typeof bareSetup>[0] extends infer T ? (NonNullable<T> extends { facts?: infer F } ? F : never) : never,
    dialled: readonly Target[],
  ) => {
    const { own: itself, others } = ownAndOthers(bareSetup({ facts: { nodeName: null, transportPort: '9300', ...facts } }), dialled);
    return [itself?.label ?? null, others.map(({ label }) => label)];
  };
  const others = [target('es01'), target('es02')];
  const known = others.map(({ label }) => label);

  it('is told by its own port and a word for its host', () => {
    for (const [facts, host] of [
      [{ transportPublishHosts: ['10.0.0.13'] }, '10.0.0.13'],
      [{ transportHosts: ['10.0.0.13'] }, '10.0.0.13'],
      [{ nodeName: 'es03' }, 'es03'],
      [{ nodeName: 'ES03' }, 'es03'],
      [{ nodeName: 'es03' }, 'ES03.acme.org'],
      [{ nodeName: 'es-03' }, 'es-03.acme.org'],
      [{ transportHosts: ['[2001:db8::1]'] }, '2001:db8::1'],
    ] as const)
      assert.deepEqual(own(facts, [...others, target(host)]), [`${host}:9300`, known], `${JSON.stringify(facts)} ${host}`);
  });

  it('is not told by part of a name, by an address that begins alike, or at another port', () => {
    for (const [facts, one] of [
      [{ nodeName: 'es03' }, target('es031')],
      [{ nodeName: 'es03' }, target('es030.acme.org')],
      [{ nodeName: 'es03' }, target('x.es03')],
      [{ transportHosts: ['10'] }, target('10.0.0.13')],
      [{ nodeName: 'es03' }, target('es03', 9301)],
      [{ nodeName: 'es03', transportPort: '9301' }, target('es03')],
      [{ nodeName: '03' }, target('03.acme.org')],
    ] as const)
      assert.deepEqual(own(facts, [...others, one]), [null, [...known, one.label]], `${JSON.stringify(facts)} ${one.label}`);
    assert.deepEqual(own({ nodeName: 'es03', transportPort: '9300-9400' }, [target('es03')]), ['es03:9300', []]);
  });

  it('is its first entry, and no other entry of it is a peer', () => {
    assert.deepEqual(own({ nodeName: 'es03', transportHosts: ['10.0.0.13'] }, [target('es03'), ...others, target('10.0.0.13')]), [
      'es03:9300',
      known,
    ]);
  });
});

describe('what two hellos leave open', () => {
  const judged = (said: Readonly<Record<string, 'finding' | 'unknown'>>) => {
    const rules = joinRules.map((rule) => ({
      ...rule,
      judge: (): PairOutcome => {
        const kind = said[rule.id];
        if (kind === 'finding') return { kind, message: 'x' };
        return kind === 'unknown' ? { kind, because: { code: 'no-connection' } } : { kind: 'pass' };
      },
    }));
    return evaluatePair(rules, handshake());
  };
  const cases: readonly (readonly [
    towards: readonly ReturnType<typeof judged>[],
    back: readonly ReturnType<typeof judged>[],
    expected: boolean,
  ])[] = [
    [[], [], false],
    [[judged({})], [judged({})], false],
    [[judged({ 'no-common-cipher': 'unknown' })], [], true],
    [[judged({ 'no-common-protocol': 'unknown' })], [], true],
    [[], [judged({ 'no-common-cipher': 'unknown' })], true],
    [[judged({ 'trust-unknown-issuer': 'unknown' })], [], false],
    [[judged({ 'no-common-cipher': 'finding' })], [judged({ 'no-common-protocol': 'unknown' })], false],
    [[judged({ 'no-common-cipher': 'unknown' })], [judged({ 'no-common-protocol': 'finding' })], false],
    [[judged({ 'no-common-cipher': 'unknown' })], [judged({ 'leaf-expired': 'finding' })], true],
  ];
  for (const [index, [towards, back, expected]] of cases.entries())
    it(`is asked for where it could settle something: case ${index + 1}`, () => {
      assert.equal(isUnsettled({ towards, back } as never), expected);
    });
});

describe('what the steps for a cause are chosen by', () => {
  const ca = authority();
  const [es03, es01, es02] = [
    peer({ label: 'es03', namesConnectedTo: ['es03', '10.0.0.13'] }),
    peer({ label: 'es01', chain: [certificate({ subject: 'CN=es01' })] }),
    peer({ label: 'es02', chain: [certificate({ subject: 'CN=es02' })] }),
  ];
  const member = (one: typeof es03) => ({
    label: one.label,
    peer: one,
    evidence: evidence({ observation: observation({ address: '10.9.9.9' }) }),
    endpoint: {} as never,
  });
  const view = (given: Partial<JoinView> = {}): JoinView =>
    ({ joiner: es03, members: [member(es01), member(es02)], setup: null, deployment: 'self', product: null, ...given }) as never;
  const suspect = (subjects: readonly string[], rule = joinRules[0], evidence_: object = {}) =>
    ({ rule, evidence: evidence_, subjects, confidence: 'proven', detail: '' }) as never;
  const context = (subjects: readonly string[], given: Partial<JoinView> = {}, rule = joinRules[0] as never, facts: object = {}) =>
    contextOfSuspect(suspect(subjects, rule, facts), view(given));

  it('is the one to blame: the node itself, a member, or else the node', () => {
    const withSetup = { setup: bareSetup({ contexts: [transport] }) };
    assert.equal(context(['es03'], withSetup).prefix, transport.name);
    assert.equal(context(['es03'], withSetup).directory, '/etc/elasticsearch');
    assert.equal(context(['es01'], withSetup).directory, null);
    assert.equal(context(['nobody'], withSetup).directory, '/etc/elasticsearch');
    assert.equal(context(['es01', 'es03'], withSetup).directory, '/etc/elasticsearch');
    // Seeds that cannot be reached are named by its own settings.
    assert.equal(context(['es01'], withSetup, seedRules[0] as never).directory, '/etc/elasticsearch');
    assert.equal(context(['es03'], withSetup, joinRules[0] as never, { context: 'xpack.security.http.ssl' }).prefix, null);
  });

  it('is of the product and the deployment at hand', () => {
    assert.deepEqual([context(['es03']).product, context(['es03'], { product: 'opensearch' }).product], ['elasticsearch', 'opensearch']);
    assert.deepEqual([context(['es01']).product, context(['es01'], { product: 'opensearch' }).product], ['elasticsearch', 'opensearch']);
    assert.equal(context(['es01'], { deployment: 'eck' }).deployment, 'eck');
    assert.equal(context(['es03'], { deployment: 'eck' }).deployment, 'eck');
  });

  it('keeps the names of the old certificate, and has those that others connect to', () => {
    const { node } = context(['es03']);
    assert.deepEqual(
      [node.dns, node.ips],
      [
        ['es01', 'es03'],
        ['10.0.0.11', '10.0.0.13'],
      ],
    );
    const local = { ...es03, namesConnectedTo: ['127.0.0.1'] };
    const bears = (value: string, kind: 'ip' | 'dns' = 'ip') => certificate({ subjectAltNames: [{ kind, value }] });
    assert.deepEqual(context(['es03'], { joiner: { ...local, chain: [bears('127.0.0.1')] } }).node.ips, ['127.0.0.1']);
    assert.deepEqual(context(['es03'], { joiner: { ...es03, chain: [bears('127.0.0.1')] } }).node.ips, ['10.0.0.13']);
    assert.deepEqual(context(['es03'], { joiner: { ...es03, chain: [bears('::1')] } }).node.ips, ['10.0.0.13']);
    assert.deepEqual(context(['es03'], { joiner: { ...es03, chain: [bears('localhost', 'dns')] } }).node.dns, ['es03']);
  });

  it('calls a node that is seen from outside by its address', () => {
    const label = (one: string) =>
      context([one], { joiner: { ...es03, label: one, chain: [certificate({ subject: 'O=acme' })] } }).node.name;
    assert.equal(label('10.0.0.13:9300'), '10.0.0.13:9300');
    assert.equal(label('es03 (10.0.0.13:9300)'), 'es03 (10.0.0.13:9300)');
    assert.equal(label('this node'), null);
  });

  it('has the CA of the others, where they have one', () => {
    const authorityOf = (given: Partial<JoinView>) => context(['es03'], given).authority;
    const sending = member({ ...es01, chain: [...es01.chain, ca] });
    assert.deepEqual([authorityOf({}).name, authorityOf({}).sha256], ['CN=acme transport CA, O=acme', null]);
    assert.equal(authorityOf({ members: [sending, member(es02)] }).sha256, ca.sha256);
    const other = member({ ...es02, chain: [certificate({ issuer: 'CN=theirs' })] });
    assert.equal(authorityOf({ members: [sending, other] }).name, null);
    assert.equal(authorityOf({ members: [] }).name, null);
    const selfSigned = member({ ...es02, chain: [certificate({ subject: 'CN=x', issuer: 'CN=x' })] });
    assert.equal(authorityOf({ members: [selfSigned] }).name, null);
    assert.equal(authorityOf({ members: [sending, selfSigned] }).name, 'CN=acme transport CA, O=acme');
    // The right name, and another key, or no CA.
    for (const wrong of [
      { ...ca, subjectKeyId: '00' },
      { ...ca, isCa: false },
      { ...ca, subject: 'CN=x' },
    ])
      assert.equal(authorityOf({ members: [member({ ...es01, chain: [...es01.chain, wrong] })] }).sha256, null);
    const keyless = { ...es01, chain: [certificate({ authorityKeyId: null }), { ...ca, subjectKeyId: '00' }] };
    assert.equal(authorityOf({ members: [member(keyless)] }).sha256, ca.sha256);
  });

  it('takes the CA from its own files where it is the one to blame', () => {
    const trust = { ...transport.trust, anchors: [{ certificate: ca, file: 'ca.crt', alias: null, from: 'ca-file' as const }] };
    const setup = bareSetup({ contexts: [{ ...transport, trust }] });
    assert.equal(context(['es03'], { setup }).authority.sha256, ca.sha256);
    assert.equal(context(['es01'], { setup, joiner: { ...es03, trust: anchorTrust() } }).authority.sha256, null);
  });
});
