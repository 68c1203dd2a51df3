import type { ApiFacts } from './api-facts.ts';
import type { Certificate, UnreadableCertificate } from './certificate.ts';
import type { PeerModel } from './deciding-peers.ts';
import type { Deployment } from './deployment.ts';
import type { Observation } from './observation.ts';
import type { VerifyReason } from './verify-reason.ts';

/** Why a chain is refused. */
export type Refusal = {
  readonly reason: VerifyReason;
  /** A sentence without a full stop. */
  readonly detail: string;
  /** The certificate at fault, where it is one in particular. */
  readonly at: Certificate | null;
};

/** Whether a chain leads to trust, by one way to judge it. */
export type ModelVerdict =
  | { readonly kind: 'trusted'; readonly path: readonly Certificate[] }
  | ({ readonly kind: 'untrusted' } & Refusal)
  | { readonly kind: 'not-checked'; readonly because: string };

/** A refusal, and whose it is. */
export type PeerRefusal = Refusal & { readonly by: readonly PeerModel[] };

/** What the peers that connect to the port decide of its chain under the trust that was given, names left aside. */
export type TrustVerdict =
  /** All of them trust it; the path is that of the first. */
  | { readonly kind: 'trusted'; readonly path: readonly Certificate[] }
  /** All of them refuse it: for the reason that tells most, and for `others` as well where they differ in that. */
  | ({ readonly kind: 'untrusted'; readonly others?: readonly PeerRefusal[] } & Refusal)
  /** Some refuse it, and some do not, or were not asked to the end. */
  | {
      readonly kind: 'peers-differ';
      /** Who refuses and why, and who does not; a sentence without a full stop. */
      readonly detail: string;
      readonly refusals: readonly PeerRefusal[];
      /** That of one that trusts it; empty where none was seen to. */
      readonly path: readonly Certificate[];
      /** What was not checked, and why; null where every peer decided. */
      readonly unchecked: string | null;
    }
  | { readonly kind: 'not-checked'; readonly because: string };

/** What each way to judge makes of the chain, names left aside, under the trust that was given; RFC 5280 beside the peers. */
export type VerdictsByVerifier = {
  readonly verdicts: Readonly<Record<'rfc5280' | PeerModel, ModelVerdict>>;
  /** Where RFC 5280 by itself comes to another end than all the peers: a sentence. */
  readonly remark: string | null;
  /** The path by which a peer that decides trusts it, as a small tree: the anchor first, a line each. Empty where none does. */
  readonly tree: readonly string[];
};

/** Whether the certificate bears the name that was dialled, or the one given by `--server-name`. */
export type NameVerdict =
  | {
      readonly kind: 'match';
      readonly name: string /** What in the certificate matched: `DNS:*.acme.org`, or `CN=es01`. */;
      readonly by: string;
    }
  | { readonly kind: 'mismatch'; readonly name: string; readonly detail: string }
  | { readonly kind: 'not-checked'; readonly because: string };

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
  | { readonly kind: 'unreadable'; readonly because: string };

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

/** What the certificate judgement adds to an Observation: everything that a rule reads. */
export type EndpointEvidence = {
  readonly observation: Observation;
  /** The instant that dates are judged at. */
  readonly at: Date;
  readonly deployment: { readonly type: Deployment; readonly guessed: boolean };
  /** What was read of the chain, leaf first, in the order sent; empty where no certificate was seen, or the endpoint's own cannot be read. */
  readonly chain: readonly Certificate[];
  /** What could be read behind an own certificate that could not; absent where that could. */
  readonly behindUnreadable?: readonly Certificate[];
  /** Elements of the chain that could not be read. */
  readonly unreadable: readonly UnreadableCertificate[];
  readonly links: readonly Link[];
  /** Every pair of a certificate of the chain and a trusted certificate with the name of its issuer. */
  readonly anchorLinks: readonly AnchorLink[];
  /** Of the most telling CertificateRequest; null where none was seen. */
  readonly acceptableIssuers: readonly AcceptableIssuer[] | null;
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
  /** The certificate in the chain or among the anchors whose key verifies the leaf's signature, the leaf itself if self-signed; null where there is none. */
  readonly issuer: Certificate | null;
  readonly name: NameVerdict;
  readonly ocsp: OcspStatus | null;
  /** Absent, or null, where the suites were not all asked for or the product is not known. */
  readonly shipped?: ShippedComparison | null;
  /** Absent where the REST API was not to be asked. */
  readonly api?: ApiFacts;
  /** The check of what the node publishes for its transport, as JSSE does it; absent where that is not known, and on other ports. */
  readonly published?: NameVerdict;
};
