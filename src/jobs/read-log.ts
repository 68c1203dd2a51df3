import type { Channel } from '../model/channel.ts';
import { type LogCause, logCauses } from './log-causes.ts';
import { type LogEntry, logEntries } from './log-entries.ts';
import { type Diagnosis, readDiagnosis } from './read-diagnosis.ts';

/** An address in a log. */
export type LoggedAddress = { readonly host: string; readonly port: number | null };

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
};

/** Reads the lines on TLS out of a log. What states a cause comes before what points to one, what was diagnosed before what was not; then the earlier first. */
export function readLog(text: string): readonly LogEvidence[] {
  const found = new Map<string, LogEvidence>();
  for (const entry of logEntries(text)) {
    const evidence = evidenceOf(entry);
    if (evidence === null) continue;
    const key = keyOf(evidence);
    const known = found.get(key);
    found.set(key, known === undefined ? evidence : merged(known, evidence));
  }
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || a.line - b.line);
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

function merged(known: LogEvidence, more: LogEvidence): LogEvidence {
  return { ...known, count: known.count + 1, lastAt: more.lastAt ?? known.lastAt };
}

function evidenceOf(entry: LogEntry): LogEvidence | null {
  const diagnosis = readDiagnosis(entry.message);
  const found = diagnosis === null ? causeOf(entry) : causeOfDiagnosis(diagnosis, entry);
  if (found === null) return null;
  const remote = remoteIn(entry, found);
  const cause = remote === null ? found : turnedRound(found);
  const addresses = remote ?? addressesOf(entry.message);
  const role =
    diagnosis !== null
      ? diagnosis.peer === 'server'
        ? 'client'
        : 'server'
      : (addresses.role ?? roleByProduct(entry) ?? cause.role ?? null);
  const adjusted = byProduct(cause, entry, role);
  return {
    rule: adjusted.rule,
    certainty: adjusted.or === undefined ? 'states' : 'points-to',
    alternatives: adjusted.or ?? [],
    refusedBy: adjusted.refusedBy,
    role,
    product: entry.product,
    node: entry.node,
    channel: channelOf(entry, diagnosis, addresses),
    local: addresses.local,
    peer: addresses.peer ?? (diagnosis?.host == null ? null : { host: diagnosis.host, port: null }),
    peerName: addresses.peerName,
    diagnosis,
    line: entry.line,
    message: entry.message.length > 2_000 ? `${entry.message.slice(0, 1_997)}...` : entry.message,
    exception: exceptionOf(entry, cause),
    count: 1,
    firstAt: entry.at,
    lastAt: entry.at,
  };
}

type Cause = Omit<LogCause, 'text'> & { readonly text?: RegExp };

function causeOf({ message, trace, level }: LogEntry): Cause | null {
  // What a node says of its settings, or of a peer, is a warning at least; a line that was pasted has no level.
  if (/^(?:DEBUG|TRACE|INFO)$/i.test(level)) return null;
  const text = trace === '' ? message : `${message}\n${trace}`;
  return logCauses.find((cause) => cause.text.test(text)) ?? null;
}

/** The node whose exception this is, where it came back as the answer to a request: `RemoteTransportException: [es01][10.0.0.11:9300][internal:cluster/coordination/join]`. */
function remoteIn({ trace }: LogEntry, { text }: Cause): Addresses | null {
  const from = /RemoteTransportException: \[([^\]]*)\]\[(\[[^\]]+\]|[^\]]+?):(\d+)\]\[/.exec(trace);
  if (from === null || text === undefined || !text.test(trace.slice(from.index))) return null;
  const [, name = '', host = '', port] = from;
  return { local: null, peer: { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }, peerName: name, role: null, http: false };
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

type Addresses = {
  readonly local: LoggedAddress | null;
  readonly peer: LoggedAddress | null;
  readonly peerName: string | null;
  readonly role: 'client' | 'server' | null;
  readonly http: boolean;
};

/** The channel's two ends: a remote port that nodes listen on means that this node dialled. */
function addressesOf(message: string): Addresses {
  const local = addressIn(/localAddress=(?:[^/,}\s]*)\/(\[[^\]]+\]|[0-9a-fA-F.:%]+?):(\d+)/.exec(message));
  const remote = addressIn(/remoteAddress=(?:[^/,}\s]*)\/(\[[^\]]+\]|[0-9a-fA-F.:%]+?):(\d+)/.exec(message));
  const http = /Netty4HttpChannel|SecurityHttp/.test(message);
  if (remote !== null || local !== null) {
    const [mine, theirs] = [listensAt(local), listensAt(remote)];
    return { local, peer: remote, peerName: null, role: theirs && !mine ? 'client' : mine && !theirs ? 'server' : null, http };
  }
  // `received join request from [{es02}{...}{...}{es02}{10.0.0.12}{10.0.0.12:9300}...] but could not connect back to the joining node`
  const join = /received join request from \[\{([^}]*)\}.*?\{([^{}]*):(\d+)\}/.exec(message);
  if (join !== null)
    return { local: null, peer: { host: join[2] ?? '', port: Number(join[3]) }, peerName: join[1] ?? null, role: 'client', http };
  // `discovery will continue using [10.0.0.11:9200, 10.0.0.12:9200] from hosts providers`
  const seed = /will continue using \[([^\s,\]]+):(92\d\d)[,\]]/.exec(message);
  if (seed !== null) return { local: null, peer: { host: seed[1] ?? '', port: Number(seed[2]) }, peerName: null, role: 'client', http };
  // `address [10.0.0.12:9300], node [unknown] discovery result: ...`; `[connectToRemoteMasterNode[10.0.0.12:9300]]`
  const dialled = /address \[([^\]]+?):(\d+)\], node|connectToRemoteMasterNode\[([^\]]+?):(\d+)\]|handshake to \[([^\]]+?):(\d+)\]/.exec(
    message,
  );
  if (dialled !== null) {
    const [, a, b, c, d, e, f] = dialled;
    return { local: null, peer: { host: a ?? c ?? e ?? '', port: Number(b ?? d ?? f) }, peerName: null, role: 'client', http };
  }
  return { local: null, peer: null, peerName: null, role: null, http };
}

function addressIn(found: RegExpExecArray | null): LoggedAddress | null {
  return found === null ? null : { host: (found[1] ?? '').replace(/^\[|\]$/g, ''), port: Number(found[2]) };
}

/** Ports of Elasticsearch: 9200 and up for HTTP, 9300 and up for transport, 9443 for remote clusters. */
function listensAt(address: LoggedAddress | null): boolean {
  const port = address?.port ?? 0;
  return (port >= 9200 && port <= 9400) || port === 9443;
}

function channelOf({ logger, product }: LogEntry, diagnosis: Diagnosis | null, { http, local, peer }: Addresses): Channel | null {
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

/** The line of the trace that told. */
function exceptionOf({ trace }: LogEntry, { text }: Cause): string | null {
  const lines = trace.split('\n').filter((line) => line !== '');
  const telling = text === undefined ? lines[0] : lines.findLast((line) => text.test(line));
  return telling === undefined ? null : telling.slice(0, 500);
}
