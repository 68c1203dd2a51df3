import type { KeyUsage } from '../model/certificate.ts';
import type { Digest } from './algorithms.ts';
import { extensionIds } from './extensions.ts';

/*
 * What no model has, since it concerns public CAs or settings that are rare in a cluster: CAs that the JDK distrusts by date (jdk.security.caDistrustPolicies), its
 * look at public suffixes for wildcards below a public CA, a java.security that was changed, FIPS providers, fetching issuers by authorityInfoAccess (off by
 * default), DSA keys that inherit parameters, proxy certificates, BER that is not DER, and Node 24 with OpenSSL 3.5, whose security level 2 refuses RSA
 * below 2048 bits. Versions of TLS below 1.3 differ little: there Java asks keyEncipherment of a server for plain RSA, and JDK 25 takes SHA-224 and DSA.
 */

/** Whose rules a chain is judged by. */
export const models = ['rfc5280', 'jsse17', 'jsse25', 'node'] as const;
export type Model = (typeof models)[number];

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
  /**
   * An empty base: it covers every name of its form, or every DNS name and nothing else, or is refused, as a DNS name when one is compared with it, and as an
   * e-mail address or a URI at once.
   */
  readonly emptyBase: 'every' | 'every-dns' | 'refused';
  /** A constraint on an otherName says nothing of one of another type, or all of them are constrained by it. */
  readonly otherNames: 'by-type' | 'together';
  /** An IPv4 address is in no range of IPv6; or only the octets that both have count, and a comparison that runs out of them is an error. */
  readonly addressFamilies: 'apart' | 'mixed';
  /** `user@` before the host of a URI is left out; or kept, and the host ends at the first colon. */
  readonly uriUserInfo: 'left-out' | 'kept';
  /** Names and constraints that are malformed refuse the path; else they are compared as they are. */
  readonly strictForm: boolean;
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
  /** Names are the same whatever kind of string they are written in, or only among the two kinds that RFC 5280 asks for. */
  readonly nameStrings: 'any' | 'utf8-and-printable';
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
  /** In a path that is built anew, an anchor's dates count unless it issued the leaf itself. */
  readonly builtAnchorDates: boolean;
  /** Revocation lists that the user gives are looked at; neither Elasticsearch nor Kibana has a setting for them. */
  readonly revocation: boolean;
  /** Policies can refuse a path. */
  readonly policies: boolean;
  readonly algorithms: {
    /** Digests that refuse a signature, other than an anchor's on itself. */
    readonly refusedDigests: readonly Digest[];
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

const basic: readonly string[] = [
  extensionIds.keyUsage,
  extensionIds.subjectAltName,
  extensionIds.basicConstraints,
  extensionIds.nameConstraints,
  extensionIds.certificatePolicies,
  extensionIds.policyMappings,
  extensionIds.policyConstraints,
  extensionIds.extendedKeyUsage,
  extensionIds.inhibitAnyPolicy,
];

/** Server-gated cryptography of Microsoft and Netscape: obsolete, but still taken for serverAuth. */
const sgc = ['1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'];
const unlimited = Number.POSITIVE_INFINITY;

const rfc5280: ModelChoices = {
  title: 'RFC 5280',
  // RFC 9525 §6.3 and §2: no common name, `*` only as the complete left-most label. Two labels after it keep `*.com` out.
  names: {
    commonName: 'never',
    wildcard: 'whole-first-label',
    severalWildcards: false,
    labelsAfterWildcard: 2,
    aLabels: 'written',
    trailingDot: false,
    host: 'any',
    shortAddresses: false,
  },
  constraints: {
    wildcard: 'expanded',
    commonName: 'never',
    subjectEmail: 'without-san',
    localPartCase: true,
    emptyBase: 'every',
    otherNames: 'by-type',
    addressFamilies: 'apart',
    uriUserInfo: 'left-out',
    strictForm: true,
  },
  paths: 'any',
  nameStrings: 'any',
  netscapeType: false,
  // §6.1.1 takes an anchor for a name and a key. One that is a certificate says more, and whoever made it meant it.
  anchor: { dates: true, pathLength: true, constraints: true, purpose: true, form: true, byKeyUsage: false },
  extendedKeyUsage: { any: true, nested: true, alsoServer: [] },
  // §4.2.1.12: a certificate that has both serves a purpose that is consistent with both, and the bits that go with each. What TLS itself asks is for others.
  keyUsage: {
    server: ['digitalSignature', 'keyEncipherment', 'keyAgreement'],
    client: ['digitalSignature', 'keyAgreement'],
    besidePurposes: true,
  },
  handled: new Set([...basic, extensionIds.subjectKeyIdentifier, extensionIds.authorityKeyIdentifier, extensionIds.issuerAltName]),
  flaws: 'refuse',
  brokenLeaf: 'refuse',
  everyCertificateReadable: false,
  everyAnchorReadable: false,
  builtAnchorDates: false,
  revocation: true,
  policies: true,
  // RFC 6151 §2: MD5 must not be used for signatures.
  algorithms: { refusedDigests: ['md5'], dsa: true, minRsaBits: 0, minEcBits: 0, curves: null },
  maxSent: { server: unlimited, client: unlimited },
  maxMessage: unlimited,
  maxBuilt: unlimited,
};

/** Java's own trust manager (PKIX) in a TLS 1.3 handshake, as an Elasticsearch node on JDK 25 sets it up. */
const jsse25: ModelChoices = {
  title: 'Elasticsearch on JDK 25',
  // sun.security.util.HostnameChecker for TLS; names go through SNIHostName, which takes letters, digits and hyphens.
  names: {
    commonName: 'most-specific',
    wildcard: 'first-label',
    severalWildcards: true,
    labelsAfterWildcard: 1,
    aLabels: 'unicode',
    trailingDot: false,
    host: 'letters-digits-hyphens',
    shortAddresses: true,
  },
  constraints: {
    wildcard: 'literal',
    commonName: 'every',
    subjectEmail: 'without-san',
    localPartCase: false,
    emptyBase: 'refused',
    otherNames: 'together',
    addressFamilies: 'apart',
    uriUserInfo: 'left-out',
    strictForm: false,
  },
  // PKIXValidator: validates a chain that is in order, builds (SunCertPathBuilder) where it is not.
  paths: 'as-sent',
  nameStrings: 'utf8-and-printable',
  netscapeType: true,
  anchor: { dates: false, pathLength: false, constraints: false, purpose: false, form: false, byKeyUsage: false },
  extendedKeyUsage: { any: true, nested: false, alsoServer: sgc },
  // EndEntityChecker, authType UNKNOWN as in TLS 1.3.
  keyUsage: { server: ['digitalSignature'], client: ['digitalSignature'], besidePurposes: false },
  handled: new Set(basic),
  flaws: 'refuse-critical',
  brokenLeaf: 'refuse',
  everyCertificateReadable: true,
  everyAnchorReadable: true,
  // ForwardBuilder uses one selector for all steps, and from the second on it has a date.
  builtAnchorDates: true,
  revocation: false,
  policies: true,
  // jdk.certpath.disabledAlgorithms, and the signature schemes of TLS 1.3; SunEC has had three curves since JDK 16.
  algorithms: { refusedDigests: ['md5', 'sha224'], dsa: false, minRsaBits: 1024, minEcBits: 224, curves: ['P-256', 'P-384', 'P-521'] },
  // jdk.tls.{client,server}.maxInboundCertificateChainLength: the first is for what servers send.
  maxSent: { server: 10, client: 8 },
  maxMessage: 32_768,
  // PKIXBuilderParameters.
  maxBuilt: 5,
};

/** The same on JDK 17: signature schemes of all versions count, one limit on chains, names with more wildcards, addresses compared without a look at their length. */
const jsse17: ModelChoices = {
  ...jsse25,
  title: 'Elasticsearch on JDK 17',
  names: { ...jsse25.names, wildcard: 'any-label' },
  constraints: { ...jsse25.constraints, addressFamilies: 'mixed' },
  brokenLeaf: 'absent',
  algorithms: { ...jsse25.algorithms, refusedDigests: ['md5'], dsa: true },
  maxSent: { server: 10, client: 10 },
};

/** OpenSSL 3 as node:tls of Node 20 and 22 sets it up, so Kibana: security level 1, trusted first, no partial chains. */
const node: ModelChoices = {
  title: 'Kibana',
  // checkServerIdentity of node:tls.
  names: {
    commonName: 'any',
    wildcard: 'first-label',
    severalWildcards: false,
    labelsAfterWildcard: 2,
    aLabels: 'written',
    trailingDot: true,
    host: 'any',
    shortAddresses: false,
  },
  constraints: {
    wildcard: 'literal',
    commonName: 'leaf',
    subjectEmail: 'always',
    localPartCase: true,
    emptyBase: 'every-dns',
    otherNames: 'by-type',
    addressFamilies: 'apart',
    uriUserInfo: 'kept',
    strictForm: false,
  },
  paths: 'first',
  nameStrings: 'any',
  netscapeType: true,
  anchor: { dates: true, pathLength: true, constraints: true, purpose: true, form: true, byKeyUsage: true },
  extendedKeyUsage: { any: false, nested: true, alsoServer: sgc },
  // check_purpose_ssl_server and check_purpose_ssl_client.
  keyUsage: {
    server: ['digitalSignature', 'keyEncipherment', 'keyAgreement'],
    client: ['digitalSignature', 'keyAgreement'],
    besidePurposes: false,
  },
  handled: new Set([...basic, extensionIds.crlDistributionPoints, extensionIds.netscapeCertType, '1.3.6.1.5.5.7.48.1.5']),
  flaws: 'refuse-known',
  brokenLeaf: 'refuse',
  everyCertificateReadable: true,
  // A PEM block that OpenSSL cannot read is passed over.
  everyAnchorReadable: false,
  builtAnchorDates: false,
  revocation: false,
  // X509_V_FLAG_POLICY_CHECK is not set.
  policies: false,
  // Security level 1 asks for 80 bits: SHA-1 counts 63, and an RSA key 80 from 920 bits on, since OpenSSL rounds to the nearest multiple of 8.
  algorithms: { refusedDigests: ['md5', 'sha1'], dsa: true, minRsaBits: 920, minEcBits: 160, curves: null },
  maxSent: { server: unlimited, client: unlimited },
  // SSL_MAX_CERT_LIST_DEFAULT.
  maxMessage: 102_400,
  maxBuilt: unlimited,
};

export const modelChoices: Readonly<Record<Model, ModelChoices>> = { rfc5280, jsse17, jsse25, node };
