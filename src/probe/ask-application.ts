import { httpRequest, readHttpAnswer } from '../elastic/http-answer.ts';
import {
  commonHeaderVersion,
  highestClaim,
  ping,
  readHandshakeAnswer,
  readTransportFrames,
  releaseHeaderVersion,
  type TransportFrame,
  tcpHandshakeRequest,
  transportHandshakeRequest,
} from '../elastic/transport-frame.ts';
import { readTransportNames, type TransportNames } from '../elastic/transport-names.ts';
import type { Application, HttpAnswer } from '../model/observation.ts';
import type { AbortLike } from '../tls/open-tls.ts';
import { type Stream, type StreamEvent, Wait } from './stream.ts';

/** What to say first to whatever speaks above TLS, or in the clear. `transport-names`: also who the node is, and of which cluster. */
export type ApplicationQuestion = 'transport' | 'transport-names' | 'http';

/** How long to wait for a first answer, and for the rest of one. */
export type Patience = { readonly firstMs: number; readonly restMs: number };

export type ApplicationAnswer = {
  readonly application: Application;
  /** An exact release that the transport handshake told. */
  readonly release: string | null;
  /** Where the node was asked for them and told them. */
  readonly names: TransportNames | null;
  /** Halfway between question and answer, and half the way, in milliseconds: for the peer's clock. */
  readonly heardAt: { readonly at: Date; readonly boundMs: number } | null;
  /** The event that ended the exchange, where it was not an answer. */
  readonly ended: StreamEvent | null;
  /** `begun`: an answer had begun, and did not become whole. `deadline`: the time for the address ended before it was. Null where the answer is whole, or none came. */
  readonly cut: 'begun' | 'deadline' | null;
};

/** The first version id of 8.18, which knows the header format that tells a release. */
const firstWithRelease = 8840000;
/** The first version id of 8.0. What 7.17 makes of a node's own user in a request it keeps for itself: it told no more with it. */
const firstToldAsNode = 8000099;
const openSearchBit = 0x08000000;

/**
 * The transport's keep-alive ping and, where it comes back, `internal:tcp/handshake`; then, where names are wanted, `internal:transport/handshake`. Read-only, without credentials (as a node, with those of every node),
 * and logged by no node.
 *
 * @param asNode to ask for names as the node of this name does, whose certificate was shown; from 8.0 on
 * @param names whom to ask for names. OpenSearch over TLS writes an error where the certificate is none of its nodes', and tells no more than before.
 */
export async function askTransport(
  stream: Stream,
  patience: Patience,
  names: 'all' | 'elasticsearch' | 'nobody',
  asNode: string | null = null,
): Promise<ApplicationAnswer> {
  stream.write(ping());
  const frames = frameReader(stream);
  const first = await frames(patience.firstMs);
  if (first.kind === 'not-http-port') return transport({ pong: false, notHttp: true });
  if (first.kind !== 'ping') return silent('ping', first.kind === 'event' ? first.event : null, first.kind === 'event' && first.begun);
  stream.write(tcpHandshakeRequest({ headerVersion: commonHeaderVersion, claim: highestClaim, requestId: 1 }));
  const versionId = await readVersion(stream, frames, patience.firstMs);
  if (versionId === null) return transport({ pong: true });
  const isElasticsearch = (versionId.id & openSearchBit) === 0;
  const tellsRelease = isElasticsearch && versionId.id >= firstWithRelease;
  let { release } = versionId;
  if (tellsRelease) {
    stream.write(tcpHandshakeRequest({ headerVersion: releaseHeaderVersion, claim: highestClaim, release: '9.0.0', requestId: 2 }));
    release = (await readVersion(stream, frames, patience.firstMs))?.release ?? null;
  }
  const tellsNames = names === 'all' || (names === 'elasticsearch' && isElasticsearch);
  if (!tellsNames) return transport({ pong: true, versionId: versionId.id, release });
  const asked = versionId.id >= firstToldAsNode ? asNode : null;
  stream.write(transportHandshakeRequest({ headerVersion: versionId.id, requestId: 3, asNode: asked }));
  const answer = await nextMessage(stream, frames, patience.firstMs);
  return transport({
    pong: true,
    versionId: versionId.id,
    release,
    names: answer === null ? null : readTransportNames(answer, versionId.id),
  });
}

/** What was heard by the time that the signal ended the wait for more; unchanged where it did not, or where nothing was missing. */
export function heardUntil(signal: AbortLike, answer: ApplicationAnswer): ApplicationAnswer {
  const { application } = answer;
  const whole =
    application.kind === 'http' || (application.kind === 'transport' && (application.versionId !== null || application.notHttp));
  return signal.aborted && !whole ? { ...answer, cut: 'deadline' } : answer;
}

