import { setImmediate } from 'node:timers/promises';
import { guessDeployment } from '../elastic/deployments.ts';
import type { Certificate, UnreadableCertificate } from '../model/certificate.ts';
import { namesOfCertificate } from '../model/certificate-names.ts';
import type { Deployment } from '../model/deployment.ts';
import type { CertificateEvidence, ModelVerdict, NameVerdict, NoCertificate } from '../model/evidence.ts';
import { managedBy } from '../model/managed-name.ts';
import type { Observation } from '../model/observation.ts';
import { sameName } from '../model/same-name.ts';
import { undecidedReasons, type VerifyReason } from '../model/verify-reason.ts';
import { type ParseResult, parseCertificate } from '../x509/parse-certificate.ts';
import { anchorLinks, chainLinks } from '../x509/path/chain-links.ts';
import { matchName } from '../x509/path/match-name.ts';
import { drawPath, verdictsByModel } from '../x509/path/peer-verdicts.ts';
import { type VerifyResult, verifyCertificate } from '../x509/path/verify-certificate.ts';
import { isPublicRootName, publicRoots } from '../x509/public-roots.ts';
import { signedBy } from '../x509/signature.ts';
import { issuingAuthorities } from './issuing-authorities.ts';
import { nameMismatch } from './name-mismatch.ts';
import { remarkOfRfc5280, trustOfPeers } from './trust-of-peers.ts';

/** What certificates are judged by. */
export type CertificateJudging = {
  /** Certificates to trust; none given: trust is not checked. */
  readonly anchors: readonly Certificate[];
  /** Revocation lists, DER. */
  readonly crls?: readonly Uint8Array[];
  /** Absent: guessed from names. */
  readonly deployment?: Deployment;
  /** The instant that dates are judged at. */
  readonly at: Date;
  /** How long before its end a certificate is due whatever its life. Absent: the rules say. */
  readonly expiresInMs?: number;
  readonly signal?: AbortSignal;
};

/** A chain as it is shown, or would be, and what its holder shows of itself. */
export type PresentedChain = Pick<CertificateEvidence, 'channel' | 'use' | 'foundAt' | 'acceptableIssuers' | 'asksClients' | 'keyMatches'> &
  Pick<Observation, 'vantage' | 'address'> & {
    /** DER, leaf first. */
    readonly chain: readonly Uint8Array[];
    /** Every chain that was sent, where there were several connections. */
    readonly chains: readonly (readonly Uint8Array[])[];
    /** What it means that there is no chain. */
    readonly absent: NoCertificate;
    /** What was connected to, by which its deployment shows; empty of files. */
    readonly host: string;
    /** The name that the certificate must bear; null: none is compared. */
    readonly serverName: string | null;
  };

/** All that can be said of a chain, and of those who show it. Needs no network. */
export async function certificateEvidence(presented: PresentedChain, options: CertificateJudging): Promise<CertificateEvidence> {
  await readInTurns(presented.chain);
  const chain = chainEvidence(presented, options);
  return { ...chain, ...(await trustVerdicts(presented, options)), publicTrust: await publicVerdict(presented, chain.chain, options) };
}

/** Anybody can send a long chain whose signatures take long to check: so that others get their turn, it is read and checked here, and found again below. */
async function readInTurns(sent: readonly Uint8Array[]): Promise<void> {
  if (sent.length <= usualLength) return;
  const { chain } = readChain(sent);
  for (const [nth, certificate] of chain.entries()) {
    await setImmediate();
    const next = chain[nth + 1];
    if (next !== undefined) signedBy(certificate, next);
    await setImmediate();
    void certificate.selfSigned;
  }
}

const usualLength = 4;

