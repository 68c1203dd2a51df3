import assert from 'node:assert/strict';
import { withNamesakes } from '../../../src/evidence/peers/namesakes-behind.ts';
import { type Authority, type Identity, issue, makeCa } from '../../../src/lab/pki.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { PeerTrustStore } from '../../../src/model/peer-handshake.ts';
import type { RefusalReason } from '../../../src/model/verify-reason.ts';
import { parsed, refused } from '../../support/peer.ts';

const day = (days: number) => new Date(Date.now() + days * 86_400_000);
const older = makeCa({ subject: 'acme CA', notBefore: day(-300) });
const again = makeCa({ subject: 'acme CA', key: older, subjectKeyId: new Uint8Array(20).fill(7), notBefore: day(-1) });
const lookalike = makeCa({ subject: 'acme CA', notBefore: day(-1) });
const read = ({ certificate }: Authority): Certificate => parsed(certificate);
const leafOf = (authority: Authority, since = day(-1)): Identity => issue(authority, { subject: 'es01', notBefore: since });
const [of, named] = [
  (...all: readonly Authority[]): PeerTrustStore => ({ kind: 'anchors', anchors: all.map(read), publicRoots: false }),
  (...all: readonly string[]): PeerTrustStore => ({
    kind: 'names',
    names: all.map((name) => ({ name, der: new Uint8Array(), publicRoot: false })),
    tried: [],
  }),
];

type Case = {
  readonly leaf?: Identity;
  readonly sent?: readonly Authority[];
  readonly trust: PeerTrustStore;
  /** What the judge shows of itself. */
  readonly own?: Identity;
  readonly known?: readonly Authority[];
  readonly reason?: RefusalReason;
};

/** `same issuing`: the key, and which of the two is newer; null where there are no two. */
function told({ leaf = leafOf(again), sent = [], trust, own, known = [], reason = 'key-identifier-mismatch' }: Case): string | null {
  const chain = [...leaf.chain.slice(0, 1).map(parsed), ...sent.map(read)];
  const judge = { chain: own === undefined ? [] : own.chain.slice(0, 1).map(parsed), trust };
  const verdict = withNamesakes(refused(reason), { holder: { chain }, judge, known: known.map(read) });
  assert.equal(verdict.kind, 'refused');
  const { namesakes } = verdict;
  assert.equal(verdict.facts.namesakes?.newer, namesakes?.newer);
  return namesakes === undefined ? null : `${namesakes.key} ${namesakes.newer}${namesakes.issuing === null ? ' unseen' : ''}`;
}

describe('two CA certificates of one name behind a refusal', () => {
  const cases: readonly (readonly [what: string, given: Case, expected: string | null])[] = [
    ['the newer is sent, the older trusted', { sent: [again], trust: of(older) }, 'same issuing'],
    ['the older is sent, the newer trusted', { leaf: leafOf(older), sent: [older], trust: of(again) }, 'same trusted'],
    ['the newer is known from elsewhere', { trust: of(older), known: [again] }, 'same issuing'],
    ['the newer was not seen', { trust: of(older) }, null],
    ['both are trusted', { sent: [again], trust: of(older, again) }, null],
    ['another key is sent', { leaf: leafOf(lookalike), sent: [lookalike], trust: of(older), reason: 'lookalike-ca' }, 'another issuing'],
    ['another key was not seen', { leaf: leafOf(lookalike), trust: of(older), reason: 'lookalike-ca' }, null],
    [
      'another key was not seen, and the certificate is older than the trusted CA',
      { leaf: leafOf(older, day(-200)), trust: of(lookalike), reason: 'unknown-issuer' },
      'another trusted unseen',
    ],
    [
      'what issued its own certificate, of one name',
      { sent: [again], trust: named('CN=acme CA'), own: leafOf(older), known: [older] },
      'same issuing',
    ],
    [
      'the same, of a name that is trusted twice',
      { sent: [again], trust: named('CN=acme CA', 'CN=acme CA'), own: leafOf(older), known: [older] },
      null,
    ],
    ['a name that says no more', { sent: [again], trust: named('CN=acme CA') }, null],
    ['trust that does not show', { sent: [again], trust: { kind: 'unknown', because: { code: 'names-not-seen' } } }, null],
    ['a refusal for something else', { sent: [again], trust: of(older), reason: 'expired' }, null],
  ];
  for (const [what, given, expected] of cases) it(`is told: ${what}`, () => assert.equal(told(given), expected));

  it('leaves an accepted certificate as it is', () => {
    const accepted = { kind: 'accepted', because: { code: 'without-let-in' } } as const;
    assert.equal(withNamesakes(accepted, { holder: { chain: [] }, judge: { chain: [], trust: of(older) }, known: [] }), accepted);
  });
});
