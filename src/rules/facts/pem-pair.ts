import type { Facts } from '../../model/facts.ts';
import { span } from '../../wording/spans.ts';

/** A file of a pair, and when it was last written; null where that is not known. */
export type PairFile = { readonly path: string; readonly modifiedAt: Date | null };

/** Files of one renewal are written within this. */
const togetherMs = 60_000;

/** What shows that a key and a certificate that do not belong together come from two renewals; null where nothing does. */
export function outOfStep<F extends PairFile>(
  key: F,
  certificate: F,
): { readonly newer: F; readonly older: F; readonly message: string; readonly facts: Facts } | null {
  if (key.modifiedAt === null || certificate.modifiedAt === null) return null;
  const apart = certificate.modifiedAt.getTime() - key.modifiedAt.getTime();
  if (Math.abs(apart) <= togetherMs) return null;
  const [newer, older] = apart > 0 ? [certificate, key] : [key, certificate];
  return {
    newer,
    older,
    message: `${newer.path} was written ${span(apart)} after ${older.path}, and the two are no pair.`,
    facts: { newer: newer.modifiedAt?.toISOString() ?? null, older: older.modifiedAt?.toISOString() ?? null },
  };
}
