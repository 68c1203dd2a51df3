import { type Codec, decode } from '../bytes/codec.ts';
import { DecodeError } from '../bytes/decode-error.ts';
import { MessageInput, type RawMessage } from '../handshake/message-input.ts';
import { RecordInput } from '../handshake/record-input.ts';
import { Refusal } from '../handshake/refusal.ts';
import { alert as alertCodec } from '../wire/alert.ts';
import { certificate12 } from '../wire/certificate.ts';
import { certificateStatus } from '../wire/certificate-status.ts';
import { cipherSuiteName } from '../wire/cipher-suites.ts';
import { ContentType } from '../wire/content-types.ts';
import { findExtension } from '../wire/extension.ts';
import { ExtensionType } from '../wire/extension-types.ts';
import { selectedGroup, serverKeyShare } from '../wire/extensions/key-share.ts';
import { selectedVersion } from '../wire/extensions/supported-versions.ts';
import { HandshakeType } from '../wire/handshake-types.ts';
import { isHelloRetryRequest, type ServerHello, serverHello } from '../wire/server-hello.ts';
import { type ServerKeyExchange, serverKeyExchange } from '../wire/server-key-exchange.ts';
import { type TlsVersion, versionOf } from '../wire/versions.ts';

/** How far to read: the server's choice; with what it signs (up to TLS 1.2, in the clear); or its whole flight (up to TLS 1.2). */
export type ReadUntil = 'server-hello' | 'server-key-exchange' | 'server-hello-done';

/** What a server chose. What TLS 1.3 encrypts, and what was not read, is null. */
export type FirstFlight = {
  readonly hello: ServerHello;
  /** It asks for another hello with a share of `group`; in TLS 1.3 that already settles the suite (RFC 8446 §4.1.4). */
  readonly retry: boolean;
  /** Null for a number that no version has. */
  readonly version: TlsVersion | null;
  readonly cipherSuite: number;
  readonly group: number | null;
  /** What it signs its key exchange with; null before TLS 1.2. */
  readonly signatureScheme: number | null;
  /** DER, as sent. */
  readonly certificates: readonly Uint8Array[] | null;
  readonly ocspResponse: Uint8Array | null;
};

/** What ends a flight before it is whole. */
export type FlightCut =
  | { readonly kind: 'alert'; readonly level: number; readonly description: number }
  | { readonly kind: 'malformed'; readonly because: string };

export type FlightAnswer =
  /** `cut`: the flight ended by that before it was read as far as was wanted. A choice that was seen stays one; what is null may have been to come. */
  { readonly kind: 'chosen'; readonly flight: FirstFlight; readonly cut: FlightCut | null } | FlightCut | { readonly kind: 'not-tls' };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const fatal = 2;

/**
 * Reads a server's answer to a hello that nobody means to finish. It holds the server to nothing: whether what it chose had been offered is for the caller
 * to see. No key is computed and nothing is ever sent.
 */
export class FirstFlightReader {
  readonly #until: ReadUntil;
  readonly #records = new RecordInput();
  readonly #messages = new MessageInput();
  /** Kinds of messages that came whole. */
  readonly #kinds = new Set<number>();
  #flight: Mutable<FirstFlight> | null = null;

  constructor(until: ReadUntil) {
    this.#until = until;
  }

  /** What was read, if the end came now. */
  get flight(): FirstFlight | null {
    return this.#flight;
  }

  /** Messages of the flight that came whole: each kind once, since none comes twice. */
  get awaited(): number {
    return this.#kinds.size;
  }

  /** Bytes of what is not whole yet. */
  get pending(): number {
    return this.#records.pending + this.#messages.pending;
  }

