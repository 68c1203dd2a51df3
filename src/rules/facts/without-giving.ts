import type { Reason } from '../../model/reasons/reason.ts';

/** A reason without the option by which the user could give what is missing: for commands that do not have it, since files name the trust. */
export function withoutGiving(reason: Reason): Reason {
  return reason.code === 'issuing-ca-missing' ? { ...reason, giveBy: null } : reason;
}
