import { int32, int64, readVint, text, vint } from '../../elastic/stream-primitives.ts';
import { readTransportFrames, type TransportFrame } from '../../elastic/transport-frame.ts';
import type { TransportNames } from '../../elastic/transport-names.ts';
import type { Application } from './listener.ts';

/** The node that a transport server says it is. */
export type TransportNode = {
  /** What it answers to `internal:tcp/handshake`: the release id up to 8.8, later the id of the transport version. */
  readonly versionId: number;
  /** Told from 8.18 on, where the request comes with the header format for it. */
  readonly release: string | null;
  /** Header formats that it reads; it closes the connection on any other. */
  readonly headerVersions: readonly number[];
  /** From 8.19 on a node answers the lower of its own id and the one claimed. */
  readonly answers: 'own' | 'lower';
  /** What it says of itself to `internal:transport/handshake`; without a cluster name it refuses, as a node with security does. Absent: it ends the connection. */
  readonly names?: TransportNames;
};

/** As Elasticsearch 8.19.21 answered. */
export const elasticsearch8Node: TransportNode = {
  versionId: 8841096,
  release: '8.19.21',
  headerVersions: [6080099, 7170099, 8800000],
  answers: 'lower',
};

/** As Elasticsearch 7.17.29 answered. */
export const elasticsearch7Node: TransportNode = {
  versionId: 7172999,
  release: null,
  headerVersions: [6080099, 7170099],
  answers: 'own',
};

/**
 * As much of the transport protocol as is spoken before anyone has authenticated: the keep-alive ping comes back, `internal:tcp/handshake` is
 * answered, an HTTP request is told where it is, and anything else ends the connection.
 */
export function transportApplication(node: TransportNode): Application {
  return (connection) => {
    let pending: Uint8Array = new Uint8Array();
    connection.on('data', (bytes: Buffer) => {
      if (connection.writableEnded) return;
      pending = Buffer.concat([pending, bytes]);
      // A node looks at nothing before it has a whole head.
      if (pending.length < 6) return;
      if (isHttpRequest(pending)) {
        connection.end('This is not an HTTP port');
        return;
      }
      const { frames, rest, problem } = readTransportFrames(pending);
      pending = rest;
      for (const frame of frames) {
        const answer = answerTo(frame, node);
        if (answer === null) {
          connection.end();
          return;
        }
        connection.write(answer);
      }
      if (problem !== null) connection.end();
    });
  };
}

const httpMethods = ['GET ', 'POST', 'PUT ', 'HEAD', 'DELE', 'OPTI', 'PATC', 'TRAC'];

function isHttpRequest(bytes: Uint8Array): boolean {
  return httpMethods.includes(Buffer.from(bytes.subarray(0, 4)).toString('latin1'));
}

/** Null: no answer, but the end. */
function answerTo(frame: TransportFrame, node: TransportNode): Uint8Array | null {
  switch (frame.kind) {
    case 'ping':
      return Uint8Array.of(0x45, 0x53, 0xff, 0xff, 0xff, 0xff);
    case 'not-http-port':
      return null;
    case 'message': {
      if (frame.status.response) return null;
      if (asksForNames(frame)) return node.names === undefined ? null : namesAnswer(frame.requestId, frame.version, node, node.names);
      const claim = claimIn(frame);
      if (claim === null || !node.headerVersions.includes(frame.version)) return null;
      return handshakeAnswer(frame.requestId, frame.version, node, claim);
    }
  }
}

const action = Buffer.from('internal:tcp/handshake');

/** The version that a handshake request claims; null for any other request. After the action come no parent task (0), a length and the claim. */
function claimIn(frame: TransportFrame & { readonly kind: 'message' }): number | null {
  const bytes = Buffer.concat([frame.variableHeader ?? new Uint8Array(), frame.body]);
  const at = bytes.indexOf(action);
  const length = at < 0 ? null : readVint(bytes, at + action.length + 1);
  return length === null ? null : (readVint(bytes, length.next)?.value ?? null);
}

function asksForNames({ variableHeader, body }: TransportFrame & { readonly kind: 'message' }): boolean {
  return Buffer.concat([variableHeader ?? new Uint8Array(), body]).includes('internal:transport/handshake');
}

function handshakeAnswer(requestId: number, headerVersion: number, node: TransportNode, claim: number): Uint8Array {
  const versionId = node.answers === 'lower' ? Math.min(claim, node.versionId) : node.versionId;
  const release = headerVersion >= 8800000 && node.release !== null ? [node.release.length, ...Buffer.from(node.release)] : [];
  return answerFrame(requestId, responseAndHandshake, headerVersion, [...vint(versionId), ...release]);
}

/** As 8.x lays it out, with what stands between node and cluster name left out; or the beginning of the exception by which security refuses. */
function namesAnswer(requestId: number, headerVersion: number, { versionId }: TransportNode, names: TransportNames): Uint8Array {
  const { nodeName, clusterName, publishAddress } = names;
  const { host, port } = publishAddress;
  if (clusterName === null) {
    const refusal = `[${nodeName}][${host}:${port}][internal:transport/handshake]`;
    return answerFrame(requestId, responseAndError, headerVersion, [0, 1, ...text(refusal)]);
  }
  const node = [
    ...text(nodeName),
    ...text('id'),
    ...text('ephemeral'),
    ...text(host),
    ...text(host),
    4,
    127,
    0,
    0,
    1,
    ...text(host),
    ...int32(port),
  ];
  const body = [...vint(versionId), ...text('0'.repeat(40)), ...node, 0, 0, ...text(clusterName)];
  return answerFrame(requestId, response, headerVersion, body);
}

/** Neither request nor response headers; from 7.6 on their length stands before them. */
function answerFrame(requestId: number, status: number, headerVersion: number, body: readonly number[]): Uint8Array {
  const headers = headerVersion >= 7060099 ? [0, 0, 0, 2, 0, 0] : [0, 0];
  const rest = [...int64(requestId), status, ...int32(headerVersion), ...headers, ...body];
  return Uint8Array.from([0x45, 0x53, ...int32(rest.length), ...rest]);
}

/** Status bytes of answers. */
const response = 0x01;
const responseAndError = 0x01 | 0x02;
const responseAndHandshake = 0x01 | 0x08;
