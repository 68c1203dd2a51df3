import assert from 'node:assert/strict';
import { peerOfContext } from '../../../src/evidence/peers/peer-of-context.ts';
import { evaluatePair, type PairJudgement, predictHandshake } from '../../../src/jobs/matrix/evaluate-pair.ts';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { type Authority, daysFromNow, issue, makeCa } from '../../../src/lab/pki.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { Peer } from '../../../src/model/peer-handshake.ts';
import type { TlsContext, Trust, VerificationMode } from '../../../src/model/setup.ts';
import { pairRules } from '../../../src/rules/pair-rules.ts';
import { parseCertificate } from '../../../src/x509/parse-certificate.ts';

const ca = makeCa({ subject: 'acme transport CA' });
const lookalike = makeCa({ subject: 'acme transport CA' });
const other = makeCa({ subject: 'Somebody else CA' });
const root = makeCa({ subject: 'acme root' });
const intermediate = makeCa({ subject: 'acme issuing', parent: root });

function read(der: Uint8Array): Certificate {
  const result = parseCertificate(der);
  if (result.kind !== 'certificate') assert.fail(result.flaw.code);
  return result.certificate;
}

type Wish = {
  readonly authority?: Authority;
  readonly trusts?: readonly Authority[];
  readonly trust?: Partial<Trust>;
  readonly verification?: VerificationMode;
  readonly certificate?: CertificateWish;
  readonly chainless?: true;
  readonly context?: Partial<TlsContext>;
};

