import type { CertificateFlaw } from '../certificate-flaw.ts';
import type { Ending } from '../ending.ts';
import type { Conversation } from '../observation.ts';
import type { ProtocolVersion } from '../protocol-version.ts';
import type { Unreached } from '../reachability.ts';
import type { Gap } from '../shortfall.ts';
import type { AcceptanceUnknown, PeerGap } from './acceptance-reason.ts';
import type { ApiRefusal } from './api-refusal.ts';
import type { ClientAuthReason } from './client-auth-reason.ts';
import type { JavaSecurityFault, KeystoreFault } from './file-fault.ts';
import type { NameFault } from './name-fault.ts';
import type { PathFault } from './path-fault.ts';
import type { Silence } from './silence.ts';
import type { NameReason, OcspFault, TrustReason } from './verdict-reason.ts';

/** Why a rule cannot tell of one endpoint. */
export type EndpointReason =
  | { readonly code: 'rule-failed'; readonly message: string }
  | { readonly code: 'own-certificate-unreadable' | 'chain-certificate-unreadable'; readonly flaw: CertificateFlaw }
  | { readonly code: 'no-certificate-in-handshake'; readonly ending: Ending }
  | { readonly code: 'name-not-compared'; readonly why: NameReason }
  /** The certificate of the issuing CA was neither sent nor given. `giveBy`: how the user may give it; null where there is no such way. */
  | { readonly code: 'issuing-ca-missing'; readonly giveBy: '--ca' | null }
  | { readonly code: 'client-auth-undetermined'; readonly versions: readonly UndeterminedVersion[] }
  | { readonly code: 'tls-not-shown'; readonly why: Silence }
  | { readonly code: 'revocation-undecided'; readonly why: PathFault }
  | { readonly code: 'ocsp-unreadable'; readonly why: OcspFault }
  | { readonly code: 'public-root-not-checked' | 'public-trust-not-checked'; readonly why: TrustReason }
  /** The chain fails for another reason than its root. */
  | { readonly code: 'root-not-judged'; readonly why: PathFault }
  | { readonly code: 'key-not-understood'; readonly subject: string; readonly algorithm: string }
  | { readonly code: 'curve-not-understood'; readonly subject: string }
  /** Whether an issuer that was not sent is a root or an intermediate. `sought`: among what was given as trust as well. */
  | { readonly code: 'absent-issuer-unclear'; readonly issuer: string; readonly sought: 'sent' | 'sent-or-given' }
  | { readonly code: 'signature-not-checked'; readonly scheme: string | null }
  | { readonly code: 'client-certificate-of-kibana-unknown'; readonly versions: readonly ProtocolVersion[] }
  | { readonly code: 'remotes-refused' | 'certificates-refused' | 'membership-unknown'; readonly why: ApiRefusal }
  | { readonly code: 'version-not-completed'; readonly version: ProtocolVersion; readonly conversation: Conversation }
  | { readonly code: 'older-versions-cut'; readonly gap: Gap }
  | { readonly code: 'versions-not-asked' | 'versions-not-shown'; readonly versions: readonly ProtocolVersion[] }
  | { readonly code: 'suites-cut'; readonly versions: readonly { readonly version: ProtocolVersion; readonly gap: Gap }[] }
  | { readonly code: 'only-negotiated-suites'; readonly suites: readonly string[] }
  /** `by`: the node that connects to it as a remote cluster. */
  | { readonly code: 'remote-port-not-reached' | 'remote-port-model-unclear'; readonly by: string }
  | { readonly code: 'not-reached'; readonly reachability: Unreached }
  | { readonly code: 'name-not-resolved-here'; readonly detail: string }
  | {
      readonly code:
        | 'context-without-certificate'
        | 'tls-not-asked'
        | 'tls-not-tried'
        | 'no-connection'
        | 'client-auth-not-shown'
        | 'certificate-request-not-seen'
        | 'trust-not-shown-unasked'
        | 'accepted-cas-not-shown'
        | 'plain-port-not-http'
        | 'plain-port-not-transport'
        | 'pinning-not-shown'
        | 'public-issuer-not-checked'
        | 'outside-name-not-declared'
        | 'no-signature-seen'
        | 'no-tls12-signature-seen'
        | 'no-deployment-answered'
        | 'node-api-not-asked'
        | 'no-key-listed'
        | 'balancer-possible'
        | 'node-release-not-shown'
        | 'no-date-header'
        | 'no-http-answer'
        | 'suites-not-asked'
        | 'suite-order-not-shown'
        | 'suites-not-complete'
        | 'groups-not-complete'
        | 'large-hello-not-shown'
        | 'no-suite-seen'
        | 'no-version-accepted'
        | 'tls13-not-shown'
        | 'older-versions-not-asked'
        | 'vantage-not-declared';
    };

