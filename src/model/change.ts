import type { PastCertificate, PastRun } from './past-run.ts';
import type { ProtocolVersion } from './protocol-version.ts';
import type { EndpointReport } from './report.ts';
import type { Severity } from './severity.ts';

type Mode = 'none' | 'optional' | 'required';

/** What became different from one run to a later one, with what it was and what it is. */
export type ChangeFacts =
  /** The same subject and issuer, for another time. `sameKey` is null where a key could not be read. */
  | {
      readonly kind: 'certificate-renewed';
      readonly sameKey: boolean | null;
      readonly before: PastCertificate;
      readonly after: PastCertificate;
    }
  /** A certificate of another subject, or one that ends earlier than the one before. */
  | { readonly kind: 'certificate-swapped'; readonly before: PastCertificate; readonly after: PastCertificate }
  /** By another CA: another name, or another key under the same name. */
  | { readonly kind: 'issuer-changed'; readonly sameName: boolean; readonly before: string; readonly after: string }
  | { readonly kind: 'client-auth-weakened'; readonly before: Mode; readonly after: Mode }
  | { readonly kind: 'client-auth-strengthened'; readonly before: Mode; readonly after: Mode }
  | { readonly kind: 'version-appeared'; readonly version: ProtocolVersion }
  | { readonly kind: 'version-gone'; readonly version: ProtocolVersion }
  | { readonly kind: 'suites-appeared'; readonly version: ProtocolVersion; readonly suites: readonly string[] }
  | { readonly kind: 'suites-gone'; readonly version: ProtocolVersion; readonly suites: readonly string[] }
  /** It answered in TLS, and answers in the clear. */
  | { readonly kind: 'tls-lost' }
  | { readonly kind: 'tls-gained' }
  /** It was not asked before, or did not answer. */
  | { readonly kind: 'endpoint-came'; readonly before: EndpointReport['reachability'] | 'not-asked' }
  | { readonly kind: 'endpoint-went'; readonly after: EndpointReport['reachability'] | 'not-asked' }
  | { readonly kind: 'finding-opened'; readonly rule: string; readonly title: string }
  /** It was there before the earlier of the two runs, and then was not. */
  | { readonly kind: 'finding-reopened'; readonly rule: string; readonly title: string }
  | { readonly kind: 'finding-worsened'; readonly rule: string; readonly title: string; readonly before: Severity }
  | { readonly kind: 'finding-eased'; readonly rule: string; readonly title: string; readonly before: Severity }
  | { readonly kind: 'finding-closed'; readonly rule: string; readonly title: string; readonly before: Severity }
  /** The earlier run could judge it. */
  | { readonly kind: 'no-longer-judged'; readonly rule: string; readonly because: string; readonly before: Severity | null }
  | { readonly kind: 'policy-verdict-changed'; readonly policy: string; readonly before: string; readonly after: string };

/** A change, where it is, and how bad it is: `info` for what is better than before, or merely different. */
export type Change = ChangeFacts & {
  /** As in `target` of its endpoint; of a change of several, their names with commas between. */
  readonly target: string;
  /** Null where the endpoint had none, and of a change of several. */
  readonly address: string | null;
  readonly severity: Severity;
  /** The same in a sentence without its place, so that places with the same change are told together. */
  readonly message: string;
};

/** All that changed from one run to a later one. */
export type ChangesReport = {
  readonly from: PastRun;
  readonly to: PastRun;
  /** Worst first. */
  readonly changes: readonly Change[];
  readonly endpoints: {
    /** In both runs. */
    readonly compared: number;
    readonly changed: number;
  };
};
