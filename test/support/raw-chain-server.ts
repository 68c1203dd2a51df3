import { type KeyObject, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Application } from '../../src/lab/servers/listener.ts';
import { decode, encode } from '../../src/tls/bytes/codec.ts';
import { ecdhe } from '../../src/tls/crypto/key-exchange.ts';
import { applicationSecrets, finishedMac, handshakeSecrets } from '../../src/tls/crypto/key-schedule.ts';
import { extendedMasterSecret, finishedData, keyBlock, masterSecret } from '../../src/tls/crypto/prf.ts';
import { keyBlockLength, type Opener, opener13, protection12, type Sealer, sealer13 } from '../../src/tls/crypto/record-protection.ts';
import { certificateVerifyContent, sign } from '../../src/tls/crypto/signatures.ts';
import { Transcript } from '../../src/tls/crypto/transcript.ts';
import { certificate12, certificate13 } from '../../src/tls/wire/certificate.ts';
import { certificateVerify } from '../../src/tls/wire/certificate-verify.ts';
import { type ClientHello, clientHello } from '../../src/tls/wire/client-hello.ts';
import { clientKeyExchangeEcdhe } from '../../src/tls/wire/client-key-exchange.ts';
import { encryptedExtensions } from '../../src/tls/wire/encrypted-extensions.ts';
import { findExtension } from '../../src/tls/wire/extension.ts';
import { ExtensionType } from '../../src/tls/wire/extension-types.ts';
import { clientKeyShares, serverKeyShare } from '../../src/tls/wire/extensions/key-share.ts';
import { clientSupportedVersions, selectedVersion } from '../../src/tls/wire/extensions/supported-versions.ts';
import { handshakeMessage } from '../../src/tls/wire/handshake-message.ts';
import { HandshakeType } from '../../src/tls/wire/handshake-types.ts';
import { NamedGroup } from '../../src/tls/wire/named-groups.ts';
import { tlsRecord } from '../../src/tls/wire/record.ts';
import { serverHello } from '../../src/tls/wire/server-hello.ts';
import { serverKeyExchange } from '../../src/tls/wire/server-key-exchange.ts';
import { SignatureScheme } from '../../src/tls/wire/signature-schemes.ts';
import { suiteParameters } from '../../src/tls/wire/suite-parameters.ts';

/** What is shown as a chain, whatever bytes these are, and the P-256 key that proves the first. */
export type RawChain = {
  readonly chain: readonly Uint8Array[];
  readonly key: KeyObject;
  /** What speaks above TLS; absent: Elasticsearch's REST API, which wants credentials. */
  readonly application?: Application;
};

export type RawChainServer = { readonly port: number; readonly show: (chain: RawChain) => void; readonly close: () => Promise<void> };

const scheme = SignatureScheme.ecdsa_secp256r1_sha256;
const types = { changeCipherSpec: 20, alert: 21, handshake: 22, data: 23 } as const;

/**
 * A TLS server on loopback that speaks TLS 1.3 and 1.2 to the end and answers as Elasticsearch without credentials, with certificates that no other server would
 * take: it never looks at them.
 */
