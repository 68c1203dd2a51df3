import type { CertificateReader } from '../../model/certificate-flaw.ts';
import { type Extensions, extensionIds } from '../extensions.ts';
import type { ParsedCertificate } from '../parsed-certificate.ts';

/** A certificate as its reader has it: what the extensions say that the reader cannot read, and that another can, is not there. The same record where all can be read. */
export function asRead(parsed: ParsedCertificate, reader: CertificateReader | null): ParsedCertificate {
  if (reader === null || parsed.faults.length === 0) return parsed;
  const lost = parsed.faults.flatMap(({ kind, extension, unreadableTo }) =>
    (kind === 'malformed-extension' || kind === 'unread') && extension !== null && unreadableTo.includes(reader) ? [extension] : [],
  );
  const names = Object.keys(parsed.extensions) as (keyof Extensions)[];
  const gone = names.filter((name) => lost.includes(extensionIds[name]) && parsed.extensions[name] !== null);
  if (gone.length === 0) return parsed;
  const extensions = { ...parsed.extensions, ...Object.fromEntries(gone.map((name) => [name, null])) };
  const certificate = withFields(parsed.certificate, {
    isCa: extensions.basicConstraints?.isCa ?? false,
    pathLength: extensions.basicConstraints?.pathLength ?? null,
    keyUsage: extensions.keyUsage,
    ...(extensions.extendedKeyUsage === null ? { extendedKeyUsage: null } : {}),
    ...(extensions.subjectKeyIdentifier === null ? { subjectKeyId: null } : {}),
    ...(extensions.authorityKeyIdentifier === null
      ? { authorityKeyId: null, authorityCertIssuer: null, authorityCertSerialNumber: null }
      : {}),
  });
  return withFields(parsed, { extensions, certificate });
}

/** A copy in which what is made when it is asked for stays so. */
function withFields<T extends object>(of: T, fields: Partial<T>): T {
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(of), ...Object.getOwnPropertyDescriptors(fields) }) as T;
}
