import type { CertificateReport } from '../../model/report.ts';
import { nameFields } from './name-attributes.ts';

/** The fields `tls.server.*` for what an endpoint showed, its own certificate first; empty where it showed none. */
export function serverCertificateFields(chain: readonly CertificateReport[]): Readonly<Record<string, unknown>> {
  const [own] = chain;
  if (own === undefined) return {};
  return {
    subject: own.subject,
    issuer: own.issuer,
    not_before: own.notBefore,
    not_after: own.notAfter,
    // ECS has them in upper case.
    hash: { sha1: own.sha1.toUpperCase(), sha256: own.sha256.toUpperCase() },
    x509: x509Fields(own),
  };
}

function x509Fields(certificate: CertificateReport): Readonly<Record<string, unknown>> {
  const { publicKey } = certificate;
  return {
    alternative_names: certificate.subjectAltNames.map((name) => name.replace(/^(?:DNS|IP|URI|email):/, '')),
    subject: nameFields(certificate.subject),
    issuer: nameFields(certificate.issuer),
    serial_number: certificate.serialNumber.toUpperCase(),
    not_before: certificate.notBefore,
    not_after: certificate.notAfter,
    signature_algorithm: certificate.signatureAlgorithm,
    public_key_algorithm: publicKey.algorithm,
    ...(publicKey.bits === null ? {} : { public_key_size: publicKey.bits }),
    ...(publicKey.curve === null ? {} : { public_key_curve: publicKey.curve }),
  };
}
