import { isLoopbackSetting } from '../model/bind-address.ts';
import type { Certificate } from '../model/certificate.ts';
import type { Deployment } from '../model/deployment.ts';
import type { NameVerdict } from '../model/evidence.ts';
import { unbracketed } from '../model/host-port.ts';
import { type ClientAuth, type Conversation, nothingAnswered, type Observation } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import type { Identity, Setup, TlsContext, Trust } from '../model/setup.ts';
import { allAnswered } from '../model/shortfall.ts';
import type { ConfiguredCertificate, ObservedConnection, SetupEvidence } from '../rules/framework/rule.ts';
import { channelOf, isInForce, isTransport } from '../rules/setup/contexts.ts';
import { matchName } from '../x509/match-name.ts';
import { gatherEvidence } from './gather-evidence.ts';

export type SetupJudging = {
  /** The instant that dates are judged at. */
  readonly at: Date;
  readonly deployment: Deployment;
  /** What was seen of the endpoints that it names. */
  readonly met?: readonly ObservedConnection[];
};

/** Adds to a Setup what peers would make of the certificates in it. Needs neither files nor network. */
export async function gatherSetupEvidence(setup: Setup, { at, deployment, met = [] }: SetupJudging): Promise<SetupEvidence> {
  const shown: ConfiguredCertificate[] = [];
  const known = authoritiesIn(setup);
  for (const context of setup.contexts.filter((each) => isInForce(setup, each))) {
    const own = context.trust.anchors.map(({ certificate }) => certificate);
    const anchors = isTransport(context) ? own : known;
    for (const identity of context.identities) {
      const evidence = await gatherEvidence(asObserved(context, identity, at), { anchors, serverName: null, deployment, at });
      shown.push({ context, identity, evidence, names: namesOf(setup, context, identity) });
    }
  }
  return { setup, shown, met, at, deployment };
}

/** Every CA that the files hold, whatever for. */
function authoritiesIn({ contexts }: Setup): readonly Certificate[] {
  const all = contexts.flatMap(({ trust, identities }) => [
    ...trust.anchors.map(({ certificate }) => certificate),
    ...identities.flatMap(({ chain }) => chain.slice(1)),
  ]);
  return [...new Map(all.filter(({ isCa }) => isCa).map((certificate) => [certificate.sha256, certificate])).values()];
}

function namesOf({ facts }: Setup, { kind }: TlsContext, { chain: [leaf] }: Identity): readonly NameVerdict[] {
  if (leaf === undefined) return [];
  // Peers on the JVM dial what transport publishes, browsers what Kibana is said to be.
  if (kind === 'transport')
    return facts.transportPublishHosts.filter(isWrittenOut).map((host) => matchName(leaf, unbracketed(host), 'jsse25'));
  if (kind !== 'kibana-server') return [];
  return facts.httpPublishHosts.flatMap((url) =>
    URL.canParse(url) ? [matchName(leaf, unbracketed(new URL(url).hostname), 'rfc5280')] : [],
  );
}

/** A name or an address; `_site_`, `0.0.0.0` and their like stand for what only the machine knows. */
function isWrittenOut(host: string): boolean {
  return !/^_|^(?:0\.0\.0\.0|\[?::\]?)$/.test(host) && !isLoopbackSetting(host);
}

/** What a probe would see of it, had the process been started with these files just now. */
function asObserved(context: TlsContext, identity: Identity, at: Date): Observation {
  const asks = context.clientAuthentication !== null && context.clientAuthentication.value !== 'none';
  const known = new Set<string>(context.protocols.value);
  const versions = protocolVersions.filter((version) => known.has(version));
  return {
    target: { label: identity.file, host: '', port: 0, scheme: null },
    address: null,
    localAddress: null,
    channel: channelOf[context.kind],
    channelFrom: 'scheme',
    startedAt: at,
    finishedAt: at,
    reachability: { kind: 'open' },
    unanswered: allAnswered,
    service: { ...nothingAnswered, security: 'tls' },
    conversations: [conversationOf(context, identity, asks, at)],
    versions: Object.fromEntries(versions.map((version) => [version, 'accepted'] as const)),
    clientAuth: Object.fromEntries(versions.map((version) => [version, clientAuthOf(context)] as const)) as Readonly<
      Partial<Record<ProtocolVersion, ClientAuth>>
    >,
    stranger: 'not-asked',
    clock: null,
    vantage: null,
    cost: { connections: 0, bytesSent: 0, bytesReceived: 0, durationMs: 0 },
  };
}

function clientAuthOf({ clientAuthentication }: TlsContext): ClientAuth {
  return { kind: clientAuthentication?.value ?? 'none', evidence: 'the settings say so' };
}

function conversationOf({ trust }: TlsContext, { chain, keyMatches }: Identity, asks: boolean, at: Date): Conversation {
  return {
    offeredVersions: [],
    serverName: null,
    identity: 'none',
    answeredInTls: true,
    version: null,
    cipherSuite: null,
    group: null,
    signatureScheme: null,
    serverSignature: keyMatches === null ? 'unverifiable' : keyMatches ? 'valid' : 'invalid',
    alpn: null,
    chain: chain.map(({ der }) => der),
    ocspResponse: null,
    certificateRequest: asks ? { authorities: authoritiesBeside(chain[0], trust), signatureSchemes: [] } : null,
    serverFlightComplete: true,
    helloTime: null,
    startedAt: at,
    ending: { kind: 'stopped', phase: 'server-flight' },
  };
}

/**
 * A server names every certificate that it trusts, whether it is a CA or not. Another certificate with the name of the own one is left out: whoever goes by names, as one has
 * to from outside, would take it for the own one.
 */
function authoritiesBeside(own: Certificate | undefined, { anchors }: Trust): readonly Uint8Array[] {
  return anchors.flatMap(({ certificate: { subject, subjectDer, sha256 } }) =>
    own !== undefined && subject === own.subject && sha256 !== own.sha256 ? [] : [subjectDer],
  );
}
