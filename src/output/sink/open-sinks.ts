import type { Format } from '../format.ts';
import type { CertificateList, SharedCertificates } from './certificate-list.ts';
import type { Sink } from './sink.ts';

/** A list that is made when a document asks for it. */
export function sharedCertificates(): SharedCertificates {
  let list: Promise<CertificateList> | null = null;
  return () => {
    list ??= import('./certificate-list.ts').then((module) => new module.CertificateList());
    return list;
  };
}

/** Begins the documents of one run, in the order of the formats; null for a format that needs the whole report. */
export async function openSinks(formats: readonly Format[]): Promise<readonly (Sink | null)[]> {
  const certificates = sharedCertificates();
  return await Promise.all(formats.map(async ({ open }) => (open === undefined ? null : await open(certificates))));
}
