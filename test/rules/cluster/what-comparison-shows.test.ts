import assert from 'node:assert/strict';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { Channel } from '../../../src/model/channel.ts';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import type { Observation } from '../../../src/model/observation.ts';
import type { Acceptance, PeerHandshake } from '../../../src/model/peer-handshake.ts';
import type { RefusalReason } from '../../../src/model/verify-reason.ts';
import { clusterRules } from '../../../src/rules/cluster-rules.ts';
import type { ClusterOutcome, Member } from '../../../src/rules/framework/rule.ts';
import { apiFacts } from '../../support/api-facts.ts';
import { authority, certificate, conversation, conversation12, daysFromNoon, healthy } from '../../support/evidence.ts';
import { handshake, peer, refused } from '../../support/peer.ts';

type Wish = {
  readonly channel?: Exclude<Channel, 'unknown'>;
  readonly leaf?: Partial<Certificate>;
  readonly seen?: Partial<Observation>;
  readonly given?: Partial<EndpointEvidence>;
  readonly issuerKey?: string | null;
  readonly address?: string | null;
  readonly named?: string;
};

/** `a` on transport, on a machine of its own. */
function node(
  label: string,
  { channel = 'transport', leaf = {}, seen = {}, given = {}, issuerKey = null, address = label, named = label }: Wish = {},
): Member {
  const base = healthy(channel);
  const target = { label: named, host: label, port: base.observation.target.port, scheme: null };
  return {
    label,
    issuerKey,
    evidence: {
      ...base,
      chain: [certificate({ subject: `CN=${label}`, ...leaf })],
      ...given,
      observation: { ...base.observation, target, address, ...seen },
    },
  };
}
const blank = (label: string, wish: Wish = {}) => node(label, { ...wish, given: { chain: [], ...wish.given } });

const ruleOf = (id: string) => clusterRules.find((rule) => rule.id === id) ?? assert.fail(id);
const judge = (id: string, endpoints: readonly Member[], handshakes: readonly PeerHandshake[] = []): ClusterOutcome =>
  ruleOf(id).judge({ endpoints, handshakes });
/** `medium: a b`, or the outcome. */
function said(id: string, endpoints: readonly Member[], handshakes: readonly PeerHandshake[] = []): string {
  const outcome = judge(id, endpoints, handshakes);
  return outcome.kind === 'finding' ? `${outcome.severity ?? ruleOf(id).severity}: ${outcome.subjects.join(' ')}` : outcome.kind;
}
function message(id: string, endpoints: readonly Member[], handshakes: readonly PeerHandshake[] = []): string {
  const outcome = judge(id, endpoints, handshakes);
  return outcome.kind === 'finding' ? outcome.message : assert.fail(outcome.kind);
}

const http = { channel: 'http' } as const;
const kibana = { channel: 'kibana' } as const;
const ending = (days: number, ms = 0): Wish => ({ leaf: { notAfter: new Date(daysFromNoon(days).getTime() + ms) } });
const service = (given: Partial<Observation['service']>, channel: 'transport' | 'http' = 'transport'): Wish => ({
  seen: { service: { ...healthy(channel).observation.service, ...given } },
});
const clear = service({ security: 'plaintext' });
const [same, other] = [{ leaf: { spkiSha256: 'aa' } }, { leaf: { spkiSha256: 'bb' } }] as const;
const selfSigned = (name: string): Wish => ({ leaf: { subject: `CN=${name}`, issuer: `CN=${name}` } });
const keyed = (authorityKeyId: string | null, issuerKey: string | null = null): Wish => ({ leaf: { authorityKeyId }, issuerKey });
const auto = 'CN=Elasticsearch security auto-configuration transport CA';
const versions = (given: Observation['versions']): Wish => ({ seen: { versions: given } });
const asks = (kind: 'none' | 'required' | 'unknown'): Wish => ({ seen: { clientAuth: { 'TLSv1.3': { kind, evidence: '' } as never } } });
const names = (...all: readonly string[]): Wish => ({
  given: { acceptableIssuers: all.map((name) => ({ name, der: new Uint8Array(), publicRoot: false })) },
});
const suites = (accepted: readonly string[], gap: object | null = null): Wish => ({
  seen: { details: { cipherSuites: { 'TLSv1.2': { accepted, gap: gap as never, serverOrder: null } } } },
});
const once: Wish = { seen: { conversations: [conversation()] } };
const twice: Wish = { seen: { conversations: [conversation(), conversation12({ chain: [authority().der] })] } };
const clustered = (clusterName: string | null): Wish => service({ clusterName });
const asked = (member: 'in' | 'out' | 'dark'): Wish => ({
  given: {
    api: apiFacts({
      member:
        member === 'dark'
          ? ({ kind: 'refused', because: { code: 'members-not-asked' } } as never)
          : { kind: 'told', value: member === 'in' ? { name: 'x', others: 1 } : null },
    }),
  },
});

