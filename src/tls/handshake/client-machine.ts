import { encode } from '../bytes/codec.ts';
import { alert as alertCodec } from '../wire/alert.ts';
import { Alert } from '../wire/alerts.ts';
import { ContentType } from '../wire/content-types.ts';
import { handshakeMessage } from '../wire/handshake-message.ts';
import { HandshakeType, handshakeTypeName } from '../wire/handshake-types.ts';
import { type ClientOptions, type CompleteClientOptions, completeClientOptions } from './client-options.ts';
import { decodeOrRefuse } from './extension-checks.ts';
import type { Flow, FlowContext, TlsEvent } from './flow.ts';
import { buildHello, firstHello } from './hello.ts';
import { MessageInput, type RawMessage } from './message-input.ts';
import { type Content, RecordInput } from './record-input.ts';
import { RecordOutput } from './record-output.ts';
import { type AlertName, Refusal, type RefusalReason, refuse } from './refusal.ts';
import { answerServerHello, type HelloSent } from './server-hello-answer.ts';
import { type MutableSeen, nothingSeen, type TlsSeen } from './tls-seen.ts';

/** What the machine wants: `send` goes out first; then the events are the caller's. */
export type Step = { readonly send: readonly Uint8Array[]; readonly events: readonly TlsEvent[] };

/** Warnings a peer may send in a row before it is taken for noise. */
const maxWarningsInARow = 4;
const maxCompatibilityChangeCipherSpecs = 32;
const warning = 1;
const fatal = 2;

/**
 * A TLS client without a socket: bytes in, steps out. A captured conversation, a script of hostile bytes and a live server drive it alike.
 * What it saw stays in `seen`, whatever becomes of the handshake.
 */
export class ClientMachine {
  readonly #options: CompleteClientOptions;
  readonly #seen: MutableSeen = nothingSeen();
  readonly #records = new RecordInput();
  readonly #messages = new MessageInput();
  readonly #output: RecordOutput;
  /** Handshake messages until the handshake is done. */
  #transcript: Uint8Array[] = [];
  #flow: Flow | null = null;
  #hello: HelloSent;
  #state: 'new' | 'waiting' | 'connected' | 'over' = 'new';
  #events: TlsEvent[] = [];
  #warningsInARow = 0;
  #awaited = 0;
  #changeCipherSpecs = 0;

  constructor(options: ClientOptions = {}) {
    this.#options = completeClientOptions(options);
    this.#output = new RecordOutput(this.#options, this.#seen);
    this.#hello = { ...firstHello(this.#options), offered: new Set() };
  }

  get seen(): TlsSeen {
    return this.#seen;
  }

  /** Application data can be written. */
  get connected(): boolean {
    return this.#state === 'connected';
  }

  /** Messages of the handshake that were waited for, and came whole. */
  get awaited(): number {
    return this.#awaited;
  }

  /** Bytes of what is not whole yet. */
  get pending(): number {
    return this.#records.pending + this.#messages.pending;
  }

  /** The first flight. */
  start(): Step {
    if (this.#state !== 'new') throw new Error('the handshake has begun already');
    this.#state = 'waiting';
    this.#sendHello();
    return this.#step();
  }

  /** Takes what the peer sent, in pieces of any size. After an end (`refused`, `alert`, `closed`, `stopped`) bytes are ignored. */
  receive(bytes: Uint8Array): Step {
    if (this.#over || bytes.length === 0) return this.#step();
    try {
      this.#records.push(bytes);
      this.#checkBeginning();
      // A peer that does not speak TLS is told nothing in it.
      while (!this.#over) {
        const content = this.#records.next();
        if (!content) break;
        this.#onContent(content);
      }
    } catch (error) {
      if (error instanceof Refusal) this.#refuse(error.alert, error.reason);
      else throw error;
    }
    return this.#step();
  }

  /** Protects application data. Throws where the connection is not open. */
  write(data: Uint8Array): Step {
    if (!this.connected) throw new Error('the connection is not open');
    this.#flow?.beforeData();
    this.#output.push(ContentType.application_data, data);
    return this.#step();
  }

  /** Says close_notify, once. */
  close(): Step {
    if (this.#state !== 'over') {
      if (this.#state !== 'new') this.#sendAlert(warning, 'close_notify');
      this.#state = 'over';
    }
    return this.#step();
  }

  get #over(): boolean {
    return this.#state === 'over';
  }

  #step(): Step {
    const step = { send: this.#output.take(), events: this.#events };
    this.#events = [];
    return step;
  }

  #sendHello(): void {
    const { body, offered } = buildHello(this.#options, this.#hello, this.#transcript);
    this.#hello = { ...this.#hello, offered };
    this.#sendMessage(HandshakeType.client_hello, body);
  }

  #checkBeginning(): void {
    const bytes = this.#records.notTls();
    if (!bytes) {
      this.#seen.answeredInTls = true;
      return;
    }
    this.#seen.answeredInTls = false;
    this.#seen.notTls = bytes.slice(0, 4096);
    this.#end({ kind: 'refused', alert: 'none', reason: 'not-tls' });
  }

  #onContent(content: Content): void {
    if (content.type !== ContentType.alert && content.bytes.length > 0) this.#warningsInARow = 0;
    switch (content.type) {
      case ContentType.alert:
        this.#onAlert(content.bytes);
        return;
      case ContentType.handshake:
        this.#onHandshake(content.bytes);
        return;
      case ContentType.change_cipher_spec:
        this.#onChangeCipherSpec(content.bytes);
        return;
      default:
        this.#onData(content.bytes);
        return;
    }
  }

