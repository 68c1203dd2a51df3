import assert from 'node:assert/strict';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { decode, encode } from '../../src/tls/bytes/codec.ts';
import { ecdhe, type KeyExchange } from '../../src/tls/crypto/key-exchange.ts';
import { applicationSecrets, finishedMac, handshakeSecrets, nextTrafficSecret } from '../../src/tls/crypto/key-schedule.ts';
import { extendedMasterSecret, finishedData, keyBlock } from '../../src/tls/crypto/prf.ts';
import { keyBlockLength, type Opener, opener13, protection12, type Sealer, sealer13 } from '../../src/tls/crypto/record-protection.ts';
import { certificateVerifyContent, sign } from '../../src/tls/crypto/signatures.ts';
import { Transcript } from '../../src/tls/crypto/transcript.ts';
import { ClientMachine, type Step } from '../../src/tls/handshake/client-machine.ts';
import type { ClientOptions } from '../../src/tls/handshake/client-options.ts';
import { certificate12, certificate13 } from '../../src/tls/wire/certificate.ts';
import { certificateVerify } from '../../src/tls/wire/certificate-verify.ts';
import { type ClientHello, clientHello } from '../../src/tls/wire/client-hello.ts';
import { clientKeyExchangeEcdhe } from '../../src/tls/wire/client-key-exchange.ts';
import { encryptedExtensions } from '../../src/tls/wire/encrypted-extensions.ts';
import { type Extension, findExtension } from '../../src/tls/wire/extension.ts';
import { ExtensionType } from '../../src/tls/wire/extension-types.ts';
import { clientKeyShares, serverKeyShare } from '../../src/tls/wire/extensions/key-share.ts';
import { selectedIdentity } from '../../src/tls/wire/extensions/pre-shared-key.ts';
import { selectedVersion } from '../../src/tls/wire/extensions/supported-versions.ts';
import { handshakeMessage } from '../../src/tls/wire/handshake-message.ts';
import { HandshakeType } from '../../src/tls/wire/handshake-types.ts';
import { NamedGroup } from '../../src/tls/wire/named-groups.ts';
import { type TlsRecord, tlsRecord } from '../../src/tls/wire/record.ts';
import { helloRetryRequestRandom, type ServerHello, serverHello } from '../../src/tls/wire/server-hello.ts';
import { serverKeyExchange } from '../../src/tls/wire/server-key-exchange.ts';
import { SignatureScheme } from '../../src/tls/wire/signature-schemes.ts';
import { type SuiteParameters, suiteParameters } from '../../src/tls/wire/suite-parameters.ts';
import { versionCode } from '../../src/tls/wire/versions.ts';

/** What the server shows. */
export const scriptedIdentity = issue(makeCa(), { key: 'P-256' });
const scheme = SignatureScheme.ecdsa_secp256r1_sha256;
const alertType = 21;
const handshakeType = 22;
const dataType = 23;
const changeCipherSpec = Uint8Array.of(20, 3, 3, 0, 1, 1);

/**
 * A server that says what the test wants, in the order that it wants, with the right keys: what a client must refuse can be said inside the
 * protection too. It speaks to a machine, without sockets; `machine` is that client, its first flight sent and read.
 */
abstract class ScriptedServer {
  readonly machine: ClientMachine;
  readonly hello: ClientHello;
  protected readonly messages: Uint8Array[] = [];
  protected sealer: Sealer | null = null;
  protected opener: Opener | null = null;
  protected readonly keys: KeyExchange;
  /** What becomes of each handshake message before it is protected. */
  damage: (raw: Uint8Array) => Uint8Array = (raw) => raw;
  protected wireVersion = 0x0303;
  protected readonly random = new Uint8Array(32).fill(0x5e);
  #input: Uint8Array = new Uint8Array();

  constructor(options: ClientOptions) {
    this.machine = new ClientMachine(options);
    const [first] = this.read(this.machine.start());
    assert.ok(first && first.type === handshakeType);
    this.messages.push(first.content);
    this.hello = decoded(clientHello, first.content.subarray(4));
    const keys = ecdhe(NamedGroup.x25519);
    assert.ok(keys);
    this.keys = keys;
  }

