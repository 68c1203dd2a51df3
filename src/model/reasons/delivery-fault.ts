import type { ApiRefusal } from './api-refusal.ts';
import type { PathFault } from './path-fault.ts';

/** Why a receiver did not take documents. */
export type DeliveryFault =
  | ApiRefusal
  /** Its certificate was judged, and nothing was sent. */
  | { readonly code: 'receiver-untrusted'; readonly because: PathFault }
  | { readonly code: 'receiver-unproven' }
  /** `alert`: the name that the RFC has for it. */
  | { readonly code: 'receiver-alert'; readonly alert: string }
  | { readonly code: 'receiver-wants-credentials' }
  | {
      readonly code: 'receiver-privilege-lacking';
      readonly of: 'user' | 'api-key' | 'certificate';
      readonly needs: 'create_doc' | 'manage_index_templates';
    }
  | { readonly code: 'receiver-stream-missing' };
