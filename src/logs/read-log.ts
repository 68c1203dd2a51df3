import type { Channel } from '../model/channel.ts';
import { showable } from '../model/showable.ts';
import type { Connection } from './catalogue/connections.ts';
import { causeByRole, causeOf, causeOfDiagnosis, type EntryCause, turnedRound } from './cause-of-entry.ts';
import { asClient } from './client-connection.ts';
import { connectionOf } from './connection-of.ts';
import { endsIn, type LoggedAddress, type LoggedEnds, remoteIn } from './log-addresses.ts';
import { type LogEntry, logEntries } from './log-entries.ts';
import { eventsIn, type LogEvent, nodeHostsIn } from './log-events.ts';
import { type Diagnosis, readDiagnosticTrustManagerLine } from './read-diagnostic-trust-manager-line.ts';

/** What a log says of TLS: entries that say the same, once. */
export type LogEvidence = {
  /** The cause, by its id in the catalogue. */
  readonly rule: string;
  /** `states`: the text names this cause of a failure. `points-to`: others leave the same text, or it is a warning. */
  readonly certainty: 'states' | 'points-to';
  readonly alternatives: readonly string[];
  /** Rules that such a line belongs to as well: what leads to the same fault, or follows from it. */
  readonly related: readonly string[];
  /** Who refused, of the process that wrote the log and its peer. Null where nobody did: it did not start, say. */
  readonly refusedBy: 'this-node' | 'peer' | null;
  /** Where nobody refused anybody and the process goes on: what it does, as the predicate of a sentence. Null elsewhere. */
  readonly goesOn: string | null;
  /** Whether this process made the connection (`client`) or took it; null where it does not show. */
  readonly role: 'client' | 'server' | null;
  readonly product: LogEntry['product'];
  /** The name of the node that wrote it. */
  readonly node: string | null;
  /** Whose connection it is; null where nothing tells. */
  readonly connection: Connection | null;
  readonly channel: Channel | null;
  readonly local: LoggedAddress | null;
  /** Where the peer listens, or where it came from; its name where that alone is told. */
  readonly peer: LoggedAddress | null;
  readonly peerName: string | null;
  /** Of the certificate that was refused. */
  readonly diagnosis: Diagnosis | null;
  /** The first such entry: line from 1, message, the exception that tells. */
  readonly line: number;
  readonly message: string;
  readonly exception: string | null;
  readonly count: number;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  /** All of them, in the order of the log. */
  readonly occurrences: readonly Occurrence[];
};

/** One entry of those that say the same. */
export type Occurrence = Pick<LogEntry, 'line' | 'at' | 'zoned'>;

/** What a log says of TLS, and of who joined whom. */
export type LogReading = {
  /** What states a cause comes before what points to one, what was diagnosed before what was not; then the earlier first. */
  readonly failures: readonly LogEvidence[];
  /** What went well, and what ended: in the order of the log. */
  readonly events: readonly LogEvent[];
  /** Where Kibana said that it is available: it had reached Elasticsearch. */
  readonly available: readonly Occurrence[];
  /** Addresses that the nodes of the log take for nodes. */
  readonly nodeHosts: readonly string[];
};

export const emptyLog: LogReading = { failures: [], events: [], available: [], nodeHosts: [] };

/** Reads the lines on TLS and on membership out of a log. */
export function readLog(text: string): LogReading {
  const found = new Map<string, { readonly first: LogEvidence; readonly occurrences: Occurrence[] }>();
  const events: LogEvent[] = [];
  const available: Occurrence[] = [];
  const nodeHosts = new Set<string>();
  const keep = (evidence: LogEvidence) => {
    const key = keyOf(evidence);
    const known = found.get(key);
    if (known === undefined) found.set(key, { first: evidence, occurrences: [...evidence.occurrences] });
    else known.occurrences.push(...evidence.occurrences);
  };
  let unaddressed: LogEvidence | null = null;
  for (const entry of logEntries(text)) {
    if (entry.product !== 'kibana') {
      events.push(...eventsIn(entry));
      for (const host of nodeHostsIn(entry.message)) nodeHosts.add(host);
    } else if (entry.message.startsWith('Kibana is now available')) available.push({ line: entry.line, at: entry.at, zoned: entry.zoned });
    const evidence = evidenceOf(entry);
    if (evidence === null) continue;
    if (unaddressed !== null) keep(isOfOneConnection(unaddressed, evidence) ? { ...unaddressed, peer: evidence.peer } : unaddressed);
    unaddressed = evidence.diagnosis?.peer === 'client' && evidence.peer === null ? evidence : null;
    if (unaddressed === null) keep(evidence);
  }
  if (unaddressed !== null) keep(unaddressed);
  const failures = [...found.values()].map(({ first, occurrences }) => ofOccurrences(first, occurrences));
  return {
    failures: failures.sort((a, b) => rank(a) - rank(b) || a.line - b.line),
    events,
    available,
    nodeHosts: [...nodeHosts],
  };
}

/** A node that refuses a client writes a line on its certificate, which has no address, and the next on the connection that it closes. */
function isOfOneConnection(diagnosed: LogEvidence, closed: LogEvidence): boolean {
  const { node, rule, firstAt } = diagnosed;
  if (closed.node !== node || closed.rule !== rule || closed.role !== 'server' || closed.peer === null) return false;
  return firstAt === null || closed.firstAt === null || Math.abs(closed.firstAt.getTime() - firstAt.getTime()) <= 1_000;
}

