import { isLoopbackSetting } from '../model/bind-address.ts';
import type { Certificate } from '../model/certificate.ts';
import type { Deployment } from '../model/deployment.ts';
import type { AcceptableIssuer, NameVerdict } from '../model/evidence.ts';
import { unbracketed } from '../model/host-port.ts';
import type { Identity, Setup, TlsContext } from '../model/setup.ts';
import type { ConfiguredCertificate, ObservedConnection, SetupEvidence } from '../model/setup-evidence.ts';
import { channelOf, isInForce, isTransport, useOf } from '../model/tls-context.ts';
import { matchName } from '../x509/path/match-name.ts';
import { acceptableIssuer } from './acceptable-issuer.ts';
import { certificateEvidence, type PresentedChain } from './certificate-evidence.ts';

export type SetupJudging = {
  /** The instant that dates are judged at. */
  readonly at: Date;
  readonly deployment: Deployment;
  /** How long before its end a certificate is due whatever its life. Absent: the rules say. */
  readonly expiresInMs?: number | undefined;
  /** What was seen of the endpoints that it names. */
  readonly met?: readonly ObservedConnection[];
};

/** Adds to a Setup what peers would make of the certificates in it. Needs neither files nor network. */
export async function gatherSetupEvidence(setup: Setup, { at, deployment, expiresInMs, met = [] }: SetupJudging): Promise<SetupEvidence> {
  const shown: ConfiguredCertificate[] = [];
  const known = authoritiesIn(setup);
  for (const context of setup.contexts.filter((each) => isInForce(setup, each))) {
    const own = context.trust.anchors.map(({ certificate }) => certificate);
    const anchors = isTransport(context) ? own : known;
    for (const identity of context.identities) {
      const evidence = await certificateEvidence(presented(context, identity), {
        anchors,
        deployment,
        at,
        ...(expiresInMs === undefined ? {} : { expiresInMs }),
      });
      shown.push({ context, identity, evidence, names: namesOf(setup, context, identity) });
    }
  }
  return { setup, shown, met, at, deployment, expiresInMs: expiresInMs ?? null };
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
  // Peers on the JVM connect to what transport publishes, browsers what Kibana is said to be.
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

/** What a peer is shown of it once the process has started with these files. */
function presented(context: TlsContext, { chain, keyMatches }: Identity): PresentedChain {
  const ders = chain.map(({ der }) => der);
  return {
    channel: channelOf[context.kind],
    use: useOf(context),
    foundAt: 'file',
    vantage: null,
    address: null,
    chain: ders,
    chains: [ders],
    absent: { kind: 'unknown', because: { code: 'context-without-certificate' } },
    acceptableIssuers: acceptedBy(context, chain[0]),
    asksClients: asks(context) ? 'yes' : 'no',
    keyMatches,
    host: '',
    serverName: null,
  };
}

/** One that only connects to others asks nobody. */
function asks({ clientAuthentication }: TlsContext): boolean {
  return clientAuthentication !== null && clientAuthentication.value !== 'none';
}

/**
 * A server names every certificate that it trusts, whether it is a CA or not. Another certificate with the name of the own one is left out: whoever goes by names, as one has
 * to from outside, would take it for the own one.
 */
function acceptedBy(context: TlsContext, own: Certificate | undefined): readonly AcceptableIssuer[] | null {
  if (!asks(context)) return null;
  return context.trust.anchors.flatMap(({ certificate: { subject, subjectDer, sha256 } }) =>
    own !== undefined && subject === own.subject && sha256 !== own.sha256 ? [] : [acceptableIssuer(subjectDer)],
  );
}
