import type { KeyObject } from 'node:crypto';
import type net from 'node:net';
import type { Ending, Phase } from '../model/ending.ts';
import type { CertificateRequestSeen, Conversation } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import { sharedKeys } from '../tls/crypto/ephemeral-keys.ts';
import type { ClientOptions } from '../tls/handshake/client-options.ts';
import { notComputable } from '../tls/handshake/refusal.ts';
import type { TlsSeen } from '../tls/handshake/tls-seen.ts';
import { type AbortLike, glanceTls, openTls, peekTls, type TlsConnection } from '../tls/open-tls.ts';
import { TlsAborted, TlsAlert, TlsClosed, TlsFailure, TlsRefusal } from '../tls/tls-failure.ts';
import { alertName } from '../tls/wire/alerts.ts';
import { cipherSuiteName } from '../tls/wire/cipher-suites.ts';
import { groupName } from '../tls/wire/named-groups.ts';
import { signatureSchemeName } from '../tls/wire/signature-schemes.ts';
import { type ApplicationAnswer, type ApplicationQuestion, askHttp, askTransport, heardUntil } from './ask-application.ts';
import { offeredSignatureSchemes } from './offered-signature-schemes.ts';
import { type Stream, type StreamEvent, tlsStream } from './stream.ts';

export type HandshakeRequest = {
  readonly versions: readonly ProtocolVersion[];
  /** The client's defaults when absent. */
  readonly cipherSuites?: readonly number[];
  readonly serverName: string | null;
  readonly identity: { readonly kind: 'given' | 'self-signed'; readonly chain: readonly Uint8Array[]; readonly key: KeyObject } | null;
  /** Whose certificate `identity` is, where it is that of a node; null or absent: not that of a node that is known. */
  readonly asNode?: string | null;
  /** Read the server's first flight and say nothing more. */
  readonly quiet: boolean;
  /** Stop as soon as it is sure that no client certificate is asked for. */
  readonly glance?: boolean;
  /** What to ask once the server has let us in. */
  readonly question: ApplicationQuestion | null;
  /** For the Host header. */
  readonly host: string;
  readonly idleTimeoutMs: number;
  /** How long the connection took to come about: about a round trip. */
  readonly connectMs: number;
  readonly signal: AbortLike;
};

export type ConversationResult = { readonly conversation: Conversation; readonly application: ApplicationAnswer | null };

/** For handshakes that carry nothing of ours: what anyone could read of them is what the server tells everyone. */
export const ephemeralKeys = sharedKeys();

/** A TLS 1.3 server may take this long, and two round trips, to say what it thinks of our certificate. */
const settleMs = 500;

/** One TLS connection: the handshake, the wait for the server's verdict, and one question above TLS. The caller destroys the socket. */
export async function tlsConversation(socket: net.Socket, wish: HandshakeRequest): Promise<ConversationResult> {
  const startedAt = new Date();
  const begunAt = performance.now();
  const { signal, idleTimeoutMs } = wish;
  const tell = (seen: TlsSeen, ending: Ending, application: ApplicationAnswer | null = null): ConversationResult => ({
    conversation: describe(seen, wish, ending, startedAt),
    application,
  });
  const conclude = async (connection: TlsConnection): Promise<ConversationResult> => {
    const { ending, application } = await settle(tlsStream(connection), () => connection.seen, wish);
    if (ending.kind === 'accepted') await connection.close().catch(() => {});
    return tell(connection.seen, ending, application);
  };
  try {
    if (wish.quiet) {
      const seen = await peekTls(socket, { ...clientOptions(wish), signal, idleTimeoutMs, stopAfter: 'server-flight' });
      return tell(seen, { kind: 'stopped', phase: phaseOf(seen) });
    }
    if (wish.glance) {
      const { seen, connection } = await glanceTls(socket, glanceOptions(wish), wish);
      if (connection === null) return tell(seen, { kind: 'stopped', phase: phaseOf(seen) });
      return await conclude(connection);
    }
    return await conclude(await openTls(socket, { ...clientOptions(wish), signal, idleTimeoutMs }));
  } catch (error) {
    if (!(error instanceof TlsFailure)) throw error;
    return tell(error.seen, endingOf(error, performance.now() - begunAt, signal));
  }
}

/** What its hello says. */
function clientOptions({ versions, cipherSuites, serverName, identity }: HandshakeRequest): ClientOptions {
  return {
    versions,
    signatureSchemes: offeredSignatureSchemes,
    ...(identity?.kind === 'given' ? {} : { ephemeralKeys }),
    ...(cipherSuites === undefined ? {} : { cipherSuites }),
    ...(serverName === null ? {} : { serverName }),
    ...(identity === null ? {} : { identity: { chain: identity.chain, key: identity.key } }),
  };
}

type GlanceOptions = ClientOptions & { readonly stopAfter: 'no-certificate-request' };

/** Of a glance without a name: thousands of such hellos are made of the same options. */
const nameless = new WeakMap<HandshakeRequest['versions'], GlanceOptions>();

function glanceOptions(wish: HandshakeRequest): GlanceOptions {
  const isPlain = wish.serverName === null && wish.identity === null && wish.cipherSuites === undefined;
  const known = isPlain ? nameless.get(wish.versions) : undefined;
  if (known !== undefined) return known;
  const options = { ...clientOptions(wish), stopAfter: 'no-certificate-request' } as const;
  if (isPlain) nameless.set(wish.versions, options);
  return options;
}

