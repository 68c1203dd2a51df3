import type { Certificate } from '../../model/certificate.ts';
import type { VerifyReason } from '../../model/verify-reason.ts';

/** Why a certificate or a path is refused. */
export type Failure = {
  readonly reason: VerifyReason;
  /** A sentence without a full stop, with the names in question. */
  readonly detail: string;
  /** The certificate at fault; null where it is none in particular. */
  readonly at: Certificate | null;
};

export function failure(reason: VerifyReason, detail: string, at: Certificate | null): Failure {
  return { reason, detail, at };
}
