import type { Passerby } from '../../logs/catalogue/log-line.ts';
import { passerbyIn } from '../../logs/find-log-line.ts';
import type { LogEvent } from '../../logs/log-events.ts';
import { type LogEvidence, type LogReading, type Occurrence, withOccurrences } from '../../logs/read-log.ts';
import { isLoopbackSetting } from '../../model/bind-address.ts';

/** Whether a node is in its cluster, as the last word of a log has it. */
export type Standing = {
  readonly node: string | null;
  readonly inCluster: boolean;
  /** Another node was in it at some time: a node that is its own master may be alone. */
  readonly hasCompany: boolean;
  /** What says so. */
  readonly event: LogEvent;
  /** When it got in last; null where the log does not show that. */
  readonly joined: LogEvent | null;
};

/** Failures that a later event has settled, or that tell nothing of the node that is asked about. */
export type SetAside = { readonly evidence: LogEvidence; readonly by: LogEvent };

/** What a log comes to, once it is read in the light of who joined. */
export type LogVerdict = {
  /** Failures that nothing has settled, with those of their entries that count. */
  readonly open: readonly LogEvidence[];
  /** Failures before a node got in. */
  readonly settled: readonly SetAside[];
  /** What clients that are no nodes leave, while the node was in its cluster. */
  readonly passing: readonly SetAside[];
  /** Of the node that is asked about, or of each that wrote the log. */
  readonly standings: readonly Standing[];
  /** All of them are in a cluster with others, at the end of the log. */
  readonly joined: boolean;
  /** Whether the peer is known as a node, and by this log not in the cluster. */
  readonly isOutside: IsOutside;
};

type IsOutside = (evidence: LogEvidence) => boolean;

export type LogQuestion = {
  /** The name of the node that is asked about; null: whoever wrote the log. */
  readonly asked: string | null;
  /** Further addresses of nodes, by files and targets. */
  readonly nodeHosts: readonly string[];
};

/** A node that is to join tries again each second; whoever looks what is there does not. */
export const persistent = 10;

export function logVerdict(log: LogReading, { asked, nodeHosts }: LogQuestion): LogVerdict {
  const reading = withSoleWriter(log);
  const { failures, events } = reading;
  const standings = standingsOf(reading, asked);
  // Of a node that is still outside, even what anyone may have left is a sign.
  const mayPass = asked === null || standings[0]?.inCluster === true;
  const isOutside = outsideOf(events, [...log.nodeHosts, ...nodeHosts]);
  const open: LogEvidence[] = [];
  const settled: SetAside[] = [];
  const passing: SetAside[] = [];
  const changes = new Map<string | null, readonly LogEvent[]>();
  for (const evidence of failures) {
    if (!isOfTransport(evidence)) {
      open.push(evidence);
      continue;
    }
    const { node, occurrences } = evidence;
    const known = changes.get(node) ?? changesOf(events.filter((event) => event.node === node));
    changes.set(node, known);
    const settling = settlingEvents(evidence, events);
    const latest = latestOf(settling);
    const isSettled = (one: Occurrence) => latest !== null && isAfter(latest, one);
    const before = occurrences.filter(isSettled);
    const after = occurrences.filter((one) => !isSettled(one));
    const within = after.filter((one) => isMember(one, known));
    const passes = mayPass && within.length < persistent && isOfPasserBy(evidence, isOutside);
    const lastBefore = before.at(-1);
    if (lastBefore !== undefined) settled.push(...aside(evidence, before, settling.find((event) => isAfter(event, lastBefore)) ?? latest));
    if (passes) passing.push(...aside(evidence, within, known.findLast(isIn) ?? null));
    const rest = withOccurrences(evidence, passes ? after.filter((one) => !within.includes(one)) : after);
    if (rest !== null) open.push(rest);
  }
  const placed = standings.filter((one) => one !== null);
  return {
    open,
    settled,
    passing,
    standings: placed,
    joined: placed.length > 0 && standings.every((one) => one?.inCluster === true && one.hasCompany),
    isOutside,
  };
}

