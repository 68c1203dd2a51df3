import type { CertificateBody } from './certificate-body.ts';
import { javaNameKey, nameKey, opensslNameKey } from './distinguished-name.ts';
import { readStructure } from './read-structure.ts';

/** What path validation needs: what is signed, the signature and the extensions are those that pkijs reads. */
export type ParsedCertificate = CertificateBody & {
  /** `nameKey` of subject and issuer. */
  readonly subjectKey: string;
  readonly issuerKey: string;
  /** `javaNameKey` of them. */
  readonly javaSubjectKey: string;
  readonly javaIssuerKey: string;
  /** `opensslNameKey` of them. */
  readonly opensslSubjectKey: string;
  readonly opensslIssuerKey: string;
};

export function parsedCertificate(body: CertificateBody): ParsedCertificate {
  const { subject, issuer } = body;
  const structure = readStructure(body.certificate.der);
  const keys = {
    subjectKey: nameKey(subject),
    issuerKey: nameKey(issuer),
    javaSubjectKey: javaNameKey(subject),
    javaIssuerKey: javaNameKey(issuer),
    opensslSubjectKey: opensslNameKey(subject),
    opensslIssuerKey: opensslNameKey(issuer),
  };
  if (structure === null) return { ...body, ...keys };
  const { serialNumber, tbs, signature, extensions } = structure;
  return { ...body, serialNumber, tbs, signature, extensionList: extensions, ...keys };
}
