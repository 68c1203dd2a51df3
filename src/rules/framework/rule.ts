import type { DiagnosticEvidence } from '../../model/diagnostic.ts';
import type { EckEvidence } from '../../model/eck.ts';
import type { CertificateEvidence, EndpointEvidence } from '../../model/evidence.ts';
import type { Facts } from '../../model/facts.ts';
import type { PeerHandshake } from '../../model/peer-handshake.ts';
import type { Reason } from '../../model/reasons/reason.ts';
import type { RuleText } from '../../model/rule-text.ts';
import type { Setup, SetupProblem } from '../../model/setup.ts';
import type { SetupEvidence } from '../../model/setup-evidence.ts';
import type { Severity } from '../../model/severity.ts';

/** What a rule makes of the evidence. */
export type Outcome =
  | { readonly kind: 'pass' }
  | {
      readonly kind: 'finding';
      /** What was seen, as a sentence. */
      readonly message: string;
      /** Where this case is worse or milder than the rule's own severity. */
      readonly severity?: Severity;
      /** The facts behind it, as plain JSON. */
      readonly facts?: Facts;
      /** The product, or the tool that makes its certificates, does so where nobody changed anything. */
      readonly asShipped?: true;
      /** Absent: what was seen is all there is to it. `likely`: something was taken for granted. */
      readonly certainty?: 'proven' | 'likely';
    }
  /** It could not be told; `because` says what was missing. */
  | { readonly kind: 'unknown'; readonly because: Reason }
  /** The rule has nothing to say of this endpoint: no certificate where TLS is off, say. */
  | { readonly kind: 'not-applicable' };

/** What is asked of everything that an endpoint, or a file, shows of itself. */
type Asked<Seen> = RuleText & {
  /**
   * It looks at what tells endpoints apart that otherwise showed the same: the time, the target, the address, the name and its check, the clock. Without it the
   * outcome is the same at all of them, and it is asked once.
   */
  readonly readsEndpointIdentity?: true;
  /** Its fix brings the name that was connected to into the certificate, so that it is another at each endpoint. Only together with `particular`. */
  readonly aboutName?: true;
  readonly judge: (evidence: Seen) => Outcome;
};

/** One misconfiguration of one endpoint: what must hold, how it is seen, what fixes it, who says so. */
export type EndpointRule = Asked<EndpointEvidence> & {
  /** It is about transport between nodes: no matter of the port at which the proxy of Elastic Cloud Enterprise takes the connections of clients. */
  readonly ofNodes?: true;
};

/** One misconfiguration of a certificate, wherever it was found: at an endpoint, or in a file. */
export type CertificateRule = Asked<CertificateEvidence> & {
  /** Certificates that only clients show are no matter of it. */
  readonly ofServers?: true;
  /** It compares certificates with those that they come with, so that it is asked of a chain, and not of each certificate of a file by itself. */
  readonly ofChains?: true;
  /** It is no matter of a certificate that lies in a file without its key: that may be one to trust. */
  readonly ofKeyHolders?: true;
  /** As of rules on endpoints. */
  readonly ofNodes?: true;
};

/** What a rule makes of one node connecting to another. */
export type PairOutcome = Exclude<Outcome, { readonly kind: 'finding' }> | (Extract<Outcome, { readonly kind: 'finding' }> & PairBlame);

type PairBlame = {
  /** Whose certificate or settings are at fault; absent where two that do not fit are each right in themselves. */
  readonly blames?: 'from' | 'to';
  /** Who refuses the other's certificate. */
  readonly refuses?: 'from' | 'to';
  /** Absent: proven. `likely`: that the connection fails, or why, rests on something that was inferred. */
  readonly certainty?: 'proven' | 'likely';
};

/** Why one node would not be let in by another. A finding says that the connection fails. */
export type PairRule = RuleText & {
  /** `full`: only where the connecting node has `verification_mode: full`. */
  readonly under: 'any' | 'full';
  readonly judge: (handshake: PeerHandshake) => PairOutcome;
};

/** An endpoint, and what tells it from the others: its target, with the address where a name has several. */
export type Member = {
  readonly label: string;
  readonly evidence: EndpointEvidence;
  /** SHA-256 of the key that made the signature of its certificate, by any CA certificate at hand, whoever sent it; null where none of them did. */
  readonly issuerKey: string | null;
};

/** Everything that was seen of endpoints that belong together. */
export type Cluster = {
  /** All channels. */
  readonly endpoints: readonly Member[];
  /** Every ordered pair of transport endpoints. */
  readonly handshakes: readonly PeerHandshake[];
};

/** `subjects` are the labels of those that it concerns: the minority, where one differs from the others. */
export type ClusterOutcome =
  | Exclude<Outcome, { readonly kind: 'finding' }>
  | (Extract<Outcome, { readonly kind: 'finding' }> & { readonly subjects: readonly string[] });

/** What shows only in comparison. */
export type ClusterRule = RuleText & { readonly judge: (cluster: Cluster) => ClusterOutcome };

/** One place in a setup at which a rule does not hold. */
export type SetupCase = {
  /** What was seen, as a sentence. */
  readonly message: string;
  readonly severity?: Severity;
  readonly facts?: Facts;
  /** Files and settings that it is about, with the line where there is one: `/etc/elasticsearch/elasticsearch.yml:12`. */
  readonly subjects: readonly string[];
  /** What the reader of the files found, where the case is that. */
  readonly reported?: SetupProblem;
  /** What to connect to, as the setting has it, where the case is about that. */
  readonly written?: string;
  /** The process ends because of it before it serves anyone. */
  readonly stops: boolean;
  /** A connection that the setup asks for does not come about because of it. Absent: it does. */
  readonly blocks?: true;
  readonly certainty: SetupProblem['certainty'];
  /** The TLS context's name; null where it concerns the whole. */
  readonly context: string | null;
};

export type SetupOutcome = CasesOutcome<SetupCase>;

/** What a rule says that finds its fault at several places. */
export type CasesOutcome<Case> =
  | Exclude<Outcome, { readonly kind: 'finding' }>
  /** At least one. */
  | { readonly kind: 'findings'; readonly cases: readonly Case[] };

/** What a rule makes of what was collected from a cluster; each case is about the nodes that it names. */
export type DiagnosticOutcome = CasesOutcome<Pick<SetupCase, 'message' | 'severity' | 'facts' | 'subjects'>>;

/** What an archive that somebody collected shows of a cluster. */
export type DiagnosticRule = RuleText & { readonly judge: (evidence: DiagnosticEvidence) => DiagnosticOutcome };

/** What the resources of one Elasticsearch of Elastic Cloud on Kubernetes show. */
export type EckRule = RuleText & { readonly judge: (evidence: EckEvidence) => DiagnosticOutcome };

/** What files show of one node, or of one Kibana. */
export type SetupRule = RuleText & {
  readonly products: readonly Setup['product'][];
  readonly judge: (evidence: SetupEvidence) => SetupOutcome;
};
