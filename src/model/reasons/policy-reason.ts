import type { Channel } from '../channel.ts';
import type { HandshakePrediction } from '../handshake-prediction.ts';
import type { ProtocolVersion } from '../protocol-version.ts';
import type { Gap } from '../shortfall.ts';

/** Why it cannot be told whether a requirement of a policy is met. */
export type PolicyReason =
  /** Files and archives were given, which do not show it, and no endpoint. */
  | { readonly code: 'policy-endpoint-needed' }
  | { readonly code: 'policy-channel-not-seen'; readonly channel: Channel }
  | { readonly code: 'policy-version-not-shown'; readonly versions: readonly ProtocolVersion[] }
  | { readonly code: 'policy-list-incomplete'; readonly what: 'cipher-suites' | 'groups' | 'signature-schemes'; readonly gap: Gap }
  | {
      readonly code: 'policy-not-asked';
      readonly what: 'cipher-suites' | 'groups' | 'signature-schemes' | 'features' | 'suite-order';
    }
  /** `stage`: the one of an upgrade that decides on a pair. */
  | { readonly code: 'policy-handshake-not-foretold'; readonly stage: HandshakePrediction }
  | { readonly code: 'policy-no-tls-answer' | 'policy-suite-order-unclear' | 'policy-no-certificate' | 'policy-public-root-not-checked' };
