import assert from 'node:assert/strict';
import { constants, getDiffieHellman, privateDecrypt } from 'node:crypto';
import { type Identity, issue, makeCa } from '../../src/lab/pki.ts';
import { decode, encode } from '../../src/tls/bytes/codec.ts';
import { aeadSeal } from '../../src/tls/crypto/aead.ts';
import { ecdhe, type KeyExchange } from '../../src/tls/crypto/key-exchange.ts';
import { applicationSecrets, finishedMac, handshakeSecrets, nextTrafficSecret, trafficKeys } from '../../src/tls/crypto/key-schedule.ts';
import { extendedMasterSecret, finishedData, keyBlock, masterSecret, type PrfName } from '../../src/tls/crypto/prf.ts';
import { keyBlockLength, type Opener, opener13, protection12, type Sealer, sealer13 } from '../../src/tls/crypto/record-protection.ts';
import { certificateVerifyContent, sign } from '../../src/tls/crypto/signatures.ts';
import { Transcript } from '../../src/tls/crypto/transcript.ts';
import { ClientMachine, type Step } from '../../src/tls/handshake/client-machine.ts';
import type { ClientOptions } from '../../src/tls/handshake/client-options.ts';
import { certificate12, certificate13 } from '../../src/tls/wire/certificate.ts';
import { type CertificateVerify, certificateVerify } from '../../src/tls/wire/certificate-verify.ts';
import { type ClientHello, clientHello } from '../../src/tls/wire/client-hello.ts';
import { clientKeyExchangeDhe, clientKeyExchangeEcdhe, clientKeyExchangeRsa } from '../../src/tls/wire/client-key-exchange.ts';
import { encryptedExtensions } from '../../src/tls/wire/encrypted-extensions.ts';
import { type Extension, findExtension } from '../../src/tls/wire/extension.ts';
import { ExtensionType } from '../../src/tls/wire/extension-types.ts';
import { clientKeyShares, serverKeyShare } from '../../src/tls/wire/extensions/key-share.ts';
import { selectedIdentity } from '../../src/tls/wire/extensions/pre-shared-key.ts';
import { selectedVersion } from '../../src/tls/wire/extensions/supported-versions.ts';
import { handshakeMessage } from '../../src/tls/wire/handshake-message.ts';
import { HandshakeType } from '../../src/tls/wire/handshake-types.ts';
import { NamedGroup } from '../../src/tls/wire/named-groups.ts';
import { newSessionTicket13 } from '../../src/tls/wire/new-session-ticket.ts';
import { type TlsRecord, tlsRecord } from '../../src/tls/wire/record.ts';
import { helloRetryRequestRandom, type ServerHello, serverHello } from '../../src/tls/wire/server-hello.ts';
import { serverKeyExchange } from '../../src/tls/wire/server-key-exchange.ts';
import { SignatureScheme } from '../../src/tls/wire/signature-schemes.ts';
import { type SuiteParameters, suiteParameters } from '../../src/tls/wire/suite-parameters.ts';
import { versionCode } from '../../src/tls/wire/versions.ts';

/** What the server shows. */
export const scriptedIdentity = issue(makeCa(), { key: 'P-256', altNames: ['IP:127.0.0.1'] });
const scheme = SignatureScheme.ecdsa_secp256r1_sha256;
const alertType = 21;
const handshakeType = 22;
const dataType = 23;
const changeCipherSpec = Uint8Array.of(20, 3, 3, 0, 1, 1);

/**
 * A server that says what the test wants, in the order that it wants, with the right keys: what a client must refuse can be said inside the
 * protection too. It speaks to a machine, without sockets; `machine` is that client, its first flight sent and read. Given the first flight of another client in place of options, it speaks to
 * that one: what comes back of it is for `read`.
 */