function aside(evidence: LogEvidence, occurrences: readonly Occurrence[], by: LogEvent | null): readonly SetAside[] {
  const some = withOccurrences(evidence, occurrences);
  return some === null || by === null ? [] : [{ evidence: some, by }];
}

/** Lines that were pasted without their beginning are of the one node that the rest is of. */
function withSoleWriter({ failures, events }: LogReading): Pick<LogReading, 'failures' | 'events'> {
  const names = new Set([...failures, ...events].flatMap(({ node }) => node ?? []));
  if (names.size !== 1) return { failures, events };
  const [node = null] = names;
  return { failures: failures.map((one) => ({ ...one, node })), events: events.map((one) => ({ ...one, node })) };
}

/** By the clock where both were written by one; a file may have logs of several nodes, or of one in another order. */
function isAfter(event: LogEvent, { line, at, zoned }: Occurrence): boolean {
  if (event.at === null || at === null || event.zoned !== zoned || event.at.getTime() === at.getTime()) return event.line > line;
  return event.at > at;
}

/** What proves that these are over: the node got in, or was let in by the one that refused it; of what keeps a node from starting, that it has started. */
function settlingEvents(evidence: LogEvidence, events: readonly LogEvent[]): readonly LogEvent[] {
  const { node, role, peer, peerName, diagnosis, certainty } = evidence;
  const own = events.filter((event) => event.node === node);
  if (keepsFromStarting(evidence) && certainty === 'states')
    return own.filter(({ kind }) => kind === 'started' || kind === 'joined' || kind === 'became-master');
  const host = peer?.host ?? diagnosis?.host ?? null;
  const others = distinctNodes(own);
  const isPeer = ({ other }: LogEvent): boolean => {
    if (other === null) return false;
    if (peerName !== null) return other.name === peerName;
    // OpenSearch names neither; who goes on failing comes later in the log as well.
    if (host === null) return diagnosis?.subject == null;
    if (!sameMachine(other.host, host)) return false;
    const there = others.filter((one) => sameMachine(one.host, host));
    return role === 'client' && peer?.port != null ? other.port === peer.port : there.length === 1;
  };
  return own.filter((event) => {
    switch (event.kind) {
      case 'joined':
        // Somebody else may have been refused by the node before it got in itself.
        return (
          role !== 'server' || isPeer(event) || own.some((other) => other.kind === 'let-in' && other.line === event.line && isPeer(other))
        );
      case 'let-in':
        return isPeer(event);
      default:
        return false;
    }
  });
}

function distinctNodes(events: readonly LogEvent[]): readonly { readonly name: string; readonly host: string }[] {
  return [...new Map(events.flatMap(({ other }) => (other === null ? [] : [[other.name, other] as const]))).values()];
}

/** An event of the node itself; what it says of others it says as a member. */
function isIn({ kind }: LogEvent): boolean {
  return kind === 'joined' || kind === 'became-master' || kind === 'let-in' || kind === 'let-out';
}

function isOut({ kind }: LogEvent): boolean {
  return kind === 'lost-master' || kind === 'searches';
}

/** The events at which a node got in or fell out; in between it says the same again and again. */
function changesOf(own: readonly LogEvent[]): readonly LogEvent[] {
  const reported = own.filter((event) => isIn(event) || isOut(event));
  return reported.filter((event, index) => {
    const previous = reported[index - 1];
    return previous === undefined || isIn(previous) !== isIn(event);
  });
}

function isMember(occurrence: Occurrence, changes: readonly LogEvent[]): boolean {
  const last = changes.findLast((event) => !isAfter(event, occurrence));
  return last !== undefined && isIn(last);
}

function latestOf(events: readonly LogEvent[]): LogEvent | null {
  return events.reduce<LogEvent | null>((latest, event) => (latest === null || isAfter(event, latest) ? event : latest), null);
}

