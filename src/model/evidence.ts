import type { ApiFacts, ListedCertificate } from './api-facts.ts';
import type { Certificate, UnreadableCertificate } from './certificate.ts';
import type { CertificateNames } from './certificate-names.ts';
import type { Channel } from './channel.ts';
import type { PeerModel } from './deciding-peers.ts';
import type { Deployment } from './deployment.ts';
import type { EceService } from './ece-service.ts';
import type { HandshakeFault } from './handshake-prediction.ts';
import type { ClientHelloAnswer, Observation } from './observation.ts';
import type { ProtocolVersion } from './protocol-version.ts';
import type { NameFault } from './reasons/name-fault.ts';
import type { PathFault } from './reasons/path-fault.ts';
import type { Reason } from './reasons/reason.ts';
import type { NameReason, OcspFault, TrustReason } from './reasons/verdict-reason.ts';
import type { VerifyReason } from './verify-reason.ts';

/** Why a chain is refused. */
export type Refusal = {
  readonly reason: VerifyReason;
  readonly because: PathFault;
  /** The certificate at fault, where it is one in particular. */
  readonly at: Certificate | null;
};

/** Whether a chain leads to trust, by one way to judge it. */
export type ModelVerdict =
  | { readonly kind: 'trusted'; readonly path: readonly Certificate[] }
  | ({ readonly kind: 'untrusted' } & Refusal)
  | { readonly kind: 'not-checked'; readonly because: TrustReason };

/** A refusal, and whose it is. */
export type PeerRefusal = Refusal & { readonly by: readonly PeerModel[] };

/** Some peers refuse a chain, and some do not, or were not asked to the end. */
export type PeersDiffer = {
  readonly kind: 'peers-differ';
  readonly refusals: readonly PeerRefusal[];
  /** Those that were seen to trust it. */
  readonly trusting: readonly PeerModel[];
  /** That of one that trusts it; empty where none was seen to. */
  readonly path: readonly Certificate[];
  /** What was not checked, and why; null where every peer decided. */
  readonly unchecked: TrustReason | null;
};

/** Where RFC 5280 by itself comes to another end than all the peers. */
export type Rfc5280Remark =
  | { readonly code: 'refused-by-rfc5280'; readonly reason: VerifyReason; readonly because: PathFault }
  | { readonly code: 'trusted-by-rfc5280' };

/** What the peers that connect to the port decide of its chain under the trust that was given, names left aside. */
export type TrustVerdict =
  /** All of them trust it; the path is that of the first. */
  | { readonly kind: 'trusted'; readonly path: readonly Certificate[] }
  /** All of them refuse it: for the reason that tells most, and for `others` as well where they differ in that. */
  | ({ readonly kind: 'untrusted'; readonly others?: readonly PeerRefusal[] } & Refusal)
  | PeersDiffer
  | { readonly kind: 'not-checked'; readonly because: TrustReason };

/** What each way to judge makes of the chain, names left aside, under the trust that was given; RFC 5280 beside the peers. */
export type VerdictsByVerifier = {
  readonly verdicts: Readonly<Record<'rfc5280' | PeerModel, ModelVerdict>>;
  /** Null where RFC 5280 says the same, or the peers do not agree. */
  readonly remark: Rfc5280Remark | null;
  /** The path by which a peer that decides trusts it, as a small tree: the anchor first, a line each. Empty where none does. */
  readonly tree: readonly string[];
};

/** Whether the certificate bears the name that was connected to, or the one given by `--server-name`. */
export type NameVerdict =
  | {
      readonly kind: 'match';
      readonly name: string /** What in the certificate matched: `DNS:*.acme.org`, or `CN=es01`. */;
      readonly by: string;
    }
  | { readonly kind: 'mismatch'; readonly name: string; readonly because: NameFault }
  | { readonly kind: 'not-checked'; readonly because: NameReason };

/** One link of the chain as it was sent: is certificate `index + 1` the issuer of certificate `index`? */
export type Link = {
  readonly index: number;
  /** The issuer name of the one is the subject of the other. */
  readonly names: boolean;
  /** The signature verifies under the next certificate's key; null where it could not be checked. */
  readonly signature: boolean | null;
};

/** A certificate of the chain, and a trusted one that bears the name of its issuer. */
export type AnchorLink = {
  readonly child: Certificate;
  readonly anchor: Certificate;
  /** The signature verifies under the key of the trusted one; null where it could not be checked. */
  readonly signature: boolean | null;
};

