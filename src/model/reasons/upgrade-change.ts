import type { HandshakeFault } from '../handshake-prediction.ts';
import type { RefusalReason } from '../verify-reason.ts';

type Weakness = Extract<HandshakeFault, { readonly code: 'own-certificate-not-loaded' }>['weakness'];

/** What is to be changed before an upgrade. */
export type UpgradeChange =
  /** `subject`: of the root. */
  | { readonly code: 'leave-root-out'; readonly subject: string }
  | { readonly code: 'renew-with-sha-256'; readonly subject: string }
  | { readonly code: 'renew-to-be-loaded'; readonly subject: string; readonly weakness: Weakness }
  /** `peer`: who has to accept it. */
  | { readonly code: 'renew-with-other-key'; readonly peer: string }
  | { readonly code: 'renew-on-common-curve' }
  | { readonly code: 'allow-common-version' }
  /** `settings`: the beginning of the names of the settings of TLS there. */
  | { readonly code: 'allow-common-suite'; readonly settings: string }
  | { readonly code: 'allow-common-group' }
  /** `subject`: null where nobody can say which certificate of the chain it is. */
  | { readonly code: 'replace-refused'; readonly reason: RefusalReason; readonly subject: string | null }
  /** `peer`: who has to trust it. */
  | { readonly code: 'configure-client-certificate'; readonly peer: string };

/** A step on the way to an upgrade. `where`: the labels of those at which something is changed. */
export type UpgradeStepFact =
  | (UpgradeChange & { readonly where: readonly string[] })
  | { readonly code: 'check-again' }
  /** `release`: null where none was named. */
  | { readonly code: 'upgrade'; readonly release: string | null };
