import { compareWithShipped } from '../elastic/compare-with-shipped.ts';
import { eceServiceAt } from '../elastic/ece-services.ts';
import type { ApiFacts } from '../model/api-facts.ts';
import type { Certificate } from '../model/certificate.ts';
import type { AcceptableIssuer, CertificateEvidence, CertificateUse, EndpointEvidence, OcspStatus } from '../model/evidence.ts';
import { isListedAs } from '../model/listed-certificate.ts';
import type { Conversation, Observation } from '../model/observation.ts';
import { readOcspResponse } from '../x509/ocsp-response.ts';
import { chainLinks } from '../x509/path/chain-links.ts';
import { matchName } from '../x509/path/match-name.ts';
import { acceptableIssuer } from './acceptable-issuer.ts';
import { type CertificateJudging, certificateEvidence, derivedFacts, issuerOf, nameVerdict, sentSize } from './certificate-evidence.ts';
import { asksClients, clientAuthVerdict } from './client-auth-verdict.ts';
import { nameMismatch } from './name-mismatch.ts';
import { noCertificate } from './no-certificate.ts';

/** What an observation is judged by. */
export type JudgingOptions = CertificateJudging & {
  /** The name that the certificate must bear; null checks none. Absent: the target's host. */
  readonly serverName?: string | null;
  /** See `EndpointEvidence.besideOpenSearch`. */
  readonly besideOpenSearch?: boolean;
  /** See `EndpointEvidence.shownIdentity`. */
  readonly identity?: readonly Certificate[];
};

/** Adds to what was seen all that can be said of its certificates. Needs no network. */
export async function gatherEvidence(observation: Observation, options: JudgingOptions): Promise<EndpointEvidence> {
  const { channel, vantage, address, target, conversations } = observation;
  const certificates = await certificateEvidence(
    {
      channel,
      use: useAt(channel),
      foundAt: 'endpoint',
      vantage,
      address,
      chain: sentChain(observation),
      chains: conversations.map(({ chain }) => chain),
      absent: noCertificate(observation),
      acceptableIssuers: acceptableIssuers(observation),
      asksClients: asksClients(observation),
      keyMatches: keyMatches(conversations),
      host: target.host,
      serverName: nameAskedFor(observation, options),
    },
    options,
  );
  const clientHellos = await clientHellosOf(observation, certificates.chain);
  const eceService = certificates.deployment.type === 'ece' ? eceServiceAt(target.port) : null;
  return {
    ...certificates,
    // The proxy shows its certificate to nobody as a client.
    ...(eceService === null ? {} : { eceService, ...(eceService === 'proxy' ? { use: 'server' } : {}) }),
    ...(clientHellos === undefined ? {} : { clientHellos }),
    observation,
    ...(options.besideOpenSearch === true ? { besideOpenSearch: true } : {}),
    clientAuth: clientAuthVerdict(observation),
    ocsp: ocspStatus(observation, certificates),
    ...(options.identity === undefined || options.identity.length === 0 ? {} : { shownIdentity: options.identity }),
    shipped: compareWithShipped(observation, certificates.chain[0]?.publicKey.algorithm ?? null),
  };
}

/** What is recorded of clients is loaded where one was asked for: few scans do. */
async function clientHellosOf(observation: Observation, chain: readonly Certificate[]): Promise<EndpointEvidence['clientHellos']> {
  if (observation.details?.clientHellos === undefined) return undefined;
  const { answeredHellos } = await import('./handshake/client-hellos.ts');
  return answeredHellos(observation.details.clientHellos, observation.conversations, chain);
}

/** The same of another observation that has the same likeness, where no trust is judged. */
export function evidenceAlike(evidence: EndpointEvidence, observation: Observation, options: JudgingOptions): EndpointEvidence {
  const name = nameVerdict(evidence.chain[0], sentChain(observation), nameAskedFor(observation, options));
  return { ...evidence, observation, at: options.at, name, mismatch: nameMismatch(name, evidence.names, observation) };
}

/**
 * The same of another observation that differs from this one's in its own certificate alone, which is of the same shape (`leafShape`), where no trust is judged. Null where more
 * than the certificate differs by it. Its names tell the same of how the stack is run.
 */
