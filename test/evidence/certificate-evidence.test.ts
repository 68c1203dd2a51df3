import assert from 'node:assert/strict';
import { certificateEvidence, nameVerdict, type PresentedChain } from '../../src/evidence/certificate-evidence.ts';
import { daysFromNow, issue, makeCa } from '../../src/lab/pki.ts';
import type { Certificate } from '../../src/model/certificate.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { extensions, keysOf, makeLeaf, name, makeCa as plainCa } from '../support/certificate-maker.ts';

function read(der: Uint8Array): Certificate {
  const result = parseCertificate(der);
  return result.kind === 'certificate' ? result.certificate : assert.fail(result.flaw.code);
}

const at = daysFromNow(0);
const ca = makeCa({ subject: 'Root' });
const namesake = makeCa({ subject: 'Root' });
const node = issue(ca, { subject: 'es01', altNames: ['DNS:es01', 'IP:fe80::1'] });
const broken = Uint8Array.of(0x30, 1, 0);
const acme = { name: name('CN=acme'), keys: keysOf('P-256', 'acme') };

const gathered = (
  chain: readonly Uint8Array[],
  given: Partial<PresentedChain> = {},
  anchors: readonly Certificate[] = [read(ca.certificate)],
) =>
  certificateEvidence(
    {
      ...{ channel: 'transport', use: 'server', foundAt: 'endpoint', vantage: null, address: null, host: '10.0.0.1', serverName: null },
      ...{ acceptableIssuers: null, asksClients: 'unknown', keyMatches: null, absent: { kind: 'not-applicable' } },
      ...{ chain, chains: [chain] },
      ...given,
    } as PresentedChain,
    { anchors, at },
  );

describe('the evidence of a chain', () => {
  it('has no leaf where the first of it cannot be read, though others can', async () => {
    const lost = await gathered([broken, ca.certificate]);
    assert.deepEqual([lost.chain.length, lost.behindUnreadable?.length, lost.unreadable.map(({ place }) => place)], [0, 1, [0]]);
    const kept = await gathered([node.certificate, broken]);
    assert.deepEqual([kept.chain.length, kept.behindUnreadable, kept.unreadable.map(({ place }) => place)], [1, undefined, [1]]);
  });

  for (const [purposes, server, client] of [
    [['serverAuth'], 'trusted', 'untrusted'],
    [['clientAuth'], 'untrusted', 'trusted'],
    [['serverAuth', 'clientAuth'], 'trusted', 'trusted'],
  ] as const)
    it(`is trusted for what it is shown as: ${purposes.join(', ')}`, async () => {
      const leaf = makeLeaf(['DNS:es01'], acme, {
        extensions: [
          extensions.keyUsage('digitalSignature'),
          extensions.extendedKeyUsage(...purposes),
          extensions.subjectAltName(['DNS:es01']),
        ],
      });
      const anchors = [read(plainCa(acme.name, acme.keys))];
      const of = async (use: 'server' | 'client') => (await gathered([leaf], { use }, anchors)).trust.kind;
      assert.deepEqual([await of('server'), await of('client')], [server, client]);
    });

  it('has the issuer whose key did sign, among those of its name, and no other CA above it', async () => {
    const [own, other] = [read(ca.certificate), read(namesake.certificate)];
    for (const anchors of [
      [own, other],
      [other, own],
    ]) {
      const { issuer, authorities } = await gathered([node.certificate], {}, anchors);
      assert.equal(issuer?.sha256, own.sha256);
      assert.deepEqual(
        authorities.map(({ certificate }) => certificate.sha256),
        [own.sha256],
      );
    }
    const none = await gathered([node.certificate], {}, [other]);
    assert.equal(none.issuer, null);
    // What was sent behind it and did not sign it is not above it either.
    const sent = await gathered([node.certificate, namesake.certificate], {}, []);
    assert.deepEqual([sent.issuer, sent.authorities], [null, []]);
  });

  for (const [asked, kind] of [
    ['es01', 'match'],
    ['fe80::1', 'match'],
    ['fe80::1%eth0', 'match'],
    ['fe80::2%eth0', 'mismatch'],
    ['es02', 'mismatch'],
    [null, 'not-checked'],
  ] as const)
    it(`is ${kind === 'match' ? '' : 'not '}for ${asked ?? 'a name that nobody asked for'}`, () =>
      assert.equal(nameVerdict(read(node.certificate), [node.certificate], asked).kind, kind));
});