/** The same, trust left aside. */
export function chainEvidence(
  presented: PresentedChain,
  { anchors, at, deployment, expiresInMs = null }: Omit<CertificateJudging, 'expiresInMs'> & { readonly expiresInMs?: number | null },
): Omit<CertificateEvidence, 'trust' | 'peers' | 'publicTrust'> {
  const { channel, use, foundAt, acceptableIssuers, asksClients, keyMatches, host } = presented;
  const { chain, behindUnreadable, unreadable } = readChain(presented.chain);
  const issuer = issuerOf(chain, anchors);
  const links = chainLinks(chain);
  const name = nameVerdict(chain[0], presented.chain, presented.serverName);
  return {
    at,
    expiresInMs,
    deployment: deployment === undefined ? guessOf(chain, host) : { type: deployment, guessed: false },
    channel,
    use,
    foundAt,
    chain,
    ...(behindUnreadable === null ? {} : { behindUnreadable }),
    unreadable,
    sent: sentSize(presented.chains),
    absent: presented.chain.length === 0 ? presented.absent : null,
    links,
    anchorLinks: anchorLinks(chain, anchors),
    issuer,
    anchors,
    name,
    acceptableIssuers,
    asksClients,
    keyMatches,
    listedBeside: [],
    ...derivedFacts({ chain, anchors, links, issuer, name, acceptableIssuers }, presented),
  };
}

/** What follows from the chain and the names, and many rules ask for. */
export function derivedFacts(
  material: Pick<CertificateEvidence, 'chain' | 'anchors' | 'links' | 'issuer' | 'name' | 'acceptableIssuers'>,
  place: Pick<Observation, 'channel' | 'vantage' | 'address'>,
): Pick<CertificateEvidence, 'authorities' | 'names' | 'mismatch' | 'pinned'> {
  const [leaf] = material.chain;
  const names = namesOfCertificate(leaf);
  return {
    authorities: issuingAuthorities(material),
    names,
    mismatch: nameMismatch(material.name, names, place),
    pinned: leaf !== undefined && (material.acceptableIssuers?.some(({ name }) => sameName(name, leaf.subject)) ?? false),
  };
}

/** The largest of the chains: see `CertificateEvidence.sent`. */
export function sentSize(chains: readonly (readonly Uint8Array[])[]): CertificateEvidence['sent'] {
  let [certificates, bytes] = [0, 0];
  for (const chain of chains) {
    certificates = Math.max(certificates, chain.length);
    // A length of 3 bytes for the list and for each certificate (RFC 5246 §7.4.2).
    bytes = Math.max(
      bytes,
      chain.reduce((size, der) => size + 3 + der.length, 3),
    );
  }
  return { certificates, bytes };
}

/** Names are compared as Node does it, which counts the common name where there is no DNS name, as Java does: RFC 9525's word on that is a rule's to give. */
export function nameVerdict(leaf: Certificate | undefined, sent: readonly Uint8Array[], name: string | null): NameVerdict {
  if (name === null) return { kind: 'not-checked', because: { code: 'no-name-asked' } };
  if (leaf === undefined) return sent.length === 0 ? noneSeen : { kind: 'not-checked', because: { code: 'certificate-unreadable' } };
  const match = matchName(leaf, name.replace(/%.*$/, ''), 'node');
  return match.kind === 'match'
    ? { kind: 'match', name: match.name, by: match.by }
    : { kind: 'mismatch', name: match.name, because: match.because };
}

/** No JVM takes more than 10 of a chain, unless it is told to; others take more, and a quarter of a second is enough for what anybody may send. */
const mostRead = 20;

function beyond(have: number): Extract<ParseResult, { readonly kind: 'unreadable' }> {
  return { kind: 'unreadable', flaw: { code: 'not-read', have, most: mostRead } };
}

/** Without a leaf that can be read, what stands behind it is the chain of nothing. */
function readChain(sent: readonly Uint8Array[]) {
  const results = sent.map((der, place) => (place < mostRead ? parseCertificate(der) : beyond(sent.length)));
  const readable = results.flatMap((result) => (result.kind === 'certificate' ? [result.certificate] : []));
  // Of those that are not read the first stands for all.
  const unreadable = results
    .slice(0, mostRead + 1)
    .flatMap((result, place): UnreadableCertificate[] =>
      result.kind === 'unreadable' ? [{ der: sent[place] ?? new Uint8Array(), place, flaw: result.flaw }] : [],
    );
  const leafIsLost = results[0]?.kind === 'unreadable';
  return { chain: leafIsLost ? [] : readable, behindUnreadable: leafIsLost ? readable : null, unreadable };
}

