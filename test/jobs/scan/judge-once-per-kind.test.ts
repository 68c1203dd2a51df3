import assert from 'node:assert/strict';
import { gatherEvidence } from '../../../src/evidence/gather-evidence.ts';
import { EndpointLines } from '../../../src/fleet/endpoint-lines.ts';
import { createJudge } from '../../../src/jobs/scan/judge-once-per-kind.ts';
import { leafShape, rulesOnShape } from '../../../src/jobs/scan/leaf-shape.ts';
import { isComparable, kindOf, sameObservation } from '../../../src/jobs/scan/same-observation.ts';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { Conversation, Observation } from '../../../src/model/observation.ts';
import { endpointReport } from '../../../src/report/endpoint-report.ts';
import { endpointRules } from '../../../src/rules/endpoint-rules.ts';
import { judgeEndpoint } from '../../../src/rules/framework/judge-endpoint.ts';
import { parseCertificate } from '../../../src/x509/parse-certificate.ts';
import { conversation, daysFromNoon, noon, observation } from '../../support/evidence.ts';

const ca = makeCa();
const der = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
const chains = [issue(ca), issue(ca)].map(({ certificatePem }) => [der(certificatePem), der(ca.certificatePem)]);
const hosts = ['127.1.0.1', '10.0.0.11', 'es01', 'es_02.internal', 'localhost', 'x.es.eu-west-1.aws.found.io', 'es-es-http.default.svc'];
const shapes: readonly Partial<Conversation>[] = [
  {},
  { version: 'TLSv1.2', cipherSuite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', helloTime: noon.getTime() / 1000 - 4000 },
  { certificateRequest: null },
  { signatureScheme: 'rsa_pkcs1_sha1' },
  { chain: [], ending: { kind: 'alert', description: 40, name: 'handshake_failure', phase: 'before-server-hello' } },
];

/** Each of its own, all of one shape: what rules say of names and dates differs. */
const ofOneShape: readonly CertificateWish[] = [
  { subject: 'es01', altNames: ['DNS:es01', 'IP:127.1.0.1'] },
  { subject: 'es02', altNames: ['DNS:es02', 'DNS:localhost'], notAfter: daysFromNoon(3) },
  { subject: 'es03', altNames: null, notAfter: daysFromNoon(-1) },
  { subject: 'instance', altNames: ['DNS:10.0.0.11', 'DNS:*.internal'], notBefore: daysFromNoon(20) },
  { subject: 'es-es-http.default.es.local', altNames: ['DNS:es-es-http.default.es.local'] },
  { subject: 'bad name', altNames: ['DNS:https://es01:9200', 'DNS:*'] },
];
const shapedChains = ofOneShape.flatMap((wish) => {
  const { certificate } = issue(ca, wish);
  return [[certificate], [certificate, ca.certificate]];
});

/** Servers of every shape, each at every host and on several days. */
const fleet: readonly Observation[] = (['transport', 'http', 'kibana', 'unknown'] as const).flatMap((channel) =>
  shapes.flatMap((shape) =>
    chains.flatMap((chain) =>
      hosts.map((host, index) => {
        const startedAt = daysFromNoon(index * 300);
        const { target } = observation();
        return observation({
          channel,
          clock: null,
          target: { ...target, label: `${host}:${9300 + index}`, host, port: 9300 + index },
          address: index < 2 ? host : `192.0.2.${index}`,
          startedAt,
          conversations: [conversation({ chain, serverName: index < 2 ? null : host, startedAt, ...shape })],
          cost: { connections: 1, bytesSent: 300, bytesReceived: 1200 + index, durationMs: index },
        });
      }),
    ),
  ),
);

describe('judging what looks alike', () => {
  for (const [serverName, fixes] of [
    [undefined, {}],
    [null, {}],
    ['es01', {}],
    [undefined, { sharesFixes: true }],
  ] as const) {
    it(`gives every endpoint the line that it gets when it is judged alone (server name ${serverName}, ${JSON.stringify(fixes)})`, async () => {
      const judge = createJudge({ anchors: [] }, { trust: false, quietWire: false }, fixes);
      const lines = new EndpointLines();
      const name = serverName === undefined ? {} : { serverName };
      for (const each of fleet) {
        const options = { at: each.startedAt, ...name };
        const evidence = await gatherEvidence(each, { anchors: [], ...options });
        const alone = endpointReport(evidence, judgeEndpoint(endpointRules, evidence, fixes), {
          trust: false,
          name: typeof serverName === 'string',
          quietWire: false,
        });
        const judged = await judge(each, options, undefined);
        assert.deepEqual(judged.endpoint, alone);
        const findings = alone.findings.map(({ fix: _, ...finding }) => finding);
        const plain = JSON.stringify({ schema: 'handclasp.endpoint/1', part: { nth: 1, of: 1 }, ...alone, findings });
        lines.add([judged]);
        assert.equal(Buffer.from(lines.take()).toString(), `${plain}\n`);
      }
    });
  }

  it('gives every endpoint of a fleet with a certificate for each the line that it gets when it is judged alone', async () => {
    const judge = createJudge({ anchors: [] }, { trust: false, quietWire: false }, { sharesFixes: true });
    const lines = new EndpointLines();
    const [one] = fleet.filter(isComparable);
    assert.ok(one);
    let judgedByShape = 0;
    for (const channel of ['transport', 'http', 'kibana'] as const) {
      for (const shape of shapes.filter(({ chain }) => chain === undefined)) {
        for (const [nth, chain] of shapedChains.entries()) {
          const host = hosts[nth % 5] ?? '';
          const target = { ...one.target, label: `${host}:9300`, host };
          const each = { ...one, channel, target, conversations: [conversation({ chain, serverName: null, ...shape })] };
          const options = { at: noon };
          const evidence = await gatherEvidence(each, { anchors: [], ...options });
          const fixes = { sharesFixes: true };
          const alone = endpointReport(evidence, judgeEndpoint(endpointRules, evidence, fixes), {
            trust: false,
            name: false,
            quietWire: false,
          });
          const judged = await judge(each, options, undefined);
          assert.deepEqual(judged.endpoint, alone);
          if (judged.like !== undefined) judgedByShape++;
          const findings = alone.findings.map(({ fix: _, ...finding }) => finding);
          const plain = JSON.stringify({ schema: 'handclasp.endpoint/1', part: { nth: 1, of: 1 }, ...alone, findings });
          lines.add([judged]);
          assert.equal(Buffer.from(lines.take()).toString(), `${plain}\n`);
        }
      }
    }
    // With and without its CA, one of each shape is judged in full, and the one whose names say how its stack is run.
    assert.equal(judgedByShape, 3 * 4 * (shapedChains.length - 4));
  });

  it('asks the rules on names and dates of each certificate, and most others once for a shape', async () => {
    const [one] = fleet.filter(isComparable);
    assert.ok(one);
    const evidence = await gatherEvidence(one, { anchors: [], at: one.startedAt });
    const once = new Set(rulesOnShape(endpointRules, evidence).map(({ id }) => id));
    for (const id of [
      'leaf-expired',
      'leaf-expiring',
      'leaf-not-yet-valid',
      'san-missing',
      'san-name-mismatch',
      'default-or-sample-certificate',
    ])
      assert.ok(!once.has(id), id);
    for (const id of ['weak-key', 'weak-signature', 'tls13-missing', 'eku-missing-serverauth']) assert.ok(once.has(id), id);
    assert.ok(once.size > endpointRules.length / 2, `${once.size} of ${endpointRules.length}`);
  });

  it('takes no two certificates for one shape that differ in more than names, dates and key', () => {
    const shapeOf = (wish: CertificateWish) => {
      const result = parseCertificate(issue(ca, wish).certificate);
      return result.kind === 'certificate' ? leafShape(result.certificate) : assert.fail();
    };
    const plain = shapeOf({});
    for (const wish of ofOneShape) assert.equal(shapeOf(wish), plain);
    const others: readonly CertificateWish[] = [
      { issuerName: 'another' },
      { key: 'P-384' },
      { hash: 'sha384' },
      { basicConstraints: { ca: true } },
      { keyUsage: ['keyAgreement'] },
      { keyUsage: null },
      { extendedKeyUsage: ['serverAuth'] },
      { authorityKeyId: Uint8Array.of(1, 2) },
    ];
    for (const wish of others) assert.notEqual(shapeOf(wish), plain, JSON.stringify(wish));
    const own = parseCertificate(ca.certificate);
    assert.equal(own.kind === 'certificate' && leafShape(own.certificate), null);
  });

  it('makes the steps of a fix once for all that showed the same', async () => {
    const judge = createJudge({ anchors: [] }, { trust: false, quietWire: false }, { sharesFixes: true });
    const [first] = fleet.filter(isComparable);
    assert.ok(first);
    const fixes = new Map<string, Set<object>>();
    for (let nth = 0; nth < 50; nth++) {
      const target = { ...first.target, label: `es${nth}:9300`, host: first.target.host };
      const { endpoint } = await judge({ ...first, target }, { at: first.startedAt }, undefined);
      for (const { rule, fix } of endpoint.findings) fixes.set(rule, (fixes.get(rule) ?? new Set()).add(fix));
    }
    assert.ok(fixes.size > 1);
    for (const [rule, of] of fixes) assert.equal(of.size, 1, rule);
  });

  it('judges most of a fleet once', () => {
    const kinds = new Set<Observation>();
    for (const each of fleet.filter(isComparable)) if (![...kinds].some((other) => sameObservation(other, each))) kinds.add(each);
    assert.ok(kinds.size > 20 && kinds.size < fleet.length / 4, `${kinds.size} kinds of ${fleet.length} endpoints`);
  });

  it('looks for one that is alike where it is', () => {
    for (const a of fleet) for (const b of fleet) if (sameObservation(a, b)) assert.equal(kindOf(a), kindOf(b));
  });

  it('takes nothing for alike that differs in what rules of all of a kind look at', () => {
    const [one] = fleet;
    assert.ok(one !== undefined);
    const [talk] = one.conversations;
    assert.ok(talk !== undefined);
    const others: readonly Partial<Observation>[] = [
      { channelFrom: 'nothing' },
      { selfSignedAnswer: 'accepted' },
      { vantage: 'inside' },
      { versions: { ...one.versions, TLSv1: 'accepted' } },
      { clientAuth: { 'TLSv1.3': { kind: 'none', evidence: 'another' } } },
      { service: { ...one.service, nodeName: 'es09' } },
      { conversations: [...one.conversations, talk] },
      { conversations: [{ ...talk, alpn: 'h2' }] },
      { conversations: [{ ...talk, chain: talk.chain.map((each, index) => (index === 0 ? each : each.map((byte) => byte ^ 1))) }] },
      { conversations: [{ ...talk, ending: { kind: 'stopped', phase: 'client-flight' } }] },
    ];
    assert.ok(sameObservation(one, { ...one }));
    for (const other of others) assert.equal(sameObservation(one, { ...one, ...other }), false, JSON.stringify(Object.keys(other)));
  });

  it('compares nothing with a host whose name says how the stack is run', () => {
    const named = fleet.filter(({ target }) => target.host.endsWith('.found.io'));
    assert.ok(named.length > 0 && !named.some(isComparable));
  });
});
