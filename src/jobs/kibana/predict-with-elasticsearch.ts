import { nodeClientSuites } from '../../elastic/node-suites.ts';
import { withNamesakes } from '../../evidence/peers/namesakes-behind.ts';
import { peerOfContext } from '../../evidence/peers/peer-of-context.ts';
import { peerOfEvidence } from '../../evidence/peers/peer-of-evidence.ts';
import { predictAcceptance, unreadableFor } from '../../evidence/peers/predict-acceptance.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { EndpointEvidence, ModelVerdict } from '../../model/evidence.ts';
import type { Acceptance, Peer, PeerHandshake, PeerSuites } from '../../model/peer-handshake.ts';
import { protocolVersions } from '../../model/protocol-version.ts';
import { sameName } from '../../model/same-name.ts';
import type { TlsContext } from '../../model/setup.ts';
import type { VerifyReason } from '../../model/verify-reason.ts';
import { topOfSentPath } from '../../rules/facts/sent-path.ts';
import { signedBy } from '../../x509/signature.ts';

/** What a meeting is judged by. */
export type MeetingOptions = {
  readonly at: Date;
  /** CA certificates at hand, such as those that other hosts sent. They are trusted by nobody for being here. */
  readonly known: readonly Certificate[];
  readonly signal?: AbortSignal;
};

/**
 * What happens when Kibana connects to an Elasticsearch that was seen: the one judges as Node does, the other as JSSE, unless it has shown what it does. `refused` has, beside the
 * reasons of x509, `no-certificate` (one is demanded, and Kibana has none) and `unexplained` (it was refused, and nothing shows why).
 */
export async function predictWithElasticsearch(
  context: TlsContext,
  evidence: EndpointEvidence,
  { label, kibana }: { readonly label: string; readonly kibana: string },
  options: MeetingOptions,
): Promise<PeerHandshake> {
  const from = kibanaPeer(context, kibana);
  const to = peerOfEvidence(evidence, label, from.chain[0] ?? null);
  return {
    from,
    to,
    at: options.at,
    // OpenSSL compares the issuer of the CA as well.
    server: withNamesakes(serverSide(from, evidence, options.known), {
      holder: evidence,
      judge: from,
      known: options.known,
      sameIssuer: sameName,
    }),
    client: await clientSide(from, to, evidence, options),
    names: [evidence.name],
  };
}

/** Kibana as a client: as its files make it, with the versions and suites that Node offers. */
function kibanaPeer(context: TlsContext, label: string): Peer {
  const peer = peerOfContext(
    { ...context, enabled: { value: true, place: null } },
    { label, namesConnectedTo: [], namesSurelyConnectedTo: [], release: null, clusterName: null },
  );
  const suites = protocolVersions.flatMap((version): readonly (readonly [string, PeerSuites])[] => {
    const names = nodeClientSuites[version];
    return names === undefined ? [] : [[version, { names, complete: true, from: 'configured' }]];
  });
  return { ...peer, gap: null, speaks: null, suites: Object.fromEntries(suites) };
}

function serverSide({ trust }: Peer, evidence: EndpointEvidence, known: readonly Certificate[]): Acceptance {
  const unread = unreadableFor('openssl', evidence);
  if (unread !== null) return unread;
  if (trust.kind === 'everything') return { kind: 'accepted', because: { code: 'kibana-verification-none' } };
  if (trust.kind === 'unknown') return { kind: 'unknown', because: trust.because };
  const verdict: ModelVerdict = evidence.peers?.verdicts.node ?? { kind: 'not-checked', because: { code: 'no-certificate-seen' } };
  switch (verdict.kind) {
    case 'trusted':
      return { kind: 'accepted', because: { code: 'leads-to-anchor', anchor: verdict.path.at(-1)?.subject ?? null } };
    case 'not-checked':
      return { kind: 'unknown', because: verdict.because };
    case 'untrusted': {
      const { reason, because, at } = verdict;
      return (
        missingLink(evidence, reason, known) ?? {
          kind: 'refused',
          reason,
          fault: because,
          facts: at === null ? {} : { subject: at.subject, issuer: at.issuer },
          certainty: 'proven',
        }
      );
    }
  }
}

/** The chain ends below a certificate that is known from elsewhere, and above that is one that Kibana trusts. */
function missingLink({ chain, anchors }: EndpointEvidence, reason: VerifyReason, known: readonly Certificate[]): Acceptance | null {
  const top = topOfSentPath(chain);
  if (reason !== 'unknown-issuer' || top === undefined) return null;
  const link = known.find(
    (one) =>
      one.isCa &&
      !one.selfIssued &&
      sameName(one.subject, top.issuer) &&
      signedBy(top, one) === true &&
      anchors.some((anchor) => signedBy(one, anchor) === true),
  );
  if (link === undefined) return null;
  return {
    kind: 'refused',
    reason: 'missing-intermediate',
    fault: { code: 'refusal-by-kibana-without-intermediate', missing: link.subject, above: link.issuer },
    facts: { subject: top.subject, missing: link.subject, missingSha256: link.sha256 },
    certainty: 'proven',
  };
}

async function clientSide(from: Peer, to: Peer, evidence: EndpointEvidence, options: MeetingOptions): Promise<Acceptance> {
  const mode = to.clientAuthentication;
  if (mode === 'none') return { kind: 'accepted', because: { code: 'certificate-not-asked', peer: null } };
  if (from.chain.length === 0) {
    if (mode === 'optional') return { kind: 'accepted', because: { code: 'without-let-in' } };
    if (mode === 'unknown') return { kind: 'unknown', because: { code: 'insistence-not-proved', peer: to.label, besides: null } };
    return {
      kind: 'refused',
      reason: 'no-certificate',
      fault: { code: 'refusal-without-certificate' },
      facts: {},
      certainty: 'proven',
    };
  }
  const given = evidence.observation.conversations.filter(({ identity }) => identity === 'given');
  // Up to TLS 1.2 the server's Finished comes after its verdict.
  if (given.some(({ ending, version }) => ending.kind === 'accepted' && (version !== 'TLSv1.3' || ending.by !== 'finished')))
    return { kind: 'accepted', because: { code: 'kibana-let-in' } };
  const verdict = await predictAcceptance(from, to, 'client', options);
  const predicted = verdict.kind === 'refused' && verdict.reason === 'not-sent' ? sentAllTheSame(verdict) : verdict;
  const refused = given.find(
    ({ ending }) =>
      (ending.kind === 'alert' || ending.kind === 'closed') && ending.phase !== 'before-server-hello' && ending.phase !== 'server-flight',
  );
  if (refused === undefined || predicted.kind === 'refused') return predicted;
  return {
    kind: 'refused',
    reason: 'unexplained',
    fault: { code: 'refusal-unexplained' },
    facts: { ending: refused.ending.kind, ...(refused.ending.kind === 'alert' ? { alert: refused.ending.description } : {}) },
    certainty: 'likely',
  };
}

/** Unlike Java, OpenSSL sends its certificate whatever CAs the server names. */
function sentAllTheSame({ facts }: Extract<Acceptance, { readonly kind: 'refused' }>): Acceptance {
  return {
    kind: 'refused',
    reason: 'unknown-issuer',
    fault: { code: 'refusal-untrusted-issuer', issuer: facts.issuer ?? '', trusted: facts.accepted ?? [] },
    facts,
    certainty: 'proven',
  };
}
