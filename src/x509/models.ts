/** Whose rules a chain is judged by. */
export type Model = 'rfc5280' | 'jsse17' | 'jsse25' | 'node';

/** How names are compared. */
export type NameChoices = {
  /** The subject's common name counts where there is no dNSName: `most-specific` only the last one, `any` each of them. */
  readonly commonName: 'never' | 'most-specific' | 'any';
  /** Where `*` may stand: as the whole first label, within the first label, or anywhere with a dot after it. */
  readonly wildcard: 'whole-first-label' | 'first-label' | 'any-label';
  /** How often `*` may occur in the first label. */
  readonly severalWildcards: boolean;
  /** Labels that must follow a wildcard. */
  readonly labelsAfterWildcard: 1 | 2;
  /** Names with an underscore can be asked for. */
  readonly underscore: boolean;
};

/** The names of each model, with who says so. */
export const nameChoices: Readonly<Record<Model, NameChoices>> = {
  // RFC 9525 §6.3 and §2: no common name, `*` only as the complete left-most label. Two labels after it keep `*.com` out.
  rfc5280: { commonName: 'never', wildcard: 'whole-first-label', severalWildcards: false, labelsAfterWildcard: 2, underscore: true },
  // sun.security.util.HostnameChecker, TLS: matchAllWildcards.
  jsse17: { commonName: 'most-specific', wildcard: 'any-label', severalWildcards: true, labelsAfterWildcard: 1, underscore: false },
  // The same, since JDK 22 or so with matchLeftmostWildcard.
  jsse25: { commonName: 'most-specific', wildcard: 'first-label', severalWildcards: true, labelsAfterWildcard: 1, underscore: false },
  // checkServerIdentity of node:tls.
  node: { commonName: 'any', wildcard: 'first-label', severalWildcards: false, labelsAfterWildcard: 2, underscore: true },
};
