import assert from 'node:assert/strict';
import type { Certificate } from '../../src/model/certificate.ts';
import type { Channel } from '../../src/model/channel.ts';
import type { EndpointEvidence } from '../../src/model/evidence.ts';
import type { Observation } from '../../src/model/observation.ts';
import { clusterRules } from '../../src/rules/cluster-rules.ts';
import { judgeCluster } from '../../src/rules/framework/judge-cluster.ts';
import type { ClusterOutcome, Member } from '../../src/rules/framework/rule.ts';
import {
  certificate,
  conversation,
  conversation12,
  daysFromNoon,
  evidence,
  healthy,
  observation,
  plaintext,
  unseen,
} from '../support/evidence.ts';

type Wish = {
  readonly channel?: Exclude<Channel, 'unknown'>;
  readonly leaf?: Partial<Certificate>;
  readonly seen?: Partial<Observation>;
  readonly given?: Partial<EndpointEvidence>;
  readonly issuerKey?: string | null;
  readonly label?: string;
};

/** The n-th machine: a name, an address and a key of its own. */
function member(n: number, { channel = 'transport', leaf = {}, seen = {}, given = {}, issuerKey = null, label }: Wish = {}): Member {
  const base = healthy(channel);
  const host = `es0${n}`;
  const { port } = base.observation.target;
  return {
    label: label ?? `${host}:${port}`,
    issuerKey,
    evidence: {
      ...base,
      chain: [certificate({ subject: `CN=${host}-${channel}`, ...leaf })],
      ...given,
      observation: {
        ...base.observation,
        target: { label: label ?? `${host}:${port}`, host, port, scheme: null },
        address: `10.0.0.1${n}`,
        ...seen,
      },
    },
  };
}

function judge(id: string, endpoints: readonly Member[]): ClusterOutcome {
  const rule = clusterRules.find((one) => one.id === id);
  assert.ok(rule, id);
  return rule.judge({ endpoints, handshakes: [] });
}

function found(id: string, endpoints: readonly Member[]): Extract<ClusterOutcome, { readonly kind: 'finding' }> {
  const outcome = judge(id, endpoints);
  if (outcome.kind !== 'finding') assert.fail(JSON.stringify(outcome));
  return outcome;
}

