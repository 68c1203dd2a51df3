import type { KeyObject } from 'node:crypto';
import { aboutFile } from '../../evidence/file-evidence.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { InspectedCertificate, InspectedFile, Problem } from '../../model/inspection.ts';
import { sameName } from '../../model/same-name.ts';
import { certificateReport } from '../../report/certificate-report.ts';
import { belongsTo } from '../../stores/private-key.ts';
import { formatOf } from '../../stores/read-store.ts';
import { flawText } from '../../wording/certificate-fault-texts.ts';
import { fileProblemText } from '../../wording/content-fault-texts.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { readCertificates } from '../../x509/read-pem.ts';
import { signedBy } from '../../x509/signature.ts';
import { authorityProblems, certificateProblems, unreadableProblems } from './certificate-problems.ts';

/**
 * What is in a PEM or DER file, and what is wrong with it by dates, key, names and usages. Trust is not judged: that needs the other side. Never throws.
 *
 * @param keys private keys in the file; null where one could not be opened
 */
export function inspectCertificates(
  file: string,
  content: Uint8Array,
  at: Date,
  { expiresInMs = null, keys = [] }: { readonly expiresInMs?: number | null; readonly keys?: readonly (KeyObject | null)[] } = {},
): InspectedFile {
  const { certificates: ders, problem } = readCertificates(content);
  const read = ders.map((der, index) => ({ der, place: index + 1, result: parseCertificate(der) }));
  const certificates = read.flatMap(({ result }) => (result.kind === 'certificate' ? [result.certificate] : []));
  const about = aboutFile(file, certificates, at, expiresInMs);
  const hasKey = (certificate: Certificate) => keys.some((key) => belongsTo(key, certificate) !== false);
  return {
    file,
    format: formatOf(content),
    store: null,
    certificates: certificates.map((certificate, index) =>
      inspectedCertificate(
        certificate,
        certificates[index + 1],
        certificate.isCa || hasIssued(certificate, certificates)
          ? authorityProblems(certificate, about)
          : certificateProblems(certificate, issuersBehind(certificates, index), hasKey(certificate), about),
        at,
      ),
    ),
    unreadable: read.flatMap(({ der, place, result }) => {
      if (result.kind !== 'unreadable') return [];
      const { flaw } = result;
      const because = `it ${flawText(flaw)}`;
      return unreadableProblems({ der, place: 0, flaw }, about).map(({ rule, severity }) => ({
        place,
        code: flaw.code,
        because,
        rule,
        severity,
      }));
    }),
    problem: problem === null ? null : fileProblemText(problem.because),
    code: problem?.because.code ?? null,
  };
}

/** Those that follow it in the file for as long as each bears the name of the issuer of the one before: what a server would send with it. */
function issuersBehind(certificates: readonly Certificate[], index: number): readonly Certificate[] {
  const above: Certificate[] = [];
  for (let place = index; ; place++) {
    const [child, next] = [certificates[place], certificates[place + 1]];
    if (child === undefined || next === undefined || child.selfIssued || !sameName(next.subject, child.issuer)) return above;
    above.push(next);
  }
}

/** A root of the time before basicConstraints: it does not say that it is a CA, and is the issuer of another one. */
export function hasIssued({ selfIssued, subject, sha256 }: Certificate, others: readonly Certificate[]): boolean {
  return selfIssued && others.some((other) => other.sha256 !== sha256 && sameName(other.issuer, subject));
}

/** @param next the one that may have signed it */
export function inspectedCertificate(
  certificate: Certificate,
  next: Certificate | undefined,
  problems: readonly Problem[],
  at: Date,
): InspectedCertificate {
  return {
    ...certificateReport(certificate, at),
    pathLength: certificate.pathLength,
    selfSigned: certificate.selfSigned,
    signedByNext: next === undefined ? null : signedBy(certificate, next),
    problems,
  };
}
