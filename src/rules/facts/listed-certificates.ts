import type { ListedCertificate } from '../../model/api-facts.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import type { Severity } from '../../model/severity.ts';
import { day, span } from '../../wording/spans.ts';
import type { Outcome } from '../framework/rule.ts';
import { operatorRotatesBeforeMs } from './operator-issued.ts';
import { withinExpiresIn } from './within-expires-in.ts';

/** `certs/http.p12 (http)`. */
export function placeOf({ path, alias }: ListedCertificate): string {
  return alias === null ? path : `${path} (${alias})`;
}

/**
 * What a rule on dates made of what the port shows; where it found nothing, the first certificate to end of those that lie in the files of the node and are not shown: of
 * another layer, or of files that nothing uses yet. Told at the HTTP port alone, where the node was asked, and with less weight: whether anybody meets it did not show.
 *
 * @param wanted `withKey`: those that are there to be shown, else those that are there to be trusted. Milliseconds count from now; the past is negative.
 */
export function orInFile(
  evidence: CertificateEvidence,
  outcome: Outcome,
  wanted: { readonly withKey: boolean; readonly fromMs: number; readonly untilMs: number; readonly severity: Severity },
): Outcome {
  const { listedBeside, at, deployment } = evidence;
  if (outcome.kind === 'finding') return outcome;
  // What the ECK operator wrote it replaces in the last day.
  const usualMs = deployment.type === 'eck' ? Math.min(wanted.untilMs, operatorRotatesBeforeMs) : wanted.untilMs;
  const untilMs = wanted.fromMs < 0 ? usualMs : Math.max(usualMs, evidence.expiresInMs ?? 0);
  const [due] = listedBeside
    .filter((one) => one.hasPrivateKey === wanted.withKey)
    .map((listed) => ({ listed, leftMs: listed.expiry.getTime() - at.getTime() }))
    .filter(({ leftMs }) => wanted.fromMs <= leftMs && leftMs <= untilMs)
    .sort((a, b) => a.leftMs - b.leftMs);
  if (due === undefined) return outcome;
  const { listed, leftMs } = due;
  const when = leftMs < 0 ? `ended on ${day(listed.expiry)}, ${span(leftMs)} ago` : `ends on ${day(listed.expiry)}, in ${span(leftMs)}`;
  return {
    kind: 'finding',
    severity: wanted.severity,
    message: `${listed.subject} in ${placeOf(listed)} of this node, which this port does not show, ${when}.`,
    facts: {
      path: listed.path,
      subject: listed.subject,
      serialNumber: listed.serialNumber,
      notAfter: listed.expiry.toISOString(),
      ...withinExpiresIn(evidence, leftMs),
    },
  };
}
