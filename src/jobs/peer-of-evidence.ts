import type { Certificate } from '../model/certificate.ts';
import type { Peer, PeerSuites, PeerTrust, TriedIssuer } from '../model/encounter.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Conversation, Observation } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import { nothingHeard } from '../rules/nothing-heard.ts';

/**
 * A node as it showed itself to a prober.
 *
 * @param given the leaf of the user's own certificate, where one was offered: what the node did with it tells of the key behind a CA's name
 */
export function peerOfEvidence(evidence: Evidence, label: string, given: Certificate | null = null): Peer {
  const { observation, chain } = evidence;
  const { service } = observation;
  return {
    label,
    security: service.security === 'tls' || service.security === 'plaintext' ? service.security : 'unknown',
    gap:
      nothingHeard(observation) ?? (service.security === 'other' ? 'what the port speaks is neither TLS nor the transport protocol' : null),
    ...dialled(evidence),
    chain,
    keyFits: keyFits(observation.conversations),
    versions: observation.versions,
    suites: suitesOf(observation),
    clientAuthentication: clientAuthentication(observation),
    verification: null,
    trust: trustOf(evidence, given),
  };
}

/** Without the node's word for what it publishes, the address is the best guess: that is what it does by default. */
function dialled({ api, observation: { target, address } }: Evidence): Pick<Peer, 'dialledBy' | 'publishes'> {
  const published = api?.node?.transport?.published;
  if (published === undefined) return { dialledBy: [...new Set(address === null ? [target.host] : [target.host, address])] };
  const publishes = published.name ?? published.address;
  return { dialledBy: [...new Set([target.host, publishes])], publishes };
}

function keyFits(conversations: readonly Conversation[]): boolean | null {
  if (conversations.some(({ serverSignature }) => serverSignature === 'invalid')) return false;
  return conversations.some(({ serverSignature }) => serverSignature === 'valid') ? true : null;
}

function suitesOf({ conversations, details }: Observation): Peer['suites'] {
  const entries = protocolVersions.flatMap((version): [ProtocolVersion, PeerSuites][] => {
    const enumerated = details?.cipherSuites?.[version];
    const chosen = conversations.flatMap((one) => (one.version === version && one.cipherSuite !== null ? [one.cipherSuite] : []));
    const names = [...new Set([...(enumerated?.accepted ?? []), ...chosen])];
    return names.length === 0 ? [] : [[version, { names, complete: enumerated?.gap === null, from: 'served' }]];
  });
  return Object.fromEntries(entries);
}

/** The weakest of the versions that it accepts: that is the one by which a node without a fitting certificate gets in. */
function clientAuthentication({ clientAuth }: Observation): Peer['clientAuthentication'] {
  const seen = Object.values(clientAuth);
  const kinds = new Set(seen.map((one) => (one.kind === 'unknown' && one.requested ? 'requested' : one.kind)));
  if (kinds.size === 0) return 'unknown';
  return (
    (['none', 'optional'] as const).find((kind) => kinds.has(kind)) ?? (kinds.size === 1 && kinds.has('required') ? 'required' : 'unknown')
  );
}

function trustOf({ observation, acceptableIssuers }: Evidence, given: Certificate | null): PeerTrust {
  if (observation.stranger === 'accepted') return { kind: 'everything', because: 'a certificate that nobody signed was let in' };
  if (acceptableIssuers === null) {
    const asked = Object.values(observation.clientAuth).some(({ kind }) => kind === 'none');
    return {
      kind: 'unknown',
      because: asked
        ? 'it asks for no certificate, so whom it trusts does not show'
        : 'its request for a certificate, which names the CAs, was not seen',
    };
  }
  if (acceptableIssuers.length === 0)
    return { kind: 'unknown', because: 'it names no CA, as a node does that verifies nothing, so whom it trusts does not show' };
  return { kind: 'names', names: acceptableIssuers, tried: given === null ? [] : triedWith(observation, given) };
}

/** A client's certificate that is past its dates, or not for clients, is refused for that, and says nothing of the CA. */
function triedWith({ conversations, startedAt }: Observation, given: Certificate): readonly TriedIssuer[] {
  const { notBefore, notAfter, extendedKeyUsage, issuer, authorityKeyId } = given;
  const forClients =
    extendedKeyUsage === null || extendedKeyUsage.some((usage) => usage === 'clientAuth' || usage === 'anyExtendedKeyUsage');
  const fit = forClients && notBefore <= startedAt && startedAt <= notAfter;
  const answers = conversations
    .filter(({ identity }) => identity === 'given')
    .map(({ ending, version }) => {
      if (ending.kind === 'accepted') return version !== 'TLSv1.3' || ending.by !== 'finished' ? 'accepted' : null;
      // 46 certificate_unknown is what JSSE answers to every certificate that it does not take.
      return ending.kind === 'alert' && ending.description === 46 && fit ? 'refused' : null;
    });
  const answer = answers.find((one) => one !== null);
  return answer === undefined || answer === null ? [] : [{ issuer, authorityKeyId, answer }];
}
