import { int32, int64, readVint, text, vint } from './stream-primitives.ts';

/**
 * The frame of the transport protocol that Elasticsearch and OpenSearch speak on 9300, as far as a peer without credentials needs it:
 *
 *     "ES" | int32 length of the rest | int64 request id | status byte | int32 version id
 *          | int32 length of the variable header (from 7.6 on) | variable header | body
 *
 * A length of -1 and nothing after it is the keep-alive ping. All integers are big-endian.
 */
export type TransportFrame =
  /** The keep-alive, which a server echoes. */
  | { readonly kind: 'ping' }
  | {
      readonly kind: 'message';
      /** Ours come back exactly; ids of a peer beyond 2^53 are rounded. */
      readonly requestId: number;
      readonly status: FrameStatus;
      /** The version id of the header: a wire format, not the node's version. */
      readonly version: number;
      /** Null where the format has no length for it (before 7.6): then `body` begins with it. A view. */
      readonly variableHeader: Uint8Array | null;
      /** A view. */
      readonly body: Uint8Array;
    }
  /** `This is not an HTTP port`, in the clear and without a status line: a transport port without TLS that took us for HTTP. */
  | { readonly kind: 'not-http-port' };

/** The status byte: 1, 2, 4 and 8. */
export type FrameStatus = {
  readonly response: boolean;
  readonly error: boolean;
  readonly compressed: boolean;
  readonly handshake: boolean;
};

/** What a node answers to {@link tcpHandshakeRequest}. */
export type HandshakeAnswer =
  /** `release` is told by 8.18 and later, and only in the header format 8800000. */
  { readonly versionId: number; readonly release: string | null } | { readonly error: string };

/** Six bytes that a transport server sends back as they are, in the clear and inside TLS, and that it never logs. A fresh copy. */
export function ping(): Uint8Array {
  return Uint8Array.of(0x45, 0x53, 0xff, 0xff, 0xff, 0xff);
}

/** The header format that 7.17, 8.x, 9.x and OpenSearch all read. */
export const commonHeaderVersion = 7170099;

/** The header format in which 8.18 and later tell their exact release. Older nodes and OpenSearch close the connection at it. */
export const releaseHeaderVersion = 8800000;

/** A version id above any real one: 8.19 and later answer the lower of the claim and their own, and log a claim that is too low. */
export const highestClaim = 9999999;

/**
 * A request for `internal:tcp/handshake`: which version are you? It needs no credentials above TLS and changes nothing.
 *
 * @param headerVersion the format of the frame, and so of the answer
 * @param claim the version id we say we have
 * @param release the release we say we have; required from the header format 8800000 on
 * @throws RangeError where a release is required and missing
 */
export function tcpHandshakeRequest(options: {
  readonly headerVersion: number;
  readonly claim: number;
  readonly release?: string;
  readonly requestId: number;
}): Uint8Array {
  const { headerVersion, claim, release, requestId } = options;
  const own = [...vint(claim)];
  if (!isOpenSearchId(headerVersion) && headerVersion >= releaseHeaderVersion) {
    if (release === undefined) throw new RangeError(`the header format ${headerVersion} carries a release`);
    own.push(...text(release));
  }
  const body = [0, ...vint(own.length), ...own]; // 0: no parent task
  return request({ action: 'internal:tcp/handshake', status: statusBits.handshake, headerVersion, requestId, body });
}

/**
 * A request for `internal:transport/handshake`: who are you, and of which cluster? A node without security answers; one with security says that credentials are missing, and
 * names itself as it does. With `asNode`, a node with security answers as it answers any node of a cluster. Nothing is changed, nothing logged (an audit log, where one is on,
 * records it).
 *
 * @param headerVersion the version id that the node answered to {@link tcpHandshakeRequest}
 * @param asNode to ask as the node of this name does, over a connection with its certificate
 */
export function transportHandshakeRequest({
  headerVersion,
  requestId,
  asNode = null,
}: {
  readonly headerVersion: number;
  readonly requestId: number;
  readonly asNode?: string | null;
}): Uint8Array {
  const headers = asNode === null ? [] : [[systemUserHeader, systemUser(headerVersion, asNode)] as const];
  return request({ action: 'internal:transport/handshake', status: 0, headerVersion, requestId, headers, body: [0] });
}

const systemUserHeader = '_xpack_security_authentication';

/** From here on a realm may belong to a domain. */
const firstWithDomains = 8020099;

/**
 * What a node sends with its own requests: that they are those of the user `_system`, which a node believes whoever showed a certificate that it trusts. Base64 of
 *
 *     vint version | is internal, `_system` | realm: node name, `__attach`, `__attach`, (from 8.2 on) no domain | nobody looked up | vint type | no metadata
 *
 * Elasticsearch: Authentication.writeTo, AuthenticationContextSerializer; the same in 8.x and 9.x.
 */
function systemUser(version: number, nodeName: string): string {
  // The name is for audit logs; letters beyond ASCII have another encoding.
  const name = /^[\x21-\x7e]{1,255}$/.test(nodeName) ? nodeName : 'node';
  const realm = [...text(name), ...text('__attach'), ...text('__attach'), ...(version >= firstWithDomains ? [0] : [])];
  return Buffer.from([...vint(version), 1, ...text('_system'), ...realm, 0, ...vint(authenticationTypes.internal), 0]).toString('base64');
}

/** REALM, API_KEY, TOKEN, ANONYMOUS, INTERNAL. */
const authenticationTypes = { internal: 4 } as const;

