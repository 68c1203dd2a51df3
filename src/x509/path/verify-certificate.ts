import { setImmediate } from 'node:timers/promises';
import type { Certificate } from '../../model/certificate.ts';
import { ipOctets, shortIpOctets } from '../../model/ip-address.ts';
import type { PathFault } from '../../model/reasons/path-fault.ts';
import type { VerifyReason } from '../../model/verify-reason.ts';
import { extensionIds } from '../extensions.ts';
import { parse, parsedOf } from '../parse-certificate.ts';
import type { ParsedCertificate } from '../parsed-certificate.ts';
import { asRead } from './as-read.ts';
import { brokenLeafFailure, readers, unreadableAnywhere } from './certificate-checks.ts';
import { type Failure, failure } from './failure.ts';
import { withIssuerAtHand } from './issuer-at-hand.ts';
import { matchName } from './match-name.ts';
import type { ModelChoices, PeerModel } from './model-choices.ts';
import { modelChoices } from './models.ts';
import type { Path } from './path-checks.ts';
import { parseRevocationList } from './revocation-list.ts';
import { searchPath } from './search-path.ts';

export type VerifyInput = {
  /** DER, leaf first, as presented; order beyond the leaf is not trusted. */
  readonly chain: readonly Uint8Array[];
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  /** DNS name or IP literal; absent, there is no name check. */
  readonly name?: string;
  /** The instant that dates are judged at. */
  readonly at: Date;
  readonly purpose: 'server' | 'client';
  readonly model: PeerModel;
  /** CA certificates allowed between leaf and anchor; self-issued ones do not count (RFC 5280 §6.1.4 l). */
  readonly maxPathLength?: number;
  /** DER of revocation lists; in the model `rfc5280` alone they count. What is no list is passed over. */
  readonly crls?: readonly Uint8Array[];
  readonly signal?: AbortSignal;
};

export type VerifyResult =
  /** `path` is leaf first and ends with the anchor. */
  | { readonly trusted: true; readonly path: readonly Certificate[] }
  /** `at` is the certificate at fault, where it is one in particular. */
  | { readonly trusted: false; readonly reason: VerifyReason; readonly because: PathFault; readonly at?: Certificate };

/** The event loop gets its turn, and the signal is looked at, after so long at most, a step of a few milliseconds aside. */
const longestTurnMs = 5;

/** Of a chain that is longer nothing more is read than that: OpenSSL goes no deeper (X509_V_PARAM), and no JVM takes as many. */
const mostSent = 101;

/**
 * Judges a chain by the rules of one model. It never throws on any bytes, and its time is bounded on any input: past the budget of signature checks
 * and comparisons the reason is `budget-exhausted`. An aborted signal ends it with the reason `aborted`.
 */
export async function verifyCertificate(input: VerifyInput): Promise<VerifyResult> {
  const verdict = judge(input);
  for (let turn = performance.now(); ; ) {
    if (input.signal?.aborted) return { trusted: false, reason: 'aborted', because: { code: 'path-aborted' } };
    const { done, value } = verdict.next();
    if (done) return value;
    if (performance.now() - turn < longestTurnMs) continue;
    await setImmediate();
    turn = performance.now();
  }
}

function* judge(input: VerifyInput): Generator<void, VerifyResult> {
  const [first] = input.chain;
  if (first === undefined) return refused(failure('empty-chain', { code: 'path-without-certificate' }, null));
  const leaf = parse(first);
  if (leaf.kind === 'unreadable')
    return refused(failure('unreadable-certificate', { code: 'path-leaf-unreadable', flaw: leaf.flaw }, null));
  const choices = modelChoices[input.model];
  const tooMuch = sizeFailure(input, choices);
  if (tooMuch !== null) return refused(tooMuch);
  const anchors = yield* readable(input.anchors);
  if (anchors.length === 0) {
    const code = input.anchors.length === 0 ? 'path-no-anchor' : 'path-anchors-unreadable';
    return refused(failure('no-anchors', { code }, null));
  }
  const others = yield* readable(input.chain.slice(1));
  const refusal = sentFailure(input, { chain: [leaf.parsed, ...others], anchors }, choices);
  if (refusal !== null) return refused(refusal);
  const reader = readers[choices.flaws];
  const question = {
    leaf: asRead(leaf.parsed, reader),
    others: others.map((other) => asRead(other, reader)),
    anchors: anchors.map((anchor) => asRead(anchor, reader)),
    at: input.at,
    purpose: input.purpose,
    maxPathLength: input.maxPathLength ?? Number.POSITIVE_INFINITY,
    lists: (input.crls ?? []).flatMap((der) => parseRevocationList(der) ?? []),
  };
  const found = yield* searchPath(question, choices);
  if (found.kind === 'failure') {
    const unreadable = input.anchors.length - anchors.length + (input.chain.length - 1 - others.length);
    return refused(withIssuerAtHand(found.failure, question, unreadable));
  }
  if (input.name !== undefined) {
    const broken = brokenLeafFailure(leaf.parsed, extensionIds.subjectAltName, choices);
    if (broken !== null) return refused(broken);
    const match = matchName(leaf.parsed.certificate, input.name, input.model);
    if (match.kind === 'mismatch' && !isConstrainedAddress(found.path, input.name, choices)) {
      const because = { code: 'path-name', name: match.name, why: match.because } as const;
      return refused(failure(match.unusable ? 'invalid-name' : 'name-mismatch', because, leaf.parsed.certificate));
    }
  }
  return { trusted: true, path: found.path.map(({ certificate }) => originalOf(certificate)) };
}