export function evidenceOfShape(
  evidence: EndpointEvidence,
  leaf: Certificate,
  observation: Observation,
  options: JudgingOptions,
): EndpointEvidence | null {
  const chain = [leaf, ...evidence.chain.slice(1)];
  const { anchors, acceptableIssuers } = evidence;
  const [first] = chainLinks(chain.slice(0, 2));
  const links = first === undefined ? evidence.links : [first, ...evidence.links.slice(1)];
  const issuer = issuerOf(chain, anchors);
  const name = nameVerdict(leaf, sentChain(observation), nameAskedFor(observation, options));
  const facts = derivedFacts({ chain, anchors, links, issuer, name, acceptableIssuers }, observation);
  const [known] = evidence.links;
  const isAlike =
    issuer === evidence.issuer &&
    first?.names === known?.names &&
    first?.signature === known?.signature &&
    facts.pinned === evidence.pinned &&
    facts.authorities.length === evidence.authorities.length &&
    facts.authorities.every(({ certificate }, nth) => certificate === evidence.authorities[nth]?.certificate);
  if (!isAlike) return null;
  return {
    ...evidence,
    observation,
    at: options.at,
    chain,
    sent: sentSize(observation.conversations.map((each) => each.chain)),
    links,
    name,
    ...facts,
  };
}

/** Adds what the REST API told. */
export function withApi(evidence: EndpointEvidence, api: ApiFacts): EndpointEvidence {
  const { channel } = evidence.observation;
  const published = channel === 'transport' ? api.node?.transport?.published : undefined;
  const reported = { ...evidence, api, listedBeside: listedBeside(evidence, api) };
  const [leaf] = evidence.chain;
  if (published === undefined || leaf === undefined) return reported;
  const match = matchName(leaf, published.name ?? published.address, 'jsse25');
  return {
    ...reported,
    published:
      match.kind === 'match'
        ? { kind: 'match', name: match.name, by: match.by }
        : { kind: 'mismatch', name: match.name, because: match.because },
  };
}

/** See `CertificateEvidence.listedBeside`. */
export function listedBeside(
  { channel, chain, anchors }: Pick<EndpointEvidence, 'channel' | 'chain' | 'anchors'>,
  { own }: ApiFacts,
): EndpointEvidence['listedBeside'] {
  if (channel !== 'http' || own?.certificates.kind !== 'told') return [];
  return own.certificates.value.filter((listed) => ![...chain, ...anchors].some((known) => isListedAs(known, listed)));
}

/** Nodes show the certificate of transport to those that they connect to as well. */
export function useAt(channel: Observation['channel']): CertificateUse {
  return channel === 'transport' ? 'server-and-client' : 'server';
}

/** By what the server signed with it. */
export function keyMatches(conversations: readonly Conversation[]): boolean | null {
  if (conversations.some(({ serverSignature }) => serverSignature === 'invalid')) return false;
  return conversations.some(({ serverSignature }) => serverSignature === 'valid') ? true : null;
}

function nameAskedFor({ target }: Observation, { serverName }: JudgingOptions): string | null {
  return serverName === undefined ? target.host : serverName;
}

/** The chain of the first connection that showed one. */
function sentChain({ conversations }: Observation): readonly Uint8Array[] {
  return conversations.find(({ chain }) => chain.length > 0)?.chain ?? [];
}

/** Servers send the same list in each version; where one is cut short, the longest tells most. */
function acceptableIssuers({ conversations }: Observation): readonly AcceptableIssuer[] | null {
  const requests = conversations.flatMap(({ certificateRequest }) => certificateRequest ?? []);
  const longest = requests.sort((a, b) => b.authorities.length - a.authorities.length)[0];
  return longest?.authorities.map(acceptableIssuer) ?? null;
}

function ocspStatus({ conversations }: Observation, { chain: [leaf], issuer }: CertificateEvidence): OcspStatus | null {
  const staple = conversations.find(({ ocspResponse }) => ocspResponse !== null)?.ocspResponse ?? null;
  return staple === null || leaf === undefined ? null : readOcspResponse(staple, leaf, issuer);
}
