import { guessDeployment } from '../../elastic/deployments.ts';
import type { Conversation, Observation } from '../../model/observation.ts';

/**
 * Whether an observation is to be compared with others at all: not where its host says how the stack is run, or where more was heard than a TLS handshake shows.
 */
export function isComparable({ target, service, details, clock, reachability, conversations }: Observation): boolean {
  if (reachability.kind !== 'open' || service.security !== 'tls' || details !== undefined || clock !== null) return false;
  if (service.banner !== null || service.application?.kind === 'http' || !conversations.every(isPlain)) return false;
  return guessDeployment({ host: target.host, names: [] }).type === 'self';
}

/**
 * A short text that most observations which are not alike differ in, and all that are alike share: where to look for those.
 *
 * @param leaves whether those differ whose own certificates do
 */
export function kindOf({ channel, conversations, clientAuth }: Observation, leaves: 'count' | 'left-out' = 'count'): string {
  let kind: string = channel;
  for (const { version, cipherSuite, chain, ending } of conversations)
    kind += ` ${version} ${cipherSuite} ${ending.kind} ${leaves === 'count' ? tailOf(chain[0]) : chain.length}`;
  for (const version in clientAuth) kind += ` ${clientAuth[version as keyof typeof clientAuth]?.kind}`;
  return kind;
}

/** Whether two differ only in what `particular` rules look at (time, target, address, names, cost): everything else that they showed is compared. */
export function sameObservation(a: Observation, b: Observation): boolean {
  return sameBesideTalk(a, b) && same(a.conversations, b.conversations);
}

/** The same, own certificates left aside. */
export function sameButForLeaf(a: Observation, b: Observation): boolean {
  return (
    sameBesideTalk(a, b) &&
    a.conversations.length === b.conversations.length &&
    a.conversations.every((talk, nth) => {
      const other = b.conversations[nth];
      return (
        other?.chain.length === talk.chain.length && sameFields(talk, other, ownOfShape) && same(talk.chain.slice(1), other.chain.slice(1))
      );
    })
  );
}

function sameBesideTalk(a: Observation, b: Observation): boolean {
  return (
    a.channel === b.channel &&
    a.channelFrom === b.channelFrom &&
    a.selfSignedAnswer === b.selfSignedAnswer &&
    a.vantage === b.vantage &&
    same(a.unanswered, b.unanswered) &&
    same(a.service, b.service) &&
    same(a.versions, b.versions) &&
    same(a.clientAuth, b.clientAuth)
  );
}

function isPlain({ ending, ocspResponse }: Conversation): boolean {
  return ocspResponse === null && ending.kind !== 'not-tls';
}

/** The end of a certificate is the end of its signature. */
function tailOf(der: Uint8Array | undefined): string {
  return der === undefined ? '' : Buffer.from(der.buffer, der.byteOffset, der.length).toString('latin1', Math.max(0, der.length - 16));
}

/** Of a conversation: the name that was sent and the times. */
const readsEndpointIdentity: ReadonlySet<string> = new Set(['serverName', 'startedAt', 'helloTime'] satisfies (keyof Conversation)[]);
const ownOfShape: ReadonlySet<string> = new Set([...readsEndpointIdentity, 'chain']);

/** Deep equality of plain data and bytes. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]));
  return sameFields(a, b, readsEndpointIdentity);
}

function sameFields<T extends object>(a: T, b: T, passedOver: ReadonlySet<string>): boolean {
  let fields = 0;
  for (const key in a) {
    fields += 1;
    if (!passedOver.has(key) && !same(a[key], b[key])) return false;
  }
  for (const _ in b) fields -= 1;
  return fields === 0;
}
