import assert from 'node:assert/strict';
import { peerOfContext } from '../../../src/evidence/peers/peer-of-context.ts';
import type { Identity, TlsContext } from '../../../src/model/setup.ts';
import { authority, certificate } from '../../support/evidence.ts';
import { tlsContext } from '../../support/tls-context.ts';

const chosen = <T>(value: T) => ({ value, place: null });
const identity = { chain: [certificate()], keyMatches: true } as unknown as Identity;
const bearer = { label: 'es03', namesConnectedTo: [], namesSurelyConnectedTo: [], release: null, clusterName: null };
const peer = (given: Partial<TlsContext> = {}) =>
  peerOfContext(tlsContext('xpack.security.transport.ssl', { identities: [identity], ...given }), bearer);

describe('a node as its files would make it', () => {
  const anchors = [{ certificate: authority() }] as unknown as Extract<TlsContext['trust'], { kind: 'anchors' }>['anchors'];
  const trust = { kind: 'anchors', anchors, publicRoots: false, because: null, place: null } as const;
  for (const [what, given, kind] of [
    ['anchors, and it verifies', { trust }, 'anchors'],
    ['anchors, and it verifies certificates alone', { trust, verification: chosen('certificate') }, 'anchors'],
    ['anchors, and it verifies nothing', { trust, verification: chosen('none') }, 'everything'],
    ['everything', { trust: { kind: 'everything', because: null, place: null } }, 'everything'],
    ['what could not be read', { trust: { kind: 'unknown', because: null, place: null } }, 'unknown'],
  ] as const satisfies readonly (readonly [string, object, string])[])
    it(`trusts ${kind}: its files have ${what}`, () => {
      const reported = peer(given as unknown as Partial<TlsContext>).trust;
      assert.equal(reported.kind, kind);
      if (reported.kind === 'anchors') assert.deepEqual(reported.anchors, [authority()]);
    });

  for (const [mode, expected] of [
    [{ value: 'required', place: null }, 'required'],
    [{ value: 'optional', place: null }, 'optional'],
    [{ value: 'none', place: null }, 'none'],
    [null, 'unknown'],
  ] as const)
    it(`asks for client certificates as its settings have it: ${expected}`, () =>
      assert.equal(peer({ clientAuthentication: mode }).clientAuthentication, expected));

  for (const [what, given, security, gap] of [
    ['with a certificate', {}, 'tls', null],
    ['without one', { identities: [] }, 'tls', 'no-certificate-in-files'],
    ['without TLS', { enabled: chosen(false) }, 'plaintext', null],
    ['without TLS and without a certificate', { enabled: chosen(false), identities: [] }, 'plaintext', null],
  ] as const)
    it(`speaks ${security}: ${what}`, () => {
      const reported = peer(given);
      assert.deepEqual([reported.security, reported.gap?.code ?? null], [security, gap]);
    });

  it('speaks the versions and suites of its settings, each suite in the version that it is of', () => {
    const { versions, suites } = peer({
      protocols: chosen(['TLSv1.2']),
      cipherSuites: chosen(['TLS_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384']),
    });
    assert.deepEqual([versions['TLSv1.3'], versions['TLSv1.2'], versions['TLSv1.1']], ['rejected', 'accepted', 'rejected']);
    assert.deepEqual(
      [suites['TLSv1.3']?.names, suites['TLSv1.2']?.names],
      [['TLS_AES_256_GCM_SHA384'], ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384']],
    );
  });

  for (const matches of [true, false, null])
    it(`has a key that ${matches === null ? 'was not compared' : matches ? 'fits' : 'does not fit'}`, () =>
      assert.equal(peer({ identities: [{ ...identity, keyMatches: matches }] }).keyFits, matches));
});
