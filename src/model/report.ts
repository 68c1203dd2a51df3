import type { BaselineReport } from './baseline-report.ts';
import type { CalendarReport } from './calendar.ts';
import type { CertificateFlaw } from './certificate-flaw.ts';
import type { Channel } from './channel.ts';
import type { Deployment } from './deployment.ts';
import type { Finding, Unknown } from './finding.ts';
import type { BundleReport, ConfigurationReport, KubernetesReport } from './given-report.ts';
import type { HostnameReport } from './hostname-report.ts';
import type { CauseReport, LogReport } from './join-report.ts';
import type { Cost, TlsDetails } from './observation.ts';
import type { PairVerdict } from './pair-verdict.ts';
import type { PolicyReport } from './policy-report.ts';
import type { ProtocolVersion } from './protocol-version.ts';
import type { ApiRefusal } from './reasons/api-refusal.ts';
import type { DifferenceReason } from './reasons/difference-reason.ts';
import type { DiscoveryGap } from './reasons/discovery-gap.ts';
import type { RuledOut } from './ruled-out.ts';
import type { Severity } from './severity.ts';
import type { MergedReport, ShardReport } from './shard.ts';
import type { ListedAt } from './target.ts';
import type { UpgradeReport } from './upgrade-report.ts';

export type CertificateReport = {
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days from when it was seen to its end, rounded down; negative once it has ended. */
  readonly daysLeft: number;
  readonly subjectAltNames: readonly string[];
  readonly sha256: string;
  readonly sha1: string;
  readonly publicKey: { readonly algorithm: string; readonly bits: number | null; readonly curve: string | null };
  readonly signatureAlgorithm: string;
  readonly isCa: boolean;
  readonly keyUsage: readonly string[] | null;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
};

export type VerdictReport = { readonly trusted: true } | { readonly trusted: false; readonly reason: string; readonly detail: string };

/** What came back, in a word: `cut` is a TLS handshake that ended before the server had shown itself; `nothing` where no connection was made. */
export type Answer = 'tls' | 'cut' | 'http' | 'transport' | 'other' | 'silent' | 'closed' | 'nothing';

type ByVersion<T> = Readonly<Partial<Record<ProtocolVersion, T>>>;

/** What was asked for beyond the handshakes themselves. What the depth did not ask for is absent. */
export type TlsEnumeration = {
  /** In the server's order where it has one. */
  readonly cipherSuites?: ByVersion<readonly string[]>;
  /** Null where it cannot be told. */
  readonly serverOrder?: ByVersion<boolean | null>;
  /** Of all versions together. */
  readonly groups?: readonly string[];
  /** What the server really signs its handshakes with. */
  readonly signatureSchemes?: ByVersion<readonly string[]>;
  readonly alpnAccepted?: readonly string[];
  readonly features?: NonNullable<TlsDetails['features']>;
  readonly resumption?: NonNullable<TlsDetails['resumption']>;
  readonly fallbackScsv?: NonNullable<TlsDetails['fallbackScsv']> | null;
  readonly serverName?: NonNullable<TlsDetails['serverName']>;
  /** How many different certificates it showed for one name. */
  readonly leafCertificates?: number;
  readonly tolerance?: NonNullable<TlsDetails['tolerance']>;
  readonly clientHellos?: NonNullable<TlsDetails['clientHellos']>;
  /** Against the nearest of what Elastic ships. */
  readonly shipped?: {
    readonly with: string;
    readonly customised: boolean;
    readonly adds: readonly string[];
    readonly lacks: readonly string[];
    readonly text: string;
  };
  /** Which of these lists may lack something, and why. */
  readonly gaps?: readonly string[];
};

