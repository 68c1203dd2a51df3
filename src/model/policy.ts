import type { Channel } from './channel.ts';
import type { Deployment } from './deployment.ts';
import type { ProtocolVersion } from './protocol-version.ts';
import type { Severity } from './severity.ts';

/** What a TLS 1.2 server does beside the handshake itself; TLS 1.3 has these built in, or has done away with them. */
export const policyFeatures = ['extended_master_secret', 'renegotiation_info', 'status_request', 'compression', 'heartbeat'] as const;

export type PolicyFeature = (typeof policyFeatures)[number];

/** What is looked at, and what it has to be. Names are IANA's; curves and hashes are named as certificates are reported. */
export type PolicyCheck =
  /** No finding of these rules, of any rule, or of any that no other requirement of the policy names, at this severity or worse. */
  | { readonly kind: 'rules'; readonly rules: readonly string[] | 'any' | 'others'; readonly atLeast?: Severity }
  /** At least one endpoint of each channel answered, so that the verdict is not about a part. */
  | { readonly kind: 'channels-seen'; readonly seen: readonly Channel[] }
  | { readonly kind: 'protocol-versions'; readonly allow: readonly ProtocolVersion[]; readonly require?: readonly ProtocolVersion[] }
  | { readonly kind: 'cipher-suites'; readonly version: ProtocolVersion; readonly allow: readonly string[] }
  | { readonly kind: 'groups'; readonly allow: readonly string[] }
  /** At least so many of these are accepted. Default: 1. */
  | { readonly kind: 'groups-accepted'; readonly anyOf: readonly string[]; readonly atLeast?: number }
  /** What the server signs its handshakes with. */
  | { readonly kind: 'signature-schemes'; readonly allow: readonly string[] }
  | {
      readonly kind: 'public-key';
      /** `chain`: the endpoint's own certificate, and those above it that were sent. */
      readonly of: 'leaf' | 'chain';
      /** `RSA`, `RSA-PSS`, `EC`, `Ed25519`, `Ed448`. */
      readonly algorithms?: readonly string[];
      readonly rsaBits?: number;
      readonly ecBits?: number;
      readonly curves?: readonly string[];
    }
  /** The hash in the signature of each certificate that was sent, self-signed ones left out. `none`: of signatures that take no hash, such as Ed25519. */
  | { readonly kind: 'certificate-hash'; readonly allow: readonly string[] }
  | {
      readonly kind: 'validity';
      /** From notBefore to notAfter, at most. */
      readonly days: number;
      /** Only certificates whose notBefore is in this time: from the first instant on, and before the second. Dates as 2026-03-15, UTC. */
      readonly issuedFrom?: string;
      readonly issuedBefore?: string;
    }
  /** At least so many days are left of the endpoint's own certificate. */
  | { readonly kind: 'days-left'; readonly days: number }
  | { readonly kind: 'features'; readonly require?: readonly PolicyFeature[]; readonly forbid?: readonly PolicyFeature[] }
  /** Who decides which suite of TLS 1.2 is taken. */
  | { readonly kind: 'suite-order'; readonly decides: 'server' | 'client' }
  /** Nobody can see it from outside: somebody has to attest it. */
  | { readonly kind: 'by-hand' };

/** One thing that a policy asks for. */
export type PolicyRequirement = {
  /** Unique in its policy, in kebab-case. */
  readonly id: string;
  /** `must`: without it the cluster is not ready. `should`: it is reported, and does not decide. */
  readonly level: 'must' | 'should';
  /** What has to hold, as a sentence without a full stop. */
  readonly title: string;
  /** Chapter or clause of the source. */
  readonly clause?: string;
  /** The channels that it is about; absent: all. */
  readonly channels?: readonly Channel[];
  /** Where it holds; absent: everywhere. */
  readonly when?: {
    readonly deployments?: readonly Deployment[];
    /** At least so many nodes. */
    readonly nodesFrom?: number;
    /** Only at endpoints whose certificate leads to a root that browsers trust. */
    readonly publicRoot?: true;
  };
  readonly check: PolicyCheck;
};

/** What a cluster is held to. */
export type Policy = {
  readonly schema: 'handclasp.policy/1';
  /** In kebab-case, with dots. */
  readonly name: string;
  readonly title: string;
  readonly edition: string;
  /** Where it stands. */
  readonly source: string;
  /** `secondary`: taken from somebody's transcription, not from the source itself. `own`: handclasp's. */
  readonly provenance: 'primary' | 'secondary' | 'own';
  /** What is to be known of the transcription, or of what was left out. */
  readonly note?: string;
  readonly requirements: readonly PolicyRequirement[];
};
