import type { CertificateFlaw } from '../certificate-flaw.ts';
import type { StoreFormat } from '../store-format.ts';
import type { AlgorithmFault } from './algorithm-fault.ts';
import type { CertificateFault } from './certificate-fault.ts';
import type { FileUnread } from './file-fault.ts';
import type { JavaBlockFault } from './java-block-fault.ts';
import type { JavaReadKeyFault } from './java-key-fault.ts';
import type { PemKeyFault } from './key-fault.ts';
import type { StructureFault } from './structure-fault.ts';

/** What is wrong with the content of a file, or why there is none. */
export type ContentFault = FileUnread | CertificatesFault | StoreContentFault | PemFileFault | InsteadOf;

/** Why a file is not one of certificates in PEM or DER. `form`: how it is written. */
export type CertificatesFault =
  | { readonly code: 'content-empty-file' | 'content-neither-pem-nor-der' | 'content-der-of-another-kind' | 'content-encrypted-key' }
  /** `label`: what stands behind BEGIN. */
  | { readonly code: 'content-block-without-end'; readonly label: string }
  | { readonly code: 'content-block-not-base64' }
  | {
      readonly code: 'content-private-key' | 'content-public-key' | 'content-certificate-request' | 'content-crl' | 'content-pkcs7';
      readonly form: 'pem' | 'der';
    }
  | { readonly code: 'content-other-blocks'; readonly labels: readonly string[] }
  | { readonly code: 'content-java-store'; readonly format: 'jks' | 'jceks' }
  | { readonly code: 'content-pkcs12' }
  /** `fault`: what is wrong with its bytes. */
  | { readonly code: 'content-der-broken'; readonly fault: StructureFault };

/** What is wrong with a file as a whole. */
export type FileProblem = ContentFault | { readonly code: 'store-holds-nothing' };

/** A format of stores that have a password. */
type ProtectedFormat = 'pkcs12' | 'jks' | 'jceks';

/** Why a file cannot be read as a store, or as any file with keys and certificates. Sizes are in octets. */
export type StoreContentFault =
  | CertificatesFault
  | { readonly code: 'content-empty' | 'content-pem-of-neither' | 'content-of-no-store' | 'store-nested-too-deep' }
  | { readonly code: 'content-too-large'; readonly octets: number; readonly most: number }
  | { readonly code: 'store-locked' | 'store-not-opened' | 'store-cut-off'; readonly format: ProtectedFormat }
  /** `mac`: whether it was checked. */
  | { readonly code: 'store-not-decrypted'; readonly mac: 'fits' | 'not-supported' }
  | { readonly code: 'store-bytes-broken'; readonly format: ProtectedFormat; readonly fault: StructureFault }
  | { readonly code: 'store-algorithm-not-supported'; readonly format: ProtectedFormat; readonly fault: AlgorithmFault };

/** What is to be said beside the entries of a store. */
export type StoreNote =
  /** A block was passed over. */
  | { readonly code: 'note-block-passed-over'; readonly fault: CertificatesFault }
  | { readonly code: 'note-mac-not-checked'; readonly fault: AlgorithmFault };

/** Why a product does not take a PEM file. */
export type PemFileFault =
  /** `place`: of the block, from 1. */
  | { readonly code: 'pem-other-beside'; readonly place: number; readonly found: CertificatesFault }
  /** The JDK does not get further than this block. */
  | { readonly code: 'pem-java-block'; readonly place: number; readonly fault: JavaBlockFault }
  | { readonly code: 'pem-certificate-refused'; readonly place: number; readonly fault: CertificateFault }
  /** `jdks`: those that do not read it, where others do. */
  | { readonly code: 'pem-by-jdk'; readonly jdks: 'before-21' | 'before-25' | 'from-25'; readonly fault: ContentFault }
  | { readonly code: 'pem-key-not-read'; readonly fault: JavaReadKeyFault }
  /** `place`: of the certificate in the file, from 1; null where nothing tells. */
  | { readonly code: 'pem-certificate-unreadable'; readonly place: number | null; readonly flaw: CertificateFlaw }
  | {
      readonly code: 'pem-byte-order-mark' | 'pem-first-block-no-key' | 'pem-utf16' | 'pem-without-key' | 'pem-expected-by-kibana';
    }
  /** `label`: of the parameters that stand alone. */
  | { readonly code: 'pem-parameters-without-key'; readonly label: string }
  | { readonly code: 'pem-key-unusable'; readonly fault: PemKeyFault | null };

/** Something else than was expected. */
export type InsteadOf = {
  readonly code: 'content-instead';
  readonly found:
    | StoreContentFault
    | { readonly code: 'content-without-certificate' | 'content-no-text' | 'content-without-block' | 'content-pkcs7-empty' }
    /** Of the first block. */
    | { readonly code: 'content-block-of'; readonly label: string }
    | { readonly code: 'content-of-format'; readonly format: StoreFormat };
  readonly expected: 'certificate' | 'pem-certificate' | 'pem-key' | 'key' | 'pkcs12' | 'java-store';
};
