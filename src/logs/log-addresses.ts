import { unbracketed } from '../model/host-port.ts';
import type { LogEntry } from './log-entries.ts';

/** An address in a log. */
export type LoggedAddress = { readonly host: string; readonly port: number | null };

/** The two ends of a connection, as far as a log names them. */
export type LoggedEnds = {
  readonly local: LoggedAddress | null;
  readonly peer: LoggedAddress | null;
  readonly peerName: string | null;
  readonly role: 'client' | 'server' | null;
  readonly http: boolean;
};

/** The channel's two ends: a remote port that nodes listen on means that this node made the connection. */
export function endsIn(message: string): LoggedEnds {
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
  const connected = /address \[([^\]]+?):(\d+)\], node|connectToRemoteMasterNode\[([^\]]+?):(\d+)\]|handshake to \[([^\]]+?):(\d+)\]/.exec(
    message,
  );
  if (connected !== null) {
    const [, a, b, c, d, e, f] = connected;
    return { local: null, peer: { host: a ?? c ?? e ?? '', port: Number(b ?? d ?? f) }, peerName: null, role: 'client', http };
  }
  return { local: null, peer: null, peerName: null, role: null, http };
}

/** The node whose exception this is, where it came back as the answer to a request: `RemoteTransportException: [es01][10.0.0.11:9300][internal:cluster/coordination/join]`. */
export function remoteIn({ trace }: LogEntry, tells: ((text: string) => boolean) | null): LoggedEnds | null {
  const from = /RemoteTransportException: \[([^\]]*)\]\[(\[[^\]]+\]|[^\]]+?):(\d+)\]\[/.exec(trace);
  if (from === null || tells === null || !tells(trace.slice(from.index))) return null;
  const [, name = '', host = '', port] = from;
  return { local: null, peer: { host: unbracketed(host), port: Number(port) }, peerName: name, role: null, http: false };
}

function addressIn(found: RegExpExecArray | null): LoggedAddress | null {
  return found === null ? null : { host: unbracketed(found[1] ?? ''), port: Number(found[2]) };
}

/** Ports of Elasticsearch: 9200 and up for HTTP, 9300 and up for transport, 9443 for remote clusters. */
function listensAt(address: LoggedAddress | null): boolean {
  const port = address?.port ?? 0;
  return (port >= 9200 && port <= 9400) || port === 9443;
}
