import { readTransportFrames, type TransportFrame } from '../../elastic/transport-frame.ts';
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
      const claim = claimIn(frame);
      if (claim === null || frame.status.response || !node.headerVersions.includes(frame.version)) return null;
      return handshakeAnswer(frame.requestId, frame.version, node, claim);
    }
  }
}

const action = Buffer.from('internal:tcp/handshake');

/** The version that a handshake request claims; null for any other request. After the action come no parent task (0), a length and the claim. */
function claimIn(frame: TransportFrame & { readonly kind: 'message' }): number | null {
  const bytes = Buffer.concat([frame.variableHeader ?? new Uint8Array(), frame.body]);
  const at = bytes.indexOf(action);
  return at < 0 ? null : readVint(bytes, readVint(bytes, at + action.length + 1).next).value;
}

function handshakeAnswer(requestId: number, headerVersion: number, node: TransportNode, claim: number): Uint8Array {
  const versionId = node.answers === 'lower' ? Math.min(claim, node.versionId) : node.versionId;
  const release = headerVersion >= 8800000 && node.release !== null ? [node.release.length, ...Buffer.from(node.release)] : [];
  // Neither request nor response headers; from 7.6 on their length stands before them.
  const headers = headerVersion >= 7060099 ? [0, 0, 0, 2, 0, 0] : [0, 0];
  const tail = Uint8Array.from([...headers, ...vint(versionId), ...release]);
  const frame = Buffer.alloc(19 + tail.length);
  frame.write('ES', 0, 'latin1');
  frame.writeInt32BE(13 + tail.length, 2);
  frame.writeBigInt64BE(BigInt(requestId), 6);
  frame.writeUInt8(responseAndHandshake, 14);
  frame.writeInt32BE(headerVersion, 15);
  frame.set(tail, 19);
  return frame;
}

/** The status byte of an answer. */
const responseAndHandshake = 0x01 | 0x08;

/** Seven bits a byte, low ones first. */
function vint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...vint(value >>> 7)];
}

function readVint(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  const byte = bytes[at] ?? 0;
  if (byte < 0x80) return { value: byte, next: at + 1 };
  const more = readVint(bytes, at + 1);
  return { value: (byte & 0x7f) + more.value * 128, next: more.next };
}
