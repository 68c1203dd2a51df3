import type { NamesakesFacts } from './namesakes.ts';

/** A certificate that is trusted, as far as it shows. */
export type TrustedAuthority = {
  readonly subject: string;
  /** In hexadecimal; null where its name alone is known, as of a node that is seen from outside. */
  readonly sha256: string | null;
  /** The file that holds it; null where it was not read from one. */
  readonly file: string | null;
};

/** Both sides of a trust failure: what is shown to whom, and what that one trusts. */
export type TrustSides = {
  /** Who rejects the certificate of whom, as the cause calls them. */
  readonly rejectedBy: string;
  readonly rejected: string;
  /** The certificate that is rejected. */
  readonly served: {
    readonly subject: string;
    readonly issuer: string;
    readonly sha256: string;
    /** The SHA-256 of the CA certificate that signed it; null where that certificate was not seen. */
    readonly issuerSha256: string | null;
    /** The file that holds it; null where it was seen on the wire. */
    readonly file: string | null;
  };
  /** Empty where nothing is trusted. */
  readonly trusted: readonly TrustedAuthority[];
  /** The roots that the runtime trusts by default count as well. */
  readonly publicRoots: boolean;
  /** The setting that says what is trusted; null where its file was not read, or a default holds. */
  readonly setBy: { readonly file: string; readonly line: number | null; readonly setting: string; readonly value: string | null } | null;
  /** Two CA certificates of one name, where they are behind it: the one that the rejected certificate comes from, and the one that is trusted. Absent where they did not show. */
  readonly namesakes?: NamesakesFacts;
  /** What happens with the certificate of the one that rejects, at the other; `not-asked`: that one asks for none. */
  readonly otherWay: 'fails' | 'works' | 'not-asked' | 'unknown';
};
