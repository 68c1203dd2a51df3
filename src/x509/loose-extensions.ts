import type { CertificateReader } from '../model/certificate-flaw.ts';
import { Asn1Error, type Element, expectTag, tags } from './asn1/element.ts';
import { boolean, elements, firstElement, onlyElement, sequence, smallInteger } from './asn1/read-der.ts';
import {
  type BasicConstraints,
  beyondAnyPath,
  type Extensions,
  extensionReaders,
  type NameConstraints,
  type Subtree,
} from './extensions.ts';
import { generalName } from './general-name.ts';

/** What an extension says to those who read it although it is not as RFC 5280 has it, and to whom it says nothing. */
export type Loose<T> = { readonly read: T; readonly unreadableTo: readonly CertificateReader[] };

const looseReaders: { readonly [K in keyof Extensions]?: (value: Uint8Array, what: string) => Loose<NonNullable<Extensions[K]>> } = {
  nameConstraints: constraints,
  // A list of nothing. What it does differs between releases of the JDK.
  extendedKeyUsage: (value, what) => {
    if (sequence(onlyElement(value, what), what).length > 0) throw new Asn1Error({ code: 'asn1-more-than-allowed', what });
    return { read: [], unreadableTo: [] };
  },
  policyMappings: (value, what) => {
    if (sequence(onlyElement(value, what), what).length > 0) throw new Asn1Error({ code: 'asn1-more-than-allowed', what });
    return { read: [], unreadableTo: [] };
  },
  // To the JDK -1 is none; OpenSSL does not ask for policies.
  inhibitAnyPolicy: (value, what) => {
    const { content } = expectTag(onlyElement(value, what), tags.integer, what);
    if (content.length !== 1 || content[0] !== 0xff) throw new Asn1Error({ code: 'asn1-negative', what });
    return { read: beyondAnyPath, unreadableTo: [] };
  },
  basicConstraints,
};

/** Reads what a peer reads and the standard does not know. Throws the error that it was given where none does. */
export function looselyRead<K extends keyof Extensions>(name: K, value: Uint8Array, error: Asn1Error): Loose<NonNullable<Extensions[K]>> {
  return attempt(() => looseReaders[name]?.(value, name)) ?? attempt(() => withoutRest(name, value)) ?? fail(error);
}

/** OpenSSL stops where the value ends; the JDK minds what follows. */
function withoutRest<K extends keyof Extensions>(name: K, value: Uint8Array): Loose<NonNullable<Extensions[K]>> | undefined {
  const { bytes } = firstElement(value, name);
  return bytes.length < value.length ? { read: extensionReaders[name](bytes, name), unreadableTo: ['java'] } : undefined;
}

function attempt<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}

function fail(error: Asn1Error): never {
  throw error;
}

/** The JDK does not look at what follows where a boolean does not come first, or behind a path length. */
function basicConstraints(value: Uint8Array, what: string): Loose<BasicConstraints> {
  const [first, second, ...rest] = sequence(onlyElement(value, what), what);
  if (first === undefined || first.tag !== tags.boolean) return { read: { isCa: false, pathLength: null }, unreadableTo: ['openssl'] };
  const isCa = boolean(first, what);
  if (second === undefined) return { read: { isCa, pathLength: null }, unreadableTo: [] };
  if (rest.length > 0) return { read: { isCa, pathLength: smallInteger(second, what) }, unreadableTo: ['openssl'] };
  // Zeros in front.
  const { content } = expectTag(second, tags.integer, what);
  const digits = content.subarray(content.findIndex((octet) => octet !== 0));
  if (content[0] !== 0 || digits.length > 4 || (digits.length === 4 && (digits[0] ?? 0) >= 0x80))
    throw new Asn1Error({ code: 'asn1-no-small-number', what });
  return { read: { isCa, pathLength: digits.reduce((value, octet) => value * 256 + octet, 0) }, unreadableTo: ['openssl'] };
}

/** nameConstraints that are empty, have an empty list, or subtrees with bounds; for the JDK alone in either order. */
function constraints(value: Uint8Array, what: string): Loose<NameConstraints> {
  const lists = sequence(onlyElement(value, what), what);
  const found = new Map<number, readonly Subtree[]>();
  for (const list of lists) {
    if ((list.tag !== 0xa0 && list.tag !== 0xa1) || found.has(list.tag)) throw new Asn1Error({ code: 'asn1-more-than-allowed', what });
    found.set(
      list.tag,
      elements(list, what).map((tree) => subtree(tree, what)),
    );
  }
  const inOrder = lists.length < 2 || lists[0]?.tag === 0xa0;
  return { read: { permitted: found.get(0xa0) ?? [], excluded: found.get(0xa1) ?? [] }, unreadableTo: inOrder ? [] : ['openssl'] };
}

function subtree(element: Element, what: string): Subtree {
  const [base, ...bounds] = sequence(element, what);
  if (base === undefined) throw new Asn1Error({ code: 'asn1-subtree-without-base', what });
  const bounded = bounds.some(({ tag, content }) => {
    if (tag !== 0x80 && tag !== 0x81) throw new Asn1Error({ code: 'asn1-more-than-allowed', what });
    return tag === 0x81 || content.some((octet) => octet !== 0);
  });
  return { ...generalName(base, what), ...(bounded ? { bounded: true } : {}) };
}
