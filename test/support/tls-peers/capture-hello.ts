import { once } from 'node:events';
import { createServer } from 'node:net';
import type { HelloContent } from '../../../src/hellos/recorded-hello.ts';
import { type ProtocolVersion, protocolVersions } from '../../../src/model/protocol-version.ts';
import { type Codec, decode } from '../../../src/tls/bytes/codec.ts';
import { cipherSuiteName } from '../../../src/tls/wire/cipher-suites.ts';
import { clientHello } from '../../../src/tls/wire/client-hello.ts';
import { ExtensionType } from '../../../src/tls/wire/extension-types.ts';
import { clientKeyShares } from '../../../src/tls/wire/extensions/key-share.ts';
import { signatureSchemeList } from '../../../src/tls/wire/extensions/signature-algorithms.ts';
import { namedGroupList } from '../../../src/tls/wire/extensions/supported-groups.ts';
import { clientSupportedVersions } from '../../../src/tls/wire/extensions/supported-versions.ts';
import { groupName } from '../../../src/tls/wire/named-groups.ts';
import { signatureSchemeName } from '../../../src/tls/wire/signature-schemes.ts';
import { versionOf } from '../../../src/tls/wire/versions.ts';
import type { PeerTask, TlsPeer } from './tls-peers.ts';

/** Lets a peer connect, and reads what it says first. */
export async function captureHello(peer: TlsPeer, task: Omit<PeerTask, 'role' | 'port'>): Promise<HelloContent> {
  let heard: (hello: Uint8Array) => void = () => {};
  const hello = new Promise<Uint8Array>((resolve) => {
    heard = resolve;
  });
  const server = createServer((socket) => {
    const chunks: Buffer[] = [];
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const body = helloIn(Buffer.concat(chunks));
      if (body === null) return;
      heard(body);
      socket.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = String(typeof address === 'object' && address !== null ? address.port : 0);
  try {
    const asked = peer.ask({ ...task, role: 'client', port });
    const body = await Promise.race([hello, asked.then((answer) => Promise.reject(new Error(`${peer.runtime} said nothing: ${answer}`)))]);
    return contentOf(body);
  } finally {
    server.close();
  }
}

/** The body of the ClientHello in these records; null while it is not whole. */
export function helloIn(bytes: Buffer): Uint8Array | null {
  const parts: Buffer[] = [];
  for (let at = 0; at + 5 <= bytes.length; at += 5 + bytes.readUInt16BE(at + 3))
    parts.push(bytes.subarray(at + 5, at + 5 + bytes.readUInt16BE(at + 3)));
  const message = Buffer.concat(parts);
  if (message.length < 4) return null;
  const length = message.readUIntBE(1, 3);
  return message.length < 4 + length ? null : message.subarray(4, 4 + length);
}

/** What the body of a ClientHello says. */
export function contentOf(body: Uint8Array): HelloContent {
  const { cipherSuites, extensions } = must(clientHello, body);
  const read = <T>(type: number, codec: Codec<T>): T | null => {
    const found = extensions?.find((one) => one.type === type);
    return found === undefined ? null : must(codec, found.data);
  };
  const versions = read(ExtensionType.supported_versions, clientSupportedVersions)?.map(versionOf) ?? ['TLSv1.2'];
  return {
    versions: protocolVersions.filter((version: ProtocolVersion) => versions.includes(version)),
    cipherSuites: cipherSuites.map(cipherSuiteName).filter((name) => !name.endsWith('_SCSV')),
    groups: read(ExtensionType.supported_groups, namedGroupList)?.map(groupName) ?? [],
    keyShares: read(ExtensionType.key_share, clientKeyShares)?.map(({ group }) => groupName(group)) ?? [],
    signatureSchemes: read(ExtensionType.signature_algorithms, signatureSchemeList)?.map(signatureSchemeName) ?? [],
    certificateSignatureSchemes: read(ExtensionType.signature_algorithms_cert, signatureSchemeList)?.map(signatureSchemeName) ?? null,
  };
}

function must<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const result = decode(codec, bytes);
  if (!result.ok) throw result.error;
  return result.value;
}
