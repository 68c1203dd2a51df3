import type { NameFault } from './reasons/name-fault.ts';
import type { NameReason } from './reasons/verdict-reason.ts';

/** Whether a certificate is for the name that was connected to. */
export type HostnameReport = {
  readonly verdict: 'match' | 'mismatch' | 'not-checked';
  readonly name: string | null;
  readonly detail: string;
  /** Of the reason; absent where the name matches. */
  readonly code?: NameFault['code'] | NameReason['code'];
};
