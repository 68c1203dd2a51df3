import type { LocalLimit } from '../local-limit.ts';
import type { Conversation } from '../observation.ts';
import type { ProtocolVersion } from '../protocol-version.ts';
import type { Gap, Shortfall, Topic } from '../shortfall.ts';
import type { ClientAuthReason } from './client-auth-reason.ts';
import type { PathFault } from './path-fault.ts';
import type { Reason } from './reason.ts';
import type { NameReason, TrustReason } from './verdict-reason.ts';

/** What was asked for of an endpoint and could not be told. */
export type EndpointGap =
  | { readonly code: 'gap-not-attempted'; readonly limit: LocalLimit }
  | { readonly code: 'gap-not-reached' | 'gap-not-understood' | 'gap-no-handshake' | 'gap-api-not-asked' }
  /** A handshake in this version that was not completed. */
  | { readonly code: 'gap-handshake-broken'; readonly version: ProtocolVersion; readonly conversation: Conversation }
  | { readonly code: 'gap-client-auth-not-asked'; readonly version: ProtocolVersion }
  | { readonly code: 'gap-client-auth'; readonly version: ProtocolVersion; readonly why: ClientAuthReason }
  | { readonly code: 'gap-version'; readonly version: ProtocolVersion }
  | { readonly code: 'gap-trust'; readonly why: TrustReason }
  | { readonly code: 'gap-revocation'; readonly why: PathFault }
  | { readonly code: 'gap-name'; readonly why: NameReason }
  /** `version`: null where the question is not about one. */
  | { readonly code: 'gap-question'; readonly topic: Topic; readonly version: ProtocolVersion | null; readonly why: Shortfall }
  /** A list of which not all is known. */
  | { readonly code: 'gap-list'; readonly topic: Topic; readonly version: ProtocolVersion | null; readonly why: Gap }
  /** `paths`: what the REST API was asked for. */
  | { readonly code: 'gap-api'; readonly paths: readonly string[]; readonly why: Reason };
