/** Who takes a certificate apart: the JDK, so every node; OpenSSL, so Kibana, curl and most clients. Strict verifiers mind every flaw. */
export type CertificateReader = 'java' | 'openssl';

/** What bytes in the place of a certificate are instead. */
export type OtherStructure = 'signing-request' | 'revocation-list' | 'pkcs7' | 'public-key' | 'private-key';

/** What is wrong with the bytes of a certificate. Counts are in bytes. */
export type CertificateFlaw =
  | { readonly code: 'empty' | 'pem-text' | 'not-asn1' }
  | { readonly code: 'truncated'; readonly have: number; readonly need: number }
  | { readonly code: 'trailing-bytes'; readonly count: number }
  | { readonly code: 'other-structure'; readonly structure: OtherStructure }
  | { readonly code: 'too-large'; readonly have: number; readonly most: number }
  /** BER that is not DER: it can be read, and is not written as X.509 asks. */
  | { readonly code: 'not-der' }
  /** An extension that cannot be read, or occurs twice. */
  | { readonly code: 'extension'; readonly extension: string; readonly how: 'broken' | 'repeated' }
  /** A field is not as it must be; `detail` names it. */
  | { readonly code: 'field'; readonly detail: string };

/** What is wrong with the certificate of an entry in a store; `not-x509`: it says of itself that it is of another kind. */
export type EntryFlaw = CertificateFlaw | { readonly code: 'not-x509' };

/** A flaw of a certificate that could be read all the same, and who cannot. */
export type ReadableFlaw = { readonly flaw: CertificateFlaw; readonly unreadableTo: readonly CertificateReader[] };

/** What is wrong, to be put behind "it" or a certificate's name: `is cut off after 300 of 900 bytes`. */
export function flawText(flaw: CertificateFlaw): string {
  switch (flaw.code) {
    case 'empty':
      return 'is empty';
    case 'pem-text':
      return 'is PEM text, where DER belongs';
    case 'not-asn1':
      return 'does not begin like a certificate';
    case 'truncated':
      return `is cut off after ${flaw.have} of ${flaw.need} bytes`;
    case 'trailing-bytes':
      return flaw.count === 1 ? 'has 1 byte behind its end' : `has ${flaw.count} bytes behind its end`;
    case 'other-structure':
      return `is ${structures[flaw.structure]}`;
    case 'too-large':
      return `has ${flaw.have} bytes; more than ${flaw.most} are not read`;
    case 'not-der':
      return 'is written in BER, where DER belongs';
    case 'extension':
      return `has ${flaw.how === 'broken' ? 'an extension that cannot be read' : 'an extension twice'} (${flaw.extension})`;
    case 'field':
      return `is malformed (${flaw.detail})`;
  }
}

const structures: Readonly<Record<OtherStructure, string>> = {
  'signing-request': 'a certificate signing request, not a certificate',
  'revocation-list': 'a revocation list, not a certificate',
  pkcs7: 'PKCS#7, not a certificate',
  'public-key': 'a bare public key, not a certificate',
  'private-key': 'a private key, not a certificate',
};
