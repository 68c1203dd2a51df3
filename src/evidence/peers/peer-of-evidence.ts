import type { Certificate } from '../../model/certificate.ts';
import type { Ending } from '../../model/ending.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { Observation } from '../../model/observation.ts';
import type { OfferedCertificateResult, Peer, PeerSuites, PeerTrustStore } from '../../model/peer-handshake.ts';
import { type ProtocolVersion, protocolVersions } from '../../model/protocol-version.ts';
import type { OfferAnswer } from '../../model/reasons/refusal-fault.ts';
import { whySilent } from '../../model/why-silent.ts';

/**
 * A node as it showed itself to handclasp.
 *
 * @param given the leaf of the user's own certificate, where one was offered: what the node did with it tells of the key behind a CA's name
 */
export function peerOfEvidence(evidence: EndpointEvidence, label: string, given: Certificate | null = null): Peer {
  const { observation, chain, unreadable, keyMatches, clientAuth } = evidence;
  const { service } = observation;
  return {
    label,
    security: service.security === 'tls' || service.security === 'plaintext' ? service.security : 'unknown',
    gap: whySilent(observation) ?? (service.security === 'other' ? { code: 'neither-tls-nor-transport' } : null),
    ...connected(evidence),
    speaks: service.application?.kind === 'http' ? 'http' : service.application?.kind === 'transport' ? 'transport' : null,
    release: service.version,
    clusterName: service.clusterName,
    chain,
    ...(unreadable.length === 0 ? {} : { unreadable }),
    keyFits: keyMatches,
    ...versionsOf(observation),
    suites: suitesOf(observation),
    clientAuthentication: clientAuth.kind === 'seen' ? clientAuth.weakest : 'unknown',
    verification: null,
    trust: trustOf(evidence, given),
  };
}

/** Without the node's word for what it publishes, the address is the best guess: that is what it does by default. */
function connected({
  api,
  observation: { target, address, service },
}: EndpointEvidence): Pick<Peer, 'namesConnectedTo' | 'namesSurelyConnectedTo'> {
  const reported = api?.node?.transport?.published;
  const published = reported === undefined ? service.publishAddress?.host : (reported.name ?? reported.address);
  if (published === undefined)
    return { namesConnectedTo: [...new Set(address === null ? [target.host] : [target.host, address])], namesSurelyConnectedTo: [] };
  return { namesConnectedTo: [...new Set([target.host, published])], namesSurelyConnectedTo: [published] };
}

/** A version that is not taken is refused by alert 70 protocol_version (RFC 8446 §6.2). Where alert 40 is all that came, which of them it takes does not show. */
function versionsOf({ versions, conversations }: Observation): Pick<Peer, 'versions' | 'takesNoSuite'> {
  const refused = conversations.find(
    ({ version, ending }) =>
      version === null && ending.kind === 'alert' && ending.description === 40 && ending.phase === 'before-server-hello',
  );
  if (refused === undefined || Object.values(versions).includes('accepted')) return { versions, takesNoSuite: false };
  return {
    versions: { ...versions, ...Object.fromEntries(refused.offeredVersions.map((version) => [version, 'unknown'])) },
    takesNoSuite: true,
  };
}

function suitesOf({ conversations, details, unanswered }: Observation): Peer['suites'] {
  const entries = protocolVersions.flatMap((version): [ProtocolVersion, PeerSuites][] => {
    const enumerated = details?.cipherSuites?.[version];
    const chosen = conversations.flatMap((one) => (one.version === version && one.cipherSuite !== null ? [one.cipherSuite] : []));
    const names = [...new Set([...(enumerated?.accepted ?? []), ...chosen])];
    const cut = enumerated?.gap ?? unanswered.find((one) => one.topic === 'cipher-suites' && one.version === version)?.because ?? null;
    const suites: PeerSuites = { names, complete: enumerated?.gap === null, from: 'served', ...(cut === null ? {} : { cut }) };
    return names.length === 0 ? [] : [[version, suites]];
  });
  return Object.fromEntries(entries);
}

function trustOf({ observation, acceptableIssuers }: EndpointEvidence, given: Certificate | null): PeerTrustStore {
  if (observation.selfSignedAnswer === 'accepted') return { kind: 'everything', because: { code: 'unsigned-let-in' } };
  if (acceptableIssuers === null) {
    const asked = Object.values(observation.clientAuth).some(({ kind }) => kind === 'none');
    return {
      kind: 'unknown',
      because: { code: asked ? 'asks-no-certificate' : 'names-not-seen' },
    };
  }
  if (acceptableIssuers.length === 0) return { kind: 'unknown', because: { code: 'names-no-ca' } };
  return { kind: 'names', names: acceptableIssuers, tried: given === null ? [] : triedWith(observation, given) };
}

/** A client's certificate that is past its dates, or not for clients, is refused for that, and says nothing of the CA. */
function triedWith({ conversations, startedAt }: Observation, given: Certificate): readonly OfferedCertificateResult[] {
  const { notBefore, notAfter, extendedKeyUsage, keyUsage, issuer, authorityKeyId, sha256 } = given;
  const forClients =
    extendedKeyUsage === null || extendedKeyUsage.some((usage) => usage === 'clientAuth' || usage === 'anyExtendedKeyUsage');
  const fit = forClients && (keyUsage === null || keyUsage.includes('digitalSignature')) && notBefore <= startedAt && startedAt <= notAfter;
  for (const { identity, ending, version } of conversations) {
    if (identity !== 'given') continue;
    const isJsse = ending.kind === 'alert' && ending.description === 46;
    const tried = { issuer, authorityKeyId, sha256, isJsse, tellsOfAuthority: fit };
    if (ending.kind === 'accepted' && (version !== 'TLSv1.3' || ending.by !== 'finished'))
      return [{ ...tried, answer: 'accepted', how: { code: 'offer-let-in', by: ending.by } }];
    const how = refusalOf(ending);
    if (how !== null) return [{ ...tried, answer: 'refused', how }];
  }
  return [];
}

/** JSSE answers 46 to every certificate that it does not take; OpenSSL finer ones; Node closes the connection without any. */
function refusalOf(ending: Ending): OfferAnswer | null {
  switch (ending.kind) {
    case 'alert':
      return certificateAlerts.has(ending.description) ? { code: 'offer-alert', description: ending.description, name: ending.name } : null;
    case 'closed':
      return ending.phase === 'after-finished' ? { code: 'offer-closed' } : null;
    case 'accepted':
    case 'undecided':
    case 'timeout':
    case 'protocol-error':
    case 'not-computable':
    case 'not-tls':
    case 'stopped':
      return null;
  }
}

/** RFC 8446 §6.2: bad_certificate, unsupported_certificate, certificate_revoked, certificate_expired, certificate_unknown, unknown_ca. */
const certificateAlerts: ReadonlySet<number> = new Set([42, 43, 44, 45, 46, 48]);
