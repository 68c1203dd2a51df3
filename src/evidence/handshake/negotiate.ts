import type { HelloContent } from '../../hellos/recorded-hello.ts';
import type { HandshakeFault, HandshakePrediction } from '../../model/handshake-prediction.ts';
import { type ProtocolVersion, protocolVersions } from '../../model/protocol-version.ts';
import { groupOfCurve, keyTitle, schemesOfKey } from './key-schemes.ts';
import { ownChainFault } from './own-chain.ts';
import type { ServerOffer } from './server-offer.ts';

/** What a server picks: that it suits the client says nothing yet of the certificates. */
export type Negotiation = Exclude<HandshakePrediction, { readonly kind: 'unknown' }>;

/** What comes of a hello at a server: version, suite, group and signature, as JSSE and OpenSSL choose them, the server's order first. */
export function negotiate(client: HelloContent, server: ServerOffer): Negotiation {
  const version = commonVersion(client, server);
  if (version === null) return breaks({ code: 'no-common-version', client: client.versions, server: server.versions });
  const accepted = client.certificateSignatureSchemes ?? client.signatureSchemes;
  const held = ownChainFault(server, accepted);
  if (held !== null) return breaks(held);
  return version === 'TLSv1.3' ? negotiate13(client, server) : negotiate12(client, server, version);
}

/** OpenSSL goes back to TLS 1.2 where no certificate of its own could sign in TLS 1.3; JSSE does not. */
function commonVersion(client: HelloContent, server: ServerOffer): ProtocolVersion | null {
  const able = (version: ProtocolVersion): boolean => {
    if (version !== 'TLSv1.3' || server.engine.kind === 'jsse' || server.chain[0].publicKey.algorithm !== 'EC') return true;
    return schemesOfKey(server.chain[0], version, server.signatureSchemes, server.engine).length > 0;
  };
  return (
    protocolVersions.find((version) => client.versions.includes(version) && server.versions.includes(version) && able(version)) ?? null
  );
}

function negotiate13(client: HelloContent, server: ServerOffer): Negotiation {
  const version = 'TLSv1.3';
  const suites = server.cipherSuites[version] ?? [];
  const cipherSuite = suites.find((suite) => client.cipherSuites.includes(suite));
  if (cipherSuite === undefined) return breaks({ code: 'no-common-suite', version, client: suitesOf(client, version), server: suites });
  const group = groupFor(client, server, () => true);
  if (group === null) return breaks({ code: 'no-common-group', version, client: client.groups, server: server.groups });
  const [leaf] = server.chain;
  const own = schemesOfKey(leaf, version, server.signatureSchemes, server.engine);
  const signatureScheme = client.signatureSchemes.find((scheme) => own.includes(scheme));
  if (signatureScheme === undefined) return breaks(noScheme(client, server, version, own));
  return { kind: 'completes', version, cipherSuite, group, signatureScheme };
}

/** The first suite that both have and that the server's key and groups suit. */
function negotiate12(client: HelloContent, server: ServerOffer, version: ProtocolVersion): Negotiation {
  const suites = server.cipherSuites[version] ?? [];
  const common = suites.filter((suite) => client.cipherSuites.includes(suite));
  const [leaf] = server.chain;
  const { algorithm, curve } = leaf.publicKey;
  const own = schemesOfKey(leaf, version, server.signatureSchemes, server.engine);
  // Without the list (RFC 5246 §7.4.1.4.1) it would be SHA-1; every client here has one.
  const signatureScheme = client.signatureSchemes.find((scheme) => own.includes(scheme)) ?? null;
  const group = groupFor(client, server, (name) => !/^ffdhe|MLKEM/.test(name));
  const named = algorithm === 'EC' ? (groupOfCurve[curve ?? ''] ?? null) : null;
  const ownGroups = server.engine.kind === 'jsse' ? server.groups : client.groups;
  const curveFits = algorithm !== 'EC' || (named !== null && client.groups.includes(named) && ownGroups.includes(named));
  const fitting = common.filter((suite) => suitsKey(suite, algorithm));
  for (const cipherSuite of fitting) {
    const how = exchangeOf(cipherSuite);
    if (how === 'rsa') {
      if (leaf.keyUsage?.includes('keyEncipherment') ?? true)
        return { kind: 'completes', version, cipherSuite, group: null, signatureScheme: null };
    } else if (signatureScheme !== null && curveFits && (how === 'dhe' ? server.engine.kind === 'jsse' : group !== null))
      return { kind: 'completes', version, cipherSuite, group: how === 'dhe' ? null : group, signatureScheme };
  }
  if (fitting.length === 0) return breaks({ code: 'no-common-suite', version, client: suitesOf(client, version), server: suites });
  if (!curveFits) return breaks({ code: 'curve-not-offered', version, curve: curve ?? 'unnamed', client: client.groups });
  if (signatureScheme === null) return breaks(noScheme(client, server, version, own));
  if (group === null) return breaks({ code: 'no-common-group', version, client: client.groups, server: server.groups });
  return breaks({ code: 'no-common-suite', version, client: suitesOf(client, version), server: suites });
}

function noScheme(client: HelloContent, { chain: [leaf] }: ServerOffer, version: ProtocolVersion, own: readonly string[]): HandshakeFault {
  return { code: 'no-signature-scheme', version, key: keyTitle(leaf), client: client.signatureSchemes, server: own };
}

/** The server's first group that the client has as well: which of them is taken makes no difference here. */
function groupFor(client: HelloContent, server: ServerOffer, fits: (group: string) => boolean): string | null {
  return client.groups.find((group) => server.groups.includes(group) && fits(group)) ?? null;
}

/** Keys that signatures are made with, by the suite's name: EdDSA goes with the suites of ECDSA (RFC 8422 §5.1.1). */
function suitsKey(suite: string, algorithm: string): boolean {
  if (suite.startsWith('TLS_RSA_')) return algorithm === 'RSA';
  if (suite.includes('_ECDSA_')) return algorithm === 'EC' || algorithm.startsWith('Ed');
  return suite.includes('_RSA_') && algorithm.startsWith('RSA');
}

function exchangeOf(suite: string): 'ecdhe' | 'dhe' | 'rsa' {
  return suite.startsWith('TLS_ECDHE_') ? 'ecdhe' : suite.startsWith('TLS_DHE_') ? 'dhe' : 'rsa';
}

function suitesOf({ cipherSuites }: HelloContent, version: ProtocolVersion): readonly string[] {
  return cipherSuites.filter((suite) => suite.includes('_WITH_') === (version !== 'TLSv1.3'));
}

function breaks(fault: HandshakeFault): Negotiation {
  return { kind: 'breaks', fault };
}
