import type { Diagnosis } from '../../logs/read-diagnostic-trust-manager-line.ts';
import type { Certificate } from '../../model/certificate.ts';
import { type Namesakes, namesakesOf } from '../../model/namesakes.ts';
import type { LoggedNamesakes } from '../../model/reasons/log-fact.ts';
import { sameName } from '../../model/same-name.ts';

/** Two CA certificates of one name that a log tells of by their fingerprints, and what is known of both; null where it tells of none. */
export function namesakesInLog(
  diagnosis: Diagnosis | null,
  known: readonly Certificate[],
): { readonly logged: LoggedNamesakes; readonly namesakes: Namesakes | null } | null {
  if (diagnosis === null || (diagnosis.trust !== 'same-key' && diagnosis.trust !== 'lookalike')) return null;
  const { issuer, above, trustedSha1, validity } = diagnosis;
  const name = issuer ?? '';
  const shown = above.find(({ subject, sha1 }) => sha1 !== null && sameName(subject, name))?.sha1 ?? null;
  const [trusted] = trustedSha1;
  // It is trusted itself: then it is not the CA that keeps the certificate out.
  if (trusted === undefined || (shown !== null && trustedSha1.includes(shown))) return null;
  const key = diagnosis.trust === 'same-key' ? 'same' : 'another';
  const find = (sha1: string | null) => known.find((one) => one.sha1 === sha1) ?? null;
  const [issuing, anchor] = [find(shown), find(trusted)];
  const child = { issuer: anchor?.subject ?? name, notBefore: validity?.notBefore ?? null };
  return {
    logged: { code: 'namesakes', key, shown, trusted },
    namesakes: anchor === null || (shown !== null && issuing === null) ? null : namesakesOf(child, { key, issuing, trusted: anchor }),
  };
}