const es = (given: Partial<Observation['service']>, address = 'm'): Wish => ({
  ...http,
  ...service({ product: 'elasticsearch', ...given }, 'http'),
  address,
});
const kb = (given: Partial<Observation['service']>): Wish => ({ ...es({ product: 'kibana', ...given }), ...kibana });
const answering = (status: number, location?: string): Partial<Observation['service']> => ({
  security: 'plaintext',
  application: { kind: 'http', answer: { status, headers: location === undefined ? {} : { location: [location] }, body: '' } },
});
const inClear = answering(401);
const a = node('a');
const table: readonly (readonly [
  rule: string,
  rows: readonly (readonly [what: string, endpoints: readonly Member[], expected: string])[],
])[] = [
  [
    'layers-expire-apart',
    [
      ['a day apart', [a, node('b', { ...http, ...ending(366), address: 'a' })], 'info: a b'],
      ['a day apart, the other way', [node('a', ending(366)), node('b', { ...http, address: 'a' })], 'info: a b'],
      ['a millisecond less', [a, node('b', { ...http, ...ending(366, -1), address: 'a' })], 'pass'],
      ['of two machines', [a, node('b', { ...http, ...ending(400) })], 'not-applicable'],
      [
        'of machines that are not known',
        [node('a', { address: null }), node('b', { ...http, ...ending(400), address: null })],
        'not-applicable',
      ],
      ['of Kibana', [a, node('b', { ...kibana, ...ending(400), address: 'a' })], 'not-applicable'],
    ],
  ],
  [
    'same-certificate-http-and-transport',
    [
      ['one key', [node('a', same), node('b', { ...http, ...same })], 'medium: b a'],
      ['two keys', [node('a', same), node('b', { ...http, ...other })], 'pass'],
      ['no HTTP', [node('a', same)], 'not-applicable'],
      ['no transport', [node('b', { ...http, ...same })], 'not-applicable'],
      ['one of two', [node('a', same), node('c', other), node('b', { ...http, ...same })], 'medium: b a'],
    ],
  ],
  [
    'self-signed-per-node',
    [
      ['of a CA', [a, node('b')], 'pass'],
      ['each its own', [node('a', selfSigned('a')), node('b', selfSigned('b'))], 'medium: a b'],
      ['one for both', [node('a', selfSigned('x')), node('b', selfSigned('x'))], 'pass'],
      ['one of two', [node('a', selfSigned('a')), node('b')], 'pass'],
      ['one alone', [node('a', selfSigned('a'))], 'not-applicable'],
      ['of Kibana', [node('a', { ...kibana, ...selfSigned('a') }), node('b', { ...kibana, ...selfSigned('b') })], 'not-applicable'],
    ],
  ],
  [
    'shared-key-on-all-nodes',
    [
      ['on transport', [node('a', same), node('b', same)], 'low: a b'],
      ['on HTTP', [node('a', { ...http, ...same }), node('b', { ...http, ...same })], 'medium: a b'],
      ['on Kibana', [node('a', { ...kibana, ...same }), node('b', { ...kibana, ...same })], 'medium: a b'],
      ['on one machine', [node('a', same), node('b', { ...same, address: 'a' })], 'not-applicable'],
      ['of two layers', [node('a', same), node('b', { ...http, ...same })], 'pass'],
      ['not at all', [node('a', same), node('b', other)], 'pass'],
      ['on three, of which two are one', [node('a', same), node('b', { ...same, address: 'a' }), node('c', same)], 'low: a c'],
      [
        'of both',
        [node('a', same), node('b', same), node('c', { ...http, ...other }), node('d', { ...http, ...other })],
        'medium: a b c d',
      ],
    ],
  ],
  [
    'plain-listener-beside-tls',
    [
      ['the same in the clear, at the address', [node('s', es({})), node('p', es({ ...inClear }))], 'medium: p'],
      ['the same in the clear, by the name', [node('s', es({}, 'x')), node('s', es({ ...inClear }, 'y'))], 'medium: s'],
      ['a Kibana in the clear beside its own port', [node('s', kb({})), node('p', kb({ ...inClear }))], 'medium: p'],
      ['a redirect to https', [node('s', es({})), node('p', es(answering(301, 'https://es01/')))], 'pass'],
      ['a redirect of HTTP/1.1', [node('s', es({})), node('p', es(answering(308, 'HTTPS://es01/')))], 'pass'],
      ['a redirect to itself', [node('s', es({})), node('p', es(answering(302, '/login')))], 'medium: p'],
      ['a redirect to http', [node('s', es({})), node('p', es(answering(302, 'http://es01/?to=https://x')))], 'medium: p'],
      ['content with a location', [node('s', es({})), node('p', es(answering(200, 'https://es01/')))], 'medium: p'],
      ['another product', [node('s', kb({})), node('p', es({ ...inClear }))], 'pass'],
      ['another host', [node('s', es({})), node('p', es({ ...inClear }, 'q'))], 'pass'],
      ['what does not tell its product', [node('s', es({ product: null })), node('p', es({ ...inClear, product: null }))], 'pass'],
      ['both in the clear', [node('s', es({ ...inClear })), node('p', es({ ...inClear }))], 'not-applicable'],
      ['both with TLS', [node('s', es({})), node('p', es({}))], 'pass'],
      ['transport in the clear', [node('s', es({})), node('p', clear)], 'pass'],
    ],
  ],
  [
    'split-dns-different-certs',
    [
      ['one address each', [a, node('b')], 'not-applicable'],
      ['alike', [node('a', { named: 'es' }), node('b', { named: 'es' })], 'pass'],
      [
        'another issuer',
        [node('a', { named: 'es' }), node('b', { named: 'es' }), node('c', { named: 'es', leaf: { issuer: 'CN=x' } })],
        'medium: c',
      ],
      ['another end', [node('a', { named: 'es' }), node('b', { named: 'es' }), node('c', { named: 'es', ...ending(30) })], 'medium: c'],
      [
        'another name',
        [
          node('a', { named: 'es' }),
          node('b', { named: 'es' }),
          node('c', { named: 'es', given: { name: { kind: 'mismatch', name: 'es', because: { code: 'name-without-dns-entry' } } } }),
        ],
        'medium: c',
      ],
      ['two that differ', [node('a', { named: 'es' }), node('b', { named: 'es', leaf: { issuer: 'CN=x' } })], 'medium: a b'],
    ],
  ],
  [
    'transport-mixed-tls',
    [
      ['TLS', [a, node('b')], 'pass'],
      ['one in the clear', [a, node('b'), node('c', clear)], 'critical: c'],
      ['one with TLS', [node('a', clear), node('b', clear), node('c')], 'critical: c'],
      ['one each', [a, node('b', clear)], 'critical: a b'],
      ['one alone', [a], 'not-applicable'],
      ['one that is silent', [a, node('b', service({ security: 'silent' }))], 'unknown'],
      ['HTTP in the clear', [a, node('b', { ...http, ...service({ security: 'plaintext' }, 'http') })], 'not-applicable'],
    ],
  ],
  [
    'transport-shared-ca',
    [
      ['for HTTP', [a, node('b', http)], 'medium: b'],
      ['for Kibana', [a, node('b', kibana)], 'medium: b'],
      ['another CA for HTTP', [a, node('b', { ...http, leaf: { issuer: 'CN=x' } })], 'pass'],
      ['another key for HTTP', [a, node('b', { ...http, leaf: { authorityKeyId: '00' } })], 'pass'],
      ['a key that is not named', [node('a', keyed(null)), node('b', { ...http, ...keyed(null) })], 'unknown'],
      ['a key that is not named, of another CA', [node('a', keyed(null)), node('b', { ...http, leaf: { issuer: 'CN=x' } })], 'pass'],
      ['no HTTP', [a, node('b')], 'not-applicable'],
      ['no transport', [node('b', http)], 'not-applicable'],
      ['self-signed', [node('a', selfSigned('x')), node('b', { ...http, ...selfSigned('x') })], 'not-applicable'],
    ],
  ],
  [
    'trust-lookalike-ca',
    [
      ['one key', [a, node('b')], 'pass'],
      ['two key ids', [a, node('b'), node('c', keyed('00'))], 'critical: c'],
      ['two key ids of two', [a, node('b', keyed('00'))], 'critical: a b'],
      ['two key ids of one key', [node('a', keyed('00', 'kk')), node('b', keyed('11', 'kk'))], 'pass'],
      ['two keys', [node('a', keyed('00', 'kk')), node('b', keyed('11', 'll')), node('c', keyed('11', 'll'))], 'critical: a'],
      ['a key that is not named', [a, node('b', keyed(null))], 'not-applicable'],
      ['two layers', [a, node('b', { ...http, ...keyed('00') })], 'not-applicable'],
      ['two on HTTP', [node('a', http), node('b', { ...http, ...keyed('00') })], 'critical: a b'],
      [
        'names in other letters',
        [a, node('b', { leaf: { issuer: 'cn=ACME transport CA, O=acme', authorityKeyId: '00' } })],
        'critical: a b',
      ],
      [
        'what configured itself',
        [node('a', { leaf: { issuer: auto } }), node('b', { leaf: { issuer: auto, authorityKeyId: '00' } })],
        'not-applicable',
      ],
      ['one alone', [a], 'not-applicable'],
    ],
  ],
  [
    'autoconfig-separate-clusters',
    [
      [
        'what configured itself',
        [node('a', { leaf: { issuer: auto } }), node('b', { leaf: { issuer: auto, authorityKeyId: '00' } })],
        'critical: a b',
      ],
      ['what configured itself together', [node('a', { leaf: { issuer: auto } }), node('b', { leaf: { issuer: auto } })], 'pass'],
      ['others', [a, node('b', keyed('00'))], 'not-applicable'],
    ],
  ],
  [
    'cross-environment-trust',
    [
      ['of one cluster', [node('a', clustered('x')), node('b', clustered('x'))], 'pass'],
      ['of two clusters', [node('a', clustered('x')), node('b', clustered('y'))], 'high: a b'],
      ['of two clusters with two CAs', [node('a', clustered('x')), node('b', { ...clustered('y'), leaf: { issuer: 'CN=y' } })], 'pass'],
      ['of clusters that are not told', [a, node('b')], 'unknown'],
      ['of one that is told', [node('a', clustered('x')), node('b')], 'unknown'],
      [
        'told by HTTP of the machine',
        [
          a,
          node('b'),
          node('c', { ...http, ...service({ clusterName: 'x' }, 'http'), address: 'a' }),
          node('d', { ...http, ...service({ clusterName: 'y' }, 'http'), address: 'b' }),
        ],
        'high: a b',
      ],
      ['told by HTTP of another machine', [a, node('b'), node('c', { ...http, ...service({ clusterName: 'x' }, 'http') })], 'unknown'],
      ['one alone', [node('a', clustered('x'))], 'not-applicable'],
      [
        'self-signed',
        [node('a', { ...clustered('x'), ...selfSigned('s') }), node('b', { ...clustered('y'), ...selfSigned('s') })],
        'not-applicable',
      ],
      [
        'of keys that are not named',
        [node('a', { ...clustered('x'), ...keyed(null) }), node('b', { ...clustered('y'), ...keyed(null) })],
        'not-applicable',
      ],
    ],
  ],
  [
    'tls-intercepted-or-balanced-transport',
    [
      ['one certificate', [node('a', { seen: { conversations: [conversation(), conversation12()] } })], 'pass'],
      ['two certificates', [node('a', twice), node('b')], 'high: a'],
      ['seen once', [node('a', once)], 'unknown'],
      [
        'seen once, and looked at again',
        [
          node('a', {
            seen: { conversations: [conversation()], details: { leaves: [{ der: certificate().der, authentication: ['rsa'] }] } as never },
          }),
        ],
        'pass',
      ],
      [
        'two for two kinds of keys',
        [
          node('a', {
            seen: {
              conversations: [conversation(), conversation12({ chain: [authority().der], signatureScheme: 'ecdsa_secp256r1_sha256' })],
            },
          }),
        ],
        'pass',
      ],
      ['two on HTTP', [node('a', { ...http, ...twice })], 'not-applicable'],
      ['two at a remote cluster server', [node('a', { channel: 'remote-cluster', ...twice })], 'high: a'],
      ['nothing seen', [blank('a')], 'not-applicable'],
    ],
  ],
  [
    'nodes-disagree-on-tls-settings',
    [
      ['alike', [a, node('b')], 'pass'],
      ['one alone', [a], 'not-applicable'],
      ['one on each layer', [a, node('b', http)], 'not-applicable'],
      ['versions', [a, node('b'), node('c', versions({ 'TLSv1.3': 'rejected', 'TLSv1.2': 'accepted' }))], 'high: c'],
      ['versions of which one is not known', [a, node('b', versions({ 'TLSv1.3': 'unknown', 'TLSv1.2': 'accepted' }))], 'pass'],
      ['versions that were not asked for', [a, node('b', versions({}))], 'pass'],
      ['client authentication', [a, node('b'), node('c', asks('none'))], 'high: c'],
      ['client authentication that did not show', [a, node('b', asks('unknown'))], 'pass'],
      ['CAs', [a, node('b'), node('c', names('CN=x'))], 'high: c'],
      ['CAs in another order', [node('a', names('CN=x', 'CN=y')), node('b', names('CN=y', 'CN=x'))], 'pass'],
      ['CAs that did not show', [a, node('b', { given: { acceptableIssuers: null } })], 'pass'],
      ['CAs of which there are none', [a, node('b'), node('c', names())], 'high: c'],
      ['issuer', [a, node('b'), node('c', { leaf: { issuer: 'CN=x' } })], 'high: c'],
      ['self-signed both', [node('a', selfSigned('a')), node('b', selfSigned('b'))], 'pass'],
      ['suites', [node('a', suites(['TLS_A'])), node('b', suites(['TLS_A'])), node('c', suites(['TLS_B']))], 'high: c'],
      [
        'suites for another kind of key',
        [node('a', suites(['TLS_ECDHE_RSA_WITH_A'])), node('b', suites(['TLS_ECDHE_ECDSA_WITH_A']))],
        'pass',
      ],
      ['suites that are not whole', [node('a', suites(['TLS_A'])), node('b', suites(['TLS_B'], {}))], 'pass'],
      ['month of expiry', [a, node('b'), node('c', ending(400))], 'low: c'],
      ['month of expiry and issuer', [a, node('b'), node('c', { leaf: { ...ending(400).leaf, issuer: 'CN=x' } })], 'high: c'],
      ['day of expiry', [a, node('b', ending(366))], 'pass'],
      ['of HTTP', [node('a', http), node('b', http), node('c', { ...http, leaf: { issuer: 'CN=x' } })], 'high: c'],
      ['of Kibana', [node('a', kibana), node('b', { ...kibana, leaf: { issuer: 'CN=x' } })], 'not-applicable'],
    ],
  ],
];