/** How the stack behind a chain is likely run. */
export function guessOf(chain: readonly Certificate[], host: string): CertificateEvidence['deployment'] {
  return guessDeployment({ host, names: chain.flatMap(allNamesOf) });
}

/** Every name in a certificate by which its stack may be known. */
export function allNamesOf({ subject, issuer, subjectAltNames }: Certificate): readonly string[] {
  return [subject, issuer, ...(subjectAltNames ?? []).map(({ value }) => value)];
}

const noneSeen = { kind: 'not-checked', because: { code: 'no-certificate-seen' } } as const;

async function trustVerdicts(
  { chain, channel, use }: PresentedChain,
  options: CertificateJudging,
): Promise<Pick<CertificateEvidence, 'trust' | 'peers'>> {
  if (options.anchors.length === 0) return { trust: { kind: 'not-checked', because: { code: 'no-trust-given' } }, peers: null };
  if (chain.length === 0) return { trust: noneSeen, peers: null };
  const verdicts = await verdictsByModel({
    chain,
    anchors: options.anchors.map(({ der }) => der),
    at: options.at,
    purpose: use === 'client' ? 'client' : 'server',
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
  { chain: sent, host }: PresentedChain,
  chain: readonly Certificate[],
  options: CertificateJudging,
): Promise<ModelVerdict> {
  if (sent.length === 0) return noneSeen;
  if (managedBy(host) === null && !chain.some(({ issuerDer }) => isPublicRootName(issuerDer))) {
    return { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-names-no-public-root' }, at: null };
  }
  const judged = await verdict(sent, publicRoots(), options);
  // Of a chain that has also ended, the end is told first; where it leads to a private root all the same, that is the answer to where it leads.
  const isPrivate = chain.at(-1)?.selfSigned === true && !chain.some(({ issuerDer }) => isPublicRootName(issuerDer));
  return judged.kind === 'untrusted' && isPrivate && ofDates.includes(judged.reason)
    ? { kind: 'untrusted', reason: 'untrusted-root', because: { code: 'path-names-no-public-root' }, at: judged.at }
    : judged;
}

const ofDates: readonly VerifyReason[] = ['expired', 'not-yet-valid'];

async function verdict(
  chain: readonly Uint8Array[],
  anchors: readonly Certificate[],
  { at, signal }: CertificateJudging,
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
  if (result.reason === 'aborted') return { kind: 'not-checked', because: { code: 'run-interrupted' } };
  // That it could not be told is no refusal; but of a list that the user gave it is said.
  if (undecidedReasons.has(result.reason) && result.reason !== 'revocation-unknown')
    return {
      kind: 'not-checked',
      because: { code: 'verification-undecided', reason: result.reason, why: result.because },
    };
  return { kind: 'untrusted', reason: result.reason, because: result.because, at: result.at ?? null };
}

/** Candidates whose key is tried: those that bear the issuer's name come first. */
const mostTried = 8;

/** See `CertificateEvidence.issuer`. */
export function issuerOf(chain: readonly Certificate[], anchors: readonly Certificate[]): Certificate | null {
  const [leaf, ...above] = chain;
  if (leaf === undefined) return null;
  if (leaf.selfSigned) return leaf;
  // All public roots may be among the anchors: only those are tried that name or key id point to.
  const likely = anchors.filter(
    ({ subject, subjectKeyId }) => subject === leaf.issuer || (subjectKeyId !== null && subjectKeyId === leaf.authorityKeyId),
  );
  const candidates = [...above, ...likely];
  const named = candidates.filter(({ subject }) => subject === leaf.issuer);
  const others = candidates.filter(({ subject }) => subject !== leaf.issuer);
  return [...named, ...others].slice(0, mostTried).find((candidate) => signedBy(leaf, candidate) === true) ?? null;
}