/**
 * Where a CA below the anchor constrains names, the JDK adds a common name that is an address to the subjectAltName that it compares with, if that has no address,
 * and leaves it there for the comparison with the name of the host.
 */
function isConstrainedAddress(path: Path, name: string, { constraints }: ModelChoices): boolean {
  const [leaf, ...others] = path;
  const names = leaf?.extensions.subjectAltName ?? null;
  if (constraints.commonName !== 'every' || leaf === undefined || names === null || names.some(({ kind }) => kind === 'ip')) return false;
  if (!others.slice(0, -1).some(({ extensions }) => extensions.nameConstraints !== null)) return false;
  const wanted = ipOctets(name.replace(/\.$/, '').replace(/^\[(.*)\]$/, '$1'));
  const common = leaf.certificate.commonName ?? '';
  const given = ipOctets(common) ?? (common.includes('.') ? shortIpOctets(common) : null);
  return wanted !== null && given !== null && Buffer.compare(wanted, given) === 0;
}

/** What refuses a chain for its size alone, before more than the leaf is read. */
function sizeFailure({ chain, purpose }: VerifyInput, choices: ModelChoices): Failure | null {
  const most = choices.maxSent[purpose];
  if (chain.length > most) return failure('chain-too-long', { code: 'path-chain-too-long', certificates: chain.length, most }, null);
  // Certificate of TLS 1.3 (RFC 8446 §4.4.2): three octets of length and two of extensions for each, four before all.
  const size = chain.reduce((sum, der) => sum + der.length + 5, 4);
  if (size > choices.maxMessage) {
    return failure('chain-too-long', { code: 'path-message-too-long', bytes: size, most: choices.maxMessage }, null);
  }
  return chain.length > mostSent ? failure('budget-exhausted', { code: 'path-too-many' }, null) : null;
}

/** What refuses a chain as it was sent, before any path is looked for. */
function sentFailure(
  { chain, anchors }: VerifyInput,
  read: { readonly chain: readonly ParsedCertificate[]; readonly anchors: readonly ParsedCertificate[] },
  choices: ModelChoices,
): Failure | null {
  if (!choices.everyCertificateReadable) return null;
  if (choices.everyAnchorReadable && anchors.length > read.anchors.length) {
    return failure('unreadable-certificate', { code: 'path-store-unreadable' }, null);
  }
  if (read.chain.length < chain.length) return failure('unreadable-certificate', { code: 'path-certificate-unreadable' }, null);
  // OpenSSL meets the certificates of a trust store in a file, and passes over what it cannot read there.
  for (const parsed of choices.flaws === 'refuse-critical' ? [...read.chain, ...read.anchors] : read.chain) {
    const fault = unreadableAnywhere(parsed, choices.flaws);
    if (fault === null) continue;
    const { certificate } = parsed;
    return failure('unreadable-certificate', { code: 'path-member-unreadable', subject: certificate.subject, fault }, certificate);
  }
  return null;
}

function refused({ reason, because, at }: Failure): VerifyResult {
  return at === null ? { trusted: false, reason, because } : { trusted: false, reason, because, at: originalOf(at) };
}

/** The record that was parsed, where a reader had another of it. */
function originalOf(certificate: Certificate): Certificate {
  return parsedOf(certificate).certificate;
}

function* readable(list: readonly Uint8Array[]): Generator<void, ParsedCertificate[]> {
  const read: ParsedCertificate[] = [];
  for (const der of list) {
    const result = parse(der);
    if (result.kind === 'parsed') read.push(result.parsed);
    yield;
  }
  return read;
}