/** `GET /` without credentials. */
export async function askHttp(stream: Stream, host: string, patience: Patience): Promise<ApplicationAnswer> {
  const askedAt = Date.now();
  stream.write(httpRequest(host));
  let bytes: Uint8Array = new Uint8Array();
  let firstByteAt: number | null = null;
  const wait = new Wait(stream, patience.firstMs);
  for (;;) {
    const event = await wait.take();
    if (event.kind === 'data') {
      firstByteAt ??= Date.now();
      bytes = Buffer.concat([bytes, event.bytes]);
      // The first byte shows that it answers; the rest has its time from there.
      wait.came(1, bytes.length, patience.restMs);
    }
    const over = event.kind !== 'data';
    if (isNotHttpPort(bytes)) return transport({ pong: false, notHttp: true });
    const answer = readHttpAnswer(bytes, over);
    if (answer !== null && answer !== 'partial') return http(answer, askedAt, firstByteAt ?? Date.now());
    // It may have come in pieces.
    if (over || (answer === null && !beginsNotHttpPort(bytes)))
      return silent('http', over ? event : null, over && readHttpAnswer(bytes) === 'partial' && bytes.length > 0);
  }
}

type FrameOrEvent =
  | TransportFrame
  | { readonly kind: 'event'; readonly event: StreamEvent; readonly begun: boolean }
  | { readonly kind: 'garbage' };

/** Gives frames, of one wait or of several. */
type Frames = (wait: number | Wait) => Promise<FrameOrEvent>;

function frameReader(stream: Stream): Frames {
  let rest: Uint8Array = new Uint8Array();
  const ready: TransportFrame[] = [];
  return async (given) => {
    const wait = typeof given === 'number' ? new Wait(stream, given) : given;
    for (;;) {
      const frame = ready.shift();
      if (frame) return frame;
      const event = await wait.take();
      if (event.kind !== 'data') return { kind: 'event', event, begun: rest.length > 0 };
      const read = readTransportFrames(Buffer.concat([rest, event.bytes]));
      ready.push(...read.frames);
      rest = read.rest;
      wait.came(0, rest.length);
      if (read.problem !== null && ready.length === 0) return { kind: 'garbage' };
    }
  };
}

async function readVersion(
  stream: Stream,
  frames: Frames,
  timeoutMs: number,
): Promise<{ readonly id: number; readonly release: string | null } | null> {
  const frame = await nextMessage(stream, frames, timeoutMs);
  const answer = frame === null ? null : readHandshakeAnswer(frame);
  return answer === null || 'error' in answer ? null : { id: answer.versionId, release: answer.release };
}

/** A keep-alive may come at any time, and is no answer. */
async function nextMessage(stream: Stream, frames: Frames, timeoutMs: number): Promise<TransportFrame | null> {
  const wait = new Wait(stream, timeoutMs);
  for (;;) {
    const frame = await frames(wait);
    if (frame.kind !== 'ping') return frame.kind === 'message' ? frame : null;
  }
}

type TransportSeen = {
  readonly pong: boolean;
  readonly versionId?: number;
  readonly release?: string | null;
  readonly names?: TransportNames | null;
  readonly notHttp?: boolean;
};

function transport(seen: TransportSeen): ApplicationAnswer {
  return {
    application: { kind: 'transport', pong: seen.pong, versionId: seen.versionId ?? null, notHttp: seen.notHttp ?? false },
    release: seen.release ?? null,
    names: seen.names ?? null,
    heardAt: null,
    ended: null,
    cut: null,
  };
}

function http(answer: HttpAnswer, askedAt: number, answeredAt: number): ApplicationAnswer {
  const half = (answeredAt - askedAt) / 2;
  return {
    application: { kind: 'http', answer },
    release: null,
    names: null,
    heardAt: { at: new Date(askedAt + half), boundMs: half },
    ended: null,
    cut: null,
  };
}

function silent(asked: 'ping' | 'http', ended: StreamEvent | null, begun: boolean): ApplicationAnswer {
  const cut = begun ? 'begun' : null;
  return { application: { kind: 'none', asked: [asked] }, release: null, names: null, heardAt: null, ended, cut };
}

const notHttpPort = Buffer.from('This is not an HTTP port', 'latin1');

function beginsNotHttpPort(bytes: Uint8Array): boolean {
  return notHttpPort.subarray(0, bytes.length).equals(bytes);
}

function isNotHttpPort(bytes: Uint8Array): boolean {
  return bytes.length >= notHttpPort.length && notHttpPort.equals(bytes.subarray(0, notHttpPort.length));
}