export async function startRawChainServer(
  first: RawChain,
  versions: readonly ('TLSv1.3' | 'TLSv1.2')[] = ['TLSv1.3', 'TLSv1.2'],
): Promise<RawChainServer> {
  let shown = first;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {});
    let conversation: Conversation | null = new Conversation(socket, shown, versions);
    socket.on('data', (bytes) => {
      try {
        conversation?.receive(bytes);
      } catch {
        // What a client breaks off with may be anything; it is the client that is asked for its verdict.
        conversation = null;
        socket.destroy();
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    show: (chain) => {
      shown = chain;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const answer = Buffer.from(
  'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="security"\r\nX-elastic-product: Elasticsearch\r\ncontent-length: 2\r\n\r\n{}',
);

const withoutCredentials: Application = (connection) => {
  connection.once('data', () => connection.end(answer));
};

class Conversation {
  readonly #socket: Socket;
  readonly #shown: RawChain;
  readonly #versions: readonly string[];
  readonly #random = randomBytes(32);
  readonly #transcript = new Transcript('sha256');
  readonly #keys = ecdhe(NamedGroup.x25519);
  #input = Buffer.alloc(0);
  #sealer: Sealer | null = null;
  #opener: Opener | null = null;
  #next: (type: number, content: Uint8Array) => void = (type, content) => this.#hello(type, content);

  constructor(socket: Socket, shown: RawChain, versions: readonly string[]) {
    this.#socket = socket;
    this.#shown = shown;
    this.#versions = versions;
  }

  receive(bytes: Buffer): void {
    this.#input = Buffer.concat([this.#input, bytes]);
    while (this.#input.length >= 5 && this.#input.length >= 5 + this.#input.readUInt16BE(3)) {
      const length = 5 + this.#input.readUInt16BE(3);
      const record = must(decode(tlsRecord, this.#input.subarray(0, length)));
      this.#input = this.#input.subarray(length);
      if (record.type === types.changeCipherSpec) this.#next(record.type, record.fragment);
      else if (this.#opener === null) this.#next(record.type, record.fragment);
      else {
        const opened = this.#opener.open(record);
        if (opened.kind !== 'opened') throw new Error('a record did not open');
        this.#next(opened.type, opened.content);
      }
    }
  }

  #hello(type: number, content: Uint8Array): void {
    if (type !== types.handshake) throw new Error('no hello');
    this.#transcript.add(content);
    const hello = must(decode(clientHello, content.subarray(4)));
    const offered = findExtension(hello.extensions, ExtensionType.supported_versions);
    const tls13 = offered !== undefined && must(decode(clientSupportedVersions, offered)).includes(0x0304);
    if (tls13 && this.#versions.includes('TLSv1.3') && hello.cipherSuites.includes(0x1301)) this.#begin13(hello);
    else if (hello.version >= 0x0303 && this.#versions.includes('TLSv1.2') && hello.cipherSuites.includes(0xc02b)) this.#begin12(hello);
    else {
      this.#record(types.alert, Uint8Array.of(2, hello.version >= 0x0303 ? 40 : 70));
      this.#socket.end();
    }
  }

  #begin13(hello: ClientHello): void {
    const shares = must(decode(clientKeyShares, findExtension(hello.extensions, ExtensionType.key_share) ?? new Uint8Array()));
    const theirs = shares.find(({ group }) => group === NamedGroup.x25519);
    const shared = theirs && this.#keys?.derive(theirs.keyExchange);
    if (!shared || this.#keys === undefined) throw new Error('no share of x25519');
    this.#serverHello(hello, 0x1301, [
      { type: ExtensionType.supported_versions, data: encode(selectedVersion, 0x0304) },
      { type: ExtensionType.key_share, data: encode(serverKeyShare, { group: NamedGroup.x25519, keyExchange: this.#keys.publicKey }) },
    ]);
    const suite = suiteParameters(0x1301);
    if (suite === undefined) throw new Error('no such suite');
    const secrets = handshakeSecrets('sha256', shared, this.#transcript.digest());
    this.#sealer = sealer13(suite, secrets.server);
    this.#opener = opener13(suite, secrets.client);
    this.#message(HandshakeType.encrypted_extensions, encode(encryptedExtensions, { extensions: [] }));
    const entries = this.#shown.chain.map((certificate) => ({ certificate, extensions: [] }));
    this.#message(HandshakeType.certificate, encode(certificate13, { context: new Uint8Array(), entries }));
    const content = certificateVerifyContent('server', this.#transcript.digest());
    const signature = sign(scheme, 'TLSv1.3', this.#shown.key, content);
    this.#message(HandshakeType.certificate_verify, encode(certificateVerify, { scheme, signature }));
    this.#message(HandshakeType.finished, finishedMac('sha256', secrets.server, this.#transcript.digest()));
    const application = applicationSecrets('sha256', secrets.master, this.#transcript.digest());
    this.#sealer = sealer13(suite, application.server);
    this.#next = (type, content) => {
      if (type === types.handshake && content[0] === HandshakeType.finished) {
        this.#opener = opener13(suite, application.client);
        this.#next = this.#serve();
      } else this.#otherwise(type);
    };
  }

  #begin12(hello: ClientHello): void {
    const suite = suiteParameters(0xc02b);
    if (suite === undefined || this.#keys === undefined) throw new Error('no such suite');
    const keys = this.#keys;
    const extended = findExtension(hello.extensions, ExtensionType.extended_master_secret) !== undefined;
    const renegotiation = { type: ExtensionType.renegotiation_info, data: Uint8Array.of(0) };
    this.#serverHello(hello, 0xc02b, [
      renegotiation,
      ...(extended ? [{ type: ExtensionType.extended_master_secret, data: new Uint8Array() }] : []),
    ]);
    this.#message(HandshakeType.certificate, encode(certificate12, { certificates: this.#shown.chain }));
    const params = Buffer.concat([Uint8Array.of(3, 0, NamedGroup.x25519, keys.publicKey.length), keys.publicKey]);
    const signature = sign(scheme, 'TLSv1.2', this.#shown.key, Buffer.concat([hello.random, this.#random, params]));
    const exchange = {
      kind: 'ecdhe',
      curveType: 3,
      group: NamedGroup.x25519,
      publicKey: keys.publicKey,
      params,
      scheme,
      signature,
    } as const;
    this.#message(HandshakeType.server_key_exchange, encode(serverKeyExchange('ECDHE', 'scheme'), exchange));
    this.#message(HandshakeType.server_hello_done, new Uint8Array());
    let master: Uint8Array | null = null;
    let sealer: Sealer | null = null;
    this.#next = (type, content) => {
      if (type === types.handshake && content[0] === HandshakeType.client_key_exchange) {
        const shared = keys.derive(must(decode(clientKeyExchangeEcdhe, content.subarray(4))));
        if (!shared) throw new Error('no key');
        this.#transcript.add(content);
        master = extended
          ? extendedMasterSecret('sha256', shared, this.#transcript.digest())
          : masterSecret('sha256', shared, hello.random, this.#random);
      } else if (type === types.changeCipherSpec && master !== null) {
        const block = keyBlock('sha256', master, hello.random, this.#random, keyBlockLength(suite, 'TLSv1.2'));
        const protection = protection12(suite, 'TLSv1.2', block);
        this.#opener = protection.client.opener;
        sealer = protection.server.sealer;
      } else if (type === types.handshake && content[0] === HandshakeType.finished && master !== null) {
        this.#transcript.add(content);
        this.#record(types.changeCipherSpec, Uint8Array.of(1));
        this.#sealer = sealer;
        this.#message(HandshakeType.finished, finishedData('sha256', master, 'server', this.#transcript.digest()));
        this.#next = this.#serve();
      } else this.#otherwise(type);
    };
  }

  #serve(): (type: number, content: Uint8Array) => void {
    const connection = new Duplex({
      read: () => {},
      write: (bytes: Uint8Array, _, done) => {
        this.#record(types.data, bytes);
        done();
      },
      final: (done) => {
        this.#record(types.alert, Uint8Array.of(1, 0));
        this.#socket.end();
        done();
      },
    });
    (this.#shown.application ?? withoutCredentials)(connection);
    return (type, content) => {
      if (type === types.data) connection.push(content);
      else this.#otherwise(type);
    };
  }

  /** Alerts end it; a second ChangeCipherSpec, for middleboxes, is nothing. */
  #otherwise(type: number): void {
    if (type !== types.changeCipherSpec) this.#socket.destroy();
  }

  #serverHello(hello: ClientHello, cipherSuite: number, extensions: readonly { readonly type: number; readonly data: Uint8Array }[]): void {
    const sessionId = cipherSuite === 0x1301 ? hello.sessionId : new Uint8Array();
    const body = { version: 0x0303, random: this.#random, sessionId, cipherSuite, compressionMethod: 0, extensions };
    this.#message(HandshakeType.server_hello, encode(serverHello, body));
  }

  #message(type: number, body: Uint8Array): void {
    const raw = encode(handshakeMessage, { type, body });
    this.#transcript.add(raw);
    for (let from = 0; from < raw.length; from += 16_000) this.#record(types.handshake, raw.subarray(from, from + 16_000));
  }

  #record(type: number, content: Uint8Array): void {
    const record = this.#sealer?.seal(type, 0x0303, content) ?? encode(tlsRecord, { type, version: 0x0303, fragment: content });
    this.#socket.write(record);
  }
}

function must<T>(got: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Error }): T {
  if (got.ok) return got.value;
  throw got.error;
}
