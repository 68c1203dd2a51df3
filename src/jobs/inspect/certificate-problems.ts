import { authorityInFile, certificateInFile, type FileEvidence, unreadableInFile } from '../../evidence/file-evidence.ts';
import type { Certificate, UnreadableCertificate } from '../../model/certificate.ts';
import type { Problem } from '../../model/inspection.ts';
import { severities } from '../../model/severity.ts';
import { isWithinExpiresIn } from '../../model/within-expires-in.ts';
import { certificateRules } from '../../rules/certificate-rules.ts';
import { type CertificateFinding, certificateFindings } from '../../rules/framework/judge-certificate.ts';

const ofOne = certificateRules.filter(({ ofChains }) => ofChains === undefined);
const ofChains = certificateRules.filter((rule) => rule.ofChains !== undefined);

/** What is wrong with a CA in a file, by the rules that endpoints are judged by. */
export function authorityProblems(certificate: Certificate, file: FileEvidence): readonly Problem[] {
  return certificateFindings(ofOne, authorityInFile(certificate, file)).sort(worstFirst).map(problemOf);
}

/**
 * What is wrong with any other certificate in a file, by the same rules. It is judged by itself, so that each certificate of the file has its own problems, and together with those
 * that come with it.
 *
 * @param above those that come with it, nearest first
 * @param hasKey the file has its key, so that it is one to show; otherwise it may be one to trust
 */
export function certificateProblems(
  certificate: Certificate,
  above: readonly Certificate[],
  hasKey: boolean,
  file: FileEvidence,
): readonly Problem[] {
  const rules = hasKey ? ofOne : ofOne.filter((rule) => rule.ofKeyHolders === undefined);
  const alone = certificateFindings(rules, certificateInFile(certificate, [], file));
  const withOthers = certificateFindings(ofChains, certificateInFile(certificate, above, file));
  return [...alone, ...withOthers].sort(worstFirst).map(problemOf);
}

/** What is wrong with a certificate that cannot be read. */
export function unreadableProblems(unreadable: UnreadableCertificate, file: FileEvidence): readonly Problem[] {
  return certificateFindings(ofOne, unreadableInFile(unreadable, file)).map(problemOf);
}

function worstFirst(a: CertificateFinding, b: CertificateFinding): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

function problemOf({ rule, severity, outcome }: CertificateFinding): Problem {
  const isDue = isWithinExpiresIn({ evidence: outcome.facts ?? {} });
  return { rule: rule.id, severity, detail: outcome.message, ...(isDue ? { withinExpiresIn: true } : {}) };
}