export type EndpointReport = {
  readonly target: string;
  /** The line of the list that named it; null where no file did. */
  readonly listedAt: ListedAt | null;
  readonly host: string;
  readonly address: string | null;
  readonly port: number;
  /** Where it was asked from, as logs of the other side have it unless the address is translated on the way; null where no connection was made. */
  readonly localAddress: string | null;
  /** When it was asked first; `cost.durationMs` says how long. */
  readonly startedAt: string;
  /** How far the clock of the other side is ahead of ours; absent where it did not show. */
  readonly clockAheadMs?: number;
  readonly channel: Channel;
  readonly channelFrom: 'answer' | 'scheme' | 'port' | 'nothing';
  readonly reachability: 'open' | 'refused' | 'timeout' | 'unreachable' | 'unresolved' | 'not-attempted';
  readonly answer: Answer;
  /** One sentence on what answers here, or why nothing does. */
  readonly status: string;
  readonly deployment: { readonly type: Deployment; readonly guessed: boolean };
  readonly service: {
    readonly security: 'tls' | 'plaintext' | 'unknown';
    readonly product: string | null;
    readonly version: string | null;
    readonly clusterName: string | null;
    readonly nodeName: string | null;
    /** The protocol that answered above TLS or in the clear; null where none showed, so that the channel rests on scheme or port alone. */
    readonly speaks: 'http' | 'transport' | null;
  };
  readonly tls:
    | ({
        readonly version: ProtocolVersion;
        readonly cipherSuite: string;
        readonly group: string | null;
        readonly signatureScheme: string | null;
        readonly alpn: string | null;
        /** Versions that were not asked for are absent. */
        readonly versions: Readonly<Partial<Record<ProtocolVersion, 'accepted' | 'rejected' | 'unknown'>>>;
      } & TlsEnumeration)
    | null;
  readonly clientAuth: {
    readonly mode: 'none' | 'optional' | 'required' | 'unknown';
    readonly byVersion: Readonly<Partial<Record<ProtocolVersion, 'none' | 'optional' | 'required' | 'requested' | 'unknown'>>>;
    /** Null where no CertificateRequest was seen. */
    readonly acceptableIssuers: readonly string[] | null;
    readonly evidence: string;
  } | null;
  /** What could be read, in the order sent. */
  readonly chain: readonly CertificateReport[];
  /** What was sent as a certificate and cannot be read: its place in the chain, from 1, and what is wrong. Absent where all could. */
  readonly unreadable?: readonly { readonly place: number; readonly code: CertificateFlaw['code']; readonly detail: string }[];
  readonly verdicts: Readonly<Record<string, VerdictReport>> | 'not-checked';
  /** What those decide who connect to a port like this: RFC 5280, which is among the verdicts, is none of them. */
  readonly trust: 'trusted' | 'untrusted' | 'peers-differ' | 'not-checked';
  /** Where those differ: who will fail and who will not. */
  readonly trustDifference: string | null;
  /** Where RFC 5280 alone comes to another end than all of them. */
  readonly trustRemark: string | null;
  /** The path by which one of them trusts the chain, the anchor first, a line a certificate; empty where none does. */
  readonly trustPath: readonly string[];
  readonly hostname: HostnameReport;
  /** What its REST API told, where it was asked. */
  readonly api?: ApiReport;
  readonly findings: readonly Finding[];
  readonly unknown: readonly Unknown[];
  /** What was asked for and could not be told: reasons for exit status 3. Empty where all could. */
  readonly incomplete: readonly string[];
  readonly cost: Cost;
};

/** What a node's REST API told. Null where it did not; `refused` has the reason. */
export type ApiReport = {
  readonly node: {
    readonly id: string;
    readonly name: string;
    readonly version: string | null;
    readonly httpAddress: string | null;
    readonly transportAddress: string | null;
  } | null;
  readonly cluster: { readonly name: string; readonly uuid: string | null } | null;
  /** The certificates of the files that its settings name, as they are on its disk now. */
  readonly certificates:
    | readonly {
        readonly path: string;
        readonly format: string;
        readonly alias: string | null;
        readonly subject: string;
        readonly issuer: string | null;
        readonly serialNumber: string;
        readonly notAfter: string;
        readonly hasPrivateKey: boolean;
        /** It is the one that this endpoint shows. */
        readonly served: boolean;
      }[]
    | null;
  readonly refused: readonly { readonly question: string; readonly code: ApiRefusal['code']; readonly because: string }[];
};

