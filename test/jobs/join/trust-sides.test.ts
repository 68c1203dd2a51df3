import assert from 'node:assert/strict';
import { type ReadSide, trustSides } from '../../../src/jobs/join/trust-sides.ts';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { Acceptance, PeerHandshake, PeerTrustStore } from '../../../src/model/peer-handshake.ts';
import type { Setting } from '../../../src/model/setup.ts';
import type { RefusalReason } from '../../../src/model/verify-reason.ts';
import { verifyReasons } from '../../../src/model/verify-reason.ts';
import { anchorTrust, handshake, namedTrust, parsed, peer, refused } from '../../support/peer.ts';

const root = makeCa({ subject: 'acme root' });
const link = makeCa({ subject: 'acme issuing', parent: root });
const namesake = makeCa({ subject: 'acme root' });
const other = makeCa({ subject: 'other CA' });
const [rootCa, linkCa, otherCa] = [root, link, other].map(({ certificate }) => parsed(certificate));
assert.ok(rootCa && linkCa && otherCa);
const chainOf = (subject: string, by = root) => issue(by, { subject }).chain.map(parsed);
const [es01, es02] = [peer({ label: 'es01', chain: chainOf('es01') }), peer({ label: 'es02', chain: chainOf('es02', other) })];
const taken = { kind: 'accepted', because: { code: 'leads-to-anchor', anchor: null } } as const;
const unknown: Acceptance = { kind: 'unknown', because: { code: 'no-certificate-seen' } as never };

/** es01 connects to es02, and rejects it or is rejected by it. */
const rejecting = (side: 'server' | 'client', more: Partial<PeerHandshake> = {}, reason: RefusalReason = 'unknown-issuer') =>
  handshake({ from: es01, to: es02, [side]: refused(reason), ...more });
const told = (side: 'server' | 'client', more: Partial<PeerHandshake> = {}, given: Partial<Parameters<typeof trustSides>[2]> = {}) =>
  trustSides(rejecting(side, more), side, { read: null, known: [], ...given }) ?? assert.fail('no sides');