  /** Takes what came, in pieces of any size; null where more is needed. */
  push(bytes: Uint8Array): FlightAnswer | null {
    try {
      this.#records.push(bytes);
      if (this.#records.notTls()) return { kind: 'not-tls' };
      for (let content = this.#records.next(); content; content = this.#records.next()) {
        const answer = this.#onContent(content.type, content.bytes);
        if (answer) return answer;
      }
      return null;
    } catch (error) {
      if (error instanceof Refusal) return this.#cut({ kind: 'malformed', because: error.reason });
      if (error instanceof DecodeError) return this.#cut({ kind: 'malformed', because: error.message });
      throw error;
    }
  }

  #onContent(type: number, bytes: Uint8Array): FlightAnswer | null {
    switch (type) {
      case ContentType.alert: {
        const read = required(alertCodec, bytes);
        // unrecognized_name may come as a warning (RFC 6066 §3); the handshake goes on.
        if (read.level !== fatal && read.description !== 0) return null;
        return this.#cut({ kind: 'alert', level: read.level, description: read.description });
      }
      case ContentType.handshake: {
        this.#messages.push(bytes);
        for (let message = this.#messages.next(); message; message = this.#messages.next()) {
          const answer = this.#onMessage(message);
          if (answer) return answer;
        }
        return null;
      }
      default:
        return this.#done();
    }
  }

  #done(): FlightAnswer | null {
    return this.#flight === null ? null : { kind: 'chosen', flight: this.#flight, cut: null };
  }

  #cut(cut: FlightCut): FlightAnswer {
    return this.#flight === null ? cut : { kind: 'chosen', flight: this.#flight, cut };
  }

  #onMessage({ type, body }: RawMessage): FlightAnswer | null {
    if (type === HandshakeType.hello_request) return null;
    this.#kinds.add(type);
    if (this.#flight === null) {
      if (type !== HandshakeType.server_hello) return { kind: 'malformed', because: 'its first message is no ServerHello' };
      this.#flight = chosen(required(serverHello, body));
      const done = this.#until === 'server-hello' || this.#flight.version === 'TLSv1.3';
      return done ? this.#done() : null;
    }
    switch (type) {
      case HandshakeType.certificate:
        this.#flight.certificates = required(certificate12, body).certificates;
        return null;
      case HandshakeType.certificate_status:
        this.#flight.ocspResponse = required(certificateStatus, body).response;
        return null;
      case HandshakeType.server_key_exchange: {
        const exchange = readKeyExchange(this.#flight, body);
        if (exchange?.kind === 'ecdhe') this.#flight.group = exchange.group;
        this.#flight.signatureScheme = exchange?.scheme ?? null;
        return this.#until === 'server-key-exchange' ? this.#done() : null;
      }
      case HandshakeType.server_hello_done:
        return this.#done();
      default:
        return null;
    }
  }
}

function chosen(hello: ServerHello): Mutable<FirstFlight> {
  const retry = isHelloRetryRequest(hello);
  const selected = findExtension(hello.extensions, ExtensionType.supported_versions);
  const share = findExtension(hello.extensions, ExtensionType.key_share);
  const group = share === undefined ? null : retry ? required(selectedGroup, share) : required(serverKeyShare, share).group;
  return {
    hello,
    retry,
    version: versionOf(selected ? required(selectedVersion, selected) : hello.version) ?? null,
    cipherSuite: hello.cipherSuite,
    group,
    signatureScheme: null,
    certificates: null,
    ocspResponse: null,
  };
}

/** Null for key exchanges of another form (PSK, SRP, export RSA). */
function readKeyExchange({ version, cipherSuite }: FirstFlight, body: Uint8Array): ServerKeyExchange | null {
  const name = cipherSuiteName(cipherSuite);
  const kind = /^TLS_ECDHE?_(RSA|ECDSA|anon)/.test(name) ? 'ECDHE' : /^TLS_DHE?_(RSA|DSS|anon)/.test(name) ? 'DHE' : null;
  if (kind === null) return null;
  const signature = name.includes('_anon_') ? 'none' : version === 'TLSv1.2' ? 'scheme' : 'bare';
  const read = decode(serverKeyExchange(kind, signature), body);
  return read.ok ? read.value : null;
}

/** Throws DecodeError. */
function required<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const read = decode(codec, bytes);
  if (!read.ok) throw read.error;
  return read.value;
}
