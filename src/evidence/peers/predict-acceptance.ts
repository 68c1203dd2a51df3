import type { Certificate } from '../../model/certificate.ts';
import type { CertificateFlaw, CertificateReader } from '../../model/certificate-flaw.ts';
import type { Acceptance, Peer, PeerTrustStore } from '../../model/peer-handshake.ts';
import type { FirstNames } from '../../model/reasons/name-fault.ts';
import type { RefusalFault } from '../../model/reasons/refusal-fault.ts';
import { sameName } from '../../model/same-name.ts';
import { undecidedReasons, type VerifyReason } from '../../model/verify-reason.ts';
import { flawFacts } from '../../wording/certificate-fault-texts.ts';
import { verifyCertificate } from '../../x509/path/verify-certificate.ts';
import { publicRoots } from '../../x509/public-roots.ts';
import type { ByNames, Refusal } from './acceptance-parts.ts';
import { keyBehindName } from './key-behind-name.ts';
import { missingIntermediate, signersOf, topOf } from './missing-intermediate.ts';
import { withNamesakes } from './namesakes-behind.ts';

/** What an acceptance is judged by, beside the two peers. */
export type AcceptingOptions = {
  readonly at: Date;
  /** CA certificates at hand, from whatever source: what other nodes sent, what the user gave. They are trusted by nobody for being here. */
  readonly known: readonly Certificate[];
  /** Verdicts that were had before, for a caller who asks of many pairs: a chain is the same to all who trust the same. */
  readonly memo?: Map<string, Promise<Acceptance>>;
  readonly signal?: AbortSignal;
};

/**
 * What `judge` makes of the chain of `holder` as JSSE would, on JDK 17 and on JDK 25. Where only the names of its trusted CAs are known, a name counts for a key only as far
 * as something shows the key: key ids, a certificate that was sent, or what it did with a certificate that was offered to it.
 */
export async function predictAcceptance(
  holder: Peer,
  judge: Peer,
  purpose: 'server' | 'client',
  options: AcceptingOptions,
): Promise<Acceptance> {
  return withNamesakes(await acceptance(holder, judge, purpose, options), { holder, judge, known: options.known });
}

async function acceptance(holder: Peer, judge: Peer, purpose: 'server' | 'client', options: AcceptingOptions): Promise<Acceptance> {
  const lost = unreadableFor('java', holder);
  if (lost !== null) return lost;
  const { trust } = judge;
  if (trust.kind === 'everything') return { kind: 'accepted', because: { code: 'accepts-any', judge: judge.label, why: trust.because } };
  const [leaf] = holder.chain;
  if (leaf === undefined)
    return {
      kind: 'unknown',
      because: { code: 'holder-not-seen', holder: holder.label, why: holder.gap ?? { code: 'no-certificate-seen' } },
    };
  switch (trust.kind) {
    case 'unknown':
      return { kind: 'unknown', because: { code: 'judge-trust-not-shown', judge: judge.label, why: trust.because } };
    case 'anchors':
      return byAnchors(holder.chain, leaf, trust, purpose, options);
    case 'names':
      return byNames({ holder, judge, leaf, trust }, purpose, options);
  }
}

async function byAnchors(
  chain: readonly Certificate[],
  leaf: Certificate,
  trust: Extract<PeerTrustStore, { readonly kind: 'anchors' }>,
  purpose: 'server' | 'client',
  options: AcceptingOptions,
): Promise<Acceptance> {
  const anchors = trust.publicRoots ? [...trust.anchors, ...publicRoots()] : trust.anchors;
  const names = anchors.map(({ subject }) => subject);
  if (!chain.some(({ issuer }) => names.some((name) => sameName(name, issuer)))) {
    const cut = missingIntermediate(chain, leaf, names, options.known);
    if (cut !== null) return cut;
    const pinned = anchors.some(({ sha256 }) => sha256 === leaf.sha256);
    if (purpose === 'client' && !pinned) return notSent(leaf, names);
  }
  return verified(chain, anchors, purpose, options);
}