/** A node from its files: certificate, trust and mode as a Setup has them. */
function node(
  label: string,
  { authority = ca, trusts = [authority], trust = {}, verification = 'full', certificate = {}, chainless, context = {} }: Wish = {},
): Peer {
  const identity = issue(authority, { subject: label, altNames: [`DNS:${label}`], ...certificate });
  const chain = (chainless === true ? identity.chain.slice(0, 1) : identity.chain).map(read);
  const settings: TlsContext = {
    kind: 'transport',
    name: 'xpack.security.transport.ssl',
    enabled: { value: true, place: null },
    identities: [{ chain, key: null, alias: null, keyMatches: true, file: 'node.p12' }],
    trust: {
      kind: 'anchors',
      anchors: trusts.map((one) => ({ certificate: read(one.certificate), file: 'ca.crt', alias: null, from: 'ca-file' })),
      publicRoots: false,
      because: null,
      place: null,
      ...trust,
    },
    verification: { value: verification, place: null },
    clientAuthentication: { value: 'required', place: null },
    protocols: { value: ['TLSv1.3', 'TLSv1.2'], place: null },
    cipherSuites: {
      value: ['TLS_AES_256_GCM_SHA384', 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
      place: null,
    },
    files: [],
    settings: [],
    ...context,
  };
  return peerOfContext(settings, { label, namesConnectedTo: [label], namesSurelyConnectedTo: [], release: null, clusterName: null });
}

const empty = { der: new Uint8Array(), place: 1, flaw: { code: 'empty' } } as const;
const behind = { flaw: { code: 'trailing-bytes', count: 1 }, unreadableTo: ['openssl'] } as const;
const version = { flaw: { code: 'field', fault: { code: 'field-version-unknown' } }, unreadableTo: ['java'] } as const;

describe('Certificates that a node cannot read', () => {
  const withFlaw = (peer: Peer, flaw: NonNullable<Certificate['flaws']>[number]): Peer => ({
    ...peer,
    chain: peer.chain.map((certificate) => ({ ...certificate, flaws: [flaw] })),
  });

  it('keep it from connecting, whatever it verifies, and blame who sends them', async () => {
    for (const verification of ['full', 'none'] as const) {
      const { verdict, rule, findings } = await connects(node('es02', { verification }), { ...node('es01'), unreadable: [empty] });
      assert.deepEqual([verdict, rule?.id], ['refused', 'certificate-unreadable'], verification);
      assert.equal(findings[0]?.outcome.blames, 'to');
      assert.equal(findings[0]?.outcome.message, 'es02 refuses the certificate of es01: certificate 2 of those that it sends is empty');
    }
  });

  it('are those that Java cannot read, not those that OpenSSL cannot', async () => {
    assert.equal(await reported(node('es02'), withFlaw(node('es01'), version)), 'refused certificate-unreadable');
    assert.equal(await reported(node('es02'), withFlaw(node('es01'), behind)), 'accepted');
  });
});

async function connects(from: Peer, to: Peer): Promise<PairJudgement> {
  return evaluatePair(pairRules, await predictHandshake(from, to, { at: new Date(), known: [] }));
}

async function reported(from: Peer, to: Peer): Promise<string> {
  const { verdict, rule } = await connects(from, to);
  return rule === null ? verdict : `${verdict} ${rule.id}`;
}

describe('two nodes judged from their files', () => {
  const good = node('es01');

  it('accept each other where all is well', async () => {
    assert.equal(await reported(good, node('es02')), 'accepted');
  });

  const cases: readonly (readonly [what: string, peer: Peer, dialled: string, dials: string])[] = [
    [
      'a CA of the same name',
      node('es02', { authority: lookalike, trusts: [ca] }),
      'refused trust-lookalike-ca',
      'refused trust-lookalike-ca',
    ],
    ['trust in a CA of the same name', node('es02', { trusts: [lookalike] }), 'refused trust-lookalike-ca', 'refused trust-lookalike-ca'],
    ['another CA', node('es02', { authority: other, trusts: [ca] }), 'refused trust-unknown-issuer', 'refused client-cert-not-sent'],
    ['trust in another CA', node('es02', { trusts: [other] }), 'refused client-cert-not-sent', 'refused trust-unknown-issuer'],
    [
      'an expired certificate',
      node('es02', { certificate: { notBefore: daysFromNow(-9), notAfter: daysFromNow(-1) } }),
      'refused leaf-expired',
      'refused leaf-expired',
    ],
    [
      'a certificate for servers alone',
      node('es02', { certificate: { extendedKeyUsage: ['serverAuth'] } }),
      'accepted',
      'refused eku-transport-missing-clientauth',
    ],
    [
      'a key of another certificate',
      node('es02', {
        context: { identities: good.chain.map((one) => ({ chain: [one], key: null, alias: null, keyMatches: false, file: 'node.p12' })) },
      }),
      'refused key-certificate-mismatch',
      'refused key-certificate-mismatch',
    ],
    [
      'TLS switched off',
      node('es02', { context: { enabled: { value: false, place: null } } }),
      'refused transport-mixed-tls',
      'refused transport-mixed-tls',
    ],
    [
      'an old version alone',
      node('es02', { context: { protocols: { value: ['TLSv1.1'], place: null } } }),
      'refused no-common-protocol',
      'refused no-common-protocol',
    ],
    [
      'suites of its own',
      node('es02', { context: { cipherSuites: { value: ['TLS_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_CBC_SHA'], place: null } } }),
      'refused no-common-cipher',
      'refused no-common-cipher',
    ],
    ['another name', node('es02', { certificate: { altNames: ['DNS:elsewhere'] } }), 'refused san-name-mismatch', 'accepted'],
    [
      'a trust store that could not be read',
      node('es02', { trust: { kind: 'unknown', anchors: [], because: { code: 'trust-file-unread', what: 'ca.p12' } } }),
      'unknown trust-unknown-issuer',
      'unknown trust-unknown-issuer',
    ],
  ];
  for (const [what, peer, connected, dialling] of cases) {
    it(`know ${what}, as a server and as a client`, async () => {
      assert.deepEqual([await reported(good, peer), await reported(peer, good)], [connected, dialling]);
    });
  }

  it('compare names under full alone: it is the mode of the one who connects that counts', async () => {
    const elsewhere = node('es02', { certificate: { altNames: ['DNS:elsewhere'] } });
    assert.equal(await reported(node('es01', { verification: 'certificate' }), elsewhere), 'accepted');
    assert.deepEqual((await connects(good, elsewhere)).byVerification, { full: 'refused', certificate: 'accepted' });
  });

  it('accept anything where nothing is verified', async () => {
    const careless = node('es02', { verification: 'none' });
    const stranger = node('es03', { authority: other, trusts: [ca] });
    assert.deepEqual([await reported(careless, stranger), await reported(stranger, careless)], ['accepted', 'accepted']);
    assert.equal(await reported(good, stranger), 'refused trust-unknown-issuer');
  });

  it('miss the intermediate that is not sent, unless it is trusted itself', async () => {
    const issued = { authority: intermediate, trusts: [root] } as const;
    const whole = node('es01', issued);
    assert.equal(await reported(whole, node('es02', issued)), 'accepted');
    const cut = node('es02', { ...issued, chainless: true });
    assert.equal(await reported(whole, cut), 'refused trust-unknown-issuer');
    const known = [read(intermediate.certificate)];
    const judged = evaluatePair(pairRules, await predictHandshake(whole, cut, { at: new Date(), known }));
    assert.equal(judged.rule?.id, 'trust-missing-intermediate');
    assert.equal(await reported(node('es01', { ...issued, trusts: [intermediate] }), cut), 'accepted');
  });
});
