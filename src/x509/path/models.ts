import type { Digest } from '../algorithms.ts';
import { extensionIds } from '../extensions.ts';
import type { ModelChoices, PeerModel } from './model-choices.ts';

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
/** Digests of signatures that no signature scheme of TLS names, and that JSSE therefore refuses in certificates too. */
const notInHandshakes: readonly Digest[] = ['sha512-224', 'sha512-256', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'];
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
    mappedAddresses: false,
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
    bounds: 'refused',
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
  lastSecond: 'valid',
  builtAnchorDates: false,
  revocation: true,
  policies: true,
  // RFC 6151 §2 and RFC 6194: MD5 must not be used for signatures, and nobody who judges by the standard (Go, OpenSSL, rustls, pyca) still takes SHA-1.
  algorithms: {
    refusedDigests: ['md5', 'sha1'],
    refusedPssDigests: ['md5', 'sha1'],
    ecdsaWithSha3: true,
    pssKeySignsAll: false,
    dsa: true,
    minRsaBits: 0,
    minEcBits: 0,
    curves: null,
  },
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
    mappedAddresses: true,
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
    bounds: 'refused',
  },
  // PKIXValidator: validates a chain that is in order, builds (SunCertPathBuilder) where it is not.
  paths: 'as-sent',
  nameStrings: 'java',
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
  // notAfter.before(now), in milliseconds.
  lastSecond: 'begun',
  // ForwardBuilder uses one selector for all steps, and from the second on it has a date.
  builtAnchorDates: true,
  revocation: false,
  policies: true,
  // jdk.certpath.disabledAlgorithms, and the signature schemes of TLS 1.3; SunEC has had three curves since JDK 16.
  algorithms: {
    refusedDigests: ['md5', 'sha224', ...notInHandshakes],
    refusedPssDigests: ['md5'],
    ecdsaWithSha3: true,
    pssKeySignsAll: true,
    dsa: false,
    minRsaBits: 1024,
    minEcBits: 224,
    curves: ['P-256', 'P-384', 'P-521'],
  },
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
  algorithms: { ...jsse25.algorithms, refusedDigests: ['md5', ...notInHandshakes], dsa: true },
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
    mappedAddresses: false,
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
    bounds: 'refused-of-form',
  },
  paths: 'first',
  nameStrings: 'openssl',
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
  // X509_cmp_time says of two that are equal that the first is earlier.
  lastSecond: 'expired',
  builtAnchorDates: false,
  revocation: false,
  // X509_V_FLAG_POLICY_CHECK is not set.
  policies: false,
  // Security level 1 asks for 80 bits: SHA-1 counts 63, and an RSA key 80 from 920 bits on, since OpenSSL rounds to the nearest multiple of 8.
  algorithms: {
    refusedDigests: ['md5', 'sha1'],
    refusedPssDigests: ['md5', 'sha1'],
    ecdsaWithSha3: false,
    pssKeySignsAll: false,
    dsa: true,
    minRsaBits: 920,
    minEcBits: 160,
    curves: null,
  },
  maxSent: { server: unlimited, client: unlimited },
  // SSL_MAX_CERT_LIST_DEFAULT.
  maxMessage: 102_400,
  maxBuilt: unlimited,
};

/** Node.js 24 and later leave OpenSSL 3.5 at its own security level 2: 112 bits, which an RSA key counts for from 1963 bits on. */
const node24: ModelChoices = {
  ...node,
  title: 'Kibana on Node.js 24',
  algorithms: { ...node.algorithms, ecdsaWithSha3: true, minRsaBits: 1963, minEcBits: 224 },
};

/** crypto/x509 of Go: no SHA-1 since 1.18, and no look at keyUsage of a leaf. */
const go: ModelChoices = {
  ...rfc5280,
  title: 'Go',
  keyUsage: { server: [], client: [], besidePurposes: false },
  policies: false,
  revocation: false,
  algorithms: {
    refusedDigests: ['md5', 'sha1'],
    refusedPssDigests: ['md5', 'sha1'],
    ecdsaWithSha3: true,
    pssKeySignsAll: false,
    dsa: false,
    minRsaBits: 1024,
    minEcBits: 224,
    curves: ['P-224', 'P-256', 'P-384', 'P-521'],
  },
};

export const modelChoices: Readonly<Record<PeerModel, ModelChoices>> = { rfc5280, jsse17, jsse25, node, node24, go };
