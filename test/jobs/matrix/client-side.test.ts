import assert from 'node:assert/strict';
import { predictHandshake } from '../../../src/jobs/matrix/evaluate-pair.ts';
import { daysFromNow, issue, makeCa } from '../../../src/lab/pki.ts';
import type { Acceptance, OfferedCertificateResult, Peer, PeerTrustStore } from '../../../src/model/peer-handshake.ts';
import { nameFaultText } from '../../../src/wording/name-fault-texts.ts';
import { refusalFaultText } from '../../../src/wording/refusal-fault-texts.ts';
import { anchorTrust, namedTrust, parsed, peer } from '../../support/peer.ts';

const ca = makeCa({ subject: 'acme transport CA' });
const lookalike = makeCa({ subject: 'acme transport CA' });
const other = makeCa({ subject: 'Somebody else CA' });
const [anchor, strange] = [parsed(ca.certificate), parsed(other.certificate)];
const dialling = (by = ca, wish = {}): Peer =>
  peer({ label: 'es01', chain: issue(by, { subject: 'es01', altNames: ['DNS:es01', 'IP:10.0.0.11'], ...wish }).chain.map(parsed) });
const newcomer = dialling();

/** What the one at the other end makes of a certificate, in a word, and why. */
async function told(trust: PeerTrustStore, asks: Peer['clientAuthentication'], from = newcomer): Promise<readonly string[]> {
  return inWords((await meet(trust, asks, from)).client);
}

async function meet(trust: PeerTrustStore, asks: Peer['clientAuthentication'], from = newcomer) {
  return predictHandshake(from, peer({ label: 'es02', namesConnectedTo: [], trust, clientAuthentication: asks }), {
    at: new Date(),
    known: [],
  });
}

function inWords(acceptance: Acceptance): readonly string[] {
  if (acceptance.kind === 'refused') return ['refused', acceptance.reason, acceptance.certainty];
  return [acceptance.kind, acceptance.because.code];
}

const [trusting, foreign, false_] = [anchorTrust(anchor), anchorTrust(strange), anchorTrust(parsed(lookalike.certificate))];
const dark: PeerTrustStore = { kind: 'unknown', because: { code: 'trust-unread' } as never };

describe('what a node makes of the certificate of one that connects', () => {
  const cases: readonly (readonly [
    what: string,
    trust: PeerTrustStore,
    Readonly<Record<Peer['clientAuthentication'], readonly string[]>>,
  ])[] = [
    [
      'of a CA that it trusts',
      trusting,
      {
        none: ['accepted', 'certificate-not-asked'],
        optional: ['accepted', 'leads-to-anchor'],
        required: ['accepted', 'leads-to-anchor'],
        unknown: ['accepted', 'leads-to-anchor'],
      },
    ],
    [
      'that is not even sent',
      foreign,
      {
        none: ['accepted', 'certificate-not-asked'],
        optional: ['accepted', 'unsent-let-in'],
        required: ['refused', 'not-sent', 'proven'],
        unknown: ['unknown', 'insistence-not-proved'],
      },
    ],
    [
      'of a CA of the same name',
      false_,
      {
        none: ['accepted', 'certificate-not-asked'],
        optional: ['refused', 'lookalike-ca', 'proven'],
        required: ['refused', 'lookalike-ca', 'proven'],
        unknown: ['unknown', 'insistence-not-proved'],
      },
    ],
    [
      'while its trust does not show',
      dark,
      {
        none: ['accepted', 'certificate-not-asked'],
        optional: ['unknown', 'judge-trust-not-shown'],
        required: ['unknown', 'judge-trust-not-shown'],
        unknown: ['unknown', 'insistence-not-proved'],
      },
    ],
  ];
  for (const [what, trust, expected] of cases) {
    for (const asks of ['none', 'optional', 'required', 'unknown'] as const) {
      it(`${what}, where it asks for one as ${asks}: ${expected[asks].join(' ')}`, async () => {
        assert.deepEqual(await told(trust, asks), expected[asks]);
      });
    }
  }

  it('says what it would make of it where it is not known whether it insists', async () => {
    const besides = async (trust: PeerTrustStore) => {
      const { client } = await meet(trust, 'unknown');
      assert.ok(client.kind === 'unknown' && client.because.code === 'insistence-not-proved');
      const { peer: who, besides: more } = client.because;
      return [who, more?.kind, more?.kind === 'refused' ? more.fault.code : more?.because.code];
    };
    assert.deepEqual(await besides(foreign), ['es02', 'refused', 'refusal-not-sent']);
    assert.deepEqual(await besides(dark), ['es02', 'unknown', 'judge-trust-not-shown']);
  });
});