function rank({ certainty, diagnosis }: LogEvidence): number {
  return certainty === 'points-to' ? 2 : diagnosis === null ? 1 : 0;
}

/** A client's port is another one each time. */
function keyOf({ rule, certainty, refusedBy, role, node, peer, peerName, diagnosis, connection }: LogEvidence): string {
  return JSON.stringify([
    rule,
    certainty,
    refusedBy,
    role,
    node,
    connection,
    peer?.host,
    role === 'client' ? peer?.port : null,
    peerName,
    diagnosis?.sha1,
    diagnosis?.host,
  ]);
}

/** The same of some of its entries alone; null where none is left. */
export function withOccurrences(evidence: LogEvidence, occurrences: readonly Occurrence[]): LogEvidence | null {
  if (occurrences.length === 0) return null;
  return occurrences.length === evidence.count ? evidence : ofOccurrences(evidence, occurrences);
}

function ofOccurrences(evidence: LogEvidence, occurrences: readonly Occurrence[]): LogEvidence {
  const first = occurrences.find(({ at }) => at !== null);
  const last = occurrences.findLast(({ at }) => at !== null);
  return {
    ...evidence,
    line: occurrences[0]?.line ?? evidence.line,
    count: occurrences.length,
    firstAt: first?.at ?? null,
    lastAt: last?.at ?? null,
    occurrences,
  };
}

function evidenceOf(entry: LogEntry): LogEvidence | null {
  const diagnosis = readDiagnosticTrustManagerLine(entry.message);
  const found = diagnosis === null ? causeOf(entry) : causeOfDiagnosis(diagnosis, entry);
  if (found === null) return null;
  const remote = remoteIn(entry, found.isIn);
  const connection = connectionOf(entry, found, diagnosis?.context ?? null, remote ?? endsIn(entry.message));
  // What another node says of a connection that it makes to something else is handed on, and no word between the two.
  const teller = remote !== null && asClient(connection) !== null ? remote.peerName : null;
  const cause = remote === null || teller !== null ? found : turnedRound(found);
  const addresses = teller === null ? (remote ?? endsIn(entry.message)) : noEnds;
  const role =
    diagnosis !== null
      ? diagnosis.peer === 'server'
        ? 'client'
        : 'server'
      : (addresses.role ??
        roleByProduct(entry) ??
        (asClient(connection) !== null && connection !== 'remote-cluster' ? 'client' : cause.role));
  const { rule, alternatives, related, refusedBy, goesOn = null, warning } = causeByRole(cause, entry, role);
  const shown = showableEntry(entry);
  return {
    rule,
    certainty: alternatives.length === 0 && warning !== true ? 'states' : 'points-to',
    alternatives,
    related,
    refusedBy,
    goesOn,
    role,
    connection,
    product: entry.product,
    node: (teller ?? entry.node) === null ? null : showable(teller ?? entry.node ?? ''),
    channel: connection === null ? null : channelOf[connection],
    local: addresses.local,
    peer: addresses.peer ?? (diagnosis?.host == null ? null : { host: diagnosis.host, port: null }),
    peerName: addresses.peerName === null ? null : showable(addresses.peerName),
    diagnosis,
    line: entry.line,
    message: shown.message.length > 2_000 ? `${shown.message.slice(0, 1_997)}...` : shown.message,
    exception: exceptionOf(shown.trace, cause),
    count: 1,
    firstAt: entry.at,
    lastAt: entry.at,
    occurrences: [{ line: entry.line, at: entry.at, zoned: entry.zoned }],
  };
}

const noEnds: LoggedEnds = { local: null, peer: null, peerName: null, role: null, http: false };

function roleByProduct({ product, logger }: LogEntry): 'client' | 'server' | null {
  return product === 'kibana' && /elasticsearch/.test(logger) ? 'client' : null;
}

/** The ports that we know; other connections end elsewhere. */
const channelOf: Readonly<Record<Connection, Channel | null>> = {
  transport: 'transport',
  http: 'http',
  'remote-cluster': 'remote-cluster',
  'kibana-elasticsearch': 'http',
  'kibana-http': 'kibana',
  ...{ 'realm-ldap': null, 'realm-active-directory': null, 'realm-saml': null, 'realm-oidc': null, 'realm-jwt': null, 'realm-pki': 'http' },
  ...{ geoip: null, repository: null, reindex: null, monitoring: null, watcher: null },
  ...{ 'kibana-fleet': null, 'kibana-telemetry': null, 'kibana-actions': null },
};

/** As it may be shown. A key that begins in the message goes on in the lines behind it. */
function showableEntry({ message, trace }: LogEntry): Pick<LogEntry, 'message' | 'trace'> {
  const separator = '\n\u0000\n';
  const whole = showable(message.slice(0, longestShown) + separator + trace.slice(0, longestShown));
  const at = whole.indexOf(separator);
  return at < 0 ? { message: whole, trace: '' } : { message: whole.slice(0, at), trace: whole.slice(at + separator.length) };
}

/** Far more than of an entry is told. */
const longestShown = 20_000;

/** The line of the trace that told. */
function exceptionOf(trace: string, { isIn }: EntryCause): string | null {
  const lines = trace.split('\n').filter((line) => line !== '');
  const telling = isIn === null ? lines[0] : lines.findLast(isIn);
  return telling === undefined ? null : telling.slice(0, 500);
}
