import type { Certificate } from '../../model/certificate.ts';
import type { InspectedCertificate, InspectedFile } from '../../model/inspection.ts';
import { certificateReport } from '../../report/certificate-report.ts';
import { unreadableSeverity } from '../../rules/certificate/certificate-unreadable.ts';
import { formatOf } from '../../stores/read-store.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { readCertificates } from '../../x509/read-pem.ts';
import { signedBy } from '../../x509/signature.ts';
import { certificateProblems } from './certificate-problems.ts';

/** What is in a PEM or DER file, and what is wrong with it by dates, key, names and usages. Trust is not judged: that needs the other side. Never throws. */
export function inspectCertificates(file: string, content: Uint8Array, at: Date, expiresInMs: number | null = null): InspectedFile {
  const { certificates: ders, problem } = readCertificates(content);
  const read = ders.map((der, index) => ({ place: index + 1, result: parseCertificate(der) }));
  const certificates = read.flatMap(({ result }) => (result.kind === 'certificate' ? [result.certificate] : []));
  return {
    file,
    format: formatOf(content),
    store: null,
    certificates: certificates.map((certificate, index) => inspectedCertificate(certificate, certificates[index + 1], at, expiresInMs)),
    unreadable: read.flatMap(({ place, result }) =>
      result.kind === 'unreadable'
        ? [{ place, because: result.because, rule: 'certificate-unreadable', severity: unreadableSeverity(['java', 'openssl']) }]
        : [],
    ),
    problem: problem?.detail ?? null,
  };
}

/** @param next the one that may have signed it */
export function inspectedCertificate(
  certificate: Certificate,
  next: Certificate | undefined,
  at: Date,
  expiresInMs: number | null,
): InspectedCertificate {
  return {
    ...certificateReport(certificate, at),
    pathLength: certificate.pathLength,
    selfSigned: certificate.selfSigned,
    signedByNext: next === undefined ? null : signedBy(certificate, next),
    problems: certificateProblems(certificate, at, expiresInMs),
  };
}
