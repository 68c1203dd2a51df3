import type { Channel } from './channel.ts';
import type { Ending } from './ending.ts';
import type { ProtocolVersion } from './protocol-version.ts';
import type { Reachability } from './reachability.ts';
import type { ClientAuthReason } from './reasons/client-auth-reason.ts';
import type { Gap, Unanswered } from './shortfall.ts';
import type { Target } from './target.ts';

/** An HTTP answer, cut to what names the product. Header names are lower case; a repeated header keeps all its values. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** At most the first 4 KiB, as text. */
  readonly body: string;
};

/** What spoke above TLS, or in the clear. */
export type Application =
  | { readonly kind: 'http'; readonly answer: HttpAnswer }
  | {
      readonly kind: 'transport';
      /** The keep-alive ping came back. */
      readonly pong: boolean;
      /** The version id of the answer to `internal:tcp/handshake`, as on the wire. */
      readonly versionId: number | null;
      /** It answered an HTTP request with `This is not an HTTP port`. */
      readonly notHttp: boolean;
    }
  | { readonly kind: 'none'; readonly asked: readonly ('ping' | 'http')[] };

export type Product = 'elasticsearch' | 'opensearch' | 'kibana' | null;

/** What answers at the port. */
export type Service = {
  /** `other`: something that is neither TLS nor HTTP nor transport, such as an SSH banner. `silent`: it took the connection and sent nothing until the deadline. `closed`: it took the connection and closed it without a byte. */
  readonly security: 'tls' | 'plaintext' | 'other' | 'silent' | 'closed' | 'unknown';
  readonly application: Application | null;
  readonly product: Product;
  /** A release (`8.19.21`), or a range where only the transport version shows (`8.19`); null where it did not show. */
  readonly version: string | null;
  readonly clusterName: string | null;
  readonly nodeName: string | null;
  /** What a transport port tells others to connect to; null where it was not asked for, or did not tell. */
  readonly publishAddress: { readonly host: string; readonly port: number } | null;
  /** The first bytes of what is neither TLS nor known, or a TLS port's odd answer. */
  readonly banner: Uint8Array | null;
};

/** Where nothing was heard. */
export const nothingAnswered: Service = {
  security: 'unknown',
  application: null,
  product: null,
  version: null,
  clusterName: null,
  nodeName: null,
  publishAddress: null,
  banner: null,
};

/** A CertificateRequest as it was received. */
export type CertificateRequestSeen = {
  /** DER of each distinguished name, in the server's order. */
  readonly authorities: readonly Uint8Array[];
  /** IANA names, or hexadecimal. */
  readonly signatureSchemes: readonly string[];
};

/** One TLS connection: what was offered, what was seen, how it ended. Names are IANA's; unknown code points are spelled in hexadecimal. */
export type Conversation = {
  readonly offeredVersions: readonly ProtocolVersion[];
  /** The name sent as SNI, if any. */
  readonly serverName: string | null;
  /** The certificate we answered a request with. */
  readonly identity: 'none' | 'given' | 'self-signed';
  /** What came back could begin a TLS record; false also where nothing came. */
  readonly answeredInTls: boolean;
  readonly version: ProtocolVersion | null;
  /** Of those that it was offered. */
  readonly cipherSuite: string | null;
  readonly group: string | null;
  /** What the server signed its handshake with. Null before TLS 1.2, in RSA key exchange, or when not seen. */
  readonly signatureScheme: string | null;
  readonly serverSignature: 'valid' | 'invalid' | 'unverifiable' | 'not-seen';
  readonly alpn: string | null;
  /** DER, as sent. */
  readonly chain: readonly Uint8Array[];
  /** A stapled OCSP response, DER. */
  readonly ocspResponse: Uint8Array | null;
  readonly certificateRequest: CertificateRequestSeen | null;
  /** The server's whole first flight was seen, so a missing CertificateRequest means that there was none. */
  readonly serverFlightComplete: boolean;
  /** `gmt_unix_time` of a ServerHello up to TLS 1.2, in seconds since 1970; may be random bytes. */
  readonly helloTime: number | null;
  readonly startedAt: Date;
  readonly ending: Ending;
};

/** What a server does with a client that has no certificate. */
export type ClientAuth =
  | { readonly kind: 'none'; readonly evidence: string }
  | { readonly kind: 'optional'; readonly evidence: string }
  | { readonly kind: 'required'; readonly evidence: string }
  /** `requested`: it asks for a certificate; whether it insists was not proved. */
  | { readonly kind: 'unknown'; readonly requested: boolean; readonly because: ClientAuthReason };

/** Whether a version was accepted. Versions that were not asked for are absent. */
export type VersionAnswer = 'accepted' | 'rejected' | 'unknown';

/** What a server takes out of all that it could be offered. Names are IANA's; unknown code points are spelled in hexadecimal. */
export type Enumerated = {
  /** In the order in which they showed. */
  readonly accepted: readonly string[];
  /** Why there may be more; null where everything else was offered and refused. */
  readonly gap: Gap | null;
};

/** The cipher suites of one version: best first where the server has an order, otherwise as they showed. */
export type EnumeratedSuites = Enumerated & {
  /** Whether the server's order decides, or the client's; null where that cannot be told, as with one suite. */
  readonly serverOrder: boolean | null;
};

/** Whether a hello out of the ordinary gets an ordinary answer. `unanswered`: the server kept silent. `unknown`: it could not be asked. */
export type Tolerance = 'tolerated' | 'refused' | 'unanswered' | 'unknown';

