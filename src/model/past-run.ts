import type { Channel } from './channel.ts';
import type { ProtocolVersion } from './protocol-version.ts';
import type { Answer, EndpointReport } from './report.ts';
import type { Severity } from './severity.ts';

/** The certificate that an endpoint showed as its own, as far as a later one is compared with it. */
export type PastCertificate = {
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly subjectAltNames: readonly string[];
  /** SHA-256 of its SubjectPublicKeyInfo, hexadecimal; null where that cannot be read. */
  readonly keySha256: string | null;
  /** The key of its issuer, as it names it; null where it does not. */
  readonly authorityKeyId: string | null;
};

export type PastFinding = { readonly rule: string; readonly severity: Severity; readonly title: string };

/** What could not be judged: the rule, the code of why, and the sentence for it. */
export type PastUnknown = { readonly rule: string; readonly code: string; readonly because: string };

/** What an endpoint was in one run, without what differs from run to run: times, durations, counts of bytes. */
export type EndpointState = {
  readonly channel: Channel;
  readonly reachability: EndpointReport['reachability'];
  readonly answer: Answer;
  readonly service: Pick<EndpointReport['service'], 'security' | 'product' | 'version' | 'clusterName' | 'nodeName'>;
  /** Versions that were not asked for are absent. */
  readonly versions: Readonly<Partial<Record<ProtocolVersion, 'accepted' | 'rejected' | 'unknown'>>>;
  /** Versions whose suites were not asked for are absent. `whole`: everything else was offered, and refused. */
  readonly cipherSuites: Readonly<Partial<Record<ProtocolVersion, { readonly accepted: readonly string[]; readonly whole: boolean }>>>;
  /** Null where nothing answered in TLS. */
  readonly clientAuth: 'none' | 'optional' | 'required' | 'unknown' | null;
  /** Null where it showed none. */
  readonly certificate: PastCertificate | null;
  readonly trust: EndpointReport['trust'];
  readonly findings: readonly PastFinding[];
  readonly unknown: readonly PastUnknown[];
  /** What was asked for and could not be told. */
  readonly incomplete: readonly string[];
};

/** What a run found that is about several endpoints, or about the cluster. */
export type ClusterState = {
  readonly findings: readonly (PastFinding & { readonly subjects: readonly string[] })[];
  readonly unknown: readonly PastUnknown[];
  /** Of `ready`. */
  readonly policy: { readonly name: string; readonly verdict: string } | null;
};

/** An endpoint of a run, by its name. */
export type PastEndpoint = { readonly target: string; readonly address: string | null; readonly state: EndpointState };

/** A run as a history lists it. */
export type PastRun = {
  /** Its number in this history. */
  readonly id: number;
  /** The same in every history that it is imported into. */
  readonly uuid: string;
  readonly command: 'scan' | 'matrix' | 'ready';
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The release of handclasp that judged it. */
  readonly tool: string;
  /** It was interrupted. */
  readonly partial: boolean;
  readonly summary: Readonly<Record<Severity, number>> & {
    readonly endpoints: number;
    readonly unreachable: number;
    readonly incomplete: number;
  };
};

/** The same with how many of its endpoints are not what they were in the run before it; null where there is none of the same targets. */
export type ListedRun = PastRun & { readonly changed: number | null };

/** A run with all that it found. */
export type PastRunReport = PastRun & { readonly endpoints: readonly PastEndpoint[]; readonly cluster: ClusterState };
