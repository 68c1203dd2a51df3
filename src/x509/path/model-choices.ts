import type { KeyUsage } from '../../model/certificate.ts';
import type { Digest } from '../algorithms.ts';

/*
 * What no model has, since it concerns public CAs or settings that are rare in a cluster: CAs that the JDK distrusts by date (jdk.security.caDistrustPolicies), its
 * look at public suffixes for wildcards below a public CA, a java.security that was changed, FIPS providers, fetching issuers by authorityInfoAccess (off by
 * default), DSA keys that inherit parameters, addresses and AS numbers of RFC 3779, proxy certificates, and of BER what nobody writes: indefinite lengths within a
 * certificate, which JDK 17 does not read, days that no month has, which the JDK counts on from the month before. docs/development.md names them too. Versions of TLS below 1.3 differ little: there Java asks
 * keyEncipherment of a server for plain RSA, and JDK 25 takes SHA-224 and DSA.
 */
/** Whose rules a chain is judged by. */
export const models = ['rfc5280', 'jsse17', 'jsse25', 'node'] as const;

export type Model = (typeof models)[number];

/** Clients beside those that decide in a cluster: Kibana on Node.js 24, and programs in Go. */
export type PeerModel = Model | 'node24' | 'go';

/** How names are compared. */
export type NameChoices = {
  /** The subject's common name counts where there is no dNSName: `most-specific` only the last one, `any` each of them. */
  readonly commonName: 'never' | 'most-specific' | 'any';
  /** Where `*` may stand: as the whole first label, within the first label, or anywhere with a dot after it. */
  readonly wildcard: 'whole-first-label' | 'first-label' | 'any-label';
  /** How often `*` may occur in a label. */
  readonly severalWildcards: boolean;
  /** Labels that must follow a wildcard. */
  readonly labelsAfterWildcard: 1 | 2;
  /** What a wildcard within a label is compared with: A-labels (`xn--…`) as they are written, and none may stand in one; or what they stand for. */
  readonly aLabels: 'written' | 'unicode';
  /** A dNSName that ends with a dot is the same as one without. */
  readonly trailingDot: boolean;
  /** Which names can be asked for at all, and what is said of the others. */
  readonly host: 'any' | 'letters-digits-hyphens';
  /** `10.0.1` is the address 10.0.0.1, and `10` is 0.0.0.10, as inet_aton has it. */
  readonly shortAddresses: boolean;
  /** `::ffff:10.0.0.1` is 10.0.0.1, and an address may stand in brackets. */
  readonly mappedAddresses: boolean;
};

/** How nameConstraints are compared with names. */
export type ConstraintChoices = {
  /** What `*.acme.org` is to a constraint: all the names that it stands for, or those characters. */
  readonly wildcard: 'expanded' | 'literal';
  /**
   * Whose common name is taken for the name of a host where subjectAltName has none: the leaf's if it has a dot, or the most specific one of every certificate,
   * an address among them.
   */
  readonly commonName: 'never' | 'leaf' | 'every';
  /** E-mail addresses in the subject count always, or only where there is no subjectAltName. */
  readonly subjectEmail: 'always' | 'without-san';
  /** The local part of an e-mail address keeps its case. */
  readonly localPartCase: boolean;
  /** An empty base: it covers every name of its form, or every DNS name and nothing else; or a DNS name that is compared with it is refused. */
  readonly emptyBase: 'every' | 'every-dns' | 'refused';
  /** A constraint on an otherName says nothing of one of another type, or all of them are constrained by it. */
  readonly otherNames: 'by-type' | 'together';
  /** An IPv4 address is in no range of IPv6; or only the octets that both have count, and a comparison that runs out of them is an error. */
  readonly addressFamilies: 'apart' | 'mixed';
  /** `user@` before the host of a URI is left out; or kept, and the host ends at the first colon. */
  readonly uriUserInfo: 'left-out' | 'kept';
  /** Names and constraints that are malformed refuse the path; else they are compared as they are. */
  readonly strictForm: boolean;
  /** A subtree with a minimum above zero or a maximum, which nobody compares by, refuses every path; or only one with a name of its form. */
  readonly bounds: 'refused' | 'refused-of-form';
};

