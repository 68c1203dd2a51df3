import type { KeyUsage } from '../model/certificate.ts';
import { Asn1Error, type Element, expectTag, retagged, tags } from './asn1/element.ts';
import { oid } from './asn1/oid.ts';
import { bitStringFlags, boolean, elements, onlyElement, sequence, smallInteger } from './asn1/read-der.ts';
import { alternativeNames, generalName, generalNames, type RawName } from './general-name.ts';

/** An extension as it stands in the certificate. */
export type Extension = {
  /** In dots. */
  readonly id: string;
  readonly critical: boolean;
  /** Content of extnValue: the extension's own DER. */
  readonly value: Uint8Array;
};

/** Identifiers of the extensions that are read here. */
export const extensionIds = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  freshestCrl: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  subjectInfoAccess: '1.3.6.1.5.5.7.1.11',
  netscapeCertType: '2.16.840.1.113730.1.1',
  /** RFC 3820. */
  proxyCertInfo: '1.3.6.1.5.5.7.1.14',
} as const;

const names = Object.fromEntries(Object.entries(extensionIds).map(([name, id]) => [id, name]));

/** What OpenSSL understands of extensions when it takes up a certificate, and refuses it for where they are broken; policies are not among them. */
export const takenUp: ReadonlySet<string> = new Set([
  extensionIds.subjectKeyIdentifier,
  extensionIds.keyUsage,
  extensionIds.subjectAltName,
  extensionIds.basicConstraints,
  extensionIds.nameConstraints,
  extensionIds.crlDistributionPoints,
  extensionIds.authorityKeyIdentifier,
  extensionIds.extendedKeyUsage,
  extensionIds.netscapeCertType,
  extensionIds.proxyCertInfo,
]);

/** `basicConstraints`, or the identifier where the extension is not read here. */
export function extensionName(id: string): string {
  return names[id] ?? id;
}

export type BasicConstraints = { readonly isCa: boolean; readonly pathLength: number | null };

/** One subtree of nameConstraints: a base to compare with. `bounded`: it has a minimum above zero, or a maximum, which nobody compares by. */
export type Subtree = RawName & { readonly bounded?: true };

export type NameConstraints = { readonly permitted: readonly Subtree[]; readonly excluded: readonly Subtree[] };

export type AuthorityKeyIdentifier = {
  readonly keyId: Uint8Array | null;
  readonly issuer: readonly RawName[] | null;
  /** Content of the INTEGER. */
  readonly serialNumber: Uint8Array | null;
};

export type PolicyConstraints = { readonly requireExplicit: number | null; readonly inhibitMapping: number | null };
export type PolicyMapping = { readonly issuerDomain: string; readonly subjectDomain: string };

/** All that is read of extensions. Null where there is none of a kind, or what is there cannot be read. */
export type Extensions = {
  readonly subjectKeyIdentifier: Uint8Array | null;
  readonly keyUsage: readonly KeyUsage[] | null;
  readonly subjectAltName: readonly RawName[] | null;
  readonly basicConstraints: BasicConstraints | null;
  readonly nameConstraints: NameConstraints | null;
  /** Object identifiers of the policies, in dots. */
  readonly certificatePolicies: readonly string[] | null;
  readonly policyMappings: readonly PolicyMapping[] | null;
  readonly authorityKeyIdentifier: AuthorityKeyIdentifier | null;
  readonly policyConstraints: PolicyConstraints | null;
  /** Object identifiers, in dots. */
  readonly extendedKeyUsage: readonly string[] | null;
  readonly inhibitAnyPolicy: number | null;
  /** Bits of Netscape's certificate type: 0 is SSL client, 1 SSL server, 5 SSL CA. */
  readonly netscapeCertType: readonly number[] | null;
};

/** Reads one kind of extension; throws Asn1Error. */
type Read<T> = (value: Uint8Array, what: string) => T;
export type ExtensionReaders = { readonly [K in keyof Extensions]: Read<NonNullable<Extensions[K]>> };

const keyUsages: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