abstract class ScriptedServer {
  readonly #machine: ClientMachine | null;
  /** The client's hello; the second, where it was asked for one. */
  hello: ClientHello;
  /** What both sides said in handshake messages, whole. */
  protected messages: Uint8Array[] = [];
  protected sealer: Sealer | null = null;
  protected opener: Opener | null = null;
  protected readonly keys: KeyExchange;
  /** What becomes of each handshake message before it is protected. */
  damage: (raw: Uint8Array) => Uint8Array = (raw) => raw;
  protected wireVersion = 0x0303;
  protected readonly random = new Uint8Array(32).fill(0x5e);
  #input: Uint8Array = new Uint8Array();

  constructor(client: ClientOptions | Uint8Array) {
    this.#machine = client instanceof Uint8Array ? null : new ClientMachine(client);
    const [first] = this.read(client instanceof Uint8Array ? { send: [client] } : this.machine.start());
    assert.ok(first && first.type === handshakeType);
    this.hello = decoded(clientHello, first.content.subarray(4));
    const keys = ecdhe(NamedGroup.x25519);
    assert.ok(keys);
    this.keys = keys;
  }

  get machine(): ClientMachine {
    assert.ok(this.#machine, 'the client is elsewhere');
    return this.#machine;
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

  /** Leaves the message said last out of what Finished covers. */
  forget(): void {
    this.messages.pop();
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
  read(step: Pick<Step, 'send'>): readonly Sent[] {
    this.#input = Buffer.concat([this.#input, ...step.send]);
    const sent: Sent[] = [];
    while (this.#input.length >= 5) {
      const length = 5 + Buffer.from(this.#input).readUInt16BE(3);
      if (this.#input.length < length) break;
      const one = this.open(decoded(tlsRecord, this.#input.subarray(0, length)));
      if (one.type === handshakeType) this.heard(one.content);
      sent.push(one);
      this.#input = this.#input.subarray(length);
    }
    return sent;
  }

  /** A whole handshake message of the client's. */
  protected heard(message: Uint8Array): void {
    this.messages.push(message);
    if (message[0] === HandshakeType.client_hello) this.hello = decoded(clientHello, message.subarray(4));
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

  protected transcript(prf: PrfName = 'sha256'): Uint8Array {
    const transcript = new Transcript(prf);
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

/** The session that a server goes on with: which of those offered, its key, and the client's key where that is another. */
type GoesOn = { readonly psk: Uint8Array; readonly selected: number; readonly theirs?: Uint8Array };

/** TLS 1.3 with TLS_AES_128_GCM_SHA256, x25519 and a P-256 certificate. */
export class ScriptedServer13 extends ScriptedServer {
  readonly #suite = suite(0x1301);
  #client: Uint8Array = new Uint8Array();
  #server: Uint8Array = new Uint8Array();
  #master: Uint8Array = new Uint8Array();

  constructor(client: ClientOptions | Uint8Array = {}) {
    super(client instanceof Uint8Array ? client : { versions: ['TLSv1.3'], ...client });
  }

  /** ServerHello, which may go on with a session. From here on both sides have handshake keys. */
  begin(change: Partial<ServerHello> = {}, goesOn?: GoesOn): Uint8Array {
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
    this.#client = goesOn?.theirs ? handshakeSecrets('sha256', shared, this.transcript(), goesOn.theirs).client : secrets.client;
    this.#server = secrets.server;
    this.#master = secrets.master;
    this.sealer = sealer13(this.#suite, secrets.server);
    this.opener = opener13(this.#suite, this.#client);
    return record;
  }

  /** HelloRetryRequest. From here on the transcript begins with the hash of the first hello (RFC 8446 §4.4.1). */
  retry(extensions: readonly Extension[], change: Partial<ServerHello> = {}): Uint8Array {
    this.messages = [encode(handshakeMessage, { type: HandshakeType.message_hash, body: this.transcript() })];
    return this.serverHello(0x1301, extensions, { random: helloRetryRequestRandom, ...change });
  }

  encryptedExtensions(extensions: readonly Extension[] = []): Uint8Array {
    return this.handshake(HandshakeType.encrypted_extensions, encode(encryptedExtensions, { extensions }));
  }

  certificate(extensions: readonly Extension[] = [], leaf = scriptedIdentity.certificate): Uint8Array {
    const entries = [{ certificate: leaf, extensions }];
    return this.handshake(HandshakeType.certificate, encode(certificate13, { context: new Uint8Array(), entries }));
  }

  certificateVerify(change: (signed: CertificateVerify) => CertificateVerify = (same) => same): Uint8Array {
    const signature = sign(scheme, 'TLSv1.3', scriptedIdentity.privateKey, certificateVerifyContent('server', this.transcript()));
    return this.handshake(HandshakeType.certificate_verify, encode(certificateVerify, change({ scheme, signature })));
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
    this.settle();
    return said;
  }

  /** The first record of data, of so many zeros, which may be more than a record may hold. */
  firstData(length: number, padding = 0): Uint8Array {
    const { bulk } = this.#suite;
    assert.ok(bulk.kind === 'aead');
    const { key, iv } = trafficKeys('sha256', this.#server, bulk.keyLength);
    const inner = new Uint8Array(length + 1 + padding);
    inner[length] = dataType;
    const sealed = inner.length + bulk.tagLength;
    const header = Uint8Array.of(dataType, 3, 3, sealed >> 8, sealed & 0xff);
    return Buffer.concat([header, aeadSeal(bulk, key, iv, header, inner)]);
  }

  /** From here on what the client says is read with application keys; its Finished has been read. */
  settle(): void {
    this.opener = opener13(this.#suite, this.#client);
  }

  /** NewSessionTicket; `lifetime` in seconds. */
  ticket(lifetime = 7200): Uint8Array {
    const body = { lifetime, ageAdd: 1, nonce: Uint8Array.of(0), ticket: new Uint8Array(32).fill(9), extensions: [] };
    return this.handshake(HandshakeType.new_session_ticket, encode(newSessionTicket13, body));
  }

  /** A KeyUpdate, after which the server writes with the next keys. */
  keyUpdate(request: number): Uint8Array {
    const record = this.handshake(HandshakeType.key_update, Uint8Array.of(request));
    this.#server = nextTrafficSecret('sha256', this.#server);
    this.sealer = sealer13(this.#suite, this.#server);
    return record;
  }

  protected override open(record: TlsRecord): Sent {
    // What a client refuses in ServerHello itself it refuses before it has keys.
    if (record.type !== dataType) return { type: record.type, content: record.fragment };
    const sent = super.open(record);
    if (sent.type === handshakeType && sent.content[0] === HandshakeType.key_update) {
      this.#client = nextTrafficSecret('sha256', this.#client);
      this.opener = opener13(this.#suite, this.#client);
    }
    return sent;
  }
}

/** What a server of TLS 1.0 to 1.2 speaks. */
export type Manner12 = {
  /** Default TLS 1.2. */
  readonly version?: 'TLSv1.2' | 'TLSv1.1' | 'TLSv1';
  /** Default TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, before TLS 1.2 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA. */
  readonly suite?: number;
  /** Default a P-256 certificate. */
  readonly identity?: Identity;
  /** Whether it agrees to the extended master secret. Default true. */
  readonly extendedMasterSecret?: boolean;
  /** Whether it writes with the secret that it agreed to, or with the other. Default true. */
  readonly asSaid?: boolean;
};

/** A named group's parameters, or the numbers of a Diffie-Hellman group. */
export type Parameters12 =
  | { readonly kind: 'ecdhe'; readonly group: number; readonly publicKey: Uint8Array }
  | { readonly kind: 'dhe'; readonly p: Uint8Array; readonly g: Uint8Array; readonly publicKey: Uint8Array };

export type Signature12 = { readonly scheme: number | null; readonly signature: Uint8Array };

/** TLS 1.0 to 1.2 with any suite that the client can compute: x25519, Diffie-Hellman in modp2048 (RFC 3526), or RSA key transport. */
export class ScriptedServer12 extends ScriptedServer {
  readonly #suite: SuiteParameters;
  readonly #version: 'TLSv1.2' | 'TLSv1.1' | 'TLSv1';
  readonly #identity: Identity;
  readonly #prf: PrfName;
  readonly #manner: Manner12;
  readonly #dh = getDiffieHellman('modp14');
  /** The master secret that it reads with, and the one that it writes with. */
  #master: Uint8Array = new Uint8Array();
  #written: Uint8Array = new Uint8Array();
  #protection: ReturnType<typeof protection12> | null = null;

  constructor(client: ClientOptions | Uint8Array = {}, manner: Manner12 = {}) {
    const { version = 'TLSv1.2' } = manner;
    super(client instanceof Uint8Array ? client : { versions: [version], ...client });
    this.#manner = manner;
    this.#version = version;
    this.#identity = manner.identity ?? scriptedIdentity;
    this.#suite = suite(manner.suite ?? (version === 'TLSv1.2' ? 0xc02b : 0xc009));
    this.#prf = version === 'TLSv1.2' ? this.#suite.hash : 'md5-sha1';
    this.wireVersion = versionCode(version);
    if (this.#suite.keyExchange === 'DHE') this.#dh.generateKeys();
  }

  begin(extensions: readonly Extension[] = [], change: Partial<ServerHello> = {}): Uint8Array {
    const agreed =
      this.#manner.extendedMasterSecret === false ? [] : [{ type: ExtensionType.extended_master_secret, data: new Uint8Array() }];
    return this.serverHello(this.#suite.code, [...agreed, ...extensions], {
      version: this.wireVersion,
      sessionId: new Uint8Array(),
      ...change,
    });
  }

  certificate(...chain: readonly Uint8Array[]): Uint8Array {
    const certificates = chain.length > 0 ? chain : [this.#identity.certificate];
    return this.handshake(HandshakeType.certificate, encode(certificate12, { certificates }));
  }

  /** The parameters are changed before they are signed, the signature after. */
  serverKeyExchange(
    change: Partial<Parameters12> = {},
    damage: (signed: Signature12) => Signature12 = (same) => same,
    codeOfScheme?: number,
  ): Uint8Array {
    const parameters = { ...this.#parameters(), ...change } as Parameters12;
    const named = this.#version === 'TLSv1.2' ? (codeOfScheme ?? schemeOf(this.#identity)) : null;
    const kind = parameters.kind === 'ecdhe' ? 'ECDHE' : 'DHE';
    const unsigned = { ...parameters, curveType: 3, params: new Uint8Array(), scheme: null, signature: null } as const;
    const params = encode(serverKeyExchange(kind, 'none'), unsigned);
    const data = Buffer.concat([this.hello.random, this.random, params]);
    const signed = damage({ scheme: named, signature: sign(named, this.#version, this.#identity.privateKey, data) });
    const codec = serverKeyExchange(kind, named === null ? 'bare' : 'scheme');
    return this.handshake(HandshakeType.server_key_exchange, encode(codec, { ...unsigned, ...signed }));
  }

  serverHelloDone(body = new Uint8Array()): Uint8Array {
    return this.handshake(HandshakeType.server_hello_done, body);
  }

  /** What comes before ServerHelloDone, without what may be asked in between. */
  opening(...extensions: readonly Extension[]): readonly Uint8Array[] {
    const exchange = this.#suite.keyExchange === 'RSA' ? [] : [() => this.serverKeyExchange()];
    return [() => this.begin(extensions), () => this.certificate(), ...exchange].map((make) => make());
  }

  /** The flight up to ServerHelloDone; the client's answer is read, and its keys are known from then on. */
  flight(...beforeDone: readonly (() => Uint8Array)[]): Said {
    const before = [...this.opening(), ...beforeDone.map((make) => make())];
    return this.say(...before, this.serverHelloDone());
  }

  /** The flight, ChangeCipherSpec and Finished. */
  connect(): Said {
    this.flight();
    return this.say(this.changeCipherSpec(), this.finished());
  }

  override changeCipherSpec(): Uint8Array {
    const record = encode(tlsRecord, { type: 20, version: this.wireVersion, fragment: Uint8Array.of(1) });
    this.sealer = this.#protection?.server.sealer ?? null;
    return record;
  }

  finished(change: (verifyData: Uint8Array) => Uint8Array = (same) => same): Uint8Array {
    return this.handshake(HandshakeType.finished, change(finishedData(this.#prf, this.#master, 'server', this.transcript(this.#prf))));
  }

  /** What Finished would hold were it the client's. */
  clientVerifyData(): Uint8Array {
    return finishedData(this.#prf, this.#master, 'client', this.transcript(this.#prf));
  }

  #block(master: Uint8Array): Uint8Array {
    return keyBlock(this.#prf, master, this.hello.random, this.random, keyBlockLength(this.#suite, this.#version));
  }

  /** The first record of data under AES-GCM, of so many zeros, which may be more than a record may hold. */
  firstData(length: number): Uint8Array {
    const { bulk } = this.#suite;
    assert.ok(bulk.kind === 'aead' && bulk.fixedIvLength === 4);
    const block = this.#block(this.#written);
    const key = block.subarray(bulk.keyLength, 2 * bulk.keyLength);
    const iv = block.subarray(2 * bulk.keyLength + 4);
    // Finished was the record before it.
    const sequence = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1);
    const lengths = (count: number) => Uint8Array.of(dataType, 3, 3, count >> 8, count & 0xff);
    const sealed = aeadSeal(bulk, key, Buffer.concat([iv, sequence]), Buffer.concat([sequence, lengths(length)]), new Uint8Array(length));
    return Buffer.concat([lengths(8 + sealed.length), sequence, sealed]);
  }

  #parameters(): Parameters12 {
    if (this.#suite.keyExchange === 'DHE') {
      return { kind: 'dhe', p: this.#dh.getPrime(), g: this.#dh.getGenerator(), publicKey: this.#dh.getPublicKey() };
    }
    return { kind: 'ecdhe', group: NamedGroup.x25519, publicKey: this.keys.publicKey };
  }

  protected override heard(message: Uint8Array): void {
    super.heard(message);
    if (message[0] !== HandshakeType.client_key_exchange) return;
    const premaster = this.#premaster(message.subarray(4));
    const { extendedMasterSecret: agreed = true, asSaid = true } = this.#manner;
    const secret = (extended: boolean) =>
      extended
        ? extendedMasterSecret(this.#prf, premaster, this.transcript(this.#prf))
        : masterSecret(this.#prf, premaster, this.hello.random, this.random);
    this.#master = secret(agreed);
    this.#written = secret(agreed === asSaid);
  }

  #premaster(body: Uint8Array): Uint8Array {
    switch (this.#suite.keyExchange) {
      case 'DHE':
        // Leading zeros are no part of it (RFC 5246 §8.1.2).
        return Buffer.from(
          this.#dh
            .computeSecret(decoded(clientKeyExchangeDhe, body))
            .toString('hex')
            .replace(/^(00)+/, ''),
          'hex',
        );
      case 'RSA': {
        const key = this.#identity.privateKey;
        // Node does not take PKCS #1 v1.5 off everywhere. Behind 0, 2, a filling without zeros and a zero stand 48 bytes.
        return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, decoded(clientKeyExchangeRsa, body)).subarray(-48);
      }
      default: {
        const shared = this.keys.derive(decoded(clientKeyExchangeEcdhe, body));
        assert.ok(shared);
        return shared;
      }
    }
  }

  protected override open(record: TlsRecord): Sent {
    const sent = super.open(record);
    if (sent.type === 20) {
      this.opener = protection12(this.#suite, this.#version, this.#block(this.#master)).client.opener;
      this.#protection = protection12(this.#suite, this.#version, this.#block(this.#written));
    }
    return sent;
  }
}

/** The scheme that a key of the lab signs TLS 1.2 with. */
function schemeOf({ privateKey }: Identity): number {
  if (privateKey.asymmetricKeyType === 'rsa') return SignatureScheme.rsa_pss_rsae_sha256;
  return scheme;
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