describe('both sides of a trust failure', () => {
  it('are told of each reason that is about who trusts whom, and of no other', () => {
    const ofTrust = new Set<RefusalReason>([
      ...(['unknown-issuer', 'self-signed-leaf', 'untrusted-root', 'incomplete-trust', 'signature-invalid', 'no-anchors'] as const),
      ...(['refused-untold', 'lookalike-ca', 'key-identifier-mismatch', 'missing-intermediate', 'not-sent', 'unexplained'] as const),
    ]);
    const all = new Set<RefusalReason>([...verifyReasons, ...ofTrust, 'no-certificate']);
    for (const reason of all) {
      for (const side of ['server', 'client'] as const)
        assert.equal(trustSides(rejecting(side, {}, reason), side, { read: null, known: [] }) !== null, ofTrust.has(reason), reason);
    }
  });

  it('are none where nobody refuses, or no certificate was seen', () => {
    for (const acceptance of [taken, unknown]) {
      assert.equal(trustSides(handshake({ from: es01, to: es02, server: acceptance }), 'server', { read: null, known: [] }), null);
    }
    assert.equal(trustSides(rejecting('server', { to: { ...es02, chain: [] } }), 'server', { read: null, known: [] }), null);
    assert.notEqual(trustSides(rejecting('server', { from: { ...es01, chain: [] } }), 'server', { read: null, known: [] }), null);
  });

  it('name who rejects whom', () => {
    assert.deepEqual(
      [told('server').rejectedBy, told('server').rejected, told('server').served.subject],
      ['es01', 'es02', es02.chain[0]?.subject],
    );
    assert.deepEqual(
      [told('client').rejectedBy, told('client').rejected, told('client').served.subject],
      ['es02', 'es01', es01.chain[0]?.subject],
    );
  });

  it('name the issuer above what was sent, and its certificate where that signed it', () => {
    const served = (subject: string, known: readonly (typeof rootCa)[], by = link, cut = false) => {
      const chain = chainOf(subject, by);
      const to = { ...es02, chain: cut ? chain.slice(0, 1) : chain };
      const { issuer, issuerSha256, sha256 } = told('server', { to }, { known }).served;
      assert.equal(sha256, chain[0]?.sha256);
      return [issuer, issuerSha256];
    };
    assert.deepEqual(served('a', [rootCa]), [rootCa.subject, rootCa.sha256]);
    assert.deepEqual(served('a', []), [rootCa.subject, null]);
    assert.deepEqual(served('a', [rootCa], link, true), [linkCa.subject, null]);
    assert.deepEqual(served('a', [rootCa, linkCa], link, true), [linkCa.subject, linkCa.sha256]);
    // A CA of the name that did not sign it; a CA of another name; what is no CA.
    assert.deepEqual(served('a', [parsed(namesake.certificate), otherCa]), [rootCa.subject, null]);
    assert.deepEqual(served('a', [parsed(namesake.certificate), rootCa]), [rootCa.subject, rootCa.sha256]);
    assert.deepEqual(served('a', [{ ...rootCa, isCa: false }]), [rootCa.subject, null]);
    assert.deepEqual(served('a', [{ ...rootCa, subject: 'CN=renamed' }]), [rootCa.subject, null]);
  });

  it('say whom the one that rejects trusts', () => {
    const trusted = (trust: PeerTrustStore) => {
      const { trusted: all, publicRoots } = told('server', { from: { ...es01, trust } });
      return [all.map(({ subject, sha256, file }) => [subject, sha256, file]), publicRoots];
    };
    assert.deepEqual(trusted(anchorTrust(rootCa, otherCa)), [
      [
        [rootCa.subject, rootCa.sha256, null],
        [otherCa.subject, otherCa.sha256, null],
      ],
      false,
    ]);
    assert.deepEqual(trusted({ kind: 'anchors', anchors: [], publicRoots: true }), [[], true]);
    assert.deepEqual(trusted(namedTrust('CN=one', 'CN=two')), [
      [
        ['CN=one', null, null],
        ['CN=two', null, null],
      ],
      false,
    ]);
    assert.deepEqual(trusted({ kind: 'everything', because: {} as never }), [[], false]);
    assert.deepEqual(trusted({ kind: 'unknown', because: {} as never }), [[], false]);
  });

  it('say what becomes of the certificate of the one that rejects', () => {
    const notAsked = { kind: 'accepted', because: { code: 'certificate-not-asked', peer: null } } as const;
    const ways: readonly (readonly [Acceptance, string])[] = [
      [refused('expired'), 'fails'],
      [taken, 'works'],
      [notAsked, 'not-asked'],
      [unknown, 'unknown'],
    ];
    for (const [acceptance, way] of ways) {
      assert.equal(told('server', { client: acceptance }).otherWay, way);
      assert.equal(told('client', { server: acceptance }).otherWay, way);
    }
  });

  describe('with the files of one of them', () => {
    const place = { file: 'elasticsearch.yml', line: 7 };
    const setting = (key: string, value: Setting['value'], at = place): Setting => ({ key, value, secret: false, place: at, from: 'yml' });
    const anchor = { certificate: rootCa, file: 'ca.crt', alias: null, from: 'ca-file' } as const;
    const side = (label: string, settings: readonly Setting[], given: { readonly place?: typeof place | null } = {}): ReadSide => ({
      label,
      setup: { settings } as never,
      context: {
        identities: [
          { chain: chainOf('stale'), file: 'old.crt' },
          { chain: [], file: 'none.crt' },
          { chain: es01.chain, file: 'node.crt' },
        ],
        trust: {
          kind: 'anchors',
          anchors: [anchor],
          publicRoots: false,
          because: null,
          place: given.place === undefined ? place : given.place,
        },
      } as never,
    });
    const authorities = setting('xpack.security.transport.ssl.certificate_authorities', ['ca.crt']);
    const from = { ...es01, trust: anchorTrust(rootCa, otherCa) };

    it('name the file and the line that say whom it trusts', () => {
      const sides = told('server', { from }, { read: side('es01', [authorities]) });
      assert.deepEqual(sides.setBy, { ...place, setting: authorities.key, value: '["ca.crt"]' });
      assert.deepEqual(
        sides.trusted.map(({ file }) => file),
        ['ca.crt', null],
      );
      assert.equal(sides.served.file, null);
    });

    it('name the file with the certificate that is rejected, and no trust of the other', () => {
      const sides = told('client', { from }, { read: side('es01', [authorities]) });
      assert.equal(sides.served.file, 'node.crt');
      assert.equal(sides.setBy, null);
      assert.ok(sides.trusted.every(({ file }) => file === null));
      const unlike = told('client', { from: { ...from, chain: chainOf('elsewhere') } }, { read: side('es01', [authorities]) });
      assert.equal(unlike.served.file, null);
    });

    it('are not taken for those of the other', () => {
      const sides = told('server', { from }, { read: side('es02', [authorities]) });
      assert.deepEqual([sides.setBy, sides.trusted[0]?.file], [null, null]);
      const swapped = told('client', { from }, { read: side('es02', [authorities]) });
      assert.equal(swapped.served.file, null);
      assert.deepEqual(swapped.setBy, { ...place, setting: authorities.key, value: '["ca.crt"]' });
    });

    const settings: readonly (readonly [what: string, all: readonly Setting[], setting: string | null, value?: string | null])[] = [
      ['a trust store', [setting('ssl.truststore.path', 'trust.p12')], 'ssl.truststore.path', 'trust.p12'],
      ['a key store', [setting('ssl.keystore.path', 'node.p12')], 'ssl.keystore.path', 'node.p12'],
      ['a list of CAs in Kibana', [setting('ssl.certificateAuthorities', 'ca.crt')], 'ssl.certificateAuthorities', 'ca.crt'],
      ['a secret', [setting('ssl.truststore.path', null)], 'ssl.truststore.path', null],
      ['another setting on that line', [setting('ssl.verification_mode', 'full')], null],
      ['the setting on another line', [setting('ssl.truststore.path', 'trust.p12', { ...place, line: 8 })], null],
      ['the setting in another file', [setting('ssl.truststore.path', 'trust.p12', { ...place, file: 'other.yml' })], null],
      ['nothing', [], null],
      ['the setting twice', [setting('ssl.truststore.path', 'a'), setting('ssl.truststore.path', 'b')], 'ssl.truststore.path', 'b'],
    ];
    for (const [what, all, key, value] of settings) {
      it(`are looked through for ${what}`, () => {
        const { setBy } = told('server', { from }, { read: side('es01', all) });
        assert.deepEqual(setBy, key === null ? null : { ...place, setting: key, value: value ?? null });
      });
    }

    it('name no line where a default decides', () => {
      assert.equal(told('server', { from }, { read: side('es01', [authorities], { place: null }) }).setBy, null);
    });
  });
});