/** What came of the hello of a client that is not handclasp, said as its runtime says it. */
export type ClientHelloAnswer = {
  /** The id of the recorded hello: `node24`. */
  readonly hello: string;
  /** As people call the client: `Node.js 24`. */
  readonly client: string;
  /** `answered`: the server's first flight came whole, certificate and signature with it. `unknown`: it could not be asked, or was cut. */
  readonly answer: 'answered' | 'refused' | 'unknown';
  /** The alert that refused it; null where the connection was closed instead, and where nothing was refused. */
  readonly alert: string | null;
};

/** What is asked for beyond identity, versions and client authentication. What was not asked is absent. */
export type TlsDetails = {
  readonly cipherSuites?: Readonly<Partial<Record<ProtocolVersion, EnumeratedSuites>>>;
  readonly groups?: Readonly<Partial<Record<ProtocolVersion, Enumerated>>>;
  /** What it really signed its handshakes with. */
  readonly signatureSchemes?: Readonly<Partial<Record<ProtocolVersion, Enumerated>>>;
  /** Of TLS 1.2, or the newest version before it that is accepted: TLS 1.3 has these built in, or has done away with them. */
  readonly features?: {
    readonly version: ProtocolVersion;
    readonly extendedMasterSecret: boolean;
    readonly secureRenegotiation: boolean;
    readonly compression: boolean;
    readonly heartbeat: boolean;
    readonly ocspStapling: boolean;
    /** It would give a ticket to resume by (RFC 5077). */
    readonly sessionTickets: boolean;
    /** It names a session, which says that it would keep it. */
    readonly sessionIds: boolean;
  };
  readonly resumption?: Resumption;
  /** Protocols that it takes, its favourite first. */
  readonly alpn?: Enumerated;
  /** Whether it refuses a client that says it fell back to an older version (RFC 7507); null where it has but one version. */
  readonly fallbackScsv?: 'refused' | 'ignored' | 'unknown' | null;
  /** Whether it presents another certificate, or none, for want of a name in the hello, or for a name that nobody has. */
  readonly serverName?: { readonly absent: NameAnswer; readonly unknown: NameAnswer };
  /** The different leaf certificates that it showed for the same name, DER; how often, and with which kinds of suites. */
  readonly leaves?: readonly { readonly der: Uint8Array; readonly times: number; readonly authentication: readonly string[] }[];
  readonly tolerance?: { readonly unknownVersion: Tolerance | null; readonly largeHello: Tolerance; readonly grease: Tolerance };
  /** Asked where the chain has what such a client may not take, or where it is known who connects. */
  readonly clientHellos?: readonly ClientHelloAnswer[];
};

/** Whether sessions are kept, as far as a client that is let in can tell. A version in which none was is absent. */
export type Resumption = {
  /** In TLS 1.2, by the id of a session that was begun before (RFC 5246 §7.3). */
  readonly sessionId?: Resumed;
  /** In TLS 1.2, by a ticket (RFC 5077). */
  readonly sessionTicket?: Resumed;
  /** Whether a ticket came at the end of a TLS 1.3 handshake, within half a second. */
  readonly tickets?: boolean;
  /** In TLS 1.3, by the pre-shared key of such a ticket, with a key exchange (psk_dhe_ke, RFC 8446 §2.2). */
  readonly psk?: Resumed;
};

/** What became of a session that was offered again. `not-offered`: the server gave nothing to resume by. `unknown`: it could not be begun, or was not answered. */
export type Resumed = 'resumed' | 'refused' | 'not-offered' | 'unknown';

/** The certificate that was shown, against the usual one. */
export type NameAnswer = 'same-certificate' | 'other-certificate' | 'refused' | 'unknown';

/** Whether a certificate that nobody signed is let in; only asked for on request. */
export type SelfSignedAnswer = 'accepted' | 'refused' | 'unknown' | 'not-asked';

export type Cost = {
  readonly connections: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly durationMs: number;
};

/**
 * All that one endpoint showed: one address of one target. Facts only, and complete: it can be saved and judged later without the network.
 */
export type Observation = {
  readonly target: Target;
  /** The IP that was connected to; null where the name did not resolve. */
  readonly address: string | null;
  /** The address of ours that it was asked from; null where no connection was made. */
  readonly localAddress: string | null;
  readonly channel: Channel;
  /** What the channel was read from, strongest first. */
  readonly channelFrom: 'answer' | 'scheme' | 'port' | 'nothing';
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly reachability: Reachability;
  readonly service: Service;
  readonly conversations: readonly Conversation[];
  readonly versions: Readonly<Partial<Record<ProtocolVersion, VersionAnswer>>>;
  readonly clientAuth: Readonly<Partial<Record<ProtocolVersion, ClientAuth>>>;
  /** Whether a freshly made self-signed client certificate is let in. */
  readonly selfSignedAnswer: SelfSignedAnswer;
  /** Absent where nothing of it was asked for. */
  readonly details?: TlsDetails;
  /** What the depth asks for and has no whole answer. A list that may lack something says so itself. */
  readonly unanswered: readonly Unanswered[];
  /** Clock of the peer (HTTP `Date`), in milliseconds against ours; with half the round trip as bound. */
  readonly clock: { readonly aheadMs: number; readonly boundMs: number } | null;
  /** From the network point of view that the user declared. */
  readonly vantage: 'inside' | 'outside' | null;
  readonly cost: Cost;
};
