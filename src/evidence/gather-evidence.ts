import { compareWithShipped } from '../elastic/compare-with-shipped.ts';
import { guessDeployment } from '../elastic/deployments.ts';
import type { ApiFacts } from '../model/api-facts.ts';
import type { Certificate, UnreadableCertificate } from '../model/certificate.ts';
import type { Deployment } from '../model/deployment.ts';
import type { AcceptableIssuer, EndpointEvidence, ModelVerdict, NameVerdict, OcspStatus } from '../model/evidence.ts';
import { managedBy } from '../model/managed-name.ts';
import type { Observation } from '../model/observation.ts';
import { undecidedReasons } from '../model/verify-reason.ts';
import { anchorLinks, chainLinks } from '../x509/chain-links.ts';
import { describeName } from '../x509/distinguished-name.ts';
import { matchName } from '../x509/match-name.ts';
import { readOcspResponse } from '../x509/ocsp-response.ts';
import { parseCertificate } from '../x509/parse-certificate.ts';
import { drawPath, verdictsByModel } from '../x509/peer-verdicts.ts';
import { isPublicRootName, publicRoots } from '../x509/public-roots.ts';
import { signedBy } from '../x509/signature.ts';
import { type VerifyResult, verifyCertificate } from '../x509/verify-certificate.ts';
import { remarkOfRfc5280, trustOfPeers } from './trust-of-peers.ts';

/** What an observation is judged by. */
export type JudgingOptions = {
  /** Certificates to trust; none given: trust is not checked. */
  readonly anchors: readonly Certificate[];
  /** Revocation lists, DER. */
  readonly crls?: readonly Uint8Array[];
  /** The name that the certificate must bear; null checks none. Absent: the target's host. */
  readonly serverName?: string | null;
  /** Absent: guessed from names. */
  readonly deployment?: Deployment;
  /** The instant that dates are judged at. */
  readonly at: Date;
  readonly signal?: AbortSignal;
};

/** Adds to what was seen all that can be said of its certificates. Needs no network. */
export async function gatherEvidence(observation: Observation, options: JudgingOptions): Promise<EndpointEvidence> {
  const sent = sentChain(observation);
  const { chain, behindUnreadable, unreadable } = readChain(sent);
  const issuer = issuerOf(chain, options.anchors);
  return {
    observation,
    at: options.at,
    deployment:
      options.deployment === undefined
        ? guessDeployment({ host: observation.target.host, names: chain.flatMap(namesOf) })
        : { type: options.deployment, guessed: false },
    chain,
    ...(behindUnreadable === null ? {} : { behindUnreadable }),
    unreadable,
    links: chainLinks(chain),
    anchorLinks: anchorLinks(chain, options.anchors),
    acceptableIssuers: acceptableIssuers(observation),
    anchors: options.anchors,
    ...(await trustVerdicts(sent, observation, options)),
    publicTrust: await publicVerdict(sent, chain, observation, options),
    issuer,
    name: nameVerdict(chain[0], sent, options.serverName === undefined ? observation.target.host : options.serverName),
    ocsp: ocspStatus(observation, chain[0], issuer),
    shipped: compareWithShipped(observation, chain[0]?.publicKey.algorithm ?? null),
  };
}

/** The same of another observation that has the same likeness, where no trust is judged. */
export function evidenceAlike(evidence: EndpointEvidence, observation: Observation, { at, serverName }: JudgingOptions): EndpointEvidence {
  const name = nameVerdict(evidence.chain[0], sentChain(observation), serverName === undefined ? observation.target.host : serverName);
  return { ...evidence, observation, at, name };
}

/** Adds what the REST API told. */
export function withApi(evidence: EndpointEvidence, api: ApiFacts): EndpointEvidence {
  const published = evidence.observation.channel === 'transport' ? api.node?.transport?.published : undefined;
  const [leaf] = evidence.chain;
  if (published === undefined || leaf === undefined) return { ...evidence, api };
  const match = matchName(leaf, published.name ?? published.address, 'jsse25');
  return {
    ...evidence,
    api,
    published:
      match.kind === 'match'
        ? { kind: 'match', name: match.name, by: match.by }
        : { kind: 'mismatch', name: match.name, detail: match.detail },
  };
}

/** Without a leaf that can be read, what stands behind it is the chain of nothing. */
function readChain(sent: readonly Uint8Array[]) {
  const results = sent.map((der) => parseCertificate(der));
  const readable = results.flatMap((result) => (result.kind === 'certificate' ? [result.certificate] : []));
  const unreadable = results.flatMap((result, place): UnreadableCertificate[] =>
    result.kind === 'unreadable' ? [{ der: sent[place] ?? new Uint8Array(), place, flaw: result.flaw }] : [],
  );
  const leafIsLost = results[0]?.kind === 'unreadable';
  return { chain: leafIsLost ? [] : readable, behindUnreadable: leafIsLost ? readable : null, unreadable };
}

/** The chain of the first connection that showed one. */
function sentChain({ conversations }: Observation): readonly Uint8Array[] {
  return conversations.find(({ chain }) => chain.length > 0)?.chain ?? [];
}