function request(options: {
  readonly action: string;
  readonly status: number;
  readonly headerVersion: number;
  readonly requestId: number;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body: readonly number[];
}): Uint8Array {
  const { action, status, headerVersion, requestId, headers = [], body } = options;
  const noFeatures = isOpenSearchId(headerVersion) || headerVersion < 8000000 ? [0] : [];
  const ofRequest = [...vint(headers.length), ...headers.flatMap(([name, value]) => [...text(name), ...text(value)])];
  const variableHeader = [...ofRequest, 0, ...noFeatures, ...text(action)]; // 0: no response headers
  const rest = [
    ...int64(requestId),
    status,
    ...int32(headerVersion),
    ...(hasVariableHeaderLength(headerVersion) ? int32(variableHeader.length) : []),
    ...variableHeader,
    ...body,
  ];
  return Uint8Array.from([0x45, 0x53, ...int32(rest.length), ...rest]);
}

/**
 * Takes as many whole frames as there are. `rest` (a view) is the beginning of a frame that is not whole yet, to be given again with what follows.
 * With a `problem` nothing more can be read from this connection, and `rest` is where it arose.
 */
export function readTransportFrames(bytes: Uint8Array): {
  readonly frames: readonly TransportFrame[];
  readonly rest: Uint8Array;
  readonly problem: string | null;
} {
  const frames: TransportFrame[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const step = readFrame(rest);
    if (step === 'partial') return { frames, rest, problem: null };
    if (typeof step === 'string') return { frames, rest, problem: step };
    frames.push(step.frame);
    rest = rest.subarray(step.length);
  }
  return { frames, rest, problem: null };
}

/** The version in an answer to {@link tcpHandshakeRequest}; `error` says why there is none. */
export function readHandshakeAnswer(frame: TransportFrame): HandshakeAnswer {
  if (frame.kind !== 'message') return { error: `a ${frame.kind} is no answer to a handshake` };
  const { status, variableHeader, body } = frame;
  if (!status.response) return { error: 'the frame is a request' };
  if (status.error) return { error: `the node refused: ${printable(body)}` };
  if (status.compressed) return { error: 'the answer is compressed' };
  // Without a length, only a variable header without any entry can be stepped over.
  let at = 0;
  if (variableHeader === null) {
    if (body[0] !== 0 || body[1] !== 0) return { error: 'the answer has headers of the format before 7.6' };
    at = 2;
  }
  const versionId = readVint(body, at);
  if (versionId === null) return { error: 'the answer ends before its version' };
  return { versionId: versionId.value, release: readRelease(body, versionId.next) };
}

/** OpenSearch sets a bit in its version ids, to tell them from Elasticsearch's. */
function isOpenSearchId(version: number): boolean {
  return (version & 0x08000000) !== 0;
}

/** A node answers a handshake with 30 bytes, and refuses with a stack trace of some 7 KB. */
const longestFrame = 64 * 1024;

const statusBits = { response: 1, error: 2, compressed: 4, handshake: 8 } as const;

const notHttpText = new TextEncoder().encode('This is not an HTTP port');

function hasVariableHeaderLength(version: number): boolean {
  return isOpenSearchId(version) || version >= 7060099;
}

function readFrame(bytes: Uint8Array): { readonly frame: TransportFrame; readonly length: number } | 'partial' | string {
  if (startsAlike(bytes, notHttpText)) {
    return bytes.length < notHttpText.length ? 'partial' : { frame: { kind: 'not-http-port' }, length: notHttpText.length };
  }
  if (bytes[0] !== 0x45 || (bytes.length > 1 && bytes[1] !== 0x53)) return `no transport frame begins with ${hexOf(bytes.subarray(0, 6))}`;
  if (bytes.length < 6) return 'partial';

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getInt32(2);
  if (length === -1) return { frame: { kind: 'ping' }, length: 6 };
  if (length < 13) return `a transport frame says it is ${length} bytes long`;
  if (length > longestFrame) return `a transport frame says it is ${length} bytes long, more than the ${longestFrame} that are read`;
  const end = 6 + length;
  if (bytes.length < end) return 'partial';

  const bits = view.getUint8(14);
  const version = view.getInt32(15);
  let variableHeader: Uint8Array | null = null;
  let bodyAt = 19;
  if (hasVariableHeaderLength(version)) {
    if (end < 23) return 'a transport frame ends before its variable header';
    const headerLength = view.getInt32(19);
    if (headerLength < 0 || headerLength > end - 23) return `a variable header says it is ${headerLength} bytes long`;
    bodyAt = 23 + headerLength;
    variableHeader = bytes.subarray(23, bodyAt);
  }
  return {
    frame: {
      kind: 'message',
      requestId: Number(view.getBigInt64(6)),
      status: {
        response: (bits & statusBits.response) !== 0,
        error: (bits & statusBits.error) !== 0,
        compressed: (bits & statusBits.compressed) !== 0,
        handshake: (bits & statusBits.handshake) !== 0,
      },
      version,
      variableHeader,
      body: bytes.subarray(bodyAt, end),
    },
    length: end,
  };
}

/** The one is the beginning of the other. */
function startsAlike(a: Uint8Array, b: Uint8Array): boolean {
  for (let at = 0; at < a.length && at < b.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** A release as products write it; anything else is not worth repeating. */
function readRelease(body: Uint8Array, at: number): string | null {
  const length = readVint(body, at);
  if (length === null || length.value > 40 || body.length < length.next + length.value) return null;
  const release = String.fromCharCode(...body.subarray(length.next, length.next + length.value));
  return /^\d+\.\d+\.\d+(?:-[A-Za-z0-9.-]+)?$/.test(release) ? release : null;
}

/** A refusal is a serialized exception: what can be read of its beginning. */
function printable(bytes: Uint8Array): string {
  const words = String.fromCharCode(...bytes.subarray(0, 600)).match(/[\x20-\x7e]{4,}/g) ?? [];
  return words.join(' ').slice(0, 300) || 'no reason given';
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
