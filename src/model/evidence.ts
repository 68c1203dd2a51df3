import type { ApiFacts } from './api-facts.ts';
import type { Certificate, UnreadableCertificate } from './certificate.ts';
import type { Deployment } from './deployment.ts';
import type { Observation } from './observation.ts';

/** Whether a chain leads to the trust that was given. */
export type TrustVerdict =
  | { readonly kind: 'trusted'; readonly path: readonly Certificate[] }
  | { readonly kind: 'untrusted'; readonly reason: string; readonly detail: string; readonly at: Certificate | null }
  | { readonly kind: 'not-checked'; readonly because: string };

/** What each peer of the stack would decide of the chain, names left aside, under the trust that was given; RFC 5280 beside them. */
export type PeerTrust = {
  readonly verdicts: Readonly<Record<'rfc5280' | 'jsse17' | 'jsse25' | 'node', TrustVerdict>>;
  /** Who will fail and who will not, in a sentence; null where all peers agree. */
  readonly difference: string | null;
  /** The path by which it is trusted, as a small tree: the anchor first, a line each. Empty where no peer trusts the chain. */
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
export type Evidence = {
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
  /** Of the most telling CertificateRequest; null where none was seen. */
  readonly acceptableIssuers: readonly AcceptableIssuer[] | null;
  /** The user's trust: empty where none was given. */
  readonly anchors: readonly Certificate[];
  readonly trust: TrustVerdict;
  /** Null where trust was not checked. */
  readonly peers: PeerTrust | null;
  /** Whether the chain leads to a root that the public trusts; asked for where the name is Elastic's own, or the root is needed to say who issued. */
  readonly publicTrust: TrustVerdict;
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
