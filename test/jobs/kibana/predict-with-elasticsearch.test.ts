import assert from 'node:assert/strict';
import { predictWithElasticsearch } from '../../../src/jobs/kibana/predict-with-elasticsearch.ts';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { Ending } from '../../../src/model/ending.ts';
import type { EndpointEvidence, ModelVerdict } from '../../../src/model/evidence.ts';
import type { Conversation } from '../../../src/model/observation.ts';
import type { Acceptance, PeerHandshake } from '../../../src/model/peer-handshake.ts';
import type { TlsContext, Trust } from '../../../src/model/setup.ts';
import { refusalFaultText } from '../../../src/wording/refusal-fault-texts.ts';
import { certificate, conversation, conversation12, evidence, healthy, observation } from '../../support/evidence.ts';
import { parsed } from '../../support/peer.ts';
import { tlsContext } from '../../support/tls-context.ts';

const anchors: Trust = { kind: 'anchors', anchors: [], publicRoots: false, because: null, place: null };
const context = (given: Partial<TlsContext> = {}) =>
  tlsContext('elasticsearch.ssl', { kind: 'kibana-elasticsearch', enabled: { value: false, place: null }, trust: anchors, ...given });

function meet(kibana: TlsContext, seen: EndpointEvidence, known: readonly Certificate[] = []): Promise<PeerHandshake> {
  return predictWithElasticsearch(kibana, seen, { label: 'https://es01:9200', kibana: 'Kibana' }, { at: new Date(), known });
}

function inWords(acceptance: Acceptance): string {
  return acceptance.kind === 'refused'
    ? `refused ${acceptance.reason} ${acceptance.certainty}`
    : `${acceptance.kind} ${acceptance.because.code}`;
}

/** Elasticsearch, of whose chain Node thinks this. */
const judged = (node: ModelVerdict, given: Partial<EndpointEvidence> = {}) =>
  healthy('http', { peers: { verdicts: { node } as never, remark: null, tree: [] }, ...given });

describe('what Kibana makes of the certificate of Elasticsearch', () => {
  const leaf = certificate();
  const unsure: Trust = { ...anchors, kind: 'unknown', because: { code: 'trust-file-unread', what: 'ca.p12' } };
  const untrusted = (reason: 'expired' | 'unknown-issuer', at: Certificate | null = leaf): ModelVerdict => ({
    kind: 'untrusted',
    reason,
    because: { code: 'path-leads-nowhere' },
    at,
  });
  const trusted: ModelVerdict = { kind: 'trusted', path: [leaf] };
  const empty = { der: new Uint8Array(), place: 1, flaw: { code: 'empty' } } as const;
  const cases: readonly (readonly [what: string, kibana: TlsContext, seen: EndpointEvidence, expected: string])[] = [
    ['Node trusts it', context(), judged(trusted), 'accepted leads-to-anchor'],
    ['Node does not trust it', context(), judged(untrusted('expired')), 'refused expired proven'],
    ['Node was not asked', context(), judged({ kind: 'not-checked', because: { code: 'no-trust-given' } }), 'unknown no-trust-given'],
    ['nobody was asked', context(), healthy('http', { peers: null }), 'unknown no-certificate-seen'],
    ['its trust cannot be read', context({ trust: unsure }), judged(trusted), 'unknown trust-file-unread'],
    [
      'it verifies nothing',
      context({ verification: { value: 'none', place: null } }),
      judged(untrusted('expired')),
      'accepted kibana-verification-none',
    ],
    [
      'it verifies nothing, and cannot read it',
      context({ verification: { value: 'none', place: null } }),
      judged(trusted, { unreadable: [empty] }),
      'refused unreadable-certificate proven',
    ],
    [
      'it does not compare names',
      context({ verification: { value: 'certificate', place: null } }),
      judged(untrusted('expired')),
      'refused expired proven',
    ],
  ];
  for (const [what, kibana, seen, expected] of cases) {
    it(`where ${what}: ${expected}`, async () => {
      assert.equal(inWords((await meet(kibana, seen)).server), expected);
    });
  }

  it('counts what OpenSSL cannot read, not what Java cannot', async () => {
    const flawed = (unreadableTo: 'openssl' | 'java') =>
      judged(trusted, { chain: [{ ...leaf, flaws: [{ flaw: { code: 'trailing-bytes', count: 1 }, unreadableTo: [unreadableTo] }] }] });
    assert.equal(inWords((await meet(context(), flawed('openssl'))).server), 'refused unreadable-certificate proven');
    assert.equal(inWords((await meet(context(), flawed('java'))).server), 'accepted leads-to-anchor');
  });

  it('names the certificate at fault where there is one', async () => {
    const facts = async (at: Certificate | null) => {
      const { server } = await meet(context(), judged(untrusted('expired', at)));
      return server.kind === 'refused' ? [refusalFaultText(server.fault), server.facts] : null;
    };
    assert.deepEqual(await facts(leaf), ['no path leads to a trusted CA', { subject: leaf.subject, issuer: leaf.issuer }]);
    assert.deepEqual(await facts(null), ['no path leads to a trusted CA', {}]);
  });

  describe('that comes without its intermediate', () => {
    const root = makeCa({ subject: 'acme root' });
    const link = makeCa({ subject: 'acme issuing', parent: root });
    const namesake = makeCa({ subject: 'acme issuing', parent: root });
    const elsewhere = makeCa({ subject: 'acme issuing', parent: makeCa({ subject: 'another root' }) });
    const [rootCa, linkCa] = [parsed(root.certificate), parsed(link.certificate)];
    const below = parsed(issue(link, { subject: 'es01' }).certificate);
    const refusal = async (
      known: readonly Certificate[],
      given: Partial<EndpointEvidence> = {},
      reason: 'expired' | 'unknown-issuer' = 'unknown-issuer',
    ) => inWords((await meet(context(), judged(untrusted(reason, below), { chain: [below], anchors: [rootCa], ...given }), known)).server);

    it('is told by a certificate from elsewhere that signed it, and is below a CA that Kibana trusts', async () => {
      assert.equal(await refusal([linkCa]), 'refused missing-intermediate proven');
      const { server } = await meet(context(), judged(untrusted('unknown-issuer', below), { chain: [below], anchors: [rootCa] }), [linkCa]);
      assert.deepEqual(server.kind === 'refused' && server.facts, {
        subject: below.subject,
        missing: linkCa.subject,
        missingSha256: linkCa.sha256,
      });
    });

    const others: readonly (readonly [
      what: string,
      known: readonly Certificate[],
      given?: Partial<EndpointEvidence>,
      reason?: 'expired',
    ])[] = [
      ['nothing of the kind was seen', []],
      ['it is of another name', [{ ...linkCa, subject: 'CN=renamed' }]],
      ['it is no CA', [{ ...linkCa, isCa: false }]],
      ['it is a root', [{ ...linkCa, selfIssued: true }]],
      ['it has another key', [parsed(namesake.certificate)]],
      ['Kibana does not trust the CA above it', [linkCa], { anchors: [] }],
      [
        'Kibana trusts another CA above it',
        [parsed(elsewhere.certificate), linkCa],
        { anchors: [parsed(makeCa({ subject: 'acme root' }).certificate)] },
      ],
      ['it was sent', [linkCa], { chain: [below, linkCa] }],
      ['no certificate was seen', [linkCa], { chain: [] }],
      ['it is refused for something else', [linkCa], {}, 'expired'],
    ];
    for (const [what, known, given = {}, reason] of others) {
      it(`is not told where ${what}`, async () => {
        assert.equal(await refusal(known, given, reason), `refused ${reason ?? 'unknown-issuer'} proven`);
      });
    }
  });
});

