import type { Channel } from '../model/channel.ts';
import { showable } from '../model/showable.ts';
import { endsIn, type LoggedAddress, type LoggedEnds, remoteIn } from './log-addresses.ts';
import { type LogCause, logCauses } from './log-causes.ts';
import { type LogEntry, logEntries } from './log-entries.ts';
import { eventsIn, type LogEvent, nodeHostsIn } from './log-events.ts';
import { type Diagnosis, readDiagnosticTrustManagerLine } from './read-diagnostic-trust-manager-line.ts';

/** What a log says of TLS: entries that say the same, once. */
export type LogEvidence = {
  /** The cause, by its id in the catalogue. */
  readonly rule: string;
  /** `states`: the text names this cause. `points-to`: others leave the same text. */
  readonly certainty: 'states' | 'points-to';
  readonly alternatives: readonly string[];
  /** Who refused, of the process that wrote the log and its peer. Null where nobody did: it did not start, say. */
  readonly refusedBy: 'this-node' | 'peer' | null;
  /** Whether this process dialled (`client`) or was dialled; null where it does not show. */
  readonly role: 'client' | 'server' | null;
  readonly product: LogEntry['product'];
  /** The name of the node that wrote it. */
  readonly node: string | null;
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
  /** Addresses that the nodes of the log take for nodes. */
  readonly nodeHosts: readonly string[];
};

export const emptyLog: LogReading = { failures: [], events: [], nodeHosts: [] };

