import { Asn1Error } from '../../x509/asn1/element.ts';
import { oid } from '../../x509/asn1/oid.ts';
import { berChildren, berElement, berInside, berSequence } from '../../x509/asn1/read-ber.ts';

/** The certificates in SignedData of PKCS#7 (RFC 2315 §9), in DER or BER, in their order; null where the bytes are no such thing. */
export function pkcs7Certificates(bytes: Uint8Array): readonly Uint8Array[] | null {
  try {
    const [type, content] = berSequence(berElement(bytes, 'file'), 'file');
    if (oid(type, 'type') !== '1.2.840.113549.1.7.2') return null;
    const [, , , ...optional] = berSequence(berInside(content, 0xa0, 'content'), 'content');
    const set = optional.find(({ tag }) => tag === 0xa0);
    return set === undefined ? [] : berChildren(set, 'certificates').map(({ bytes: der }) => Uint8Array.from(der));
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}
