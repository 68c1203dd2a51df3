import type { Certificate, GeneralName } from '../model/certificate.ts';
import { daysLeft } from '../model/days-left.ts';
import type { CertificateReport } from '../model/report.ts';

/** A fleet shows the same few CAs, and often the same leaf, at every node. */
const reports = new WeakMap<Certificate, CertificateReport>();

/** A certificate as reports have it. @param at when it was seen */
export function certificateReport(certificate: Certificate, at: Date): CertificateReport {
  const known = reports.get(certificate);
  const days = daysLeft(certificate.notAfter, at);
  if (known?.daysLeft === days) return known;
  const report = known === undefined ? reportOf(certificate, days) : { ...known, daysLeft: days };
  reports.set(certificate, report);
  return report;
}

function reportOf(certificate: Certificate, days: number): CertificateReport {
  return {
    subject: certificate.subject,
    issuer: certificate.issuer,
    serialNumber: certificate.serialNumber,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    daysLeft: days,
    subjectAltNames: (certificate.subjectAltNames ?? []).map(nameText),
    sha256: certificate.sha256,
    sha1: certificate.sha1,
    publicKey: certificate.publicKey,
    signatureAlgorithm: certificate.signatureAlgorithm,
    isCa: certificate.isCa,
    keyUsage: certificate.keyUsage,
    extendedKeyUsage: certificate.extendedKeyUsage,
    subjectKeyId: certificate.subjectKeyId,
    authorityKeyId: certificate.authorityKeyId,
  };
}

const kinds = { dns: 'DNS', ip: 'IP', email: 'email', uri: 'URI', directory: 'dirName', other: 'other', unreadable: 'unreadable' } as const;

/** `DNS:es01`, `IP:10.0.0.11`. */
function nameText({ kind, value }: GeneralName): string {
  return `${kinds[kind]}:${value}`;
}