/** A CA name from a CertificateRequest. */
export type AcceptableIssuer = {
  /** RFC 4514 text, or hexadecimal where it is no name. */
  readonly name: string;
  readonly der: Uint8Array;
  /** It is the subject of a root that Node, and so about every JVM, trusts by default. */
  readonly publicRoot: boolean;
};

/** A stapled OCSP response, as far as it was understood. */
export type OcspStatus =
  | { readonly kind: 'good' | 'revoked' | 'unknown'; readonly thisUpdate: Date; readonly nextUpdate: Date | null }
  | { readonly kind: 'unreadable'; readonly because: OcspFault };

/** What an endpoint accepts, against the nearest of what its product accepts as shipped. */
export type ShippedComparison = {
  /** `Elasticsearch 8 or 9 on JDK 24 and later`. */
  readonly with: string;
  /** Versions and suites that it accepts beyond. Of a version that is not shipped, the version alone. */
  readonly adds: readonly string[];
  /** Versions and suites that it ought to accept, for the kind of key that it has, and does not. */
  readonly lacks: readonly string[];
  /** Whether the suites come in the shipped order; compared where they are the same. */
  readonly order: 'same' | 'other' | 'not-compared';
  readonly source: string;
};

/** Who shows a certificate to whom, as far as is known. */
export type CertificateUse =
  /** A server shows it to its clients. */
  | 'server'
  /** A client shows it to a server. */
  | 'client'
  /** A node on transport: it shows the same one to those that connect to it, and to those that it connects to. */
  | 'server-and-client'
  /** It lies in a file, and nothing says who shows it, nor where. */
  | 'at-rest';

/** A certificate that issued the one that is shown, directly or from further up. */
export type IssuingAuthority = {
  readonly certificate: Certificate;
  /** It came with the certificate, it is among the trust that was given, or the file that was looked into holds it. */
  readonly from: 'sent' | 'given' | 'file';
  /** What it issued; null of a CA that is looked at by itself. */
  readonly child: Certificate | null;
};

/** Why a certificate is not for the name that was compared: the most special reason that fits, so that one bad name is one finding. */
export type NameMismatch =
  /** The address stands in the certificate as a DNS name, where no client looks for an address. */
  | 'address-as-dns'
  /** The name is the common name alone, which does not count beside DNS names. */
  | 'common-name-alone'
  /** A wildcard looks as if it were for the name. */
  | 'wildcard-beside'
  /** All its names mean the machine itself. */
  | 'localhost-alone'
  /** It lists the addresses of a host, which has others now. */
  | 'former-addresses'
  /** It lacks the name that the outside uses. */
  | 'outside-name'
  | 'address-missing'
  | 'name-missing';

/** What came of the hello of another client than handclasp. */
export type AnsweredHello = ClientHelloAnswer & {
  /** What it lacks of that by which handclasp was answered; null where it was answered, or nothing shows what it is. */
  readonly lacks: HandshakeFault | null;
};

/** Why no certificate was seen. */
export type NoCertificate = { readonly kind: 'not-applicable' } | { readonly kind: 'unknown'; readonly because: Reason };

