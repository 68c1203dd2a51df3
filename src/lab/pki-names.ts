import { isIPv4 } from 'node:net';
import { explicit, ia5String, implicit, objectIdentifier, printableString, sequence, set, utf8String } from '../x509/asn1/write-der.ts';

/** An attribute of a name: a short name (`CN`) or an OID, and its value. */
export type Attribute = readonly [type: string, value: string];

/**
 * A distinguished name: the CN alone as a string; or its RDNs in wire order, most general first, each an attribute or, where one RDN
 * has several, a list of them; or DER.
 */
export type Name = string | readonly (Attribute | readonly Attribute[])[] | Uint8Array;

/**
 * A subjectAltName, spelled as OpenSSL does (`DNS:es01`, `IP:10.0.0.11`, `IP:::1`, `email:…`, `URI:…`), or as a tag number and raw
 * contents, whatever they are: `{ tag: 7, bytes }` is an iPAddress of any length. `constructed` for otherName [0] and directoryName [4].
 */
export type AltName =
  | `DNS:${string}`
  | `IP:${string}`
  | `email:${string}`
  | `URI:${string}`
  | { readonly tag: number; readonly bytes: Uint8Array; readonly constructed?: boolean };

/** Name (RFC 5280 §4.1.2.4). Country codes and serial numbers are PrintableStrings, domain components IA5Strings, all else UTF-8. */
export function distinguishedName(name: Name): Uint8Array {
  if (name instanceof Uint8Array) return name;
  const rdns = typeof name === 'string' ? [['CN', name] as const] : name;
  return sequence(...rdns.map((rdn) => set(...(isAttribute(rdn) ? [rdn] : rdn).map(attribute).sort(Buffer.compare))));
}

/** GeneralName (RFC 5280 §4.2.1.6). */
export function generalName(name: AltName): Uint8Array {
  if (typeof name !== 'string') return (name.constructed === true ? explicit : implicit)(name.tag, name.bytes);
  const colon = name.indexOf(':');
  const value = name.slice(colon + 1);
  switch (name.slice(0, colon)) {
    case 'email':
      return implicit(1, latin1(value));
    case 'DNS':
      return implicit(2, latin1(value));
    case 'URI':
      return implicit(6, latin1(value));
    default:
      return implicit(7, ipBytes(value));
  }
}

/** The 4 or 16 bytes of an IP literal. */
export function ipBytes(literal: string): Uint8Array {
  if (isIPv4(literal)) return Uint8Array.from(literal.split('.').map(Number));
  const [head = '', tail] = literal.split('::');
  const groups = (text: string): number[] => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = new Array<number>(8 - before.length - after.length).fill(0);
  return Uint8Array.from([...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]));
}

const attributeOids: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
  emailAddress: '1.2.840.113549.1.9.1',
};

function attribute([type, value]: Attribute): Uint8Array {
  return sequence(objectIdentifier(attributeOids[type] ?? type), attributeValue(type, value));
}

function attributeValue(type: string, value: string): Uint8Array {
  switch (type) {
    case 'C':
    case 'serialNumber':
      return printableString(value);
    case 'DC':
    case 'emailAddress':
      return ia5String(value);
    default:
      return utf8String(value);
  }
}

function isAttribute(rdn: Attribute | readonly Attribute[]): rdn is Attribute {
  return typeof rdn[0] === 'string';
}

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