describe('rules on clusters', () => {
  it('find nothing worse than low among healthy nodes with CAs of their own for each layer', () => {
    const http = { channel: 'http', leaf: { issuer: 'CN=acme HTTP CA' } } as const;
    const endpoints = [member(1), member(2), member(1, http), member(2, http)];
    const { findings } = judgeCluster(clusterRules, { endpoints, handshakes: [] }, 'self');
    assert.deepEqual(findings, []);
  });

  it('a rule that throws costs its own outcome', () => {
    const [rule] = clusterRules;
    assert.ok(rule);
    const broken = { ...rule, judge: () => assert.fail('odd') };
    assert.deepEqual(judgeCluster([broken], { endpoints: [], handshakes: [] }, 'self').unknown, [
      { rule: rule.id, code: 'rule-failed', because: 'the rule failed: odd' },
    ]);
  });

  describe('transport-mixed-tls', () => {
    const clear = (n: number): Member => ({ label: `es0${n}:9300`, evidence: plaintext(), issuerKey: null });
    it('names the minority, be it in the clear or not', () => {
      assert.deepEqual(found('transport-mixed-tls', [member(1), member(2), clear(3)]).subjects, ['es03:9300']);
      assert.deepEqual(found('transport-mixed-tls', [member(1), clear(2), clear(3)]).subjects, ['es01:9300']);
    });
    it('passes where all are alike, and cannot tell of a node that was not seen', () => {
      assert.equal(judge('transport-mixed-tls', [member(1), member(2)]).kind, 'pass');
      assert.equal(judge('transport-mixed-tls', [member(1), { label: 'es02:9300', evidence: unseen(), issuerKey: null }]).kind, 'unknown');
    });
  });

  describe('trust-lookalike-ca', () => {
    const another = { authorityKeyId: 'ab'.repeat(20) };
    const [one, other] = [{ issuerKey: '1'.repeat(64) }, { issuerKey: '2'.repeat(64) }];
    it('names the node whose issuer has another key, on each channel for itself', () => {
      const { subjects, message } = found('trust-lookalike-ca', [member(1, one), member(2, one), member(3, { leaf: another, ...other })]);
      assert.deepEqual(subjects, ['es03:9300']);
      assert.match(message, /es03:9300 differs from the others: the CA has the same name, CN=acme transport CA, O=acme, but another key/);
      assert.equal(judge('trust-lookalike-ca', [member(1), member(1, { channel: 'http', leaf: another })]).kind, 'not-applicable');
    });
    it('says that keys were not compared where no certificate of the CA is at hand', () => {
      const { message } = found('trust-lookalike-ca', [member(1, one), member(2), member(3, { leaf: another })]);
      assert.match(message, /but another key id; the keys were not compared/);
      assert.doesNotMatch(message, /another key\b(?! id)/);
    });
    it('passes one key under two key ids: the CA was issued again', () => {
      assert.equal(judge('trust-lookalike-ca', [member(1, one), member(2, { leaf: another, ...one })]).kind, 'pass');
    });
    it('leaves the CA of auto-configuration to autoconfig-separate-clusters', () => {
      const issuer = 'CN=Elasticsearch security auto-configuration transport CA';
      const apart = [member(1, { leaf: { issuer } }), member(2, { leaf: { issuer, ...another } })];
      assert.equal(judge('trust-lookalike-ca', apart).kind, 'not-applicable');
      assert.deepEqual(found('autoconfig-separate-clusters', apart).subjects, ['es01:9300', 'es02:9300']);
    });
    it('compares no certificate that names no key', () => {
      assert.equal(judge('trust-lookalike-ca', [member(1), member(2, { leaf: { authorityKeyId: null } })]).kind, 'not-applicable');
    });
  });

  describe('shared-key-on-all-nodes', () => {
    const key = { spkiSha256: '5'.repeat(64) };
    it('is low on transport and medium on HTTP', () => {
      assert.equal(found('shared-key-on-all-nodes', [member(1, { leaf: key }), member(2, { leaf: key })]).severity, 'low');
      const http = { channel: 'http', leaf: key } as const;
      assert.equal(found('shared-key-on-all-nodes', [member(1, http), member(2, http)]).severity, 'medium');
    });
    it('takes two ports of one machine for one', () => {
      const profile = member(1, { leaf: key, label: 'es01:9301' });
      assert.equal(judge('shared-key-on-all-nodes', [member(1, { leaf: key }), profile]).kind, 'not-applicable');
    });
  });

  it('same-certificate-http-and-transport compares keys', () => {
    const key = { spkiSha256: '6'.repeat(64) };
    assert.deepEqual(
      found('same-certificate-http-and-transport', [member(1, { leaf: key }), member(1, { channel: 'http', leaf: key })]).subjects,
      ['es01:9200', 'es01:9300'],
    );
    assert.equal(judge('same-certificate-http-and-transport', [member(1), member(1, { channel: 'http' })]).kind, 'pass');
  });

  describe('transport-shared-ca', () => {
    it('finds HTTP and Kibana certificates of the transport CA', () => {
      assert.deepEqual(
        found('transport-shared-ca', [member(1), member(1, { channel: 'http' }), member(2, { channel: 'kibana' })]).subjects,
        ['es01:9200', 'es02:5601'],
      );
    });
    it('does not take a name for a key', () => {
      assert.equal(
        judge('transport-shared-ca', [member(1), member(1, { channel: 'http', leaf: { authorityKeyId: 'cd'.repeat(20) } })]).kind,
        'pass',
      );
      assert.equal(
        judge('transport-shared-ca', [member(1, { leaf: { authorityKeyId: null } }), member(1, { channel: 'http' })]).kind,
        'unknown',
      );
    });
  });

  it('layers-expire-apart tells both days', () => {
    const outcome = found('layers-expire-apart', [member(1), member(1, { channel: 'http', leaf: { notAfter: daysFromNoon(40) } })]);
    assert.match(outcome.message, /es01:9300 expires on 2027-06-01, es01:9200 on 2026-07-11/);
    assert.equal(judge('layers-expire-apart', [member(1), member(1, { channel: 'http' })]).kind, 'pass');
    assert.equal(judge('layers-expire-apart', [member(1), member(2, { channel: 'http' })]).kind, 'not-applicable');
  });

  it('self-signed-per-node wants two of them that differ', () => {
    const own = (n: number) => member(n, { leaf: { subject: `CN=own${n}`, issuer: `CN=own${n}` } });
    assert.deepEqual(found('self-signed-per-node', [own(1), own(2), member(3)]).subjects, ['es01:9300', 'es02:9300']);
    assert.equal(judge('self-signed-per-node', [own(1), member(2)]).kind, 'pass');
  });

  describe('split-dns-different-certs', () => {
    const behind = (n: number, leaf: Partial<Certificate> = {}, given: Partial<EndpointEvidence> = {}): Member => {
      const one = member(n, { channel: 'http', leaf, given });
      const target = { ...one.evidence.observation.target, label: 'search:9200' };
      return {
        ...one,
        label: `search:9200 (10.0.0.1${n})`,
        evidence: { ...one.evidence, observation: { ...one.evidence.observation, target } },
      };
    };
    it('names the address that was not renewed, or that lacks the name', () => {
      assert.deepEqual(found('split-dns-different-certs', [behind(1), behind(2), behind(3, { notAfter: daysFromNoon(5) })]).subjects, [
        'search:9200 (10.0.0.13)',
      ]);
      const name = { kind: 'mismatch', name: 'search', because: { code: 'name-without-dns-entry' } } as const;
      assert.deepEqual(found('split-dns-different-certs', [behind(1), behind(2), behind(3, {}, { name })]).subjects, [
        'search:9200 (10.0.0.13)',
      ]);
    });
    it('passes a certificate per node, and has nothing to say of a name with one address', () => {
      assert.equal(judge('split-dns-different-certs', [behind(1), behind(2)]).kind, 'pass');
      assert.equal(judge('split-dns-different-certs', [member(1), member(2)]).kind, 'not-applicable');
    });
  });

  describe('nodes-disagree-on-tls-settings', () => {
    it('lists what differs, and names the outlier', () => {
      const odd = member(3, { seen: { versions: { 'TLSv1.3': 'rejected', 'TLSv1.2': 'accepted' } } });
      const alike = { versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted' } } as const;
      const { subjects, message } = found('nodes-disagree-on-tls-settings', [member(1, { seen: alike }), member(2, { seen: alike }), odd]);
      assert.deepEqual(subjects, ['es03:9300']);
      assert.match(message, /transport: es03:9300 differs in protocol versions: TLSv1.3, TLSv1.2 \/ TLSv1.2/);
    });
    it('takes suites that two releases, or two JDKs, ship differently for no difference of settings', () => {
      const suites = (accepted: readonly string[]) => ({
        details: { cipherSuites: { 'TLSv1.2': { accepted, gap: null, serverOrder: true } } },
      });
      const shipped = (lacks: readonly string[]) => ({
        shipped: { with: 'Elasticsearch', adds: [], lacks, order: 'same', source: '' } as const,
      });
      const old = ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_AES_256_GCM_SHA384'];
      const [recent] = old.map((suite) => [suite]);
      assert.ok(recent);
      const pair = (lacks: readonly string[]) => [
        member(1, { seen: suites(old), given: shipped([]) }),
        member(2, { seen: suites(recent), given: shipped(lacks) }),
      ];
      assert.equal(judge('nodes-disagree-on-tls-settings', pair([])).kind, 'pass');
      assert.match(
        found('nodes-disagree-on-tls-settings', pair(['TLS_AES_128_GCM_SHA256'])).message,
        /TLS 1\.2 cipher suites: as shipped \/ /,
      );
    });
    it('is low where only the month of expiry differs, and takes what did not show for no difference', () => {
      assert.equal(
        found('nodes-disagree-on-tls-settings', [member(1), member(2, { leaf: { notAfter: daysFromNoon(700) } })]).severity,
        'low',
      );
      assert.equal(
        judge('nodes-disagree-on-tls-settings', [
          member(1),
          member(2, { seen: { versions: {}, clientAuth: {} }, given: { acceptableIssuers: null } }),
        ]).kind,
        'pass',
      );
    });
  });

  describe('cross-environment-trust', () => {
    const named = (n: number, clusterName: string | null, leaf = {}) =>
      member(n, { leaf, seen: { service: { ...observation().service, clusterName } } });
    it('finds two clusters under one CA', () => {
      assert.match(
        found('cross-environment-trust', [named(1, 'prod'), named(2, 'test')]).message,
        /The clusters prod, test have transport certificates of one CA/,
      );
    });
    it('takes the name from the HTTP port of the machine', () => {
      const http = member(2, { channel: 'http', seen: { service: { ...observation().service, clusterName: 'test' } } });
      assert.equal(judge('cross-environment-trust', [named(1, 'prod'), named(2, null), http]).kind, 'finding');
    });
    it('passes clusters apart, and cannot tell without their names', () => {
      assert.equal(judge('cross-environment-trust', [named(1, 'prod'), named(2, 'test', { issuer: 'CN=test CA' })]).kind, 'pass');
      assert.equal(judge('cross-environment-trust', [named(1, 'prod'), named(2, null)]).kind, 'unknown');
    });
  });

  describe('tls-intercepted-or-balanced-transport', () => {
    const shows = (...ders: readonly number[]) =>
      member(1, {
        seen: { conversations: ders.map((byte, index) => (index === 0 ? conversation : conversation12)({ chain: [Uint8Array.of(byte)] })) },
      });
    it('finds a port that shows another certificate each time', () => {
      assert.deepEqual(found('tls-intercepted-or-balanced-transport', [shows(1, 2), member(2)]).subjects, ['es01:9300']);
    });
    it('takes one for RSA and one for ECDSA for a node with two keys', () => {
      const both = member(1, {
        seen: {
          conversations: [
            conversation({ chain: [Uint8Array.of(1)] }),
            conversation12({ chain: [Uint8Array.of(2)], signatureScheme: 'ecdsa_secp256r1_sha256' }),
          ],
        },
      });
      assert.equal(judge('tls-intercepted-or-balanced-transport', [both]).kind, 'pass');
    });
    it('cannot tell from one look', () => {
      assert.equal(judge('tls-intercepted-or-balanced-transport', [shows(1)]).kind, 'unknown');
    });
  });

  it('find nothing in one endpoint alone', () => {
    for (const rule of clusterRules) {
      const outcome = rule.judge({ endpoints: [{ label: 'es01:9300', evidence: evidence(), issuerKey: null }], handshakes: [] });
      assert.notEqual(outcome.kind, 'finding', rule.id);
    }
  });
});