/** A client that shows nothing of itself, does what probes do, and is no node that is still to get in. */
function isOfPasserBy(evidence: LogEvidence, isOutside: IsOutside): boolean {
  const { role, peer, peerName } = evidence;
  // OpenSearch names no ends of a connection.
  if (peerName !== null || !(role === 'server' || (role === null && peer === null))) return false;
  return traceOf(evidence) !== null && !isOutside(evidence);
}

/** The question of a probe that leaves this; null where the certificate of somebody is named. */
export function traceOf({ message, exception, diagnosis }: LogEvidence): Passerby | null {
  const inMessage = passerbyIn(message);
  return diagnosis?.subject == null && exception !== null ? (inMessage ?? passerbyIn(exception)) : inMessage;
}

function outsideOf(events: readonly LogEvent[], hosts: readonly string[]): IsOutside {
  const inside = new Map<string, boolean>();
  for (const { kind, other } of events) if (other !== null) inside.set(other.host, kind !== 'let-out');
  const outside = hosts.filter((host) => ![...inside].some(([known, isInside]) => isInside && sameMachine(known, host)));
  return ({ peer, local }) =>
    // What comes from the machine of the node itself is no other node.
    peer !== null && !(local !== null && sameMachine(local.host, peer.host)) && outside.some((host) => sameMachine(host, peer.host));
}

/** Nodes on the loopback connect from its first address, whatever they listen on. */
function sameMachine(a: string, b: string): boolean {
  return a === b || (isLoopbackSetting(a) && isLoopbackSetting(b));
}

/** Of the node that is asked about, or of each that wrote of transport; null for one of whom the log does not say. */
function standingsOf({ failures, events }: Pick<LogReading, 'failures' | 'events'>, asked: string | null): readonly (Standing | null)[] {
  if (asked !== null) return [standingOf(asked, events)];
  const writers = new Set([...failures.filter(isOfTransport), ...events].map(({ node }) => node));
  return [...writers].map((name) => standingOf(name, events));
}

function standingOf(name: string | null, events: readonly LogEvent[]): Standing | null {
  const reported = events.flatMap((event): readonly { readonly event: LogEvent; readonly inCluster: boolean }[] => {
    if (event.node === name) return isIn(event) || isOut(event) ? [{ event, inCluster: isIn(event) }] : [];
    const isAbout = name !== null && event.other?.name === name && (event.kind === 'let-in' || event.kind === 'let-out');
    return isAbout ? [{ event, inCluster: event.kind === 'let-in' }] : [];
  });
  const inOrder = reported.toSorted((a, b) => (isAfter(a.event, b.event) ? 1 : -1));
  const last = inOrder.at(-1);
  if (last === undefined) return null;
  const turn = inOrder.findLastIndex(({ inCluster }) => inCluster !== last.inCluster) + 1;
  const gotIn = inOrder.findLast(({ event: { node, kind } }) =>
    node === name ? kind === 'joined' || kind === 'became-master' : kind === 'let-in',
  );
  return {
    node: name,
    inCluster: last.inCluster,
    hasCompany: reported.some(({ event: { kind } }) => kind === 'joined' || kind === 'let-in'),
    event: (inOrder[turn] ?? last).event,
    joined: gotIn?.event ?? null,
  };
}

/** Of other connections than those between nodes it is no reason not to join; what a process does not start with is one, whatever it is for. */
export function isOfTransport(evidence: Pick<LogEvidence, 'connection' | 'rule' | 'product' | 'refusedBy' | 'goesOn' | 'role'>): boolean {
  const { connection, rule, product } = evidence;
  if (product === 'kibana' || rule === 'plain-clients-on-https') return false;
  return keepsFromStarting(evidence) || connection === null || connection === 'transport';
}

/** Nobody refused anybody, nobody was asked, and the process ends. */
export function keepsFromStarting({ refusedBy, role, goesOn }: Pick<LogEvidence, 'refusedBy' | 'role' | 'goesOn'>): boolean {
  return refusedBy === null && role === null && goesOn === null;
}