/** One reader for each kind; what RFC 5280 §4.2.1 calls malformed is refused. */
export const extensionReaders: ExtensionReaders = {
  subjectKeyIdentifier: (value, what) => expectTag(onlyElement(value, what), tags.octetString, what).content,
  keyUsage: (value, what) => bitStringFlags(onlyElement(value, what), what).flatMap((bit) => keyUsages[bit] ?? []),
  subjectAltName: alternativeNames,
  basicConstraints: (value, what) => {
    const items = sequence(onlyElement(value, what), what);
    const flag = items[0]?.tag === tags.boolean ? items.shift() : undefined;
    const isCa = flag !== undefined && boolean(flag, `${what}: cA`);
    const length = items.shift();
    if (items.length > 0) throw new Asn1Error({ code: 'asn1-more-than-allowed', what });
    return { isCa, pathLength: length === undefined ? null : pathLength(length, what) };
  },
  nameConstraints: (value, what) => {
    const items = sequence(onlyElement(value, what), what);
    const subtrees = (tag: number): readonly Subtree[] => {
      if (items[0]?.tag !== tag) return [];
      const item = items.shift();
      const trees = item === undefined ? [] : elements(item, what);
      if (trees.length === 0) throw new Asn1Error({ code: 'asn1-empty-list', what });
      return trees.map((tree) => subtree(tree, what));
    };
    if (items.length === 0) throw new Asn1Error({ code: 'asn1-empty', what });
    const permitted = subtrees(0xa0);
    const excluded = subtrees(0xa1);
    if (items.length > 0) throw new Asn1Error({ code: 'asn1-more-than-allowed', what });
    return { permitted, excluded };
  },
  certificatePolicies: (value, what) => {
    const policies = sequence(onlyElement(value, what), what).map((item) => oid(sequence(item, what)[0], what));
    if (policies.length === 0) throw new Asn1Error({ code: 'asn1-empty', what });
    if (new Set(policies).size < policies.length) throw new Asn1Error({ code: 'asn1-policy-twice', what });
    return policies;
  },
  policyMappings: (value, what) => {
    const mappings = sequence(onlyElement(value, what), what).map((item) => {
      const [issuerDomain, subjectDomain] = sequence(item, what);
      return { issuerDomain: oid(issuerDomain, what), subjectDomain: oid(subjectDomain, what) };
    });
    if (mappings.length === 0) throw new Asn1Error({ code: 'asn1-empty', what });
    return mappings;
  },
  authorityKeyIdentifier: (value, what) => {
    const items = sequence(onlyElement(value, what), what);
    const take = (tag: number): Element | null => (items[0]?.tag === tag ? (items.shift() ?? null) : null);
    const keyId = take(0x80);
    const issuer = take(0xa1);
    const serial = take(0x82);
    if (items.length > 0) throw new Asn1Error({ code: 'asn1-more-than-allowed', what });
    return {
      keyId: keyId?.content ?? null,
      issuer: issuer === null ? null : generalNames(elements(issuer, what), what),
      serialNumber: serial?.content ?? null,
    };
  },
  policyConstraints: (value, what) => {
    const items = sequence(onlyElement(value, what), what);
    if (items.length === 0) throw new Asn1Error({ code: 'asn1-empty', what });
    const number = (tag: number): number | null => {
      const item = items[0]?.tag === tag ? items.shift() : undefined;
      return item === undefined ? null : smallInteger(retagged(item, tags.integer), what);
    };
    const constraints = { requireExplicit: number(0x80), inhibitMapping: number(0x81) };
    if (items.length > 0) throw new Asn1Error({ code: 'asn1-more-than-allowed', what });
    return constraints;
  },
  extendedKeyUsage: (value, what) => {
    const purposes = sequence(onlyElement(value, what), what).map((item) => oid(item, what));
    if (purposes.length === 0) throw new Asn1Error({ code: 'asn1-empty', what });
    return purposes;
  },
  inhibitAnyPolicy: (value, what) => smallInteger(onlyElement(value, what), what),
  netscapeCertType: (value, what) => bitStringFlags(onlyElement(value, what), what),
};

/** What a path length is taken for that does not fit into four octets. */
export const beyondAnyPath = 2 ** 31 - 1;

const purposeNames: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '2.5.29.37.0': 'anyExtendedKeyUsage',
};

/** `serverAuth`, or the identifier where it has no usual name. */
export function purposeName(id: string): string {
  return purposeNames[id] ?? id;
}

/** A path length beyond any chain is as good as none; only its sign matters. */
function pathLength(element: Element, what: string): number {
  const { content } = expectTag(element, tags.integer, `${what}: pathLenConstraint`);
  return content.length > 4 && (content[0] ?? 0) < 0x80 ? beyondAnyPath : smallInteger(element, `${what}: pathLenConstraint`);
}

function subtree(element: Element, what: string): Subtree {
  const items = sequence(element, what);
  const [base, ...rest] = items;
  if (base === undefined) throw new Asn1Error({ code: 'asn1-subtree-without-base', what });
  // RFC 5280 §4.2.1.10: minimum is 0, which DER leaves out, and maximum is absent.
  if (rest.length > 0) throw new Asn1Error({ code: 'asn1-subtree-with-bounds', what });
  return generalName(base, what);
}
