import type { Certificate, UnreadableCertificate } from './certificate.ts';
import type { AcceptableIssuer, NameVerdict } from './evidence.ts';
import type { Facts } from './facts.ts';
import type { Namesakes } from './namesakes.ts';
import type { VersionAnswer } from './observation.ts';
import type { ProtocolVersion } from './protocol-version.ts';
import type { AcceptanceUnknown, AcceptedBecause, PeerGap, TrustNotShown, TrustsEverything } from './reasons/acceptance-reason.ts';
import type { OfferAnswer, RefusalFault } from './reasons/refusal-fault.ts';
import type { ClientAuthentication, VerificationMode } from './setup.ts';
import type { Gap } from './shortfall.ts';
import type { RefusalReason } from './verify-reason.ts';

/** What a peer did with a certificate that was offered to it, which tells of the key behind a CA's name. */
export type OfferedCertificateResult = {
  readonly issuer: string;
  readonly authorityKeyId: string | null;
  /** Of the certificate that was offered. */
  readonly sha256: string;
  readonly answer: 'accepted' | 'refused';
  /** It answered as JSSE does, by alert 46. */
  readonly isJsse: boolean;
  /** A refusal speaks of the CA: the certificate is within its dates, and for clients. */
  readonly tellsOfAuthority: boolean;
  readonly how: OfferAnswer;
};

/** Whom a peer would accept, as far as it shows. */
export type PeerTrustStore =
  /** From outside: the names in its CertificateRequest, one for each trusted certificate. A name says nothing of the key behind it. */
  | { readonly kind: 'names'; readonly names: readonly AcceptableIssuer[]; readonly tried: readonly OfferedCertificateResult[] }
  /** From its files. */
  | { readonly kind: 'anchors'; readonly anchors: readonly Certificate[]; readonly publicRoots: boolean }
  | { readonly kind: 'everything'; readonly because: TrustsEverything }
  | { readonly kind: 'unknown'; readonly because: TrustNotShown };

/** The cipher suites of one version. */
export type PeerSuites = {
  readonly names: readonly string[];
  /** These are all. */
  readonly complete: boolean;
  /** Why there may be more although all were asked for; absent where they were not, or are complete. */
  readonly cut?: Gap;
  /** `served`: what its port took, which leaves out what does not fit its own key. `configured`: its list, whatever its key. */
  readonly from: 'served' | 'configured';
};

/** One node as the others meet it, seen from outside or read from its files. */
export type Peer = {
  /** What the user calls it: `es01:9300`. */
  readonly label: string;
  readonly security: 'tls' | 'plaintext' | 'unknown';
  /** Why nothing, or not all, is known of it; null where its port answered, or its files were read. */
  readonly gap: PeerGap | null;
  /** The names by which others connect to it, the seed first, then the address that it publishes as far as is known. */
  readonly namesConnectedTo: readonly string[];
  /** Those of them that others use for sure, so that each has to fit; which of the others is, does not show. */
  readonly namesSurelyConnectedTo: readonly string[];
  /** `http`: it is no transport port at all. */
  readonly speaks: 'transport' | 'http' | null;
  /** A release, or a range; null where it did not show. */
  readonly release: string | null;
  readonly clusterName: string | null;
  /** Leaf first, as sent; nodes show the same certificate as client and as server. */
  readonly chain: readonly Certificate[];
  /** What it sends as certificates and nobody can read; absent where all can be. */
  readonly unreadable?: readonly UnreadableCertificate[];
  /** Whether its private key belongs to its certificate; null where that did not show. */
  readonly keyFits: boolean | null;
  readonly versions: Readonly<Partial<Record<ProtocolVersion, VersionAnswer>>>;
  readonly suites: Readonly<Partial<Record<ProtocolVersion, PeerSuites>>>;
  /** It answered a hello with every usual version and suite by alert 40 handshake_failure before a hello of its own: a version it takes, and none of the suites. */
  readonly takesNoSuite: boolean;
  readonly clientAuthentication: ClientAuthentication | 'unknown';
  /** Null where it does not show: it never does from outside. */
  readonly verification: VerificationMode | null;
  readonly trust: PeerTrustStore;
};

/** What one peer makes of the other's chain. */
export type Acceptance =
  | { readonly kind: 'accepted'; readonly because: AcceptedBecause }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      readonly fault: RefusalFault;
      readonly facts: Facts;
      /** `likely`: it rests on which key stands behind the name of a CA, and that was inferred. */
      readonly certainty: 'proven' | 'likely';
      /** Two CA certificates of one name are behind it. Absent where that is not so, or they did not show. */
      readonly namesakes?: Namesakes;
    }
  | { readonly kind: 'unknown'; readonly because: AcceptanceUnknown };

/** One peer connects to another: both ends, and what each makes of the other's certificates. */
export type PeerHandshake = {
  readonly from: Peer;
  readonly to: Peer;
  /** The instant that dates are judged at. */
  readonly at: Date;
  /** The chain of `to`, as `from` judges it; names aside. */
  readonly server: Acceptance;
  /** The chain of `from`, as `to` judges it. Accepted as well where `to` asks for none. */
  readonly client: Acceptance;
  /** Each name by which others connect to `to`, under `verification_mode: full`. */
  readonly names: readonly NameVerdict[];
};