/** Certificates are read before they are judged, also by who then accepts any; null where the reader can read them all. */
export function unreadableFor(reader: CertificateReader, { chain, unreadable = [] }: Pick<Peer, 'chain' | 'unreadable'>): Refusal | null {
  const [lost] = unreadable;
  if (lost !== undefined) {
    const { place, flaw } = lost;
    return unread({ code: 'refusal-unreadable', place, flaw }, { position: place + 1 });
  }
  for (const { flaws = [], subject } of chain) {
    const flaw = flaws.find(({ unreadableTo }) => unreadableTo.includes(reader))?.flaw;
    if (flaw !== undefined) return unread({ code: 'refusal-unreadable-to-judge', subject, flaw }, { subject });
  }
  return null;
}

function unread(fault: RefusalFault & { readonly flaw: CertificateFlaw }, facts: Refusal['facts']): Refusal {
  return { kind: 'refused', reason: 'unreadable-certificate', fault, facts: { ...flawFacts(fault.flaw), ...facts }, certainty: 'proven' };
}

/** JSSE looks for a certificate of its own with an issuer that the server named, anywhere in its chain. */
function notSent(leaf: Certificate, names: readonly string[]): Refusal {
  return {
    kind: 'refused',
    reason: 'not-sent',
    fault: { code: 'refusal-not-sent', issuer: leaf.issuer, named: firstOf(names) },
    facts: { subject: leaf.subject, issuer: leaf.issuer, accepted: names.slice(0, 10) },
    certainty: 'proven',
  };
}

function verified(
  chain: readonly Certificate[],
  anchors: readonly Certificate[],
  purpose: 'server' | 'client',
  options: AcceptingOptions,
): Promise<Acceptance> {
  const { memo } = options;
  if (memo === undefined) return verifiedAnew(chain, anchors, purpose, options);
  const key = [purpose, ...chain.map(({ sha256 }) => sha256), 'under', ...anchors.map(({ sha256 }) => sha256)].join(' ');
  const known = memo.get(key) ?? verifiedAnew(chain, anchors, purpose, options);
  memo.set(key, known);
  return known;
}

async function verifiedAnew(
  chain: readonly Certificate[],
  anchors: readonly Certificate[],
  purpose: 'server' | 'client',
  { at, signal }: AcceptingOptions,
): Promise<Acceptance> {
  const ask = (model: 'jsse17' | 'jsse25') =>
    verifyCertificate({
      chain: chain.map(({ der }) => der),
      anchors: anchors.map(({ der }) => der),
      at,
      purpose,
      model,
      ...(signal === undefined ? {} : { signal }),
    });
  const [old, recent] = [await ask('jsse17'), await ask('jsse25')];
  if (!old.trusted && !recent.trusted) return refusedFor(old.reason, old.because, old.at ?? chain[0]);
  if (!old.trusted) return { kind: 'unknown', because: { code: 'jdks-differ', refusing: 'JDK 17', why: old.because } };
  if (!recent.trusted) return { kind: 'unknown', because: { code: 'jdks-differ', refusing: 'JDK 25', why: recent.because } };
  return { kind: 'accepted', because: { code: 'leads-to-anchor', anchor: recent.path.at(-1)?.subject ?? null } };
}

function refusedFor(reason: VerifyReason, fault: RefusalFault, at: Certificate | undefined): Acceptance {
  if (undecidedReasons.has(reason)) return { kind: 'unknown', because: { code: 'acceptance-undecided', reason, fault } };
  const facts = at === undefined ? {} : { subject: at.subject, issuer: at.issuer, authority: at.issuer, authorityKeyId: at.authorityKeyId };
  return { kind: 'refused', reason, fault, facts, certainty: 'proven' };
}

async function byNames(question: ByNames, purpose: 'server' | 'client', options: AcceptingOptions): Promise<Acceptance> {
  const { holder, judge, leaf, trust } = question;
  const names = trust.names.map(({ name }) => name);
  const namesIt = (name: string) => names.some((one) => sameName(one, name));
  // Sent certificates, and known intermediates that the verifier would not have.
  const child = holder.chain.find(({ issuer }) => namesIt(issuer));
  if (child === undefined) {
    if (namesIt(leaf.subject)) {
      return {
        kind: 'unknown',
        because: { code: 'leaf-named-itself', judge: judge.label, subject: leaf.subject },
      };
    }
    return unlisted(question, names, purpose, options.known);
  }
  const flaw = await ownFlaw(question, child, purpose, options);
  const key = keyBehindName(await withTellingTrials(question, child, flaw, options), child, options.known);
  // Where the key does not show, a flaw of its own settles it all the same.
  if (key.kind === 'refused' || flaw === null) return key;
  if (flaw.kind === 'refused' && namesIt(leaf.subject)) {
    return {
      kind: 'unknown',
      because: { code: 'flawed-and-named-itself', judge: judge.label, subject: leaf.subject, fault: flaw.fault },
    };
  }
  return flaw;
}

