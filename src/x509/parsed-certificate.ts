import type { CertificateBody } from './certificate-body.ts';
import { javaNameKey, nameKey, opensslNameKey } from './distinguished-name.ts';
import { readStructure } from './read-structure.ts';

/** What path validation needs: what is signed, the signature and the extensions are those that pkijs reads, once somebody looks at them. */
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

/** Of hundreds of certificates that are sent or trusted, few are looked at closely: each part is made when it is asked for. */
export function parsedCertificate(body: CertificateBody): ParsedCertificate {
  const structure = once(() => readStructure(body.certificate.der) ?? { ...body, extensions: body.extensionList });
  const subjectKey = once(() => nameKey(body.subject));
  const issuerKey = once(() => nameKey(body.issuer));
  const javaSubjectKey = once(() => javaNameKey(body.subject));
  const javaIssuerKey = once(() => javaNameKey(body.issuer));
  const opensslSubjectKey = once(() => opensslNameKey(body.subject));
  const opensslIssuerKey = once(() => opensslNameKey(body.issuer));
  return {
    ...body,
    get serialNumber() {
      return structure().serialNumber;
    },
    get tbs() {
      return structure().tbs;
    },
    get signature() {
      return structure().signature;
    },
    get extensionList() {
      return structure().extensions;
    },
    get subjectKey() {
      return subjectKey();
    },
    get issuerKey() {
      return issuerKey();
    },
    get javaSubjectKey() {
      return javaSubjectKey();
    },
    get javaIssuerKey() {
      return javaIssuerKey();
    },
    get opensslSubjectKey() {
      return opensslSubjectKey();
    },
    get opensslIssuerKey() {
      return opensslIssuerKey();
    },
  };
}

function once<T extends object | string>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