describe('what a node did with the very certificate', () => {
  const how = 'answered with alert 46 certificate_unknown';
  const tried = (answer: 'accepted' | 'refused', from = newcomer): OfferedCertificateResult => ({
    issuer: from.chain[0]?.issuer ?? '',
    authorityKeyId: from.chain[0]?.authorityKeyId ?? null,
    sha256: from.chain[0]?.sha256 ?? '',
    answer,
    isJsse: true,
    tellsOfAuthority: false,
    how: { code: 'offer-alert', description: 46, name: 'certificate_unknown' },
  });
  const having = (names: readonly string[], ...results: readonly OfferedCertificateResult[]): PeerTrustStore => ({
    ...namedTrust(...names),
    tried: results,
  });
  const expired = dialling(ca, { notBefore: daysFromNow(-9), notAfter: daysFromNow(-2) });

  it('outweighs what was foretold, both ways', async () => {
    assert.deepEqual(await told(having([anchor.subject], tried('accepted')), 'required'), ['accepted', 'offered-and-taken']);
    assert.deepEqual(await told(having([anchor.subject], tried('accepted', expired)), 'required', expired), [
      'accepted',
      'offered-and-taken',
    ]);
    const { client } = await meet(having([anchor.subject], tried('refused')), 'required');
    assert.deepEqual(inWords(client), ['refused', 'refused-untold', 'likely']);
    assert.ok(client.kind === 'refused');
    assert.equal(refusalFaultText(client.fault), `it was offered, and es02 ${how}; for which reason does not show`);
    assert.deepEqual(client.facts, { subject: newcomer.chain[0]?.subject, issuer: newcomer.chain[0]?.issuer, tried: how });
  });

  it('proves a refusal that was foretold, with its reason', async () => {
    const { client } = await meet(having([anchor.subject], tried('refused', expired)), 'required', expired);
    assert.deepEqual(inWords(client), ['refused', 'expired', 'proven']);
    assert.ok(client.kind === 'refused');
    assert.equal(client.facts.tried, how);
  });

  it('was in vain where a Java node would not even send it', async () => {
    assert.deepEqual(await told(having([strange.subject], tried('accepted')), 'required'), ['refused', 'not-sent', 'proven']);
    assert.deepEqual(await told(having([strange.subject], tried('accepted')), 'optional'), ['accepted', 'unsent-let-in']);
  });

  it('is nothing about another certificate', async () => {
    const elsewhere = { ...tried('refused'), sha256: '00', issuer: 'CN=x' };
    assert.notEqual((await told(having([anchor.subject], elsewhere), 'required'))[1], 'refused-untold');
    assert.deepEqual(await told(having([strange.subject], { ...elsewhere, answer: 'accepted' }), 'required'), [
      'refused',
      'not-sent',
      'proven',
    ]);
  });
});

describe('the names by which others connect to a node', () => {
  const verdicts = async (to: Partial<Peer>) =>
    (await predictHandshake(newcomer, peer({ label: 'es02', trust: trusting, ...to }), { at: new Date(), known: [] })).names;

  it('are each compared with its certificate', async () => {
    const names = await verdicts({ chain: newcomer.chain, namesConnectedTo: ['es01', 'es09', '10.0.0.11', '10.0.0.9'] });
    assert.deepEqual(
      names.map((one) => (one.kind === 'not-checked' ? one.kind : `${one.kind} ${one.name}`)),
      ['match es01', 'mismatch es09', 'match 10.0.0.11', 'mismatch 10.0.0.9'],
    );
    for (const one of names) assert.ok(one.kind === 'match' ? one.by !== '' : one.kind === 'mismatch' && nameFaultText(one.because) !== '');
  });

  it('are not compared where no certificate was seen, and are none where nobody connects to it', async () => {
    assert.deepEqual(await verdicts({ chain: [], namesConnectedTo: ['es01'] }), [
      { kind: 'not-checked', because: { code: 'no-certificate-seen' } },
    ]);
    assert.deepEqual(await verdicts({ namesConnectedTo: [] }), []);
  });
});