  #onAlert(bytes: Uint8Array): void {
    const { level, description } = decodeOrRefuse(alertCodec, bytes);
    if (level !== warning && level !== fatal) refuse('illegal_parameter', 'unknown-alert-level');
    if (description === Alert.close_notify) {
      if (this.#state !== 'connected') {
        this.#seen.alertReceived = { level, description };
        this.#end({ kind: 'alert', level, description });
        return;
      }
      this.#end({ kind: 'closed' });
      return;
    }
    // In TLS 1.3 every alert but these two is an error, whatever its level says (RFC 8446 §6.2).
    const ignorable = level === warning && (this.#seen.version !== 'TLSv1.3' || description === Alert.user_canceled);
    if (!ignorable) {
      this.#seen.alertReceived = { level, description };
      this.#end({ kind: 'alert', level, description });
      return;
    }
    this.#warningsInARow += 1;
    if (this.#warningsInARow > maxWarningsInARow) refuse('unexpected_message', 'too-many-warnings');
  }

  #onHandshake(fragment: Uint8Array): void {
    this.#messages.push(fragment);
    for (let message = this.#messages.next(); message; message = this.#messages.next()) {
      this.#onMessage(message);
      if (this.#over) return;
    }
  }

  #onMessage(message: RawMessage): void {
    if (this.#seen.messages.length < 64) this.#seen.messages.push(handshakeTypeName(message.type));
    if (this.#state === 'waiting' && message.type !== HandshakeType.hello_request) this.#transcript.push(message.raw);
    if (message.type !== HandshakeType.hello_request) this.#awaited += 1;
    if (this.#flow) {
      this.#flow.message(message);
      return;
    }
    if (message.type === HandshakeType.hello_request && !this.#options.versions.includes('TLSv1.3')) return;
    if (message.type !== HandshakeType.server_hello) refuse('unexpected_message', 'unexpected-message');
    this.#onServerHello(message);
  }

  #onServerHello(message: RawMessage): void {
    const answer = answerServerHello(message, this.#options, this.#hello, this.#seen, this.#transcript);
    if (answer.kind === 'retry') {
      this.#atBoundary();
      this.#transcript = [...answer.transcript];
      this.#hello = { ...this.#hello, shares: answer.shares, cookie: answer.cookie, resume: answer.resume };
      this.#output.changeCipherSpec();
      this.#sendHello();
      return;
    }
    this.#records.settle(answer.version);
    if (this.#options.stopAfter === 'server-hello') {
      this.#end({ kind: 'stopped' });
      return;
    }
    this.#flow = answer.begin(this.#context());
  }

  #onChangeCipherSpec(bytes: Uint8Array): void {
    if (bytes.length !== 1 || bytes[0] !== 1)
      refuse(this.#seen.version === 'TLSv1.3' ? 'unexpected_message' : 'illegal_parameter', 'malformed-change-cipher-spec');
    if (!this.#messages.atBoundary) refuse('unexpected_message', 'change-cipher-spec-inside-message');
    this.#changeCipherSpecs += 1;
    if (this.#changeCipherSpecs > maxCompatibilityChangeCipherSpecs) refuse('unexpected_message', 'too-many-change-cipher-specs');
    if (this.#flow) {
      this.#flow.changeCipherSpec();
      return;
    }
    // Only after a HelloRetryRequest can one come this early (RFC 8446 appendix D.4).
    if (!this.#options.versions.includes('TLSv1.3')) refuse('unexpected_message', 'unexpected-change-cipher-spec');
  }

  #onData(bytes: Uint8Array): void {
    if (!this.#messages.atBoundary) refuse('unexpected_message', 'data-inside-message');
    if (this.#state !== 'connected' || !this.#flow?.open()) refuse('unexpected_message', 'early-data');
    if (bytes.length > 0) this.#tell({ kind: 'data', bytes });
  }

  #context(): FlowContext {
    const machine = this;
    return {
      options: this.#options,
      seen: this.#seen,
      offered: this.#hello.offered,
      get messages() {
        return machine.#transcript;
      },
      send: (type, body) => this.#sendMessage(type, body),
      sendChangeCipherSpec: () => this.#output.changeCipherSpec(),
      protectRead: (opener) => {
        this.#atBoundary();
        this.#records.protect(opener);
      },
      protectWrite: (sealer) => this.#output.protect(sealer),
      tell: (event) => this.#tell(event),
    };
  }

  #atBoundary(): void {
    if (!this.#messages.atBoundary) refuse('unexpected_message', 'message-across-key-change');
  }

  #tell(event: TlsEvent): void {
    if (event.kind === 'connected') {
      this.#state = 'connected';
      this.#transcript = [];
    }
    if (event.kind === 'stopped') {
      this.#end(event);
      return;
    }
    this.#events.push(event);
  }

  #end(event: TlsEvent): void {
    this.#state = 'over';
    this.#events.push(event);
  }

  #refuse(alert: AlertName, reason: RefusalReason): void {
    this.#sendAlert(fatal, alert);
    this.#end({ kind: 'refused', alert, reason });
  }

  #sendAlert(level: number, name: AlertName): void {
    this.#output.push(ContentType.alert, encode(alertCodec, { level, description: Alert[name] }));
  }

  #sendMessage(type: number, body: Uint8Array): Uint8Array {
    const raw = encode(handshakeMessage, { type, body });
    if (this.#state === 'waiting') this.#transcript.push(raw);
    this.#output.push(ContentType.handshake, raw);
    return raw;
  }
}