function namesOf({ subject, issuer, subjectAltNames }: Certificate): readonly string[] {
  return [subject, issuer, ...(subjectAltNames ?? []).map(({ value }) => value)];
}

/** Servers send the same list in each version; where one is cut short, the longest tells most. */
function acceptableIssuers({ conversations }: Observation): readonly AcceptableIssuer[] | null {
  const requests = conversations.flatMap(({ certificateRequest }) => certificateRequest ?? []);
  const longest = requests.sort((a, b) => b.authorities.length - a.authorities.length)[0];
  return longest?.authorities.map((der) => ({ name: describeName(der), der, publicRoot: isPublicRootName(der) })) ?? null;
}

const noCertificate = { kind: 'not-checked', because: 'no certificate was seen' } as const;

async function trustVerdicts(
  chain: readonly Uint8Array[],
  { channel }: Observation,
  options: JudgingOptions,
): Promise<Pick<EndpointEvidence, 'trust' | 'peers'>> {
  if (options.anchors.length === 0) return { trust: { kind: 'not-checked', because: 'no trust was given (--ca)' }, peers: null };
  if (chain.length === 0) return { trust: noCertificate, peers: null };
  const verdicts = await verdictsByModel({
    chain,
    anchors: options.anchors.map(({ der }) => der),
    at: options.at,
    purpose: 'server',
    ...(options.crls === undefined ? {} : { crls: options.crls }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const byModel = {
    rfc5280: verdictOf(verdicts.rfc5280),
    jsse17: verdictOf(verdicts.jsse17),
    jsse25: verdictOf(verdicts.jsse25),
    node: verdictOf(verdicts.node),
  };
  const trust = trustOfPeers(channel, byModel);
  const path = trust.kind === 'trusted' || trust.kind === 'peers-differ' ? trust.path : [];
  return { trust, peers: { verdicts: byModel, remark: remarkOfRfc5280(trust, byModel), tree: drawPath(path) } };
}

/** A chain leads to a public root only if one of its certificates names such a root as its issuer: looked at first, since most chains in a cluster do not. */
async function publicVerdict(
  sent: readonly Uint8Array[],
  chain: readonly Certificate[],
  { target }: Observation,
  options: JudgingOptions,
): Promise<ModelVerdict> {
  if (sent.length === 0) return noCertificate;
  if (managedBy(target.host) === null && !chain.some(({ issuerDer }) => isPublicRootName(issuerDer))) {
    const detail = 'no certificate of the chain names a root that the public trusts as its issuer';
    return { kind: 'untrusted', reason: 'unknown-issuer', detail, at: null };
  }
  return verdict(sent, publicRoots(), options);
}

async function verdict(
  chain: readonly Uint8Array[],
  anchors: readonly Certificate[],
  { at, signal }: JudgingOptions,
): Promise<ModelVerdict> {
  const result = await verifyCertificate({
    chain,
    anchors: anchors.map(({ der }) => der),
    at,
    purpose: 'server',
    model: 'rfc5280',
    ...(signal === undefined ? {} : { signal }),
  });
  return verdictOf(result);
}

function verdictOf(result: VerifyResult): ModelVerdict {
  if (result.trusted) return { kind: 'trusted', path: result.path };
  if (result.reason === 'aborted') return { kind: 'not-checked', because: 'the run was interrupted' };
  // That it could not be told is no refusal; but of a list that the user gave it is said.
  if (undecidedReasons.has(result.reason) && result.reason !== 'revocation-unknown') return { kind: 'not-checked', because: result.detail };
  return { kind: 'untrusted', reason: result.reason, detail: result.detail, at: result.at ?? null };
}

function ocspStatus({ conversations }: Observation, leaf: Certificate | undefined, issuer: Certificate | null): OcspStatus | null {
  const staple = conversations.find(({ ocspResponse }) => ocspResponse !== null)?.ocspResponse ?? null;
  return staple === null || leaf === undefined ? null : readOcspResponse(staple, leaf, issuer);
}

function issuerOf(chain: readonly Certificate[], anchors: readonly Certificate[]): Certificate | null {
  const [leaf, ...above] = chain;
  if (leaf === undefined) return null;
  if (leaf.selfSigned) return leaf;
  // All public roots may be among the anchors: only those are tried that name or key id point to.
  const likely = anchors.filter(
    ({ subject, subjectKeyId }) => subject === leaf.issuer || (subjectKeyId !== null && subjectKeyId === leaf.authorityKeyId),
  );
  return [...above, ...likely].find((candidate) => signedBy(leaf, candidate) === true) ?? null;
}

/** Names are compared as Node does it, which counts the common name where there is no DNS name, as Java does: RFC 9525's word on that is a rule's to give. */
function nameVerdict(leaf: Certificate | undefined, sent: readonly Uint8Array[], name: string | null): NameVerdict {
  if (name === null) return { kind: 'not-checked', because: 'no name was asked for' };
  if (leaf === undefined) return sent.length === 0 ? noCertificate : { kind: 'not-checked', because: 'the certificate cannot be read' };
  const match = matchName(leaf, name.replace(/%.*$/, ''), 'node');
  return match.kind === 'match'
    ? { kind: 'match', name: match.name, by: match.by }
    : { kind: 'mismatch', name: match.name, detail: match.detail };
}