describe('rules on clusters, on both sides of what they compare', () => {
  for (const [rule, rows] of table)
    for (const [what, endpoints, expected] of rows)
      it(`${rule}: ${what}: ${expected}`, () => assert.equal(said(rule, endpoints), expected));

  const texts: readonly (readonly [rule: string, endpoints: readonly Member[], text: string])[] = [
    ['layers-expire-apart', [a, node('b', { ...http, ...ending(366), address: 'a' })], 'a expires on 2027-06-01, b on 2027-06-02.'],
    ['same-certificate-http-and-transport', [node('a', same), node('b', { ...http, ...same })], 'b, a use the same key.'],
    ['shared-key-on-all-nodes', [node('a', same), node('b', same)], 'a, b have the same private key.'],
    ['transport-mixed-tls', [a, node('b'), node('c', clear)], 'c speaks the transport protocol in the clear, the other 2 with TLS.'],
    [
      'transport-mixed-tls',
      [node('a', clear), node('b', clear), node('c')],
      'a, b speak the transport protocol in the clear, the other 1 with TLS.',
    ],
    [
      'transport-shared-ca',
      [a, node('b', http)],
      'The CA of the transport layer, CN=acme transport CA, O=acme, also issued the certificates of b.',
    ],
    [
      'trust-lookalike-ca',
      [a, node('b'), node('c', keyed('00'))],
      'c differs from the others: the CA has the same name, CN=acme transport CA, O=acme, but another key id; the keys were not compared, since no certificate of the CA was sent or given.',
    ],
    [
      'trust-lookalike-ca',
      [node('a', keyed('00', 'kk')), node('b', keyed('11', 'll'))],
      'a, b differ from each other: the CA has the same name, CN=acme transport CA, O=acme, but another key.',
    ],
    [
      'cross-environment-trust',
      [node('a', clustered('x')), node('b', clustered('y'))],
      'The clusters x, y have transport certificates of one CA, CN=acme transport CA, O=acme.',
    ],
    ['tls-intercepted-or-balanced-transport', [node('a', twice)], 'a showed different certificates within one scan.'],
    [
      'nodes-disagree-on-tls-settings',
      [a, node('b'), node('c', { leaf: { issuer: 'CN=x' } })],
      'transport: c differs in issuer: CN=acme transport CA, O=acme / CN=x.',
    ],
    [
      'nodes-disagree-on-tls-settings',
      [a, node('b', { leaf: { issuer: 'CN=x' } })],
      'transport: a, b differ from each other in issuer: CN=acme transport CA, O=acme / CN=x.',
    ],
    [
      'nodes-disagree-on-tls-settings',
      [a, node('b'), node('e'), node('c', { leaf: { issuer: 'CN=x' } }), node('d', { leaf: { issuer: 'CN=x' } })],
      'transport: c, d differ in issuer: CN=acme transport CA, O=acme / CN=x.',
    ],
    [
      'nodes-disagree-on-tls-settings',
      [a, node('b'), node('c', names())],
      'transport: c differs in accepted CAs: CN=acme transport CA, O=acme / none.',
    ],
    [
      'split-dns-different-certs',
      [node('a', { named: 'es' }), node('b', { named: 'es', leaf: { issuer: 'CN=x' } })],
      'The addresses of es show different certificates: a of CN=acme transport CA, O=acme until 2027-06-01; b of CN=x until 2027-06-01.',
    ],
  ];
  for (const [rule, endpoints, text] of texts) it(`${rule}: ${text}`, () => assert.equal(message(rule, endpoints), text));
});