describe('what Elasticsearch makes of the certificate of Kibana', () => {
  const ca = makeCa({ subject: 'client CA' });
  const own = issue(ca, { subject: 'kibana' }).chain.map(parsed);
  const withOwn = context({ identities: [{ chain: own, key: null, alias: null, keyMatches: true, file: 'kb.crt' }] });
  const { subject: name, subjectDer: der } = parsed(ca.certificate);
  const names = [{ name, der, publicRoot: false }];
  const others = [{ name: 'CN=others', der: new Uint8Array([1]), publicRoot: false }];
  const alert = (phase: 'before-server-hello' | 'server-flight' | 'client-flight' | 'after-finished', description = 46): Ending =>
    ({ kind: 'alert', description, name: 'certificate_unknown', phase }) as Ending;
  const closed = (phase: 'before-server-hello' | 'server-flight' | 'client-flight' | 'after-finished'): Ending =>
    ({ kind: 'closed', how: 'fin', phase }) as Ending;
  const asking = (kind: 'none' | 'optional' | 'required' | 'unknown') =>
    kind === 'unknown' ? { kind, requested: true, because: { code: 'x' } as never } : { kind, evidence: 'as seen' };
  /** An Elasticsearch that asks for certificates so, and what became of each conversation. */
  const seen = (
    kind: 'none' | 'optional' | 'required' | 'unknown',
    conversations: readonly Conversation[] = [conversation({ chain: [] })],
    acceptableIssuers: EndpointEvidence['acceptableIssuers'] = names,
  ) =>
    evidence({
      observation: observation({
        channel: 'http',
        conversations,
        clientAuth: kind === 'unknown' ? {} : { 'TLSv1.3': asking(kind) as never },
        service: { ...observation().service, security: 'tls' },
      }),
      acceptableIssuers,
    });
  const given = (version: '1.2' | '1.3', ending: Ending, identity: Conversation['identity'] = 'given') =>
    (version === '1.3' ? conversation : conversation12)({ identity, ending, chain: [] });
  const accepted = (by: 'data' | 'pong' | 'finished'): Ending => ({ kind: 'accepted', by }) as Ending;

  const cases: readonly (readonly [what: string, kibana: TlsContext, at: EndpointEvidence, expected: string])[] = [
    ['asks for none, and Kibana has one', withOwn, seen('none'), 'accepted certificate-not-asked'],
    ['asks for none, and Kibana has none', context(), seen('none'), 'accepted certificate-not-asked'],
    ['takes one, and Kibana has none', context(), seen('optional'), 'accepted without-let-in'],
    ['demands one, and Kibana has none', context(), seen('required'), 'refused no-certificate proven'],
    ['may demand one, and Kibana has none', context(), seen('unknown'), 'unknown insistence-not-proved'],
    ['demands one of the CA', withOwn, seen('required'), 'accepted issuer-named'],
    [
      'demands one of another CA, which OpenSSL sends all the same',
      withOwn,
      seen('required', undefined, others),
      'refused unknown-issuer proven',
    ],
    ['took it, and said data', withOwn, seen('required', [given('1.3', accepted('data'))], others), 'accepted kibana-let-in'],
    ['took it in TLS 1.2', withOwn, seen('required', [given('1.2', accepted('finished'))], others), 'accepted kibana-let-in'],
    // In TLS 1.3 the Finished of the server comes before its verdict.
    [
      'finished TLS 1.3 before its verdict',
      withOwn,
      seen('required', [given('1.3', accepted('finished'))], others),
      'refused unknown-issuer proven',
    ],
    [
      'took anyone without one',
      withOwn,
      seen('required', [given('1.3', accepted('data'), 'none')], others),
      'refused unknown-issuer proven',
    ],
    [
      'took one of our own making',
      withOwn,
      seen('required', [given('1.3', accepted('data'), 'self-signed')], others),
      'refused unknown-issuer proven',
    ],
    [
      'refused it for its issuer',
      withOwn,
      seen('required', [given('1.3', alert('after-finished'))], others),
      'refused unknown-issuer proven',
    ],
  ];
  for (const [what, kibana, at, expected] of cases) {
    it(`where it ${what}: ${expected}`, async () => {
      assert.equal(inWords((await meet(kibana, at)).client), expected);
    });
  }

  /** Of a certificate with which nothing shows to be wrong. */
  const dark = null;
  const endings: readonly (readonly [what: string, ending: Ending, isRefusal: boolean, identity?: Conversation['identity']])[] = [
    ['an alert after its Finished', alert('after-finished'), true],
    ['an alert in the flight of the client', alert('client-flight'), true],
    ['an alert in its own flight', alert('server-flight'), false],
    ['an alert before its hello', alert('before-server-hello'), false],
    ['an end after its Finished', closed('after-finished'), true],
    ['an end in the flight of the client', closed('client-flight'), true],
    ['an end in its own flight', closed('server-flight'), false],
    ['an end before its hello', closed('before-server-hello'), false],
    ['silence', { kind: 'timeout', phase: 'after-finished' } as Ending, false],
    ['an alert to one without a certificate', alert('after-finished'), false, 'none'],
  ];
  for (const [what, ending, isRefusal, identity] of endings) {
    it(`is ${isRefusal ? 'a refusal that nothing explains' : 'no refusal'} by ${what}`, async () => {
      const { client } = await meet(withOwn, seen('required', [given('1.3', ending, identity)], dark));
      assert.equal(client.kind === 'refused', isRefusal, inWords(client));
      if (client.kind !== 'refused') return;
      assert.deepEqual([client.reason, client.certainty], ['unexplained', 'likely']);
      assert.deepEqual(client.facts, ending.kind === 'alert' ? { ending: 'alert', alert: 46 } : { ending: 'closed' });
    });
  }

  it('says what it is issued by, and what is trusted', async () => {
    const detail = async (issuers: EndpointEvidence['acceptableIssuers']) => {
      const { client } = await meet(withOwn, seen('required', undefined, issuers));
      return client.kind === 'refused' ? refusalFaultText(client.fault) : null;
    };
    assert.equal(await detail(others), `it is issued by ${own[0]?.issuer}, and trusted are CN=others`);
    assert.equal(
      await detail([...others, { ...others[0], name: 'CN=more' } as never]),
      `it is issued by ${own[0]?.issuer}, and trusted are CN=others; CN=more`,
    );
  });
});

describe('Kibana as a client', () => {
  it('speaks TLS as Node does, whatever its settings say of its own port', async () => {
    const { from, to, names } = await meet(context(), healthy('http'));
    assert.deepEqual([from.label, from.security, from.gap, from.speaks, to.label], ['Kibana', 'tls', null, null, 'https://es01:9200']);
    assert.deepEqual(Object.keys(from.suites).sort(), ['TLSv1.2', 'TLSv1.3']);
    for (const suites of Object.values(from.suites))
      assert.deepEqual([suites.complete, suites.from, suites.names.length > 0], [true, 'configured', true]);
    assert.deepEqual(names, [healthy('http').name]);
  });
});