/** Whether one node would be let in by another, and accept it. */
export type PairReport = {
  /** Who connects. */
  readonly from: string;
  readonly to: string;
  readonly verdict: PairVerdict;
  /** The cause, or what could not be told; null where all is well. */
  readonly rule: string | null;
  readonly detail: string;
  /** What each verification_mode of the connecting node would make of it. */
  readonly byVerification: { readonly full: PairVerdict; readonly certificate: PairVerdict };
};

/** A finding on several endpoints, or on files. */
export type ClusterFinding = Finding & { readonly subjects: readonly string[] };

/** What the pairs come to. */
export type MatrixReport = {
  readonly nodes: readonly {
    readonly label: string;
    readonly address: string | null;
    /** Who issued its certificate; null where none was seen. */
    readonly issuer: string | null;
    readonly authorityKeyId: string | null;
    /** Names of the CAs that it accepts; null where they did not show. */
    readonly trusts: readonly string[] | null;
    /** How far it is in a change of the CA; null where none is under way. */
    readonly stage: string | null;
  }[];
  /** The nodes that stand out, each with the reason, most telling first. */
  readonly differs: readonly {
    readonly node: string;
    readonly rule: string;
    readonly code: DifferenceReason['code'];
    readonly because: string;
  }[];
  /** A change of the CA that is under way: the next change that lets nobody out. */
  readonly rotation: {
    readonly old: { readonly name: string; readonly keyId: string | null };
    readonly new: { readonly name: string; readonly keyId: string | null };
    readonly nextStep: string;
  } | null;
};

export type Report = {
  readonly schema: 'handclasp.report/1';
  readonly tool: { readonly name: 'handclasp'; readonly version: string };
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The run was interrupted; what had been done until then is here. */
  readonly partial: boolean;
  readonly endpoints: readonly EndpointReport[];
  /** Every ordered pair of transport endpoints, where they were compared. */
  readonly pairs?: readonly PairReport[];
  /** What shows only in comparison, in files, or in a log, and the cause; counted in the summary. */
  readonly findings?: readonly ClusterFinding[];
  /** What could not be told of all of them together. */
  readonly unknown?: readonly Unknown[];
  readonly matrix?: MatrixReport;
  /** Of `ready`: whether the cluster holds to a policy. */
  readonly policy?: PolicyReport;
  /** Of `scan`, `matrix` and `ready`: what ends when, and who breaks. */
  readonly calendar?: CalendarReport;
  /** Of `ready` with a target: who can connect to whom before, during and after the upgrade. */
  readonly upgrade?: UpgradeReport;
  /** Where the other nodes were to be found (`--discover`). */
  readonly discovery?: {
    /** How many nodes were told of, those that were named among them. */
    readonly nodes: number;
    /** Targets that were found. */
    readonly added: readonly string[];
    /** The code of why there may be more; null where all that were asked named the nodes. */
    readonly code: DiscoveryGap['code'] | null;
    /** The sentence for it. */
    readonly because: string | null;
  };
  /** Of `ready`: the configuration directories that were read (`--config`). */
  readonly configurations?: readonly ConfigurationReport[];
  /** Of `ready --eck`. */
  readonly kubernetes?: readonly KubernetesReport[];
  /** Archives that were read (`--bundle`). */
  readonly bundles?: readonly BundleReport[];
  /** Against an earlier report (`--baseline`). */
  readonly baseline?: BaselineReport;
  /** Of `scan --shard`: which part of all targets this is. */
  readonly shard?: ShardReport;
  /** Of `merge`: the parts that it was made of. */
  readonly merged?: MergedReport;
  /** Of `join` and `kibana`: whose trouble it is. Names are null where they are not known; without files there is no directory. */
  readonly diagnosed?: { readonly product: 'node' | 'kibana'; readonly name: string | null; readonly directory: string | null };
  /** Of `join` and `kibana`; null where nothing was found. */
  readonly cause?: CauseReport | null;
  /** What was looked at before the cause, in order, and is well. */
  readonly ruledOut?: readonly RuledOut[];
  /** Of `join --log`. */
  readonly log?: LogReport;
  readonly summary: Readonly<Record<Severity, number>> & {
    readonly endpoints: number;
    readonly unreachable: number;
    /** Endpoints of which something that was asked for could not be told. */
    readonly incomplete: number;
  };
};