  /** Gives the client records, and says what it made of them. */
  say(...records: readonly Uint8Array[]): Said {
    const step = this.machine.receive(Buffer.concat(records));
    const answer = this.read(step);
    const refused = step.events.find(({ kind }) => kind === 'refused');
    const last = answer.at(-1);
    return {
      step,
      answer,
      reason: refused?.kind === 'refused' ? refused.reason : null,
      alert: last?.type === alertType ? (last.content[1] ?? null) : null,
      events: step.events.map(({ kind }) => kind),
    };
  }

  /** A record under the write keys that rule, or in the clear before there are any. */
  record(type: number, content: Uint8Array): Uint8Array {
    return this.sealer ? this.sealer.seal(type, this.wireVersion, content) : this.clear(type, content);
  }

  clear(type: number, fragment: Uint8Array): Uint8Array {
    return encode(tlsRecord, { type, version: this.wireVersion, fragment });
  }

  handshake(type: number, body: Uint8Array): Uint8Array {
    const raw = this.damage(encode(handshakeMessage, { type, body }));
    this.messages.push(raw);
    return this.record(handshakeType, raw);
  }

  data(bytes: Uint8Array): Uint8Array {
    return this.record(dataType, bytes);
  }

  alert(level: number, description: number): Uint8Array {
    return this.record(alertType, Uint8Array.of(level, description));
  }

  changeCipherSpec(): Uint8Array {
    return changeCipherSpec;
  }

