import type { CertificateFault } from './certificate-fault.ts';

/** Why the JDK cannot read a public key. `curve`: its object identifier. */
export type JavaKeyFault =
  | { readonly code: 'java-curve-not-named' | 'java-point-compressed' | 'java-rsa-too-short' | 'java-rsa-exponent' | 'java-key-broken' }
  | { readonly code: 'java-curve-unknown'; readonly curve: string };

/** Why the JDK reads no certificate where others may read one. */
export type JavaCertificateFault = CertificateFault | JavaKeyFault | { readonly code: 'java-issuer-empty' };

/** Where a JDK stops in a file of certificates. `label`: what stands between the dashes; `java-begin-hidden`: no line that it looks for is there. */
export type JavaBlockFault =
  | { readonly code: 'java-line-of-dashes'; readonly label: string }
  | { readonly code: 'java-end-of-other'; readonly label: string; readonly end: string }
  | {
      readonly code:
        | 'java-no-end'
        | 'java-end-broken'
        | 'java-after-end'
        | 'java-not-base64'
        | 'java-one-line'
        | 'java-der-cut-off'
        | 'java-begin-hidden';
    };
