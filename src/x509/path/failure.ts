import type { Certificate } from '../../model/certificate.ts';
import type { PathFault } from '../../model/reasons/path-fault.ts';
import type { VerifyReason } from '../../model/verify-reason.ts';

/** Why a certificate or a path is refused. */
export type Failure = {
  readonly reason: VerifyReason;
  /** What it is in particular. */
  readonly because: PathFault;
  /** The certificate at fault; null where it is none in particular. */
  readonly at: Certificate | null;
};

export function failure(reason: VerifyReason, because: PathFault, at: Certificate | null): Failure {
  return { reason, because, at };
}