  /** What the client sent, its protection taken off where it has one. */
  protected read(step: Step): readonly Sent[] {
    this.#input = Buffer.concat([this.#input, ...step.send]);
    const sent: Sent[] = [];
    while (this.#input.length > 0) {
      const length = 5 + Buffer.from(this.#input).readUInt16BE(3);
      sent.push(this.open(decoded(tlsRecord, this.#input.subarray(0, length))));
      this.#input = this.#input.subarray(length);
    }
    return sent;
  }

  protected open(record: TlsRecord): Sent {
    if (!this.opener || record.type === 20) return { type: record.type, content: record.fragment };
    const opened = this.opener.open(record);
    assert.ok(opened.kind === 'opened', `a record of the client's did not open: ${opened.kind}`);
    return opened;
  }

  protected serverHello(suite: number, extensions: readonly Extension[], change: Partial<ServerHello>): Uint8Array {
    const body = {
      version: 0x0303,
      random: this.random,
      sessionId: this.hello.sessionId,
      cipherSuite: suite,
      compressionMethod: 0,
      extensions,
    };
    return this.handshake(HandshakeType.server_hello, encode(serverHello, { ...body, ...change }));
  }

  protected transcript(): Uint8Array {
    const transcript = new Transcript('sha256');
    for (const message of this.messages) transcript.add(message);
    return transcript.digest();
  }
}

export type Sent = { readonly type: number; readonly content: Uint8Array };

export type Said = {
  readonly step: Step;
  /** The records that the client sent back. */
  readonly answer: readonly Sent[];
  /** Why it refused; null where it did not. */
  readonly reason: string | null;
  /** The description of the alert it sent last; null where that was no alert. */
  readonly alert: number | null;
  readonly events: readonly string[];
};

/** TLS 1.3 with TLS_AES_128_GCM_SHA256, x25519 and a P-256 certificate. */
export class ScriptedServer13 extends ScriptedServer {
  readonly #suite = suite(0x1301);
  #client: Uint8Array = new Uint8Array();
  #server: Uint8Array = new Uint8Array();
  #master: Uint8Array = new Uint8Array();

  constructor(options: ClientOptions = {}) {
    super({ versions: ['TLSv1.3'], ...options });
  }

  /** ServerHello, which may go on with a session. From here on both sides have handshake keys. */
  begin(change: Partial<ServerHello> = {}, goesOn?: { readonly psk: Uint8Array; readonly selected: number }): Uint8Array {
    const shares = decoded(clientKeyShares, findExtension(this.hello.extensions, ExtensionType.key_share) ?? new Uint8Array());
    const theirs = shares.find(({ group }) => group === NamedGroup.x25519);
    const shared = theirs && this.keys.derive(theirs.keyExchange);
    assert.ok(shared, 'the client has an x25519 share');
    const record = this.serverHello(
      0x1301,
      [
        { type: ExtensionType.supported_versions, data: encode(selectedVersion, 0x0304) },
        { type: ExtensionType.key_share, data: encode(serverKeyShare, { group: NamedGroup.x25519, keyExchange: this.keys.publicKey }) },
        ...(goesOn === undefined ? [] : [{ type: ExtensionType.pre_shared_key, data: encode(selectedIdentity, goesOn.selected) }]),
      ],
      change,
    );
    const secrets = handshakeSecrets('sha256', shared, this.transcript(), goesOn?.psk);
    this.#client = secrets.client;
    this.#server = secrets.server;
    this.#master = secrets.master;
    this.sealer = sealer13(this.#suite, secrets.server);
    this.opener = opener13(this.#suite, secrets.client);
    return record;
  }

  /** HelloRetryRequest. */
  retry(extensions: readonly Extension[]): Uint8Array {
    return this.serverHello(0x1301, extensions, { random: helloRetryRequestRandom });
  }

  encryptedExtensions(extensions: readonly Extension[] = []): Uint8Array {
    return this.handshake(HandshakeType.encrypted_extensions, encode(encryptedExtensions, { extensions }));
  }

  certificate(extensions: readonly Extension[] = [], leaf = scriptedIdentity.certificate): Uint8Array {
    const entries = [{ certificate: leaf, extensions }];
    return this.handshake(HandshakeType.certificate, encode(certificate13, { context: new Uint8Array(), entries }));
  }

  certificateVerify(): Uint8Array {
    const signature = sign(scheme, 'TLSv1.3', scriptedIdentity.privateKey, certificateVerifyContent('server', this.transcript()));
    return this.handshake(HandshakeType.certificate_verify, encode(certificateVerify, { scheme, signature }));
  }

  /** Finished. From here on the server writes with application keys. */
  finished(change: (verifyData: Uint8Array) => Uint8Array = (same) => same): Uint8Array {
    const record = this.handshake(HandshakeType.finished, change(finishedMac('sha256', this.#server, this.transcript())));
    const application = applicationSecrets('sha256', this.#master, this.transcript());
    this.#server = application.server;
    this.#client = application.client;
    this.sealer = sealer13(this.#suite, application.server);
    return record;
  }

  /** The whole flight, and the client's answer to it, after which both sides have application keys. */
  connect(...beforeCertificate: readonly (() => Uint8Array)[]): Said {
    const before = [this.begin(), this.encryptedExtensions(), ...beforeCertificate.map((make) => make())];
    const said = this.say(...before, this.certificate(), this.certificateVerify(), this.finished());
    this.opener = opener13(this.#suite, this.#client);
    return said;
  }

  /** A KeyUpdate, after which the server writes with the next keys. */
  keyUpdate(request: number): Uint8Array {
    const record = this.handshake(HandshakeType.key_update, Uint8Array.of(request));
    this.#server = nextTrafficSecret('sha256', this.#server);
    this.sealer = sealer13(this.#suite, this.#server);
    return record;
  }

  /** What a client's step says, where it can change its keys in between. */
  override read(step: Step): readonly Sent[] {
    return super.read(step);
  }

  protected override open(record: TlsRecord): Sent {
    const sent = super.open(record);
    if (sent.type === handshakeType && sent.content[0] === HandshakeType.key_update) {
      this.#client = nextTrafficSecret('sha256', this.#client);
      this.opener = opener13(this.#suite, this.#client);
    }
    return sent;
  }
}

/**
 * TLS 1.2 with TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, x25519, a P-256 certificate and the extended master secret; or TLS 1.1 with
 * TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, as far as ServerHelloDone.
 */
export class ScriptedServer12 extends ScriptedServer {
  readonly #suite: SuiteParameters;
  readonly #version: 'TLSv1.2' | 'TLSv1.1';
  #master: Uint8Array = new Uint8Array();
  #protection: ReturnType<typeof protection12> | null = null;

  constructor(options: ClientOptions = {}, version: 'TLSv1.2' | 'TLSv1.1' = 'TLSv1.2') {
    super({ versions: [version], ...options });
    this.#version = version;
    this.#suite = suite(version === 'TLSv1.2' ? 0xc02b : 0xc009);
    this.wireVersion = versionCode(version);
  }

  begin(extensions: readonly Extension[] = [], change: Partial<ServerHello> = {}): Uint8Array {
    const extended = { type: ExtensionType.extended_master_secret, data: new Uint8Array() };
    return this.serverHello(this.#suite.code, [extended, ...extensions], {
      version: this.wireVersion,
      sessionId: new Uint8Array(),
      ...change,
    });
  }

  certificate(leaf = scriptedIdentity.certificate): Uint8Array {
    return this.handshake(HandshakeType.certificate, encode(certificate12, { certificates: [leaf] }));
  }

  serverKeyExchange(): Uint8Array {
    const { publicKey } = this.keys;
    const params = Buffer.concat([Uint8Array.of(3, 0, NamedGroup.x25519, publicKey.length), publicKey]);
    const named = this.#version === 'TLSv1.2' ? scheme : null;
    const signature = sign(named, this.#version, scriptedIdentity.privateKey, Buffer.concat([this.hello.random, this.random, params]));
    const exchange = { kind: 'ecdhe', curveType: 3, group: NamedGroup.x25519, publicKey, params, scheme: named, signature } as const;
    const codec = serverKeyExchange('ECDHE', named === null ? 'bare' : 'scheme');
    return this.handshake(HandshakeType.server_key_exchange, encode(codec, exchange));
  }

  serverHelloDone(): Uint8Array {
    return this.handshake(HandshakeType.server_hello_done, new Uint8Array());
  }

  /** The flight up to ServerHelloDone; the client's answer is read, and its keys are known from then on. */
  flight(...beforeDone: readonly (() => Uint8Array)[]): Said {
    const before = [this.begin(), this.certificate(), this.serverKeyExchange(), ...beforeDone.map((make) => make())];
    return this.say(...before, this.serverHelloDone());
  }

  /** The flight, ChangeCipherSpec and Finished. */
  connect(): Said {
    this.flight();
    return this.say(this.changeCipherSpec(), this.finished());
  }

  override changeCipherSpec(): Uint8Array {
    this.sealer = this.#protection?.server.sealer ?? null;
    return super.changeCipherSpec();
  }

  finished(change: (verifyData: Uint8Array) => Uint8Array = (same) => same): Uint8Array {
    return this.handshake(HandshakeType.finished, change(finishedData('sha256', this.#master, 'server', this.transcript())));
  }

  protected override open(record: TlsRecord): Sent {
    const sent = super.open(record);
    if (sent.type === handshakeType && this.messages.length > 0) this.messages.push(sent.content);
    if (sent.type === handshakeType && sent.content[0] === HandshakeType.client_key_exchange) {
      const shared = this.keys.derive(decoded(clientKeyExchangeEcdhe, sent.content.subarray(4)));
      assert.ok(shared);
      this.#master = extendedMasterSecret('sha256', shared, this.transcript());
    }
    if (sent.type === 20) {
      const block = keyBlock('sha256', this.#master, this.hello.random, this.random, keyBlockLength(this.#suite, 'TLSv1.2'));
      this.#protection = protection12(this.#suite, 'TLSv1.2', block);
      this.opener = this.#protection.client.opener;
    }
    return sent;
  }
}

function suite(code: number): SuiteParameters {
  const parameters = suiteParameters(code);
  assert.ok(parameters);
  return parameters;
}

function decoded<T>(codec: Parameters<typeof decode<T>>[0], bytes: Uint8Array): T {
  const got = decode(codec, bytes);
  assert.ok(got.ok, got.ok ? '' : got.error.message);
  return got.value;
}