/** Reads the lines on TLS and on membership out of a log. */
export function readLog(text: string): LogReading {
  const found = new Map<string, { readonly first: LogEvidence; readonly occurrences: Occurrence[] }>();
  const events: LogEvent[] = [];
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
    }
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
function keyOf({ rule, certainty, refusedBy, role, node, peer, peerName, diagnosis, channel }: LogEvidence): string {
  return JSON.stringify([
    rule,
    certainty,
    refusedBy,
    role,
    node,
    channel,
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
  const remote = remoteIn(entry, found.text);
  const cause = remote === null ? found : turnedRound(found);
  const addresses = remote ?? endsIn(entry.message);
  const role =
    diagnosis !== null
      ? diagnosis.peer === 'server'
        ? 'client'
        : 'server'
      : (addresses.role ?? roleByProduct(entry) ?? cause.role ?? null);
  const adjusted = byProduct(cause, entry, role);
  const shown = showableEntry(entry);
  return {
    rule: adjusted.rule,
    certainty: adjusted.or === undefined ? 'states' : 'points-to',
    alternatives: adjusted.or ?? [],
    refusedBy: adjusted.refusedBy,
    role,
    product: entry.product,
    node: entry.node === null ? null : showable(entry.node),
    channel: channelOf(entry, diagnosis, addresses),
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

type Cause = Omit<LogCause, 'text'> & { readonly text?: RegExp };

function causeOf({ message, trace, level }: LogEntry): Cause | null {
  // What a node says of its settings, or of a peer, is a warning at least; a line that was pasted has no level.
  if (/^(?:DEBUG|TRACE|INFO)$/i.test(level)) return null;
  const text = trace === '' ? message : `${message}\n${trace}`;
  return logCauses.find((cause) => cause.text.test(text)) ?? null;
}

/** What the peer says of itself is the other way round here. */
function turnedRound({ refusedBy, role, ...cause }: Cause): Cause {
  return {
    ...cause,
    refusedBy: refusedBy === 'this-node' ? 'peer' : refusedBy === 'peer' ? 'this-node' : null,
    ...(role === undefined ? {} : { role: role === 'client' ? 'server' : 'client' }),
  };
}

/** The clauses tell most of it; what they do not, the exception behind the line does: names are compared after trust. */
function causeOfDiagnosis(diagnosis: Diagnosis, entry: LogEntry): Cause {
  const states = (rule: string): Cause => ({ rule, refusedBy: 'this-node' });
  const { trust, validity, extendedKeyUsage, peer, issuer, trustedIssuers, above, selfIssued } = diagnosis;
  if (diagnosis.subject === null) return states('client-cert-not-sent');
  if (trust === 'lookalike') {
    const name = trustedIssuers[0] ?? issuer ?? '';
    return states(/auto-configuration transport CA$/i.test(name) ? 'autoconfig-separate-clusters' : 'trust-lookalike-ca');
  }
  if (trust === 'unknown-issuer') {
    // A certificate alone of an issuer whom nobody knows may have an intermediate missing above it.
    return selfIssued || above.length > 0
      ? states('trust-unknown-issuer')
      : { ...states('trust-unknown-issuer'), ...intermediateIn(diagnosis) };
  }
  const named = causeOf({ ...entry, level: '', message: entry.trace });
  // The key was compared, and it is the same.
  if (trust === 'same-key' && named?.rule === 'trust-lookalike-ca') return states('aki-ski-mismatch');
  if (named !== null && named.refusedBy === 'this-node' && named.rule !== 'trust-unknown-issuer') {
    return named.rule === 'leaf-expired' && validity?.verdict === 'valid' ? states('ca-expired') : named;
  }
  if (validity?.verdict === 'expired') return states('leaf-expired');
  if (validity?.verdict === 'not-yet-valid') return states('leaf-not-yet-valid');
  if (Array.isArray(extendedKeyUsage)) {
    const wanted = peer === 'server' ? 'serverAuth' : 'clientAuth';
    if (!extendedKeyUsage.includes(wanted) && !extendedKeyUsage.includes('anyExtendedKeyUsage'))
      return states(peer === 'server' ? 'eku-missing-serverauth' : 'eku-transport-missing-clientauth');
  }
  if (trust === 'trusted' && peer === 'server') return byNames(diagnosis);
  if (trust === 'trusted' || trust === 'same-key')
    return {
      rule: 'aki-ski-mismatch',
      or: ['ku-without-digitalsignature', 'weak-key', 'weak-signature', 'ca-not-a-ca'],
      refusedBy: 'this-node',
    };
  return { rule: 'trust-unknown-issuer', or: ['trust-missing-intermediate', ...names], refusedBy: 'this-node' };
}

function intermediateIn({ issuer }: Diagnosis): Pick<Cause, 'or'> | Record<string, never> {
  return issuer !== null && /\b(?:intermediate|issuing|sub|subordinate)\b/i.test(issuer) ? { or: ['trust-missing-intermediate'] } : {};
}

/** What is wrong with a name leaves the same alert as what is wrong with trust. */
const names = ['san-missing', 'san-ip-missing', 'san-name-mismatch'] as const;

/** Trust, dates and usage are well, so it is the name. */
function byNames({ names, host }: Diagnosis): Cause {
  const rule = names === 'none' ? 'san-missing' : host !== null && /^[\d.]+$|:/.test(host) ? 'san-ip-missing' : 'san-name-mismatch';
  if (names === 'none') return { rule, refusedBy: 'this-node' };
  return { rule, or: ['ku-without-digitalsignature', 'aki-ski-mismatch'], refusedBy: 'this-node' };
}

/** Kibana dials Elasticsearch, and is dialled by browsers: alerts mean other things there. */
function byProduct(cause: Cause, { product, logger }: LogEntry, role: LogEvidence['role']): Cause {
  if (product === 'kibana') {
    if (cause.rule === 'client-cert-not-sent') return { ...cause, rule: 'http-client-cert-required-by-surprise' };
    return cause;
  }
  // A Java process never writes OpenSSL's words on its own trust; Elasticsearch hands on what a client told it.
  if (cause.rule === 'kibana-missing-es-ca') return { ...cause, rule: 'trust-unknown-issuer' };
  // An alert on a certificate, and this node was dialled: it is the server's certificate that was refused.
  if (cause.rule === 'client-cert-not-sent' && cause.refusedBy === 'peer' && role === 'server' && !/Http/.test(logger))
    return { rule: 'trust-unknown-issuer', or: ['trust-lookalike-ca', ...names], refusedBy: 'peer' };
  // Names are the server's, and what a client may do is the client's.
  if (cause.or !== undefined && role !== null) {
    const other = role === 'client' ? /^san-/ : /^eku-transport-missing-clientauth$/;
    return {
      ...cause,
      or: [
        ...cause.or.filter((rule) => !other.test(rule)),
        ...(role === 'server' && cause.rule === 'trust-unknown-issuer' ? ['eku-missing-serverauth'] : []),
      ],
    };
  }
  return cause;
}

function roleByProduct({ product, logger }: LogEntry): 'client' | 'server' | null {
  return product === 'kibana' && /elasticsearch/.test(logger) ? 'client' : null;
}

function channelOf({ logger, product }: LogEntry, diagnosis: Diagnosis | null, { http, local, peer }: LoggedEnds): Channel | null {
  const context = diagnosis?.context ?? '';
  if (/security\.transport\.ssl|transport\.profiles/.test(context)) return 'transport';
  if (/security\.http\.ssl/.test(context)) return 'http';
  if (/remote_cluster/.test(context)) return 'remote-cluster';
  if (product === 'kibana') return /elasticsearch/.test(logger) ? 'http' : 'kibana';
  if (http || /Http/.test(logger)) return 'http';
  if (/Transport|Coordinator|PeerFinder|JoinHelper|ClusterFormation|HandshakingTransport/.test(logger)) return 'transport';
  const port = [local?.port, peer?.port].find((one) => one != null && one >= 9200 && one <= 9399);
  return port == null ? null : port >= 9300 ? 'transport' : 'http';
}

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
function exceptionOf(trace: string, { text }: Cause): string | null {
  const lines = trace.split('\n').filter((line) => line !== '');
  const telling = text === undefined ? lines[0] : lines.findLast((line) => text.test(line));
  return telling === undefined ? null : telling.slice(0, 500);
}