/** Everything that a rule on certificates reads: a certificate, what came with it, and whom it is for. Where it was found, at an endpoint or in a file, is no matter. */
export type CertificateEvidence = {
  /** The instant that dates are judged at. */
  readonly at: Date;
  /** How long before its end a certificate is due because the user says so, whatever its life; null where nobody said. */
  readonly expiresInMs: number | null;
  readonly deployment: { readonly type: Deployment; readonly guessed: boolean };
  /** By its port; absent where the deployment is not Elastic Cloud Enterprise, or its port none of those that it uses. */
  readonly eceService?: EceService;
  /** The file is the one in which Elastic Cloud Enterprise keeps the certificate of its route server. */
  readonly ofRouteServer?: true;
  /** Where it is shown; `unknown` of one that lies in a file, and may be for any port. */
  readonly channel: Channel;
  readonly use: CertificateUse;
  /** An endpoint showed it, or a file holds it: then nobody connected to anything, and no name was compared. */
  readonly foundAt: 'endpoint' | 'file';
  /** What was read of the chain, leaf first, in the order sent; empty where no certificate was seen, or the own one cannot be read. */
  readonly chain: readonly Certificate[];
  /** What could be read behind an own certificate that could not; absent where that could. */
  readonly behindUnreadable?: readonly Certificate[];
  /** Elements of the chain that could not be read. */
  readonly unreadable: readonly UnreadableCertificate[];
  /** The longest chain that was sent, with what of it cannot be read: its length, and that of a Certificate message of TLS 1.2 with it, in bytes. */
  readonly sent: { readonly certificates: number; readonly bytes: number };
  /** What it means that there is no certificate; null where there is one, read or not. */
  readonly absent: NoCertificate | null;
  readonly links: readonly Link[];
  /** Every pair of a certificate of the chain and a trusted certificate with the name of its issuer. */
  readonly anchorLinks: readonly AnchorLink[];
  /** The certificate in the chain or among the anchors whose key verifies the leaf's signature, the leaf itself if self-signed; null where there is none. */
  readonly issuer: Certificate | null;
  /**
   * The CAs above the leaf, as far as they were sent or given: those that bear the issuer's name and whose key fits, by the signature where that was checked, else by the key
   * ids. Certificates beside the path, and trust that has no part in it, are left out. Of a CA in a file, looked at by itself: that CA, while the chain is empty.
   */
  readonly authorities: readonly IssuingAuthority[];
  /** The user's trust: empty where none was given. */
  readonly anchors: readonly Certificate[];
  readonly trust: TrustVerdict;
  /** Null where trust was not checked. */
  readonly peers: VerdictsByVerifier | null;
  /**
   * Whether the chain leads to a root that the public trusts; asked for where the name is Elastic's own, or the root is needed to say who issued. By RFC 5280, which tries every path
   * as browsers do: the question is where the chain leads, and no peer of the stack decides it.
   */
  readonly publicTrust: ModelVerdict;
  /** The names in the leaf; none where there is no leaf. */
  readonly names: CertificateNames;
  readonly name: NameVerdict;
  /** Null where the name matches, or none was compared. */
  readonly mismatch: NameMismatch | null;
  /** Whose certificates the holder accepts: as its CertificateRequest names them, or as its settings have them. Null where neither was seen. */
  readonly acceptableIssuers: readonly AcceptableIssuer[] | null;
  /**
   * The holder names the leaf itself among those: its truststore holds it, as where one PKCS#12 file is keystore and truststore. JSSE then trusts that leaf directly, and looks at
   * neither its dates nor its usages.
   */
  readonly pinned: boolean;
  /** Whether the holder asks those that connect to it for a certificate, in some version; `unknown` where that did not show. */
  readonly asksClients: 'yes' | 'no' | 'unknown';
  /** Whether the private key is that of the leaf, by what it signed or by the key itself; null where that is not known. */
  readonly keyMatches: boolean | null;
  /** What came of the hellos of other clients, Kibana above all; absent where none was said, and of files. */
  readonly clientHellos?: readonly AnsweredHello[];
  /** Certificates in the files of the same node that are neither shown nor given, as its REST API lists them. Told at the HTTP port alone; empty where it was not asked. */
  readonly listedBeside: readonly ListedCertificate[];
};

/** One protocol version, and what was seen of client authentication in it. */
export type ClientAuthIn = { readonly version: ProtocolVersion; readonly evidence: string };

/** What a server does with a client that has no certificate, by what it does: the weakest version is the one that an intruder uses. */
export type ClientAuthVerdict =
  /** Without TLS there is none; or nothing came far enough to show it. */
  | NoCertificate
  | {
      readonly kind: 'seen';
      /** Of the versions in which it was asked for: the weakest counts, and what did not show may be weaker than `required`. */
      readonly weakest: 'none' | 'optional' | 'unknown' | 'required';
      readonly none: readonly ClientAuthIn[];
      readonly optional: readonly ClientAuthIn[];
      readonly required: readonly ClientAuthIn[];
      /** In at least one version that the server accepts it could not be told: why. Null where all could. */
      readonly undetermined: Extract<Reason, { readonly code: 'client-auth-undetermined' }> | null;
    };

/** What the certificate judgement adds to an Observation: everything that a rule on an endpoint reads. */
export type EndpointEvidence = CertificateEvidence & {
  readonly observation: Observation;
  readonly clientAuth: ClientAuthVerdict;
  /** The client certificate that it was shown, with what came with it, where the user gave one; absent where nobody did. */
  readonly shownIdentity?: readonly Certificate[];
  /** What the endpoint staples of the revocation of its certificate; null where it staples nothing. */
  readonly ocsp: OcspStatus | null;
  /** OpenSearch answers at another port of the same address, and this port does not say what it is. Absent where nothing of the kind was seen. */
  readonly besideOpenSearch?: true;
  /** Absent, or null, where the suites were not all asked for or the product is not known. */
  readonly shipped?: ShippedComparison | null;
  /** Absent where the REST API was not to be asked. */
  readonly api?: ApiFacts;
  /** The check of what the node publishes for its transport, as JSSE does it; absent where that is not known, and on other ports. */
  readonly published?: NameVerdict;
};
