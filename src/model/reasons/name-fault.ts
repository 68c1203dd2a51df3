/** Why a certificate is not for a name, or an address. */
export type NameFault =
  | {
      readonly code:
        | 'name-alternatives-unreadable-to-java'
        | 'name-empty'
        | 'name-without-dns-entry'
        | 'address-without-alternatives'
        | 'address-as-dns-entry'
        | 'address-without-ip-entry';
    }
  /** `underscore`: what it is refused for; otherwise it is no name of the form that Java takes. */
  | { readonly code: 'name-refused-by-java'; readonly underscore: boolean }
  /** `names`: what the certificate is for, as it is shown. */
  | { readonly code: 'name-of-others' | 'name-of-other-common-name' | 'address-of-others'; readonly names: FirstNames };

/** The first few of `count`, since a certificate may have thousands. */
export type FirstNames = { readonly first: readonly string[]; readonly count: number };