/** Client authentication in one version that a server accepts; `why` is null where it was not asked for in it. */
export type UndeterminedVersion = { readonly version: ProtocolVersion; readonly why: ClientAuthReason | null };

/** Why a rule cannot tell of nodes that are compared. Nodes go by their labels. */
export type ComparisonReason =
  | { readonly code: 'peer-security-not-shown'; readonly peer: string; readonly why: PeerGap | null }
  | { readonly code: 'peer-versions-not-shown'; readonly peer: string }
  /** `gap`: null where the rest was not asked for. */
  | { readonly code: 'peer-suites-not-complete'; readonly peer: string; readonly version: ProtocolVersion; readonly gap: Gap | null }
  /** `why`: what the first of the names fails by. */
  | { readonly code: 'dialled-names-unclear'; readonly peer: string; readonly names: readonly string[]; readonly why: NameFault }
  | { readonly code: 'trusts-not-shown' | 'trust-of-all-cas-not-shown' | 'one-certificate-seen'; readonly nodes: readonly string[] }
  | { readonly code: 'cluster-name-not-shown'; readonly undetermined: number; readonly nodes: number }
  | { readonly code: 'directions-not-shown'; readonly undetermined: number; readonly directions: number }
  | { readonly code: 'issuer-key-not-named'; readonly node: string; readonly issuer: string }
  | { readonly code: 'transport-tls-not-shown'; readonly undetermined: number; readonly nodes: number }
  | { readonly code: 'seed-not-tried'; readonly seed: string; readonly why: Silence | { readonly code: 'no-connection' } }
  /** An entry of `discovery.seed_hosts` that names no address; `detail` is what is wrong with it. */
  | { readonly code: 'seed-unreadable'; readonly entry: string; readonly detail: string }
  | { readonly code: 'own-port-closed'; readonly node: string }
  | { readonly code: 'cluster-name-kept'; readonly nodes: readonly string[] };

/** Why a rule on files, or on what a Kibana connects to, cannot tell. `context` and `setting` are as the file has them. */
export type SetupRuleReason =
  | { readonly code: 'release-unknown' | 'published-address-left-to-machine' }
  | { readonly code: 'pair-not-compared'; readonly key: string; readonly certificate: string }
  | { readonly code: 'remote-ca-not-shown'; readonly alias: string }
  | { readonly code: 'enrollment-ca-not-compared'; readonly file: string }
  | { readonly code: 'http-ca-key-not-shown'; readonly store: string }
  | { readonly code: 'seed-providers-not-read'; readonly providers: readonly string[] }
  | { readonly code: 'remote-credentials-closed'; readonly file: string; readonly fault: KeystoreFault | null }
  | { readonly code: 'public-roots-not-compared'; readonly hosts: readonly string[] }
  | { readonly code: 'context-key-not-shown'; readonly context: string }
  | { readonly code: 'node-options-not-read'; readonly protocols: readonly string[] }
  | { readonly code: 'jvm-disables-unknown'; readonly why: JavaSecurityFault }
  | { readonly code: 'files-without-certificate'; readonly context: string; readonly shownBy: string }
  | { readonly code: 'file-just-written'; readonly file: string; readonly ageMs: number }
  | { readonly code: 'cas-not-read' }
  /** Of a host that Kibana connects to, by its label. */
  | { readonly code: 'host-protocol-not-shown'; readonly host: string; readonly how: 'closed' | 'silent' }
  | { readonly code: 'host-not-heard'; readonly host: string; readonly why: Silence | { readonly code: 'no-connection' } }
  | { readonly code: 'host-insistence-not-shown'; readonly host: string };

/** Why a pair of peers, or what one makes of the other, cannot be told. */
export type PairReason = AcceptanceUnknown | ComparisonReason;