function firstOf(names: readonly string[]): FirstNames {
  return { first: names.slice(0, 3), count: names.length };
}

function unlisted(
  { holder, leaf, judge }: ByNames,
  names: readonly string[],
  purpose: 'server' | 'client',
  known: readonly Certificate[],
): Acceptance {
  const cut = missingIntermediate(holder.chain, leaf, names, known);
  if (cut !== null) return cut;
  const top = topOf(holder.chain, leaf);
  if (purpose === 'client') return notSent(leaf, names);
  return {
    kind: 'refused',
    reason: leaf.selfSigned ? 'self-signed-leaf' : 'unknown-issuer',
    fault: leaf.selfSigned
      ? { code: 'refusal-self-signed', judge: judge.label, trusted: firstOf(names) }
      : { code: 'refusal-unknown-issuer', issuer: top.issuer, judge: judge.label, trusted: firstOf(names) },
    facts: { subject: leaf.subject, issuer: top.issuer, trusted: names.slice(0, 10) },
    certainty: 'proven',
  };
}

/**
 * That a certificate was refused tells of the CA only where nothing is wrong with the certificate itself, by the rules of whoever refused it: alert 46 is JSSE's word, anything else is
 * not, and then OpenSSL's rules count.
 */
async function withTellingTrials(
  question: ByNames,
  child: Certificate,
  flaw: Acceptance | null,
  options: AcceptingOptions,
): Promise<ByNames> {
  const { leaf, trust, holder } = question;
  const own = trust.tried.find(({ sha256, answer }) => sha256 === leaf.sha256 && answer === 'refused');
  if (own === undefined) return question;
  const tells = flaw === null && (own.isJsse || !(await isFlawedForOpenssl(holder, child, trust, options)));
  return tells ? question : { ...question, trust: { ...trust, tried: trust.tried.filter((one) => one !== own) } };
}

async function isFlawedForOpenssl(
  holder: Peer,
  child: Certificate,
  trust: ByNames['trust'],
  { at, known }: AcceptingOptions,
): Promise<boolean> {
  const anchors = signersOf(child, holder, trust, known);
  if (anchors.length === 0) return true;
  const verdict = await verifyCertificate({
    chain: holder.chain.map(({ der }) => der),
    anchors: anchors.map(({ der }) => der),
    at,
    purpose: 'client',
    model: 'node',
  });
  return !verdict.trusted;
}

/** What is wrong with the chain apart from trust. */
async function ownFlaw(
  { holder, leaf, trust }: ByNames,
  child: Certificate,
  purpose: 'server' | 'client',
  options: AcceptingOptions,
): Promise<Acceptance | null> {
  const anchors = signersOf(child, holder, trust, options.known);
  if (anchors.length > 0) {
    const verdict = await verified(holder.chain, anchors, purpose, options);
    return verdict.kind === 'accepted' ? null : verdict;
  }
  return flawOfLeaf(leaf, purpose, options.at);
}

/** Where the CA's certificate is not at hand, so that no path can be built: what JSSE checks of the leaf itself, in its order. */
function flawOfLeaf(leaf: Certificate, purpose: 'server' | 'client', at: Date): Acceptance | null {
  const { notBefore, notAfter, extendedKeyUsage, keyUsage } = leaf;
  if (notAfter < at) return refusedFor('expired', { code: 'refusal-leaf-ended', until: notAfter }, leaf);
  if (notBefore > at) return refusedFor('not-yet-valid', { code: 'refusal-leaf-not-yet-valid', from: notBefore }, leaf);
  const wanted = purpose === 'server' ? 'serverAuth' : 'clientAuth';
  if (extendedKeyUsage !== null && !extendedKeyUsage.some((usage) => usage === wanted || usage === 'anyExtendedKeyUsage'))
    return refusedFor('extended-key-usage', { code: 'refusal-leaf-purpose', usages: extendedKeyUsage, wanted }, leaf);
  if (keyUsage !== null && !keyUsage.includes('digitalSignature'))
    return refusedFor('key-usage', { code: 'refusal-leaf-key-usage', usages: keyUsage }, leaf);
  return null;
}
