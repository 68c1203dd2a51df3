import { showable } from '../model/showable.ts';
import { readText, readVint, type Taken, vint } from './stream-primitives.ts';
import type { TransportFrame } from './transport-frame.ts';

/** What a node says of itself in answer to `internal:transport/handshake`. */
export type TransportNames = {
  readonly nodeName: string;
  /** What it tells others to connect to: an address or a name, and a port. */
  readonly publishAddress: { readonly host: string; readonly port: number };
  /** Null where the node keeps it to itself, as one with security does. */
  readonly clusterName: string | null;
};

/**
 * Reads the answer, be it one or a refusal: a node with security refuses an unknown client by name. Null where nothing can be made of it.
 *
 * @param versionId the version id that the node told before
 */
export function readTransportNames(frame: TransportFrame, versionId: number): TransportNames | null {
  if (frame.kind !== 'message' || !frame.status.response || frame.status.compressed) return null;
  const names = frame.status.error ? namesInRefusal(frame.body) : namesInAnswer(frame.body, versionId);
  if (names === null) return null;
  const { nodeName, publishAddress, clusterName } = names;
  return {
    nodeName: showable(nodeName),
    publishAddress: { ...publishAddress, host: showable(publishAddress.host) },
    clusterName: clusterName === null ? null : showable(clusterName),
  };
}

/** The exception begins with `[node][host:port][action]` (RemoteTransportException). */
function namesInRefusal(body: Uint8Array): TransportNames | null {
  const text = String.fromCharCode(...body.subarray(0, 2048));
  const found = /\[([^[\]]+)\]\[([^[\]]+):(\d{1,5})\]\[internal:transport\/handshake\]/.exec(text);
  const [, nodeName = '', host = '', port = ''] = found ?? [];
  return found === null ? null : { nodeName, publishAddress: { host, port: Number(port) }, clusterName: null };
}

/**
 * Elasticsearch 7.17 and later: version, build hash, node, cluster name. OpenSearch: whether there is a node, node, cluster name, version. A node begins with name, id, ephemeral id,
 * host name, host address, then the address that it publishes; what follows differs from release to release, so the cluster name is read from the end.
 */
function namesInAnswer(body: Uint8Array, versionId: number): TransportNames | null {
  const version = readVint(body, 0);
  const hash = version === null ? null : readText(body, version.next);
  const at = hash !== null && /^[0-9a-f]{40}$/.test(hash.value) ? hash.next : body[0] === 1 ? 1 : null;
  const node = at === null ? null : readNode(body, at);
  return node === null ? null : { ...node, clusterName: readClusterName(body, versionId) };
}

function readNode(body: Uint8Array, start: number): Omit<TransportNames, 'clusterName'> | null {
  let at = start;
  let nodeName: string | null = null;
  for (let index = 0; index < 5; index++) {
    const text: Taken<string> | null = readText(body, at);
    if (text === null) return null;
    nodeName ??= text.value;
    at = text.next;
  }
  const size = body[at];
  if (size !== 4 && size !== 16) return null;
  const host = readText(body, at + 1 + size);
  if (host === null || body.length < host.next + 4 || nodeName === null) return null;
  const port = new DataView(body.buffer, body.byteOffset + host.next, 4).getInt32(0);
  return { nodeName, publishAddress: { host: host.value, port } };
}

/** The last text of the body, behind which OpenSearch writes its version once more. */
function readClusterName(body: Uint8Array, versionId: number): string | null {
  const version = Uint8Array.from(vint(versionId));
  const end = Buffer.compare(body.subarray(body.length - version.length), version) === 0 ? body.length - version.length : body.length;
  // Letters are above any length that a name up to 31 of them has, so that the nearest octet which counts those behind it is the length.
  for (let length = 1; length < 128 && length < end; length++) {
    const at = end - 1 - length;
    const unit = body[at + 1] ?? 0;
    if (unit < 0x20) return null;
    if (body[at] === length) return readText(body.subarray(0, end), at)?.value ?? null;
  }
  return null;
}