/** One way to judge a chain, as a set of choices. What is no choice here is the same for all. */
export type ModelChoices = {
  /** What an operator calls it. */
  readonly title: string;
  readonly names: NameChoices;
  readonly constraints: ConstraintChoices;
  /**
   * How a path comes about. `any`: every path is tried until one passes. `as-sent`: a leaf that is in the trust store is trusted unseen, a chain in the right
   * order is judged as it is, and only another one is built anew. `first`: trust store first, then what was sent, the first issuer that fits, and no second
   * try. Key identifiers, or issuer and serial number, that do not fit keep a CA from being the issuer in the last two; in `any` they only say where to look first.
   */
  readonly paths: 'any' | 'as-sent' | 'first';
  /**
   * Names are the same whatever kind of string they are written in, and whatever their case (RFC 5280 §7.1); or as X500Name of the JDK or as OpenSSL compares
   * them: the one as text only among the two kinds that RFC 5280 asks for, the other without regard to case only in ASCII.
   */
  readonly nameStrings: 'any' | 'java' | 'openssl';
  /** The Netscape certificate type, which OpenSSL's old examples still have, can refuse a leaf. */
  readonly netscapeType: boolean;
  /** What of a trust anchor is looked at beyond its name and key. That it is a CA is looked at by all. */
  readonly anchor: {
    readonly dates: boolean;
    readonly pathLength: boolean;
    readonly constraints: boolean;
    readonly purpose: boolean;
    /** Critical extensions, and flaws of form. */
    readonly form: boolean;
    /** Without basicConstraints, keyCertSign in keyUsage makes it a CA. */
    readonly byKeyUsage: boolean;
  };
  readonly extendedKeyUsage: {
    /** anyExtendedKeyUsage will do. */
    readonly any: boolean;
    /** A CA's limits what is below it. */
    readonly nested: boolean;
    /** Object identifiers that will do as well for a server. */
    readonly alsoServer: readonly string[];
  };
  /** One of these must be in a leaf's keyUsage, if it has one; with `besidePurposes`, only if it has extendedKeyUsage as well. */
  readonly keyUsage: { readonly server: readonly KeyUsage[]; readonly client: readonly KeyUsage[]; readonly besidePurposes: boolean };
  /** Critical extensions that do not refuse a path. */
  readonly handled: ReadonlySet<string>;
  /**
   * What a broken or repeated extension does. `refuse`: it refuses the path. `refuse-critical`: the certificate cannot be read, unless the extension is broken
   * and not critical, which then counts as absent. `refuse-known`: it refuses the path if the extension is one that is understood.
   */
  readonly flaws: 'refuse' | 'refuse-critical' | 'refuse-known';
  /** extendedKeyUsage and subjectAltName of a leaf that are broken and not critical, when they are asked for: refused, or as if they were absent. */
  readonly brokenLeaf: 'refuse' | 'absent';
  /** One certificate of the chain that cannot be read refuses it, be it needed or not. */
  readonly everyCertificateReadable: boolean;
  /** One certificate of the trust store that cannot be read spoils it; else the others are taken. */
  readonly everyAnchorReadable: boolean;
  /**
   * In the last second of a certificate it is `valid`, as it says; or `begun` has expired from the instant after its begin on; or is `expired` with it.
   */
  readonly lastSecond: 'valid' | 'begun' | 'expired';
  /** In a path that is built anew, an anchor's dates count unless it issued the leaf itself. */
  readonly builtAnchorDates: boolean;
  /** Revocation lists that the user gives are looked at; neither Elasticsearch nor Kibana has a setting for them. */
  readonly revocation: boolean;
  /** Policies can refuse a path. */
  readonly policies: boolean;
  readonly algorithms: {
    /** Digests that refuse a signature, other than an anchor's on itself; RSASSA-PSS apart. */
    readonly refusedDigests: readonly Digest[];
    /** Digests that refuse a signature by RSASSA-PSS, whose name says nothing of them. */
    readonly refusedPssDigests: readonly Digest[];
    /** Whose keys make a signature by ECDSA with SHA-3 is known; of OpenSSL only from 3.5 on, so that before nobody is taken for its issuer. */
    readonly ecdsaWithSha3: boolean;
    /** A key that is for RSASSA-PSS alone may sign by PKCS#1 as well. */
    readonly pssKeySignsAll: boolean;
    readonly dsa: boolean;
    readonly minRsaBits: number;
    readonly minEcBits: number;
    /** Null: whatever node:crypto can check. */
    readonly curves: readonly string[] | null;
  };
  /** Certificates that a chain may have as it is sent, by the side that sends it. */
  readonly maxSent: { readonly server: number; readonly client: number };
  /** Bytes that a Certificate message (TLS 1.3) may have. */
  readonly maxMessage: number;
  /** CAs that a path built anew may have between leaf and anchor, self-issued ones not counted. */
  readonly maxBuilt: number;
};