describe('who trusts whom in a cluster', () => {
  const [from, to, third] = [peer({ label: 'a' }), peer({ label: 'b' }), peer({ label: 'c' })];
  const unknown: Acceptance = { kind: 'unknown', because: { code: 'no-certificate-seen' } as never };
  const way = (one: typeof from, two: typeof from, server?: Acceptance, client?: Acceptance) =>
    handshake({ from: one, to: two, ...(server === undefined ? {} : { server }), ...(client === undefined ? {} : { client }) });
  const oneWay: readonly (readonly [what: string, handshakes: readonly PeerHandshake[], expected: string])[] = [
    ['both', [way(from, to), way(to, from)], 'pass'],
    ['neither', [way(from, to, refused('unknown-issuer')), way(to, from, refused('unknown-issuer'))], 'pass'],
    ['the one', [way(from, to, refused('unknown-issuer')), way(to, from)], 'critical: b'],
    ['the other', [way(from, to), way(to, from, refused('unknown-issuer'))], 'critical: a'],
    ['the one, and nothing of the way back', [way(from, to, refused('unknown-issuer')), way(to, from, unknown)], 'unknown'],
    ['the one, who is refused by a third', [way(from, to, refused('unknown-issuer')), way(third, from)], 'pass'],
    ['nobody was seen', [way(from, to, unknown)], 'unknown'],
    ['in the clear', [way(peer({ label: 'a', security: 'plaintext' }), to, refused('unknown-issuer')), way(to, from)], 'pass'],
    ['nobody', [], 'not-applicable'],
  ];
  for (const [what, handshakes, expected] of oneWay)
    it(`trust-one-way: ${what}: ${expected}`, () => assert.equal(said('trust-one-way', [], handshakes), expected));

  it('trust-one-way: is about trust alone', () => {
    const ofTrust: readonly RefusalReason[] = [
      'unknown-issuer',
      'untrusted-root',
      'self-signed-leaf',
      'lookalike-ca',
      'incomplete-trust',
      'no-anchors',
    ];
    for (const reason of [...ofTrust, 'expired', 'weak-key', 'signature-invalid', 'not-sent'] as const)
      assert.equal(
        said('trust-one-way', [], [way(from, to, refused(reason)), way(to, from)]),
        ofTrust.includes(reason) ? 'critical: b' : 'pass',
        reason,
      );
    const two = [way(from, to, refused('unknown-issuer')), way(to, from), way(from, third, refused('no-anchors')), way(third, from)];
    assert.equal(message('trust-one-way', [], two), 'b, c trust nodes that do not trust them: a does not trust b, a does not trust c.');
    assert.equal(message('trust-one-way', [], two.slice(0, 2)), 'b trusts nodes that do not trust it: a does not trust b.');
  });

  const members = (...all: readonly ('in' | 'out' | 'dark' | null)[]) =>
    all.map((one, index) => node('abc'[index] ?? '', one === null ? {} : asked(one)));
  const alive: readonly (readonly [what: string, endpoints: readonly Member[], handshakes: readonly PeerHandshake[], expected: string])[] =
    [
      ['that were not asked', members(null, null), [way(from, to, refused('weak-key'))], 'not-applicable'],
      ['that let each other in', members('in', 'in'), [way(from, to), way(to, from)], 'pass'],
      ['of which one refuses the other', members('in', 'in'), [way(from, to, refused('weak-key'))], 'critical: b'],
      ['of which one is refused as it connects', members('in', 'in'), [way(from, to, undefined, refused('weak-key'))], 'critical: a'],
      [
        'of which one refuses what has ended, which is told there',
        members('in', 'in'),
        [way(from, to, refused('expired'), refused('not-yet-valid'))],
        'pass',
      ],
      ['of which the one is none', members('out', 'in'), [way(from, to, refused('weak-key'))], 'pass'],
      ['of which the other is none', members('in', 'out'), [way(from, to, refused('weak-key'))], 'pass'],
      ['of which it is not known', members('in', 'dark'), [way(from, to, refused('weak-key'))], 'pass'],
    ];
  for (const [what, endpoints, handshakes, expected] of alive)
    it(`expired-but-connections-alive: members ${what}: ${expected}`, () => {
      const outcome = said('expired-but-connections-alive', endpoints, handshakes);
      assert.equal(outcome.replace(/^\w+: /, ''), expected.replace(/^\w+: /, ''));
    });

  it('expired-but-connections-alive: says who would refuse whom', () => {
    assert.equal(
      message('expired-but-connections-alive', members('in', 'in'), [way(from, to, refused('weak-key'))]),
      'The cluster counts b among its members, and others would not let it in today: a refuses b: no CA is trusted.',
    );
    assert.match(
      message('expired-but-connections-alive', members('in', 'in'), [way(from, to, refused('weak-key'), refused('weak-key'))]),
      /counts b, a among .* let them in today: a refuses b: no CA is trusted\.$/,
    );
  });
});