/** After our Finished: does the server let us in, and who is it? */
async function settle(
  stream: Stream,
  seen: () => TlsSeen,
  wish: HandshakeRequest,
): Promise<{ ending: Ending; application: ApplicationAnswer | null }> {
  const before13 = seen().version !== 'TLSv1.3';
  const requested = seen().certificateRequest !== null;
  let proof: Extract<Ending, { kind: 'accepted' }>['by'] | null = before13 || !requested ? 'finished' : null;
  // Up to TLS 1.2 the server's Finished comes after its verdict. In TLS 1.3 it comes before: nothing is sent until the server has had
  // time to say no, since data on a closed connection makes the peer's system throw its alert away.
  if (!before13 && requested) {
    const event = await stream.take(settleMs + 2 * wish.connectMs);
    if (event.kind === 'end') return { ending: endOf(event, seen(), wish.signal), application: null };
    if (event.kind === 'ticket') proof = 'ticket';
    if (event.kind === 'data') proof = 'data';
    if (event.kind === 'silence' && wish.signal.aborted)
      return { ending: { kind: 'timeout', afterMs: settleMs, phase: phaseOf(seen()), by: 'deadline' }, application: null };
  }
  if (wish.question === null) return { ending: proof ? { kind: 'accepted', by: proof } : { kind: 'undecided' }, application: null };
  const patience = { firstMs: Math.max(settleMs, 1000) + 2 * wish.connectMs, restMs: wish.idleTimeoutMs };
  const answer = heardUntil(
    wish.signal,
    wish.question === 'http'
      ? await askHttp(stream, wish.host, { firstMs: wish.idleTimeoutMs, restMs: wish.idleTimeoutMs })
      : await askTransport(
          stream,
          patience,
          wish.question === 'transport-names' ? 'elasticsearch' : 'nobody',
          wish.identity?.kind === 'given' ? (wish.asNode ?? null) : null,
        ),
  );
  const by = answeredBy(answer);
  if (by) return { ending: { kind: 'accepted', by }, application: answer };
  const after = seen();
  // A ticket that came while we waited for the answer counts as well.
  if (!before13 && requested && proof === null && after.tickets > 0) proof = 'ticket';
  if (answer.ended?.kind === 'end' && proof !== 'data' && after.tickets === 0 && isRefusal(answer.ended.failure)) {
    return { ending: endOf(answer.ended, after, wish.signal), application: answer };
  }
  return { ending: proof ? { kind: 'accepted', by: proof } : { kind: 'undecided' }, application: answer };
}

/** What cannot be decrypted comes from a server that has other keys than those of the handshake. */
function isRefusal(failure: TlsFailure | null): boolean {
  return failure instanceof TlsAlert || (failure instanceof TlsRefusal && failure.alert === 'bad_record_mac');
}

function answeredBy({ application }: ApplicationAnswer): 'pong' | 'data' | null {
  switch (application.kind) {
    case 'http':
      return 'data';
    case 'transport':
      return application.pong ? 'pong' : 'data';
    case 'none':
      return null;
  }
}

function endOf(event: StreamEvent & { kind: 'end' }, seen: TlsSeen, signal: AbortLike): Ending {
  return event.failure ? endingOf(event.failure, 0, signal) : { kind: 'closed', how: 'fin', phase: phaseOf(seen) };
}

function endingOf(failure: TlsFailure, afterMs: number, signal: AbortLike): Ending {
  const phase = phaseOf(failure.seen);
  if (failure instanceof TlsAlert) return { kind: 'alert', description: failure.description, name: alertName(failure.description), phase };
  if (failure instanceof TlsClosed) return { kind: 'closed', how: failure.how, phase };
  if (failure instanceof TlsAborted)
    return { kind: 'timeout', afterMs: Math.round(afterMs), phase, ...(signal.aborted ? { by: 'deadline' as const } : {}) };
  if (failure instanceof TlsRefusal) {
    const { notTls } = failure.seen;
    if (notComputable.has(failure.reason)) return { kind: 'not-computable', reason: failure.reason, phase };
    return notTls ? { kind: 'not-tls', bytes: notTls } : { kind: 'protocol-error', reason: failure.reason, alert: failure.alert, phase };
  }
  throw failure;
}

function phaseOf(seen: TlsSeen): Phase {
  if (seen.serverHello === null) return 'before-server-hello';
  if (!seen.serverFlightComplete) return 'server-flight';
  return seen.serverFinished && seen.clientFinished ? 'after-finished' : 'client-flight';
}

function describe(seen: TlsSeen, wish: HandshakeRequest, ending: Ending, startedAt: Date): Conversation {
  const named = <T extends string>(code: number | null, name: (code: number) => T) => (code === null ? null : name(code));
  return {
    offeredVersions: protocolVersions.filter((version) => wish.versions.includes(version)),
    serverName: wish.serverName,
    identity: wish.identity?.kind ?? 'none',
    answeredInTls: seen.answeredInTls,
    version: seen.version,
    cipherSuite: named(seen.cipherSuite, cipherSuiteName),
    group: named(seen.group, groupName),
    signatureScheme: named(seen.signatureScheme, signatureSchemeName),
    serverSignature: seen.serverSignature,
    alpn: seen.alpn,
    chain: seen.certificates,
    ocspResponse: seen.ocspResponse,
    certificateRequest: describeRequest(seen),
    serverFlightComplete: seen.serverFlightComplete,
    helloTime: helloTime(seen),
    startedAt,
    ending,
  };
}

function describeRequest({ certificateRequest }: TlsSeen): CertificateRequestSeen | null {
  if (!certificateRequest) return null;
  return { authorities: certificateRequest.authorities, signatureSchemes: certificateRequest.signatureSchemes.map(signatureSchemeName) };
}

/** RFC 5246 §7.4.1.3: the random begins with the server's clock, where the server follows that. */
function helloTime({ version, serverHello }: TlsSeen): number | null {
  if (!serverHello || version === null || version === 'TLSv1.3') return null;
  return new DataView(serverHello.random.buffer, serverHello.random.byteOffset, 4).getUint32(0);
}
