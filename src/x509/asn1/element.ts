import type { PlainAsn1Fault, StructureFault } from '../../model/reasons/structure-fault.ts';

/** Bytes that are not ASN.1 in DER, or in BER where that is read, or not the structure that was expected. */
export class Asn1Error extends Error {
  override readonly name = 'Asn1Error';
  readonly fault: StructureFault;

  constructor(fault: StructureFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** One element (X.690 §8.1): views of the bytes it was read from, never copies. */
export type Element = {
  /** The identifier octet: class, constructed bit and number. */
  readonly tag: number;
  /** Identifier, length and content, and the two octets that end a content of indefinite length. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  /** How many `bytes` there are. */
  readonly size: number;
};

/** Certificates have dozens of elements, most of which are only passed through: a view is made when somebody asks for it. */
class ElementAt implements Element {
  readonly tag: number;
  readonly size: number;
  readonly #source: Uint8Array;
  readonly #from: number;
  readonly #headSize: number;

  constructor(source: Uint8Array, from: number, tag: number, headSize: number, size: number) {
    this.tag = tag;
    this.size = size;
    this.#source = source;
    this.#from = from;
    this.#headSize = headSize;
  }

  get bytes(): Uint8Array {
    return this.#source.subarray(this.#from, this.#from + this.size);
  }

  get content(): Uint8Array {
    return this.#source.subarray(this.#from + this.#headSize, this.#from + this.size);
  }
}

/** What stands before the content of an element (X.690 §8.1.2, §8.1.3). */
export type Head = {
  readonly tag: number;
  /** Octets of the content; null where the length is indefinite, so that two zero octets end the content. */
  readonly length: number | null;
  /** Octets of the head itself. */
  readonly size: number;
  /** Whether the length has no octet more than it needs. */
  readonly isShortest: boolean;
};

export type HeadFault = Extract<PlainAsn1Fault, 'asn1-ends-early' | 'asn1-unknown-tag' | 'asn1-impossible-length'>;

/** Identifier octets of universal types. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
} as const;

/** Octets of a length beyond which no content fits into memory. */
const usualLengthOctets = 4;

/** As many as the first octet of a length can announce: OpenSSL passes over zeros in front, however many. */
export const anyLengthOctets = 127;

/** The head at `from`, or why there is none. @param mostLengthOctets a length written in more octets is impossible */
export function readHead(bytes: Uint8Array, from = 0, mostLengthOctets = usualLengthOctets): Head | HeadFault {
  const tag = bytes[from];
  const first = bytes[from + 1];
  if (tag === undefined || first === undefined) return 'asn1-ends-early';
  // Tag numbers of several octets occur nowhere in X.509 or in stores.
  if ((tag & 0x1f) === 0x1f) return 'asn1-unknown-tag';
  if (first < 0x80) return { tag, length: first, size: 2, isShortest: true };
  const octets = first & 0x7f;
  if (octets === 0) return { tag, length: null, size: 2, isShortest: true };
  if (octets > mostLengthOctets) return 'asn1-impossible-length';
  let length = 0;
  for (let i = 0; i < octets; i++) {
    const octet = bytes[from + 2 + i];
    if (octet === undefined) return 'asn1-ends-early';
    length = length * 256 + octet;
  }
  return { tag, length, size: 2 + octets, isShortest: length >= 0x80 && length >= 256 ** (octets - 1) };
}

/** The head at `from`. Throws Asn1Error. */
export function expectHead(bytes: Uint8Array, from: number, what: string): Head {
  const head = readHead(bytes, from);
  if (typeof head === 'string') throw new Asn1Error({ code: head, what });
  return head;
}

/** The element at `from` of that head and of so many octets of content. Throws Asn1Error where `bytes` end before it does. */
export function elementOf(bytes: Uint8Array, from: number, { tag, size }: Head, length: number, what: string): Element {
  if (from + size + length > bytes.length) throw new Asn1Error({ code: 'asn1-ends-early', what });
  return new ElementAt(bytes, from, tag, size, size + length);
}

/** What a constructed element contains, each read by `at`. Throws Asn1Error. */
export function elementsIn(of: Element, what: string, at: (bytes: Uint8Array, from: number, what: string) => Element): Element[] {
  if ((of.tag & 0x20) === 0) throw new Asn1Error({ code: 'asn1-no-structure', what });
  const { content } = of;
  const items: Element[] = [];
  for (let from = 0; from < content.length; ) {
    const item = at(content, from, what);
    items.push(item);
    from += item.size;
  }
  return items;
}

/** The same element under another tag, as an implicit one stands for it. */
export function retagged({ bytes, content, size }: Element, tag: number): Element {
  return { tag, bytes, content, size };
}

/** The same element, if it has that tag. Throws Asn1Error where it is missing or another. */
export function expectTag(element: Element | undefined, tag: number, what: string): Element {
  if (element === undefined) throw new Asn1Error({ code: 'asn1-missing', what });
  if (element.tag !== tag) throw new Asn1Error({ code: 'asn1-other-type', what });
  return element;
}
