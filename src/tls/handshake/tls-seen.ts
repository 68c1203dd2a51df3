import type { Extension } from '../wire/extension.ts';
import type { ServerHello } from '../wire/server-hello.ts';
import type { TlsVersion } from '../wire/versions.ts';

/** A CertificateRequest of any version. */
export type SeenCertificateRequest = {
  /** DER of each distinguished name. */
  readonly authorities: readonly Uint8Array[];
  /** Empty up to TLS 1.1, which has no such list. */
  readonly signatureSchemes: readonly number[];
  /** ClientCertificateType numbers; empty in TLS 1.3. */
  readonly certificateTypes: readonly number[];
};

/** All that a connection has shown so far. Facts, in wire numbers; nothing is taken back when the handshake fails later. */
export type TlsSeen = {
  /** The first bytes that came could begin a TLS record. */
  readonly answeredInTls: boolean;
  readonly serverHello: ServerHello | null;
  readonly helloRetryRequest: ServerHello | null;
  readonly version: TlsVersion | null;
  /** Of those that were offered. */
  readonly cipherSuite: number | null;
  /** The group of the key exchange; null for RSA and custom Diffie-Hellman groups. */
  readonly group: number | null;
  /** Bits of a Diffie-Hellman prime up to TLS 1.2. */
  readonly dhBits: number | null;
  /** What the server signed the handshake with; null before TLS 1.2. */
  readonly signatureScheme: number | null;
  readonly serverSignature: 'not-seen' | 'valid' | 'invalid' | 'unverifiable';
  readonly alpn: string | null;
  readonly encryptedExtensions: readonly Extension[] | null;
  /** DER, in the order sent. */
  readonly certificates: readonly Uint8Array[];
  readonly ocspResponse: Uint8Array | null;
  readonly certificateRequest: SeenCertificateRequest | null;
  /** ServerHelloDone, or the server's Finished in TLS 1.3, was seen: what was not sent by then was left out on purpose. */
  readonly serverFlightComplete: boolean;
  /** The server's Finished was verified. */
  readonly serverFinished: boolean;
  /** Our Finished was sent. */
  readonly clientFinished: boolean;
  readonly extendedMasterSecret: boolean;
  /** The server sent renegotiation_info (RFC 5746), or the version is TLS 1.3. */
  readonly secureRenegotiation: boolean;
  /** A session offered to it goes on: it showed no certificate, but the key of that session. */
  readonly resumed: boolean;
  /** NewSessionTickets after our Finished, in TLS 1.3. */
  readonly tickets: number;
  /** The ticket of a session up to TLS 1.2, where one was asked for and came. */
  readonly sessionTicket: Uint8Array | null;
  readonly alertReceived: { readonly level: number; readonly description: number } | null;
  /** The first bytes, where they are no TLS record. */
  readonly notTls: Uint8Array | null;
  /** Handshake messages received, by name, in order. */
  readonly messages: readonly string[];
};

export type MutableSeen = { -readonly [K in keyof TlsSeen]: TlsSeen[K] } & { messages: string[] };

export function nothingSeen(): MutableSeen {
  return {
    answeredInTls: false,
    serverHello: null,
    helloRetryRequest: null,
    version: null,
    cipherSuite: null,
    group: null,
    dhBits: null,
    signatureScheme: null,
    serverSignature: 'not-seen',
    alpn: null,
    encryptedExtensions: null,
    certificates: [],
    ocspResponse: null,
    certificateRequest: null,
    serverFlightComplete: false,
    serverFinished: false,
    clientFinished: false,
    extendedMasterSecret: false,
    secureRenegotiation: false,
    resumed: false,
    tickets: 0,
    sessionTicket: null,
    alertReceived: null,
    notTls: null,
    messages: [],
  };
}
