import type { Channel } from '../model/channel.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ClientAuth, Conversation, Observation } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import type { ContextKind, Identity, Setup, TlsContext } from '../model/setup.ts';
import type { Met, SetupEvidence, Shown } from '../rules/rule.ts';
import { gatherEvidence } from './gather-evidence.ts';

export type SetupJudging = {
  /** The instant that dates are judged at. */
  readonly at: Date;
  readonly deployment: Deployment;
  /** What was seen of the endpoints that it names. */
  readonly met?: readonly Met[];
};

/** Adds to a Setup what peers would make of the certificates in it. Needs neither files nor network. */
export async function gatherSetupEvidence(setup: Setup, { at, deployment, met = [] }: SetupJudging): Promise<SetupEvidence> {
  const shown: Shown[] = [];
  for (const context of setup.contexts.filter((each) => isInForce(setup, each))) {
    const anchors = context.trust.anchors.map(({ certificate }) => certificate);
    for (const identity of context.identities) {
      const observation = asObserved(context, identity, at);
      shown.push({ context, identity, evidence: await gatherEvidence(observation, { anchors, serverName: null, deployment, at }) });
    }
  }
  return { setup, shown, met, at, deployment };
}

/** Whether anybody will meet it: security off turns all of them off in a node. */
function isInForce({ product, facts }: Setup, { enabled }: TlsContext): boolean {
  return enabled.value && (product === 'kibana' || facts.securityEnabled.value);
}

const channelOf: Readonly<Record<ContextKind, Channel>> = {
  transport: 'transport',
  'transport-profile': 'transport',
  http: 'http',
  'remote-cluster-server': 'remote-cluster',
  'kibana-server': 'kibana',
  // Those that only dial have no channel: rules on listeners leave them out.
  'remote-cluster-client': 'unknown',
  realm: 'unknown',
  'other-client': 'unknown',
  'kibana-elasticsearch': 'unknown',
};

/** What a probe would see of it, had the process been started with these files just now. */
function asObserved(context: TlsContext, identity: Identity, at: Date): Observation {
  const asks = context.clientAuthentication !== null && context.clientAuthentication.value !== 'none';
  const known = new Set<string>(context.protocols.value);
  const versions = protocolVersions.filter((version) => known.has(version));
  return {
    target: { label: identity.file, host: '', port: 0, scheme: null },
    address: null,
    channel: channelOf[context.kind],
    channelFrom: 'scheme',
    startedAt: at,
    finishedAt: at,
    reachability: { kind: 'open' },
    service: { security: 'tls', application: null, product: null, version: null, clusterName: null, nodeName: null, banner: null },
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
    // A server names every certificate that it trusts, whether it is a CA or not.
    certificateRequest: asks ? { authorities: trust.anchors.map(({ certificate }) => certificate.subjectDer), signatureSchemes: [] } : null,
    serverFlightComplete: true,
    helloTime: null,
    startedAt: at,
    ending: { kind: 'stopped', phase: 'server-flight' },
  };
}
