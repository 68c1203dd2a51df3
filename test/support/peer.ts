import assert from 'node:assert/strict';
import type { Certificate } from '../../src/model/certificate.ts';
import type { Peer, PeerHandshake, PeerTrustStore } from '../../src/model/peer-handshake.ts';
import type { RefusalReason } from '../../src/model/verify-reason.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { authority, certificate, noon } from './evidence.ts';

/** A node as it should be, seen from outside. */
export function peer(given: Partial<Peer> = {}): Peer {
  return {
    label: 'es01:9300',
    security: 'tls',
    gap: null,
    namesConnectedTo: ['es01'],
    namesSurelyConnectedTo: [],
    speaks: 'transport',
    release: null,
    clusterName: null,
    chain: [certificate()],
    keyFits: true,
    versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted' },
    takesNoSuite: false,
    suites: { 'TLSv1.3': { names: ['TLS_AES_256_GCM_SHA384'], complete: true, from: 'served' } },
    clientAuthentication: 'required',
    verification: null,
    trust: namedTrust(authority().subject),
    ...given,
  };
}

/** Trust as a CertificateRequest shows it. */
export function namedTrust(...names: readonly string[]): Extract<PeerTrustStore, { readonly kind: 'names' }> {
  return { kind: 'names', names: names.map((name) => ({ name, der: new TextEncoder().encode(name), publicRoot: false })), tried: [] };
}

/** Trust as files show it. */
export function anchorTrust(...anchors: readonly Certificate[]): PeerTrustStore {
  return { kind: 'anchors', anchors, publicRoots: false };
}

/** Two nodes of which each lets the other in. */
export function handshake(given: Partial<PeerHandshake> = {}): PeerHandshake {
  const accepted = { kind: 'accepted', because: { code: 'leads-to-anchor', anchor: null } } as const;
  return {
    from: peer(),
    to: peer({ label: 'es02:9300', namesConnectedTo: ['es02'] }),
    at: noon,
    server: accepted,
    client: accepted,
    names: [{ kind: 'match', name: 'es02', by: 'DNS:es02' }],
    ...given,
  };
}

export function refused(reason: RefusalReason) {
  return { kind: 'refused', reason, fault: { code: 'path-no-anchor' }, facts: {}, certainty: 'proven' } as const;
}

/** A certificate that can be read. */
export function parsed(der: Uint8Array): Certificate {
  const result = parseCertificate(der);
  return result.kind === 'certificate' ? result.certificate : assert.fail(result.flaw.code);
}
