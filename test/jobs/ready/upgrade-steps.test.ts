import assert from 'node:assert/strict';
import { upgradeSteps } from '../../../src/jobs/ready/upgrade/upgrade-steps.ts';
import type { HandshakeFault } from '../../../src/model/handshake-prediction.ts';
import type { StageReport, UpgradePairReport } from '../../../src/model/upgrade-report.ts';

const completes: StageReport = {
  ...{ kind: 'completes', version: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', group: null, signatureScheme: null },
  text: '',
};

const pair = (fault: HandshakeFault, given: Partial<UpgradePairReport> = {}): UpgradePairReport => ({
  kind: 'kibana-to-node',
  from: 'Kibana',
  to: 'es01:9200',
  runtimes: { from: { before: [], after: [] }, to: { before: [], after: [] } },
  before: completes,
  after: { kind: 'breaks', fault, text: '' },
  verdict: 'breaks',
  code: fault.code,
  bySource: [],
  ...given,
});

const steps = (...pairs: readonly UpgradePairReport[]) => upgradeSteps(pairs, { release: null, jdk: null, node: null });

const [client, server, version] = [['A', 'B', 'C', 'D'], ['E'], 'TLSv1.2'] as const;
const [subject, algorithm, runtime] = ['CN=es01', 'sha1WithRSAEncryption', 'JDK 27'];
const refused = { code: 'chain-refused', why: { code: 'path-leads-nowhere' } } as const;

const table: readonly (readonly [HandshakeFault, code: string, where: string, text: RegExp])[] = [
  [
    { code: 'own-chain-held-back', subject, algorithm, isRoot: true, runtime },
    'leave-root-out',
    'es01:9200',
    /^On es01:9200: take the root CN=es01 out of the chain that is served \(leaf and intermediates alone\), or issue the CA anew with SHA-256\. Until then, in jvm\.options\.d:$/,
  ],
  [
    { code: 'own-chain-held-back', subject, algorithm, isRoot: false, runtime },
    'renew-with-sha-256',
    'es01:9200',
    /: renew CN=es01, signed with SHA-256, before the node is upgraded\.$/,
  ],
  [
    { code: 'own-certificate-not-loaded', subject, runtime, weakness: 'key-too-short' },
    'renew-to-be-loaded',
    'es01:9200',
    /: renew CN=es01 with a key of 2,048 bits or more, before Kibana is upgraded\.$/,
  ],
  [
    { code: 'own-certificate-not-loaded', subject, runtime, weakness: 'weak-signature' },
    'renew-to-be-loaded',
    'es01:9200',
    /: renew CN=es01 signed with SHA-256, before Kibana is upgraded\.$/,
  ],
  [
    { code: 'no-signature-scheme', version, key: 'RSA 1024', client, server },
    'renew-with-other-key',
    'es01:9200',
    /: renew the certificate with a key that Kibana accepts, such as RSA 2,048 or ECDSA P-256, before the upgrade\.$/,
  ],
  [
    { code: 'curve-not-offered', version, curve: 'secp521r1', client },
    'renew-on-common-curve',
    'es01:9200',
    /: renew the certificate with a key on P-256, or allow TLS 1\.3, before the upgrade\.$/,
  ],
  [{ code: 'no-common-version', client, server }, 'allow-common-version', 'es01:9200', /: allow the versions that both have\.$/],
  [
    { code: 'no-common-suite', version, client, server },
    'allow-common-suite',
    'es01:9200',
    /: xpack\.security\.http\.ssl\.cipher_suites has nothing that both sides have after the upgrade; take the line out, so that the defaults hold, or add one of these\.$/,
  ],
  [
    { code: 'no-common-group', version, client, server },
    'allow-common-group',
    'es01:9200',
    /: let the JVM have a group that both have, in jvm\.options\.d\.$/,
  ],
  [
    { ...refused, by: 'client', reason: 'weak-key', subject },
    'replace-refused',
    'es01:9200',
    /: issue CN=es01 anew with a key of 2,048 bits or more, or ECDSA P-256, before the upgrade, on all that present or trust it\.$/,
  ],
  [
    { ...refused, by: 'server', reason: 'weak-signature', subject },
    'replace-refused',
    'Kibana',
    /^On Kibana: have CN=es01 signed anew with SHA-256 before/,
  ],
  [{ ...refused, by: 'server', reason: 'ca-expired', subject }, 'replace-refused', 'Kibana', /: renew CN=es01, which has expired, before/],
  [
    { ...refused, by: 'client', reason: 'key-usage', subject: null },
    'replace-refused',
    'es01:9200',
    /: renew its certificate so that it is accepted before/,
  ],
  [
    { code: 'certificate-demanded' },
    'configure-client-certificate',
    'Kibana',
    /^On Kibana: configure a client certificate that es01:9200 trusts\.$/,
  ],
];

describe('what to do before an upgrade', () => {
  for (const [fault, code, where, text] of table) {
    it(`${fault.code} asks for ${code}: ${text.source}`, () => {
      const [step] = steps(pair(fault));
      assert.deepEqual([step?.code, step?.where], [code, [where]]);
      assert.match(step?.text ?? '', text);
    });
  }

  it('ends with the check and the upgrade, which names the release', () => {
    const [, ...last] = upgradeSteps([pair({ code: 'certificate-demanded' })], { release: '9.5', jdk: null, node: null });
    assert.deepEqual(
      last.map(({ code, where, lines }) => [code, where, lines]),
      [
        ['check-again', [], []],
        ['upgrade', [], []],
      ],
    );
    assert.match(last[1]?.text ?? '', /^Upgrade Elasticsearch to 9\.5 node by node/);
    assert.match(steps(pair({ code: 'certificate-demanded' })).at(-1)?.text ?? '', /^Upgrade Elasticsearch node by node/);
  });

  it('tells the same change once, with all that it concerns', () => {
    const fault: HandshakeFault = { code: 'no-common-version', client, server };
    const told = steps(pair(fault), pair(fault, { to: 'es02:9200' }), pair(fault, { kind: 'node-to-node', to: 'es03:9300' }));
    assert.deepEqual(
      told.slice(0, -2).map(({ where, lines }) => [where, lines]),
      [
        [['es01:9200', 'es02:9200'], ['xpack.security.http.ssl.supported_protocols: ["TLSv1.3", "TLSv1.2"]']],
        [['es03:9300'], ['xpack.security.transport.ssl.supported_protocols: ["TLSv1.3", "TLSv1.2"]']],
      ],
    );
  });

  it('goes by what breaks on the way, where all is well after it; and is nothing where nothing breaks', () => {
    const toFirst: StageReport = { kind: 'breaks', fault: { code: 'certificate-demanded' }, text: '' };
    const onTheWay = pair({ code: 'certificate-demanded' }, { after: completes, toFirst, verdict: 'breaks-on-the-way' });
    assert.equal(steps(onTheWay)[0]?.code, 'configure-client-certificate');
    assert.deepEqual(steps(pair({ code: 'certificate-demanded' }, { verdict: 'unknown' })), []);
  });
});
