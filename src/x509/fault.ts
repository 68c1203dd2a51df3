import type { CertificateFlaw, CertificateReader, ReadableFlaw } from '../model/certificate-flaw.ts';
import type { CertificateFault } from '../model/reasons/certificate-fault.ts';
import { takenUp } from './extensions.ts';

/** Where a certificate is not as RFC 5280 has it, although it can be read. */
export type Fault = {
  /**
   * `encoding`: it is not written as X.509 has it. `forbidden-field`: something that the certificate's version does not have. `malformed`: what verifiers should
   * put up with (RFC 5280 §4.1.2.2). `malformed-name`: an entry of subjectAltName, whose others can be read. `unread`: it is proper, but not all peers read it.
   */
  readonly kind:
    | 'encoding'
    | 'malformed'
    | 'malformed-date'
    | 'forbidden-field'
    | 'duplicate-extension'
    | 'malformed-extension'
    | 'malformed-name'
    | 'unread';
  /** The extension's identifier, where it is about one. */
  readonly extension: string | null;
  /** The broken extension is critical; of one that occurs twice: more than one copy can be read. */
  readonly critical: boolean;
  /** Who cannot read the certificate for it, or the extension where it is about one. Strict verifiers mind every fault. */
  readonly unreadableTo: readonly CertificateReader[];
  readonly because: CertificateFault;
  /** What is told of it; null where other rules tell it. */
  readonly flaw: CertificateFlaw | null;
};

export const everyReader: readonly CertificateReader[] = ['java', 'openssl'];

/** Of the bytes as a whole, or of a field. */
export function encodingFault(flaw: CertificateFlaw, unreadableTo: readonly CertificateReader[]): Fault {
  return { kind: 'encoding', extension: null, critical: true, unreadableTo, because: { code: 'certificate-flawed', flaw }, flaw };
}

/** Of a public key that is well-formed and that some do not read. */
export function keyFault(unreadableTo: readonly CertificateReader[]): Fault {
  const flaw = { code: 'field', fault: { code: 'field-key-form' } } as const;
  return { ...encodingFault(flaw, unreadableTo), kind: 'unread' };
}

/** What is told of the faults. Java minds broken extensions that are critical, OpenSSL those that it takes up; what neither minds is told where it is no DER. */
export function flawsOf(faults: readonly Fault[]): { readonly flaws?: readonly ReadableFlaw[] } {
  const flaws = faults.flatMap(({ flaw, extension, critical, unreadableTo }): ReadableFlaw[] => {
    if (flaw === null) return [];
    if (extension === null) return [{ flaw, unreadableTo }];
    const minds = (reader: CertificateReader) => (reader === 'java' ? critical : takenUp.has(extension));
    return [{ flaw, unreadableTo: unreadableTo.filter(minds) }];
  });
  return flaws.length === 0 ? {} : { flaws };
}
